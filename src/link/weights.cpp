#include "link/weights.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "link/parallel.h"

namespace kith::link {

Weight to_weight(double bits) { return static_cast<Weight>(std::lround(std::clamp(bits, -300.0, 300.0) * 100)); }

std::vector<std::vector<double>> value_shares(Records const& records, double matches_a_record) {
  std::vector<std::vector<double>> shares;
  for (auto const& field : records.fields) {
    std::vector<double> counts(records.dictionaries[field.dictionary].size());
    double known = 0;
    for (auto code : field.codes) {
      counts[code] += 1;
      known += code != 0;
    }
    counts[0] = 0;
    for (auto& count : counts)
      if (count > 0) count = std::max(count - matches_a_record, 1.0) / known;
    shares.push_back(std::move(counts));
  }
  return shares;
}

Weight rarity_weight(double average, double share) {
  return share > 0 ? to_weight(term_frequency_weight(average, share, share, 1, 1e-7)) : 0;
}

Weights make_weights(Mixture const& mixture, std::vector<std::vector<double>> const& shares) {
  Weights weights{to_weight(prior_weight(mixture.prior)),
                  mixture.twins > 0 || mixture.siblings > 0,
                  to_weight(std::log2(std::max(mixture.twins, 1e-15))),
                  to_weight(std::log2(std::max(mixture.siblings, 1e-15))),
                  {},
                  {}};
  for (std::size_t k = 0; k < mixture.fields.size(); ++k) {
    auto const& odds = mixture.fields[k];
    FieldWeights field{{}, odds.of_home, odds.of_twins, to_weight(mistake_weight(odds))};
    for (Level level = 0; level < odds.m.size(); ++level) {
      field.of_level.push_back(to_weight(level_weight(odds, level)));
      field.of_twin_level.push_back(to_weight(twin_weight(odds, level)));
    }
    double average = 0;  // of the shares, as records have them
    double sum = 0;
    for (double share : shares[k]) {
      average += share * share;
      sum += share;
    }
    if (sum > 0) average /= sum;
    for (double share : shares[k]) field.rarity.push_back(rarity_weight(average, share));
    weights.fields.push_back(std::move(field));
  }
  return weights;
}

namespace {
std::optional<std::size_t> birth_date_of(Records const& records) {
  for (std::size_t k = 0; k < records.fields.size(); ++k)
    if (records.fields[k].measure == Measure::date) return k;
  return std::nullopt;
}

std::vector<RecordNumber> by_birth_date(Records const& records) {
  std::vector<RecordNumber> order(records.size());
  std::iota(order.begin(), order.end(), RecordNumber{0});
  auto const date = birth_date_of(records);
  if (!date) return order;
  auto const& codes = records.fields[*date].codes;
  auto const earlier = [&](RecordNumber a, RecordNumber b) { return codes[a] < codes[b]; };
  auto const second = order.begin() + static_cast<std::ptrdiff_t>(records.first_of_second);
  std::stable_sort(order.begin(), second, earlier);
  std::stable_sort(second, order.end(), earlier);
  return order;
}
}  // namespace

Postings::Postings(Field const& field, Code codes, PackedNumbers const& order)
    : places_(order.size(), static_cast<Place>(order.size())) {
  std::vector<std::uint32_t> next(codes + 1);
  for (auto const code : field.codes) ++next[code + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  begins_ = PackedNumbers{next};
  for (Place place = 0; place < order.size(); ++place) places_.set(next[field.codes[order[place]]]++, place);
}

Index make_index(Records const& records, unsigned threads) {
  Index index;
  index.records = &records;
  for (auto const& dictionary : records.dictionaries) index.neighbours.push_back(find_neighbours(dictionary, threads));
  index.birth_date = birth_date_of(records);
  index.order = PackedNumbers{by_birth_date(records)};
  index.postings.resize(records.fields.size());
  std::vector<Code> codes;
  for (auto const& field : records.fields) codes.push_back(records.dictionaries[field.dictionary].size());
  in_parallel(records.fields.size(), threads, [&](std::size_t k) {
    index.postings[k] = Postings{records.fields[k], codes[k], index.order};
  });
  index.rows = PackedRows{records.size(), codes};
  for (Place place = 0; place < records.size(); ++place)
    for (std::size_t k = 0; k < records.fields.size(); ++k)
      index.rows.set(place, k, records.fields[k].codes[index.order[place]]);
  return index;
}

void pair_levels(Index const& index, RecordNumber a, RecordNumber b, std::span<Level> levels) {
  auto const& records = *index.records;
  for (std::size_t k = 0; k < records.fields.size(); ++k)
    levels[k] = index.of_field(k).level(records.fields[k].codes[a], records.fields[k].codes[b]);
  for (auto const& [forename, surname] : records.names) {
    auto const& known = index.of_field(forename);
    auto const across = known.level(records.fields[forename].codes[a], records.fields[surname].codes[b]);
    auto const back = known.level(records.fields[surname].codes[a], records.fields[forename].codes[b]);
    if (auto const level = swapped_level(levels[forename], levels[surname], across, back); level != missing_level) {
      levels[forename] = level;
      levels[surname] = missing_level;
    }
  }
}

Weight household_part(Weights const& weights, std::span<PartWeight const> fields) {
  if (!weights.households) return 0;
  Weight twins = weights.twins;
  Weight siblings = weights.siblings;
  for (std::size_t k = 0; k < fields.size(); ++k) {
    auto const& field = weights.fields[k];
    auto const weight = fields[k].weight + fields[k].rarity;
    auto const mistaken = fields[k].level + std::size_t{1} == field.of_level.size() ? field.by_mistake : 0;
    twins += field.of_twins ? weight : mistaken + field.of_twin_level[fields[k].level];
    siblings += field.of_home ? weight : mistaken;
  }
  return to_weight(weight_beside_household(0, to_bits(twins), to_bits(siblings)));
}

PairParts field_parts(Index const& index, Weights const& weights, std::span<Level const> levels,
                      std::span<Code const> codes) {
  auto const& fields = index.records->fields;
  PairParts parts;
  parts.total = weights.prior;
  for (std::size_t k = 0; k < fields.size(); ++k) {
    auto& part = parts.fields[k];
    part = {levels[k], weights.fields[k].of_level[levels[k]], 0};
    if (levels[k] == levels_of(fields[k].measure).exact) part.rarity = weights.fields[k].rarity[codes[k]];
    parts.total += part.weight + part.rarity;
  }
  return parts;
}

void take_off_company_and_household(PairParts& parts, Index const& index, Weights const& weights,
                                    std::span<Code const> codes) {
  auto const& fields = index.records->fields;
  parts.household = household_part(weights, std::span(parts.fields).first(fields.size()));
  if (weights.company) {
    std::array<Code, most_fields> agreed{};
    for (std::size_t k = 0; k < fields.size(); ++k)
      if (parts.fields[k].level == levels_of(fields[k].measure).exact) agreed[k] = codes[k];
    parts.company = -to_weight(weights.company->bits(agreed));
  }
  parts.total += parts.company + parts.household;
}

PairParts parts_of(Index const& index, Weights const& weights, std::span<Level const> levels,
                   std::span<Code const> codes) {
  auto parts = field_parts(index, weights, levels, codes);
  take_off_company_and_household(parts, index, weights, codes);
  return parts;
}

PairParts pair_parts(Index const& index, Weights const& weights, RecordNumber a, RecordNumber b) {
  auto const& fields = index.records->fields;
  std::array<Level, most_fields> levels{};
  pair_levels(index, a, b, levels);
  std::array<Code, most_fields> codes{};
  for (std::size_t k = 0; k < fields.size(); ++k) codes[k] = fields[k].codes[a];
  return parts_of(index, weights, levels, codes);
}

Weight pair_weight(Index const& index, Weights const& weights, RecordNumber a, RecordNumber b) {
  return pair_parts(index, weights, a, b).total;
}

}  // namespace kith::link
