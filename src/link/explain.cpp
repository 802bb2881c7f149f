#include "link/explain.h"

#include <cmath>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::link {

namespace {
std::string_view strength(Weight weight) {
  if (weight <= -400) return "strongly against";
  if (weight < -100) return "against";
  if (weight <= 100) return "says little";
  if (weight < 400) return "weak";
  return weight < 800 ? "fair" : "strong";
}

// 2317 as "2,300": nobody needs more than two figures.
}  // namespace

std::string one_in(double share) {
  double const people = 1 / share;
  double const step = std::pow(10, std::max(0.0, std::floor(std::log10(people)) - 1));
  return with_thousands(std::llround(std::round(people / step) * step));
}

std::vector<ExplainedPart> explain(Index const& index, Weights const& weights,
                                   std::vector<std::vector<double>> const& shares, PairParts const& parts,
                                   std::span<Code const> codes) {
  auto const& fields = index.records->fields;
  std::vector<ExplainedPart> explained{{"prior", "before anything is compared", weights.prior}};
  for (std::size_t k = 0; k < fields.size(); ++k) {
    auto const& part = parts.fields[k];
    if (part.level == missing_level) continue;
    auto const weight = part.weight + part.rarity;
    auto const& set = levels_of(fields[k].measure);
    double const share = part.level == set.exact && codes[k] < shares[k].size() ? shares[k][codes[k]] : 0;
    auto const rarity = share > 0 && share < 0.5 ? fmt::format(", which 1 in {} share", one_in(share)) : std::string{};
    explained.push_back(
        {fields[k].label, fmt::format("{}{}: {}", set.labels[part.level], rarity, strength(weight)), weight});
  }
  if (parts.company != 0)
    explained.push_back({"together",
                         fmt::format("who shares the one often shares the other: {}", strength(parts.company)),
                         parts.company});
  if (parts.household != 0)
    explained.push_back({"household",
                         fmt::format("these may be two people of one household: {}", strength(parts.household)),
                         parts.household});
  return explained;
}

}  // namespace kith::link
