#include "link/against.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace kith::link {

namespace {
constexpr RecordNumber block_size = 2048;  // records summed at a time: their sums stay in the first cache
// Looking a record up costs about this many times as much as passing over it in a sweep through everybody.
constexpr double cost_of_look_up = 6;

Level exact_of(Index const& index, std::size_t field) { return levels_of(index.records->fields[field].measure).exact; }
}  // namespace

Probe record_values(Index const& index, RecordNumber record) {
  Probe probe;
  for (std::size_t k = 0; k < index.records->fields.size(); ++k) {
    auto const code = index.records->fields[k].codes[record];
    probe.fields.push_back({code != 0, code, code == 0 ? std::span<Neighbour const>{} : index.of_field(k).of(code)});
  }
  return probe;
}

Against::Against(Index const& index, Weights const& weights, Weight threshold)
    : index_(index), weights_(weights), threshold_(threshold), is_candidate_(index.records->size()) {
  auto const& records = *index.records;
  for (std::size_t k = 0; k < records.fields.size(); ++k) {
    auto const size = records.dictionaries[records.fields[k].dictionary].size();
    tables_.emplace_back(size, weights.fields[k].of_level[different_level]);
    tables_.back()[0] = 0;
    nothing_.resize(std::max<std::size_t>(nothing_.size(), size));
    has_missing_.push_back(!index.postings[k].of(0).empty());
  }
  now_.resize(records.fields.size());
}

void Against::set(Probe probe) {
  put_back();
  probe_ = std::move(probe);
  for (std::size_t k = 0; k < tables_.size(); ++k) {
    auto const& value = probe_.fields[k];
    now_[k] = value.known ? tables_[k].data() : nothing_.data();
    auto const& field = weights_.fields[k];
    for (auto const& [other, level] : value.near) tables_[k][other] = field.of_level[level];
    if (value.code != 0) tables_[k][value.code] = field.of_level[exact_of(index_, k)] + field.rarity[value.code];
  }
}

void Against::clear() {
  put_back();
  probe_ = {};
}

void Against::put_back() {
  for (std::size_t k = 0; k < probe_.fields.size(); ++k) {
    auto const different = weights_.fields[k].of_level[different_level];
    for (auto const& neighbour : probe_.fields[k].near) tables_[k][neighbour.code] = different;
    if (probe_.fields[k].code != 0) tables_[k][probe_.fields[k].code] = different;
  }
}

// The most that a field can give, whoever the other is, names taken straight.
Weight Against::at_most(std::size_t field) const {
  auto const& value = probe_.fields[field];
  if (!value.known) return 0;
  Weight most = weights_.fields[field].of_level[different_level];
  if (has_missing_[field]) most = std::max(most, 0);
  for (auto const& neighbour : value.near) most = std::max(most, tables_[field][neighbour.code]);
  if (value.code != 0) most = std::max(most, tables_[field][value.code]);
  return most;
}

// A field may be bounded at each of its levels: the closer the agreement that is looked at, the fewer the records, and
// the more the rest may still give.
void Against::add_choices(std::size_t field, std::vector<Choice>& choices) const {
  auto const& value = probe_.fields[field];
  if (!value.known) return;
  auto const& weights = weights_.fields[field];
  auto const& postings = index_.postings[field];
  std::array<double, most_levels> records{};
  for (auto const& neighbour : value.near) records[neighbour.level] += static_cast<double>(postings.of(neighbour.code).size());
  std::array<std::pair<Weight, double>, most_levels> steps;
  std::size_t count = 0;
  for (Level level = different_level + 1; level < weights.of_level.size(); ++level)
    if (records[level] > 0) steps[count++] = {weights.of_level[level], records[level]};
  if (value.code != 0)
    steps[count++] = {tables_[field][value.code], static_cast<double>(postings.of(value.code).size())};
  std::sort(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(count), std::greater<>{});
  auto const least = has_missing_[field] ? std::max(weights.of_level[different_level], 0) : weights.of_level[different_level];
  double cost = 0;
  for (std::size_t i = 0; i < count && steps[i].first > least; ++i) {
    cost += steps[i].second;
    auto const rest = i + 1 < count ? std::max(steps[i + 1].first, least) : least;
    if (rest < steps[i].first) choices.push_back({field, rest, cost});
  }
}

// Takes the best buy, weight taken off the bound for each record to be looked at, until the bound is below the
// threshold.
bool Against::choose(std::vector<Choice>& chosen) const {
  auto const fields = probe_.fields.size();
  std::vector<Weight> now(fields);
  std::vector<double> paid(fields);
  std::vector<Choice> all;
  Weight bound = weights_.prior;
  for (std::size_t k = 0; k < fields; ++k) {
    now[k] = at_most(k);
    bound += now[k];
    add_choices(k, all);
  }
  while (bound >= threshold_) {
    Choice const* best = nullptr;
    double best_value = 0;
    for (auto const& choice : all) {
      auto const gain = std::min(now[choice.field] - choice.rest, bound - threshold_ + 1);
      auto const value = gain / (1 + std::max(0.0, choice.cost - paid[choice.field]));
      if (gain > 0 && value > best_value) {
        best = &choice;
        best_value = value;
      }
    }
    if (best == nullptr) return false;
    bound -= now[best->field] - best->rest;
    now[best->field] = best->rest;
    paid[best->field] = best->cost;
    std::erase_if(chosen, [&](Choice const& other) { return other.field == best->field; });
    chosen.push_back(*best);
  }
  double const cost = std::accumulate(paid.begin(), paid.end(), 0.0);
  return cost * cost_of_look_up < static_cast<double>(is_candidate_.size());
}

void Against::collect_all_of(std::size_t field, Code code, RecordNumber begin) {
  auto const list = index_.postings[field].of(code);
  for (auto at = std::lower_bound(list.begin(), list.end(), begin); at != list.end(); ++at)
    if (!is_candidate_[*at]) {
      is_candidate_[*at] = 1;
      candidates_.push_back(*at);
    }
}

void Against::collect(Choice const& choice, RecordNumber begin) {
  auto const& value = probe_.fields[choice.field];
  auto const collect_code = [&](Code code) {
    if (tables_[choice.field][code] > choice.rest) collect_all_of(choice.field, code, begin);
  };
  for (auto const& neighbour : value.near) collect_code(neighbour.code);
  if (value.code != 0) collect_code(value.code);
}

Level Against::level(std::size_t field, Code code) const {
  auto const& value = probe_.fields[field];
  if (!value.known || code == 0) return missing_level;
  if (code == value.code) return exact_of(index_, field);
  auto const found =
      std::lower_bound(value.near.begin(), value.near.end(), code, [](Neighbour n, Code c) { return n.code < c; });
  return found != value.near.end() && found->code == code ? found->level : different_level;
}

// Records whose surname is near this person's forename and whose forename is near this person's surname.
void Against::collect_swapped(RecordNumber begin) {
  auto const& records = *index_.records;
  for (auto const& [forename, surname] : records.names) {
    auto const& value = probe_.fields[forename];
    if (!value.known || !probe_.fields[surname].known) continue;
    auto const collect_code = [&](Code code) {
      auto const list = index_.postings[surname].of(code);
      for (auto at = std::lower_bound(list.begin(), list.end(), begin); at != list.end(); ++at)
        if (level(surname, records.fields[forename].codes[*at]) >= name_level::close && !is_candidate_[*at]) {
          is_candidate_[*at] = 1;
          candidates_.push_back(*at);
        }
    };
    if (value.code != 0) collect_code(value.code);
    for (auto const& neighbour : value.near)
      if (neighbour.level >= name_level::close) collect_code(neighbour.code);
  }
}

PairParts Against::parts(RecordNumber record) const {
  auto const& records = *index_.records;
  std::array<Level, most_fields> levels{};
  auto const row = index_.row(record);
  for (std::size_t k = 0; k < row.size(); ++k) levels[k] = level(k, row[k]);
  for (auto const& [forename, surname] : records.names) {
    auto const across = level(forename, row[surname]);
    auto const back = level(surname, row[forename]);
    if (auto const found = swapped_level(levels[forename], levels[surname], across, back); found != missing_level) {
      levels[forename] = found;
      levels[surname] = missing_level;
    }
  }
  std::array<Code, most_fields> codes{};
  for (std::size_t k = 0; k < records.fields.size(); ++k) codes[k] = probe_.fields[k].code;
  return parts_of(index_, weights_, levels, codes);
}

Weight Against::straight_sum(RecordNumber record) const {
  Weight sum = weights_.prior;
  auto const row = index_.row(record);
  for (std::size_t k = 0; k < row.size(); ++k) sum += now_[k][row[k]];
  return sum;
}

// The sum over the fields is the most that a pair with straight names can weigh; what a household takes off, and names
// the wrong way round, are looked at here.
void Against::consider(RecordNumber record, std::function<void(RecordNumber, Weight)> const& visit) const {
  auto const weight = parts(record).total;
  if (weight >= threshold_) visit(record, weight);
}

void Against::visit(RecordNumber begin, std::function<void(RecordNumber, Weight)> const& visit) {
  candidates_.clear();
  collect_swapped(begin);
  auto const swapped = candidates_.size();
  std::vector<Choice> chosen;
  if (choose(chosen)) {
    for (auto const& choice : chosen) collect(choice, begin);
    looked_at_ = candidates_.size();
    // Names the wrong way round are weighed in full; of the rest most fall to a sum of look-ups.
    std::vector<RecordNumber> kept(candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(swapped));
    for (std::size_t i = swapped; i < candidates_.size(); ++i)
      if (straight_sum(candidates_[i]) >= threshold_) kept.push_back(candidates_[i]);
    std::sort(kept.begin(), kept.end());
    for (auto const record : kept) consider(record, visit);
  } else {
    std::sort(candidates_.begin(), candidates_.end());
    look_at_everybody(begin, visit);
  }
  for (auto const record : candidates_) is_candidate_[record] = 0;
}

void Against::look_at_everybody(RecordNumber begin, std::function<void(RecordNumber, Weight)> const& visit) {
  // Records added since the index was built are not in it.
  auto const size = static_cast<RecordNumber>(is_candidate_.size());
  looked_at_ = size - begin;
  std::array<Weight, block_size> sums;
  auto next_swapped = candidates_.begin();
  for (RecordNumber at = begin; at < size; at += block_size) {
    auto const end = std::min(size, at + block_size);
    std::fill(sums.begin(), sums.end(), weights_.prior);
    for (std::size_t k = 0; k < now_.size(); ++k) {
      if (!probe_.fields[k].known) continue;
      Weight const* const table = now_[k];
      Code const* const codes = index_.records->fields[k].codes.data() + at;
      for (RecordNumber i = 0; i < end - at; ++i) sums[i] += table[codes[i]];
    }
    for (; next_swapped != candidates_.end() && *next_swapped < end; ++next_swapped)
      sums[*next_swapped - at] = std::numeric_limits<Weight>::max();
    for (RecordNumber b = at; b < end; ++b)
      if (sums[b - at] >= threshold_) consider(b, visit);
  }
}

}  // namespace kith::link
