// Pieces of a calibration that stand on their own: shares, recorded laws, and a stream of arrivals from its days.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "demand/model.h"
#include "demand/regression.h"
#include "insight/borough.h"

namespace kith::insight {

inline constexpr double normal_reach = 1.959963984540054;  // half of 95%, in standard deviations

// Wilson's interval for a share of so many.
std::pair<double, double> wilson(double share, double of);
double mean_of(demand::Law const& law);

// Of those who wait for a plan, by age in days, the ones who will get one: most who have waited very long never will,
// so as many of the youngest as those still to come would fill. `curve`: of requests, 1 that led to a plan.
std::vector<std::int64_t> young_enough(demand::EndCurve const& curve, std::vector<std::int64_t> const& ages);
// The numbers that only people can give.
std::vector<BoroughNumber> inputs_kept(demand::Model const& base, bool plans_recorded);

struct BoroughArrivals {
  demand::Arrival arrival;
  double spread = 0;  // of the rate: half of 95%, in logarithms; 0 where nothing was fitted
  std::vector<BoroughNumber> numbers;
  std::vector<std::string> notes;
};
// The rate with weekdays, and trend and season where the records are long enough; plain where nothing can be fitted.
// The run begins on `start`.
BoroughArrivals borough_arrivals(std::vector<demand::DayCount> days, std::string const& name, Date start,
                                 int horizon_days);
// Takes from a stream what the model brings by itself, so many a day on each day of the run, four weeks at a time.
inline constexpr int take_off_days = 28;
void take_off(demand::Arrival& arrival, int horizon_days, std::function<double(double)> const& by_itself);

}  // namespace kith::insight
