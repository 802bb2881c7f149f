// The administrator's page, and the door for delivery reports.
#include <sys/stat.h>

#include <fstream>

#include "outbox.h"

using namespace kith;
using namespace kith::message;
using namespace kith::message::test;
using testing::has;
using testing::location;

TEST_CASE_FIXTURE(Outbox, "the page counts, names why, masks every address and offers another try") {
  auto const refused = ask();
  notify->answer_next(400, "ValidationError");
  worker->run_once();
  ask(Template::news, "a choice");
  auto const page = get("ada", "/messages");
  CHECK(page.status == 200);
  CHECK(has(page, "•••982"));
  CHECK_FALSE(has(page, "07700"));
  CHECK(has(page, "The carrier refused it"));
  CHECK(has(page, "400 ValidationError"));
  CHECK(has(page, "Text messages: GOV.UK Notify"));
  CHECK(has(page, "Emails: not sent"));
  CHECK(has(page, "/messages/" + refused.text() + "/again"));

  CHECK(location(post("ada", "/messages/" + refused.text() + "/again", {})) == "/messages");
  CHECK(row(refused).state == State::waiting);
  auto const twice = post("ada", "/messages/" + refused.text() + "/again", {});
  CHECK(twice.status == 409);
  CHECK(has(twice, "not given up"));
  worker->run_once();
  CHECK(row(refused).state == State::sent);
  CHECK(post("ada", "/messages/nothing/again", {}).status == 404);
}

TEST_CASE_FIXTURE(Outbox, "messages are an administrator's business alone") {
  auto const id = ask();
  CHECK(get("pat", "/messages").status == 403);
  CHECK(post("pat", "/messages/" + id.text() + "/again", {}).status == 403);
}

TEST_CASE_FIXTURE(Outbox, "a delivery report is taken from whoever shows the token, and from nobody else") {
  auto const id = ask();
  worker->run_once();
  auto const said = R"({"id":"201b576e-c09b-467b-9dfa-9c3b689ee730","reference":")" + id.text() +
                    R"(","to":"07700900982","status":"permanent-failure","created_at":"2026-11-06T10:00:00.000000Z",)"
                    R"("completed_at":null,"sent_at":null,"notification_type":"sms",)"
                    R"("template_id":"9d751e0e-f929-4891-82a1-a3e1c3c18ee3","template_version":1})";
  CHECK(report(said, "a token that was guessed").status == 403);
  CHECK(report(said, "").status == 403);
  CHECK_FALSE(row(id).delivery.has_value());
  auto const events_before = events();
  CHECK(report(said).status == 200);
  CHECK(row(id).delivery == Delivery::permanent_failure);
  CHECK(report(said).status == 200);
  CHECK(events() == events_before + 1);
  CHECK(message_counts(*reader()).not_delivered == 1);
  CHECK(number("SELECT count(*) FROM payload WHERE body LIKE '%07700900982%'") == 0);
}

TEST_CASE_FIXTURE(Outbox, "a report that is none, of nothing known, or of nothing new, is answered plainly") {
  auto const id = ask();
  CHECK(report("{").status == 400);
  CHECK(report("[]").status == 400);
  CHECK(report(R"({"reference":null,"status":"delivered"})").status == 404);
  CHECK(report(R"({"reference":"somebody else's","status":"delivered"})").status == 404);
  auto const unknown = report(R"({"reference":"01jd6h5m3a0000000000000009","status":"delivered"})");
  CHECK(unknown.status == 404);
  CHECK(has(unknown, "There is no message with this reference."));
  CHECK(report(R"({"reference":")" + id.text() + R"(","status":"sending"})").status == 200);
  CHECK(report(R"({"reference":")" + id.text() + R"(","status":"delivered"})").status == 409);
}

namespace {
struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("kith-secret-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string secret(std::string const& name, std::string const& text, mode_t mode = 0600) const {
    std::ofstream(path / name) << text << "\n";
    REQUIRE(::chmod((path / name).c_str(), mode) == 0);
    return (path / name).string();
  }
};
std::string code_of(Result<Outgoing> const& result) { return result ? "" : result.error().code; }
}  // namespace

TEST_CASE("nothing goes out unless somebody says so, and what is said wrongly is named") {
  SystemClock const clock;
  Folder const folder;
  auto const key = folder.secret("notify.key", whole_key());
  auto const off = outgoing({}, "messages.txt", clock);
  REQUIRE(off.ok());
  CHECK(off->mode == Mode::off);
  CHECK(off->carriers.text == nullptr);
  CHECK(off->carriers.email == nullptr);

  auto const print = outgoing({.messages = "print"}, "messages.txt", clock);
  REQUIRE(print.ok());
  CHECK(print->emails_by == "messages.txt");

  CHECK(code_of(outgoing({.messages = "yes"}, "", clock)) == "bad_value");
  CHECK(code_of(outgoing({.messages = "send"}, "", clock)) == "nothing_to_send_with");
  CHECK(code_of(outgoing({.messages = "send", .notify_key_file = "/no/such/file"}, "", clock)) == "no_such_file");
  CHECK(code_of(outgoing({.messages = "send", .notify_key_file = folder.secret("empty", "")}, "", clock)) ==
        "no_such_file");
  CHECK(code_of(outgoing({.messages = "send", .notify_key_file = folder.secret("open", whole_key(), 0644)}, "",
                         clock)) == "open_to_others");
  CHECK(code_of(outgoing({.messages = "send", .notify_key_file = folder.secret("bad", "no key")}, "", clock)) ==
        "bad_notify_key");
  CHECK(code_of(outgoing({.messages = "send", .notify_url = "http://notify.example.org", .notify_key_file = key}, "",
                         clock)) == "bad_value");
  CHECK(code_of(outgoing({.messages = "send", .notify_key_file = key, .notify_templates = "code_pigeon=1"}, "",
                         clock)) == "bad_value");
  CHECK(code_of(outgoing({.messages = "send", .smtp_server = "mail.example.org"}, "", clock)) == "bad_value");
  CHECK(code_of(outgoing({.messages = "send", .smtp_server = "smtps://mail.example.org", .smtp_from = "us"}, "",
                         clock)) == "bad_value");

  auto const both = outgoing({.messages = "send",
                              .notify_key_file = key,
                              .notify_templates = "code_text=1, code_text.ro=2,news_email=3",
                              .notify_callback_file = folder.secret("callback", "a token"),
                              .smtp_server = "smtps://mail.example.org",
                              .smtp_from = "earlyhelp@example.org"},
                             "", clock);
  REQUIRE(both.ok());
  CHECK(both->texts_by == "GOV.UK Notify");
  CHECK(both->emails_by == "the mail server");
  CHECK(both->callback_token == "a token");
}
