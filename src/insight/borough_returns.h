// Who comes back: those who left before the run begins and are still to come, told apart from those who leave in it.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "demand/law.h"
#include "insight/borough_counts.h"

namespace kith::insight {

// The share of a recorded law that has come by so many days, asked many times. The law's values ascend.
class ComeBy {
 public:
  explicit ComeBy(demand::Law const& law);
  double operator()(double days) const;

 private:
  std::vector<double> days_, come_;  // by each value, the weights up to it
};
// Takes from a recorded law what lies beyond so many days, and gives the share that is left.
double keep_up_to(double days, demand::Law& law);
// Beyond these nobody is followed who is away: whoever was for longer comes like anybody else.
inline constexpr int followed_days = 3 * 365;
// Spread evenly over the year after, where nothing is recorded.
demand::Law within_a_year();

// Those who left before the run begins and will come while it goes on: how many, and after how many days of it.
struct OnTheWay {
  double count = 0;
  demand::Law after;
};
// `left`: who left and has not come back, by the days since; of the followed days only. `until_back`: a recorded law of
// the days from leaving to coming back, and `share` of those who leave do. `still_away`: the share of them who have not
// come back in any way after so many days. They come to the model's door so many days `ahead` of the end of that time.
OnTheWay on_the_way(std::vector<std::int64_t> const& left, demand::Law const& until_back, double share,
                    std::function<double(double)> const& still_away, double ahead, int horizon_days);

// All whom the model brings back by itself, to one door.
struct Returning {
  double leave_a_day = 0;  // how many leave on a day of the run and will come back,
  demand::Law after;       // so long after
  OnTheWay before;

  // How many come on each day of the run, of those who left before four weeks taken together.
  std::vector<double> by_day(int horizon_days) const;
  // Fewer of those who left before, so that never more come back than come at all: records that know the past only of
  // those who came back would have it so. True when they were too many.
  bool keep_within(double rate_per_day, int horizon_days);
};

// Who was referred and not again, and is not being assessed any more, by the days since the referral. `recorded`: who
// is being assessed is on record; else it takes so many days.
std::vector<std::int64_t> away_after_assessment(BoroughCounts const& counts, bool recorded, double assessment_days);

}  // namespace kith::insight
