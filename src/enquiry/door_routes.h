// The doors: asking for help for a family, raising an urgent concern, and what goes out again: allocations that
// partners hold and referrals to social care.
#pragma once

#include <optional>

#include "access/gate.h"
#include "access/today.h"

namespace kith::enquiry {

// New request, my requests, urgent, allocation, partner cases, referrals. `services` must outlive the router's use.
void hang_door_routes(http::Router& router, access::Services const& services);

// For every page: what waits past the limit, to managers; an urgent concern of one's own that no named MASH worker has
// accepted, to its owner. One indexed query; nothing when nothing waits.
std::optional<html::Html> urgent_alert(access::Services const& services, access::Visitor const& visitor);
// What waits in the hub, at the MASH, with partners and of one's own requests, for the home page.
access::TodayLists today_lists(access::TodayLook const& look);
// For a timer: alerts the manager, once, of each urgent concern that has waited past the profile's limit.
Result<Done> alert_overdue(access::Services const& services);

}  // namespace kith::enquiry
