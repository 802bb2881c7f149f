#include "link/standardise.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "base/time.h"

namespace kith::link {

namespace {
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

template <std::size_t Size>
bool is_one_of(std::string_view word, std::array<std::string_view, Size> const& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string joined(std::vector<std::string_view> const& words) {
  std::string text;
  for (auto word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

constexpr auto titles = std::to_array<std::string_view>(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "rev", "revd", "master"});
// Words that stand where a name is not known.
constexpr auto surname_particles =
    std::to_array<std::string_view>({"al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "le",
                                     "mac", "mc", "o", "st", "van", "von"});
constexpr auto placeholders = std::to_array<std::string_view>(
    {"unknown", "unkown", "none",  "null", "nil", "na",        "notknown", "baby", "infant", "unborn",
     "male",    "female", "child", "test", "tbc", "anonymous", "unnamed",  "nfn",  "nfa",    "notgiven"});
constexpr auto months = std::to_array<std::string_view>(
    {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"});

struct Abbreviation {
  std::string_view word;
  std::string_view standard;
};
constexpr auto address_words = std::to_array<Abbreviation>({{"street", "st"},
                                                            {"road", "rd"},
                                                            {"avenue", "ave"},
                                                            {"av", "ave"},
                                                            {"lane", "ln"},
                                                            {"drive", "dr"},
                                                            {"close", "cl"},
                                                            {"court", "ct"},
                                                            {"place", "pl"},
                                                            {"crescent", "cres"},
                                                            {"circuit", "cct"},
                                                            {"saint", "st"},
                                                            {"flat", "flat"},
                                                            {"apartment", "flat"},
                                                            {"apt", "flat"}});

bool all_are(std::string_view text, char c) {
  return std::all_of(text.begin(), text.end(), [c](char other) { return other == c; });
}

std::string letters_and_digits(std::string_view cell, bool capitals) {
  std::string kept;
  for (char c : fold(cell))
    if (c != ' ') kept += capitals ? upper_ascii(c) : c;
  return kept;
}

std::string digits_of(std::string_view cell) {
  std::string digits;
  for (char c : cell)
    if (is_digit(c)) digits += c;
  return digits;
}

std::optional<int> number_of(std::string_view digits) {
  int number = 0;
  auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (fault != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

// Two digits of a year: up to 29 is this century.
int full_year(int year, std::size_t digits) {
  if (digits > 2) return year;
  return year < 30 ? 2000 + year : 1900 + year;
}

std::string eight_digits(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 0 || month > 99 || day < 0 || day > 99) return {};
  auto text = fmt::format("{:04}{:02}{:02}", year, month, day);
  constexpr auto none = std::to_array<std::string_view>({"19000101", "19010101", "18991231", "18991230", "99991231"});
  return is_one_of(text, none) ? std::string{} : text;
}

std::optional<int> month_named(std::string_view word) {
  if (word.size() < 3) return std::nullopt;
  auto const found = std::find(months.begin(), months.end(), word.substr(0, 3));
  if (found == months.end()) return std::nullopt;
  return static_cast<int>(found - months.begin()) + 1;
}

// Takes the digits at the front of `text`, at most `most`.
std::string_view take_digits(std::string_view& text, std::size_t most) {
  std::size_t length = 0;
  while (length < text.size() && length < most && is_digit(text[length])) ++length;
  auto const digits = text.substr(0, length);
  text.remove_prefix(length);
  return digits;
}

std::string_view take_letters(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && is_lower(text[length])) ++length;
  auto const letters = text.substr(0, length);
  text.remove_prefix(length);
  return letters;
}

std::string date_in_format(std::string_view cell, std::string_view format) {
  std::string const lower = lower_ascii(trimmed(cell));
  std::string_view text = lower;
  int year = 0;
  int month = 0;
  int day = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      if (text.empty() || text.front() != lower_ascii(format.substr(i, 1)).front()) return {};
      text.remove_prefix(1);
      continue;
    }
    char const what = format[++i];
    if (what == 'b' || what == 'B') {
      auto const named = month_named(take_letters(text));
      if (!named) return {};
      month = *named;
      continue;
    }
    auto const digits = take_digits(text, what == 'Y' ? 4 : 2);
    auto const number = number_of(digits);
    if (!number) return {};
    if (what == 'Y' || what == 'y')
      year = full_year(*number, what == 'Y' ? 4 : digits.size());
    else
      (what == 'm' ? month : day) = *number;
  }
  // A time of day behind the date does no harm.
  if (!text.empty() && text.front() != ' ' && text.front() != 't') return {};
  return eight_digits(year, month, day);
}

// Three groups of digits or a month's name, in the order people write them in England, or ISO 8601.
std::string date_in_any_form(std::string_view cell) {
  std::string const folded = fold(cell);
  auto parts = words_in(folded);
  if (parts.size() == 1 && parts[0].size() == 8 && std::all_of(parts[0].begin(), parts[0].end(), is_digit)) {
    auto const year = *number_of(parts[0].substr(0, 4));
    if (year >= 1800 && year < 2100)
      return eight_digits(year, *number_of(parts[0].substr(4, 2)), *number_of(parts[0].substr(6, 2)));
    return eight_digits(*number_of(parts[0].substr(4, 4)), *number_of(parts[0].substr(2, 2)),
                        *number_of(parts[0].substr(0, 2)));
  }
  if (parts.size() < 3) return {};
  std::array<int, 3> numbers{};
  int named_at = -1;
  for (std::size_t i = 0; i < 3; ++i) {
    auto part = parts[i];
    if (auto const month = month_named(part)) {
      numbers[i] = *month;
      named_at = static_cast<int>(i);
      continue;
    }
    std::string_view rest = part;
    auto const digits = take_digits(rest, 4);
    auto const number = number_of(digits);
    bool const ordinal = rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
    if (!number || (!rest.empty() && !ordinal && rest.front() != 't')) return {};
    numbers[i] = *number;
  }
  if (parts[0].size() == 4 && std::all_of(parts[0].begin(), parts[0].end(), is_digit))
    return eight_digits(numbers[0], numbers[1], numbers[2]);
  int const year = full_year(numbers[2], parts[2].size());
  if (named_at == 0) return eight_digits(year, numbers[0], numbers[1]);
  return eight_digits(year, numbers[1], numbers[0]);
}
constexpr std::size_t most_words_of_a_name = 12;
}  // namespace

std::string standard_name(std::string_view cell) {
  std::string const folded = fold(cell);
  auto words = words_in(folded);
  if (words.size() > 1 && is_one_of(words.front(), titles)) words.erase(words.begin());
  // "Baby of Sarah" is a baby without a name, not a Sarah.
  if (words.size() > 1 && words[0] == "baby" && (words[1] == "of" || words[1] == "boy" || words[1] == "girl"))
    return {};
  if (words.size() == 1 && is_one_of(words.front(), placeholders)) return {};
  if (words.size() == 2 && words[0] == "not" && (words[1] == "known" || words[1] == "given")) return {};
  // Longer is no name but a note that came into the wrong column, and every part of it would be looked for.
  if (words.size() > most_words_of_a_name) words.resize(most_words_of_a_name);
  return joined(words);
}

StandardName standard_full_name(std::string_view cell) {
  cell = trimmed(cell);
  if (auto const comma = cell.find(','); comma != std::string_view::npos)
    return {standard_name(cell.substr(comma + 1)), standard_name(cell.substr(0, comma))};
  // The last word, and the small words in front of it that belong to a surname: "van der Berg", "al Masri".
  auto begin = cell.rfind(' ');
  while (begin != std::string_view::npos && begin > 0) {
    auto const before = cell.find_last_of(' ', begin - 1);
    auto const word = cell.substr(before + 1, begin - before - 1);
    if (before == std::string_view::npos || !is_one_of(fold(word), surname_particles)) break;
    begin = before;
  }
  if (begin == std::string_view::npos) return {{}, standard_name(cell)};
  return {standard_name(cell.substr(0, begin)), standard_name(cell.substr(begin + 1))};
}

std::string standard_text(std::string_view cell) {
  std::string const folded = fold(cell);
  auto words = words_in(folded);
  for (auto& word : words)
    for (auto const& [from, to] : address_words)
      if (word == from) word = to;
  return joined(words);
}

std::string standard_date(std::string_view cell, std::string_view format) {
  if (trimmed(cell).empty()) return {};
  return format.empty() ? date_in_any_form(cell) : date_in_format(cell, format);
}

std::string standard_date(std::string_view year, std::string_view month, std::string_view day) {
  auto const y = number_of(trimmed(year));
  auto const m = number_of(trimmed(month));
  auto const d = number_of(trimmed(day));
  if (!y || !m || !d) return {};
  return eight_digits(full_year(*y, trimmed(year).size()), *m, *d);
}

bool is_real_date(std::string_view digits) {
  if (digits.size() != 8) return false;
  auto const year = number_of(digits.substr(0, 4));
  auto const month = number_of(digits.substr(4, 2));
  auto const day = number_of(digits.substr(6, 2));
  return year && month && day &&
         Date::of(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)).has_value();
}

std::string standard_postcode(std::string_view cell) {
  auto text = letters_and_digits(cell, true);
  // Pseudo postcodes of NHS records: no fixed abode, abroad, unknown.
  constexpr auto none = std::to_array<std::string_view>({"ZZ993VZ", "ZZ993WZ", "ZZ993CZ", "ZZ999ZZ", "UNKNOWN", "NFA"});
  return is_one_of(text, none) || all_are(text, '0') ? std::string{} : text;
}

std::optional<PostcodeParts> postcode_parts(std::string_view standard) {
  auto const length = standard.size();
  if (length < 5 || length > 7) return std::nullopt;
  auto const inward = standard.substr(length - 3);
  auto const outward = standard.substr(0, length - 3);
  if (!is_digit(inward[0]) || !is_upper(inward[1]) || !is_upper(inward[2])) return std::nullopt;
  std::size_t area = 0;
  while (area < outward.size() && is_upper(outward[area])) ++area;
  if (area < 1 || area > 2 || area == outward.size() || !is_digit(outward[area])) return std::nullopt;
  return PostcodeParts{area, outward.size(), outward.size() + 1};
}

std::string standard_number(std::string_view cell) {
  auto text = letters_and_digits(cell, false);
  auto const first = text.find_first_not_of('0');
  return first == std::string::npos ? std::string{} : text.substr(first);
}

std::string standard_identifier(std::string_view cell) {
  auto text = letters_and_digits(cell, true);
  return all_are(text, '0') || (text.size() > 3 && all_are(text, '9')) || is_temporary_upn(text) ? std::string{} : text;
}

std::string standard_category(std::string_view cell) { return fold(cell); }

std::string standard_phone(std::string_view cell) {
  auto digits = digits_of(cell);
  if (digits.starts_with("0044")) digits.erase(0, 2);
  if (digits.starts_with("44") && digits.size() >= 12) {
    digits.erase(0, 2);
    if (!digits.starts_with("0")) digits = fmt::format("0{}", digits);
  }
  return digits.size() < 6 || all_are(digits, digits[0]) ? std::string{} : digits;
}

std::string standard_email(std::string_view cell) {
  auto text = lower_ascii(trimmed(cell));
  auto const at = text.find('@');
  return at == std::string::npos || at == 0 || at + 1 == text.size() ? std::string{} : text;
}

std::string standardise(Measure measure, std::string_view cell, std::string_view date_format) {
  switch (measure) {
    case Measure::forename:
    case Measure::surname:
    case Measure::word:
      return standard_name(cell);
    case Measure::text:
      return standard_text(cell);
    case Measure::date:
      return standard_date(cell, date_format);
    case Measure::postcode:
      return standard_postcode(cell);
    case Measure::number:
      return standard_number(cell);
    case Measure::identifier:
      return standard_identifier(cell);
    case Measure::category:
      return standard_category(cell);
    case Measure::phone:
      return standard_phone(cell);
    case Measure::email:
      return standard_email(cell);
  }
  return {};
}

bool is_valid_nhs_number(std::string_view digits) {
  if (digits.size() != 10 || !std::all_of(digits.begin(), digits.end(), is_digit) || all_are(digits, digits[0]))
    return false;
  int sum = 0;
  for (int i = 0; i < 9; ++i) sum += (10 - i) * (digits[static_cast<std::size_t>(i)] - '0');
  return (11 - sum % 11) % 11 == digits[9] - '0';
}

namespace {
// The letters of a UPN leave out I, O and S; the letter stands for the weighted sum of the rest, modulo 23.
constexpr std::string_view upn_letters = "ABCDEFGHJKLMNPQRTUVWXYZ";

std::optional<char> upn_check_letter(std::string_view thirteen) {
  std::size_t sum = 0;
  for (std::size_t i = 1; i < 13; ++i) {
    std::size_t value = 0;
    if (is_digit(thirteen[i]))
      value = static_cast<std::size_t>(thirteen[i] - '0');
    else if (i == 12 && upn_letters.find(thirteen[i]) != std::string_view::npos)
      value = upn_letters.find(thirteen[i]);
    else
      return std::nullopt;
    sum += value * (i + 1);
  }
  return upn_letters[sum % 23];
}
}  // namespace

bool is_valid_upn(std::string_view text) {
  return text.size() == 13 && is_digit(text[12]) && upn_check_letter(text) == text[0];
}

bool is_temporary_upn(std::string_view text) {
  return text.size() == 13 && is_upper(text[12]) && upn_check_letter(text) == text[0];
}

}  // namespace kith::link
