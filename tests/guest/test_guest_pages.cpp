// A family's own view and a partner's link, from the worker's question to the page that is shut again.
#include "guest/guest_desk.h"

using namespace kith;
using namespace kith::guest;
using namespace kith::guest::test;

TEST_CASE("the view is shut until each adult was asked alone, and shut again when one says that it is not safe") {
  GuestDesk desk;
  CHECK(desk.invite_mother().status == 422);
  desk.ask(desk.mother, "safe", false);
  CHECK(desk.invite_mother().status == 422);  // not alone
  desk.ask(desk.mother, "safe");
  CHECK(desk.invite_mother().status == 303);
  desk.come_in();
  CHECK(has(desk.see("/help/page"), "QNEXTSTEP"));
  desk.ask(desk.mother, "unsafe");
  CHECK(desk.see("/help/page").status == 404);
}

TEST_CASE("a note is not shown, what is marked is not there, and what they say reaches the worker") {
  GuestDesk desk;
  desk.ask(desk.mother, "safe");
  desk.invite_mother();
  desk.come_in();
  auto page = desk.see("/help/page");
  CHECK(has(page, "QSECRETGOAL"));
  CHECK_FALSE(has(page, "QWORKERNOTE"));
  auto const marks = desk.get("tia", desk.at("view-marks"));
  auto const at = marks.body.find("goal%3A");
  auto const item = at == std::string::npos ? std::string{} : marks.body.substr(at + 7, 26);
  desk.done("tia", "view-mark", {{"item", "goal:" + item}, {"kept_from", desk.mother.text()}});
  CHECK_FALSE(has(desk.see("/help/page"), "QSECRETGOAL"));
  CHECK_FALSE(has(desk.get("tia", desk.at("plan-copy") + "?for=" + desk.mother.text()), "QSECRETGOAL"));
  CHECK_FALSE(has(desk.get("tia", desk.at("plan-copy")), "QSECRETGOAL"));
  CHECK(has(desk.get("tia", desk.at("plan-copy") + "?for=" + desk.child.text()), "QSECRETGOAL"));
  CHECK(desk.say("/help/page", {{"what", "say"}, {"text", "QTHANKYOU"}}).status == 303);
  CHECK(desk.say("/help/page", {{"what", "answer"}, {"agrees", "yes"}}).status == 303);
  CHECK(has(desk.get("tia", desk.at("view")), "QTHANKYOU"));
  CHECK(has(desk.get("tia", desk.at("timeline")), "The family agrees with the plan"));
}

TEST_CASE("a link that was ended answers just as one that never was, and no message says so") {
  GuestDesk desk;
  desk.ask(desk.mother, "safe");
  desk.invite_mother();
  auto const link = message::link_in(desk.key(), desk.last_message(message::Template::link));
  desk.come_in();
  auto const messages = desk.number("SELECT count(*) FROM message");
  auto const guest = desk.reader()->text("SELECT id FROM guest").value_or("");
  desk.done("tia", "view-end", {{"guest", guest}});
  auto const shut = desk.see("/help/page");
  desk.cookie = "a cookie that nobody gave";
  auto const unknown = desk.see("/help/page");
  CHECK(shut.status == 404);
  CHECK(shut.body == unknown.body);
  desk.cookie.clear();
  auto settled = [](std::string body, std::string const& token) {
    for (auto found = body.find(token); found != std::string::npos; found = body.find(token))
      body.erase(found, token.size());
    return body;
  };
  std::string const never = "AAAAAAAAAAAAAAAAAAAAAA";
  CHECK(settled(desk.see("/help/open/" + link).body, link) == settled(desk.see("/help/open/" + never).body, never));
  CHECK(location(desk.say("/help/open/" + link, {})) == "/help/open-code");
  desk.catch_up();
  CHECK(desk.number("SELECT count(*) FROM message") == messages);
}

TEST_CASE("a partner ends an action, adds a note and leaves by a link, and sees nothing of others") {
  GuestDesk desk;
  desk.done("tia", "plan-action",
            desk.in_days("due", 5, {{"text", "QHALSACTION"}, {"owner", desk.member("Hal Healthvisitor")}}));
  desk.done("tia", "plan-action",
            desk.in_days("due", 5, {{"text", "QTIASACTION"}, {"owner", desk.member("Tia Teacher")}}));
  desk.done("tia", "partner-link",
            {{"member", desk.member("Hal Healthvisitor")}, {"channel", "email"}, {"to", "hal@example.org"}});
  desk.come_in();
  auto const page = desk.see("/help/page");
  CHECK(has(page, "QHALSACTION"));
  CHECK_FALSE(has(page, "language-navigation"));  // in English alone
  CHECK(has(desk.see("/help/open-code"), "language-navigation"));
  for (auto const* token : {"QTIASACTION", "QNEXTSTEP", "QSECRETGOAL", "QWORKERNOTE"}) CHECK_FALSE(has(page, token));
  auto action_with = [&](std::string const& text) {
    return desk.reader()->text("SELECT id FROM plan_action WHERE text=$1", {text}).value_or("");
  };
  CHECK(desk.say("/help/page", {{"what", "done"}, {"action", action_with("QTIASACTION")}}).status == 404);
  CHECK(desk.say("/help/page", {{"what", "done"}, {"action", action_with("QHALSACTION")}}).status == 303);
  CHECK(desk.number("SELECT count(*) FROM plan_action WHERE ended_on IS NOT NULL") == 1);
  CHECK(desk.say("/help/page", {{"what", "note"}, {"text", "QHALWROTE"}}).status == 303);
  CHECK(has(desk.get("tia", desk.at("timeline")), "QHALWROTE"));
  CHECK(desk.say("/help/page", {{"what", "leave"}, {"sure", "yes"}}).status == 200);
  CHECK(desk.member("Hal Healthvisitor").empty());
  CHECK(desk.number("SELECT count(*) FROM guest WHERE ended=0") == 0);
  CHECK(desk.see("/help/page").status == 404);
}

TEST_CASE("the family's copy has their words and who does what, and nothing that workers keep for themselves") {
  GuestDesk desk;
  desk.done("tia", "plan-level", {{"to", "3"}, {"reason", "More"}});
  desk.done("hal", "plan-assess", {{"domain", "health"}, {"worries", "Suspects neglect"}});
  auto const copy = desk.get("tia", desk.at("plan-copy"));
  CHECK(has(copy, "Misses school on Mondays"));
  CHECK(has(copy, "Tia Teacher"));
  CHECK_FALSE(has(copy, "Suspects neglect"));
  CHECK_FALSE(has(copy, "QWORKERNOTE"));
}
