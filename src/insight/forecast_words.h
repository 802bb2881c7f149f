// A forecast in words: how far it may be believed, what it rests on and what it cannot know. One wording for the page,
// the terminal and the files.
#pragma once

#include <string>
#include <vector>

#include "insight/forecast.h"

namespace kith::insight {

// "Nov 2026".
std::string short_month(Date month);
// "5,940 to 7,210".
std::string from_to(double low, double high);

// Of one place: whether its forecast has been better than last year's month, or why nobody can tell.
std::string verdict_of(demand::PlaceForecast const& place);
// "62 of 78 (79.5%)", or a dash.
struct Held {
  std::string within80 = "–", within95 = "–";
};
Held held_by(demand::PlaceForecast const& place);

// Sentences.
std::vector<std::string> what_it_rests_on(demand::Forecast const& forecast, Counted flow);
std::vector<std::string> what_it_cannot_say(demand::Forecast const& forecast);

}  // namespace kith::insight
