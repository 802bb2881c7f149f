#include "link/company.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kith::link {

namespace {
constexpr std::size_t most_learned_from = 60000;
constexpr double people_a_sort = 500;  // of fewer, chance would pass for company
constexpr int company_rounds = 30;
// Each value is taken to have so many bearers more, of all sorts as everybody is: a rare name tells little of its sort.
constexpr double bearers_as_all = 4;

bool keeps_company(Measure measure) { return is_name(measure) || measure == Measure::category; }

// For the sort that somebody begins in, by forename (Knuth's multiplicative hash).
std::uint32_t spread_out(Code code) { return code * 2654435761u >> 8; }
}  // namespace

Company::Company(Records const& records, double matches_a_record) {
  for (std::size_t k = 0; k < records.fields.size(); ++k)
    if (auto const& field = records.fields[k]; keeps_company(field.measure))
      columns_.push_back({k, std::vector<float>(records.dictionaries[field.dictionary].size() * sorts, 1.0f)});
  if (columns_.size() < 2) return;
  auto const every = records.size() / most_learned_from + 1;
  std::vector<Code> sample;
  for (RecordNumber i = 0; i < records.size(); i += static_cast<RecordNumber>(every))
    for (auto const& column : columns_) sample.push_back(records.fields[column.field].codes[i]);
  learn(sample, 1 / (1 + matches_a_record));
}

Company::Chances Company::chances_of(std::span<Code const> values) const {
  auto chances = sizes_;
  for (std::size_t k = 0; k < columns_.size(); ++k)
    for (std::size_t sort = 0; sort < sorts; ++sort) chances[sort] *= columns_[k].times[values[k] * sorts + sort];
  return chances;
}

// Expectation maximisation. `sample` holds a row of codes for each record.
void Company::learn(std::span<Code const> sample, double people_a_record) {
  std::vector<std::vector<double>> bearers(columns_.size());  // by column; by code and sort
  double const known = static_cast<double>(sample.size() / columns_.size()) * people_a_record;
  auto const begun = static_cast<std::uint32_t>(std::clamp(known / people_a_sort, 1.0, static_cast<double>(sorts)));
  for (int round = 0; round <= company_rounds; ++round) {
    Chances people{};
    for (std::size_t k = 0; k < columns_.size(); ++k) bearers[k].assign(columns_[k].times.size(), 0.0);
    for (std::size_t at = 0; at < sample.size(); at += columns_.size()) {
      auto const row = sample.subspan(at, columns_.size());
      Chances chances{};
      if (round == 0)
        chances[spread_out(row[0]) % begun] = 1;
      else
        chances = chances_of(row);
      double const all = std::accumulate(chances.begin(), chances.end(), 0.0);
      for (std::size_t sort = 0; sort < sorts; ++sort) {
        chances[sort] *= people_a_record / all;
        people[sort] += chances[sort];
        for (std::size_t k = 0; k < columns_.size(); ++k) bearers[k][row[k] * sorts + sort] += chances[sort];
      }
    }
    double const everybody = std::accumulate(people.begin(), people.end(), 0.0);
    for (std::size_t sort = 0; sort < sorts; ++sort) sizes_[sort] = people[sort] / everybody;
    for (std::size_t k = 0; k < columns_.size(); ++k)
      for (std::size_t at = sorts; at < bearers[k].size(); at += sorts) {
        auto const of_value = std::span(bearers[k]).subspan(at, sorts);
        double const all = std::accumulate(of_value.begin(), of_value.end(), bearers_as_all);
        for (std::size_t sort = 0; sort < sorts; ++sort)
          if (sizes_[sort] > 0)
            columns_[k].times[at + sort] = static_cast<float>((of_value[sort] / sizes_[sort] + bearers_as_all) / all);
      }
  }
}

double Company::bits(std::span<Code const> agreed) const {
  auto const known = [&](Column const& column) { return agreed[column.field] != 0; };
  if (std::count_if(columns_.begin(), columns_.end(), known) < 2) return 0;
  double times = 0;
  for (std::size_t sort = 0; sort < sorts; ++sort) {
    double chance = sizes_[sort];
    for (auto const& column : columns_) chance *= column.times[agreed[column.field] * sorts + sort];
    times += chance;
  }
  return std::log2(std::max(1.0, times));
}

}  // namespace kith::link
