#include "enquiry/import/dates.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "enquiry/import/cells.h"

namespace kith::imports {

namespace {

// Takes digits from the front of `text`.
struct Number {
  int value = 0;
  std::size_t digits = 0;
};
Number take_number(std::string_view& text) {
  Number number;
  while (number.digits < text.size() && number.digits < 9 && is_digit(text[number.digits]))
    number.value = number.value * 10 + (text[number.digits++] - '0');
  text.remove_prefix(number.digits);
  return number;
}

// January is 1; 0 for anything but an English month or its first three letters.
int take_month_name(std::string_view& text) {
  constexpr auto names =
      std::to_array<std::string_view>({"january", "february", "march", "april", "may", "june", "july", "august",
                                       "september", "october", "november", "december"});
  std::size_t length = 0;
  while (length < text.size() && ((text[length] | 0x20) >= 'a' && (text[length] | 0x20) <= 'z')) ++length;
  std::string const word = lower_ascii(text.substr(0, length));
  for (std::size_t i = 0; i < names.size(); ++i) {
    bool const is_name = word == names[i] || word == names[i].substr(0, 3) || (i == 8 && word == "sept");
    if (!is_name) continue;
    text.remove_prefix(length);
    return static_cast<int>(i) + 1;
  }
  return 0;
}

// A time of day: 14:35, 14:35:09.123, 2:35 PM, with Z for Greenwich.
struct TimeOfDay {
  std::int64_t ms = 0;
  bool is_greenwich = false;
};
std::optional<TimeOfDay> read_time(std::string_view text) {
  Number const hour = take_number(text);
  if (hour.digits == 0 || hour.digits > 2 || hour.value > 23 || !text.starts_with(':')) return std::nullopt;
  text.remove_prefix(1);
  Number const minute = take_number(text);
  if (minute.digits != 2 || minute.value > 59) return std::nullopt;
  Number second;
  if (text.starts_with(':')) {
    text.remove_prefix(1);
    second = take_number(text);
    if (second.digits != 2 || second.value > 60) return std::nullopt;
    if (text.starts_with('.')) {
      text.remove_prefix(1);
      if (take_number(text).digits == 0) return std::nullopt;
    }
  }
  std::string const rest = lower_ascii(trimmed(text));
  bool const is_known = rest.empty() || rest == "z" || rest == "am" || rest == "pm";
  if (!is_known) return std::nullopt;
  int const hours = rest == "pm" && hour.value < 12 ? hour.value + 12 : hour.value;
  return TimeOfDay{((hours * 60LL + minute.value) * 60 + second.value) * 1000, rest == "z"};
}

// What a cell says, before it is known in which order.
struct Written {
  enum class Form { year_first, ordered, named } form = Form::year_first;
  int first = 0;   // year, first number, day
  int second = 0;  // month, second number, month
  int third = 0;   // day, year, year
  TimeOfDay time;
};

std::variant<Written, FaultCode> read_written(std::string_view cell) {
  std::string_view text = trimmed(cell);
  Written written;
  Number const first = take_number(text);
  if (first.digits == 0 || text.empty() || first.digits > 4) {
    bool const is_day_number = first.digits == 5 && (text.empty() || text == ".0");
    return is_day_number ? FaultCode::day_number : FaultCode::bad_date;
  }
  char const separator = text.front();
  if (std::string_view{"-/. "}.find(separator) == std::string_view::npos) return FaultCode::bad_date;
  text.remove_prefix(1);
  Number second;
  int const month = take_month_name(text);
  if (month == 0) second = take_number(text);
  if ((month == 0 && (second.digits == 0 || second.digits > 2)) || !text.starts_with(separator))
    return FaultCode::bad_date;
  text.remove_prefix(1);
  Number const third = take_number(text);
  written.first = first.value;
  written.second = month != 0 ? month : second.value;
  written.third = third.value;
  if (first.digits == 4 && month == 0 && third.digits >= 1 && third.digits <= 2)
    written.form = Written::Form::year_first;
  else if (first.digits <= 2 && third.digits == 4)
    written.form = month != 0 ? Written::Form::named : Written::Form::ordered;
  else
    return first.digits <= 2 && third.digits == 2 ? FaultCode::two_digit_year : FaultCode::bad_date;
  if (separator == ' ' && written.form != Written::Form::named) return FaultCode::bad_date;
  if (text.empty()) return written;
  if (text.front() != ' ' && text.front() != 'T') return FaultCode::bad_date;
  auto const time = read_time(text.substr(1));
  if (!time) return FaultCode::bad_date;
  written.time = *time;
  return written;
}

std::optional<Date> day_of(int year, int month, int day) {
  return Date::of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}
}  // namespace

std::variant<Date, FaultCode> read_date(std::string_view cell, DateOrder order) {
  auto const read = read_written(cell);
  if (auto const* code = std::get_if<FaultCode>(&read)) return *code;
  auto const& written = std::get<Written>(read);
  std::optional<Date> date;
  if (written.form == Written::Form::year_first) {
    date = day_of(written.first, written.second, written.third);
  } else if (written.form == Written::Form::named) {
    date = day_of(written.third, written.second, written.first);
  } else {
    if (order == DateOrder::iso) return FaultCode::not_iso_date;
    auto const as_day_first = day_of(written.third, written.second, written.first);
    auto const as_month_first = day_of(written.third, written.first, written.second);
    date = order == DateOrder::day_first ? as_day_first : as_month_first;
    if (!date && order == DateOrder::day_first && as_month_first) return FaultCode::month_first_date;
  }
  if (!date) return FaultCode::bad_date;
  if (written.time.is_greenwich) return london_date(Instant{date->days * 86'400'000LL + written.time.ms});
  return *date;
}

void DateSurvey::take(std::string_view typed, std::uint64_t line, std::string_view column) {
  std::string_view const cell = plain_cell(typed);
  if (cell.size() < 6 || !is_digit(cell.front())) return;
  auto const read = read_written(cell);
  auto const* written = std::get_if<Written>(&read);
  if (written == nullptr || written->form != Written::Form::ordered) return;
  bool const fits_day_first = day_of(written->third, written->second, written->first).has_value();
  bool const fits_month_first = day_of(written->third, written->first, written->second).has_value();
  if (!fits_day_first && !fits_month_first) return;  // no date at all: a fault of its row
  Proof& proof = fits_day_first && fits_month_first ? either_ : (fits_day_first ? day_first_ : month_first_);
  if (proof.count++ > 0) return;
  proof.line = line;
  proof.column = column;
}

std::string DateSurvey::place_of(Proof const& proof) { return fmt::format("line {}, {}", proof.line, proof.column); }

Result<DateSurvey::Settled> DateSurvey::settle(std::string_view file_name) const {
  if (month_first_.count > 0 && day_first_.count == 0)
    return invalid(
        "month_first_dates",
        fmt::format("{}: dates can only be month first ({} of them, the first on {}), and Kith reads day first. Export "
                    "them like 2019-06-30, or use a column mapping that says “month first”.",
                    file_name, month_first_.count, place_of(month_first_)));
  if (month_first_.count * 20 > day_first_.count)
    return invalid(
        "mixed_date_orders",
        fmt::format("{}: some dates can only be day first ({} of them, the first on {}) and some only month "
                    "first ({}, the first on {}), so the others cannot be trusted. Export them like "
                    "2019-06-30, or use a column mapping that says which order holds.",
                    file_name, day_first_.count, place_of(day_first_), month_first_.count, place_of(month_first_)));
  Settled settled;
  if (day_first_.count + either_.count == 0) return settled;
  settled.order = DateOrder::day_first;
  if (month_first_.count > 0)
    settled.notes.push_back(
        {"month_first_rows",
         fmt::format("{} dates can only be month first (the first on {}), in a file whose dates are "
                     "day first. Their rows were rejected.",
                     month_first_.count, place_of(month_first_))});
  if (day_first_.count == 0)
    settled.notes.push_back(
        {"dates_fit_both", fmt::format("Every date fits both day first and month first (the first on {}). They were "
                                       "read day first, as in Britain.",
                                       place_of(either_))});
  return settled;
}

}  // namespace kith::imports
