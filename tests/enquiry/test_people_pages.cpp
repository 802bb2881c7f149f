// The register's pages, hung with what this room adds to them.
#include <doctest/doctest.h>

#include "hub.h"

using namespace kith;
using namespace kith::enquiry;
using namespace kith::enquiry::test;

namespace {

std::string person_path(Hub& hub, EnquiryId id) { return "/people/" + hub.children(id).front().person.text(); }

NewChild at_larch_lane() {
  auto child = a_child("Ava", "Oakfield", "2019-05-04");
  child.details.address = std::string{"4 Larch Lane"};
  child.details.postcode = std::string{"DN99 9AA"};
  return child;
}

// A details form as the page draws it, with one thing changed.
Hub::Typed details(std::int64_t version, std::string forename, std::string address = "4 Larch Lane") {
  return {{"version", std::to_string(version)}, {"forename", std::move(forename)}, {"surname", "Oakfield"},
          {"date_of_birth-day", "4"},           {"date_of_birth-month", "5"},      {"date_of_birth-year", "2019"},
          {"address", std::move(address)},      {"postcode", "DN99 9AA"},          {"reason", "Mother said"}};
}

}  // namespace

TEST_CASE("a search is posted, finds people by parts of what is known, and is logged") {
  Hub hub;
  auto const id = hub.receive({at_larch_lane()});
  CHECK(hub.get("pat", "/people").status == 200);
  CHECK(hub.get("ann", "/people").status == 403);
  for (std::string const words : {"oakfield", "Ava Oak", "2019-05-04", "dn99 9aa"}) {
    CAPTURE(words);
    CHECK(has(hub.post("pat", "/people/search", {{"q", words}}), person_path(hub, id)));
    CHECK(hub.looks().back().record == hub.children(id).front().person.text());
  }
  CHECK(has(hub.post("pat", "/people/search", {{"q", "nobody here"}}), "Nobody on the register fits"));
  CHECK(hub.post("pat", "/people/search", {{"q", "x"}}).status == 422);
}

TEST_CASE("a person's page shows details, family and the family's requests") {
  Hub hub;
  auto const id = hub.receive({at_larch_lane(), a_child("Ben", "Oakfield", "2021-01-02")});
  auto const page = hub.get("pat", person_path(hub, id));
  CHECK(page.status == 200);
  CHECK(has(page, "4 Larch Lane"));
  CHECK(has(page, "Ben Oakfield"));
  CHECK(has(page, "EH000001"));
  CHECK(hub.looks().back().about == "person");
  CHECK(hub.get("pat", "/people/nonsense").status == 404);
}

TEST_CASE("details are put right with a reason, and what they said before is shown") {
  Hub hub;
  auto const path = person_path(hub, hub.receive({at_larch_lane()}));
  CHECK(hub.get("pat", path + "/details").status == 200);
  auto typed = details(1, "Avah");
  typed.back().second = "";
  auto const refused = hub.post("pat", path + "/details", typed);
  CHECK(refused.status == 422);
  CHECK(has(refused, "value=\"Avah\""));
  CHECK(hub.post("pat", path + "/details", details(1, "Avah")).status == 303);
  auto const page = hub.get("pat", path);
  CHECK(has(page, "First name changed from “Ava” to “Avah”"));
  CHECK(has(page, "Because: Mother said"));
  auto const late = hub.post("sam", path + "/details", details(1, "Eva"));
  CHECK(late.status == 409);
  CHECK(has(late, "Eva"));
  CHECK(has(late, "Avah"));
  CHECK(hub.post("sam", path + "/details", details(2, "Eva")).status == 303);
}

TEST_CASE("a restricted person is found by those named alone") {
  Hub hub;
  auto const id = hub.receive({at_larch_lane(), a_child("Ben", "Oakfield", "2021-01-02")});
  auto const path = person_path(hub, id);
  auto const sibling = "/people/" + hub.children(id).back().person.text();
  CHECK(hub.get("pat", path + "/restrict").status == 403);
  CHECK(hub.post("max", path + "/restrict", {{"named", "nobody.at.all"}, {"reason", "Works here"}}).status == 422);
  CHECK(hub.post("max", path + "/restrict", {{"named", ""}, {"reason", "Works here"}}).status == 422);
  CHECK(hub.post("max", path + "/restrict", {{"named", "max"}, {"reason", ""}}).status == 422);
  CHECK(hub.post("max", path + "/restrict", {{"named", "max\nsam"}, {"reason", "Works here"}}).status == 303);
  CHECK(hub.get("sam", path).status == 200);
  CHECK(hub.get("pat", path).status == 404);
  CHECK(hub.get("pat", path).body ==
        hub.get("pat", "/people/" + people::PersonId::mint(hub.clock.now(), hub.random).text()).body);
  CHECK_FALSE(has(hub.post("pat", "/people/search", {{"q", "Oakfield"}}), path));
  CHECK(has(hub.post("sam", "/people/search", {{"q", "Oakfield"}}), path));
  CHECK_FALSE(has(hub.get("pat", sibling), "Ava"));
  CHECK_FALSE(has(hub.get("pat", sibling), "EH000001"));
  CHECK(hub.post("pat", path + "/details", details(2, "Found")).status == 404);
  CHECK(hub.post("max", path + "/lift-restriction", {{"reason", "Has left"}}).status == 303);
  CHECK(hub.get("pat", path).status == 200);
}

TEST_CASE("whoever restricts a record without naming themselves is led back to the search") {
  Hub hub;
  auto const path = person_path(hub, hub.receive({at_larch_lane()}));
  auto const done = hub.post("max", path + "/restrict", {{"named", "sam"}, {"reason", "The manager's own family"}});
  CHECK(done.status == 303);
  CHECK(location(done) == "/people");
  CHECK(hub.get("max", path).status == 404);
}

TEST_CASE("a protected address is seen by those named for it, in no other page, search or history") {
  Hub hub;
  auto const id = hub.receive({at_larch_lane()});
  auto const path = person_path(hub, id);
  auto const address = [&] { return people::person(*hub.reader(), hub.children(id).front().person)->details.address; };
  CHECK(hub.post("pat", path + "/details", details(1, "Ava", "9 Willow Way")).status == 303);
  CHECK(hub.post("pat", path + "/protect-address", {{"reason", "A court order"}}).status == 422);
  CHECK(hub.post("pat", path + "/protect-address", {{"named", "nobody.at.all"}, {"reason", "An order"}}).status == 422);
  CHECK(hub.post("pat", path + "/protect-address", {{"named", "sam"}, {"reason", "A court order"}}).status == 303);
  for (auto const& page : {hub.get("pat", path), hub.get("max", path), hub.get("pat", path + "/details"),
                           hub.post("sam", "/people/search", {{"q", "Oakfield"}}), hub.get("pat", path_of(id))}) {
    CHECK(page.status == 200);
    CHECK_FALSE(has(page, "Larch"));
    CHECK_FALSE(has(page, "Willow"));
    CHECK_FALSE(has(page, "DN99 9AA\""));
  }
  for (auto const& page : {hub.get("sam", path), hub.get("sam", path + "/details"), hub.get("sam", path_of(id))}) {
    CHECK(has(page, "9 Willow Way"));
    CHECK(hub.looks().back().rule == "named_for_address");
  }
  // Whoever is not named changes everything but the address; whoever is named changes that too.
  CHECK(hub.post("pat", path + "/details", details(3, "Avah", "")).status == 303);
  CHECK(address().reveal() == "9 Willow Way");
  CHECK(hub.post("sam", path + "/details", details(4, "Avah", "1 Elm Row")).status == 303);
  CHECK(address().reveal() == "1 Elm Row");
}

TEST_CASE(
    "who sees a protected address is changed by those who see it and by managers; nobody gives it to themselves") {
  Hub hub;
  auto const path = person_path(hub, hub.receive({at_larch_lane()}));
  CHECK(hub.post("pat", path + "/protect-address", {{"named", "sam"}, {"reason", "A court order"}}).status == 303);
  CHECK(hub.get("pat", path + "/protect-address").status == 403);
  CHECK(hub.post("pat", path + "/protect-address", {{"named", "pat"}, {"reason", "I need it"}}).status == 403);
  CHECK(hub.post("pat", path + "/lift-protection", {{"reason", "I need it"}}).status == 403);
  CHECK_FALSE(has(hub.get("pat", path), "Larch"));
  CHECK(hub.post("sam", path + "/protect-address", {{"named", "sam\npat"}, {"reason", "Takes over"}}).status == 303);
  CHECK(has(hub.get("pat", path), "4 Larch Lane"));
  CHECK(hub.post("max", path + "/protect-address", {{"named", "max"}, {"reason", "Both moved on"}}).status == 303);
  CHECK_FALSE(has(hub.get("pat", path), "Larch"));
  CHECK(has(hub.get("max", path), "4 Larch Lane"));
  CHECK(hub.post("max", path + "/lift-protection", {{"reason", ""}}).status == 422);
  CHECK(hub.post("max", path + "/lift-protection", {{"reason", "Order ended"}}).status == 303);
  CHECK(has(hub.get("pat", path), "4 Larch Lane"));
}

TEST_CASE("nobody learns a protected postcode by searching for it, nor by a child who lives there too") {
  Hub hub;
  auto const path = person_path(hub, hub.receive({at_larch_lane()}));
  CHECK(has(hub.post("pat", "/people/search", {{"q", "DN99 9AA"}}), path));
  CHECK(hub.post("pat", path + "/protect-address", {{"named", "pat"}, {"reason", "A court order"}}).status == 303);
  CHECK_FALSE(has(hub.post("sam", "/people/search", {{"q", "DN99 9AA"}}), path));
  auto same_place = a_child("Ava", "Brook", "2011-01-02");
  same_place.details.postcode = std::string{"DN99 9AA"};
  auto const other = hub.receive({same_place});
  CHECK_FALSE(has(hub.get("sam", path_of(other)), "Same first name and postcode"));
  CHECK(hub.post("pat", path + "/details", details(2, "Ava")).status == 422);  // nothing changed, but tokens kept anew
  CHECK(hub.post("pat", path + "/details", details(2, "Avah")).status == 303);
  CHECK_FALSE(has(hub.post("sam", "/people/search", {{"q", "DN99 9AA"}}), path));
  CHECK(hub.post("pat", path + "/lift-protection", {{"reason", "Order ended"}}).status == 303);
  CHECK(has(hub.post("sam", "/people/search", {{"q", "DN99 9AA"}}), path));
}

TEST_CASE("who may see a restricted record is ticked from those who work with records, oneself beforehand") {
  Hub hub;
  auto const path = person_path(hub, hub.receive({at_larch_lane()}));
  auto const box = [&](std::string const& login, bool ticked) {
    return "value=\"" + hub.accounts.at(login).text() + "\"" + (ticked ? " checked" : "");
  };
  auto const form = hub.get("max", path + "/restrict");
  CHECK(has(form, box("max", true)));
  CHECK(has(form, box("sam", false)));
  CHECK_FALSE(has(form, box("sam", true)));
  auto const sam = hub.accounts.at("sam").text();
  auto const max = hub.accounts.at("max").text();
  auto const nobody = hub.post("max", path + "/restrict", {{"reason", "Works here"}});
  CHECK(nobody.status == 422);
  CHECK(has(nobody, "Choose at least one person who may see the record"));
  CHECK(hub.post("max", path + "/restrict", {{"who", max}, {"who", sam}, {"reason", "Works here"}}).status == 303);
  CHECK(hub.get("sam", path).status == 200);
  CHECK(hub.get("pat", path).status == 404);
  CHECK(has(hub.get("max", path + "/restrict"), box("sam", true)));
}
