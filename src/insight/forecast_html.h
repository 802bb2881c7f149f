// The forecast as a person reads it: a summary of all places, then each place drawn with its fan and its table.
#pragma once

#include <functional>

#include "html/html.h"
#include "insight/forecast.h"

namespace kith::insight {

// Where the records are that a place's count of a period counts; an empty Url for "nowhere". `area` is the place's
// name, empty for the authority.
using RecordsUrl = std::function<html::Url(Period const& period, std::string const& area)>;

html::Html forecast_html(demand::Forecast const& forecast, Counted flow, RecordsUrl const& records,
                         html::Url const& csv);

}  // namespace kith::insight
