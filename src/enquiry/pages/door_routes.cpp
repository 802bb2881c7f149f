#include "enquiry/door_routes.h"

#include "enquiry/pages/door_pages.h"

namespace kith::enquiry {

void hang_door_routes(http::Router& router, access::Services const& services) {
  hang_new_request(router, services);
  hang_own_requests(router, services);
  hang_urgent(router, services);
}

}  // namespace kith::enquiry
