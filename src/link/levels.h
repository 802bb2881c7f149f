// The levels at which two values of one field may agree, and the reference comparison that finds the level. Everything
// faster (neighbour lists, vector kernels) must give the same levels.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "link/kinds.h"
#include "link/metaphone.h"
#include "link/nicknames.h"

namespace kith::link {

// 0 missing on one side or both, 1 different, then closer and closer. Swapped names stand above `exact`, because they
// are agreement of another sort.
using Level = std::uint8_t;
inline constexpr Level missing_level = 0;
inline constexpr Level different_level = 1;
inline constexpr std::size_t most_levels = 9;  // of any measure, missing included

struct LevelSet {
  std::span<std::string_view const> labels;  // by level, "missing" first
  Level exact = 0;
  Level count() const { return static_cast<Level>(labels.size()); }
};
LevelSet const& levels_of(Measure measure);

// Of names and words. The forename also carries what is found when both names are looked at together.
namespace name_level {
inline constexpr Level sounds_alike = 2;
inline constexpr Level similar = 3;
inline constexpr Level nickname = 4;
inline constexpr Level close = 5;
inline constexpr Level exact = 6;
inline constexpr Level nearly_swapped = 7;
inline constexpr Level swapped = 8;
}  // namespace name_level

// Of identifiers: two slips.
inline constexpr Level two_wrong = 2;

// A date to compare with others.
struct DateDigits {
  std::uint32_t digits = 0;     // eight, year month day, four bits each
  std::int32_t day_number = 0;  // real dates: days since 1970
  bool real = false;

  std::uint32_t year() const { return digits >> 16; }
  std::uint32_t month_and_day() const { return digits & 0xffff; }
  std::uint32_t day() const { return digits & 0xff; }
};

// Of names and words, which are few beside the numbers of a register.
struct NameForms {
  Sound sound;
  NicknameGroups nicknames;
  std::string spelling;  // see spelling_key
};

// A standard value with what comparing it needs, worked out once for each distinct value.
struct Value {
  std::string text;
  std::uint64_t characters = 0;            // see character_set
  std::shared_ptr<NameForms const> forms;  // names and words
  DateDigits date;                         // dates
  std::uint8_t sector = 0;                 // postcodes: length of the sector, or of the first half in other countries
};
Value make_value(Measure measure, std::string standard);

// Neither value may be empty. Symmetric.
Level compare(Measure measure, Value const& a, Value const& b);
Level compare_dates(DateDigits const& a, DateDigits const& b);

// Are two people's names the wrong way round? Straight levels of forename and surname, and levels across: a's forename
// with b's surname, and back. Gives swapped, nearly_swapped, or missing_level for neither.
Level swapped_level(Level forename, Level surname, Level across, Level back);

}  // namespace kith::link
