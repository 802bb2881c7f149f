// The front page of somebody signed in: what needs them today, as lists of records with the way to each, and beneath it
// everywhere they may go.
#pragma once

#include "access/today.h"

namespace kith::app {

// Errors: the look could not be written down.
Result<html::Html> home_page(access::Services const& services, access::Visitor const& visitor,
                             http::Request const& request);

}  // namespace kith::app
