// A desk at which files are imported, for tests: a coordinator and an analyst, and the import pages to ask.
#pragma once

#include "enquiry/import_routes.h"
#include "hub.h"
#include "import_profile.h"
#include "journal/store.h"

namespace kith::enquiry::import_test {

using testing::has;
using testing::location;

inline profile::Profile const& council() {
  static profile::Profile const made = imports::test::small_council();
  return made;
}

struct ImportDesk : testing::Desk {
  using Typed = testing::Typed;

  ImportDesk() : Desk(testing::each_engine(), test::room_records(), council(), from_london(imports::test::today, 10)) {
    hang_import_routes(router, services);
    add_person("pat", "Pat Coordinator", access::Role::coordinator);
    add_person("ann", "Ann Analyst", access::Role::analyst);
  }

  std::string quarantined_at(int line) {
    return reader()->text("SELECT id FROM quarantine WHERE line=$1", {line}).value_or("");
  }

  // Sends a file to be imported and looks until it has been: the page says "still working" before that.
  http::Response import(std::string const& login, Typed typed, std::string const& file_name, std::string_view content) {
    auto page = upload(login, "/imports", std::move(typed), file_name, content);
    if (page.status != 303) return page;
    auto const run = location(page);
    do page = get(login, run);
    while (has(page, "Still working"));
    return page;
  }
};

}  // namespace kith::enquiry::import_test
