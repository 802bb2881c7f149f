// What was answered, as a request to the hub.
#pragma once

#include "door/answers.h"
#include "enquiry/commands.h"

namespace kith::door {

// The places that an answer to "where" stands for: by its postcode, else by name; empty when nobody knows it.
std::vector<PlaceCode> places_of(profile::Profile const& profile, std::string_view where);

// The request, without id and times. `language` is that in which the questions were read.
enquiry::NewRequest request_of(Answers const& answers, profile::Profile const& profile, std::string_view language,
                               Date today);

}  // namespace kith::door
