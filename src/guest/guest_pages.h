// What the pages of this room share. Nobody outside includes it.
#pragma once

#include "door/door_pages.h"
#include "family/pages/family_pages.h"
#include "guest/commands.h"
#include "guest/entry.h"
#include "guest/our_plan.h"
#include "guest/routes.h"

namespace kith::guest {

void hang_entry(http::Router& router, access::Services const& services);
void hang_guest_page(http::Router& router, access::Services const& services);
void hang_worker_pages(http::Router& router, access::Services const& services);
void hang_marks(http::Router& router, access::Services const& services);
void hang_copy(http::Router& router, access::Services const& services);

std::vector<family::FamilyForm> view_forms();  // ask, invite, end; a partner's link
std::vector<family::FamilyForm> mark_forms();

// The plan as its reader sees it, on a screen, on a worker's preview or on paper.
html::Html our_plan_html(OurPlan const& plan, door::Words const& words, profile::Profile const& profile);

// A form of a guest's page: with the token of the proof's cookie.
html::Html guest_form(door::Visit const& visit, html::Html const& body);

// What is shown to whoever has no open page, whyever.
http::Response closed_page(door::Visit const& visit);

// Each answers a visit that its guest may make; the page for one of the family, and for a partner.
http::Response family_page_for(door::Visit const& visit, GuestRow const& guest, html::FormState form = {},
                               int status = 200);
http::Response partner_page_for(door::Visit const& visit, GuestRow const& guest, html::FormState form = {},
                                int status = 200);
// What a form of theirs asks for. Errors: unknown_step, and what the command says.
Result<std::function<Result<std::string>(journal::Transaction&)>> family_step(door::Visit const& visit,
                                                                              GuestRow const& guest);
Result<std::function<Result<std::string>(journal::Transaction&)>> partner_step(door::Visit const& visit,
                                                                               GuestRow const& guest);

}  // namespace kith::guest
