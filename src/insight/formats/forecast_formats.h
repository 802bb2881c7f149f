// The forecast as files and for a terminal.
#pragma once

#include <string>

#include "insight/forecast.h"

namespace kith::insight {

// One month of one place a row: what was counted, or the spread of what may come.
std::string forecast_as_csv(demand::Forecast const& forecast, Counted flow);
std::string forecast_as_json(demand::Forecast const& forecast, Counted flow);
std::string forecast_as_text(demand::Forecast const& forecast, Counted flow);

}  // namespace kith::insight
