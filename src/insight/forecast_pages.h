// The page "The next twelve months", hung on the router by routes of this room.
#pragma once

#include <memory>

#include "access/gate.h"
#include "insight/kept_facts.h"

namespace kith::insight {

void hang_forecast_route(http::Router& router, access::Services const& services,
                         std::shared_ptr<KeptFacts> const& kept);

}  // namespace kith::insight
