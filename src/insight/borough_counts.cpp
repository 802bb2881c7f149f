#include "insight/borough_counts.h"

#include <algorithm>

#include "insight/borough_statistics.h"

namespace kith::insight {

void SpellCounts::add(int days, std::uint32_t cause, int seen_from, std::int64_t times) {
  if (days < 0 || times == 0) return;
  if (seen_from > 0) {
    std::array const key{days, static_cast<int>(cause), seen_from};
    if ((late_[key] += times) == 0) late_.erase(key);
    return;
  }
  auto const at = static_cast<std::size_t>(days);
  if (prompt_.size() <= at) prompt_.resize(at + 1);
  prompt_[at][cause] += times;
  while (!prompt_.empty() && prompt_.back() == std::array<std::int64_t, causes>{}) prompt_.pop_back();
}

std::vector<demand::Spell> SpellCounts::spells() const {
  std::vector<demand::Spell> spells;
  std::size_t kinds = late_.size();
  for (auto const& at_days : prompt_)
    for (auto const times : at_days) kinds += times > 0 ? 1 : 0;
  spells.reserve(kinds);
  for (std::size_t days = 0; days < prompt_.size(); ++days)
    for (std::uint32_t cause = 0; cause < causes; ++cause)
      if (auto const times = prompt_[days][cause]; times > 0)
        spells.push_back({static_cast<double>(days), cause, 0, times});
  auto const prompt = static_cast<std::ptrdiff_t>(spells.size());
  for (auto const& [key, times] : late_)
    spells.push_back(
        {static_cast<double>(key[0]), static_cast<std::uint32_t>(key[1]), static_cast<double>(key[2]), times});
  std::ranges::inplace_merge(spells, spells.begin() + prompt, {}, &demand::Spell::until);
  return spells;
}

std::int64_t SpellCounts::ended(std::uint32_t cause) const {
  std::int64_t all = 0;
  for (auto const& at_days : prompt_) all += at_days[cause];
  for (auto const& [key, times] : late_)
    if (key[1] == static_cast<int>(cause)) all += times;
  return all;
}

BoroughCounts count_borough(FactTable const& facts, Period const& window, Period const& steps) {
  return BoroughStatistics(facts, std::max(window.to, steps.to)).counts(window, steps);
}

Period latest_of(Period const& records) {
  constexpr int most_days = 3 * 365;
  return {std::max(records.from, records.to - (most_days - 1)), records.to};
}

std::optional<Period> window_of(FactTable const& facts, Date today) {
  std::optional<Period> window;
  for (auto const& fact : facts.list(Counted::requests).facts) {
    if (fact.day > today) continue;
    if (!window) window = Period{fact.day, fact.day};
    window->from = std::min(window->from, fact.day);
    window->to = std::max(window->to, fact.day);
  }
  return window ? std::optional{latest_of(*window)} : std::nullopt;
}

}  // namespace kith::insight
