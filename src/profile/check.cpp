// What can only be seen of a profile as a whole: references, ranks, what is missing.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>

#include "profile/draft.h"
#include "profile/practice.h"

namespace kith::profile {

namespace {
std::vector<std::string> codes_of(Draft const& draft, std::string const& list) {
  std::vector<std::string> codes;
  if (auto const found = draft.names.find(list); found != draft.names.end())
    for (auto const& [code, origin] : found->second.codes) codes.push_back(code);
  return codes;
}

void follow(Draft& draft, std::vector<Reference> const& references, std::string const& list) {
  auto const known = codes_of(draft, list);
  for (auto const& reference : references)
    if (!std::binary_search(known.begin(), known.end(), reference.code))
      draft.faults.add(
          reference.origin, reference.field, "unknown_code",
          fmt::format("no {} has the code '{}'.{}", list, reference.code, did_you_mean(reference.code, known)));
}

void missing(Draft& draft, std::string_view field, std::string const& sentence) {
  draft.faults.add({draft.folder, 0}, field, "missing", sentence);
}

void check_authority(Draft& draft) {
  int authorities = 0;
  for (auto const& place : draft.profile.places) {
    if (place.rank != Rank::authority) continue;
    if (++authorities == 1)
      draft.profile.authority = place.code;
    else
      draft.faults.add(
          draft.names["place"].codes[place.code.value], "rank", "second_authority",
          fmt::format("'{}' is the authority already; there is exactly one.", draft.profile.authority.value));
  }
  if (authorities == 0) missing(draft, "place", "one [[place]] must have the rank \"authority\", and none has.");
}

// Strictly higher ranks outside also rule out circles.
void check_ranks(Draft& draft) {
  auto const& places = draft.profile.places;
  for (auto const& place : places) {
    auto const around =
        std::find_if(places.begin(), places.end(), [&](Place const& other) { return other.code == place.within; });
    // Of an authority that lies within something, and of a place within nothing known, the fault is told already.
    if (place.rank == Rank::authority || around == places.end() || around->rank < place.rank) continue;
    draft.faults.add(draft.withins[place.code.value], "within", "not_nested",
                     fmt::format("a {} cannot lie within '{}', which is a {}.", wire(place.rank), around->code.value,
                                 wire(around->rank)));
  }
}

// One word for each member of the closed set, put in the set's order.
template <ClosedSet E>
void check_outcomes(Draft& draft, std::string_view list, std::vector<Word>& words) {
  for (auto const& member : members_of<E>)
    if (std::none_of(words.begin(), words.end(), [&](Word const& word) { return word.code == member.wire; }))
      missing(draft, list,
              fmt::format("no [[{}]] has the code '{}', and every outcome needs its word.", list, member.wire));
  auto const position = [](Word const& word) { return parse<E>(word.code).value_or(E{}); };
  std::stable_sort(words.begin(), words.end(), [&](Word const& a, Word const& b) { return position(a) < position(b); });
}

template <class List>
void check_some(Draft& draft, std::string_view name, List const& list) {
  if (list.empty()) missing(draft, name, fmt::format("there is no [[{}]], and a profile needs at least one.", name));
}

void check_missing(Draft& draft) {
  auto const& profile = draft.profile;
  for (std::string const one : {"council", "service", "clocks", "contacts"})
    if (!draft.once.contains(one)) missing(draft, one, "a profile needs this, and no file gives it.");
  check_some(draft, "agency", profile.agencies);
  check_some(draft, "team", profile.teams);
  check_some(draft, "source", profile.sources);
  check_some(draft, "need", profile.needs);
  check_some(draft, "sex", profile.sexes);
  check_some(draft, "ethnicity", profile.ethnicities);
  check_some(draft, "disability", profile.disabilities);
  check_some(draft, "contact_method", profile.contact_methods);
  check_some(draft, "closing_reason", profile.closing_reasons);
  for (int number = 1; number <= 4; ++number)
    if (!draft.names["level"].codes.contains(fmt::format("{}", number)))
      missing(draft, "level", fmt::format("level {} is missing; a profile says what each of the four means.", number));
  for (auto const role : role_codes)
    if (!draft.names["role"].codes.contains(std::string{role}))
      missing(draft, "role", fmt::format("no [[role]] has the code '{}', and every role needs its word.", role));
}
}  // namespace

void check_whole(Draft& draft) {
  auto& profile = draft.profile;
  check_authority(draft);
  follow(draft, draft.place_references, "place");
  follow(draft, draft.agency_references, "agency");
  check_ranks(draft);
  check_missing(draft);
  check_outcomes<ScreeningOutcome>(draft, "screening_outcome", profile.screening_outcomes);
  check_outcomes<StepOutcome>(draft, "step_outcome", profile.step_outcomes);
  fill_practice(profile.practice);
  std::stable_sort(profile.places.begin(), profile.places.end(),
                   [](Place const& a, Place const& b) { return a.rank < b.rank; });
  std::stable_sort(profile.reading_hours.begin(), profile.reading_hours.end(),
                   [](ReadingHours const& a, ReadingHours const& b) {
                     return std::pair{a.weekday, a.from_minute} < std::pair{b.weekday, b.from_minute};
                   });
  std::stable_sort(profile.levels.begin(), profile.levels.end(),
                   [](Level const& a, Level const& b) { return a.number < b.number; });
}

}  // namespace kith::profile
