// Why a row waits in the quarantine, and what is asked about a row that was taken. The sentences never hold the value:
// they are kept with the row, where the value stands beside them, and may be read by people who may not see it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/closed_set.h"

namespace kith::imports {

enum class FaultCode {
  missing,
  duplicate_reference,
  bad_date,
  two_digit_year,
  month_first_date,
  not_iso_date,
  day_number,
  date_in_future,
  date_implausible,
  unknown_code,
  unknown_place,
  unknown_level,
  screened_before_received,
  contact_before_received,
  closed_before_received,
  closed_before_allocated,
  closed_before_referred,
  too_long,
  not_text,
  shortened_number,
  spreadsheet_error,
  not_a_record,
  too_many_cells,
  stray_quote,
  quote_not_closed,
  field_too_long,
  record_too_long,
  too_many_columns,
  clashes_with_record,
};
constexpr auto closed_set(FaultCode) {
  using enum FaultCode;
  return std::to_array<Member<FaultCode>>({
      {missing, "missing", "This has to be filled in."},
      {duplicate_reference, "duplicate_reference",
       "Another row of this file has the same reference. Give this one its own, or leave it out."},
      {bad_date, "bad_date", "This is not a date. Write it like 2019-06-30 or 30/06/2019."},
      {two_digit_year, "two_digit_year", "The year has two digits, so the century is a guess. Write four."},
      {month_first_date, "month_first_date",
       "This can only be month first, and the other dates of the file are day first. Write it like 2019-06-30."},
      {not_iso_date, "not_iso_date", "The mapping says that dates are like 2019-06-30, and this one is not."},
      {day_number, "day_number",
       "This is a spreadsheet's day number, not a date. Write it like 2019-06-30, or export the column as a date."},
      {date_in_future, "date_in_future", "This date is still to come. Correct it."},
      {date_implausible, "date_implausible", "This date is too long ago to be right. Correct it."},
      {unknown_code, "unknown_code",
       "The council's list has no such word. Choose one from the list, or map the word to one."},
      {unknown_place, "unknown_place",
       "The council's list of places has no such name. Choose a place, or map the name to one."},
      {unknown_level, "unknown_level", "This is not one of the council's levels of need. Write the level's number."},
      {screened_before_received, "screened_before_received",
       "The request was screened before it was received. Correct one of the two dates."},
      {contact_before_received, "contact_before_received",
       "The first contact came before the request was received. Correct one of the two dates."},
      {closed_before_received, "closed_before_received",
       "The request was closed before it was received. Correct one of the two dates."},
      {closed_before_allocated, "closed_before_allocated",
       "The case was closed before it was allocated. Correct one of the two dates."},
      {closed_before_referred, "closed_before_referred",
       "The referral was closed before it was made. Correct one of the two dates."},
      {too_long, "too_long", "This is longer than the column allows. Shorten it."},
      {not_text, "not_text", "This holds bytes that are not text. Type it again."},
      {shortened_number, "shortened_number",
       "A spreadsheet has shortened this number (1.2E+11), so its last digits are lost. Type it in full."},
      {spreadsheet_error, "spreadsheet_error",
       "A spreadsheet's error stands where a value should be. Type the value, or clear the cell."},
      {not_a_record, "not_a_record",
       "This looks like a line of totals or a footer, not a record. Dismiss it if it is."},
      {too_many_cells, "too_many_cells",
       "The row has more cells than the header, so its cells may have shifted. Check each, and quote cells with "
       "commas."},
      {stray_quote, "stray_quote",
       "There is a quotation mark in the middle of a cell, so its end is in doubt. Check it."},
      {quote_not_closed, "quote_not_closed",
       "A quotation mark opens this cell and nothing closes it, so the row may go on below. Check it."},
      {field_too_long, "field_too_long", "The cell is longer than a million characters and was cut. Shorten it."},
      {record_too_long, "record_too_long", "The row is longer than eight million characters and was cut. Shorten it."},
      {too_many_columns, "too_many_columns", "The row has more than 1,000 columns. Take the extra ones away."},
      {clashes_with_record, "clashes_with_record",
       "The record that this row would change does not allow it. Correct the row, or the record first."},
  });
}

// One reason why a row was not taken.
struct CellFault {
  std::uint64_t line = 0;           // of the file, counted from 1; 0 for a row that is not from a file
  std::uint32_t column_number = 0;  // of the file, counted from 1; 0 when the file has no such column
  std::string column = {};          // our name for it, or the file's own header
  FaultCode code = FaultCode::missing;
  std::string sentence = {};

  bool operator==(CellFault const&) const = default;
};

enum class QueryCode {
  future_birth_date,
  second_expected_date,
  far_expected_date,
  born_after_received,
  placeholder_date,
  postcode_shape,
};
constexpr auto closed_set(QueryCode) {
  using enum QueryCode;
  return std::to_array<Member<QueryCode>>({
      {future_birth_date, "future_birth_date",
       "The date of birth is still to come, and was taken as the expected date of birth. Is the child not yet born?"},
      {second_expected_date, "second_expected_date",
       "The date of birth is still to come and differs from the expected date of birth, which was kept. Which is "
       "right?"},
      {far_expected_date, "far_expected_date",
       "The expected date of birth is more than ten months away, and was kept. Is it right?"},
      {born_after_received, "born_after_received",
       "The child was born after the request was received. Was it about an unborn child?"},
      {placeholder_date, "placeholder_date",
       "The date is one that systems fill in when they know none, and was taken as empty. Is it known?"},
      {postcode_shape, "postcode_shape",
       "This does not look like a British postcode, and was kept as typed. Is it right?"},
  });
}

// A question about a row that was taken all the same.
struct RowQuery {
  std::string column;
  QueryCode code;

  bool operator==(RowQuery const&) const = default;
};

// What is worth knowing about a whole file. Codes are listed in docs/import.md.
struct ImportNote {
  std::string code;
  std::string sentence;

  bool operator==(ImportNote const&) const = default;
};

}  // namespace kith::imports
