// The door of this room: the demand report and the lists behind its figures.
#pragma once

#include "access/gate.h"
#include "access/today.h"

namespace kith::insight {

void hang_routes(http::Router& router, access::Services const& services);

// The newest reports and the changes that were kept, for an analyst's home page.
access::TodayLists today_lists(access::TodayLook const& look);

}  // namespace kith::insight
