// How those are found who may weigh enough: the lists that are gone through, and what is said of each at a glance.
#include <algorithm>
#include <numeric>

#include "link/against.h"

namespace kith::link {

namespace {
constexpr std::size_t ahead = 12;  // so many records ahead memory is asked for

bool has(std::vector<Code> const& codes, Code code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}
}  // namespace

// Names the wrong way round are found through what else is near, as long as that is needed to reach the threshold.
bool Against::finds_swapped() const {
  auto const& names = index_.records->names;
  if (names.size() != 1) return names.empty();
  Weight bound = weights_.prior + swapped_;
  for (std::size_t k = 0; k < now_.size(); ++k)
    if (k != names[0].forename && k != names[0].surname) bound += now_[k];
  return bound < threshold_;
}

// Of those who give `here` in this field, and in nothing that was chosen before it more than is left of that: must they
// be born near to weigh enough?
bool Against::needs_birth(std::size_t at, Weight here) const {
  auto const date = *index_.birth_date;
  auto const field = chosen_[at].field;
  if (field == date || !probe_[date].known) return false;
  std::array<Weight, most_fields> most{};
  for (std::size_t k = 0; k < laid_out_.size(); ++k) most[k] = laid_out_[k].most;
  for (std::size_t before = 0; before < at; ++before) most[chosen_[before].field] = chosen_[before].rest;
  most[field] = here;
  most[date] = weights_.fields[date].of_level[different_level];
  auto bound = std::accumulate(most.begin(), most.end(), weights_.prior);
  if (!is_name(index_.records->fields[field].measure) && finds_swapped())
    for (auto const& names : index_.records->names)
      bound = std::max(bound, bound - most[names.forename] - most[names.surname] + swapped_);
  return bound < threshold_;
}

// Marking costs as much as there are near dates, once for all records of one day.
bool Against::is_worth_marking(Choice const& choice) const {
  auto const date = *index_.birth_date;
  double const shared = laid_out_[date].of_record ? index_.postings[date].count(probe_[date].code) : 1;
  return choice.cost * shared > 2.0 * laid_out_[date].around->values;
}

void Against::mark_born_near() {
  auto const date = *index_.birth_date;
  auto const mark = [&](Code code) {
    index_.postings[date].each_run(code, [&](Place from, Place to) { near_runs_.push_back({from, to}); });
  };
  mark(0);
  if (probe_[date].code != 0) mark(probe_[date].code);
  for (auto const& neighbour : near(date)) mark(neighbour.code);
  for (auto const& run : near_runs_) set_born_near(run, true);
}

void Against::forget_born_near() {
  for (auto const& run : near_runs_) set_born_near(run, false);
  near_runs_.clear();
}

void Against::set_born_near(Run run, bool near) {
  for (auto place = run.from; place < run.to;) {
    auto const end = std::min(run.to, (place / 64 + 1) * 64);
    auto const ones = ~std::uint64_t{0} >> (64 - (end - place)) << place % 64;
    auto& word = born_near_[place / 64];
    word = near ? word | ones : word & ~ones;
    place = end;
  }
}

void Against::collect(std::size_t at, Place begin) {
  auto const& choice = chosen_[at];
  auto const& of_level = weights_.fields[choice.field].of_level;
  auto const& records = laid_out_[choice.field].around->records;
  bool const may_mark =
      index_.birth_date && probe_[*index_.birth_date].known && (!near_runs_.empty() || is_worth_marking(choice));
  auto const by_birth = [&](Weight here) {
    bool const needed = may_mark && needs_birth(at, here);
    if (needed && near_runs_.empty()) mark_born_near();
    return needed;
  };
  auto const all_of = [&](Code code, bool born_near) {
    index_.postings[choice.field].each(code, begin, [&](Place place) {
      if (!born_near || (born_near_[place / 64] >> place % 64 & 1) != 0) candidates_.push_back(place);
    });
  };
  std::array<bool, most_levels> looked_at{};
  std::array<bool, most_levels> born_near{};
  for (Level level = different_level + 1; level < of_level.size(); ++level) {
    looked_at[level] = records[level] > 0 && of_level[level] > choice.rest;
    born_near[level] = looked_at[level] && by_birth(of_level[level]);
  }
  if (std::find(looked_at.begin(), looked_at.end(), true) != looked_at.end())
    for (auto const& neighbour : near(choice.field))
      if (looked_at[neighbour.level]) all_of(neighbour.code, born_near[neighbour.level]);
  auto const code = probe_[choice.field].code;
  auto const exact = laid_out_[choice.field].exact;
  if (code != 0 && exact > choice.rest) all_of(code, by_birth(exact));
}

// Records whose surname is near this person's forename and whose forename is near this person's surname, found by
// whichever is rarer.
void Against::collect_swapped(Place begin) {
  for (auto const& [forename, surname] : index_.records->names) {
    if (!probe_[forename].known || !probe_[surname].known) continue;
    auto const records = [&](std::size_t here, std::size_t there) {
      std::size_t all = 0;
      for (auto const code : laid_out_[here].around->close) all += index_.postings[there].count(code);
      return all;
    };
    bool const rarer = records(forename, surname) <= records(surname, forename);
    auto const here = rarer ? forename : surname;
    auto const there = rarer ? surname : forename;
    auto const here_column = index_.rows.column(here);
    for (auto const code : laid_out_[here].around->close)
      index_.postings[there].each(code, begin, [&](Place place) {
        if (has(laid_out_[there].around->close, index_.rows.row(place)[here_column])) candidates_.push_back(place);
      });
  }
}

// A table costs as much as there are near values, so it is worth it for many who are looked at.
void Against::fill_tables(double looked_at) {
  looks_.clear();
  for (std::size_t k = 0; k < probe_.size(); ++k) {
    auto const& value = probe_[k];
    auto& laid_out = laid_out_[k];
    if (!value.known) continue;
    if (!laid_out.in_table && laid_out.around->values > 0 && looked_at > laid_out.around->values) fill_table(k);
    looks_.push_back({index_.rows.column(k), k, laid_out.in_table ? tables_[k].data() : nullptr, value.code,
                      laid_out.exact, laid_out.near});
  }
}

void Against::fill_table(std::size_t field) {
  auto const& of_level = weights_.fields[field].of_level;
  auto& table = tables_[field];
  if (table.empty()) {
    table.assign(index_.postings[field].codes(), of_level[different_level]);
    table[0] = 0;
  }
  for (auto const& [code, level] : near(field)) table[code] = of_level[level];
  if (auto const code = probe_[field].code; code != 0) table[code] = laid_out_[field].exact;
  laid_out_[field].in_table = true;
}

// Never too strict: what is not in a table is taken for as near as anything is.
bool Against::may_reach(Place place) const {
  auto const row = index_.rows.row(place);
  std::array<Weight, most_fields> weights;
  Weight sum = weights_.prior;
  for (auto const& look : looks_) {
    auto const code = row[look.column];
    auto const weight = look.table != nullptr ? look.table[code]
                        : code == 0           ? 0
                        : code == look.code   ? look.exact
                                              : look.near;
    weights[look.field] = weight;
    sum += weight;
  }
  if (sum >= threshold_) return true;
  for (auto const& [forename, surname] : index_.records->names) {
    if (!probe_[forename].known || !probe_[surname].known) continue;
    if (sum - weights[forename] - weights[surname] + swapped_ < threshold_) continue;
    if (has(laid_out_[surname].around->close, row[forename]) && has(laid_out_[forename].around->close, row[surname]))
      return true;
  }
  return false;
}

Level Against::level(std::size_t field, Code code) {
  auto const& value = probe_[field];
  if (!value.known || code == 0) return missing_level;
  if (code == value.code) return levels_of(index_.records->fields[field].measure).exact;
  auto const values = near(field);
  auto const found =
      index_.records->fields[field].measure == Measure::date
          ? std::find_if(values.begin(), values.end(), [&](Neighbour n) { return n.code == code; })
          : std::lower_bound(values.begin(), values.end(), code, [](Neighbour n, Code c) { return n.code < c; });
  return found != values.end() && found->code == code ? found->level : different_level;
}

PairParts Against::parts_of_fields(Place place) {
  std::array<Level, most_fields> levels{};
  auto const row = index_.rows.row(place);
  for (std::size_t k = 0; k < probe_.size(); ++k) levels[k] = level(k, row[k]);
  for (auto const& [forename, surname] : index_.records->names) {
    auto const across = level(forename, row[surname]);
    auto const back = level(surname, row[forename]);
    if (auto const found = swapped_level(levels[forename], levels[surname], across, back); found != missing_level) {
      levels[forename] = found;
      levels[surname] = missing_level;
    }
  }
  return field_parts(index_, weights_, levels, codes_);
}

PairParts Against::parts(Place place) {
  auto found = parts_of_fields(place);
  take_off_company_and_household(found, index_, weights_, codes_);
  return found;
}

void Against::consider(Place place, Visit const& visit) {
  auto found = parts_of_fields(place);
  if (found.total < threshold_) return;
  take_off_company_and_household(found, index_, weights_, codes_);
  auto const reached = households_ ? found.total - found.household : found.total;
  if (reached >= threshold_) visit(place, found.total);
}

void Against::visit(Place begin, Visit const& visit) {
  swapped_ = 0;
  for (auto const& names : index_.records->names) {
    auto const& of_level = weights_.fields[names.forename].of_level;
    swapped_ = std::max({swapped_, of_level[name_level::nearly_swapped], of_level[name_level::swapped]});
  }
  candidates_.clear();
  auto const everybody = static_cast<Place>(index_.order.size());
  if (choose()) {
    // Names last, because who is found by a name alone may be told from when he was born.
    auto const later = [&](Choice const& choice) {
      auto const measure = index_.records->fields[choice.field].measure;
      return std::pair{is_name(measure), choice.cost};
    };
    std::sort(chosen_.begin(), chosen_.end(), [&](auto const& x, auto const& y) { return later(x) < later(y); });
    for (std::size_t at = 0; at < chosen_.size(); ++at) collect(at, begin);
    if (!finds_swapped()) collect_swapped(begin);
    looked_at_ = candidates_.size();
    fill_tables(static_cast<double>(looked_at_));
    std::size_t kept = 0;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (i + ahead < candidates_.size()) index_.rows.ask_for(candidates_[i + ahead]);
      if (may_reach(candidates_[i])) candidates_[kept++] = candidates_[i];
    }
    candidates_.resize(kept);
    std::sort(candidates_.begin(), candidates_.end());
    candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
    for (auto const place : candidates_) consider(place, visit);
  } else {
    looked_at_ = everybody - begin;
    fill_tables(static_cast<double>(looked_at_));
    for (auto place = begin; place < everybody; ++place)
      if (may_reach(place)) consider(place, visit);
  }
}

}  // namespace kith::link
