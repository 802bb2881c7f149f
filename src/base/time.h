// Instants and dates. An Instant is a moment, the same everywhere; a Date is a day on the wall calendar. England's
// civil time (Europe/London) joins the two. Neither knows what time it is now: `now` comes in from outside.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kith {

// Milliseconds since 1970-01-01T00:00Z.
struct Instant {
  std::int64_t ms = 0;

  auto operator<=>(Instant const&) const = default;
  Instant operator+(std::chrono::milliseconds d) const { return {ms + d.count()}; }
  Instant operator-(std::chrono::milliseconds d) const { return {ms - d.count()}; }
  std::chrono::milliseconds operator-(Instant other) const { return std::chrono::milliseconds{ms - other.ms}; }
};

// A day, proleptic Gregorian. Counted in days since 1970-01-01, so that differences are plain.
struct Date {
  std::int32_t days = 0;

  static std::optional<Date> of(int year, unsigned month, unsigned day);
  int year() const;
  unsigned month() const;              // 1 to 12
  unsigned day() const;                // 1 to 31
  unsigned weekday() const;            // 1 Monday to 7 Sunday
  Date plus_months(int months) const;  // the 31st becomes the last day of a shorter month

  auto operator<=>(Date const&) const = default;
  Date operator+(int d) const { return {days + d}; }
  Date operator-(int d) const { return {days - d}; }
  int operator-(Date other) const { return days - other.days; }
};

// "2019-06-30". parse_date takes only this form; other forms are the import's business.
std::string to_text(Date date);
std::optional<Date> parse_date(std::string_view text);
// "2019-06-30T13:05:09.123Z".
std::string to_text(Instant instant);
std::optional<Instant> parse_instant(std::string_view text);

// A moment as people in England read it on the clock.
struct CivilTime {
  Date date;
  int hour = 0;
  int minute = 0;
};
CivilTime in_london(Instant instant);
// The moment of a wall-clock time in England. In the hour that clocks skip or repeat, the earlier reading.
Instant from_london(Date date, int hour = 0, int minute = 0);
// A day as a moment in a timeline: its noon, so that no time zone moves it to another day.
inline Instant noon_of(Date day) { return from_london(day, 12); }
inline Date london_date(Instant instant) { return in_london(instant).date; }

// For people: "30 June 2019", "30 June 2019, 2:05pm".
std::string for_people(Date date);
std::string for_people(Instant instant);

// Whole years lived on a day; a child born on 29 February is a year older on 1 March.
int age_on(Date born, Date day);

// Where the time comes from: the machine's clock for people, a set one for tests and the demo borough.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};
class SystemClock final : public Clock {
 public:
  Instant now() const override;
};
class SetClock final : public Clock {
 public:
  explicit SetClock(Instant now) : now_(now) {}
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_;
};

}  // namespace kith
