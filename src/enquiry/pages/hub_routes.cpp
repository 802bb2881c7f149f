#include "enquiry/pages/hub_pages.h"

namespace kith::enquiry {

void hang_hub_routes(http::Router& router, access::Services const& services,
                     std::shared_ptr<people::KnownPeople> known) {
  hang_inbox(router, services);
  hang_enquiry_page(router, services, known);
  hang_small_forms(router, services);
  hang_screening(router, services);
  hang_amending(router, services);
  hang_family_pages(router, services, std::move(known));
}

}  // namespace kith::enquiry
