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
constexpr float bearers_as_all = 4;

using BySort = Company::BySort;

BySort everywhere(float times) {
  BySort all;
  all.fill(times);
  return all;
}
void add(BySort& to, BySort const& more) {
  for (std::size_t sort = 0; sort < to.size(); ++sort) to[sort] += more[sort];
}
void multiply(BySort& by, BySort const& times) {
  for (std::size_t sort = 0; sort < by.size(); ++sort) by[sort] *= times[sort];
}
float sum(BySort const& of) { return std::accumulate(of.begin(), of.end(), 0.0f); }

bool keeps_company(Measure measure) { return is_name(measure) || measure == Measure::category; }

// For the sort that somebody begins in, by forename (Knuth's multiplicative hash).
std::uint32_t spread_out(Code code) { return code * 2654435761u >> 8; }

// One field of those who are learned from.
struct Sampled {
  std::vector<std::uint32_t> places;  // by row: which value; 0 is missing
  std::vector<std::uint32_t> rows;    // those of one value beside each other
  std::vector<std::uint32_t> begins;  // in rows, by place
};

// Values are given places in the order in which they are met.
Sampled sample_of(Field const& field, std::size_t every, std::vector<std::uint32_t>& place_of) {
  Sampled sample;
  std::uint32_t places = 1;
  for (std::size_t i = 0; i < field.codes.size(); i += every) {
    auto& place = place_of[field.codes[i]];
    if (place == 0 && field.codes[i] != 0) place = places++;
    sample.places.push_back(place);
  }
  sample.begins.resize(places + 1);
  for (auto const place : sample.places) ++sample.begins[place + 1];
  std::partial_sum(sample.begins.begin(), sample.begins.end(), sample.begins.begin());
  auto next = sample.begins;
  sample.rows.resize(sample.places.size());
  for (std::uint32_t row = 0; row < sample.rows.size(); ++row) sample.rows[next[sample.places[row]]++] = row;
  return sample;
}

BySort sizes_of(std::span<BySort const> chances) {
  std::array<double, Company::sorts> people{};
  for (auto const& of_row : chances)
    for (std::size_t sort = 0; sort < people.size(); ++sort) people[sort] += of_row[sort];
  double const everybody = std::accumulate(people.begin(), people.end(), 0.0);
  BySort sizes;
  for (std::size_t sort = 0; sort < sizes.size(); ++sort) sizes[sort] = static_cast<float>(people[sort] / everybody);
  return sizes;
}

// How many times commoner each value is in each sort than altogether.
void set_times(Sampled const& sample, std::span<BySort const> chances, BySort const& sizes,
               std::vector<BySort>& times) {
  for (std::size_t place = 1; place < times.size(); ++place) {
    auto bearers = everywhere(0);
    for (auto at = sample.begins[place]; at < sample.begins[place + 1]; ++at) add(bearers, chances[sample.rows[at]]);
    float const all = sum(bearers) + bearers_as_all;
    for (std::size_t sort = 0; sort < sizes.size(); ++sort)
      if (sizes[sort] > 0) times[place][sort] = (bearers[sort] / sizes[sort] + bearers_as_all) / all;
  }
}
}  // namespace

// Expectation maximisation.
Company::Company(Records const& records, double matches_a_record) {
  auto const every = records.size() / most_learned_from + 1;
  std::vector<Sampled> samples;  // by column
  for (std::size_t k = 0; k < records.fields.size(); ++k) {
    auto const& field = records.fields[k];
    if (!keeps_company(field.measure)) continue;
    columns_.push_back({k, std::vector<std::uint32_t>(records.dictionaries[field.dictionary].size()), {}});
    samples.push_back(sample_of(field, every, columns_.back().places));
    columns_.back().times.assign(samples.back().begins.size() - 1, everywhere(1));
  }
  if (columns_.size() < 2) return;
  auto const person = static_cast<float>(1 / (1 + matches_a_record));
  std::vector<BySort> chances(samples[0].places.size());  // by row: of each sort, adding up to the part of a person
  auto const sorts_of = static_cast<double>(chances.size()) * person / people_a_sort;
  auto const begun = static_cast<std::uint32_t>(std::clamp(sorts_of, 1.0, static_cast<double>(sorts)));
  auto const& forenames = records.fields[columns_[0].field].codes;
  for (std::size_t row = 0; row < chances.size(); ++row)
    chances[row][spread_out(forenames[row * every]) % begun] = person;
  for (int round = 0;; ++round) {
    sizes_ = sizes_of(chances);
    for (std::size_t k = 0; k < columns_.size(); ++k) set_times(samples[k], chances, sizes_, columns_[k].times);
    if (round == company_rounds) break;
    for (std::size_t row = 0; row < chances.size(); ++row) {
      auto of_row = sizes_;
      for (std::size_t k = 0; k < columns_.size(); ++k) multiply(of_row, columns_[k].times[samples[k].places[row]]);
      float const all = sum(of_row);
      // Of very many columns the product may be less than a float can hold: then nothing is said.
      chances[row] = all > 0 ? of_row : sizes_;
      multiply(chances[row], everywhere(all > 0 ? person / all : person));
    }
  }
}

double Company::bits(std::span<Code const> agreed) const {
  auto const known = [&](Column const& column) { return agreed[column.field] != 0; };
  if (std::count_if(columns_.begin(), columns_.end(), known) < 2) return 0;
  auto chances = sizes_;
  for (auto const& column : columns_) multiply(chances, column.times[column.places[agreed[column.field]]]);
  return std::max(0.0, std::log2(static_cast<double>(sum(chances))));
}

}  // namespace kith::link
