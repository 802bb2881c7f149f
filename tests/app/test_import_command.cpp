// `kith import --mapping`: a mapping confirmed once in the browser reads a vendor's files from the command line.
#include <doctest/doctest.h>

#include <fstream>

#include "command_line.h"
#include "databases.h"
#include "enquiry/saved_mappings.h"

using namespace kith;
using namespace kith::app;
using namespace kith::app::test;

namespace {

constexpr char const* workbook = KITH_SOURCE_DIR "/tests/enquiry/vendor_contacts.xlsx";

imports::ColumnMapping vendor_mapping() {
  return {.name = "Vendor contacts",
          .door = imports::Door::enquiries,
          .columns = {{"Contact ID", "reference"},
                      {"Contact date", "received_on"},
                      {"First name", "forename"},
                      {"Last name", "surname"},
                      {"DOB", "date_of_birth"},
                      {"Ward", "area"},
                      {"Contact outcome", "outcome"},
                      {"Tier", "level"},
                      {"Worker", ""}},
          .values = {{"outcome", "Signposted", "information_advice"}},
          .date_order = {}};
}

// An empty system in which a coordinator has saved the mapping above.
struct System {
  testing::TemporaryFolder folder;
  std::string data = (folder.path() / "data").string();

  System() {
    done({"init", "--data", data, "--profile", "doncaster"});
    auto const house = House::open(Place::folder_of(data), {}).value();
    REQUIRE(house->writer()
                .perform({{},
                          {},
                          [](journal::Transaction& t) { return enquiry::save_mapping(t, {}, vendor_mapping(), {}); },
                          {}})
                .ok());
  }
  Said import(std::string const& file, std::string const& mapping) {
    return kith_says({"import", "enquiries", file, "--mapping", mapping, "--data", data});
  }
};

}  // namespace

TEST_CASE("a saved mapping is used by its name, in any case, for a workbook and for a text file") {
  System system;
  auto const imported = system.import(workbook, "vendor CONTACTS");
  CHECK(imported.code == 0);
  CHECK(imported.out.find("2 accepted, 4 rejected") == 0);
  auto const again = system.import(workbook, "Vendor contacts");
  CHECK(again.out.find("0 added, 0 changed, 2 unchanged") != std::string::npos);

  auto const csv = (system.folder.path() / "contacts.csv").string();
  std::ofstream(csv) << "Contact ID,Contact date,Contact outcome\n77,30/06/2019,Signposted\n";
  CHECK(system.import(csv, "Vendor contacts").out.find("1 accepted, 0 rejected") == 0);
  CHECK(kith_says({"import", "enquiries", csv, "--data", system.data}).code == 1);
}

TEST_CASE("a mapping may lie in a file; a name that nobody saved is refused with those that are") {
  System system;
  auto const file = (system.folder.path() / "mapping.csv").string();
  std::ofstream(file) << imports::to_text(vendor_mapping());
  CHECK(system.import(workbook, file).out.find("2 accepted, 4 rejected") == 0);

  auto const refused = system.import(workbook, "Vender");
  CHECK(refused.code == 1);
  CHECK(refused.out.empty());
  CHECK(refused.err.find("“Vendor contacts”") != std::string::npos);
  auto const other_door =
      kith_says({"import", "referrals", workbook, "--mapping", "Vendor contacts", "--data", system.data});
  CHECK(other_door.code == 1);
  CHECK(other_door.err.find("None is saved yet") != std::string::npos);
}
