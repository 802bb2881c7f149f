#include "link/against.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace kith::link {

namespace {
// Looking a record up costs about this many times as much as passing over it in a sweep through everybody.
constexpr double cost_of_look_up = 6;
// What lies near a value is kept when so many records share one on average.
constexpr std::size_t records_a_value = 4;

Level exact_of(Index const& index, std::size_t field) { return levels_of(index.records->fields[field].measure).exact; }
}  // namespace

Against::Against(Index const& index, Weights const& weights, Weight threshold, bool households)
    : index_(index),
      weights_(weights),
      threshold_(threshold),
      households_(households),
      probe_(index.records->fields.size()),
      laid_out_(probe_.size()),
      known_(probe_.size()),
      tables_(probe_.size()) {
  for (std::size_t k = 0; k < probe_.size(); ++k) {
    has_missing_.push_back(index.postings[k].count(0) > 0);
    if (index.postings[k].codes() * records_a_value <= index.order.size()) known_[k].resize(index.postings[k].codes());
  }
  if (index.birth_date) born_near_.resize(index.order.size() / 64 + 1);
}

void Against::set(Probe probe) {
  clear();
  probe_ = std::move(probe);
  for (std::size_t k = 0; k < probe_.size(); ++k) lay_out(k);
}

void Against::set_record(Place place) {
  auto const row = index_.rows.row(place);
  for (std::size_t k = 0; k < probe_.size(); ++k) {
    auto& laid_out = laid_out_[k];
    auto const code = row[k];
    if (laid_out.of_record && probe_[k].code == code) continue;
    take_away(k);
    probe_[k] = {code != 0, code, {}};
    lay_out(k);
    laid_out.of_record = true;
  }
}

void Against::clear() {
  for (std::size_t k = 0; k < probe_.size(); ++k) take_away(k);
}

void Against::lay_out(std::size_t field) {
  auto const& value = probe_[field];
  auto const& weights = weights_.fields[field];
  auto& laid_out = laid_out_[field];
  codes_[field] = value.code;
  if (!value.known) return;
  if (value.code != 0) laid_out.exact = weights.of_level[exact_of(index_, field)] + weights.rarity[value.code];
  laid_out.around = &surroundings(field);
  laid_out.near = weights.of_level[different_level];
  for (Level level = different_level + 1; level < weights.of_level.size(); ++level)
    if (laid_out.around->records[level] > 0) laid_out.near = std::max(laid_out.near, weights.of_level[level]);
  add_choices(field);
}

void Against::take_away(std::size_t field) {
  auto& laid_out = laid_out_[field];
  if (laid_out.in_table) {
    auto& table = tables_[field];
    auto const different = weights_.fields[field].of_level[different_level];
    for (auto const& neighbour : near(field)) table[neighbour.code] = different;
    if (probe_[field].code != 0) table[probe_[field].code] = different;
  }
  if (field == index_.birth_date) forget_born_near();
  probe_[field] = {};
  laid_out.of_record = laid_out.in_table = laid_out.listed = false;
  laid_out.around = nullptr;
  laid_out.exact = laid_out.near = laid_out.most = 0;
  laid_out.choices.clear();
}

// In the order of their codes, but for dates.
std::span<Neighbour const> Against::near(std::size_t field) {
  auto const& value = probe_[field];
  auto& laid_out = laid_out_[field];
  if (value.code == 0) return value.near;
  if (!std::exchange(laid_out.listed, true)) index_.of_field(field).of(value.code, laid_out.room);
  return laid_out.room;
}

Against::Surroundings const& Against::surroundings(std::size_t field) {
  auto const code = probe_[field].code;
  auto& around = code != 0 && !known_[field].empty() ? known_[field][code] : laid_out_[field].own;
  if (code != 0 && around.known) return around;
  around = {};
  around.known = &around != &laid_out_[field].own;
  bool const name = is_name(index_.records->fields[field].measure);
  for (auto const& neighbour : near(field)) {
    ++around.values;
    around.records[neighbour.level] += index_.postings[field].count(neighbour.code);
    if (name && neighbour.level >= name_level::close) around.close.push_back(neighbour.code);
  }
  if (name && code != 0) around.close.push_back(code);
  return around;
}

Weight Against::least(std::size_t field) const {
  auto const different = weights_.fields[field].of_level[different_level];
  return has_missing_[field] ? std::max(different, 0) : different;
}

// The ways to bound a field, and the most that it can give with names taken straight. The closer the agreement that is
// looked at, the fewer the records, and the more the rest may still give.
void Against::add_choices(std::size_t field) {
  auto& laid_out = laid_out_[field];
  auto const code = probe_[field].code;
  auto const& of_level = weights_.fields[field].of_level;
  std::array<std::pair<Weight, double>, most_levels> steps;
  std::size_t count = 0;
  for (Level level = different_level + 1; level < of_level.size(); ++level)
    if (auto const records = laid_out.around->records[level]; records > 0) steps[count++] = {of_level[level], records};
  if (code != 0) steps[count++] = {laid_out.exact, index_.postings[field].count(code)};
  std::sort(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(count), std::greater<>{});
  auto const floor = least(field);
  laid_out.most = count > 0 ? std::max(steps[0].first, floor) : floor;
  double cost = 0;
  for (std::size_t i = 0; i < count && steps[i].first > floor; ++i) {
    cost += steps[i].second;
    auto const rest = i + 1 < count ? std::max(steps[i + 1].first, floor) : floor;
    if (rest < steps[i].first) laid_out.choices.push_back({field, rest, cost});
  }
}

// Takes the best buy, weight taken off the bound for each record to be looked at, until the bound is below the
// threshold. False when it is not to be had, or everybody is looked at sooner.
bool Against::choose() {
  chosen_.clear();
  std::array<double, most_fields> paid{};
  Weight bound = weights_.prior;
  for (std::size_t k = 0; k < laid_out_.size(); ++k) {
    now_[k] = laid_out_[k].most;
    bound += now_[k];
  }
  while (bound >= threshold_) {
    Choice const* best = nullptr;
    double best_value = 0;
    for (auto const& laid_out : laid_out_)
      for (auto const& choice : laid_out.choices) {
        auto const gain = std::min(now_[choice.field] - choice.rest, bound - threshold_ + 1);
        auto const value = gain / (1 + std::max(0.0, choice.cost - paid[choice.field]));
        if (gain > 0 && value > best_value) {
          best = &choice;
          best_value = value;
        }
      }
    if (best == nullptr) return false;
    bound -= now_[best->field] - best->rest;
    now_[best->field] = best->rest;
    paid[best->field] = best->cost;
    std::erase_if(chosen_, [&](Choice const& other) { return other.field == best->field; });
    chosen_.push_back(*best);
  }
  double const cost = std::accumulate(paid.begin(), paid.end(), 0.0);
  return cost * cost_of_look_up < static_cast<double>(index_.order.size());
}

}  // namespace kith::link
