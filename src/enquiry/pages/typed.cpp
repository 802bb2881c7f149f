#include "enquiry/pages/typed.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace kith::enquiry {

namespace {

std::optional<int> number_of(std::string_view text) {
  text = trimmed(text);
  int number = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

}  // namespace

Result<std::optional<Date>> typed_date(http::Fields const& form, std::string const& field) {
  auto const day = trimmed(form.get(field + "-day"));
  auto const month = trimmed(form.get(field + "-month"));
  auto const year = trimmed(form.get(field + "-year"));
  if (day.empty() && month.empty() && year.empty()) return std::optional<Date>{};
  auto const d = number_of(day);
  auto const m = number_of(month);
  auto y = number_of(year);
  if (y && *y < 100) *y += 2000;
  if (d && m && y && *y >= 1900 && *y <= 2200)
    if (auto const date = Date::of(*y, static_cast<unsigned>(*m), static_cast<unsigned>(*d))) return date;
  auto const sentence = std::string{"Enter a real date, such as 27 3 2026."};
  return invalid("bad_date", sentence, {{field, "bad_date", sentence}});
}

std::optional<int> parse_time(std::string_view text) {
  auto word = lower_ascii(trimmed(text));
  std::erase(word, ' ');
  int add = 0;
  bool twelve = false;
  for (auto const* suffix : {"am", "pm"})
    if (word.ends_with(suffix)) {
      twelve = true;
      add = suffix[0] == 'p' ? 12 : 0;
      word.resize(word.size() - 2);
    }
  auto const colon = word.find_first_of(":.");
  auto hour = number_of(std::string_view{word}.substr(0, colon));
  auto const minute =
      colon == std::string::npos ? std::optional{0} : number_of(std::string_view{word}.substr(colon + 1));
  if (!hour || !minute || *minute > 59 || (colon == std::string::npos && !twelve)) return std::nullopt;
  if (twelve) {
    if (*hour < 1 || *hour > 12) return std::nullopt;
    *hour = *hour % 12 + add;
  }
  if (*hour > 23) return std::nullopt;
  return *hour * 60 + *minute;
}

Result<Instant> typed_moment(http::Fields const& form, std::string const& field, Instant now) {
  auto const date = TRY(typed_date(form, field));
  auto const time = trimmed(form.get(field + "-time"));
  auto const today = london_date(now);
  auto const day = date.value_or(today);
  if (time.empty()) return day == today ? now : noon_of(day);
  auto const minutes = parse_time(time);
  if (!minutes) {
    auto const sentence = std::string{"Enter a time, such as 14:30 or 2:30pm."};
    return invalid("bad_time", sentence, {{field + "-time", "bad_time", sentence}});
  }
  return from_london(day, *minutes / 60, *minutes % 60);
}

std::string time_text(Instant at) {
  auto const civil = in_london(at);
  return fmt::format("{:02}:{:02}", civil.hour, civil.minute);
}

std::vector<html::DateInputItem> date_items(std::optional<Date> day) {
  std::vector<html::DateInputItem> items = {
      {.name = "day"}, {.name = "month"}, {.name = "year", .width_characters = 4}};
  if (!day) return items;
  items[0].value = std::to_string(day->day());
  items[1].value = std::to_string(day->month());
  items[2].value = std::to_string(day->year());
  return items;
}

Result<std::string> typed_text(http::Fields const& form, std::string const& field, std::size_t most) {
  auto text = clean_text(form.get(field)).value_or("");
  if (length_in_characters(text) <= most) return text;
  auto const sentence = fmt::format("This must be {} characters or fewer.", most);
  return invalid("too_long", sentence, {{field, "too_long", sentence}});
}

}  // namespace kith::enquiry
