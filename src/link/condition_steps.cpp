// What may be done to a cell before it is compared.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <regex>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.h"
#include "base/time.h"
#include "link/condition.h"
#include "link/standardise.h"

namespace kith::link {

namespace {
using Given = std::optional<std::string>;
using Arguments = std::vector<std::string>;

// A pattern is looked for in the front of a cell only: longer ones are no names, codes or addresses.
constexpr std::size_t most_searched = 256;
// The standard library reads a pattern as deep as its brackets go.
constexpr std::size_t longest_pattern = 256;

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}
int whole(std::string_view text) { return whole_number(text).value_or(0); }

std::string step_in_case(std::string_view cell, char from, char to) {
  std::string changed{cell};
  for (char& c : changed)
    if (c >= from && c <= from + 25) c = static_cast<char>(c - from + to);
  return changed;
}

// From the `from`-th character, counted from one.
Given part(std::string_view cell, int from, std::size_t length) {
  auto const begin = std::min(cell.size(), static_cast<std::size_t>(std::max(1, from) - 1));
  return std::string{cell.substr(begin, length)};
}

std::regex const& compiled(std::string const& pattern) {
  thread_local std::unordered_map<std::string, std::regex> known;
  auto const found = known.find(pattern);
  return found != known.end() ? found->second : known.emplace(pattern, std::regex{pattern}).first->second;
}

Given found_by(std::string const& pattern, std::string_view cell, std::size_t group) {
  cell = cell.substr(0, most_searched);
  std::match_results<std::string_view::const_iterator> match;
  bool const found = std::regex_search(cell.begin(), cell.end(), match, compiled(pattern));
  return found && group < match.size() ? match[group].str() : std::string{};
}

// A date as year-month-day.
Given date_by_format(std::string_view cell, std::string_view format) {
  auto const digits = standard_date(cell, format);
  if (!is_real_date(digits)) return std::nullopt;
  return fmt::format("{}-{}-{}", digits.substr(0, 4), digits.substr(4, 2), digits.substr(6, 2));
}

std::optional<Date> date_of(std::string_view cell) {
  auto const digits = standard_date(cell, "%Y-%m-%d");
  if (!is_real_date(digits)) return std::nullopt;
  return Date::of(whole(digits.substr(0, 4)), static_cast<unsigned>(whole(digits.substr(4, 2))),
                  static_cast<unsigned>(whole(digits.substr(6, 2))))
      .value();
}

// Days, months or years since the beginning of 1970, so that a difference counts the boundaries crossed.
Given date_part(std::string_view cell, std::string_view unit) {
  auto const date = date_of(cell);
  if (!date) return std::nullopt;
  if (unit == "day") return fmt::format("{}", date->days);
  auto const text = to_text(*date);
  int const year = whole(std::string_view{text}.substr(0, 4));
  int const month = whole(std::string_view{text}.substr(5, 2));
  return fmt::format("{}", unit == "year" ? year : year * 12 + month);
}

Given epoch(std::string_view cell) {
  auto const date = date_of(cell);
  if (!date) return std::nullopt;
  return fmt::format("{}", std::int64_t{date->days} * 86400);
}

// The library reckons with any number of digits, past the largest that there is.
bool has_large_number(std::string_view pattern) {
  std::size_t digits = 0;
  return std::any_of(pattern.begin(), pattern.end(), [&](char c) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    return digits > 9;
  });
}

struct Function {
  std::string_view name;
  std::size_t least;  // arguments after the cell
  std::size_t most;
  Given (*apply)(std::string_view cell, Arguments const& arguments);
};

constexpr auto functions = std::to_array<Function>({
    {"lower", 0, 0, [](std::string_view cell, Arguments const&) -> Given { return step_in_case(cell, 'A', 'a'); }},
    {"upper", 0, 0, [](std::string_view cell, Arguments const&) -> Given { return step_in_case(cell, 'a', 'A'); }},
    {"trim", 0, 0, [](std::string_view cell, Arguments const&) -> Given { return std::string{trimmed(cell)}; }},
    {"substr", 1, 2,
     [](std::string_view cell, Arguments const& a) {
       return part(cell, whole(a[0]), a.size() > 1 ? static_cast<std::size_t>(std::max(0, whole(a[1]))) : cell.size());
     }},
    {"left", 1, 1,
     [](std::string_view cell, Arguments const& a) {
       return part(cell, 1, static_cast<std::size_t>(std::max(0, whole(a[0]))));
     }},
    {"right", 1, 1,
     [](std::string_view cell, Arguments const& a) -> Given {
       auto const wanted = std::min(cell.size(), static_cast<std::size_t>(std::max(0, whole(a[0]))));
       return std::string{cell.substr(cell.size() - wanted)};
     }},
    {"regexp_extract", 1, 2,
     [](std::string_view cell, Arguments const& a) {
       return found_by(a[0], cell, a.size() > 1 ? static_cast<std::size_t>(std::max(0, whole(a[1]))) : 0);
     }},
    {"nullif", 1, 1,
     [](std::string_view cell, Arguments const& a) { return cell == a[0] ? Given{} : Given{std::string{cell}}; }},
    {"strptime", 1, 1, [](std::string_view cell, Arguments const& a) { return date_by_format(cell, a[0]); }},
    {"epoch", 0, 0, [](std::string_view cell, Arguments const&) { return epoch(cell); }},
    {"date_part", 1, 1, [](std::string_view cell, Arguments const& a) { return date_part(cell, a[0]); }},
});

std::string_view usual_name(std::string_view name) {
  if (name == "substring") return "substr";
  if (name == "try_strptime" || name == "to_date" || name == "try_to_date") return "strptime";
  return name;
}

Function const* function_named(std::string_view name) {
  auto const* const found =
      std::find_if(functions.begin(), functions.end(), [&](auto const& f) { return f.name == usual_name(name); });
  return found == functions.end() ? nullptr : found;
}
}  // namespace

Result<Done> check_steps(std::vector<Step> const& steps) {
  for (auto const& step : steps) {
    auto const* function = function_named(step.function);
    auto const wrong = [&](std::string_view what) {
      return invalid("sql_not_understood", fmt::format("{}(…) is not understood here; {}", step.function, what));
    };
    if (function == nullptr)
      return wrong(
          "a column may be put through lower, upper, trim, substr, left, right, regexp_extract, nullif, strptime and "
          "epoch");
    if (step.arguments.size() < function->least || step.arguments.size() > function->most)
      return wrong("it has too many or too few arguments");
    bool const numbers = function->name == "substr" || function->name == "left" || function->name == "right";
    if (numbers && !std::all_of(step.arguments.begin(), step.arguments.end(),
                                [](auto const& argument) { return whole_number(argument).has_value(); }))
      return wrong("what follows the column must be whole numbers");
    if (function->name == "date_part" && step.arguments[0] != "day" && step.arguments[0] != "month" &&
        step.arguments[0] != "year")
      return wrong("dates are counted in 'day', 'month' or 'year'");
    if (function->name != "regexp_extract") continue;
    if (step.arguments[0].size() > longest_pattern) return wrong("its pattern is too long");
    if (has_large_number(step.arguments[0])) return wrong("a number in its pattern is too large");
    try {
      compiled(step.arguments[0]);
    } catch (std::regex_error const&) {
      return wrong("its pattern cannot be read");
    }
  }
  return Done{};
}

std::optional<std::string> after_steps(std::vector<Step> const& steps, std::string_view cell) {
  Given value{std::string{cell}};
  for (auto const& step : steps) {
    if (!value) break;
    value = function_named(step.function)->apply(*value, step.arguments);
  }
  return value;
}

}  // namespace kith::link
