#include "app/home.h"

#include "access/routes.h"
#include "app/home_page.h"
#include "base/log.h"
#include "door/routes.h"
#include "enquiry/consultation.h"
#include "enquiry/door_routes.h"
#include "enquiry/import_routes.h"
#include "enquiry/routes.h"
#include "family/glass_alert.h"
#include "family/routes.h"
#include "guest/routes.h"
#include "insight/routes.h"
#include "people/matching/pairs.h"
#include "plan/routes.h"

namespace kith::app {

namespace {

using access::Action;

std::int64_t constexpr people_at_a_time = 200;

}  // namespace

void hang_rooms(http::Router& router, access::Services& services, std::shared_ptr<people::KnownPeople> known) {
  enquiry::hang_hub_routes(router, services, std::move(known));
  enquiry::hang_door_routes(router, services);
  insight::hang_routes(router, services);
  door::hang_routes(router, services);
  enquiry::hang_import_routes(router, services);
  family::hang_routes(router, services, guest::with_guests(plan::additions()));
  plan::hang_routes(router, services);
  guest::hang_routes(router, services);
  services.home = [&services](access::Visitor const& visitor, http::Request const& request) {
    return home_page(services, visitor, request);
  };
  services.alert = [&services](access::Visitor const& visitor) {
    auto urgent = enquiry::urgent_alert(services, visitor);
    auto const glass = family::glass_alert(services, visitor);
    if (!urgent || !glass) return urgent ? urgent : glass;
    return std::optional{*urgent + *glass};
  };
  services.destinations = {{"Inbox", "/inbox", Action::see_inbox},
                           {"New request", "/requests/new", Action::make_request},
                           {"My requests", "/requests", Action::see_own_requests},
                           {"My families", "/families", Action::see_families},
                           {"Partner cases", "/cases", Action::see_partner_cases},
                           {"Referrals", "/referrals", Action::see_referrals},
                           {"Step up and down", "/interface", Action::see_referrals},
                           {"People", "/people", Action::search_people},
                           {"Reports", "/reports/demand", Action::see_reports},
                           {"Imports", "/imports", Action::import_files},
                           {"Messages", "/messages", Action::see_messages}};
  for (auto& destination : access::destinations()) services.destinations.push_back(std::move(destination));
}

namespace {

// Brings the index of the register up to now, and compares who is new with everybody known, a few seconds' worth at a
// time.
void follow_the_register(access::Services const& services, people::KnownPeople& known) {
  try {
    known.refresh(*services.readers->lease());
    auto const until = std::chrono::steady_clock::now() + std::chrono::seconds{2};
    while (std::chrono::steady_clock::now() < until) {
      auto const swept = people::sweep(*services.writer, *services.readers, known, people_at_a_time);
      if (!swept) log::error("matching_failed", {{"reason", swept.error().sentence}});
      if (!swept || *swept == 0) return;
    }
  } catch (sql::Fault const& fault) {
    log::error("matching_failed", {{"reason", sql::to_error(fault).sentence}});
  }
}

}  // namespace

std::vector<std::function<void()>> timed_jobs(access::Services const& services,
                                              std::shared_ptr<people::KnownPeople> known) {
  return {[&services] { door::delete_old_answers(services); },
          [&services, known = std::move(known)] { follow_the_register(services, *known); },
          [&services] {
            if (auto const alerted = enquiry::alert_overdue(services); !alerted)
              log::error("alerting_failed", {{"reason", alerted.error().sentence}});
          }};
}

}  // namespace kith::app
