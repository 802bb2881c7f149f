#include "guest/routes.h"

#include "guest/guest_pages.h"

namespace kith::guest {

void hang_routes(http::Router& router, access::Services const& services) {
  hang_entry(router, services);
  hang_guest_page(router, services);
  hang_worker_pages(router, services);
  hang_marks(router, services);
  hang_copy(router, services);
}

family::Additions with_guests(family::Additions more) {
  auto before = std::move(more.happenings);
  more.happenings = [before = std::move(before)](sql::Connection& c, family::OpenedFamily const& opened,
                                                 access::Services const& services) {
    auto happened = before ? before(c, opened, services) : std::vector<family::Happening>{};
    auto add = [&](Instant at, std::string title, std::string by, std::string text) {
      happened.push_back({.at = at,
                          .recorded_at = at,
                          .title = std::move(title),
                          .by = std::move(by),
                          .text = std::move(text),
                          .href = family::family_url(opened.family, "view")});
    };
    for (auto const& row : acted_in(c, opened.family))
      add(row.at, "By a link: " + std::string{label(row.did)}, row.name, {});
    // What one of the family says is for those who see the shared record.
    if (opened.decision.sight < access::FamilySight::shared) return happened;
    for (auto const& row : said_in(c, opened.family))
      add(row.at,
          !row.agrees   ? "The family says"
          : *row.agrees ? "The family agrees with the plan"
                        : "The family wants the plan to be different",
          row.who, row.text);
    return happened;
  };
  return more;
}

}  // namespace kith::guest
