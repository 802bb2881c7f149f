#include <doctest/doctest.h>

#include "hub.h"

using namespace kith;
using namespace kith::enquiry;
using namespace kith::enquiry::test;
using namespace std::chrono_literals;

namespace {

// The count on a tab of the inbox.
int tab_count(http::Response const& inbox, std::string_view tab) {
  auto at = inbox.body.find("tab=" + std::string{tab});
  REQUIRE(at != std::string::npos);
  at = inbox.body.find("kith-count\">", at) + 12;
  return std::atoi(inbox.body.c_str() + at);
}

Hub::Typed screening(std::int64_t version, std::string outcome, std::string reason) {
  return {{"version", std::to_string(version)},
          {"outcome", std::move(outcome)},
          {"reason", std::move(reason)},
          {"level", "2"},
          {"footing", "none"}};
}

void decide_for(Hub& hub, EnquiryId id, std::int64_t version = 1) {
  REQUIRE(
      hub.post("sam", path_of(id) + "/screen", screening(version, "information_advice", "Advice is enough")).status ==
      303);
}

}  // namespace

TEST_CASE("the inbox counts each tab and lists first names and ages, never surnames") {
  Hub hub;
  hub.receive({a_child("Ava", "Oakfield", "2019-05-04"), a_child("Ben", "Oakfield", "2021-01-02")});
  hub.receive({a_child("Cal", "Elmbridge", "2015-07-09")});
  auto const third = hub.receive({a_child("Dot", "Ashworth", "2016-08-01")});
  REQUIRE(hub.act(third, BeginWaiting{"the school", {}}).ok());
  auto const inbox = hub.get("pat", "/inbox");
  REQUIRE(inbox.status == 200);
  CHECK(tab_count(inbox, "new") == 2);
  CHECK(tab_count(inbox, "waiting") == 1);
  CHECK(tab_count(inbox, "to_tell") == 0);
  CHECK(tab_count(inbox, "decided") == 0);
  CHECK(tab_count(inbox, "all") == 3);
  CHECK(has(inbox, "Ava, 7"));
  CHECK(has(inbox, "Ben, 5"));
  CHECK_FALSE(has(inbox, "Oakfield"));
  CHECK_FALSE(has(inbox, "Dot, 10"));
  CHECK(has(hub.get("pat", "/inbox?tab=waiting"), "For the school"));
}

TEST_CASE("the inbox narrows by source, need, place with all that lies in it, contact and urgency") {
  Hub hub;
  auto const& places = doncaster().places;
  auto const inner = std::ranges::find(places, profile::Rank::place, &profile::Place::rank);
  REQUIRE(inner != places.end());
  auto const up = profile::upwards(doncaster(), inner->code);
  auto const locality = up[up.size() - 2];
  hub.receive({a_child("Ava", "Oakfield", "2019-05-04")}, [&](auto& r) { r.places = {inner->code}; });
  hub.receive({a_child("Cal", "Elmbridge", "2015-07-09")}, [](auto& r) {
    r.source = "police";
    r.primary_need = "attendance";
  });
  auto const urgent = hub.receive({a_child("Dot", "Ashworth", "2016-08-01")});
  REQUIRE(hub.act(urgent, a_danger()).ok());
  REQUIRE(hub.act(urgent, RecordFirstContact{"Pat", "Mother", "phone", hub.clock.now(), ""}).ok());
  auto only = [&](std::string const& query, std::string_view name) {
    auto const page = hub.get("pat", "/inbox?" + query);
    CAPTURE(query);
    CHECK(has(page, name));
    for (std::string_view other : {"Ava, 7", "Cal, 11", "Dot, 10"})
      if (other != name) CHECK_FALSE(has(page, other));
    CHECK(has(page, "Remove filter"));
  };
  only("source=police", "Cal, 11");
  only("need=attendance", "Cal, 11");
  only("place=" + inner->code.value, "Ava, 7");
  only("place=" + locality.value, "Ava, 7");
  only("urgent=1", "Dot, 10");
  CHECK_FALSE(has(hub.get("pat", "/inbox?uncontacted=1"), "Dot, 10"));
  CHECK_FALSE(has(hub.get("pat", "/inbox?source=nonsense"), "Remove filter"));
}

TEST_CASE("the inbox shows fifty a page, sorted as asked, and a page beyond the last is the last") {
  Hub hub;
  for (int i = 0; i < 53; ++i) {
    hub.receive({a_child("Child" + std::to_string(100 + i), "Oakfield", "2019-05-04")});
    hub.pass(1min);
  }
  auto const first = hub.get("pat", "/inbox");
  CHECK(has(first, "Showing 1 to 50 of 53 requests"));
  CHECK(has(first, "Child100,"));
  CHECK_FALSE(has(first, "Child152,"));
  CHECK(has(hub.get("pat", "/inbox?page=2"), "Showing 51 to 53 of 53 requests"));
  CHECK(has(hub.get("pat", "/inbox?page=99"), "Showing 51 to 53 of 53 requests"));
  CHECK(has(hub.get("pat", "/inbox?sort=received&direction=descending"), "Child152,"));
  auto const backwards = hub.get("pat", "/inbox?sort=reference&direction=descending");
  CHECK(backwards.body.find("EH000053") < backwards.body.find("EH000052"));
}

TEST_CASE("the clock says how long, in words too when overdue, and only a first helpful contact stops it") {
  Hub hub;
  auto const id = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  CHECK(has(hub.get("pat", "/inbox"), "Received today, no contact yet"));
  hub.pass(24h * 6);  // Tuesday 10 November: four working days
  auto const inbox = hub.get("pat", "/inbox");
  CHECK(has(inbox, "Waiting 6 days (4 working days)"));
  CHECK(has(inbox, "Overdue"));
  CHECK(has(inbox, "Was due by 9 November 2026"));
  CHECK(hub.post("pat", path_of(id) + "/tried", {{"by", "Pat"}}).status == 303);
  CHECK(has(hub.get("pat", "/inbox"), "Waiting 6 days"));
  decide_for(hub, id, 2);  // the try counts as one
  CHECK(has(hub.get("pat", "/inbox?tab=to_tell"), "Waiting 6 days"));
  auto const done = hub.post("pat", path_of(id) + "/contact", {{"with_whom", "Mother"}});
  CHECK(done.status == 303);
  CHECK(location(done) == path_of(id) + "?done=contact");
  auto const page = hub.get("pat", location(done));
  CHECK(has(page, "First contact made after 6 days (4 working days)"));
  CHECK(has(page, "Pat Coordinator spoke with Mother"));
  CHECK(has(page, "Later than the limit of 3 working days"));
  CHECK(has(page, "The clock has stopped"));
}

TEST_CASE("first contact in time is told without blame, and a late record says so") {
  Hub hub;
  auto const id = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  hub.pass(24h * 5);
  CHECK(hub.post("pat", path_of(id) + "/contact",
                 {{"by", "Lee Visitor"},
                  {"with_whom", "Father"},
                  {"method", "home_visit"},
                  {"at-day", "6"},
                  {"at-month", "11"},
                  {"at-year", "2026"},
                  {"at-time", "2:30pm"}})
            .status == 303);
  auto const page = hub.get("pat", path_of(id));
  CHECK(has(page, "First contact made after 2 days (2 working days)"));
  CHECK_FALSE(has(page, "Later than"));
  CHECK(has(page, "6 November 2026, 2:30pm"));
  CHECK(has(page, "Recorded 3 days later, on 9 November 2026"));
}

TEST_CASE("a refused small form comes back as typed, with the error beside its field") {
  Hub hub;
  auto const id = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  auto const future = hub.post("pat", path_of(id) + "/contact",
                               {{"by", "Pat"},
                                {"with_whom", "Aunt Iris"},
                                {"at-day", "31"},
                                {"at-month", "12"},
                                {"at-year", "2026"},
                                {"note", "A long talk"}});
  CHECK(future.status == 422);
  CHECK(has(future, "The contact cannot be in the future."));
  CHECK(has(future, "Aunt Iris"));
  CHECK(has(future, "A long talk"));
  CHECK(has(future, "Error: "));
  auto const unreal =
      hub.post("pat", path_of(id) + "/wait",
               {{"for_whom", "school"}, {"until-day", "31"}, {"until-month", "2"}, {"until-year", "2026"}});
  CHECK(unreal.status == 422);
  CHECK(has(unreal, "Enter a real date"));
  CHECK(hub.post("pat", path_of(id) + "/note", {{"text", "  "}}).status == 422);
  CHECK(hub.post("pat", path_of(id) + "/note", {{"text", "Rang the school & left word"}}).status == 303);
  CHECK(has(hub.get("pat", path_of(id)), "Rang the school &amp; left word"));
  CHECK(hub.post("pat", path_of(id) + "/wait-over", {}).status == 422);
  CHECK(hub.post("pat", path_of(id) + "/wait", {{"for_whom", "the school"}}).status == 303);
  CHECK(hub.post("pat", path_of(id) + "/wait-over", {{"what_came", "A report"}}).status == 303);
}

TEST_CASE("a screening that is not complete says everything that is missing and keeps what was typed") {
  Hub hub;
  auto const id = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  auto typed = screening(1, "progress_pathway", "");
  typed.push_back({"worry", "Arguments at home"});
  typed[3] = {"level", ""};
  auto const refused = hub.post("sam", path_of(id) + "/screen", typed);
  CHECK(refused.status == 422);
  CHECK(has(refused, "Say why: the reason"));
  CHECK(has(refused, "Choose the level of need."));
  CHECK(has(refused, "Say who decided."));
  CHECK(has(refused, "Arguments at home"));
  CHECK(hub.post("sam", path_of(id) + "/screen", {{"version", "1"}, {"reason", "Because"}}).status == 422);
  CHECK_FALSE(enquiry_row(*hub.reader(), id)->outcome.has_value());
}

TEST_CASE("a screening is saved with the risk that is held, or not at all") {
  Hub hub;
  auto const id = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  auto typed = screening(1, "progress_pathway", "Needs a plan");
  typed.insert(typed.end(), {{"worry", "Arguments at home"},
                             {"risk_reason", "The family works with us"},
                             {"decided_by", "Max Manager"},
                             {"social_worker", "yes"},
                             {"would_change_our_mind", "Anybody hurt"}});
  CHECK(hub.post("sam", path_of(id) + "/screen", typed).status == 422);
  CHECK_FALSE(enquiry_row(*hub.reader(), id)->outcome.has_value());
  typed.insert(typed.end(), {{"look_again_on-day", "1"}, {"look_again_on-month", "12"}, {"look_again_on-year", "26"}});
  CHECK(hub.post("sam", path_of(id) + "/screen", typed).status == 303);
  auto const page = hub.get("pat", path_of(id));
  CHECK(has(page, "Risk held locally"));
  CHECK(has(page, "Anybody hurt"));
  CHECK(has(page, "1 December 2026"));
  CHECK(has(page, "Progress to Early Help Pathway"));
}

TEST_CASE("two people screening at once see each other's words, and neither loses any") {
  Hub hub;
  auto const id = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  decide_for(hub, id);
  auto const late = hub.post("pat", path_of(id) + "/screen", screening(1, "continue_universal", "School copes well"));
  CHECK(late.status == 409);
  CHECK(has(late, "School copes well"));
  CHECK(has(late, "Advice is enough"));
  CHECK(has(late, "Sam Screener"));
  CHECK(has(late, "What you typed"));
  CHECK(has(late, "name=\"version\" value=\"2\""));
  CHECK(hub.post("pat", path_of(id) + "/screen", screening(2, "continue_universal", "School copes well")).status ==
        303);
  CHECK(enquiry_row(*hub.reader(), id)->outcome == ScreeningOutcome::continue_universal);
}

TEST_CASE("an amendment keeps what the field said before, and meets somebody else's openly") {
  Hub hub;
  auto const id = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  auto const path = path_of(id) + "/amend/worries";
  CHECK(hub.get("pat", path).status == 200);
  CHECK(hub.post("pat", path, {{"version", "1"}, {"value", "Misses school on Mondays"}, {"reason", ""}}).status == 422);
  CHECK(hub.post("pat", path, {{"version", "1"}, {"value", "Misses school on Mondays"}, {"reason", "School rang"}})
            .status == 303);
  auto const page = hub.get("pat", path_of(id));
  CHECK(has(page, "Misses school on Mondays"));
  CHECK(has(page, "Changed from “Misses school” to “Misses school on Mondays” by Pat Coordinator"));
  CHECK(has(page, "because: School rang"));
  auto const late = hub.post("sam", path, {{"version", "1"}, {"value", "Tired in class"}, {"reason", "Spoke to Jo"}});
  CHECK(late.status == 409);
  CHECK(has(late, "Tired in class"));
  CHECK(has(late, "Misses school on Mondays"));
  CHECK(has(late, "Spoke to Jo"));
  CHECK(hub.post("sam", path_of(id) + "/amend/nonsense", {{"version", "1"}}).status == 404);
  auto const place =
      hub.post("pat", path_of(id) + "/amend/area", {{"version", "2"}, {"value", "Nowhere Hill"}, {"reason", "Moved"}});
  CHECK(place.status == 422);
  CHECK(has(place, "Nowhere Hill"));
  CHECK(hub.post("pat", path_of(id) + "/amend/area", {{"version", "2"}, {"value", "Mexborough"}, {"reason", "Moved"}})
            .status == 303);
}

TEST_CASE("every field that can be put right has its page, and nothing else has") {
  Hub hub;
  auto const id = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  for (auto const& field : amendable_fields()) {
    CAPTURE(field.name);
    CHECK(hub.get("pat", path_of(id) + "/amend/" + std::string{field.name}).status == 200);
  }
  CHECK(hub.get("pat", path_of(id) + "/amend/door").status == 404);
}

TEST_CASE("a decision is complete when both were told, or why not is on record") {
  Hub hub;
  auto const id = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  CHECK(hub.post("pat", path_of(id) + "/told-family", {{"by", "Pat"}}).status == 422);
  decide_for(hub, id);
  CHECK(tab_count(hub.get("pat", "/inbox"), "to_tell") == 1);
  CHECK(hub.post("pat", path_of(id) + "/told-family",
                 {{"by", "Pat"}, {"on-day", "4"}, {"on-month", "11"}, {"on-year", "2026"}, {"method", "phone"}})
            .status == 303);
  CHECK(hub.post("pat", path_of(id) + "/told-asker", {{"by", ""}}).status == 422);
  CHECK(hub.post("pat", path_of(id) + "/told-asker", {{"by", "Pat"}, {"why_not", "They asked not to hear"}}).status ==
        303);
  auto const inbox = hub.get("pat", "/inbox");
  CHECK(tab_count(inbox, "to_tell") == 0);
  CHECK(tab_count(inbox, "decided") == 1);
  CHECK(has(hub.get("pat", path_of(id)), "Not told, because: They asked not to hear"));
}

TEST_CASE("a request is closed after its decision and opens again with a reason") {
  Hub hub;
  auto const id = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  CHECK(hub.post("pat", path_of(id) + "/close", {{"reason", "needs_met"}}).status == 422);
  decide_for(hub, id);
  CHECK(hub.post("pat", path_of(id) + "/close", {{"reason", ""}}).status == 422);
  CHECK(hub.post("pat", path_of(id) + "/close", {{"reason", "needs_met"}}).status == 303);
  CHECK(has(hub.get("pat", path_of(id)), "Closed with no first contact on record"));
  CHECK(hub.post("sam", path_of(id) + "/screen", screening(3, "information_advice", "Again")).status == 422);
  CHECK(hub.post("pat", path_of(id) + "/reopen", {{"reason", ""}}).status == 422);
  CHECK(hub.post("pat", path_of(id) + "/reopen", {{"reason", "A new worry"}}).status == 303);
  auto const page = hub.get("pat", path_of(id));
  CHECK(has(page, "Reopened"));
  CHECK(has(page, "Reason: A new worry"));
}

TEST_CASE("a restricted record is not found by anybody but those named, exactly as one that never was") {
  Hub hub;
  auto const hidden = hub.receive({a_child("Zed", "Hawthorn", "2014-03-03")});
  auto const open = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  auto const person = hub.children(hidden).front().person;
  REQUIRE(hub.run([&](journal::Transaction& t) {
               return people::restrict_person(t, person, {hub.accounts.at("max")}, "A colleague's child", {});
             })
              .ok());
  auto const never = EnquiryId::mint(hub.clock.now(), hub.random);
  for (std::string const place : {"", "/screen", "/note", "/amend/worries"}) {
    CAPTURE(place);
    auto const refused = hub.get("pat", path_of(hidden) + place);
    CHECK(refused.status == 404);
    CHECK(refused.body == hub.get("pat", path_of(never) + place).body);
    CHECK(hub.get("max", path_of(hidden) + place).status == 200);
  }
  CHECK(hub.post("pat", path_of(hidden) + "/note", {{"text", "Hello"}}).status == 404);
  CHECK(hub.post("pat", path_of(hidden) + "/note", {{"text", ""}}).status == 404);
  auto const inbox = hub.get("pat", "/inbox");
  CHECK(tab_count(inbox, "new") == 1);
  CHECK(tab_count(inbox, "all") == 1);
  CHECK_FALSE(has(inbox, "Zed"));
  auto const managers = hub.get("max", "/inbox");
  CHECK(tab_count(managers, "new") == 2);
  CHECK(has(managers, "Zed"));
  CHECK(has(hub.get("max", path_of(hidden)), "Restricted record"));
  // Nor does the same child, asked about again, show as known already.
  auto const again = hub.receive({a_child("Zed", "Hawthorn", "2014-03-03")});
  CHECK_FALSE(has(hub.get("pat", path_of(again)), "Same name and date of birth"));
  CHECK(has(hub.get("pat", path_of(open)), "Ava"));
}

TEST_CASE("a protected address is shown to those named for it alone, on the request's page and in no list") {
  Hub hub;
  auto child = a_child("Ava", "Oakfield", "2019-05-04");
  child.details.address = std::string{"4 Larch Lane"};
  child.details.postcode = std::string{"DN99 9AA"};
  auto const id = hub.receive({child}, [](auto& r) { r.places = {PlaceCode{"hexthorpe"}}; });
  REQUIRE(hub.act(id, AmendEnquiry{"area", "mexborough", "They moved"}).ok());
  for (std::string const words : {"4 Larch Lane", "DN99 9AA", "Hexthorpe", "Mexborough"})
    CHECK(has(hub.get("sam", path_of(id)), words));
  auto const person = hub.children(id).front().person;
  REQUIRE(hub.run([&](journal::Transaction& t) {
               return people::protect_address(t, person, {hub.accounts.at("pat")}, "A court order", {});
             })
              .ok());
  for (std::string const login : {"sam", "max"}) {
    CAPTURE(login);
    auto const page = hub.get(login, path_of(id));
    CHECK(has(page, "Protected address"));
    for (auto const* words : {"Larch", "DN99", "Hexthorpe", "Mexborough"}) CHECK_FALSE(has(page, words));
    auto const amend = hub.get(login, path_of(id) + "/amend/area");
    CHECK(amend.status == 403);
    CHECK_FALSE(has(amend, "Mexborough"));
    CHECK(
        hub.post(login, path_of(id) + "/amend/area", {{"value", "Denaby"}, {"reason", "x"}, {"version", "2"}}).status ==
        403);
  }
  auto const page = hub.get("pat", path_of(id));
  for (std::string const words : {"4 Larch Lane", "DN99 9AA", "Hexthorpe", "Mexborough"}) CHECK(has(page, words));
  CHECK(hub.looks().back().rule == "named_for_address");
  for (std::string const login : {"pat", "sam"}) {
    auto const list = hub.get(login, "/inbox");
    CHECK(has(list, "EH000001"));
    CHECK(has(list, "Address protected"));
  }
}

TEST_CASE("every look is on disk when the page is shown, a refused form shown again among them") {
  Hub hub;
  auto const id = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  auto const before = hub.looks().size();
  hub.get("pat", path_of(id));
  hub.get("sam", "/inbox");
  hub.get("sam", path_of(id) + "/screen");
  hub.post("sam", path_of(id) + "/screen", screening(1, "progress_pathway", ""));
  auto const looks = hub.looks();
  REQUIRE(looks.size() == before + 4);
  CHECK(looks[before].action == "see_enquiry");
  CHECK(looks[before].record == id.text());
  CHECK(looks[before].account == hub.accounts.at("pat").text());
  CHECK(looks[before + 1].about == "list of 1");
  CHECK(looks[before + 1].record == id.text());
  CHECK(looks[before + 3].action == "screen_enquiry");
}

TEST_CASE("a child who may be on the register already is shown to the hub with the reason") {
  Hub hub;
  auto const first = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  auto const second = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  auto const page = hub.get("pat", path_of(second));
  CHECK(has(page, "Same name and date of birth"));
  CHECK(has(page, hub.children(first).front().person.text()));
  auto const looks = hub.looks();
  CHECK(looks.back().record.find(hub.children(first).front().person.text()) != std::string::npos);
}

TEST_CASE("an analyst and a MASH worker see what their roles allow and no more") {
  Hub hub;
  auto const id = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  CHECK(hub.get("ann", "/inbox").status == 403);
  CHECK(hub.get("ann", path_of(id)).status == 403);
  CHECK(hub.get("mia", path_of(id)).status == 404);
  REQUIRE(hub.act(id, a_danger()).ok());
  auto const page = hub.get("mia", path_of(id));
  CHECK(page.status == 200);
  CHECK_FALSE(has(page, "What to do next"));
  CHECK(hub.post("mia", path_of(id) + "/note", {{"text", "Hello"}}).status == 403);
}

TEST_CASE("a form sent twice counts once") {
  Hub hub;
  auto const id = hub.receive({a_child("Ava", "Oakfield", "2019-05-04")});
  for (int i = 0; i < 2; ++i)
    CHECK(hub.post("pat", path_of(id) + "/note", {{"form_key", "one"}, {"text", "Only once"}}).status == 303);
  CHECK(hub.reader()->integer("SELECT count(*) FROM journal WHERE type='enquiry.note_added'") == 1);
}
