#include "link/against.h"

#include <algorithm>
#include <numeric>

namespace kith::link {

namespace {
// Values with so few near ones are looked for one by one: a table as long as the dictionary would cost a trip to
// memory.
constexpr std::size_t short_list = 4;
constexpr std::size_t ahead = 12;  // so many records ahead memory is asked for
// Looking a record up costs about this many times as much as passing over it in a sweep through everybody.
constexpr double cost_of_look_up = 6;

Level exact_of(Index const& index, std::size_t field) { return levels_of(index.records->fields[field].measure).exact; }
}  // namespace

Against::Against(Index const& index, Weights const& weights, Weight threshold, bool households)
    : index_(index),
      weights_(weights),
      threshold_(threshold),
      households_(households),
      probe_(index.records->fields.size()),
      laid_out_(probe_.size()),
      tables_(probe_.size()),
      is_candidate_(index.records->size()) {
  for (auto const& postings : index.postings) has_missing_.push_back(postings.count(0) > 0);
}

void Against::set(Probe probe) {
  clear();
  probe_ = std::move(probe);
  for (std::size_t k = 0; k < probe_.size(); ++k) lay_out(k);
  list_tables();
}

void Against::set_record(Place place) {
  auto const row = index_.rows.row(place);
  for (std::size_t k = 0; k < probe_.size(); ++k) {
    auto& laid_out = laid_out_[k];
    auto const code = row[k];
    if (laid_out.of_record && probe_[k].code == code) continue;
    take_away(k);
    probe_[k] = {code != 0, code, index_.of_field(k).of(code, laid_out.room)};
    lay_out(k);
    laid_out.of_record = true;
  }
  list_tables();
}

void Against::clear() {
  for (std::size_t k = 0; k < probe_.size(); ++k) take_away(k);
  by_table_.clear();
  by_list_.clear();
}

void Against::lay_out(std::size_t field) {
  auto& laid_out = laid_out_[field];
  laid_out.most = add_choices(field, laid_out.choices);
  laid_out.in_table = probe_[field].near.size() > short_list;
  if (laid_out.in_table) fill_table(field);
}

void Against::take_away(std::size_t field) {
  auto& [room, of_record, in_table, most, choices] = laid_out_[field];
  auto& value = probe_[field];
  if (in_table) {
    auto& table = tables_[field];
    auto const different = weights_.fields[field].of_level[different_level];
    for (auto const& neighbour : value.near) table[neighbour.code] = different;
    if (value.code != 0) table[value.code] = different;
  }
  value = {};
  of_record = in_table = false;
  most = 0;
  choices.clear();
}

void Against::list_tables() {
  by_table_.clear();
  by_list_.clear();
  listed_.clear();
  for (std::size_t k = 0; k < probe_.size(); ++k) {
    auto const& value = probe_[k];
    auto const column = index_.rows.column(k);
    if (!value.known) continue;
    if (laid_out_[k].in_table) {
      by_table_.push_back({column, tables_[k].data()});
      continue;
    }
    for (auto const& [other, level] : value.near) listed_.push_back({other, weights_.fields[k].of_level[level]});
    if (value.code != 0) listed_.push_back({value.code, exact_weight(k)});
    auto const length = static_cast<std::uint32_t>(value.near.size() + (value.code != 0));
    by_list_.push_back({column, length, weights_.fields[k].of_level[different_level]});
  }
}

void Against::fill_table(std::size_t field) {
  auto const& value = probe_[field];
  auto const& of_level = weights_.fields[field].of_level;
  auto& table = tables_[field];
  if (table.empty()) {
    table.assign(index_.records->dictionaries[index_.records->fields[field].dictionary].size(),
                 of_level[different_level]);
    table[0] = 0;
  }
  for (auto const& [other, level] : value.near) table[other] = of_level[level];
  if (value.code != 0) table[value.code] = exact_weight(field);
}

Weight Against::exact_weight(std::size_t field) const {
  auto const& weights = weights_.fields[field];
  return weights.of_level[exact_of(index_, field)] + weights.rarity[probe_[field].code];
}

Weight Against::least(std::size_t field) const {
  auto const different = weights_.fields[field].of_level[different_level];
  return has_missing_[field] ? std::max(different, 0) : different;
}

// The ways to bound a field, the most that it can give with names taken straight, and that put first. The closer the
// agreement that is looked at, the fewer the records, and the more the rest may still give.
Weight Against::add_choices(std::size_t field, std::vector<Choice>& choices) const {
  auto const& value = probe_[field];
  if (!value.known) return 0;
  auto const& of_level = weights_.fields[field].of_level;
  auto const& postings = index_.postings[field];
  std::array<double, most_levels> records{};
  for (auto const& neighbour : value.near)
    records[neighbour.level] += static_cast<double>(postings.count(neighbour.code));
  std::array<std::pair<Weight, double>, most_levels> steps;
  std::size_t count = 0;
  for (Level level = different_level + 1; level < of_level.size(); ++level)
    if (records[level] > 0) steps[count++] = {of_level[level], records[level]};
  if (value.code != 0) steps[count++] = {exact_weight(field), static_cast<double>(postings.count(value.code))};
  std::sort(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(count), std::greater<>{});
  auto const floor = least(field);
  double cost = 0;
  for (std::size_t i = 0; i < count && steps[i].first > floor; ++i) {
    cost += steps[i].second;
    auto const rest = i + 1 < count ? std::max(steps[i + 1].first, floor) : floor;
    if (rest < steps[i].first) choices.push_back({field, rest, cost});
  }
  return count > 0 ? std::max(steps[0].first, floor) : floor;
}

// Takes the best buy, weight taken off the bound for each record to be looked at, until the bound is below the
// threshold.
bool Against::choose(std::vector<Choice>& chosen) const {
  std::array<Weight, most_fields> now{};
  std::array<double, most_fields> paid{};
  Weight bound = weights_.prior;
  for (std::size_t k = 0; k < laid_out_.size(); ++k) {
    now[k] = laid_out_[k].most;
    bound += now[k];
  }
  while (bound >= threshold_) {
    Choice const* best = nullptr;
    double best_value = 0;
    for (auto const& laid_out : laid_out_)
      for (auto const& choice : laid_out.choices) {
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

void Against::collect_all_of(std::size_t field, Code code, Place begin) {
  index_.postings[field].each(code, begin, [&](Place place) {
    if (is_candidate_[place]) return;
    is_candidate_[place] = 1;
    candidates_.push_back(place);
  });
}

void Against::collect(Choice const& choice, Place begin) {
  auto const& value = probe_[choice.field];
  auto const& of_level = weights_.fields[choice.field].of_level;
  for (auto const& neighbour : value.near)
    if (of_level[neighbour.level] > choice.rest) collect_all_of(choice.field, neighbour.code, begin);
  if (value.code != 0 && exact_weight(choice.field) > choice.rest) collect_all_of(choice.field, value.code, begin);
}

Level Against::level(std::size_t field, Code code) const {
  auto const& value = probe_[field];
  if (!value.known || code == 0) return missing_level;
  if (code == value.code) return exact_of(index_, field);
  auto const found =
      std::lower_bound(value.near.begin(), value.near.end(), code, [](Neighbour n, Code c) { return n.code < c; });
  return found != value.near.end() && found->code == code ? found->level : different_level;
}

// Records whose surname is near this person's forename and whose forename is near this person's surname, found by
// whichever is rarer.
void Against::collect_swapped(Place begin) {
  for (auto const& [forename, surname] : index_.records->names) {
    if (!probe_[forename].known || !probe_[surname].known) continue;
    auto const one = across(forename, surname);
    auto const other = across(surname, forename);
    if (one.records <= other.records)
      collect_across(one, begin);
    else
      collect_across(other, begin);
  }
}

// Values of the field `there` that are close to this person's value of the field `here`.
Against::Across Against::across(std::size_t here, std::size_t there) const {
  Across found{here, there, {}, 0};
  auto const add = [&](Code code) {
    auto const records = index_.postings[there].count(code);
    if (records == 0) return;
    found.codes.push_back(code);
    found.records += records;
  };
  auto const& value = probe_[here];
  if (value.code != 0) add(value.code);
  for (auto const& neighbour : value.near)
    if (neighbour.level >= name_level::close) add(neighbour.code);
  return found;
}

void Against::collect_across(Across const& across, Place begin) {
  for (auto const code : across.codes)
    index_.postings[across.there].each(code, begin, [&](Place place) {
      if (is_candidate_[place] || level(across.there, index_.rows.row(place)[across.here]) < name_level::close) return;
      is_candidate_[place] = 1;
      candidates_.push_back(place);
    });
}

PairParts Against::parts(Place place) const {
  auto const& records = *index_.records;
  std::array<Level, most_fields> levels{};
  auto const row = index_.rows.row(place);
  for (std::size_t k = 0; k < probe_.size(); ++k) levels[k] = level(k, row[k]);
  for (auto const& [forename, surname] : records.names) {
    auto const across = level(forename, row[surname]);
    auto const back = level(surname, row[forename]);
    if (auto const found = swapped_level(levels[forename], levels[surname], across, back); found != missing_level) {
      levels[forename] = found;
      levels[surname] = missing_level;
    }
  }
  std::array<Code, most_fields> codes{};
  for (std::size_t k = 0; k < records.fields.size(); ++k) codes[k] = probe_[k].code;
  return parts_of(index_, weights_, levels, codes);
}

Weight Against::straight_sum(Place place) const {
  Weight sum = weights_.prior;
  auto const row = index_.rows.row(place);
  for (auto const& [column, table] : by_table_) sum += table[row[column]];
  auto const* entry = listed_.data();
  for (auto const& [column, length, different] : by_list_) {
    auto const code = row[column];
    Weight weight = code == 0 ? 0 : different;
    for (auto const* const end = entry + length; entry != end; ++entry)
      if (entry->code == code) weight = entry->weight;
    sum += weight;
  }
  return sum;
}

// The sum over the fields is the most that a pair with straight names can weigh; what a household takes off, and names
// the wrong way round, are looked at here.
void Against::consider(Place place, Visit const& visit) const {
  auto const found = parts(place);
  auto const reached = households_ ? found.total - found.household : found.total;
  if (reached >= threshold_) visit(place, found.total);
}

void Against::visit(Place begin, Visit const& visit) {
  candidates_.clear();
  collect_swapped(begin);
  auto const swapped = candidates_.size();
  std::vector<Choice> chosen;
  if (choose(chosen)) {
    for (auto const& choice : chosen) collect(choice, begin);
    looked_at_ = candidates_.size();
    // Names the wrong way round are weighed in full; of the rest most fall to a sum of look-ups.
    auto kept = swapped;
    for (std::size_t i = swapped; i < candidates_.size(); ++i) {
      if (i + ahead < candidates_.size()) index_.rows.ask_for(candidates_[i + ahead]);
      is_candidate_[candidates_[i]] = 0;
      if (straight_sum(candidates_[i]) >= threshold_) candidates_[kept++] = candidates_[i];
    }
    candidates_.resize(kept);
    std::sort(candidates_.begin(), candidates_.end());
    for (auto const place : candidates_) consider(place, visit);
  } else {
    std::sort(candidates_.begin(), candidates_.end());
    look_at_everybody(begin, visit);
  }
  for (auto const place : candidates_) is_candidate_[place] = 0;
}

void Against::look_at_everybody(Place begin, Visit const& visit) {
  // Records added since the index was built are not in it.
  auto const size = static_cast<Place>(is_candidate_.size());
  looked_at_ = size - begin;
  for (Place place = begin; place < size; ++place)
    if (is_candidate_[place] != 0 || straight_sum(place) >= threshold_) consider(place, visit);
}

}  // namespace kith::link
