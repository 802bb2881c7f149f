// The six questions of a new request: as fields on a page, and as read from what was typed.
#pragma once

#include "enquiry/no_names.h"
#include "enquiry/pages/door_pages.h"

namespace kith::enquiry {

int constexpr most_children = 12;

// How many children the form shows: those it came with, at least one.
int children_on(html::FormState const& form);
// All of the form but its buttons. `phone` asks who is ringing instead of taking it from the account.
html::Html request_fields(html::FormState const& form, access::Services const& services, access::Subject const& subject,
                          bool phone);

struct TypedRequest {
  NewRequest request;  // without id and times
  bool danger_now = false;
  bool place_unknown = false;  // something was typed that the profile does not know; it is kept as the address
  std::vector<FieldError> faults;
};
TypedRequest read_request(http::Fields const& form, access::Services const& services, access::Subject const& subject,
                          bool phone);

// The places that an address stands for: the whole of it, or the last part between commas that is known.
std::vector<PlaceCode> places_of_address(profile::Profile const& profile, std::string_view address);

}  // namespace kith::enquiry
