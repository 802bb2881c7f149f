// The calibrated numbers as a layer of the model file's own form: what a person could have typed.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "demand/model.h"

namespace kith::insight {

struct BoroughLayer {
  Date start;
  int horizon_days = 365;
  std::vector<std::pair<std::string, double>> outcomes;  // of newcomers; add to 1
  demand::Arrival requests, referrals, lone_plans;       // lone_plans: none when its rate is 0
  double requests_spread = 0, plan_spread = 0;           // half of 95%, in logarithms
  // Where the records are too short a law is absent, and the shipped number stays.
  std::optional<demand::Law> wait, plan, assessment, back_after, next_plan_after, referred_again_after;
  std::optional<double> assessment_days;  // where the input is longer than the records allow
  double assessment_to_plan = 0, plan_to_door = 0, plan_to_plan = 0, plan_to_referral = 0;
  double transfers_met = 1, assessed = 0, assessment_to_referral = 0;
  // Of the ways out that have a name, how many take them.
  struct WayOut {
    std::string from, exit, outcome;
    double probability;
  };
  std::vector<WayOut> ways_out;
  std::vector<std::string> illustrations;  // of the shipped model, to be taken away: another council's counts
  std::vector<std::pair<std::string, std::string>> watched;  // what is said of a flow, by its name
  // Stations at which the base has somebody at the start: to be taken away, because the records know who is there.
  // Those at the assessment stand among those who wait where the records do not tell them apart.
  std::vector<std::pair<std::string, bool>> open_of_base;  // and whether they are on the way
  std::int64_t open_screening = 0;
  // Of whom it is known how many there are, and not each one's age. Where no record tells who is there: as many as come
  // in the time that it is assumed to take; or who is on their way back to a door.
  struct UnderWay {
    std::string station;
    std::int64_t count;
    demand::Law remaining;  // exponential or empirical
    std::string outcome;
    bool on_the_way = false;
  };
  std::vector<UnderWay> under_way;
  std::vector<std::int64_t> open_plans, waiting_ages, open_assessments;  // by age in days
};

// TOML.
std::string text_of(BoroughLayer const& layer);

}  // namespace kith::insight
