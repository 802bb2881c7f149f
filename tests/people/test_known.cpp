// "Do we know this family?": who is found by what is known of them, why, and who is not told.
#include "people/matching/known_people.h"

#include <algorithm>

#include "people/matching/pairs.h"
#include "people/matching/typed.h"
#include "people/register_desk.h"

using namespace kith;
using namespace kith::people;
using namespace kith::people::test;
using link::Answer;

namespace {

using People = std::vector<PersonId>;

Asked asked(std::string forename, std::string surname, std::string born = {}, std::string postcode = {}) {
  return {std::move(forename), std::move(surname), std::move(born), {}, std::move(postcode)};
}
People in(std::vector<FoundKnown> const& found) {
  People people;
  for (auto const& each : found) people.push_back(each.person);
  return people;
}
void at_home(PersonRegistered& registered) {
  registered.details.address = std::string{"4 Larch Lane"};
  registered.details.postcode = std::string{"DN99 9AA"};
}

// A desk that asks everybody on the register.
struct Asking : Register {
  KnownPeople known;
  std::unique_ptr<sql::Connection> connection = reader();

  KnownAnswer ask(Asked const& about, Among among = Among::open) { return known.ask(*connection, about, among); }
  http::Response type(std::string const& login, std::string const& q) {
    return post(login, "/people/known", {{"q", q}});
  }
  void guard(PersonId id) {
    REQUIRE(run([&](journal::Transaction& t) { return protect_identity(t, id, "An adoption order", {}); }).ok());
  }
};

}  // namespace

TEST_CASE("a child like one on the register is known, with the reason in a line and in parts that add up") {
  Asking desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04", at_home);
  desk.add("Ben", "Brook", "2018-01-02");
  struct Given {
    Asked about;
    std::string why;
  };
  for (auto const& [about, why] :
       {Given{asked("AVA", "oakfield", "2019-05-04"), "Same name and date of birth"},
        Given{asked("Ava", "Oakfield", "4 May 2019", "dn999aa"), "Same name, date of birth and postcode"},
        Given{asked("Oakfield", "Ava", "04/05/2019"), "Same date of birth; first name and surname the other way round"},
        Given{asked("Ava", "Oakfeild", "2019-05-04"), "Same first name and date of birth; surname nearly the same"},
        Given{asked("Ava", "Oakfield", "2019-04-05"), "Same name; date of birth nearly the same"},
        Given{asked("Ava", "Brook", "2019-05-04", "DN99 9AA"),
              "Same first name, date of birth and postcode; surname differs"}}) {
    CAPTURE(why);
    auto const answer = desk.ask(about);
    CHECK(answer.answer == Answer::match);
    REQUIRE(in(answer.people) == People{ava});
    CHECK(answer.people[0].why == why);
    link::Weight sum = 0;
    for (auto const& part : answer.people[0].parts) sum += part.weight;
    CHECK(sum == answer.people[0].weight);
  }
}

TEST_CASE("a child like nobody on the register is not known, and a blank form finds nobody") {
  Asking desk;
  desk.add("Ava", "Oakfield", "2019-05-04", at_home);
  for (auto const& about : {asked("Ben", "Brook", "2019-05-04"), asked("Ava", "Oakfield", "2011-11-14"),
                            asked("Quentin", "Zephyr", "2001-02-03", "S1 2AA"), asked("", "", "", "")}) {
    auto const answer = desk.ask(about);
    CHECK(answer.answer == Answer::none);
    CHECK(answer.people.empty());
  }
}

TEST_CASE("a name alone is never more than possible, and a first name alone is too little to tell") {
  Asking desk;
  desk.add("Ava", "Oakfield", "2019-05-04", at_home);
  CHECK(desk.ask(asked("Ava", "Oakfield")).answer == Answer::possible);
  CHECK_FALSE(desk.ask(asked("Ava", "")).tells_enough);
  CHECK(desk.ask(asked("Ava", "Oakfield", "2019-05-04")).tells_enough);
}

TEST_CASE("a twin is not taken for the child: the other is named as one of the household") {
  Asking desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04", at_home);
  auto const answer = desk.ask(asked("Montgomery", "Oakfield", "2019-05-04", "DN99 9AA"));
  CHECK(answer.people.empty());
  CHECK(in(answer.household) == People{ava});
}

TEST_CASE("a first name one letter off, with surname and birth date the same, is marked as perhaps a twin's") {
  Asking desk;
  desk.add("Ava", "Oakfield", "2019-05-04", at_home);
  auto const answer = desk.ask(asked("Eva", "Oakfield", "2019-05-04"));
  REQUIRE(answer.people.size() == 1);
  CHECK(answer.people[0].may_be_twin);
  CHECK(has(desk.type("pat", "Eva Oakfield 4/5/2019"), "may be twins"));
  CHECK_FALSE(desk.ask(asked("Ava", "Oakfield", "2019-05-04")).people[0].may_be_twin);
}

TEST_CASE("two who fit are several") {
  Asking desk;
  desk.add("Ava", "Oakfield", "2019-05-04");
  desk.add("Ava", "Oakfield", "2019-05-04");
  CHECK(desk.ask(asked("Ava", "Oakfield", "2019-05-04")).answer == Answer::several);
}

TEST_CASE("somebody is found from the commit on, as they are now") {
  Asking desk;
  CHECK(desk.ask(asked("Ava", "Oakfield", "2019-05-04")).answer == Answer::none);
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04");
  CHECK(in(desk.ask(asked("Ava", "Oakfield", "2019-05-04")).people) == People{ava});
  auto details = desk.record(ava).details;
  details.surname = std::string{"Brook"};
  details.date_of_birth = Date::of(2018, 11, 23);
  CHECK(desk.run([&](auto& t) { return amend_person(t, ava, details, "Adopted name", {}); }).ok());
  CHECK(desk.ask(asked("Ava", "Oakfield", "2019-05-04")).people.empty());
  CHECK(in(desk.ask(asked("Ava", "Brook", "2018-11-23")).people) == People{ava});
  KnownPeople another_server;
  CHECK(in(another_server.ask(*desk.connection, asked("Ava", "Brook", "2018-11-23")).people) == People{ava});
}

TEST_CASE("building the index anew changes no answer") {
  Asking desk;
  for (int i = 0; i < 30; ++i)
    desk.add("Ava" + std::string(1, static_cast<char>('a' + i % 26)), "Oakfield", "2019-05-04");
  CHECK(desk.ask(asked("Avac", "Oakfield", "2019-05-04")).people.size() > 1);
  auto const before = desk.known.size(*desk.connection);
  desk.known.refresh(*desk.connection);
  CHECK(desk.known.size(*desk.connection) == before);
  KnownPeople fresh;
  CHECK(in(fresh.ask(*desk.connection, asked("Avac", "Oakfield", "2019-05-04")).people).front() ==
        in(desk.ask(asked("Avac", "Oakfield", "2019-05-04")).people).front());
}

TEST_CASE("an answer is the same to the byte whether or not a restricted person would have fitted") {
  Asking desk;
  desk.add("Ben", "Brook", "2018-01-02", at_home);
  auto const without = desk.type("pat", "Ava Oakfield 2019-05-04 DN99 9AA").body;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04", at_home);
  CHECK(desk.type("pat", "Ava Oakfield 2019-05-04 DN99 9AA").body != without);
  desk.restrict(ava, {"max"});
  CHECK(desk.type("pat", "Ava Oakfield 2019-05-04 DN99 9AA").body == without);
  CHECK(desk.ask(asked("Ava", "Oakfield", "2019-05-04")).people.empty());
  CHECK(in(desk.ask(asked("Ava", "Oakfield", "2019-05-04"), Among::restricted).people) == People{ava});
  CHECK(desk.run([&](auto& t) { return lift_restriction(t, ava, "Has left", {}); }).ok());
  CHECK(in(desk.ask(asked("Ava", "Oakfield", "2019-05-04")).people) == People{ava});
}

TEST_CASE("a protected postcode makes nobody known, and is not shown") {
  Asking desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04", at_home);
  auto const open = desk.ask(asked("Ava", "Oakfield", "2019-05-04", "DN99 9AA")).people.at(0).weight;
  desk.protect(ava, "max");
  CHECK(desk.ask(asked("Ava", "Oakfield", "2019-05-04", "DN99 9AA")).people.at(0).weight < open);
  for (auto const* login : {"pat", "max"}) {
    auto const page = desk.type(login, "Ava Oakfield 2019-05-04");
    CHECK(has(page, "Protected: not shown"));
    CHECK_FALSE(has(page, "DN99"));
  }
}

TEST_CASE("a protected identity is never found, until that is lifted") {
  Asking desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04");
  desk.guard(ava);
  CHECK(desk.ask(asked("Ava", "Oakfield", "2019-05-04")).people.empty());
  KnownPeople fresh;
  CHECK(fresh.ask(*desk.connection, asked("Ava", "Oakfield", "2019-05-04")).people.empty());
  CHECK(desk.run([&](auto& t) { return lift_identity_protection(t, ava, "By mistake", {}); }).ok());
  CHECK(in(desk.ask(asked("Ava", "Oakfield", "2019-05-04")).people) == People{ava});
}

TEST_CASE("what is typed in one box is taken apart, in any order and any usual form") {
  auto is = [](char const* typed, Asked const& meant) {
    CAPTURE(typed);
    auto const found = asked_in_one_box(typed);
    CHECK(found.forename == meant.forename);
    CHECK(found.surname == meant.surname);
    CHECK(found.date_of_birth == meant.date_of_birth);
    CHECK(found.postcode == meant.postcode);
  };
  is("Ava Larch 3/5/2016 dn99 9aa", asked("Ava", "Larch", "3/5/2016", "dn99 9aa"));
  is("dn999aa Larch", asked("", "Larch", "", "dn999aa"));
  is("LARCH, Ava Rose 3 May 2016", asked("Ava Rose", "LARCH", "3 May 2016"));
  is("2016-05-03 Ava Rose Larch", asked("Ava Rose", "Larch", "2016-05-03"));
  is("Larch", asked("", "Larch"));
  is("", asked("", ""));
  is("DN1 2AB", asked("", "", "", "DN1 2AB"));
  is("03.05.2016", asked("", "", "03.05.2016"));
}

TEST_CASE("a first name with a birth date finds as a surname with one does") {
  Asking desk;
  desk.add("Ottoline", "Quarrymoor", "2016-05-03", at_home);
  CHECK(has(desk.type("pat", "Ottoline 3/5/2016 DN99 9AA"), "Ottoline Quarrymoor"));
  CHECK(has(desk.type("pat", "Quarrymoor 3/5/2016 DN99 9AA"), "Ottoline Quarrymoor"));
}

TEST_CASE("the answer shows how it was reckoned, and what others typed is nowhere in an address") {
  Asking desk;
  desk.add("Ava", "Oakfield", "2019-05-04", at_home);
  auto const page = desk.type("pat", "Ava Oakfield 4/5/2019");
  CHECK(page.status == 200);
  for (auto const* words : {"Match", "Same name and date of birth", "How this was reckoned", "the same, which 1 in",
                            "Together", "Open the record"})
    CHECK(has(page, words));
  auto const looks = desk.looks();
  REQUIRE_FALSE(looks.empty());
  CHECK(looks.back().about.find("known? match, 1 shown") != std::string::npos);
  CHECK(looks.back().about.find("Oakfield") == std::string::npos);
}

TEST_CASE("a postcode alone lists who lives there for the hub, and is refused to others, who also say why they ask") {
  Asking desk;
  desk.add_person("mia", "Mia Mash", Role::mash_worker);
  desk.add("Ava", "Oakfield", "2019-05-04", at_home);
  CHECK(has(desk.type("pat", "DN99 9AA"), "Ava Oakfield"));
  auto const alone = desk.type("mia", "DN99 9AA");
  CHECK(alone.status == 422);
  CHECK_FALSE(has(alone, "Ava Oakfield"));
  CHECK(desk.type("mia", "Ava Oakfield 4/5/2019").status == 422);
  auto const whole = desk.post("mia", "/people/known", {{"q", "Ava Oakfield 4/5/2019"}, {"because", "strategy"}});
  CHECK(whole.status == 200);
  CHECK(has(whole, "Match"));
  CHECK(desk.looks().back().about.find("because: strategy") != std::string::npos);
  CHECK(desk.get("tia", "/people/known").status == 403);
}

TEST_CASE("the script gets the answer alone, and nothing for an empty form") {
  Asking desk;
  desk.add("Ava", "Oakfield", "2019-05-04", at_home);
  auto const answer = desk.post("pat", "/people/known", {{"q", "Ava Oakfield 4/5/2019"}, {"part", "answer"}});
  CHECK(answer.status == 200);
  CHECK(has(answer, "Match"));
  CHECK_FALSE(has(answer, "<html"));
  auto const empty = desk.post("pat", "/people/known", {{"q", ""}, {"part", "answer"}});
  CHECK(empty.status == 422);
  CHECK(empty.body.empty());
}
