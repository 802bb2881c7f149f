// A family's own view and a partner's link, from the worker's question to the page that is shut again.
#include "door/proof.h"
#include "guest/commands.h"
#include "guest/records.h"
#include "guest/routes.h"
#include "message/one_time_code.h"
#include "message/records.h"
#include "plan/plan_desk.h"

using namespace kith;
using namespace kith::guest;
using testing::has;
using testing::location;
using testing::Typed;

namespace {

struct GuestDesk : family::test::FamilyDesk {
  GuestDesk()
      : FamilyDesk({plan::plan_records(), message::message_records(), guest_records()}, testing::each_engine()) {
    services.sends_texts = services.sends_emails = true;
    family::hang_routes(router, services, with_guests(plan::additions()));
    plan::hang_routes(router, services);
    guest::hang_routes(router, services);
    gather_team();
    done("tia", "plan-begin", {{"worries", "Misses school on Mondays"}, {"next_step", "QNEXTSTEP"}});
    done("tia", "plan-level", {{"to", "2"}, {"reason", "More"}});
    done("tia", "plan-goal", {{"text", "QSECRETGOAL"}});
    done("tia", "note", {{"kind", "note"}, {"text", "QWORKERNOTE"}});
  }

  void ask(PersonId person, std::string const& said, bool alone = true) {
    done("tia", "view-ask",
         {{"person", person.text()}, {"said", said}, {"alone", alone ? "yes" : "no"}, {"asked_by", "Tia"}});
  }
  http::Response invite_mother() {
    return post("tia", at("view-invite"),
                {{"person", mother.text()}, {"channel", "text"}, {"to", "07700 900982"}, {"language", "en"}});
  }
  Digest key() const { return message::code_key(services.draft_key); }
  MessageId last_message(message::Template says) {
    auto const id =
        reader()->text("SELECT id FROM message WHERE says=$1 ORDER BY asked_at DESC, id DESC LIMIT 1", {says});
    return id ? *MessageId::parse(*id) : MessageId{};
  }

  http::Response ask_for(http::Method method, std::string const& path, Typed const& typed = {}) {
    http::Request request;
    request.method = method;
    request.path = path;
    if (!cookie.empty()) request.headers.push_back({"Cookie", "__Host-kith-p=" + cookie});
    if (method == http::Method::post) {
      http::Fields fields;
      fields.add(std::string{html::csrf_field_name}, access::csrf_token(cookie));
      for (auto const& [name, value] : typed) fields.add(name, value);
      request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
      request.body = http::to_urlencoded(fields);
    }
    auto response = send("", std::move(request));
    for (auto const& header : response.headers)
      if (header.name == "Set-Cookie" && header.value.starts_with("__Host-kith-p="))
        cookie = header.value.substr(14, header.value.find(';') - 14);
    return response;
  }
  http::Response see(std::string const& path) { return ask_for(http::Method::get, path); }
  http::Response say(std::string const& path, Typed const& typed) { return ask_for(http::Method::post, path, typed); }
  // Until the writer has done what nobody waits for.
  void catch_up() {
    CHECK(run([](journal::Transaction&) -> Result<std::string> { return std::string{}; }).ok());
  }
  // Follows the last link that was sent, with the code.
  void come_in() {
    auto const link = "/help/open/" + message::link_in(key(), last_message(message::Template::link));
    CHECK(see(link).status == 200);
    CHECK(location(say(link, {})) == "/help/open-code");
    catch_up();
    auto const code = message::code_in(key(), last_message(message::Template::code));
    CHECK(location(say("/help/open-code", {{"code", code}})) == "/help/page");
  }
  std::string cookie;
};

}  // namespace

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
