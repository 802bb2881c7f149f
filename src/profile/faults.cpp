#include "profile/faults.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

namespace kith::profile {

namespace {
// How many letters must change to make `typed` the whole of `known`, and to make it a beginning of `known`: a name cut
// short is as common a slip as a wrong letter.
struct Distance {
  std::size_t beginning;
  std::size_t whole;

  auto operator<=>(Distance const&) const = default;
};

Distance distance_between(std::string_view typed, std::string_view known) {
  std::vector<std::size_t> row(known.size() + 1);
  for (std::size_t k = 0; k <= known.size(); ++k) row[k] = k;
  for (std::size_t t = 1; t <= typed.size(); ++t) {
    std::size_t diagonal = std::exchange(row[0], t);
    for (std::size_t k = 1; k <= known.size(); ++k) {
      std::size_t const replaced = diagonal + (typed[t - 1] == known[k - 1] ? 0 : 1);
      diagonal = row[k];
      row[k] = std::min({replaced, row[k] + 1, row[k - 1] + 1});
    }
  }
  return {*std::min_element(row.begin(), row.end()), row.back()};
}
}  // namespace

std::string for_people(Origin const& origin) {
  return origin.line > 0 ? fmt::format("{} line {}", origin.file, origin.line) : origin.file;
}

void Faults::add(Origin const& origin, std::string_view field, std::string code, std::string const& sentence) {
  found.push_back({std::string{field}, std::move(code),
                   field.empty() ? fmt::format("{}: {}", for_people(origin), sentence)
                                 : fmt::format("{}, {}: {}", for_people(origin), field, sentence)});
}

std::string did_you_mean(std::string_view typed, std::vector<std::string> const& known) {
  std::string const* nearest = nullptr;
  Distance best{std::numeric_limits<std::size_t>::max(), 0};
  for (auto const& name : known) {
    auto const distance = distance_between(typed, name);
    if (distance < best) best = distance, nearest = &name;
  }
  std::size_t const forgiven = (typed.size() + 1) / 3;
  if (!nearest || typed.size() < 3 || best.beginning > forgiven) return {};
  return fmt::format(" Did you mean '{}'?", *nearest);
}

}  // namespace kith::profile
