// How right the engine is: on development data where they are, and on the invented borough. One line a figure, four
// columns between tabs: what, figure, beside, to reach. Nothing here is used to choose any setting of the engine.
//
// Develop on other seeds than 1, which is the one that is reported.
//
//   bench_match_evaluate [PEOPLE] [SEED]
#include <algorithm>
#include <cstdlib>
#include <map>
#include <thread>

#include <fmt/format.h>

#include "link/clusters.h"
#include "link/training.h"
#include "names.h"
#include "read.h"
#include "scores.h"

namespace kith::bench {

namespace {
unsigned cores() { return std::max(1u, std::thread::hardware_concurrency()); }

void note(std::string_view what, std::string_view figure, std::string_view beside = {}, std::string_view target = {}) {
  fmt::print("{}\t{}\t{}\t{}\n", what, figure, beside, target);
  std::fflush(stdout);
}

std::string percent(double share, int digits = 2) { return fmt::format("{:.{}f}%", 100 * share, digits); }

// Trained without labels; pairs down to what clustering asks for.
struct Linked {
  link::Index index;
  link::Trained trained;
  std::vector<link::Pair> pairs;

  explicit Linked(Known const& known) : index(make_index(known.records, cores())) {
    link::TrainOptions options;
    options.threads = cores();
    trained = train(index, options);
    pairs = find_pairs(index, make_weights(trained), link::least_cluster_weight, {cores(), 1, {}, {}});
  }
};

std::string scored(Score const& score) {
  return fmt::format("F1 {:.4f} (precision {:.4f}, recall {:.4f})", score.f1(), score.precision, score.recall);
}

void development_data(int number, double threshold, std::string_view target) {
  auto const name = number == 0 ? std::string{"RLdata500"} : fmt::format("FEBRL {}", number);
  auto const known = read_development_data(number);
  if (!known) return note(name, "skipped", "the development data set is not beside the repository");
  Linked const linked{*known};
  auto const least = link::to_weight(link::weight_of(threshold));
  auto const pairs = pairwise(known->records, linked.pairs, least, known->people);
  auto const clusters = b_cubed(cluster(known->records, linked.pairs, least), known->people);
  note(fmt::format("{}, pairs at {}", name, threshold), scored(pairs),
       fmt::format("people (B-cubed) F1 {:.4f}", clusters.f1()), target);
}

// What becomes of the agency's enquiries: the answers of the live search, at its default thresholds.
struct Answers {
  double enquiries = 0, known = 0;
  double automatic = 0, automatic_right = 0, review = 0;
  double found = 0;                                            // of those known: automatically, or in the review queue
  double same_household = 0;                                   // automatic, and another person of the same household
  std::map<std::size_t, std::pair<double, double>> by_origin;  // found, known
};

Answers answers_of(Known const& known, std::vector<link::Pair> const& pairs) {
  auto const match = link::to_weight(link::weight_of(0.95));
  auto const possible = link::to_weight(link::weight_of(0.85));
  auto const first = known.records.first_of_second;
  std::vector<std::vector<link::Pair>> of(known.records.size() - first);
  for (auto const& pair : pairs)
    if (pair.weight >= possible) of[pair.b - first].push_back(pair);
  Answers answers;
  for (link::RecordNumber i = 0; i < of.size(); ++i) {
    auto const who = known.people[first + i];
    auto const certain = std::count_if(of[i].begin(), of[i].end(), [&](auto const& p) { return p.weight >= match; });
    bool const right = std::any_of(of[i].begin(), of[i].end(), [&](auto const& p) { return known.people[p.a] == who; });
    answers.enquiries += 1;
    if (certain == 1) {
      auto const chosen = of[i].front().a;
      answers.automatic += 1;
      answers.automatic_right += known.people[chosen] == who;
      answers.same_household += known.people[chosen] != who && known.households[chosen] == known.households[first + i];
    } else {
      answers.review += !of[i].empty();
    }
    bool const found = certain == 1 ? known.people[of[i].front().a] == who : right;
    if (!known.registered[first + i]) continue;
    auto& [found_here, known_here] = answers.by_origin[known.origins[first + i]];
    answers.known += 1;
    answers.found += found;
    known_here += 1;
    found_here += found;
  }
  return answers;
}

// Pairs of different people who share a household and could be taken for each other: both asked about.
double planted(Known const& known) {
  std::map<std::uint64_t, double> register_size;
  for (link::RecordNumber i = 0; i < known.records.first_of_second; ++i) register_size[known.households[i]] += 1;
  double pairs = 0;
  for (link::RecordNumber i = known.records.first_of_second; i < known.records.size(); ++i)
    pairs += register_size[known.households[i]] - known.registered[i];
  return pairs;
}

void note_origins(Answers const& answers) {
  double least = 1;
  double most = 0;
  std::string list;
  for (auto const& [origin, counts] : answers.by_origin) {
    double const recall = counts.first / counts.second;
    least = std::min(least, recall);
    most = std::max(most, recall);
    list += fmt::format("{}{} {} of {:.0f}", list.empty() ? "" : "; ", name_groups[origin].title, percent(recall),
                        counts.second);
  }
  note("recall by origin of the name: gap", fmt::format("{:.2f} points", 100 * (most - least)), list, "1 point");
}

void note_calibration(Known const& known, Linked const& linked) {
  // Those that could be either: pairs that weigh less than clustering asks for are no question.
  auto const bins = calibration(linked.pairs, known.people);
  std::string list;
  for (auto const& bin : bins)
    list += fmt::format("{}{:.2f} said, {:.2f} so (±{:.2f})", list.empty() ? "" : "; ", 100 * bin.said, 100 * bin.so,
                        100 * bin.standard_error);
  note("calibration, worst of ten bins", fmt::format("{:.2f} points beyond two standard errors", worst_bin(bins)), list,
       "1 point");
}

void borough(std::uint64_t people, std::uint64_t seed) {
  auto const known = read_borough(people, seed, true);
  Linked const linked{known};
  auto const answers = answers_of(known, linked.pairs);
  auto const size = fmt::format("{} on the register, {} enquiries", known.records.first_of_second,
                                known.records.size() - known.records.first_of_second);
  note(fmt::format("borough of {}: automatic matches right", people),
       percent(answers.automatic_right / std::max(1.0, answers.automatic), 3), size, "99.99%");
  note("twins, brothers and sisters taken for one another", fmt::format("{:.0f}", answers.same_household),
       fmt::format("{:.0f} planted pairs", planted(known)), "0 of 10,000");
  note("recall with the review queue", percent(answers.found / answers.known),
       fmt::format("{:.0f} known", answers.known), "99.5%");
  note("enquiries for review", percent(answers.review / answers.enquiries), "", "0.5%");
  auto const at = link::to_weight(link::weight_of(0.95));
  note("pairs at 0.95", scored(pairwise(known.records, linked.pairs, at, known.people)),
       fmt::format("people (B-cubed) F1 {:.4f}", b_cubed(cluster(known.records, linked.pairs, at), known.people).f1()));
  note_origins(answers);
  note_calibration(known, linked);
  for (auto const& warning : linked.trained.warnings) note("said while training", warning);
}
}  // namespace

void evaluate(std::uint64_t people, std::uint64_t seed) {
  for (int number : {1, 2, 3}) development_data(number, 0.99, "F1 0.999");
  development_data(0, 0.5, "F1 0.97");
  borough(people, seed);
}

}  // namespace kith::bench

int main(int count, char** words) {
  auto const number = [&](int at, std::uint64_t otherwise) {
    return count > at ? std::strtoull(words[at], nullptr, 10) : otherwise;
  };
  kith::bench::evaluate(number(1, 50000), number(2, 1));
}
