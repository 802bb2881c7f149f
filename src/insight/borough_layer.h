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
  std::optional<demand::Law> wait, plan, assessment, back_after, referred_again_after;
  std::optional<double> assessment_days;  // where the input is longer than the records allow
  double assessment_to_plan = 0, plan_to_door = 0, plan_to_referral = 0;
  double transfers_met = 1, assessed = 0, assessment_to_referral = 0;
  std::vector<std::string> illustrations;  // of the shipped model, to be taken away: another council's counts
  std::vector<std::pair<std::string, std::string>> watched;  // what is said of a flow, by its name
  std::int64_t open_screening = 0;
  // Where no record tells who is there: as many as come in the time that it is assumed to take.
  struct UnderWay {
    std::string station;
    std::int64_t count;
    double left_days;  // mean
    std::string outcome;
  };
  std::vector<UnderWay> under_way;
  std::vector<std::int64_t> open_plans, waiting_ages, open_assessments;  // by age in days
};

// TOML.
std::string text_of(BoroughLayer const& layer);

}  // namespace kith::insight
