#include "profile/practice.h"

namespace kith::profile {

namespace {

struct Pair {
  char const* code;
  char const* label;
};

// Children Act 2004, sections 16LA to 16LD (in force from 30 September 2026): sharing rests on law, and agreement to
// take part in early help is another question.
constexpr Pair sharing_bases[] = {
    {"agreement", "The family knows and does not object"},
    {"information_sharing_duty", "Information sharing duty (Children Act 2004, section 16LA)"},
    {"child_at_risk", "A child may be at risk of significant harm"},
    {"vital_interest", "Somebody's life is in danger"},
    {"court", "A court has ordered it"},
    {"crime", "To prevent or detect a serious crime"},
};

constexpr Pair information_kinds[] = {
    {"family_life", "Family life and home"},
    {"education", "School and learning"},
    {"health", "Health"},
    {"specialist_health", "Specialist health, such as mental health"},
    {"housing_money", "Housing and money"},
    {"police", "Police information"},
};

constexpr Pair agreement_wordings[] = {
    {"take_part",
     "Would you like to work with us on what you have told us? It is your choice, you can say no, and you can stop at "
     "any time."},
};

constexpr Pair team_roles[] = {
    {"lead", "Lead practitioner"},
    {"school", "School"},
    {"health", "Health"},
    {"family_support", "Family support"},
    {"voluntary", "Voluntary or community group"},
    {"police", "Police"},
    {"housing", "Housing"},
    {"other", "Somebody else who helps"},
};

// The three sides of the assessment framework (Working Together to Safeguard Children), in plain words.
constexpr Pair assessment_domains[] = {
    {"health", "Health and growing up"},
    {"learning", "Learning and play"},
    {"feelings", "Feelings, behaviour and identity"},
    {"family_relationships", "Family and friends"},
    {"care", "Being looked after and kept safe"},
    {"guidance", "Routines, guidance and boundaries"},
    {"home_money", "Home, work and money"},
    {"community", "The wider family and the community"},
};

constexpr Pair reading_areas[] = {
    {"home", "Where we live"},
    {"money", "Money and work"},
    {"safe", "Feeling safe"},
    {"body", "Health and body"},
    {"mind", "Feelings and mind"},
    {"learning", "Learning and school"},
    {"friends", "Friends and free time"},
    {"together", "Getting on together"},
    {"routines", "Routines and boundaries"},
    {"around_us", "People around us"},
};

template <std::size_t N>
void fill(std::vector<Word>& words, Pair const (&pairs)[N]) {
  if (!words.empty()) return;
  for (auto const& [code, label] : pairs) {
    Word word;
    word.code = code;
    word.label = label;
    word.keys = {name_key(code), name_key(label)};
    words.push_back(std::move(word));
  }
}

}  // namespace

void fill_practice(Practice& practice) {
  fill(practice.information_kinds, information_kinds);
  fill(practice.sharing_bases, sharing_bases);
  fill(practice.agreement_wordings, agreement_wordings);
  fill(practice.team_roles, team_roles);
  fill(practice.assessment_domains, assessment_domains);
  fill(practice.reading_areas, reading_areas);
}

}  // namespace kith::profile
