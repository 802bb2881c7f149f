#include "journal/read_ahead.h"

#include <vector>

#include "base/pages_ahead.h"
#include "journal/store.h"

namespace kith::journal {

void for_each_event_ahead(sql::Location const& location, std::function<void(Recorded const&)> const& visit) {
  using Page = std::vector<Recorded>;
  std::size_t constexpr page_events = 64;
  PagesAhead<Page> pages([&location](auto const& hand_on) {
    auto const connection = sql::connect(location, sql::Access::read_only);
    Page page;
    for_each_event(*connection, 0, [&](Recorded const& event) {
      page.push_back(event);
      if (page.size() == page_events) hand_on(std::exchange(page, {}));
    });
    hand_on(std::move(page));
  });
  while (auto const page = pages.next())
    for (auto const& event : *page) visit(event);
}

}  // namespace kith::journal
