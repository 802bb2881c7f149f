// Advice without names: what is kept of it, that nothing says whom it was about, and the request that may come of it.
#include <doctest/doctest.h>

#include "doors.h"
#include "enquiry/no_names.h"
#include "journal/store.h"

using namespace kith;
using namespace kith::enquiry;
using namespace kith::enquiry::test;
using namespace std::chrono_literals;

namespace {

// A consultation filled in as briefly as it can be; `more` comes on top.
Typed asked_without_names(Typed more = {}) {
  Typed typed = {{"source", "schools"},
                 {"asked_by", "Jo Teacher"},
                 {"worries", "A boy of seven comes hungry most days"},
                 {"advice", "Ask his mother what mornings are like"},
                 {"must", "no"}};
  for (auto& [name, value] : more) {
    std::erase_if(typed, [&](auto const& field) { return field.first == name; });
    typed.emplace_back(name, value);
  }
  return typed;
}

struct Advising : Doors {
  std::string advised(Typed more = {}, std::string const& login = "pat") {
    auto const saved = post(login, "/consultations/new", asked_without_names(std::move(more)));
    REQUIRE(saved.status == 303);
    auto const to = location(saved);
    return to.substr(0, to.find('?'));
  }
  ConsultationRow row_at(std::string const& address) {
    for (auto const& row : consultations(*reader(), {}))
      if (address.ends_with(row.consultation.text())) return row;
    FAIL("there is no consultation at " << address);
    return {};
  }
  GiveAdvice advice() {
    GiveAdvice command;
    command.given.consultation = ConsultationId::mint(clock.now(), random);
    command.given.given_on = london_date(clock.now());
    command.given.source = "schools";
    command.given.worries = "Comes hungry";
    command.given.advice = "Talk with his mother";
    return command;
  }
  std::string code_of(GiveAdvice const& command, std::string const& login = "pat") {
    auto const who = by(login);
    auto const done = run([&](journal::Transaction& t) { return give_advice(t, command, who); });
    return done ? std::string{} : done.error().code;
  }
};

}  // namespace

TEST_CASE("advice without names is kept, is no request, and is found again by whoever may advise") {
  Advising desk;
  auto const before = desk.enquiries();
  auto const at = desk.advised();
  auto const page = desk.get("sam", at);
  CHECK(page.status == 200);
  CHECK(has(page, "Consultation NN00001"));
  CHECK(has(page, "A boy of seven comes hungry most days"));
  CHECK(has(page, "Ask his mother what mornings are like"));
  CHECK(has(page, "Pat Coordinator"));
  CHECK(desk.enquiries() == before);
  CHECK(desk.number("SELECT count(*) FROM person") == 0);
  CHECK(has(desk.get("mia", "/consultations"), "NN00001"));
  CHECK(desk.looks().back().action == "give_advice");
  CHECK(desk.advised() != at);
  CHECK(has(desk.get("pat", "/consultations"), "NN00002"));
}

TEST_CASE("a consultation is read and written by those who advise, and by nobody else") {
  Advising desk;
  auto const at = desk.advised();
  for (auto const* login : {"tia", "ann"}) {
    CAPTURE(login);
    CHECK(desk.get(login, at).status == 403);
    CHECK(desk.get(login, "/consultations").status == 403);
    CHECK(desk.post(login, "/consultations/new", asked_without_names()).status == 403);
    CHECK(desk.post(login, at + "/must-be-named", {{"reason", "Harm"}}).status == 403);
  }
  CHECK(desk.code_of(desk.advice(), "tia") == "not_allowed");
}

TEST_CASE("what says who a family is, is refused beside its field and not kept") {
  Advising desk;
  auto refused = [&](std::string const& field, std::string const& text, std::string_view what) {
    CAPTURE(text);
    auto const events = desk.events();
    auto const page = desk.post("pat", "/consultations/new", asked_without_names({{field, text}}));
    CHECK(page.status == 422);
    CHECK(has(page, "This holds " + std::string{what}));
    CHECK(has(page, "href=\"#" + field + "\""));
    CHECK(desk.events() == events);
  };
  refused("worries", "They live at DN99 9AA", "a postcode");
  refused("worries", "A girl, born on 4 May 2019", "a date of birth");
  refused("working_well", "Her aunt, DOB 04/05/1990", "a date of birth");
  refused("advice", "Ring the mother on 01632 960001", "a telephone or NHS number");
  refused("advice", "Write to aunt@example.org", "an e-mail address");
}

TEST_CASE("ordinary words hold no identity") {
  for (auto const* text : {"Seen 3 times since 4 May, by 2 teachers", "In year 5 since 2024; misses 12 of 20 days",
                           "Stubborn, and born into a large family", "He gets up at 7", ""}) {
    CAPTURE(text);
    CHECK_FALSE(identity_in(text).has_value());
  }
  CHECK(identity_in("999 999 9999") == "a telephone or NHS number");
}

TEST_CASE("a consultation needs who asks, what about, what was advised, and a day that has been") {
  Advising desk;
  auto change = [&](auto alter) {
    auto command = desk.advice();
    alter(command.given);
    return desk.code_of(command);
  };
  CHECK(change([](AdviceGiven&) {}).empty());
  CHECK(change([](AdviceGiven& g) { g.source.clear(); }) == "no_source");
  CHECK(change([](AdviceGiven& g) { g.worries = " "; }) == "no_worries");
  CHECK(change([](AdviceGiven& g) { g.advice.clear(); }) == "no_advice");
  CHECK(change([](AdviceGiven& g) { g.given_on = g.given_on + 1; }) == "given_in_future");
  CHECK(change([](AdviceGiven& g) { g.advice = "Ring 01632 960001"; }) == "holds_identity");
  auto const page = desk.post("pat", "/consultations/new", {{"must", "yes"}});
  CHECK(page.status == 422);
  CHECK(has(page, "Say why the child must now be named."));
}

TEST_CASE("the adviser says that the child must now be named, with the reason, and it waits until that is done") {
  Advising desk;
  auto const at = desk.advised();
  auto const empty = desk.post("pat", at + "/must-be-named", {{"reason", " "}});
  CHECK(empty.status == 422);
  CHECK(has(empty, "Say why the child must now be named."));
  auto const said = desk.post("pat", at + "/must-be-named", {{"reason", "He may be harmed at home"}});
  REQUIRE(said.status == 303);
  auto const page = desk.get("pat", at);
  CHECK(has(page, "The child must be named: He may be harmed at home"));
  desk.pass(49h);
  auto const list = desk.get("max", "/consultations?show=to_be_named");
  CHECK(has(list, "NN00001"));
  CHECK(has(list, "Since 2 days ago"));
  SUBCASE("once is enough") {
    auto const who = desk.by("pat");
    auto const again = desk.run(
        [&](journal::Transaction& t) { return require_naming(t, desk.row_at(at).consultation, "Again", who); });
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().code == "naming_required_already");
  }
  SUBCASE("it can be said with the advice") {
    auto const other = desk.advised({{"must", "yes"}, {"must_be_named_because", "She is not safe"}});
    CHECK(has(desk.get("pat", other), "The child must be named: She is not safe"));
  }
}

TEST_CASE("a consultation becomes a request with nothing typed again") {
  Advising desk;
  auto const ward = std::ranges::find(doncaster().places, profile::Rank::ward, &profile::Place::rank)->code.value;
  auto const at = desk.advised({{"working_well", "Likes his teacher"},
                                {"job", "Head of year"},
                                {"agency", "dial_house_primary"},
                                {"ward", ward},
                                {"need", "parenting"}});
  auto const row = desk.row_at(at);
  auto const form = desk.get("pat", "/requests/new?consultation=" + row.consultation.text());
  CHECK(form.status == 200);
  for (std::string const kept :
       {"A boy of seven comes hungry most days", "Likes his teacher", "value=\"Jo Teacher\"", "value=\"Head of year\"",
        "value=\"schools\" selected", "value=\"parenting\" selected", "value=\"dial_house_primary\" selected"}) {
    CAPTURE(kept);
    CHECK(has(form, kept));
  }
  CHECK(has(form, "value=\"" + ward + "\" selected"));
  auto const typed = six_answers({{"consultation", row.consultation.text()},
                                  {"source", "schools"},
                                  {"worries", "A boy of seven comes hungry most days"},
                                  {"door", "phone"}});
  auto const saved = desk.post("pat", "/requests/new", typed);
  REQUIRE(saved.status == 303);
  auto const enquiry = desk.only_enquiry();
  CHECK(desk.row_at(at).enquiry == enquiry);
  CHECK(has(desk.get("pat", at), "The request that came of it"));
  CHECK(has(desk.get("pat", path_of(enquiry)), "This began as advice without names"));
  CHECK(desk.get("pat", "/consultations?show=to_be_named").status == 200);
  SUBCASE("once only, and what was typed the second time is not lost") {
    auto second = typed;
    second.emplace_back("form_key", "another");
    auto const again = desk.post("sam", "/requests/new", second);
    CHECK(again.status == 422);
    CHECK(has(again, "A request has come of this consultation already."));
    CHECK(has(again, "Oakfield"));
    CHECK(desk.enquiries() == 1);
    auto const who = desk.by("pat");
    auto const naming =
        desk.run([&](journal::Transaction& t) { return require_naming(t, row.consultation, "Harm", who); });
    REQUIRE_FALSE(naming.ok());
    CHECK(naming.error().code == "named_already");
  }
}

TEST_CASE("nobody who may not advise makes a request of a consultation, and one that is not there is not found") {
  Advising desk;
  auto const row = desk.row_at(desk.advised());
  CHECK_FALSE(has(desk.get("tia", "/requests/new?consultation=" + row.consultation.text()), "comes hungry"));
  CHECK(desk.post("tia", "/requests/new", six_answers({{"consultation", row.consultation.text()}})).status == 403);
  CHECK(desk.enquiries() == 0);
  auto const unknown = ConsultationId::mint(desk.clock.now(), desk.random);
  CHECK(desk.get("pat", "/consultations/" + unknown.text()).status == 404);
  auto const who = desk.by("pat");
  auto const done = desk.run([&](journal::Transaction& t) { return require_naming(t, unknown, "Harm", who); });
  REQUIRE_FALSE(done.ok());
  CHECK(done.error().code == "no_consultation");
}

TEST_CASE("advice is counted by who asked and by its days") {
  Advising desk;
  desk.advised();
  desk.advised({{"must", "yes"}, {"must_be_named_because", "Harm"}});
  desk.advised({{"source", "police"}});
  auto const today = london_date(desk.clock.now());
  auto const counts = advice_given(*desk.reader(), today, today);
  REQUIRE(counts.size() == 2);
  CHECK(counts[0].source == "schools");
  CHECK(counts[0].given == 2);
  CHECK(counts[0].must_be_named == 1);
  CHECK(counts[1].given == 1);
  CHECK(advice_given(*desk.reader(), today + 1, today + 9).empty());
  CHECK(count_consultations(*desk.reader(), {.source = "police"}) == 1);
}
