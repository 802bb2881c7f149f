#include "link/live.h"

#include <algorithm>
#include <cmath>

namespace kith::link {

namespace {
// Records changed since the index was built are compared one by one; beyond this many, the index is built anew.
std::size_t most_changed(std::size_t indexed) { return 1000 + indexed / 50; }
}  // namespace

struct LiveSearch::Typed {
  std::vector<Value> values;                       // by field; no text where nothing is typed
  std::vector<std::vector<Neighbour>> neighbours;  // by field
  std::vector<Code> codes;                         // by field; 0 when the register has not the value
  std::vector<Code> indexed;                       // the same; 0 also when nobody in the index has it
};

LiveSearch::LiveSearch(Model model, Records records, Trained trained, LiveOptions options)
    : model_(std::move(model)),
      options_(options),
      trained_(std::move(trained)),
      records_(std::make_unique<Records>(std::move(records))),
      threshold_(static_cast<Weight>(std::ceil(weight_of(options.possible) * 100 - 1e-9))) {
  gone_.resize(records_->size());
  for (RecordNumber i = 0; i < records_->size(); ++i) places_[records_->ids[i]] = i;
  rebuild();
}

void LiveSearch::rebuild() {
  auto fresh = make_records(model_).value();  // the model was accepted when the records were first made
  for (std::size_t k = 0; k < fresh.fields.size(); ++k) {
    auto const& from = records_->fields[k];
    auto& into = fresh.fields[k];
    auto& dictionary = fresh.dictionaries[into.dictionary];
    for (RecordNumber i = 0; i < records_->size(); ++i)
      if (!gone_[i])
        into.codes.push_back(dictionary.intern(records_->dictionaries[from.dictionary][from.codes[i]].text));
  }
  for (RecordNumber i = 0; i < records_->size(); ++i)
    if (!gone_[i]) fresh.ids.push_back(std::move(records_->ids[i]));
  fresh.first_of_second = fresh.size();
  against_.reset();
  *records_ = std::move(fresh);
  gone_.assign(records_->size(), false);
  indexed_ = records_->size();
  places_.clear();
  for (RecordNumber i = 0; i < indexed_; ++i) places_[records_->ids[i]] = i;
  counts_.assign(records_->fields.size(), {});
  for (std::size_t k = 0; k < counts_.size(); ++k)
    for (auto const code : records_->fields[k].codes) counts_[k].add(code);
  reckon();
  index_ = make_index(*records_, options_.threads);
  vicinities_.clear();
  many_.clear();
  for (auto const& dictionary : records_->dictionaries) {
    vicinities_.push_back(std::make_unique<Vicinity>(dictionary));
    many_.push_back(dictionary.size() > many_values);
  }
  against_ = std::make_unique<Against>(index_, weights_, threshold_, true);
}

// What a small register counts is drawn towards what the model holds usual, which counts for the people that it has not
// got; how often strangers agree exactly then follows from the shares.
double LiveSearch::share_of(std::size_t field, std::uint32_t count) const {
  if (count == 0) return 0;
  auto const known = static_cast<double>(counts_[field].known());
  double const share = std::max(count - taken_off_, 1.0) / known;
  if (options_.least_people == 0) return share;
  double const usual = trained_.mixture.fields[field].u[levels_of(records_->fields[field].measure).exact];
  double const missing = std::max(0.0, static_cast<double>(options_.least_people) - known);
  return (share * known + missing * usual) / (known + missing);
}

// From the counts alone, and from nothing that was reckoned before.
void LiveSearch::reckon() {
  auto mixture = trained_.mixture;
  auto const people = static_cast<double>(places_.size());
  taken_off_ = 2 * mixture.prior * (people * (people - 1) / 2) / std::max(1.0, people);
  averages_.clear();
  for (std::size_t k = 0; k < counts_.size(); ++k) {
    averages_.push_back(counts_[k].average_share([&](std::uint32_t count) { return share_of(k, count); }));
    if (options_.least_people > 0 && averages_.back() > 0)
      mixture.fields[k].u[levels_of(records_->fields[k].measure).exact] = averages_.back();
  }
  auto const reckoned_with = std::max({1.0, people, static_cast<double>(options_.least_people)});
  mixture.prior = std::min(std::max(mixture.prior, options_.known / reckoned_with), 0.5);
  if (options_.twins > 0) mixture.twins = mixture.prior * options_.twins;
  if (options_.siblings > 0) mixture.siblings = mixture.prior * options_.siblings;
  auto weights = make_weights(mixture, std::vector<std::vector<double>>(counts_.size()));
  weights_.fields.resize(counts_.size());
  trained_.shares.resize(counts_.size());
  for (std::size_t k = 0; k < counts_.size(); ++k) {
    auto const values = records_->dictionaries[records_->fields[k].dictionary].size();
    weights.fields[k].rarity = std::move(weights_.fields[k].rarity);
    weights.fields[k].rarity.resize(values);
    trained_.shares[k].resize(values);
  }
  weights_ = std::move(weights);
  reckoned_ = true;
}

// How rare what was typed is: of all values only these are asked for.
void LiveSearch::reckon_values(std::span<Code const> codes) {
  for (std::size_t k = 0; k < codes.size(); ++k) {
    if (codes[k] == 0) continue;
    double const share = share_of(k, counts_[k].of(codes[k]));
    trained_.shares[k][codes[k]] = share;
    weights_.fields[k].rarity[codes[k]] = rarity_weight(averages_[k], share);
  }
}

// With very many numbers two that differ in two places say nothing: that, the index has settled when it was built.
bool LiveSearch::numbers_became_many() const {
  for (std::size_t k = 0; k < counts_.size(); ++k) {
    auto const& field = records_->fields[k];
    if (mostly_different(field.measure) && (counts_[k].different() + 1 > many_values) != many_[field.dictionary])
      return true;
  }
  return false;
}

Weight LiveSearch::most_possible(Typed const& typed) const {
  Weight most = weights_.prior;
  for (std::size_t k = 0; k < typed.values.size(); ++k)
    if (!typed.values[k].text.empty())
      most += weights_.fields[k].of_level[levels_of(records_->fields[k].measure).exact] +
              weights_.fields[k].rarity[typed.codes[k]];
  return most;
}

void LiveSearch::put(RawRecord const& raw) {
  remove(raw.id);
  append(*records_, model_, raw);
  if (!records_->labels.empty()) records_->labels.clear();
  records_->first_of_second = records_->size();
  gone_.push_back(false);
  places_[raw.id] = records_->size() - 1;
  for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k].add(records_->fields[k].codes.back());
  reckoned_ = false;
  if (records_->size() - indexed_ > most_changed(indexed_) || numbers_became_many()) rebuild();
}

bool LiveSearch::remove(std::string const& id) {
  auto const found = places_.find(id);
  if (found == places_.end()) return false;
  auto const record = found->second;
  gone_[record] = true;
  places_.erase(found);
  for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k].take_off(records_->fields[k].codes[record]);
  reckoned_ = false;
  return true;
}

LiveAnswer LiveSearch::search(std::vector<std::string> const& cells) {
  if (numbers_became_many()) rebuild();
  if (!reckoned_) reckon();
  // What was typed becomes a record of its own for a moment, so that it is standardised as every record is.
  auto one = make_records(model_).value();
  append(one, model_, {"typed", cells, {}});
  Typed typed;
  Probe probe;
  for (std::size_t k = 0; k < one.fields.size(); ++k) {
    auto const& value = one.dictionaries[one.fields[k].dictionary][one.fields[k].codes[0]];
    auto const& dictionary = records_->dictionaries[records_->fields[k].dictionary];
    auto const code = dictionary.find(value.text).value_or(0);
    typed.codes.push_back(code);
    typed.values.push_back(value);
    // What lies near a value of the register was found when the index was built.
    bool const indexed = code != 0 && code < index_.postings[k].codes();
    typed.indexed.push_back(indexed ? code : 0);
    auto& near = typed.neighbours.emplace_back();
    if (indexed)
      index_.of_field(k).of(code, near);
    else
      near = vicinities_[records_->fields[k].dictionary]->neighbours_of(value);
  }
  reckon_values(typed.codes);
  for (std::size_t k = 0; k < typed.values.size(); ++k)
    probe.push_back({!typed.values[k].text.empty(), typed.indexed[k], typed.neighbours[k]});
  against_->set(std::move(probe));
  LiveAnswer answer;
  against_->visit(0, [&](Place place, Weight) {
    auto const record = index_.order[place];
    if (!gone_[record]) keep(record, against_->parts(place), typed.codes, answer);
  });
  against_->clear();
  consider_changed(typed, answer);
  answer.most_possible = most_possible(typed);
  answer.tells_enough = answer.most_possible >= threshold_;
  for (auto* found : {&answer.people, &answer.household}) {
    std::sort(found->begin(), found->end(), [](FoundPerson const& a, FoundPerson const& b) {
      return std::tuple{-a.weight, std::string_view{a.id}} < std::tuple{-b.weight, std::string_view{b.id}};
    });
    if (found->size() > options_.most) found->resize(options_.most);
  }
  auto const certain = std::count_if(answer.people.begin(), answer.people.end(),
                                     [&](FoundPerson const& person) { return person.probability >= options_.match; });
  if (certain == 1)
    answer.answer = Answer::match;
  else if (certain > 1)
    answer.answer = Answer::several;
  else if (!answer.people.empty())
    answer.answer = Answer::possible;
  return answer;
}

void LiveSearch::keep(RecordNumber record, PairParts const& parts, std::span<Code const> codes,
                      LiveAnswer& answer) const {
  FoundPerson person{records_->ids[record],
                     parts.total,
                     probability_of(to_bits(parts.total)),
                     explain(index_, weights_, trained_.shares, parts, codes),
                     {}};
  for (std::size_t k = 0; k < codes.size(); ++k) person.levels.push_back(parts.fields[k].level);
  (parts.total >= threshold_ ? answer.people : answer.household).push_back(std::move(person));
}

void LiveSearch::consider_changed(Typed const& typed, LiveAnswer& answer) const {
  for (RecordNumber record = indexed_; record < records_->size(); ++record) {
    if (gone_[record]) continue;
    auto const parts = parts_against(typed, record);
    if (parts.total - parts.household >= threshold_) keep(record, parts, typed.codes, answer);
  }
}

// By the reference comparison: values added since need not be in any table.
PairParts LiveSearch::parts_against(Typed const& typed, RecordNumber record) const {
  auto const level = [&](std::size_t mine, std::size_t theirs) {
    auto const& field = records_->fields[theirs];
    auto const& value = records_->dictionaries[field.dictionary][field.codes[record]];
    if (typed.values[mine].text.empty() || value.text.empty()) return missing_level;
    return vicinities_[field.dictionary]->level(typed.values[mine], value);
  };
  std::array<Level, most_fields> levels{};
  for (std::size_t k = 0; k < typed.values.size(); ++k) levels[k] = level(k, k);
  for (auto const& [forename, surname] : records_->names)
    if (auto const swapped =
            swapped_level(levels[forename], levels[surname], level(forename, surname), level(surname, forename));
        swapped != missing_level) {
      levels[forename] = swapped;
      levels[surname] = missing_level;
    }
  return parts_of(index_, weights_, levels, typed.codes);
}

}  // namespace kith::link
