#include "enquiry/import/cells.h"

#include "base/csv.h"
#include "base/text.h"

namespace kith::imports {

std::string_view plain_cell(std::string_view cell) {
  constexpr std::string_view no_break_space = "\xc2\xa0";
  while (true) {
    std::string_view const before = cell;
    cell = trimmed(cell);
    if (cell.starts_with(no_break_space)) cell.remove_prefix(2);
    if (cell.ends_with(no_break_space)) cell.remove_suffix(2);
    if (cell.size() == before.size()) break;
  }
  std::size_t const first = cell.find_first_not_of('\'');
  bool const is_marked = first != std::string_view::npos && (is_digit(cell[first]) || looks_like_formula(cell));
  return is_marked ? cell.substr(first) : cell;
}

bool is_machine_nothing(std::string_view text) {
  return text == "NULL" || text == "(null)" || text == "#N/A" || text == "<NULL>" || text == "NaN";
}
bool is_human_nothing(std::string_view text) {
  std::string const lower = lower_ascii(text);
  return lower == "n/a" || lower == "na" || lower == "none" || lower == "nil" || lower == "null" ||
         text.find_first_not_of("-. ") == std::string_view::npos;
}

bool is_spreadsheet_error(std::string_view text) {
  if (!text.starts_with('#')) return false;
  for (std::string_view error : {"#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
    if (text == error) return true;
  return text.size() >= 4 && text.find_first_not_of('#') == std::string_view::npos;  // a column too narrow
}

bool is_shortened_number(std::string_view text) {
  std::size_t const e = text.find_first_of("eE");
  if (e == std::string_view::npos || e == 0 || !is_digit(text[0])) return false;
  bool const mantissa = text.substr(0, e).find_first_not_of("0123456789.,") == std::string_view::npos;
  std::string_view const power = text.substr(e + 1);
  return mantissa && power.size() >= 2 && power[0] == '+' &&
         power.substr(1).find_first_not_of("0123456789") == std::string_view::npos;
}

bool says_nothing(std::string_view cell) {
  return cell.find_first_not_of(" \t-=_\r\n\xc2\xa0") == std::string_view::npos;
}

bool is_footer(std::string_view first_cell) {
  std::string words = fold(first_cell);
  std::erase_if(words, [](char c) { return c >= '0' && c <= '9'; });
  words = trimmed(words);
  for (std::string_view footer :
       {"total",       "totals",         "grand total",  "grand totals",      "sub total",    "subtotal",
        "count",       "row count",      "record count", "rows affected",     "row affected", "rows",
        "records",     "total records",  "total rows",   "number of records", "end",          "end of report",
        "end of file", "completion time"})
    if (words == footer) return true;
  return false;
}

}  // namespace kith::imports
