// Rows as an import hands them over: typed, in the words of the council's profile, checked by themselves. Whether a
// child is known, or a reference was imported before, is for the command that takes the row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/personal.h"
#include "base/time.h"
#include "enquiry/import/faults.h"
#include "profile/profile.h"

namespace kith::imports {

// Codes are empty, places have no member and optionals no value where the file says nothing. `area_names` are the
// names as typed, `places` all places that they stand for.
struct EnquiryRow {
  std::string reference;
  Date received_on;
  profile::SourceCode source;
  profile::AgencyCode source_agency;
  std::string child_reference;
  Personal<std::string> forename;
  Personal<std::string> surname;
  std::optional<Personal<Date>> date_of_birth;
  std::optional<Personal<Date>> expected_date_of_birth;
  profile::WordCode sex;
  profile::WordCode ethnicity;
  profile::WordCode disability;
  Personal<std::string> postcode;  // "DN12 4AA" when it has that shape, else as typed
  std::vector<profile::PlaceCode> places;
  std::vector<std::string> area_names;
  profile::NeedCode primary_need;
  std::optional<profile::ScreeningOutcome> outcome;  // no value counts as to_be_completed
  std::optional<Date> screened_on;
  std::optional<Date> first_contact_on;
  std::optional<Date> closed_on;
  std::optional<int> level;

  bool operator==(EnquiryRow const&) const = default;
};

struct AllocationRow {
  std::string reference;
  std::string enquiry_reference;
  std::string child_reference;
  std::vector<profile::PlaceCode> places;
  std::vector<std::string> area_names;
  Date allocated_on;
  profile::AgencyCode lead_agency;
  std::optional<int> level;
  std::optional<Date> closed_on;
  Personal<std::string> closing_reason;  // free text, which may name people

  bool operator==(AllocationRow const&) const = default;
};

struct ReferralRow {
  std::string reference;
  std::string child_reference;
  Date referred_on;
  profile::SourceCode source;
  std::vector<profile::PlaceCode> places;
  std::vector<std::string> area_names;
  std::optional<profile::StepOutcome> step_outcome;  // no value: the file does not say
  std::optional<Date> closed_on;

  bool operator==(ReferralRow const&) const = default;
};

using ImportRow = std::variant<EnquiryRow, AllocationRow, ReferralRow>;

// A row without faults, or the faults and no row.
struct ParsedRow {
  std::optional<ImportRow> row;
  std::vector<CellFault> faults;
  std::vector<RowQuery> queries;
};

// A cell as the file has it, kept with a row so that a person can correct it and have it read again.
struct KeptCell {
  std::string header;          // the file's; empty for cells beyond its header
  std::string column;          // ours; empty for a column that is not read
  Personal<std::string> text;  // before a mapping's value rules

  bool operator==(KeptCell const&) const = default;
};

// A row of a file: read, or rejected.
struct ImportedRow {
  std::uint64_t line = 0;            // the physical line it begins on, counted from 1
  std::optional<ImportRow> row;      // absent when there are faults
  std::vector<CellFault> faults;     // at least one when there is no row
  std::vector<RowQuery> queries;     // of a row that was taken all the same
  std::vector<KeptCell> kept_cells;  // in the file's order; of every row, for the record may still refuse it
};

}  // namespace kith::imports
