// A desk with an outbox: a worker that a test lets go round by hand, and an administrator who looks at it.
#pragma once

#include "access/agreements.h"
#include "base/log.h"
#include "desk.h"
#include "message/mail_carrier.h"
#include "message/one_time_code.h"
#include "message/records.h"
#include "message/routes.h"
#include "message/worker.h"
#include "notify_double.h"

namespace kith::message::test {

inline constexpr std::string_view callback_token = "a token that was agreed";

struct Outbox : testing::Desk {
  Outbox()
      : Desk(testing::each_engine(), {access::account_records(), access::agreement_records(), message_records()},
             testing::doncaster(), from_london(*Date::of(2026, 11, 6), 10)) {
    log::set_quiet(true);
    notify = std::make_unique<NotifyDouble>(clock);
    outgoing.mode = Mode::send;
    outgoing.carriers.text = outgoing.carriers.email = std::make_shared<NotifyCarrier>(settings_for(*notify), clock);
    outgoing.texts_by = "GOV.UK Notify";
    outgoing.callback_token = callback_token;
    hang_routes(router, services, outgoing);
    add_person("ada", "Ada Administrator", access::Role::administrator);
    add_person("pat", "Pat Coordinator", access::Role::coordinator);
    worker = new_worker();
  }

  std::unique_ptr<Worker> new_worker() {
    WorkerParts parts;
    parts.writer = writer.get();
    parts.readers = readers.get();
    parts.clock = &clock;
    parts.carriers = outgoing.carriers;
    parts.still_safe = [this](sql::Connection&, MessageAsked const& asked) {
      return asked.about.empty() || safe.load();
    };
    parts.wording = [](Template, std::string const&, std::string const& code) {
      return Worded{"Your code", "Your code is " + code, {{"code", code, false}}};
    };
    parts.code_key = key;
    return std::make_unique<Worker>(std::move(parts));
  }

  MessageId ask(Template says = Template::code, std::string about = {}) {
    MessageAsked asked;
    asked.to = std::string{"07700 900982"};
    asked.says = says;
    asked.language = "en";
    asked.about = std::move(about);
    if (says == Template::code) asked.until = clock.now() + code_lifetime;
    auto const done = run([&](journal::Transaction& t) { return message::ask(t, asked); });
    REQUIRE(done.ok());
    return *MessageId::parse(*done);
  }
  MessageRow row(MessageId id) { return *message_by_id(*reader(), id); }

  // A delivery report as Notify sends it.
  http::Response report(std::string const& body, std::string const& token = std::string{callback_token}) {
    http::Request request;
    request.method = http::Method::post;
    request.path = "/messages/delivered";
    request.headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + token}};
    request.body = body;
    return send("", std::move(request));
  }

  Digest key = code_key("a key of the system");
  std::atomic<bool> safe = true;
  std::unique_ptr<NotifyDouble> notify;
  Outgoing outgoing;
  std::unique_ptr<Worker> worker;
};

}  // namespace kith::message::test
