// Every page of the house on one router, and what all answers share.
#pragma once

#include <string>
#include <vector>

#include "access/gate.h"
#include "http/router.h"
#include "http/server.h"
#include "message/settings.h"
#include "people/matching/known_people.h"

namespace kith::app {

// Hangs the pages of every room; fills in services' navigation, home page and alerts. `services` must outlive the
// router.
http::Router all_routes(access::Services& services,
                        std::shared_ptr<people::KnownPeople> known = std::make_shared<people::KnownPeople>(),
                        message::Outgoing const& outgoing = {});

// Headers on every response, errors included.
std::vector<http::Header> default_headers(bool tls);
// The page for what never reached a handler: not found, too large, too busy.
http::Response refusal_page(access::Services const& services, http::Refusal const& refusal,
                            std::string const& request_id);

}  // namespace kith::app
