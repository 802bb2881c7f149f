// Somebody who should not read a page tries to: the person to fear, who lives in the same house or did; a stranger with
// a link that is not theirs; whoever is in the house when she is asked.
#include "guest/entry.h"
#include "guest/guest_desk.h"
#include "message/commands.h"
#include "people/matching/pairs.h"
#include "people/particulars.h"

using namespace kith;
using namespace kith::guest;
using namespace kith::guest::test;

namespace {

struct Attacked : GuestDesk {
  Attacked() {
    ask(mother, "safe");
    REQUIRE(invite_mother().status == 303);
  }
  std::string link() { return "/help/open/" + message::link_in(key(), last_message(message::Template::link)); }
  bool reads() { return see("/help/page").status == 200; }
  // The code that lies under the cookie, whether it went out or not.
  std::string unsent_code() {
    auto const body = access::find_on(*reader(), access::proof_shelf, cookie, clock.now());
    REQUIRE(body.has_value());
    return message::code_in(key(), codec::from_json<GuestProof>(*body).code.message);
  }
  void tells_nothing() {
    CHECK_FALSE(reads());
    CHECK(say("/help/page", {{"what", "say"}, {"text", "Let me in"}}).status == 404);
    CHECK(number("SELECT count(*) FROM guest_said") == 0);
  }
  void invite_partner() {
    pass(std::chrono::minutes{1});  // after every other link
    done("tia", "partner-link",
         {{"member", member("Hal Healthvisitor")}, {"channel", "email"}, {"to", "hal@example.org"}});
  }
  PersonId add_father() {
    auto const father = add("Fergus", "Quillfeather", "1988-03-02");
    ask(father, "safe");
    return father;
  }
  http::Response invite_person(PersonId person, std::string const& channel, std::string const& to) {
    return post("tia", at("view-invite"),
                {{"person", person.text()}, {"channel", channel}, {"to", to}, {"language", "en"}});
  }
  void know_address(PersonId person, std::string address, std::string never_given_to) {
    people::AddressKnown known;
    known.person = person;
    known.particular = people::ParticularId::mint(clock.now(), random);
    known.address = std::move(address);
    known.never_given_to = std::move(never_given_to);
    must([&](auto& t) { return people::record_particular(t, known, {}); });
  }
  void know_phone(PersonId person, std::string phone, std::string must_not_know) {
    people::ContactKnown known;
    known.person = person;
    known.particular = people::ParticularId::mint(clock.now(), random);
    known.phone = std::move(phone);
    known.must_not_know = std::move(must_not_know);
    must([&](auto& t) { return people::record_particular(t, known, {}); });
  }
};

}  // namespace

TEST_CASE("what she says with him in the room does not take back what she said alone") {
  GuestDesk desk;
  // A young person of fifteen: nobody of their age has to be asked, but who says no is heard.
  auto const teenager = desk.add("Perdita", "Quillfeather", "2011-02-03");
  auto const ask_teenager = [&](char const* said, bool alone) {
    desk.done("tia", "view-ask",
              {{"person", teenager.text()},
               {"said", said},
               {"alone", alone ? "yes" : "no"},
               {"asked_by", "Tia"},
               {"understanding", "Said so in their own words"}});
  };
  desk.ask(desk.mother, "safe");
  ask_teenager("unsafe", true);
  CHECK(desk.invite_mother().status == 422);
  ask_teenager("safe", false);
  CHECK(desk.invite_mother().status == 422);
  ask_teenager("safe", true);
  CHECK(desk.invite_mother().status == 303);
}

TEST_CASE("two of one family are never written to at one place, however it is typed") {
  Attacked desk;
  auto const father = desk.add_father();
  CHECK(has(desk.invite_person(father, "text", "+44 7700 900 982"), "goes there already"));
  CHECK(desk.invite_person(father, "email", "Home@Example.org").status == 303);
  CHECK(has(desk.invite_person(desk.mother, "email", "home@example.org"), "goes there already"));
  // Her own again is a newer link, and the older one opens nothing.
  CHECK(desk.invite_mother().status == 303);
  CHECK(desk.number("SELECT count(*) FROM guest WHERE ended=0") == 2);
}

TEST_CASE("whoever moves in, and has not been asked, shuts the view until they are") {
  Attacked desk;
  desk.come_in();
  CHECK(desk.reads());
  auto const father = desk.add("Fergus", "Quillfeather", "1988-03-02");
  CHECK_FALSE(desk.reads());
  desk.ask(father, "safe");
  CHECK(desk.reads());
}

TEST_CASE("a link opens nothing once the family has left, a record is restricted, or its time is over") {
  Attacked desk;
  desk.come_in();
  REQUIRE(desk.reads());
  auto const answers = [&](char const* answer) {
    desk.done("pat", "agreement",
              {{"person", desk.mother.text()},
               {"answer", answer},
               {"whole_family", "yes"},
               {"alone", "yes"},
               {"how", "phone"},
               {"asked_by", "Tia"}});
  };
  answers("withdraws");
  desk.tells_nothing();
  answers("agrees");
  REQUIRE(desk.reads());
  desk.must([&](auto& t) { return people::restrict_person(t, desk.child, {desk.accounts.at("tia")}, "Adoption", {}); });
  desk.tells_nothing();
  desk.must([&](auto& t) { return people::lift_restriction(t, desk.child, "Over", {}); });
  REQUIRE(desk.reads());
  desk.pass(std::chrono::hours{24 * 91});
  desk.tells_nothing();
  CHECK(location(desk.say(desk.link(), {})) == "/help/open-code");
  desk.catch_up();
  CHECK(desk.number("SELECT count(*) FROM message WHERE says='code'") == 1);
}

TEST_CASE("an address that is never to be given, and a number that nobody is to know, are in no text") {
  Attacked desk;
  auto const father = desk.add_father();
  auto const days = [&](std::string const& text) {
    desk.done("tia", "plan-action", desk.in_days("due", 4, {{"text", text}, {"owner", "family"}}));
  };
  days("QVISITS at 12 Larkspur Close");
  days("QRINGS him on 01632-960 123");
  days("QSTAYS");
  desk.come_in();
  for (auto const* token : {"QVISITS", "QRINGS", "QSTAYS"}) CHECK_MESSAGE(has(desk.see("/help/page"), token), token);
  desk.know_address(father, "12 Larkspur Close, Denaby", "The children's mother");
  desk.know_phone(father, "01632 960123", "The children's mother");
  auto const page = desk.see("/help/page");
  for (auto const* token : {"QVISITS", "QRINGS"}) CHECK_FALSE_MESSAGE(has(page, token), token);
  CHECK(has(page, "QSTAYS"));
  // He lives there and reads it.
  auto const his = desk.get("tia", desk.at("plan-copy") + "?for=" + father.text());
  for (auto const* token : {"QVISITS", "QRINGS", "QSTAYS"}) CHECK_MESSAGE(has(his, token), token);
}

TEST_CASE("what is kept from one record of a person is kept from the other, when they are the same person") {
  Attacked desk;
  auto const again = desk.add("Maud", "Quilfeather", "1990-02-01");
  desk.ask(again, "safe");
  auto const goal = plan_now(*desk.reader(), desk.family)->goals.front();
  desk.done("tia", "view-mark", {{"item", "goal:" + goal.goal.text()}, {"kept_from", desk.mother.text()}});
  auto const copy = desk.at("plan-copy") + "?for=" + again.text();
  CHECK(has(desk.get("tia", copy), "QSECRETGOAL"));
  desk.must([&](auto& t) -> Result<std::string> {
    t.connection().execute("INSERT INTO person_joined(person, lead) VALUES($1,$2)", {again, desk.mother});
    return std::string{};
  });
  CHECK_FALSE(has(desk.get("tia", copy), "QSECRETGOAL"));
}

TEST_CASE("codes are guessed five times, sent three times an hour, and never guessed where none was sent") {
  Attacked desk;
  auto const link = desk.link();
  CHECK(location(desk.say(link, {})) == "/help/open-code");
  desk.catch_up();
  auto const code = message::code_in(desk.key(), desk.last_message(message::Template::code));
  for (int tries = 0; tries < message::most_code_tries; ++tries)
    CHECK(desk.say("/help/open-code", {{"code", code == "000000" ? "111111" : "000000"}}).status == 422);
  CHECK(desk.say("/help/open-code", {{"code", code}}).status == 422);  // used up, also for the right one
  CHECK_FALSE(desk.reads());
  for (int more = 0; more < 5; ++more) {
    desk.pass(std::chrono::minutes{6});
    desk.cookie.clear();
    CHECK(location(desk.say(link, {})) == "/help/open-code");
  }
  desk.catch_up();
  CHECK(desk.number("SELECT count(*) FROM message WHERE says='code'") == door::most_codes_an_hour);
  // A proof for which no code went out: not even the code that would have been sent opens it.
  desk.pass(std::chrono::minutes{6});
  CHECK(desk.say("/help/open-code", {{"code", desk.unsent_code()}}).status == 422);
  CHECK_FALSE(desk.reads());
}

TEST_CASE("a link and a code that were right open nothing when the link ended between the two") {
  Attacked desk;
  CHECK(location(desk.say(desk.link(), {})) == "/help/open-code");
  desk.catch_up();
  auto const code = message::code_in(desk.key(), desk.last_message(message::Template::code));
  desk.done("tia", "view-end", {{"guest", desk.reader()->text("SELECT id FROM guest").value_or("")}});
  auto const right = desk.say("/help/open-code", {{"code", code}});
  CHECK(right.status == 422);
  CHECK_FALSE(desk.reads());
}

TEST_CASE("a form counts once however often it is pressed, and only with the token of its own page") {
  Attacked desk;
  desk.come_in();
  for (int twice = 0; twice < 2; ++twice)
    CHECK(desk.say("/help/page", {{"what", "say"}, {"text", "QTWICE"}, {"form_key", "one-page"}}).status == 303);
  CHECK(desk.number("SELECT count(*) FROM guest_said") == 1);
  CHECK(has(desk.see("/help/page"), "name=\"form_key\""));
  http::Request foreign;
  foreign.method = http::Method::post;
  foreign.path = "/help/page";
  foreign.headers = {{"Cookie", "__Host-kith-p=" + desk.cookie}, {"Content-Type", "application/x-www-form-urlencoded"}};
  foreign.body = "what=stop";
  CHECK(desk.send("", std::move(foreign)).status == 404);
  CHECK(desk.reads());
}

TEST_CASE("the link stands in no journal, no record, no read log and no page behind it") {
  Attacked desk;
  auto const secret = desk.link().substr(std::string_view{"/help/open/"}.size());
  desk.come_in();
  auto const page = desk.see("/help/page");
  CHECK(page.status == 200);
  CHECK_FALSE(has(page, secret));
  CHECK(desk.number("SELECT count(*) FROM payload WHERE body LIKE '%" + secret + "%'") == 0);
  CHECK(desk.number("SELECT count(*) FROM message WHERE about LIKE '%" + secret + "%'") == 0);
  auto const looks = desk.looks();
  REQUIRE_FALSE(looks.empty());
  CHECK(looks.back().record.find(desk.family.text()) != std::string::npos);
  for (auto const& look : looks) CHECK((look.record + look.about).find(secret) == std::string::npos);
  for (auto const& header : page.headers) CHECK(header.value.find(secret) == std::string::npos);
  CHECK(std::ranges::any_of(page.headers, [](auto const& header) {
    return http::same_name(header.name, "Cache-Control") && header.value == "no-store";
  }));
}

TEST_CASE("a proof of one thing opens nothing else: neither a request that was looked up, nor a partner's page") {
  Attacked desk;
  desk.invite_partner();
  desk.come_in();  // the last link is the partner's
  REQUIRE(desk.reads());
  for (auto const* what : {"say", "answer", "stop"})
    CHECK(desk.say("/help/page", {{"what", what}, {"text", "QNOTMINE"}, {"agrees", "yes"}}).status == 422);
  CHECK(desk.number("SELECT count(*) FROM guest_said") == 0);
  CHECK_FALSE(has(desk.see("/help/page"), "QNEXTSTEP"));
  // And hers does not do a partner's part.
  desk.cookie.clear();
  desk.pass(std::chrono::hours{1});
  desk.invite_mother();
  desk.come_in();
  auto const before = desk.number("SELECT count(*) FROM family_entry");
  for (auto const* what : {"note", "leave", "done"})
    CHECK(desk.say("/help/page", {{"what", what}, {"text", "QNOTMINE"}, {"sure", "yes"}}).status == 422);
  CHECK(desk.number("SELECT count(*) FROM family_entry") == before);
  CHECK_FALSE(desk.member("Hal Healthvisitor").empty());
}

TEST_CASE(
    "a partner who has left the team, or whose family has left, reads nothing; and a message is not sent any more") {
  Attacked desk;
  desk.invite_partner();
  message::MessageAsked asked;
  asked.about =
      about_guest(*GuestId::parse(desk.reader()->text("SELECT id FROM guest WHERE kind='partner'").value_or("")));
  asked.channel = message::Channel::email;
  asked.to = std::string{"hal@example.org"};
  asked.says = message::Template::link;
  CHECK(still_open(*desk.reader(), asked, desk.clock.now()));
  desk.come_in();
  REQUIRE(desk.reads());
  desk.done("pat", "leave", {{"member", desk.member("Hal Healthvisitor")}, {"reason", "Moved on"}});
  CHECK_FALSE(desk.reads());
  CHECK_FALSE(still_open(*desk.reader(), asked, desk.clock.now()));
  CHECK(desk.say("/help/page", {{"what", "note"}, {"text", "QTOOLATE"}}).status == 404);
}
