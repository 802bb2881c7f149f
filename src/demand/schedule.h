// Calendars of a model: when a station is open, how many serve there, and how fast people come.
#pragma once

#include "demand/network.h"

namespace kith::demand {

std::int64_t to_ms(double days);
// Fills a station's servers, opening, schedule and stretches.
void plan_schedule(StationPlan& plan, Station const& station, Run const& run);
// Fills a source's rate: steady, by interval, or cell by cell.
void plan_rate(SourcePlan& plan, Arrival const& arrival, Run const& run);
// When work begun at `from_ms` that takes `work_ms` of opening time is done.
std::int64_t done_at(std::vector<OpenStretch> const& stretches, std::int64_t from_ms, std::int64_t work_ms);
// The mean of a source's arrivals a day, each with its batch, between two moments.
double people_per_day(SourcePlan const& plan, std::int64_t from_ms, std::int64_t to_ms);
// The mean number of servers at work between two moments; closed hours count as none.
double servers_at_work(StationPlan const& plan, std::int64_t from_ms, std::int64_t to_ms);

}  // namespace kith::demand
