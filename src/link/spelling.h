// Names that are one name although their letters differ much: written down by ear or by another way of writing foreign
// sounds in Latin letters, or shortened as families shorten them. Rules, not lists: they hold for names that nobody
// thought of. (Lists are in nicknames.h.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith::link {

// What spellings of one name have in common: "li" and "lee" are "li", "laxmi" and "lakshmi" are "laksmi", "yousuf" and
// "yusuf" are "yusuf". Long and doubled letters, h behind a consonant, ph, ck, sh or sz, ch or cz, ei or ay: as the
// usual romanisations of Arabic, Indian, Chinese, African and Slavic names differ from each other.
std::string spelling_key(std::string_view standard);

// A short form keeps the front or the back of the name: "ben" of "benjamin", "seun" of "oluwaseun"; and a front often
// gets an ending of its own: "penny" of "penelope", "antek" of "antoni". What `standard` would have kept if it were
// one: first itself, which may be a back, then the fronts without such an ending; nothing shorter than three letters.
std::vector<std::string_view> stems_of(std::string_view standard);
// What a short form of `standard` could have kept: three letters and more, and less than all but one.
struct NameEnds {
  std::vector<std::string_view> fronts;
  std::vector<std::string_view> backs;
};
NameEnds ends_of(std::string_view standard);
// Is either the short form of the other? Symmetric.
bool is_short_form(std::string_view a, std::string_view b);

}  // namespace kith::link
