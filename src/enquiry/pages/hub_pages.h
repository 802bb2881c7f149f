// What the hub's pages share. Nobody outside includes it.
#pragma once

#include "enquiry/commands.h"
#include "enquiry/records.h"
#include "enquiry/routes.h"

namespace kith::enquiry {

void hang_inbox(http::Router& router, access::Services const& services);
void hang_enquiry_page(http::Router& router, access::Services const& services,
                       std::shared_ptr<people::KnownPeople> known);
void hang_small_forms(http::Router& router, access::Services const& services);
void hang_screening(http::Router& router, access::Services const& services);
void hang_amending(http::Router& router, access::Services const& services);
void hang_family_pages(http::Router& router, access::Services const& services,
                       std::shared_ptr<people::KnownPeople> known);

// An enquiry that this visitor may see, as it stands.
struct Opened {
  EnquiryRow row;
  Enquiry state;
  std::vector<journal::Recorded> history;
  std::vector<people::PersonRecord> children;
  access::Resource resource;
  access::Decision decision;
};
// Finds the enquiry named in the path, asks decide(), and notes the look: what comes back may be shown. An id that is
// none, an enquiry that is not there and one that must not be known of give the same "not found".
Result<Opened> open(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                    access::Action action);
// The same error for all three.
Error no_such_enquiry();
// Whether this visitor may see where the family lives: not when a child's address is protected from them.
bool area_open(Opened const& opened);

html::Url enquiry_url(EnquiryId id);
// "EH000123: Ava and Ben": what every page about an enquiry is called after its own name.
std::string whose(Opened const& opened);

// The page of a form about an enquiry: heading, error summary, a way back. `status` is 200, 409 or 422.
http::Response form_page(access::Services const& services, access::Visitor const& visitor, Opened const& opened,
                         std::string const& title, html::FormState const& form, html::Html main, int status);
using access::typed_with;

// A command as a page sends it.
using Step = std::function<Result<std::string>(journal::Transaction&, EnquiryId, By const&)>;
template <class Command>
Step step(Command command) {
  return [command = std::move(command)](journal::Transaction& t, EnquiryId id, By const& by) {
    return act(t, id, command, by);
  };
}
// Sends it and returns to the enquiry with a word of what was done; `again` shows the form when it was refused.
http::Answer carry_out(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                       EnquiryId id, Step step, std::optional<std::int64_t> expected_version, std::string_view done,
                       std::function<http::Response(Error const&)> again);

}  // namespace kith::enquiry
