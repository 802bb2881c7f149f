// The next twelve months by place, from the records: which days and places are counted, and the forecast made of them
// (demand/forecast.h). A count is that of the demand report's own figure, so that it opens the same records.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "demand/forecast.h"
#include "insight/demand.h"
#include "insight/fact_table.h"
#include "insight/figures.h"
#include "profile/profile.h"

namespace kith::insight {

struct ForecastAsk {
  Counted flow = Counted::requests;
  std::vector<std::string> areas;          // places or aliases beside the authority; none: those right below it
  std::optional<journal::ActorId> viewer;  // as in DemandQuery
  Date today;                              // what is recorded of this day and later is left out
};

// The figure of the demand report that counts all of a flow.
FigureName const& figure_of(Counted flow);
// "requests for help".
std::string_view words_of(Counted flow);

// The days and places that are counted: whole months only, from the month after the last in which nothing at all was
// recorded. Errors: unknown_area, too_many_areas; no_records when there are none of this flow before today.
Result<demand::ForecastQuestion> forecast_question(FactTable const& facts, profile::Profile const& profile,
                                                   ForecastAsk const& ask);

// Forecasts, worked out once for equal days: a few are kept. For many threads at once.
class KeptForecasts {
 public:
  Result<std::shared_ptr<demand::Forecast const>> of(demand::ForecastQuestion const& question);

 private:
  struct Kept {
    demand::ForecastQuestion question;
    std::shared_ptr<demand::Forecast const> forecast;
  };
  std::mutex mutex_;
  std::vector<Kept> kept_;  // the latest last
};

}  // namespace kith::insight
