// Whom the engine did not find, whom it took for another, and what their records said: for seeing what a model lacks.
// Develop on other seeds than the one that is reported.
//
//   bench_match_lost [PEOPLE] [SEED]
#include <cstdlib>
#include <map>
#include <thread>

#include <fmt/format.h>

#include "link/training.h"
#include "names.h"
#include "read.h"

namespace kith::bench {

namespace {
std::string said(link::Records const& records, link::RecordNumber record) {
  std::string text;
  for (auto const& field : records.fields)
    text += fmt::format(" {}", records.dictionaries[field.dictionary][field.codes[record]].text);
  return text;
}
}  // namespace

int lost(std::uint64_t people, std::uint64_t seed) {
  auto const known = read_borough(people, seed, true);
  auto const threads = std::max(1u, std::thread::hardware_concurrency());
  auto const index = make_index(known.records, threads);
  link::TrainOptions options;
  options.threads = threads;
  auto const trained = train(index, options);
  auto const weights = make_weights(trained);
  auto const possible = link::to_weight(link::weight_of(0.85));
  auto const pairs = find_pairs(index, weights, possible, {threads, 1, {}, {}});
  std::map<link::RecordNumber, bool> found;
  for (auto const& pair : pairs)
    if (known.people[pair.a] == known.people[pair.b]) found[pair.b] = true;
  std::map<std::uint64_t, link::RecordNumber> registered;
  for (link::RecordNumber i = 0; i < known.records.first_of_second; ++i) registered[known.people[i]] = i;
  auto const count = known.records.fields.size();
  for (std::size_t k = 0; k < count; ++k) {
    fmt::print("{}:", known.records.fields[k].label);
    auto const& odds = trained.mixture.fields[k];
    for (std::size_t level = 1; level < odds.m.size(); ++level)
      fmt::print(" {} {:.4f}/{:.2g}={:.1f}", levels_of(known.records.fields[k].measure).labels[level], odds.m[level],
                 odds.u[level], link::to_bits(weights.fields[k].of_level[level]));
    fmt::print("\n");
  }
  fmt::print("prior {:.1f} twins {:.1f} siblings {:.1f}\n", link::to_bits(weights.prior), link::to_bits(weights.twins),
             link::to_bits(weights.siblings));
  auto const show = [&](std::string_view what, link::RecordNumber other, link::RecordNumber i) {
    auto const parts = pair_parts(index, weights, other, i);
    fmt::print("{}\t{}\t{:.1f}\thousehold {:.1f}\t{} |{}\t", what, name_groups[known.origins[i]].title,
               link::to_bits(parts.total), link::to_bits(parts.household), said(known.records, other),
               said(known.records, i));
    for (std::size_t k = 0; k < count; ++k)
      fmt::print(" {}:{:.1f}{:+.1f}", parts.fields[k].level, link::to_bits(parts.fields[k].weight),
                 link::to_bits(parts.fields[k].rarity));
    fmt::print("\n");
  };
  for (auto i = known.records.first_of_second; i < known.records.size(); ++i)
    if (known.registered[i] && !found.contains(i)) show("lost", registered.at(known.people[i]), i);
  for (auto const& pair : pairs)
    if (known.people[pair.a] != known.people[pair.b]) show("wrong", pair.a, pair.b);
  return 0;
}

}  // namespace kith::bench

int main(int count, char** words) {
  return kith::bench::lost(count > 1 ? std::strtoull(words[1], nullptr, 10) : 50000,
                           count > 2 ? std::strtoull(words[2], nullptr, 10) : 101);
}
