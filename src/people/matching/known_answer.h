// The answer to "do we know this family?" as a page shows it. Nobody outside the room includes it.
#pragma once

#include "people/matching/known_people.h"
#include "people/people_pages.h"

namespace kith::people {

inline constexpr int most_listed = 20;

struct KnownView {
  link::Answer answer = link::Answer::none;
  bool tells_enough = false;
  std::vector<KnownRecord> people;
  std::vector<KnownRecord> household;
  std::vector<PersonRecord> listed;  // who fits what was typed, when that is too little to tell
};
// `section` says of the most likely who works with them, as far as the visitor may know.
html::Html answer_html(access::Services const& services, access::Visitor const& visitor, KnownView const& view,
                       PersonSection const& section);

// Why, step by step; the steps add up to the total.
struct Step {
  std::string field;
  std::string sentence;
  std::int64_t weight = 0;  // hundredths of a bit
};
html::Html reckoning(std::vector<Step> const& steps);
// "+9.20", "−4.04".
std::string bits_words(std::int64_t hundredths);
// How sure that is: "99.9%", never rounded up to certainty.
std::string probability_words(double probability);

}  // namespace kith::people
