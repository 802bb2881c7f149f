#include "enquiry/import/row_reading.h"

#include <algorithm>

#include "base/text.h"
#include "enquiry/import/cells.h"

namespace kith::imports {

namespace {
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// "dn124aa" as "DN12 4AA"; nothing when it has not the shape of a British postcode (area and district of two to four
// characters, then a digit and two letters).
std::optional<std::string> postcode_shape(std::string_view typed) {
  std::string letters;
  for (char c : typed) {
    if (c == ' ') continue;
    letters += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  if (letters.size() < 5 || letters.size() > 7) return std::nullopt;
  std::string const outward = letters.substr(0, letters.size() - 3), inward = letters.substr(letters.size() - 3);
  if (!is_digit(inward[0]) || !is_capital(inward[1]) || !is_capital(inward[2])) return std::nullopt;
  bool shaped = outward == "GIR";
  std::size_t const area = is_capital(outward[1]) ? 2 : 1;
  if (!shaped && is_capital(outward[0]) && outward.size() > area && is_digit(outward[area]))
    shaped = outward.size() == area + 1 ||
             (outward.size() == area + 2 && (is_digit(outward[area + 1]) || is_capital(outward[area + 1])));
  if (!shaped) return std::nullopt;
  return outward + " " + inward;
}

// Dates that systems write where they know none.
bool is_placeholder(Date date) {
  return date == *Date::of(1900, 1, 1) || date == *Date::of(1899, 12, 30) || date == *Date::of(1899, 12, 31) ||
         date == *Date::of(1753, 1, 1) || date == *Date::of(1, 1, 1) || date == *Date::of(9999, 12, 31);
}
}  // namespace

void RowReading::fault(std::size_t place, FaultCode code) {
  faults_.push_back({.column = std::string{columns_[place].name}, .code = code, .sentence = std::string{label(code)}});
}

void RowReading::query(std::size_t place, QueryCode code) {
  queries_.push_back({std::string{columns_[place].name}, code});
}

// A cell's text, cleaned: empty when it says nothing, and when it has a fault, which is noted.
std::string RowReading::cell(std::size_t place, Emptiness emptiness) {
  auto const& column = columns_[place];
  auto const clean = clean_text(plain_cell(cells_[place]));
  if (!clean) {
    fault(place, FaultCode::not_text);
    return {};
  }
  std::string_view const text = *clean;
  bool const is_nothing =
      text.empty() || is_machine_nothing(text) || (emptiness == Emptiness::human_words_too && is_human_nothing(text));
  if (is_nothing) {
    if (column.required) fault(place, FaultCode::missing);
    return {};
  }
  if (is_spreadsheet_error(text)) {
    fault(place, FaultCode::spreadsheet_error);
    return {};
  }
  if (length_in_characters(text) > column.length_limit) {
    fault(place, FaultCode::too_long);
    return {};
  }
  return std::string{text};
}

std::string RowReading::text(std::size_t place) { return cell(place, Emptiness::machine_words); }

std::string RowReading::reference(std::size_t place) {
  std::string reference = cell(place, Emptiness::human_words_too);
  if (!is_shortened_number(reference)) return reference;
  fault(place, FaultCode::shortened_number);
  return {};
}

std::string RowReading::postcode(std::size_t place) {
  std::string typed = cell(place, Emptiness::human_words_too);
  if (typed.empty()) return typed;
  if (auto shaped = postcode_shape(typed)) return *shaped;
  query(place, QueryCode::postcode_shape);
  return typed;
}

std::optional<Date> RowReading::any_date(std::size_t place) {
  std::string const text = cell(place, Emptiness::human_words_too);
  if (text.empty()) return std::nullopt;
  auto const read = read_date(text, order_);
  if (auto const* code = std::get_if<FaultCode>(&read)) {
    fault(place, *code);
    return std::nullopt;
  }
  Date const date = std::get<Date>(read);
  if (is_placeholder(date)) {
    if (columns_[place].required)
      fault(place, FaultCode::missing);
    else
      query(place, QueryCode::placeholder_date);
    return std::nullopt;
  }
  return date;
}

std::optional<Date> RowReading::date(std::size_t place) {
  auto const date = any_date(place);
  if (!date) return date;
  bool const is_ancient = date->year() < 1970;
  if (is_ancient) fault(place, FaultCode::date_implausible);
  if (*date > today_) fault(place, FaultCode::date_in_future);
  return *date > today_ || is_ancient ? std::nullopt : date;
}

std::optional<Date> RowReading::birth_date(std::size_t place) {
  auto const date = any_date(place);
  if (!date || *date > today_ - 366 * 120) return date;
  fault(place, FaultCode::date_implausible);
  return std::nullopt;
}

std::optional<Date> RowReading::expected_date(std::size_t place) {
  auto const date = any_date(place);
  if (!date) return date;
  if (*date > today_ + 310) query(place, QueryCode::far_expected_date);
  if (date->year() >= 1970) return date;
  fault(place, FaultCode::date_implausible);
  return std::nullopt;
}

std::string RowReading::word(std::size_t place, std::vector<profile::Word> const& words) {
  std::string const text = cell(place, Emptiness::machine_words);
  if (text.empty()) return {};
  std::string code = vocabulary_.word(words, text);
  if (code.empty() && !is_human_nothing(text)) fault(place, FaultCode::unknown_code);
  return code;
}

std::string RowReading::agency(std::size_t place) {
  std::string const text = cell(place, Emptiness::machine_words);
  if (text.empty()) return {};
  std::string code = vocabulary_.agency(text);
  if (code.empty() && !is_human_nothing(text)) fault(place, FaultCode::unknown_code);
  return code;
}

// "N/A" is no outcome and not the absence of one either: an outcome is counted in the published table, so it is asked.
std::optional<profile::ScreeningOutcome> RowReading::screening_outcome(std::size_t place) {
  std::string const text = cell(place, Emptiness::machine_words);
  if (text.empty()) return std::nullopt;
  auto const outcome = vocabulary_.screening_outcome(text);
  if (!outcome) fault(place, FaultCode::unknown_code);
  return outcome;
}

std::optional<profile::StepOutcome> RowReading::step_outcome(std::size_t place) {
  std::string const text = cell(place, Emptiness::machine_words);
  if (text.empty()) return std::nullopt;
  auto const outcome = vocabulary_.step_outcome(text);
  if (!outcome) fault(place, FaultCode::unknown_code);
  return outcome;
}

std::optional<int> RowReading::level(std::size_t place) {
  std::string const text = cell(place, Emptiness::human_words_too);
  if (text.empty()) return std::nullopt;
  auto const level = vocabulary_.level(text);
  if (!level) fault(place, FaultCode::unknown_level);
  return level;
}

void RowReading::areas(std::size_t place, std::vector<profile::PlaceCode>& places, std::vector<std::string>& names) {
  std::string const text = cell(place, Emptiness::machine_words);
  bool has_unknown = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const end = std::min(text.find(';', at), text.size());
    std::string_view const name = trimmed(std::string_view(text).substr(at, end - at));
    at = end + 1;
    if (name.empty()) continue;
    auto const found = vocabulary_.places(name);
    if (found.empty() && is_human_nothing(name)) continue;
    has_unknown = has_unknown || found.empty();
    names.emplace_back(name);
    for (auto const& code : found)
      if (std::find(places.begin(), places.end(), code) == places.end()) places.push_back(code);
  }
  if (has_unknown) fault(place, FaultCode::unknown_place);
}

void RowReading::in_order(std::optional<Date> earlier, std::optional<Date> later, std::size_t place, FaultCode code) {
  if (earlier && later && *later < *earlier) fault(place, code);
}

}  // namespace kith::imports
