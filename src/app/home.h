// What belongs to no single room: the rooms' pages hung on one router, the navigation, each role's home page, the alert
// that a manager sees everywhere.
#pragma once

#include "access/gate.h"
#include "http/router.h"
#include "people/matching/known_people.h"

namespace kith::app {

void hang_rooms(http::Router& router, access::Services& services, std::shared_ptr<people::KnownPeople> known);
// What the server does every quarter of a minute.
std::vector<std::function<void()>> timed_jobs(access::Services const& services,
                                              std::shared_ptr<people::KnownPeople> known);

}  // namespace kith::app
