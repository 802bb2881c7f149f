#include "link/levels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdlib>

#include "base/time.h"
#include "link/similarity.h"
#include "link/spelling.h"
#include "link/standardise.h"

namespace kith::link {

namespace {
constexpr auto name_labels = std::to_array<std::string_view>(
    {"missing", "different", "sounds alike, or an initial", "similar spelling, or a short form",
     "a known form or spelling of the name", "one slip of spelling", "the same", "nearly the same with names swapped",
     "the same with names swapped"});
constexpr auto text_labels =
    std::to_array<std::string_view>({"missing", "different", "similar", "nearly the same", "the same"});
constexpr auto date_labels = std::to_array<std::string_view>(
    {"missing", "different", "within a month", "two of day, month and year the same",
     "the same year, and one says only 1 January", "day and month swapped", "one digit wrong", "the same"});
constexpr auto postcode_labels =
    std::to_array<std::string_view>({"missing", "different", "same sector", "one character wrong", "the same"});
constexpr auto number_labels = std::to_array<std::string_view>({"missing", "different", "one digit wrong", "the same"});
constexpr auto identifier_labels = std::to_array<std::string_view>(
    {"missing", "different", "two characters wrong", "one character wrong", "the same"});
constexpr auto category_labels = std::to_array<std::string_view>({"missing", "different", "the same"});
constexpr auto email_labels = std::to_array<std::string_view>(
    {"missing", "different", "same name at another provider", "one character wrong", "the same"});

constexpr LevelSet word_levels{std::span(name_labels).first(7), 6};
constexpr LevelSet forename_levels{name_labels, 6};
constexpr LevelSet text_levels{text_labels, 4};
constexpr LevelSet date_levels{date_labels, 7};
constexpr LevelSet postcode_levels{postcode_labels, 4};
constexpr LevelSet number_levels{number_labels, 3};
constexpr LevelSet identifier_levels{identifier_labels, 4};
constexpr LevelSet category_levels{category_labels, 2};
constexpr LevelSet email_levels{email_labels, 4};

// The fewest characters of one value that cannot occur in the other.
unsigned strangers(std::uint64_t in, std::uint64_t not_in) {
  return static_cast<unsigned>(std::popcount(in & ~not_in));
}

// Is the edit distance at most `most`? Lengths and characters settle most pairs without an alignment.
bool within_edits(Value const& a, Value const& b, unsigned most) {
  auto const longer = std::max(a.text.size(), b.text.size());
  auto const shorter = std::min(a.text.size(), b.text.size());
  if (longer - shorter > most) return false;
  if (strangers(a.characters, b.characters) > most || strangers(b.characters, a.characters) > most) return false;
  return edit_distance(a.text, b.text) <= most;
}

// Could Jaro-Winkler reach this percentage? Decided on the most characters that can match, with the most generous
// prefix.
bool may_be_alike(Value const& a, Value const& b, unsigned percent) {
  auto const length_a = static_cast<std::uint32_t>(std::min(a.text.size(), similarity_length));
  auto const length_b = static_cast<std::uint32_t>(std::min(b.text.size(), similarity_length));
  auto const lost_a = strangers(a.characters, b.characters);
  auto const lost_b = strangers(b.characters, a.characters);
  if (a.text.size() > similarity_length || b.text.size() > similarity_length) return true;
  if (lost_a >= length_a || lost_b >= length_b) return false;
  std::uint32_t prefix = 0;
  while (prefix < std::min({length_a, length_b, 4u}) && a.text[prefix] == b.text[prefix]) ++prefix;
  return jaro_winkler_at_least(
      JaroCounts{std::min(length_a - lost_a, length_b - lost_b), 0, prefix, length_a, length_b}, percent);
}

// "j" for "john": one side is only an initial.
bool is_initial_of(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return a.size() == 1 && b.size() > 1 && a[0] == b[0];
}

// Is one name a whole word of the other? "anne" of "anne marie", "smith" of "jones smith".
bool is_part_of(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() < 3 || a.size() == b.size() || b.find(' ') == std::string_view::npos) return false;
  for (auto found = b.find(a); found != std::string_view::npos; found = b.find(a, found + 1)) {
    bool const begins = found == 0 || b[found - 1] == ' ';
    bool const ends = found + a.size() == b.size() || b[found + a.size()] == ' ';
    if (begins && ends) return true;
  }
  return false;
}

bool sound_alike(Sound const& a, Sound const& b) {
  if (a.primary.size() < 2 || b.primary.size() < 2) return false;
  return a.primary == b.primary || a.primary == b.secondary || a.secondary == b.primary;
}

Level compare_names(Value const& a, Value const& b) {
  using namespace name_level;
  if (a.text == b.text) return exact;
  bool const alike = may_be_alike(a, b, 88);
  auto const counts = alike ? jaro_counts(a.text, b.text) : JaroCounts{};
  bool const long_enough = std::min(a.text.size(), b.text.size()) >= 3;
  if ((alike && jaro_winkler_at_least(counts, 92)) || (long_enough && within_edits(a, b, 1))) return close;
  if (share_a_group(a.forms->nicknames, b.forms->nicknames) || a.forms->spelling == b.forms->spelling) return nickname;
  if ((alike && jaro_winkler_at_least(counts, 88)) || is_part_of(a.text, b.text) || is_short_form(a.text, b.text))
    return similar;
  if (is_initial_of(a.text, b.text) || sound_alike(a.forms->sound, b.forms->sound)) return sounds_alike;
  return different_level;
}

Level compare_texts(Value const& a, Value const& b) {
  if (a.text == b.text) return 4;
  if (within_edits(a, b, 1) && std::min(a.text.size(), b.text.size()) >= 4) return 3;
  if (!may_be_alike(a, b, 80)) return different_level;
  auto const counts = jaro_counts(a.text, b.text);
  if (jaro_winkler_at_least(counts, 92)) return 3;
  return jaro_winkler_at_least(counts, 80) ? 2 : different_level;
}

// One digit replaced, or two neighbours exchanged.
bool one_digit_wrong(std::uint32_t a, std::uint32_t b) {
  auto const last = std::countr_zero(a ^ b) / 4;
  auto const first = (31 - std::countl_zero(a ^ b)) / 4;
  if (first == last) return true;
  auto const digit = [](std::uint32_t of, int at) { return of >> (4 * at) & 15; };
  return first == last + 1 && digit(a, first) == digit(b, last) && digit(a, last) == digit(b, first);
}

std::uint32_t four_bits_each(std::string_view text) {
  std::uint32_t digits = 0;
  for (char const c : text) digits = digits << 4 | static_cast<std::uint32_t>(c - '0');
  return digits;
}

// Area and district (the letters and the number at the front) are no levels: within one council nearly everybody shares
// the one, and thousands of postcodes the other.
Level compare_postcodes(Value const& a, Value const& b) {
  if (a.text == b.text) return 4;
  if (within_edits(a, b, 1)) return 3;
  bool const both = a.sector != 0 && a.sector == b.sector;
  return both && a.text.compare(0, a.sector, b.text, 0, b.sector) == 0 ? 2 : different_level;
}

Level compare_emails(Value const& a, Value const& b) {
  if (a.text == b.text) return 4;
  if (within_edits(a, b, 1)) return 3;
  auto const local = [](Value const& value) { return std::string_view{value.text}.substr(0, value.text.find('@')); };
  return local(a) == local(b) ? 2 : different_level;
}

DateDigits date_digits(std::string_view text) {
  if (!is_real_date(text)) return {four_bits_each(text), 0, false};
  auto const number = [&](std::size_t from, std::size_t length) {
    unsigned value = 0;
    std::from_chars(text.data() + from, text.data() + from + length, value);
    return value;
  };
  return {four_bits_each(text), Date::of(static_cast<int>(number(0, 4)), number(4, 2), number(6, 2)).value().days,
          true};
}
}  // namespace

LevelSet const& levels_of(Measure measure) {
  switch (measure) {
    case Measure::forename:
      return forename_levels;
    case Measure::surname:
    case Measure::word:
      return word_levels;
    case Measure::text:
      return text_levels;
    case Measure::date:
      return date_levels;
    case Measure::postcode:
      return postcode_levels;
    case Measure::number:
    case Measure::phone:
      return number_levels;
    case Measure::identifier:
      return identifier_levels;
    case Measure::category:
      return category_levels;
    case Measure::email:
      return email_levels;
  }
  return category_levels;
}

Value make_value(Measure measure, std::string standard) {
  Value value;
  value.text = std::move(standard);
  value.characters = character_set(value.text);
  if (is_name(measure)) {
    value.forms = std::make_shared<NameForms const>(
        NameForms{double_metaphone(value.text), nickname_groups(value.text), spelling_key(value.text)});
  } else if (measure == Measure::date) {
    value.date = date_digits(value.text);
  } else if (measure == Measure::postcode) {
    if (auto const parts = postcode_parts(value.text)) {
      value.sector = static_cast<std::uint8_t>(parts->sector);
    } else if (value.text.size() >= 4) {
      // Other countries' codes: the first half is the region.
      value.sector = static_cast<std::uint8_t>(value.text.size() / 2);
    }
  }
  return value;
}

// "Within a year" is no level: it says next to nothing, and every birth date has hundreds of such neighbours. Who knows
// only the year writes 1 January.
Level compare_dates(DateDigits const& a, DateDigits const& b) {
  constexpr std::uint32_t new_years_day = 0x0101;
  if (a.digits == b.digits) return 7;
  if (one_digit_wrong(a.digits, b.digits)) return 6;
  bool const year = a.year() == b.year();
  bool const month = (a.month_and_day() ^ b.month_and_day()) >> 8 == 0;
  bool const day = a.day() == b.day();
  if (year && a.month_and_day() == (b.day() << 8 | b.month_and_day() >> 8)) return 5;
  if (year && (a.month_and_day() == new_years_day || b.month_and_day() == new_years_day)) return 4;
  if (year + month + day == 2) return 3;
  return a.real && b.real && std::abs(a.day_number - b.day_number) <= 31 ? 2 : different_level;
}

Level compare(Measure measure, Value const& a, Value const& b) {
  switch (measure) {
    case Measure::forename:
    case Measure::surname:
    case Measure::word:
      return compare_names(a, b);
    case Measure::text:
      return compare_texts(a, b);
    case Measure::date:
      return compare_dates(a.date, b.date);
    case Measure::postcode:
      return compare_postcodes(a, b);
    case Measure::number:
    case Measure::phone:
      return a.text == b.text ? 3 : std::min(a.text.size(), b.text.size()) > 1 && within_edits(a, b, 1) ? 2 : 1;
    case Measure::identifier:
      return a.text == b.text ? 4 : within_edits(a, b, 1) ? 3 : within_edits(a, b, 2) ? 2 : 1;
    case Measure::category:
      return a.text == b.text ? 2 : 1;
    case Measure::email:
      return compare_emails(a, b);
  }
  return different_level;
}

Level swapped_level(Level forename, Level surname, Level across, Level back) {
  using namespace name_level;
  if (std::max(forename, surname) >= similar) return missing_level;
  if (across == exact && back == exact) return swapped;
  return across >= close && back >= close ? nearly_swapped : missing_level;
}

}  // namespace kith::link
