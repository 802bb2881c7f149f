#include "enquiry/pages/hub_pages.h"

namespace kith::enquiry {

void hang_hub_routes(http::Router& router, access::Services const& services) {
  hang_inbox(router, services);
  hang_enquiry_page(router, services);
  hang_small_forms(router, services);
  hang_screening(router, services);
  hang_amending(router, services);
  hang_family_pages(router, services);
}

}  // namespace kith::enquiry
