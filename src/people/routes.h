// The door of this room's pages: looking somebody up, and what is known of them.
#pragma once

#include "access/gate.h"
#include "people/matching/known_people.h"
#include "people/register.h"

namespace kith::people {

// What a room above adds to a person's page: their family's requests, say. It asks decide() for what it shows.
using PersonSection = std::function<html::Html(access::Services const&, access::Visitor const&, PersonRecord const&)>;

// Hangs the pages of the register on the router; `services` must outlive the router's use.
void hang_people_routes(http::Router& router, access::Services const& services, PersonSection section,
                        std::shared_ptr<KnownPeople> known = std::make_shared<KnownPeople>());

}  // namespace kith::people
