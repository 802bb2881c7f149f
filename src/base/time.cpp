#include "base/time.h"

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <vector>

namespace kith {

namespace {
date::year_month_day civil(Date d) { return date::year_month_day{date::sys_days{date::days{d.days}}}; }
Date from_civil(date::year_month_day ymd) { return {date::sys_days{ymd}.time_since_epoch().count()}; }

date::time_zone const& london() {
  static date::time_zone const* const zone = date::locate_zone("Europe/London");
  return *zone;
}

// How far London's clocks are ahead of UTC. A page asks some hundred times, and the library looks each up among all the
// changes since 1847; those of our own years are put side by side once.
class LondonOffsets {
 public:
  LondonOffsets() {
    date::sys_seconds at = date::sys_days{date::year{1970} / 1 / 1};
    for (date::sys_seconds const last = date::sys_days{date::year{2070} / 1 / 1}; at < last;) {
      auto const info = london().get_info(at);
      starts_.push_back(milliseconds(at.time_since_epoch()));
      offsets_.push_back(milliseconds(info.offset));
      at = info.end;
    }
    end_ = milliseconds(at.time_since_epoch());
  }

  std::int64_t at(std::int64_t utc_ms) const {
    if (utc_ms < starts_.front() || utc_ms >= end_)
      return milliseconds(london().get_info(date::sys_seconds{seconds_of(utc_ms)}).offset);
    auto const next = std::upper_bound(starts_.begin(), starts_.end(), utc_ms);
    return offsets_[static_cast<std::size_t>(next - starts_.begin() - 1)];
  }

 private:
  static std::int64_t milliseconds(std::chrono::seconds s) { return std::chrono::milliseconds{s}.count(); }
  static std::chrono::seconds seconds_of(std::int64_t ms) {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::milliseconds{ms});
  }

  std::vector<std::int64_t> starts_;   // UTC
  std::vector<std::int64_t> offsets_;  // from the same place of `starts_` to the next
  std::int64_t end_ = 0;
};
LondonOffsets const& london_offsets() {
  static LondonOffsets const offsets;
  return offsets;
}
std::int64_t constexpr day_ms = 86'400'000;

constexpr std::array month_names = {"January", "February", "March",     "April",   "May",      "June",
                                    "July",    "August",   "September", "October", "November", "December"};

// Exactly `width` digits at `at`, or nullopt.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t width) {
  if (at + width > text.size()) return std::nullopt;
  int number = 0;
  for (std::size_t i = at; i < at + width; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}
}  // namespace

std::optional<Date> Date::of(int year, unsigned month, unsigned day) {
  date::year_month_day const ymd{date::year{year}, date::month{month}, date::day{day}};
  if (!ymd.ok()) return std::nullopt;
  return from_civil(ymd);
}
int Date::year() const { return static_cast<int>(civil(*this).year()); }
unsigned Date::month() const { return static_cast<unsigned>(civil(*this).month()); }
unsigned Date::day() const { return static_cast<unsigned>(civil(*this).day()); }
unsigned Date::weekday() const { return date::weekday{date::sys_days{date::days{days}}}.iso_encoding(); }

Date Date::plus_months(int months) const {
  auto moved = civil(*this) + date::months{months};
  if (!moved.ok()) moved = moved.year() / moved.month() / date::last;
  return from_civil(moved);
}

std::string to_text(Date d) {
  auto const ymd = civil(d);
  auto const year = static_cast<int>(ymd.year());
  auto const month = static_cast<unsigned>(ymd.month()), day = static_cast<unsigned>(ymd.day());
  if (year < 0 || year > 9999) return fmt::format("{:04}-{:02}-{:02}", year, month, day);
  std::string text = "0000-00-00";
  auto put = [&](std::size_t last, unsigned number) {  // its digits, up to place `last`
    for (; number > 0; number /= 10) text[last--] = static_cast<char>('0' + number % 10);
  };
  put(3, static_cast<unsigned>(year));
  put(6, month);
  put(9, day);
  return text;
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  return Date::of(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

std::string to_text(Instant instant) {
  auto day = instant.ms / day_ms, rest = instant.ms % day_ms;
  if (rest < 0) rest += day_ms, --day;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_text(Date{static_cast<std::int32_t>(day)}), rest / 3'600'000,
                     rest / 60'000 % 60, rest / 1'000 % 60, rest % 1'000);
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z')
    return std::nullopt;
  auto day = parse_date(text.substr(0, 10));
  auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2), ms = digits(text, 20, 3);
  if (!day || !hour || !minute || !second || !ms || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return Instant{day->days * std::int64_t{86'400'000} + *hour * 3'600'000 + *minute * 60'000 + *second * 1'000 + *ms};
}

CivilTime in_london(Instant instant) {
  auto const local = instant.ms + london_offsets().at(instant.ms);
  auto const day = (local >= 0 ? local : local - (day_ms - 1)) / day_ms;
  auto const minutes = static_cast<int>((local - day * day_ms) / 60'000);
  return {Date{static_cast<std::int32_t>(day)}, minutes / 60, minutes % 60};
}

Instant from_london(Date d, int hour, int minute) {
  auto const written = d.days * day_ms + hour * std::int64_t{3'600'000} + minute * std::int64_t{60'000};
  auto const offset = london_offsets().at(written - day_ms);
  if (london_offsets().at(written + day_ms) == offset) return {written - offset};
  // The clocks change near by: an hour that comes twice is the first, one that does not come is the moment of change.
  auto local = date::local_days{date::days{d.days}} + std::chrono::hours{hour} + std::chrono::minutes{minute};
  auto moment = london().to_sys(local, date::choose::earliest);
  return {std::chrono::duration_cast<std::chrono::milliseconds>(moment.time_since_epoch()).count()};
}

std::string for_people(Date d) {
  auto const ymd = civil(d);
  auto text = std::to_string(static_cast<unsigned>(ymd.day()));
  text += ' ';
  text += month_names[static_cast<unsigned>(ymd.month()) - 1];
  text += ' ';
  return text += std::to_string(static_cast<int>(ymd.year()));
}

std::string for_people(Instant instant) {
  auto civil_time = in_london(instant);
  int hour = civil_time.hour % 12 == 0 ? 12 : civil_time.hour % 12;
  return fmt::format("{}, {}:{:02}{}", for_people(civil_time.date), hour, civil_time.minute,
                     civil_time.hour < 12 ? "am" : "pm");
}

int age_on(Date born, Date day) {
  int years = day.year() - born.year();
  if (day.month() < born.month() || (day.month() == born.month() && day.day() < born.day())) --years;
  return years;
}

Instant SystemClock::now() const {
  return {std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
              .count()};
}

}  // namespace kith
