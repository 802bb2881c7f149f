#include <doctest/doctest.h>

#include "doors.h"

using namespace kith;
using namespace kith::enquiry;
using namespace kith::enquiry::test;
using namespace std::chrono_literals;

namespace {

Hub::Typed danger(Hub::Typed more = {}) {
  Hub::Typed typed = {{"forenames", "Ava and Ben"}, {"danger", "Left alone since morning"}};
  typed.insert(typed.end(), more.begin(), more.end());
  return typed;
}

std::int64_t alerts(Doors& doors) {
  return doors.reader()->integer("SELECT count(*) FROM journal WHERE type='enquiry.urgent_alert_raised'").value_or(0);
}

}  // namespace

TEST_CASE("the urgent page begins with whom to ring, and offers its form to everybody who may raise") {
  Doors doors;
  for (auto const* login : {"tia", "pat", "mia", "max"}) {
    auto const page = doors.get(login, "/urgent");
    REQUIRE(page.status == 200);
    auto const first_number = page.body.find("tel:999");
    REQUIRE(first_number != std::string::npos);
    CHECK(has(page, "if a child is in immediate danger now"));
    CHECK(first_number < page.body.find("tel:01632960100"));
    CHECK(page.body.find("tel:01632960100") < page.body.find("tel:01632960101"));
    CHECK(page.body.find("tel:01632960101") < page.body.find("name=\"danger\""));
  }
  CHECK(doors.get("ann", "/urgent").status == 403);
}

TEST_CASE("one form makes the request and raises it, and it is its sender's until somebody accepts it by name") {
  Doors doors;
  auto const raised = doors.post("tia", "/urgent", danger({{"spoke_to", "Lee at the MASH"}, {"spoke-time", "9:50"}}));
  REQUIRE(raised.status == 303);
  auto const id = doors.only_enquiry();
  REQUIRE(doors.children(id).size() == 2);
  CHECK(doors.received(id).danger_now);
  CHECK(doors.received(id).agreement == Agreement::not_asked);
  auto const row = *enquiry_row(*doors.reader(), id);
  CHECK(row.urgent == UrgentState::raised);
  CHECK(row.urgent_owner == doors.accounts.at("tia"));
  CHECK(has(doors.get("tia", "/urgent"), "EH000001: not accepted yet"));
  CHECK(has(doors.get("tia", "/requests"), "Urgent: waiting for the MASH"));
  CHECK(has(doors.get("tia", "/requests/new"), "Your urgent concern: not accepted yet."));
  CHECK_FALSE(has(doors.get("noa", "/requests/new"), "not accepted yet"));

  CHECK(doors.post("pat", "/urgent/" + id.text() + "/accept", {{"worker", "Pat"}}).status == 403);
  auto const nobody = doors.post("mia", "/urgent/" + id.text() + "/accept", {{"about", id.text()}, {"worker", ""}});
  CHECK(nobody.status == 422);
  CHECK(has(nobody, "Give the name of the MASH worker who accepts it."));
  CHECK(enquiry_row(*doors.reader(), id)->urgent == UrgentState::raised);
  CHECK(doors.post("mia", "/urgent/" + id.text() + "/accept", {{"worker", "Mia Mash"}}).status == 303);
  CHECK(has(doors.get("tia", "/requests"), "Urgent: accepted by Mia Mash"));
  CHECK_FALSE(has(doors.get("tia", "/requests/new"), "not accepted yet"));
  auto const board = doors.get("mia", "/urgent");
  CHECK(has(board, "Nothing is waiting."));
  CHECK(has(board, "Mia Mash"));
}

TEST_CASE("the board shows minutes waited, past the limit in words, and the look at it is logged") {
  Doors doors;
  REQUIRE(doors.post("tia", "/urgent", danger()).status == 303);
  doors.pass(14min);
  auto const early = doors.get("mia", "/urgent");
  CHECK(has(early, "Waiting 14 minutes"));
  CHECK_FALSE(has(early, "longer than the limit"));
  CHECK(has(early, "value=\"Mia Mash\""));
  CHECK(has(early, "Nobody yet"));
  doors.pass(2min);
  CHECK(has(doors.get("mia", "/urgent"), "Waiting 16 minutes: longer than the limit of 15 minutes"));
  auto const looks = doors.looks();
  REQUIRE_FALSE(looks.empty());
  CHECK(looks.back().action == "see_urgent");
  CHECK(looks.back().record == doors.only_enquiry().text());
  CHECK_FALSE(has(doors.get("noa", "/urgent"), "Ava"));
}

TEST_CASE("past fifteen minutes every page warns the manager, and the timer alerts them once") {
  Doors doors;
  REQUIRE(doors.post("tia", "/urgent", danger()).status == 303);
  doors.pass(15min);
  REQUIRE(alert_overdue(doors.services).ok());
  CHECK(alerts(doors) == 0);
  CHECK_FALSE(has(doors.get("max", "/requests"), "no MASH worker has accepted"));
  doors.pass(1min);
  CHECK(has(doors.get("max", "/requests"), "1 urgent concern has waited longer than 15 minutes"));
  CHECK_FALSE(has(doors.get("pat", "/requests"), "no MASH worker has accepted"));
  REQUIRE(alert_overdue(doors.services).ok());
  doors.pass(5min);
  REQUIRE(alert_overdue(doors.services).ok());
  CHECK(alerts(doors) == 1);
  REQUIRE(doors.act(doors.only_enquiry(), AcceptUrgent{"Mia Mash", ""}, "mia").ok());
  CHECK_FALSE(has(doors.get("max", "/requests"), "no MASH worker has accepted"));
  REQUIRE(alert_overdue(doors.services).ok());
  CHECK(alerts(doors) == 1);
}

TEST_CASE("a practitioner raises what they asked for themselves; another's request might as well not be there") {
  Doors doors;
  REQUIRE(doors.post("tia", "/requests/new", six_answers()).status == 303);
  auto const id = doors.only_enquiry();
  auto const others = doors.post("noa", path_of(id) + "/urgent", {{"danger", "Hurt"}});
  CHECK(others.status == 404);
  auto const by_reference = doors.post("noa", "/urgent", {{"reference", "EH000001"}, {"danger", "Hurt"}});
  CHECK(by_reference.status == 422);
  auto const unknown = doors.post("noa", "/urgent", {{"reference", "EH000999"}, {"danger", "Hurt"}});
  CHECK(unknown.status == 422);
  CHECK(has(by_reference, "You have no request with this reference."));
  CHECK(has(unknown, "You have no request with this reference."));
  UrgentRaised raised;
  raised.danger = "Hurt";
  auto const refused = doors.act(id, RaiseUrgent{raised}, "noa");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "no_enquiry");
  CHECK(doors.post("tia", "/urgent", {{"reference", "EH000001"}, {"danger", "Hurt"}}).status == 303);
  CHECK(enquiry_row(*doors.reader(), id)->urgent == UrgentState::raised);
  CHECK(doors.enquiries() == 1);
  auto const twice = doors.post("tia", path_of(id) + "/urgent", {{"danger", "Hurt"}});
  CHECK(twice.status == 422);
  CHECK(has(twice, "nobody in the MASH has accepted it yet"));
}

TEST_CASE("the danger must be said, and a call cannot be in the future; what was typed stays") {
  Doors doors;
  auto const page = doors.post("tia", "/urgent", {{"forenames", "Ava"}, {"spoke_to", "Lee"}, {"spoke-time", "23:00"}});
  CHECK(page.status == 422);
  CHECK(has(page, "href=\"#danger\""));
  CHECK(has(page, "href=\"#spoke-time\""));
  CHECK(has(page, "value=\"Lee\""));
  CHECK(doors.enquiries() == 0);
}

TEST_CASE("a restricted record is on nobody's urgent board but that of those named") {
  Doors doors;
  REQUIRE(doors.post("tia", "/urgent", danger()).status == 303);
  auto const child = doors.children(doors.only_enquiry()).front().person;
  REQUIRE(doors
              .run([&](journal::Transaction& t) {
                return people::restrict_person(t, child, {doors.accounts.at("mia")}, "Safety", {});
              })
              .ok());
  CHECK(has(doors.get("mia", "/urgent"), "Left alone since morning"));
  CHECK(has(doors.get("pat", "/urgent"), "Nothing is waiting."));
}

TEST_CASE("the word sent stands on no urgent page, whoever looks and whatever waits") {
  Doors doors;
  auto check = [&] {
    for (auto const* login : {"tia", "pat", "mia", "max"})
      CHECK_FALSE(has_word(doors.get(login, "/urgent").body, "sent"));
    CHECK_FALSE(has_word(doors.get("tia", "/requests").body, "sent"));
  };
  check();
  REQUIRE(doors.post("tia", "/urgent", danger()).status == 303);
  check();
  doors.pass(20min);
  check();
  REQUIRE(doors.act(doors.only_enquiry(), AcceptUrgent{"Mia Mash", ""}, "mia").ok());
  check();
}

TEST_CASE("a call from before midnight, noted the next morning, is recorded with its own day") {
  Doors doors;
  auto const that_day = london_date(doors.clock.now());
  auto const called = danger({{"spoke_to", "Lee at the MASH"}, {"spoke-time", "23:50"}, {"spoke_day", "yesterday"}});
  REQUIRE(doors.post("tia", "/urgent", called).status == 303);
  auto const board = doors.get("mia", "/urgent");
  CHECK(has(board, "Lee at the MASH, " + for_people(from_london(that_day - 1, 23, 50))));
}

TEST_CASE("a call on another day needs its date and its time, and a time needs somebody who was spoken to") {
  Doors doors;
  auto const other = [&](Hub::Typed more) {
    auto typed = danger({{"spoke_to", "Lee"}, {"spoke_day", "other"}});
    typed.insert(typed.end(), more.begin(), more.end());
    return doors.post("tia", "/urgent", typed);
  };
  CHECK(has(other({{"spoke-time", "9:00"}}), "Give the date of the call"));
  Hub::Typed const day = {{"spoke-day", "1"}, {"spoke-month", "2"}, {"spoke-year", "2026"}};
  CHECK(has(other(day), "Give the time of the call too."));
  auto both = day;
  both.emplace_back("spoke-time", "9:00");
  CHECK(other(both).status == 303);
  auto const nobody = doors.post("tia", "/urgent", danger({{"spoke-time", "9:50"}}));
  CHECK(nobody.status == 422);
  CHECK(has(nobody, "Say who you spoke to, or clear the time."));
}
