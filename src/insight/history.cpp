#include "insight/history.h"

#include "profile/profile.h"

namespace kith::insight {

History::History(FactTable const& facts, profile::Profile const& profile, std::vector<Area> const& areas,
                 DemandQuery const& query)
    : facts_(facts),
      period_{query.from, query.to},
      steps_period_{query.steps_from.value_or(query.from), query.steps_to.value_or(query.to)},
      today_(london_date(query.as_known_at.value_or(query.now))) {
  where_.reserve(facts.places().size());
  for (auto const& places : facts.places()) where_.push_back(where(profile, areas, places));
  auto const me = query.viewer && !query.viewer->is_nil() ? query.viewer->text() : std::string{};
  for (auto const& guarded : facts.guarded()) {
    bool const is_named = !me.empty() && guarded.named.find(me) != std::string::npos;
    if (guarded.is_restricted && !is_named) hide(guarded.person);
  }
}

void History::hide(std::uint32_t person) {
  for (auto const& kind : members_of<Counted>) {
    auto const& list = facts_.list(kind.value);
    auto& hidden = hidden_[static_cast<std::size_t>(kind.value)];
    hidden.resize(list.facts.size());
    for (auto const fact : list.by_child.facts_of(person)) hidden[fact] = true;
  }
}

}  // namespace kith::insight
