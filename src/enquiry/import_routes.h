// The door of the import pages: files in, column mappings, the quarantine.
#pragma once

#include "access/gate.h"

namespace kith::enquiry {

// Both arguments must outlive the router's use.
void hang_import_routes(http::Router& router, access::Services const& services);

}  // namespace kith::enquiry
