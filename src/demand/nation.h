// A whole country from the model of one authority: a few authorities of different size are run, all others reckoned
// from them by their people, and said to be. Every rate is the one authority's own, a head; what authorities do
// differently, this cannot know, and a published count beside each figure shows how far off that is.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "demand/cost.h"
#include "demand/simulate.h"

namespace kith::demand {

struct Authority {
  std::string code, name;
  double people = 0;
};

// What somebody has counted in the whole country in a year, beside what the model makes of it.
struct PublishedCount {
  std::string name;
  std::string station;  // its arrivals
  double count = 0;
  std::string source;
};

struct Nation {
  std::string file, title, says;
  std::filesystem::path model;  // of one authority
  Authority model_of;
  std::vector<Authority> all;
  std::vector<std::size_t> run;  // of them
  std::vector<PublishedCount> published;
};
// The keys are in docs/demand-model.md. Errors: those of reading a model or a table; unknown_name for a code that is
// not in the table of authorities.
Result<Nation> read_nation(std::filesystem::path const& path);

// The same model for so many times the people: arrivals, servers, room, tokens and who is there at the start.
Model scaled(Model model, double times);

// Of a station: in one authority, or in all.
struct StationFigures {
  std::string name;
  bool stable = true;
  Estimate arrivals_per_year, there_at_once, wait_mean_days, utilisation;
};
struct AuthorityRun {
  Authority authority;
  double times = 1;  // the model
  std::int64_t replications = 0;
  std::vector<StationFigures> stations;
  CostReport cost;
};

struct NationResult {
  std::vector<AuthorityRun> runs;
  std::int64_t asked = 0;  // replications
  double horizon_days = 0;
  double people = 0, people_run = 0;
  // Extrapolated: what was run, and as much a head for the people of all others. Waits are not added up. The interval
  // is that of the luck in those that were run, and of nothing else.
  std::vector<StationFigures> all;
  Estimate pounds_per_year;
  std::string price_year;
  bool complete = true;  // false: stopped before all that were to be run had finished
};
// Each authority has luck of its own. Stopped, what has finished is kept. Errors: as simulate and cost_table_of.
Result<NationResult> simulate_nation(Nation const& nation, Options const& options);

std::string to_text(Nation const& nation, NationResult const& result);
std::string to_json(Nation const& nation, NationResult const& result);

}  // namespace kith::demand
