// A family with a team and a plan, and somebody who comes by a link: with the cookie of a proof, and no account.
#pragma once

#include "door/proof.h"
#include "guest/commands.h"
#include "guest/our_plan.h"
#include "guest/records.h"
#include "guest/routes.h"
#include "message/one_time_code.h"
#include "message/records.h"
#include "plan/plan_desk.h"

namespace kith::guest::test {

using testing::has;
using testing::location;
using testing::Typed;

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

}  // namespace kith::guest::test
