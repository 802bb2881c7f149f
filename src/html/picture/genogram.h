// A family over generations, as genograms are drawn in social work: squares and circles, partners joined by a line
// below them, children hanging from that line, the eldest at the left.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "html/picture/about.h"

namespace kith::html {

enum class Symbol { square, circle, diamond, triangle };  // male, female, other or not known, pregnancy
enum class Bond { married, together, separated, divorced };
enum class Tie { birth, adopted, fostered };
enum class Feeling { close, distant, conflict, cut_off, harm };  // left out of what a family is given

struct GenogramPerson {
  std::string name = {};
  std::string note = {};  // one short line: "aged 9", "1942 to 2019"
  Symbol symbol = Symbol::diamond;
  int born = 0;        // any number that grows with the date of birth, such as 20170409; 0: not known, and rightmost
  bool died = false;   // of a pregnancy: lost
  bool focus = false;  // whom the picture is about
  std::string household = {};  // the same words for those who live together; empty: not drawn
};

struct GenogramChild {
  std::size_t person = 0;  // place in Genogram::people
  Tie tie = Tie::birth;
  int twins = 0;  // the same number, not 0, for children born together
};

// Two parents, or one; with children or without.
struct GenogramUnion {
  std::optional<std::size_t> first = {}, second = {};  // places in Genogram::people
  Bond bond = Bond::together;
  std::vector<GenogramChild> children = {};
};

struct GenogramFeeling {
  std::size_t from = 0, to = 0;  // places in Genogram::people
  Feeling feeling = Feeling::close;
};

struct Genogram {
  About about = {};
  std::vector<GenogramPerson> people = {};
  std::vector<GenogramUnion> unions = {};
  std::vector<GenogramFeeling> feelings = {};
};

// With more people than this the table stands alone.
inline constexpr std::size_t most_people_drawn = 40;

// Never fails: what cannot be drawn (too many people, somebody among their own forebears) is said, and the table
// stands.
Html genogram(Genogram const& genogram);

}  // namespace kith::html
