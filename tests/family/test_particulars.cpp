// Each person of a family over time, on the page of the people: who puts it down, and who sees which of it.
#include "family_desk.h"
#include "people/particulars.h"

using namespace kith;
using namespace kith::family;
using namespace kith::family::test;

namespace {
struct Households : FamilyDesk {
  Households() {
    hang_routes(router, services, {});
    gather_team();
  }
  std::string people(std::string const& login) { return get(login, at("people")).body; }
  bool shows(std::string const& login, std::string_view text) { return people(login).find(text) != std::string::npos; }
};
}  // namespace

TEST_CASE(
    "names, two households, languages and a safe contact are put down by the team and stand on the people's page") {
  Households desk;
  desk.done("tia", "person-name",
            {{"person", desk.mother.text()}, {"use", "former"}, {"forename", "Maud"}, {"surname", "Hollowmere"}});
  desk.done("tia", "person-address",
            {{"person", desk.child.text()},
             {"use", "lives"},
             {"address", "4 Larch Lane"},
             {"postcode", "DN99 9AA"},
             {"with_whom", "mother"}});
  desk.done("tia", "person-address",
            {{"person", desk.child.text()},
             {"use", "part_of_the_time"},
             {"address", "9 Birch Row"},
             {"with_whom", "father"},
             {"never_given_to", "Grandfather"}});
  desk.done("hal", "person-language",
            {{"person", desk.mother.text()}, {"language", "Romanian"}, {"interpreter", "yes"}});
  desk.done("tia", "person-contact",
            {{"person", desk.mother.text()},
             {"phone", "01632 960001"},
             {"safe", "text"},
             {"when", "In school hours"},
             {"must_not_know", "Her partner"}});
  desk.done("tia", "person-number", {{"person", desk.child.text()}, {"kind", "nhs_number"}, {"number", "9434765919"}});
  desk.done("tia", "person-birth", {{"person", desk.child.text()}, {"certainty", "seen_on_paper"}});
  auto const page = desk.people("tia");
  for (auto const* words :
       {"Former name", "Maud Hollowmere", "4 Larch Lane", "With mother", "9 Birch Row", "Lives here part of the time",
        "With father", "Unsafe to give to", "Grandfather", "Romanian", "Needs an interpreter", "a text is safe",
        "In school hours", "Must not know", "Her partner", "943 476 5919", "Seen on paper"}) {
    CAPTURE(words);
    CHECK(page.find(words) != std::string::npos);
  }
  CHECK(page.find("a call is safe") == std::string::npos);
}

TEST_CASE("a number that does not agree comes back as typed; a person of another family is no choice") {
  Households desk;
  auto const wrong = desk.post("tia", desk.at("person-number"),
                               {{"person", desk.child.text()}, {"kind", "nhs_number"}, {"number", "943 476 5918"}});
  CHECK(wrong.status == 422);
  CHECK(has(wrong, "its ten digits do not agree"));
  CHECK(has(wrong, "943 476 5918"));
  auto const stranger = desk.post("tia", desk.at("person-name"),
                                  {{"person", desk.family.text()}, {"use", "alias"}, {"forename", "Posy"}});
  CHECK(stranger.status == 422);
  CHECK(has(stranger, "Choose a person."));
  // No part in the family, no writing; and the family is not there for others.
  CHECK(desk.post("sam", desk.at("person-name"), {{"person", desk.child.text()}}).status == 403);
}

TEST_CASE("a protected address, an old one too, is on no page but that of those named for it") {
  Households desk;
  auto address = [&](std::string const& text) {
    desk.done("tia", "person-address", {{"person", desk.mother.text()}, {"use", "lives"}, {"address", text}});
  };
  address("4 Larch Lane");
  address("9 Birch Row");
  CHECK(desk.shows("pat", "4 Larch Lane"));
  desk.must(
      [&](auto& t) { return people::protect_address(t, desk.mother, {desk.accounts.at("max")}, "A court order", {}); });
  for (auto const* login : {"tia", "pat", "hal"}) {
    CAPTURE(login);
    CHECK_FALSE(desk.shows(login, "Larch"));
    CHECK_FALSE(desk.shows(login, "Birch"));
    CHECK(desk.shows(login, "Protected: not shown"));
  }
  CHECK(desk.shows("max", "4 Larch Lane"));
  CHECK(desk.shows("max", "9 Birch Row"));
}

TEST_CASE("what holds no longer is ended with a day and a reason, and is still to be read") {
  Households desk;
  desk.done("tia", "person-language", {{"person", desk.mother.text()}, {"language", "Romanian"}});
  auto const id = desk.id_in("person_particular");
  auto const link = "end-particular?person=" + desk.mother.text() + "&amp;particular=" + id;
  CHECK(desk.shows("tia", link));
  auto const no_reason =
      desk.post("tia", desk.at("end-particular"), {{"person", desk.mother.text()}, {"particular", id}});
  CHECK(no_reason.status == 422);
  desk.done("tia", "end-particular",
            {{"person", desk.mother.text()}, {"particular", id}, {"reason", "She said it was never right"}});
  CHECK(desk.shows("tia", "What held before: Maud Quillfeather"));
  CHECK_FALSE(desk.shows("tia", link));
}
