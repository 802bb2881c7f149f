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
    {"domestic_abuse", "Specialist domestic abuse support"},
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

// What families are offered (seed 000, paragraph 16; mission C9), in plain words.
constexpr Pair interventions[] = {
    {"family_group_conference", "Family group conference"},
    {"parenting_course", "Parenting course"},
    {"one_to_one", "One-to-one family support"},
    {"young_carers", "Young carers"},
    {"counselling", "Counselling"},
    {"mentoring", "Mentoring"},
    {"housing_advocacy", "Advocacy with housing"},
    {"money_advice", "Benefits and money advice"},
    {"gp_appointment", "Help to see the GP"},
    {"activity", "Club or activity"},
};

constexpr Pair disagreements[] = {
    {"level", "The level of need"},
    {"step_up", "Whether social care should be asked"},
    {"step_down", "Stepping down or closing"},
    {"sharing", "What is shared, or not"},
    {"response", "What another agency does, or does not"},
    {"other", "Something else"},
};

// From worker to worker, up to those who answer for the partnership (mission A6).
constexpr Pair escalation_stages[] = {
    {"worker", "Worker to worker"},
    {"manager", "Between managers"},
    {"head", "Between heads of service"},
    {"partnership", "The safeguarding partners"},
};

template <class W, std::size_t N>
void fill(std::vector<W>& words, Pair const (&pairs)[N]) {
  if (!words.empty()) return;
  for (auto const& [code, label] : pairs) {
    W word;
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
  fill(practice.interventions, interventions);
  fill(practice.disagreements, disagreements);
  if (practice.escalation_stages.empty()) {
    fill(practice.escalation_stages, escalation_stages);
    // The higher it goes, the longer people may take to meet.
    for (int days = 2; auto& stage : practice.escalation_stages) stage.answer.amount = days++;
  }
  if (practice.meeting_rhythms.empty()) practice.meeting_rhythms = {{3, {42, ClockUnit::calendar_days}}};
}

}  // namespace kith::profile
