#include "enquiry/door_routes.h"

#include "enquiry/pages/door_pages.h"

namespace kith::enquiry {

void hang_door_routes(http::Router& router, access::Services const& services) {
  hang_new_request(router, services);
  hang_own_requests(router, services);
  hang_urgent(router, services);
  hang_allocating(router, services);
  hang_allocations(router, services);
  hang_partner_cases(router, services);
  hang_referrals(router, services);
  hang_consultations(router, services);
}

}  // namespace kith::enquiry
