#include "link/spelling.h"

#include <algorithm>
#include <array>

namespace kith::link {

namespace {
struct Sounds {
  std::string_view written;
  std::string_view heard;
};
// The longest first. A capital stands for a sound that takes two letters.
constexpr auto ways_of_writing = std::to_array<Sounds>({
    {"tsch", "C"}, {"tch", "C"}, {"sch", "S"}, {"ksh", "ks"}, {"kch", "k"}, {"sh", "S"},  {"sz", "S"}, {"ch", "C"},
    {"cz", "C"},   {"ph", "f"},  {"kh", "k"},  {"ck", "k"},   {"gh", "g"},  {"dh", "d"},  {"bh", "b"}, {"th", "t"},
    {"rh", "r"},   {"zh", "j"},  {"dj", "j"},  {"ce", "se"},  {"ci", "si"}, {"cy", "si"}, {"ee", "i"}, {"ie", "i"},
    {"ii", "i"},   {"yi", "yi"}, {"ei", "e"},  {"ey", "e"},   {"ay", "e"},  {"ai", "e"},  {"ae", "e"}, {"oo", "u"},
    {"ou", "u"},   {"uu", "u"},  {"aa", "a"},  {"x", "ks"},   {"q", "k"},   {"c", "k"},   {"w", "v"},
});
// With what a shortened name is rounded off, in English, Polish, Russian and their neighbours.
constexpr auto endings = std::to_array<std::string_view>(
    {"y", "ie", "ey", "i", "a", "o", "s", "z", "k", "ny", "ty", "my", "ia", "ya", "ek", "ik", "ka", "ko", "us", "sia"});
constexpr std::size_t least_kept = 3;

bool is_vowel(char c) { return std::string_view{"aeiouy"}.find(c) != std::string_view::npos; }
}  // namespace

std::string spelling_key(std::string_view standard) {
  std::string key;
  auto const add = [&](std::string_view heard) {
    for (char const c : heard)
      if (key.empty() || key.back() != c) key += c;
  };
  for (std::size_t at = 0; at < standard.size();) {
    auto const rest = standard.substr(at);
    char const c = rest.front();
    auto const known = std::find_if(ways_of_writing.begin(), ways_of_writing.end(),
                                    [&](Sounds const& sounds) { return rest.starts_with(sounds.written); });
    bool const next_is_vowel = rest.size() > 1 && is_vowel(rest[1]);
    if (known != ways_of_writing.end()) {
      add(known->heard);
      at += known->written.size();
      continue;
    }
    // An h is heard between vowels and at the front alone; a y in front of a vowel is a sound of its own.
    bool const silent = c == ' ' || (c == 'h' && !(next_is_vowel && (at == 0 || is_vowel(standard[at - 1]))));
    if (!silent) add(c == 'y' && !next_is_vowel ? "i" : rest.substr(0, 1));
    ++at;
  }
  return key;
}

std::vector<std::string_view> stems_of(std::string_view standard) {
  std::vector<std::string_view> stems;
  if (standard.size() < least_kept || standard.find(' ') != std::string_view::npos) return stems;
  stems.push_back(standard);
  for (auto const ending : endings)
    if (standard.size() >= least_kept + ending.size() && standard.ends_with(ending))
      stems.push_back(standard.substr(0, standard.size() - ending.size()));
  return stems;
}

NameEnds ends_of(std::string_view standard) {
  NameEnds ends;
  if (standard.find(' ') != std::string_view::npos) return ends;
  for (std::size_t length = least_kept; length + 2 <= standard.size(); ++length) {
    ends.fronts.push_back(standard.substr(0, length));
    ends.backs.push_back(standard.substr(standard.size() - length));
  }
  return ends;
}

namespace {
// As stems_of and ends_of have it, without making lists: this is asked of very many pairs.
bool shortens(std::string_view shorter, std::string_view longer) {
  if (shorter.size() < least_kept || shorter.size() >= longer.size()) return false;
  bool const whole = shorter.size() + 2 <= longer.size() && (longer.starts_with(shorter) || longer.ends_with(shorter));
  auto const kept = [&](std::string_view ending) {
    auto const length = shorter.size() - ending.size();
    return shorter.size() >= least_kept + ending.size() && length + 2 <= longer.size() && shorter.ends_with(ending) &&
           longer.starts_with(shorter.substr(0, length));
  };
  bool const alike =
      whole || (longer.starts_with(shorter.substr(0, least_kept)) && std::any_of(endings.begin(), endings.end(), kept));
  return alike && shorter.find(' ') == std::string_view::npos && longer.find(' ') == std::string_view::npos;
}
}  // namespace

bool is_short_form(std::string_view a, std::string_view b) { return shortens(a, b) || shortens(b, a); }

}  // namespace kith::link
