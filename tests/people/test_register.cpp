// Who is known, how they are found, and who may know of them.
#include "people/register_desk.h"

#include "journal/store.h"

using namespace kith;
using namespace kith::people;
using namespace kith::people::test;

namespace {

using People = std::vector<PersonId>;

void registered_home(PersonRegistered& registered) {
  registered.details.address = std::string{"4 Larch Lane"};
  registered.details.postcode = std::string{"DN99 9AA"};
}

}  // namespace

TEST_CASE("somebody is found by the beginning of any name, whatever its case and accents") {
  Register desk;
  auto const zoe = desk.add("Zoë Anne", "O'Brien-Larch", "2019-05-04");
  desk.add("Ben", "Brook", "2018-01-02");
  for (auto const* words : {"zoe", "ZOË", "zo obr", "anne zoe", "  Zoë   Anne  ", "2019-05-04"}) {
    CAPTURE(words);
    CHECK(desk.find(words) == People{zoe});
  }
  for (auto const* words : {"zoe brook", "oe", "2019-05-05", "", "   ", "' OR 1=1 --", "%", "_"}) {
    CAPTURE(words);
    CHECK(desk.find(words).empty());
  }
}

TEST_CASE("somebody is found by reference, and by postcode with or without its blank") {
  Register desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04", registered_home);
  CHECK(desk.find(desk.record(ava).reference) == People{ava});
  for (auto const* words : {"DN99 9AA", "dn999aa", "dn99 9aa"}) CHECK(desk.find(words) == People{ava});
  CHECK(desk.find("DN99 9AB").empty());
}

TEST_CASE("a search gives no more people than it was asked for") {
  Register desk;
  for (int i = 0; i < 7; ++i) desk.add("Ava", "Oakfield", "2019-05-04");
  CHECK(desk.find("oakfield", "pat", 5).size() == 5);
  CHECK(desk.find("oakfield", "pat", 50).size() == 7);
}

TEST_CASE("whoever changes their name is found by the new one, and no longer by the old") {
  Register desk;
  auto const id = desk.add("Ava", "Oakfield", "2019-05-04");
  auto details = desk.record(id).details;
  details.surname = std::string{"Brook"};
  CHECK(desk.run([&](auto& t) { return amend_person(t, id, details, "Adopted", {}); }).ok());
  CHECK(desk.find("brook") == People{id});
  CHECK(desk.find("oakfield").empty());
}

TEST_CASE("siblings are one family, eldest first, those without a birth date last") {
  Register desk;
  auto const eldest = desk.add("Ava", "Oakfield", "2010-05-04");
  auto const family = desk.record(eldest).family;
  auto same = [&](PersonRegistered& r) { r.family = family; };
  auto const unborn = desk.add("", "Oakfield", "", [&](PersonRegistered& r) {
    r.family = family;
    r.details.expected_date_of_birth = Date::of(2027, 2, 1);
  });
  auto const youngest = desk.add("Ben", "Oakfield", "2021-01-02", same);
  desk.add("Ava", "Oakfield", "2010-05-04");  // of another family, however alike
  People members;
  for (auto const& member : family_members(*desk.reader(), family)) members.push_back(member.person);
  CHECK(members == People{eldest, youngest, unborn});
}

TEST_CASE("an unborn child, one without a name and one with half a name are each called what is known") {
  Register desk;
  auto expected = [](PersonRegistered& r) { r.details.expected_date_of_birth = Date::of(2027, 2, 1); };
  CHECK(desk.record(desk.add("", "", "", expected)).shown_name() == "Unborn child");
  CHECK(desk.record(desk.add("", "Oakfield", "", expected)).shown_name() == "Unborn child");
  CHECK(desk.record(desk.add("Ava", "Oakfield", "", expected)).shown_name() == "Ava Oakfield");
  CHECK(desk.record(desk.add("", "", "")).shown_name() == "Identity to be found");
  CHECK(desk.record(desk.add("", "Oakfield", "2019-05-04")).shown_name() == "Oakfield");
  CHECK(desk.record(desk.add("Ava", "", "")).shown_name() == "Ava");
}

TEST_CASE("an unborn child is born: the record gets name and birth date and keeps its history") {
  Register desk;
  auto const id = desk.add("", "Oakfield", "",
                           [](PersonRegistered& r) { r.details.expected_date_of_birth = Date::of(2026, 11, 1); });
  auto details = desk.record(id).details;
  details.forename = std::string{"Noor"};
  details.date_of_birth = Date::of(2026, 11, 2);
  details.expected_date_of_birth.reset();
  CHECK(desk.run([&](auto& t) { return amend_person(t, id, details, "Born", {}); }).ok());
  CHECK(desk.record(id).shown_name() == "Noor Oakfield");
  CHECK(desk.find("2026-11-02") == People{id});
  auto const page = desk.get("pat", "/people/" + id.text());
  CHECK(has(page, "Noor Oakfield"));
  CHECK(has(page, "Expected date of birth changed"));
}

TEST_CASE("which fields differ between two sets of details") {
  Details before, after;
  CHECK(changed_fields(before, after).empty());
  after.forename = std::string{"Ava"};
  after.surname = std::string{"Oakfield"};
  after.date_of_birth = Date::of(2019, 5, 4);
  after.expected_date_of_birth = Date::of(2019, 5, 4);
  after.sex = after.ethnicity = after.disability = "x";
  after.address = std::string{"4 Larch Lane"};
  after.postcode = std::string{"DN99 9AA"};
  CHECK(changed_fields(before, after) == std::vector<std::string>{"forename", "surname", "date_of_birth",
                                                                  "expected_date_of_birth", "sex", "ethnicity",
                                                                  "disability", "address", "postcode"});
}

TEST_CASE("a restricted person is found by those named alone; the others may not know there is one") {
  Register desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04", registered_home);
  desk.restrict(ava, {"max"});
  for (auto const* words : {"oakfield", "ava", "DN99 9AA", "2019-05-04"}) {
    CAPTURE(words);
    CHECK(desk.find(words).empty());
    CHECK(desk.find(words, "max") == People{ava});
  }
  CHECK(desk.find(desk.record(ava).reference).empty());
  auto const nobody = PersonId::mint(desk.clock.now(), desk.random);
  for (std::string const end : {"", "/details", "/protect-address", "/lift-protection"})
    CHECK(desk.get("pat", "/people/" + ava.text() + end).body ==
          desk.get("pat", "/people/" + nobody.text() + end).body);
  CHECK(desk.get("max", "/people/" + ava.text()).status == 200);
}

TEST_CASE("restricting again changes who is named, lifting shows the record to everybody") {
  Register desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04");
  desk.restrict(ava, {"max"});
  desk.restrict(ava, {"pat"});
  CHECK(desk.find("oakfield", "max").empty());
  CHECK(desk.find("oakfield", "pat") == People{ava});
  CHECK(desk.run([&](auto& t) { return lift_restriction(t, ava, "Has left", {}); }).ok());
  CHECK(desk.find("oakfield", "max") == People{ava});
  CHECK_FALSE(is_named(*desk.reader(), ava, desk.accounts.at("pat")));
}

TEST_CASE("a restricted sibling is in no family list of those not named") {
  Register desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04");
  auto const ben = desk.add("Benedict", "Oakfield", "2021-01-02",
                            [&, family = desk.record(ava).family](PersonRegistered& r) { r.family = family; });
  desk.restrict(ben, {"max"});
  CHECK_FALSE(has(desk.get("pat", "/people/" + ava.text()), "Benedict"));
  CHECK(has(desk.get("max", "/people/" + ava.text()), "Benedict"));
}

TEST_CASE("a protected postcode finds nobody, until it is open again") {
  Register desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04", registered_home);
  desk.protect(ava, "pat");
  CHECK(needs_address(*desk.reader(), ava, desk.accounts.at("pat")));
  CHECK_FALSE(needs_address(*desk.reader(), ava, desk.accounts.at("max")));
  for (auto const* login : {"pat", "max"}) {
    CHECK(desk.find("DN99 9AA", login).empty());
    CHECK(desk.find("dn9", login).empty());
    CHECK(desk.find("oakfield", login) == People{ava});
  }
  auto details = desk.record(ava).details;
  details.postcode = std::string{"DN98 8BB"};
  CHECK(desk.run([&](auto& t) { return amend_person(t, ava, details, "Moved", {}); }).ok());
  CHECK(desk.find("DN98 8BB").empty());
  CHECK(desk.run([&](auto& t) { return lift_address_protection(t, ava, "Order ended", {}); }).ok());
  CHECK(desk.find("DN98 8BB") == People{ava});
  CHECK_FALSE(needs_address(*desk.reader(), ava, desk.accounts.at("pat")));
}

TEST_CASE("a record whose history was redacted is still there, without what was written") {
  Register desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04", registered_home);
  auto const id = ava.text();
  CHECK(desk.run([&](journal::Transaction& t) -> Result<std::string> {
              t.connection().execute(
                  "DELETE FROM payload WHERE sequence IN (SELECT sequence FROM journal WHERE stream=$1)", {id});
              return std::string{};
            })
            .ok());
  auto const reader = desk.reader();
  auto const history = journal::load(*reader, ava.raw());
  REQUIRE(history.size() == 1);
  CHECK(std::get<PersonRegistered>(*Events::decode(history.front())).details == Details{});
}
