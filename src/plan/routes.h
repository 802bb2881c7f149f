// The door of the plan's pages, under each family.
#pragma once

#include "family/routes.h"

namespace kith::plan {

// Hangs the pages on the router; `services` must outlive the router's use.
void hang_routes(http::Router& router, access::Services const& services);

// What is due in the families that somebody works with, for the home page.
access::TodayLists today_lists(access::TodayLook const& look);

// What the plan adds to a family's pages: its summary on the overview, its steps in the timeline.
family::Additions additions();

}  // namespace kith::plan
