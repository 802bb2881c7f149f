// A vendor's export from the upload to the last corrected row, as a person goes about it.
#include "import_desk.h"

using namespace kith;
using namespace kith::enquiry;
using import_test::has;
using import_test::ImportDesk;
using import_test::location;

namespace {

std::string const header =
    "Contact ID,Contact date,Referrer,Child ID,First name,Last name,DOB,Locality,Category,Decision,Level of need,"
    "Worker";
// A child without a birth date, an unborn child, a reference given twice, a day that does not exist, a line of totals.
std::string const vendor_file = header +
                                "\n"
                                "C1,03/09/2026,HV team,K1,Ada,Moss,04/05/2019,Hexthorpe,Parenting,"
                                "Information and Advice,2,Jo\n"
                                "C2,14/09/2026,Schools,K2,Ben,Moss,,Hexthorpe,Housing,,2,Jo\n"
                                "C3,15/09/2026,HV team,K3,,Reed,01/02/2027,Denaby,Parenting,,,Jo\n"
                                "C2,16/09/2026,Schools,K4,Cai,Lane,01/02/2015,Denaby,Housing,,3,Jo\n"
                                "C5,31/09/2026,HV team,K5,Dot,Lane,02/03/2016,Hexthorpe,Parenting,,2,Jo\n"
                                "Total,5,,,,,,,,,,\n";

ImportDesk::Typed confirmed_mapping(std::string name) {
  std::vector<std::string> const theirs = {"Contact ID", "Contact date", "Referrer",      "Child ID",
                                           "First name", "Last name",    "DOB",           "Locality",
                                           "Category",   "Decision",     "Level of need", "Worker"};
  std::vector<std::string> const ours = {"reference",    "received_on", "source",        "child_reference",
                                         "forename",     "surname",     "date_of_birth", "area",
                                         "primary_need", "outcome",     "level",         ""};
  ImportDesk::Typed typed = {{"door", "enquiries"},
                             {"mapping", ""},
                             {"name", std::move(name)},
                             {"dates", "settled"},
                             {"values", "Source: HV team = health_visitor\r\n"}};
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    typed.emplace_back("header-" + std::to_string(i), theirs[i]);
    typed.emplace_back("ours-" + std::to_string(i), ours[i]);
  }
  return typed;
}

std::string saved_mapping_id(ImportDesk& desk) {
  auto const saved = desk.post("pat", "/imports/mappings", confirmed_mapping("Old system"));
  REQUIRE(saved.status == 303);
  auto const id = location(saved).substr(location(saved).rfind('=') + 1);
  REQUIRE(MappingId::parse(id).has_value());
  return id;
}

http::Response import_vendor_file(ImportDesk& desk, std::string const& mapping) {
  return desk.import("pat", {{"door", "enquiries"}, {"mapping", mapping}}, "contacts.csv", vendor_file);
}

std::string count_line(int count, std::string_view words) {
  return "<strong>" + std::to_string(count) + "</strong> " + std::string{words};
}

// The cells of the row of 31 September, as its page shows them, with another date.
ImportDesk::Typed cells_of_c5(std::string received_on) {
  return {{"reference", "C5"},
          {"received_on", std::move(received_on)},
          {"source", "HV team"},
          {"child_reference", "K5"},
          {"forename", "Dot"},
          {"surname", "Lane"},
          {"date_of_birth", "02/03/2016"},
          {"area", "Hexthorpe"},
          {"primary_need", "Parenting"},
          {"level", "2"}};
}

}  // namespace

TEST_CASE("a mapping is suggested from a pasted header and from a file alike") {
  ImportDesk desk;
  auto const pasted = desk.post("pat", "/imports/mappings/new", {{"door", "enquiries"}, {"header", header}});
  auto const sent = desk.upload("pat", "/imports/mappings/new", {{"door", "enquiries"}}, "contacts.csv", vendor_file);
  for (auto const* page : {&pasted, &sent}) {
    CHECK(page->status == 200);
    CHECK(has(*page, "“Contact date” is"));
    CHECK(has(*page, "<option value=\"received_on\" selected>"));
    CHECK(has(*page, "<option value=\"date_of_birth\" selected>"));
    CHECK(has(*page, "value=\"Worker\""));
  }
  CHECK(desk.post("pat", "/imports/mappings/new", {{"door", "enquiries"}, {"header", " "}}).status == 422);
}

TEST_CASE("a mapping that cannot work comes back as it was typed, with what is wrong") {
  ImportDesk desk;
  auto typed = confirmed_mapping("Old system");
  for (auto& [name, value] : typed) {
    if (name == "ours-1") value = "reference";  // twice now, and no date of receipt
    if (name == "values") value = "Colour: red = blue";
  }
  auto const refused = desk.post("pat", "/imports/mappings", typed);
  CHECK(refused.status == 422);
  CHECK(has(refused, "Two columns are said to be “Reference”"));
  CHECK(has(refused, "Say which column is “Received on”"));
  CHECK(has(refused, "“Colour” is none of our columns"));
  CHECK(has(refused, "Colour: red = blue"));
  CHECK(saved_mappings(*desk.reader()).empty());
}

TEST_CASE("a saved mapping can be changed under its own name, and another cannot take that name") {
  ImportDesk desk;
  auto const id = saved_mapping_id(desk);
  CHECK(desk.post("pat", "/imports/mappings", confirmed_mapping("old SYSTEM")).status == 422);
  auto const shown = desk.get("pat", "/imports/mappings/" + id);
  CHECK(has(shown, "source: HV team = health_visitor"));
  auto typed = confirmed_mapping("Old system");
  for (auto& [name, value] : typed) {
    if (name == "mapping") value = id;
    if (name == "dates") value = "day_first";
  }
  CHECK(desk.post("pat", "/imports/mappings", typed).status == 303);
  auto const saved = saved_mapping(*desk.reader(), *MappingId::parse(id));
  REQUIRE(saved.has_value());
  CHECK(saved->date_order == imports::DateOrder::day_first);
  CHECK(saved_mappings(*desk.reader()).size() == 1);
}

TEST_CASE("a vendor's file is mapped, imported, corrected and counted; the same file again changes nothing") {
  ImportDesk desk;
  auto const mapping = saved_mapping_id(desk);

  auto const imported = import_vendor_file(desk, mapping);
  CHECK(imported.status == 200);
  CHECK(has(imported, count_line(3, "rows that could be read")));
  CHECK(has(imported, count_line(3, "of them are new")));
  CHECK(has(imported, count_line(3, "rows that have to be put right")));
  CHECK(has(imported, "1 row was accepted although something in them looks odd"));
  CHECK(desk.number("SELECT count(*) FROM enquiry") == 3);
  CHECK(desk.number("SELECT count(*) FROM enquiry WHERE source='health_visitor'") == 2);

  auto const before = desk.events();
  auto const again = import_vendor_file(desk, mapping);
  CHECK(has(again, count_line(0, "of them are new")));
  CHECK(has(again, count_line(3, "of them were here already, just the same")));
  CHECK(has(again, "3 rows were there already from an earlier import"));
  CHECK(desk.events() == before);

  auto const list = desk.get("pat", "/imports/quarantine");
  CHECK(has(list, "contacts.csv"));
  auto const bad_date = "/imports/quarantine/" + desk.quarantined_at(6);
  auto const row = desk.get("pat", bad_date);
  CHECK(has(row, "31/09/2026"));
  CHECK(has(row, "This is not a date"));
  CHECK(desk.looks().back().record == desk.quarantined_at(6));

  auto const still_wrong = desk.post("pat", bad_date + "/correct", cells_of_c5("32/09/2026"));
  CHECK(still_wrong.status == 422);
  CHECK(has(still_wrong, "32/09/2026"));
  CHECK(has(still_wrong, "This is not a date"));
  CHECK(desk.events() == before);

  CHECK(desk.post("pat", bad_date + "/correct", cells_of_c5("30/09/2026")).status == 303);
  CHECK(desk.number("SELECT count(*) FROM enquiry WHERE received_on='2026-09-30' AND source='health_visitor'") == 1);
  auto const settled = desk.get("pat", bad_date);
  CHECK(has(settled, "Corrected and taken in"));
  CHECK(has(settled, "Received on: 30/09/2026, was 31/09/2026"));
  CHECK(has(settled, "Pat Coordinator"));

  auto const totals = "/imports/quarantine/" + desk.quarantined_at(7);
  CHECK(desk.post("pat", totals + "/dismiss", {{"reason", " "}}).status == 422);
  CHECK(desk.post("pat", totals + "/dismiss", {{"reason", "A line of totals"}}).status == 303);
  CHECK(quarantine_count(*desk.reader(), "waiting") == 1);
  CHECK(quarantine_count(*desk.reader(), "corrected") == 1);
  CHECK(quarantine_count(*desk.reader(), "dismissed") == 1);

  auto const after = desk.events();
  CHECK(has(import_vendor_file(desk, mapping), count_line(3, "of them were here already, just the same")));
  CHECK(desk.events() == after);
}

TEST_CASE("a row whose reference is another row's never overwrites that row") {
  ImportDesk desk;
  auto const mapping = saved_mapping_id(desk);
  import_vendor_file(desk, mapping);
  auto const twice = "/imports/quarantine/" + desk.quarantined_at(5);
  auto const before = desk.events();
  ImportDesk::Typed cells = {{"reference", "C2"},       {"received_on", "16/09/2026"}, {"source", "Schools"},
                             {"child_reference", "K4"}, {"forename", "Cai"},           {"surname", "Lane"},
                             {"area", "Denaby"},        {"primary_need", "Housing"},   {"level", "3"}};
  auto const refused = desk.post("pat", twice + "/correct", cells);
  CHECK(refused.status == 422);
  CHECK(has(refused, "Another record has this reference"));
  CHECK(desk.events() == before);
  CHECK(desk.number("SELECT count(*) FROM enquiry WHERE received_on='2026-09-14'") == 1);
  cells.front().second = "C4";
  CHECK(desk.post("pat", twice + "/correct", cells).status == 303);
  CHECK(desk.number("SELECT count(*) FROM enquiry") == 4);
}

TEST_CASE("a row that was dealt with is not dealt with twice") {
  ImportDesk desk;
  import_vendor_file(desk, saved_mapping_id(desk));
  auto const row = "/imports/quarantine/" + desk.quarantined_at(6);
  CHECK(desk.post("pat", row + "/dismiss", {{"reason", "Asked for by telephone"}}).status == 303);
  auto const before = desk.events();
  CHECK(location(desk.post("pat", row + "/correct", cells_of_c5("30/09/2026"))) == row);
  CHECK(desk.events() == before);
}

TEST_CASE("an import without a file, a kind or the right mapping says what is missing") {
  ImportDesk desk;
  auto const empty = desk.post("pat", "/imports", {});
  CHECK(empty.status == 422);
  CHECK(has(empty, "Choose the file to import"));
  CHECK(has(empty, "Choose what kind of records"));
  auto const other =
      desk.import("pat", {{"door", "referrals"}, {"mapping", saved_mapping_id(desk)}}, "contacts.csv", vendor_file);
  CHECK(other.status == 422);
  CHECK(has(other, "This mapping is for Requests for help"));
  auto const unmapped = desk.import("pat", {{"door", "enquiries"}}, "contacts.csv", vendor_file);
  CHECK(unmapped.status == 422);
  CHECK(desk.number("SELECT count(*) FROM enquiry") == 0);
}

TEST_CASE("only those who may import see the pages") {
  ImportDesk desk;
  for (auto const* path : {"/imports", "/imports/mappings/new", "/imports/quarantine"}) {
    CHECK(desk.get("pat", path).status == 200);
    CHECK(desk.get("ann", path).status == 403);
  }
}

TEST_CASE("a later file brings a row up to date that was taken before") {
  ImportDesk desk;
  auto const mapping = saved_mapping_id(desk);
  import_vendor_file(desk, mapping);
  auto const grown =
      header + "\nC2,16/09/2026,Schools,K2,Ben,Moss,01/02/2015,Denaby,Housing,Information and Advice,3,Jo\n";
  auto const imported = desk.import("pat", {{"door", "enquiries"}, {"mapping", mapping}}, "october.csv", grown);
  CHECK(imported.status == 200);
  CHECK(has(imported, count_line(1, "of them were here already and have now been brought up to date")));
  CHECK(desk.number("SELECT count(*) FROM enquiry WHERE received_on='2026-09-16'") == 1);
}

TEST_CASE("a row that the record does not allow waits in the quarantine, and the rest of its file is taken") {
  ImportDesk desk;
  auto const send = [&](std::string const& rows) {
    return desk.import("pat", {{"door", "enquiries"}}, "own.csv",
                       "reference,received_on,child_reference,first_contact_on\n" + rows);
  };
  CHECK(has(send("R1,2026-09-01,K1,2026-09-02\n"), count_line(1, "of them are new")));
  auto const later = send("R2,2026-09-03,K2,\nR1,2026-09-05,K1,\nR3,2026-09-04,K3,\n");
  CHECK(later.status == 200);
  CHECK(has(later, count_line(2, "of them are new")));
  CHECK(has(later, count_line(1, "rows that have to be put right")));
  CHECK(desk.number("SELECT count(*) FROM enquiry WHERE received_on='2026-09-01'") == 1);
  auto const row = desk.get("pat", "/imports/quarantine/" + desk.quarantined_at(3));
  CHECK(has(row, "The request cannot have come in after its first contact"));
  CHECK(has(row, "value=\"2026-09-05\""));
}

TEST_CASE("the imports there have been are listed with their counts, and one that changed nothing leaves no line") {
  ImportDesk desk;
  CHECK(has(desk.get("pat", "/imports"), "Nothing has been imported yet."));
  auto const mapping = saved_mapping_id(desk);
  import_vendor_file(desk, mapping);
  import_vendor_file(desk, mapping);
  auto const past = past_imports(*desk.reader(), 10);
  REQUIRE(past.size() == 1);
  CHECK(past[0].finished.file == "contacts.csv");
  CHECK(past[0].finished.accepted == 3);
  CHECK(past[0].finished.rejected == 3);
  CHECK(past[0].finished.added == 3);
  CHECK(past[0].finished.stopped.empty());
  CHECK(past[0].at == desk.clock.now());
  auto const page = desk.get("pat", "/imports");
  CHECK(has(page, "contacts.csv"));
  CHECK(has(page, "Pat Coordinator"));
}

TEST_CASE("a run that is none is said to be over") {
  ImportDesk desk;
  CHECK(desk.get("pat", "/imports/runs/7").status == 404);
  CHECK(desk.get("pat", "/imports/runs/x").status == 404);
  CHECK(desk.get("ann", "/imports/runs/1").status == 403);
}
