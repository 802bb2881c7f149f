#include "link/training.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "link/agreement.h"

namespace kith::link {

namespace {
constexpr double candidate_bits = -10;     // pairs below this are taken for different people while training
constexpr double most_pairs_scored = 4e8;  // of a larger file only every so many-th record is trained on
constexpr int most_rounds = 8;
// Of two records of one household, so many have the number of the other person's: forms are filled in for all at once.
constexpr double numbers_mixed_up = 0.001;
constexpr double belief_pairs = 4;  // how many matching pairs the starting model counts for

// What is believed of one person's records before any are seen: mostly the same, slips being rarer than typing right.
std::vector<double> believed_m(Measure measure) {
  auto const& set = levels_of(measure);
  std::vector<double> m(set.count(), 0.0);
  double const slips = 0.10 / std::max(1, set.exact - 2);
  for (Level level = 2; level < set.exact; ++level) m[level] = slips;
  // A forename that is another altogether is more often a twin's; starting low lets training see that.
  m[different_level] = measure == Measure::forename ? 0.02 : 0.05;
  m[set.exact] = 0.85;
  for (Level level = static_cast<Level>(set.exact + 1); level < set.count(); ++level) m[level] = 0.002;
  double const total = std::accumulate(m.begin(), m.end(), 0.0);
  for (auto& share : m) share /= total;
  return m;
}

class Trainer {
 public:
  Trainer(Index const& index, TrainOptions const& options)
      : index_(index),
        records_(*index.records),
        options_(options),
        pair_count_(std::max(1.0, records_.pair_count())),
        among_all_(level_shares(index)),
        agreement_(index, options.threads) {
    every_ = static_cast<RecordNumber>(std::max(1.0, std::ceil(pair_count_ / most_pairs_scored)));
  }

  Trained train() {
    learn_all();
    trained_.company = std::make_shared<Company const>(records_, 2 * trained_.expected_matches / records_.size());
    warn();
    return std::move(trained_);
  }

 private:
  void learn_all() {
    start();
    if (options_.use_labels && learn_from_labels()) return;
    learn(!options_.prior);
    // By what is believed of one person's records: what was learned may be of households, where nobody is twice.
    auto usual = trained_.mixture;
    for (std::size_t k = 0; k < usual.fields.size(); ++k) usual.fields[k].m = believed_.fields[k].m;
    auto const by_rules = matches_by_rules(agreement_, usual);
    trained_.expected_by_rules = by_rules.value_or(0);
    if (!options_.prior && by_rules && trained_.expected_matches > 10 + 5 * *by_rules) fall_back(*by_rules);
  }

  void start() {
    trained_.mixture.prior = options_.prior.value_or(std::min(0.05, records_.size() / 4.0 / pair_count_));
    for (auto const& field : records_.fields) {
      auto m = believed_m(field.measure);
      bool const of_home = is_shared_at_home(field.measure);
      trained_.mixture.fields.push_back({m, m, of_home, of_home || field.measure == Measure::date,
                                         field.measure == Measure::identifier ? numbers_mixed_up : 0});
    }
    // Without a forename nothing would tell twins apart.
    if (!records_.names.empty()) {
      trained_.mixture.twins = trained_.mixture.prior / 10;
      trained_.mixture.siblings = trained_.mixture.prior / 10;
    }
    believed_ = trained_.mixture;
    set_u();
    for (std::size_t k = 0; k < records_.fields.size(); ++k)
      if (trained_.mixture.twins > 0 && records_.fields[k].measure == Measure::category)
        trained_.mixture.fields[k].twins = trained_.mixture.fields[k].u;
    keep_order();
  }

  double matches_a_record() const { return 2 * trained_.mixture.prior * pair_count_ / records_.size(); }

  // Different people: all pairs, less the pairs of one person.
  void set_u() {
    double const prior = trained_.mixture.prior;
    trained_.shares = value_shares(records_, matches_a_record());
    for (std::size_t k = 0; k < records_.fields.size(); ++k) {
      auto& odds = trained_.mixture.fields[k];
      double const least = 0.5 / pair_count_;
      for (std::size_t level = 1; level < odds.u.size(); ++level) {
        double const all = among_all_[k][level];
        odds.u[level] = std::max({(all - prior * odds.m[level]) / (1 - prior), all / 20, least});
      }
      // Of exact agreement little is left when the matches are taken off, so chance is allowed for: half a standard
      // deviation of what was counted, and one pair.
      auto const exact = levels_of(records_.fields[k].measure).exact;
      double const same = among_all_[k][exact] * pair_count_;
      double const of_others = std::max(0.0, same - prior * pair_count_ * odds.m[exact]);
      odds.u[exact] = std::min(1.0, (of_others + 1 + 0.5 * std::sqrt(same)) / pair_count_);
      double const total = std::accumulate(odds.u.begin() + 1, odds.u.end(), 0.0);
      for (std::size_t level = 1; level < odds.u.size(); ++level) odds.u[level] /= total;
    }
  }

  // Agreement among pairs that may be matches. Everybody else is taken for different people.
  std::vector<Pattern> patterns() const {
    auto weights = make_weights(trained_.mixture, trained_.shares);
    weights.households = false;  // twins must be seen to be learned
    auto const pairs =
        find_pairs(index_, weights, to_weight(candidate_bits), {options_.threads, every_, {}, options_.stop});
    std::map<std::array<Level, most_fields>, double> counts;
    for (auto const& pair : pairs) {
      std::array<Level, most_fields> levels{};
      pair_levels(index_, pair.a, pair.b, levels);
      counts[levels] += 1;
    }
    std::vector<Pattern> patterns;
    for (auto const& [levels, count] : counts) patterns.push_back({levels, count});
    return patterns;
  }

  // Records with one label are one person; those without any teach nothing. False when no two share a label.
  bool learn_from_labels() {
    std::map<std::string_view, std::vector<RecordNumber>> people;
    double labelled = 0;
    for (RecordNumber i = 0; i < records_.labels.size(); ++i)
      if (!records_.labels[i].empty()) {
        people[records_.labels[i]].push_back(i);
        labelled += 1;
      }
    auto counts = trained_.mixture;
    for (auto& field : counts.fields)
      for (auto& share : field.m) share *= belief_pairs;
    double matches = 0;
    for (auto const& [label, records] : people)
      for (std::size_t i = 0; i < records.size(); ++i)
        for (std::size_t j = i + 1; j < records.size(); ++j) {
          if (records_.linking() && (records[i] < records_.first_of_second) == (records[j] < records_.first_of_second))
            continue;
          std::array<Level, most_fields> levels{};
          pair_levels(index_, records[i], records[j], levels);
          for (std::size_t k = 0; k < counts.fields.size(); ++k)
            counts.fields[k].m[levels[k]] += levels[k] != missing_level;
          matches += 1;
        }
    if (matches == 0) return false;
    for (std::size_t k = 0; k < counts.fields.size(); ++k) {
      auto& m = counts.fields[k].m;
      double const total = std::accumulate(m.begin(), m.end(), 0.0);
      for (std::size_t level = 0; level < m.size(); ++level) trained_.mixture.fields[k].m[level] = m[level] / total;
    }
    double const share_labelled = labelled / records_.size();
    trained_.expected_matches = matches / (share_labelled * share_labelled);
    trained_.mixture.prior = options_.prior.value_or(std::min(0.5, trained_.expected_matches / pair_count_));
    set_u();
    keep_order();
    return true;
  }

  void learn(bool fit_prior) {
    for (int round = 0; round < most_rounds; ++round) {
      auto const before = trained_.expected_matches;
      auto start = trained_.mixture;
      auto const seen = patterns();
      double const looked_at =
          std::accumulate(seen.begin(), seen.end(), 0.0, [](double sum, Pattern const& p) { return sum + p.count; });
      EmOptions const em{
          false, fit_prior, 1e-7, 500, belief_pairs, 1e-6, std::max(0.0, pair_count_ / every_ - looked_at)};
      auto fitted = fit_with_belief(start, seen, em);
      trained_.mixture = std::move(fitted.mixture);
      trained_.expected_matches = fitted.expected_matches * every_;
      set_u();
      keep_order();
      if (options_.progress) options_.progress((round + 1.0) / most_rounds);
      if (options_.stop && options_.stop()) break;
      if (std::abs(trained_.expected_matches - before) < 1e-3 * before + 0.01) break;
    }
  }

  // The belief is what was believed at first, not what the last round found.
  EmResult fit_with_belief(Mixture start, std::span<Pattern const> seen, EmOptions const& em) const {
    auto believed = start;
    for (std::size_t k = 0; k < believed.fields.size(); ++k) believed.fields[k].m = believed_.fields[k].m;
    return fit(std::move(start), seen, em, &believed);
  }

  // A closer level must not weigh less than a looser one: neighbours that do are taken together.
  void keep_order() {
    pooled_.clear();
    for (std::size_t k = 0; k < records_.fields.size(); ++k)
      if (pool_levels(trained_.mixture.fields[k], levels_of(records_.fields[k].measure).exact)) pooled_.push_back(k);
  }

  void fall_back(double by_rules) {
    trained_.warnings.push_back(
        fmt::format("Training expected {:.0f} matching pairs, but records that agree exactly on several things suggest "
                    "about {:.0f}. "
                    "Columns that depend on each other can cause this. The smaller number was used.",
                    trained_.expected_matches, by_rules));
    trained_.mixture.prior = std::max(by_rules, 1.0) / pair_count_;
    for (std::size_t k = 0; k < believed_.fields.size(); ++k) trained_.mixture.fields[k].m = believed_.fields[k].m;
    set_u();
    learn(false);
  }

  void warn() {
    auto const& fields = records_.fields;
    for (std::size_t k = 0; k < fields.size(); ++k) {
      auto const& odds = trained_.mixture.fields[k];
      auto const exact = levels_of(fields[k].measure).exact;
      bool const known =
          std::any_of(fields[k].codes.begin(), fields[k].codes.end(), [](Code code) { return code != 0; });
      if (known && among_all_[k][exact] > 0.999)
        trained_.warnings.push_back(
            fmt::format("{} has the same value everywhere, so it says nothing.", fields[k].label));
      else if (known && level_weight(odds, exact) < 0.1)
        trained_.warnings.push_back(fmt::format(
            "{} agrees among different people about as often as for one person, so it says little.", fields[k].label));
    }
    for (auto k : pooled_)
      trained_.warnings.push_back(
          fmt::format("{}: a closer agreement came out weaker than a looser one, so the two were taken together.",
                      fields[k].label));
    for (auto const& found : dependent_fields(agreement_, trained_.mixture))
      trained_.warnings.push_back(
          fmt::format("{} and {} agree together {:.0f} times as often among different people as they would by chance. "
                      "Evidence from both is partly counted twice.",
                      fields[found.first].label, fields[found.second].label, found.times));
    if (trained_.expected_matches < 10)
      trained_.warnings.push_back(fmt::format(
          "About {:.0f} matching pairs are expected: too few to learn from, so the weights are mostly what is usual.",
          trained_.expected_matches));
  }

  Index const& index_;
  Records const& records_;
  TrainOptions const& options_;
  double pair_count_;
  RecordNumber every_ = 1;
  std::vector<std::vector<double>> among_all_;
  JointAgreement agreement_;
  Mixture believed_;
  std::vector<std::size_t> pooled_;
  Trained trained_;
};

// Records of a field with each value, in the first and in the second file.
struct SideCounts {
  std::vector<double> first;
  std::vector<double> second;
};

SideCounts count_values(Records const& records, Field const& field) {
  auto const size = records.dictionaries[field.dictionary].size();
  SideCounts counts{std::vector<double>(size), std::vector<double>(size)};
  for (RecordNumber i = 0; i < records.size(); ++i)
    (i < records.first_of_second ? counts.first : counts.second)[field.codes[i]] += 1;
  counts.first[0] = counts.second[0] = 0;
  if (!records.linking()) counts.second = counts.first;
  return counts;
}

// The chance that the value of one field is close to, or the same as, the value of another field of another record.
double chance_across(Index const& index, std::size_t from, std::size_t to) {
  auto const& records = *index.records;
  auto const a = count_values(records, records.fields[from]);
  auto const b = count_values(records, records.fields[to]);
  double const known =
      std::accumulate(a.first.begin(), a.first.end(), 0.0) * std::accumulate(b.second.begin(), b.second.end(), 0.0);
  double hits = 0;
  std::vector<Neighbour> room;
  for (Code code = 1; code < a.first.size(); ++code) {
    if (a.first[code] == 0) continue;
    double near = b.second[code];
    for (auto const& neighbour : index.of_field(from).of(code, room))
      if (neighbour.level >= name_level::close) near += b.second[neighbour.code];
    hits += a.first[code] * near;
  }
  return known > 0 ? hits / known : 0;
}
// How often strangers' names agree the wrong way round. Not the product of the two agreements across: both come about
// when one of the records is swapped, so the share of swapped records is found first, and then the chance that a
// swapped record meets a stranger of that name.
void set_swapped_shares(Index const& index, std::size_t forename, std::size_t surname,
                        std::vector<std::vector<double>>& shares) {
  auto const at_least_close = [&](std::size_t field) {
    return shares[field][name_level::close] + shares[field][name_level::exact];
  };
  double const forenames = at_least_close(forename);
  double const surnames = at_least_close(surname);
  double const across = (chance_across(index, forename, surname) + chance_across(index, surname, forename)) / 2;
  double const swapped_records = forenames + surnames > 0 ? std::min(0.5, across / (forenames + surnames)) : 0;
  double const both = std::max(2 * swapped_records * forenames * surnames, across * across);
  double const exactly = 2 * swapped_records * shares[forename][name_level::exact] * shares[surname][name_level::exact];
  shares[forename][name_level::swapped] = exactly;
  shares[forename][name_level::nearly_swapped] = std::max(both - exactly, 0.0);
}
}  // namespace

std::vector<std::vector<double>> level_shares(Index const& index) {
  auto const& records = *index.records;
  std::vector<std::vector<double>> shares;
  for (std::size_t k = 0; k < records.fields.size(); ++k) {
    auto const& field = records.fields[k];
    auto const& set = levels_of(field.measure);
    auto const counts = count_values(records, field);
    double first = std::accumulate(counts.first.begin(), counts.first.end(), 0.0);
    double second = std::accumulate(counts.second.begin(), counts.second.end(), 0.0);
    double const own = records.linking() ? 0 : 1;  // a record is not compared with itself
    double const pairs = first * (second - own);
    std::vector<double> share(set.count(), 0.0);
    double above = 0;
    std::vector<Neighbour> room;
    for (Code code = 1; code < counts.first.size(); ++code) {
      if (counts.first[code] == 0) continue;
      share[set.exact] += counts.first[code] * (counts.second[code] - own);
      for (auto const& [other, level] : index.of_field(k).of(code, room))
        share[level] += counts.first[code] * counts.second[other];
    }
    for (auto& value : share) {
      value = pairs > 0 ? value / pairs : 0;
      above += value;
    }
    share[different_level] = std::max(0.0, 1 - above);
    shares.push_back(std::move(share));
  }
  for (auto const& [forename, surname] : records.names) set_swapped_shares(index, forename, surname, shares);
  return shares;
}

Weights make_weights(Trained const& trained) {
  auto weights = make_weights(trained.mixture, trained.shares);
  weights.company = trained.company;
  return weights;
}

Trained train(Index const& index, TrainOptions const& options) { return Trainer(index, options).train(); }

}  // namespace kith::link
