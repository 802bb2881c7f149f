// Calendars of a model: when a station is open, how many serve there, and how fast people come.
#pragma once

#include "demand/network.h"

namespace kith::demand {

std::int64_t to_ms(double days);
// Fills a station's servers, opening, schedule and stretches.
void plan_schedule(StationPlan& plan, Station const& station, Run const& run);
// Fills a source's rate: steady, by interval, or cell by cell.
void plan_rate(SourcePlan& plan, Arrival const& arrival, Run const& run);
// The weekday of day 0, 0 Monday to 6 Sunday.
int first_weekday(Run const& run);
// When work begun at `from_ms` that takes `work_ms` of opening time is done. `stretch` is the first that ends after
// `from_ms`; `last`, the last of its list, stands for never.
std::int64_t done_from(OpenStretch const* stretch, OpenStretch const* last, std::int64_t from_ms, std::int64_t work_ms);
// How much of the time between two moments lies on Monday to Friday.
std::int64_t working_ms(std::int64_t from_ms, std::int64_t to_ms, int first_weekday);
// The mean of a source's arrivals a day, each with its batch, between two moments.
double people_per_day(SourcePlan const& plan, std::int64_t from_ms, std::int64_t to_ms);
// The mean number of servers at work between two moments; closed hours count as none.
double servers_at_work(StationPlan const& plan, std::int64_t from_ms, std::int64_t to_ms);

}  // namespace kith::demand
