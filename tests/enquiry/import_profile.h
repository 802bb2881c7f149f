// A small council for the import's tests.
#pragma once

#include "profile/profile.h"

namespace kith::imports::test {

inline profile::Word word(std::string code, std::string label, std::vector<std::string> aliases = {}) {
  return {std::move(code), std::move(label), std::move(aliases), {}, {}};
}

inline profile::Agency agency(std::string code, std::string label) {
  profile::Agency made;
  made.code = std::move(code);
  made.label = std::move(label);
  made.kind = made.code;
  return made;
}

inline profile::Place a_place(std::string code, std::string label, profile::Rank rank, std::string within) {
  return {profile::PlaceCode{std::move(code)}, std::move(label), rank, profile::PlaceCode{std::move(within)}};
}

inline profile::Profile small_council() {
  using profile::PlaceCode;
  using enum profile::Rank;
  profile::Profile made;
  made.name = "small";
  made.council = "Small Council";
  made.authority = PlaceCode{"small"};
  made.places = {a_place("small", "Small", authority, ""), a_place("denaby_main", "Denaby Main", ward, "small"),
                 a_place("old_denaby", "Old Denaby", ward, "small"), a_place("hexthorpe", "Hexthorpe", ward, "small")};
  made.aliases = {{"Denaby", {PlaceCode{"denaby_main"}, PlaceCode{"old_denaby"}}}};
  made.agencies = {agency("education", "Education"), agency("health", "Health")};
  made.sources = {word("school", "School", {"Schools"}), word("health_visitor", "Health visitor", {"HV"})};
  made.needs = {word("parenting", "Parenting"), word("housing", "Housing")};
  made.sexes = {word("f", "Female"), word("m", "Male")};
  made.ethnicities = {word("wbri", "White British"), word("nobt", "Not obtained", {"Not known"})};
  made.disabilities = {word("none", "None"), word("learning", "Learning")};
  made.levels = {{1, "Universal", ""}, {2, "Early help", ""}, {3, "Targeted", ""}, {4, "Statutory", ""}};
  for (auto const& member : members_of<profile::ScreeningOutcome>)
    made.screening_outcomes.push_back(word(std::string{member.wire}, std::string{member.label}));
  for (auto const& member : members_of<profile::StepOutcome>)
    made.step_outcomes.push_back(word(std::string{member.wire}, std::string{member.label}));
  return made;
}

inline Date const today = *Date::of(2026, 11, 21);

}  // namespace kith::imports::test
