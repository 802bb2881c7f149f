#include "scores.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace kith::bench {

Score pairwise(link::Records const& records, std::span<link::Pair const> pairs, link::Weight threshold,
               std::span<std::uint64_t const> people) {
  std::unordered_map<std::uint64_t, std::pair<double, double>> sizes;  // records in the first file, in the second
  for (link::RecordNumber i = 0; i < records.size(); ++i) {
    auto& [first, second] = sizes[people[i]];
    (i < records.first_of_second ? first : second) += 1;
  }
  double all = 0;
  for (auto const& [person, size] : sizes)
    all += records.linking() ? size.first * size.second : size.first * (size.first - 1) / 2;
  double found = 0;
  double right = 0;
  for (auto const& pair : pairs) {
    if (pair.weight < threshold) continue;
    found += 1;
    right += people[pair.a] == people[pair.b];
  }
  return {found > 0 ? right / found : 1, all > 0 ? right / all : 1};
}

Score b_cubed(std::span<link::RecordNumber const> clusters, std::span<std::uint64_t const> people) {
  std::map<std::pair<link::RecordNumber, std::uint64_t>, double> both;
  std::unordered_map<link::RecordNumber, double> in_cluster;
  std::unordered_map<std::uint64_t, double> of_person;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    both[{clusters[i], people[i]}] += 1;
    in_cluster[clusters[i]] += 1;
    of_person[people[i]] += 1;
  }
  Score score;
  for (auto const& [key, count] : both) {
    score.precision += count * count / in_cluster[key.first];
    score.recall += count * count / of_person[key.second];
  }
  auto const records = static_cast<double>(clusters.size());
  return {score.precision / records, score.recall / records};
}

std::vector<Bin> calibration(std::span<link::Pair const> pairs, std::span<std::uint64_t const> people) {
  std::vector<Bin> bins;
  for (std::size_t bin = 0; bin < 10; ++bin) {
    auto const some = pairs.subspan(pairs.size() * bin / 10, pairs.size() * (bin + 1) / 10 - pairs.size() * bin / 10);
    if (some.empty()) continue;
    Bin found;
    double variance = 0;
    for (auto const& pair : some) {
      double const said = link::probability_of(link::to_bits(pair.weight));
      found.said += said;
      variance += said * (1 - said);
      found.so += people[pair.a] == people[pair.b];
    }
    found.count = static_cast<double>(some.size());
    found.said /= found.count;
    found.so /= found.count;
    found.standard_error = std::sqrt(variance) / found.count;
    bins.push_back(found);
  }
  return bins;
}

double worst_bin(std::span<Bin const> bins) {
  double worst = 0;
  for (auto const& bin : bins) worst = std::max(worst, 100 * (std::abs(bin.said - bin.so) - 2 * bin.standard_error));
  return std::max(worst, 0.0);
}

}  // namespace kith::bench
