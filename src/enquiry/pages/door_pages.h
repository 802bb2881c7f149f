// What the door pages share. Nobody outside includes it.
#pragma once

#include "enquiry/commands.h"
#include "enquiry/door_routes.h"
#include "enquiry/records.h"

namespace kith::enquiry {

void hang_new_request(http::Router& router, access::Services const& services);
void hang_own_requests(http::Router& router, access::Services const& services);
void hang_urgent(http::Router& router, access::Services const& services);
void hang_allocating(http::Router& router, access::Services const& services);
void hang_allocations(http::Router& router, access::Services const& services);
void hang_partner_cases(http::Router& router, access::Services const& services);
void hang_referrals(http::Router& router, access::Services const& services);
void hang_consultations(http::Router& router, access::Services const& services);

// A command as a door page sends it: with the account as it stands when the command runs.
using DoorCommand = std::function<Result<std::string>(journal::Transaction&, By const&)>;
// Sends it. When it is on disk, looks where `where` says, given the command's answer. What was typed wrongly, or
// changed by somebody else, comes back through `again`; other errors are a page of their own.
http::Answer send_command(access::Services const& services, access::Visitor const& visitor,
                          http::Request const& request, std::string purpose, DoorCommand command,
                          std::function<html::Url(std::string const&)> where,
                          std::function<http::Response(Error const&)> again);

// Heading, error summary and body of a page with forms; 422 when there is something wrong with one.
http::Response door_page(access::Services const& services, access::Visitor const& visitor, html::Page page,
                         html::FormState const& form);

// 999, the MASH and the out-of-hours number, large and first. `heading` is the level of their headings.
html::Html numbers_to_ring(profile::Contacts const& contacts);
// A telephone number as a link; text alone when it cannot be dialled.
html::Html phone_link(std::string const& number);

// Who sends, as a report groups it: the source that goes with an agency. "unknown" when nothing fits.
std::string source_of_agency(profile::Profile const& profile, std::string_view agency);
// Where a family lives, for a list; not said when the address is protected from this reader.
std::string shown_area(profile::Profile const& profile, std::string_view places, bool protected_address,
                       access::Subject const& subject);
// Where one's own request stands, as somebody outside the hub is told it.
html::Html own_request_state(EnquiryRow const& row);
// Everybody in the hub: those whose place is the enquiry's own page, not the sender's view of it.
bool works_in_hub(access::Subject const& subject);

}  // namespace kith::enquiry
