// Looking up how far it has come: asked whether the device is safe, proved with a code, and never more than a step.
#include <atomic>

#include "door/proof.h"
#include "door/wording.h"
#include "door_desk.h"
#include "enquiry/spoken.h"
#include "message/one_time_code.h"

using namespace kith;
using namespace kith::door;
using namespace kith::door::test;
using message::Channel;

namespace {

// A desk with messages, and a second browser that comes back later.
struct Follower : DoorDesk {
  Follower() { services.sends_texts = services.sends_emails = true; }

  // Sent by somebody who may be texted, unless told otherwise; answers with the reference.
  std::string send_a_request(Typed const& contact = {{"way", "text"}, {"phone", "07700 900982"}}) {
    auto answers = a_family();
    for (auto& [question, typed] : answers)
      if (question == "contact") typed = contact;
    answer_all(*this, "family", answers);
    REQUIRE(location(fill_in("/help/send", {})) == "/help/sent");
    enquiry_id = *enquiry::EnquiryId::parse(*reader()->text("SELECT id FROM enquiry ORDER BY id DESC LIMIT 1"));
    return *reader()->text("SELECT reference FROM enquiry ORDER BY id DESC LIMIT 1");
  }
  std::string send_a_worry() {
    auto answers = a_neighbour();
    answers.back() = {"you", {{"gives_name", "yes"}, {"name", "Nell"}, {"relation", "Neighbour"}}};
    answers.push_back({"contact", {{"way", "text"}, {"phone", "07700 900461"}}});
    answers.push_back({"when", {}});
    answer_all(*this, "child", answers);
    REQUIRE(location(fill_in("/help/send", {})) == "/help/sent");
    enquiry_id = *enquiry::EnquiryId::parse(*reader()->text("SELECT id FROM enquiry"));
    return *reader()->text("SELECT reference FROM enquiry");
  }
  void allow(Typed const& typed = {{"safe", "yes"}}) {
    REQUIRE(location(fill_in("/help/watch", typed)) == "/help/sent");
  }

  // The same, with the cookie of somebody who proves.
  http::Response ask_later(http::Method method, std::string const& path, Typed const& typed = {}) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.remote_address = remote_address;
    if (!proof.empty()) request.headers.push_back({"Cookie", "__Host-kith-p=" + proof});
    if (method == http::Method::post) {
      http::Fields fields;
      fields.add(std::string{html::csrf_field_name}, access::csrf_token(proof));
      for (auto const& [name, value] : typed) fields.add(name, value);
      request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
      request.body = http::to_urlencoded(fields);
    }
    auto response = send("", std::move(request));
    catch_up();  // what follows once the visitor has been answered
    for (auto const& header : response.headers) {
      if (header.name != "Set-Cookie") continue;
      if (header.value.starts_with("__Host-kith-p=")) proof = header.value.substr(14, header.value.find(';') - 14);
      if (header.value.starts_with("__Host-kith-a=")) cookie = header.value.substr(14, header.value.find(';') - 14);
    }
    return response;
  }
  http::Response later(std::string const& path) { return ask_later(http::Method::get, path); }
  http::Response later(std::string const& path, Typed const& typed) {
    return ask_later(http::Method::post, path, typed);
  }
  // The code of the last message that was asked for.
  std::string last_code() {
    catch_up();  // a code is sent once the visitor has been answered
    auto const id =
        message::MessageId::parse(*reader()->text("SELECT id FROM message ORDER BY asked_at DESC, id DESC LIMIT 1"));
    return message::code_in(message::code_key(services.draft_key), *id);
  }
  std::int64_t messages() {
    catch_up();
    return number("SELECT count(*) FROM message");
  }
  // As far as the page on how far it has come.
  void look_up(std::string const& reference) {
    REQUIRE(location(later("/help/look", {{"reference", reference}})) == "/help/code");
    REQUIRE(location(later("/help/code", {{"code", last_code()}})) == "/help/news");
  }
  template <class Command>
  void hub_does(Command const& command) {
    auto const done = run([&](journal::Transaction& t) {
      return enquiry::act(t, enquiry_id, command, {subject("pat"), "screening"});
    });
    REQUIRE_MESSAGE(done.ok(), (done ? std::string{} : done.error().sentence));
  }
  void hub_rings_in_vain() {
    enquiry::RecordTriedContact tried;
    tried.by = "Pat Coordinator";
    tried.method = doncaster().contact_methods.front().code;
    tried.at = clock.now();
    hub_does(tried);
  }
  void hub_speaks() {
    enquiry::RecordFirstContact made;
    made.by = "Pat Coordinator";
    made.with_whom = "mother";
    made.method = doncaster().contact_methods.front().code;
    made.at = clock.now();
    hub_does(made);
  }
  int done_steps() {
    auto const page = later("/help/news");
    int count = 0;
    for (auto at = page.body.find("Done"); at != std::string::npos; at = page.body.find("Done", at + 1)) ++count;
    return count;
  }

  std::string proof;
  enquiry::EnquiryId enquiry_id;
};

}  // namespace

TEST_CASE_FIXTURE(Follower, "it is offered only when messages are configured and a safe way was named") {
  send_a_request();
  CHECK(has(see("/help/sent"), "/help/watch"));
  CHECK(has(see("/help"), "/help/look"));
  services.sends_texts = false;
  CHECK_FALSE(has(see("/help/sent"), "/help/watch"));
  CHECK(location(see("/help/watch")) == "/help/sent");
  services.sends_emails = false;
  CHECK_FALSE(has(see("/help"), "/help/look"));
  CHECK(has(see("/help/look"), "Ring"));
  CHECK_FALSE(has(see("/help/look"), "<form"));
  services.sends_texts = services.sends_emails = true;
  send_a_request({{"way", "call"}, {"phone", "07700 900982"}, {"voicemail", "no"}});
  CHECK_FALSE(has(see("/help/sent"), "/help/watch"));
}

TEST_CASE_FIXTURE(Follower, "whoever is not sure whether the device is safe keeps nothing, and nothing is sent") {
  auto const reference = send_a_request();
  CHECK(has(see("/help/watch"), "Is this phone or computer safe?"));
  auto const nothing = fill_in("/help/watch", {});
  CHECK(nothing.status == 422);
  CHECK(has(nothing, "Choose whether it is safe."));
  CHECK(location(fill_in("/help/watch", {{"safe", "no"}})) == "/help/sent");
  CHECK(number("SELECT count(*) FROM follow") == 0);
  CHECK(location(later("/help/look", {{"reference", reference}})) == "/help/code");
  CHECK(messages() == 0);
}

TEST_CASE_FIXTURE(Follower, "the code goes where the request said it is safe, and nowhere else") {
  auto const reference =
      send_a_request({{"way", "text"}, {"way", "email"}, {"phone", "07700 900982"}, {"email", "mara@example.org"}});
  auto const which = fill_in("/help/watch", {{"safe", "yes"}});
  CHECK(which.status == 422);
  CHECK(has(which, "Choose where we may send the code."));
  allow({{"safe", "yes"}, {"channel", "email"}});
  CHECK(has(see("/help/sent"), "You can look it up"));
  later("/help/look", {{"reference", reference}});
  CHECK(*reader()->text("SELECT address FROM message") == "mara@example.org");
  CHECK(*reader()->text("SELECT channel FROM message") == "email");
}

TEST_CASE_FIXTURE(Follower, "a family sees four steps and never a detail, each as it comes") {
  auto const reference = send_a_request();
  allow();
  look_up(enquiry::in_words(reference));
  auto const page = later("/help/news");
  CHECK(page.status == 200);
  CHECK(done_steps() == 1);
  CHECK(has(page, "<title>Information for families"));
  for (auto const* detail : {"Ava", "Oakfield", "Marn", "sleep", "07700", "DN4", "EH0"}) CHECK_FALSE(has(page, detail));
  pass(std::chrono::minutes{1});
  enquiry::AddNote note;
  note.text = "Seems tired";
  hub_does(note);
  CHECK(done_steps() == 2);
  hub_rings_in_vain();
  CHECK(done_steps() == 3);
  hub_speaks();
  CHECK(done_steps() == 4);
  CHECK_FALSE(has(later("/help/news"), "Pat"));
  auto const looks_now = looks();
  REQUIRE_FALSE(looks_now.empty());
  CHECK(looks_now.back().rule == "one_time_code");
  CHECK(looks_now.back().record == enquiry_id.text());
}

TEST_CASE_FIXTURE(Follower, "who was worried about a child sees that it was received and read, whatever happens") {
  auto const reference = send_a_worry();
  allow();
  look_up(reference);
  CHECK(done_steps() == 1);
  hub_rings_in_vain();
  hub_speaks();
  CHECK(done_steps() == 2);
  auto const page = later("/help/news");
  CHECK_FALSE(has(page, "spoken"));
  CHECK_FALSE(has(page, "arranging"));
  CHECK(has(page, "own business"));
}

TEST_CASE_FIXTURE(Follower, "a reference that we know and one that we do not look the same from outside") {
  auto const reference = send_a_request();
  allow();
  struct Seen {
    http::Response sent, asked, wrong;
  };
  auto const try_with = [&](std::string const& typed) {
    proof.clear();
    Seen seen;
    seen.sent = later("/help/look", {{"reference", typed}});
    seen.asked = later("/help/code");
    seen.wrong = later("/help/code", {{"code", last_code() == "123456" ? "123457" : "123456"}});
    return seen;
  };
  auto const plain = [](std::string page) {
    auto const name = page.find("name=\"csrf");
    REQUIRE(name != std::string::npos);
    auto const value = page.find("value=\"", name);
    return page.erase(value, page.find('"', value + 7) - value);
  };
  auto const known = try_with(reference);
  CHECK(messages() == 1);
  for (auto const* typed : {"EH999999", "zebra zebra zebra", "nothing like it"}) {
    CAPTURE(typed);
    auto const unknown = try_with(typed);
    CHECK(messages() == 1);
    CHECK(unknown.sent.status == known.sent.status);
    CHECK(location(unknown.sent) == location(known.sent));
    CHECK(unknown.sent.headers.size() == known.sent.headers.size());
    CHECK(plain(unknown.asked.body) == plain(known.asked.body));
    CHECK(plain(unknown.wrong.body) == plain(known.wrong.body));
    CHECK(unknown.wrong.status == 422);
  }
}

TEST_CASE_FIXTURE(Follower, "what the answer waits for does not know whether the reference is known") {
  auto const reference = send_a_request();
  allow();
  for (auto const& typed : {reference, std::string{"EH999999"}}) {
    CAPTURE(typed);
    http::Request request;
    request.method = http::Method::post;
    request.path = "/help/look";
    request.remote_address = remote_address;
    request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    request.body = "reference=" + typed;
    auto const match = router.match(request.method, request.path);
    auto answer = match.route->handler(request);
    auto const written = events(), shelved = kept();
    std::promise<std::function<http::Response()>> made;
    std::get<http::Later>(answer)([&](std::function<http::Response()> make) { made.set_value(std::move(make)); });
    auto const make = made.get_future().get();
    catch_up();  // everything that was begun before the answer is done now
    CHECK(events() == written);
    CHECK(kept() == shelved + 1);
    auto const before = number("SELECT count(*) FROM message");
    CHECK(make().status == 303);  // and only now is the reference looked at
    CHECK(messages() == before + (typed == reference ? 1 : 0));
  }
}

TEST_CASE_FIXTURE(Follower, "a code that nobody was sent opens nothing, even when it is guessed") {
  send_a_request();
  allow();
  later("/help/look", {{"reference", "EH999999"}});
  auto const kept = proof_behind(services, proof);
  REQUIRE(kept.has_value());
  auto const guessed = message::code_in(message::code_key(services.draft_key), kept->code.message);
  auto const tried = later("/help/code", {{"code", guessed}});
  CHECK(tried.status == 422);
  CHECK(has(tried, "This is not the code."));
  CHECK(location(later("/help/news")) == "/help/look");
}

TEST_CASE_FIXTURE(Follower, "a code works for fifteen minutes and five tries, and opens one browser only") {
  auto const reference = send_a_request();
  allow();
  later("/help/look", {{"reference", reference}});
  CHECK(later("/help/code", {{"code", " "}}).status == 422);
  auto const code = last_code();
  auto const wrong = code == "000000" ? "000001" : "000000";
  for (int i = 0; i < 4; ++i) CHECK(has(later("/help/code", {{"code", wrong}}), "This is not the code."));
  CHECK(has(later("/help/code", {{"code", wrong}}), "tried too often"));
  CHECK(has(later("/help/code", {{"code", code}}), "tried too often"));

  pass(std::chrono::minutes{10});
  later("/help/look", {{"reference", reference}});
  pass(std::chrono::minutes{15});
  CHECK(has(later("/help/code", {{"code", last_code()}}), "no longer works"));

  look_up(reference);
  auto const opened = std::exchange(proof, {});
  CHECK(location(later("/help/news")) == "/help/look");
  proof = opened;
  CHECK(later("/help/news").status == 200);
  pass(std::chrono::minutes{31});
  CHECK(location(later("/help/news")) == "/help/look");
}

TEST_CASE_FIXTURE(Follower, "three codes an hour and ten a day go out, and the page says the same when none does") {
  auto const reference = send_a_request();
  allow();
  for (int i = 0; i < 5; ++i) CHECK(location(later("/help/look", {{"reference", reference}})) == "/help/code");
  CHECK(messages() == most_codes_an_hour);
  for (int hour = 0; hour < 6; ++hour) {
    pass(std::chrono::minutes{61});
    for (int i = 0; i < 3; ++i) later("/help/look", {{"reference", reference}});
  }
  CHECK(messages() == most_codes_a_day);
}

TEST_CASE_FIXTURE(Follower, "very many tries from one connection are slowed down, and keep what was typed") {
  send_a_request();
  http::Response last;
  for (int i = 0; i < 12; ++i) last = later("/help/look", {{"reference", "EH000777"}});
  CHECK(last.status == 429);
  CHECK(has(last, "EH000777"));
}

TEST_CASE_FIXTURE(Follower, "stopped by the person: nothing opens, nothing is sent, and what waits does not go") {
  auto const reference = send_a_request();
  allow({{"safe", "yes"}, {"news", "yes"}});
  look_up(reference);
  hub_rings_in_vain();
  CHECK(number("SELECT count(*) FROM message WHERE says='news'") == 1);
  auto const stopped = later("/help/news/stop", {});
  CHECK(has(stopped, "It is stopped"));
  CHECK(location(later("/help/news")) == "/help/look");
  auto const row = *message::message_by_id(
      *reader(), *message::MessageId::parse(*reader()->text("SELECT id FROM message WHERE says='news'")));
  message::MessageAsked asked;
  asked.to = row.to;
  asked.channel = row.channel;
  asked.says = row.says;
  asked.about = row.about;
  CHECK_FALSE(still_safe(*reader(), asked, clock.now()));
  hub_speaks();
  CHECK(number("SELECT count(*) FROM message WHERE says='news'") == 1);
  auto const before = messages();
  later("/help/look", {{"reference", reference}});
  CHECK(messages() == before);
  CHECK(number("SELECT count(*) FROM follow WHERE address<>''") == 0);
}

TEST_CASE_FIXTURE(Follower, "stopped by the hub, when they ring and say that it is no longer safe") {
  auto const reference = send_a_request();
  allow();
  auto const path = "/enquiries/" + enquiry_id.text();
  CHECK(has(get("pat", path), path + "/looked-up"));
  auto const page = get("pat", path + "/looked-up");
  CHECK(has(page, "•••982"));
  CHECK(has(page, "Stop this now"));
  add_person("ann", "Ann Analyst", access::Role::analyst);
  CHECK(get("ann", path + "/looked-up").status == 403);
  CHECK(post("ann", path + "/looked-up", {}).status == 403);
  CHECK(get("pat", "/enquiries/01jd6h5m3a0000000000000009/looked-up").status == 404);
  CHECK(location(post("pat", path + "/looked-up", {})) == path + "/looked-up");
  CHECK(has(get("pat", path + "/looked-up"), "cannot look up"));
  later("/help/look", {{"reference", reference}});
  CHECK(messages() == 0);
}

TEST_CASE_FIXTURE(Follower, "the hub puts the safe contact right, and from then on only the new one is written to") {
  auto const reference = send_a_request();
  allow({{"safe", "yes"}, {"news", "yes"}});
  auto const path = "/enquiries/" + enquiry_id.text();
  later("/help/look", {{"reference", reference}});
  auto const code_to = [&] {
    catch_up();
    return *reader()->text("SELECT address FROM message ORDER BY asked_at DESC, id DESC LIMIT 1");
  };
  CHECK(code_to() == "07700 900982");
  auto const waiting =
      *message::message_by_id(*reader(), *message::MessageId::parse(*reader()->text("SELECT id FROM message LIMIT 1")));
  message::MessageAsked asked;
  asked.to = waiting.to;
  asked.channel = waiting.channel;
  asked.says = waiting.says;
  asked.about = waiting.about;
  CHECK(still_safe(*reader(), asked, clock.now()));

  auto const amend = [&](std::string const& field, Typed typed) {
    auto const form = get("pat", path + "/amend/" + field);
    REQUIRE(form.status == 200);
    auto const at = form.body.find("name=\"version\" value=\"") + 22;
    typed.emplace_back("version", form.body.substr(at, form.body.find('"', at) - at));
    return post("pat", path + "/amend/" + field, typed);
  };
  // A new number: looking up goes on there, and what waits for the old one never goes.
  REQUIRE(amend("asker_phone", {{"value", "07700 900461"}, {"reason", "She rang from a new phone"}}).status == 303);
  CHECK_FALSE(still_safe(*reader(), asked, clock.now()));
  CHECK(number("SELECT count(*) FROM follow WHERE address='07700 900982'") == 0);
  later("/help/look", {{"reference", reference}});
  CHECK(code_to() == "07700 900461");
  auto const page = get("pat", path);
  CHECK(has(page, "Changed 1 time"));
  CHECK(has(page, "07700 900982"));  // the history shows what it was

  // Texts are not safe any more: nothing is sent from this moment.
  CHECK(amend("safe_ways", {{"value", "text"}, {"value", "none"}, {"reason", "x"}}).status == 422);
  CHECK(amend("safe_ways", {{"value", "email"}, {"reason", "x"}}).status == 422);  // there is no address
  REQUIRE(amend("safe_ways", {{"value", "none"}, {"reason", "He reads her phone"}}).status == 303);
  auto const before = messages();
  later("/help/look", {{"reference", reference}});
  hub_speaks();
  CHECK(messages() == before);
  CHECK(has(get("pat", path + "/looked-up"), "cannot look up"));
  CHECK(has(get("pat", path), "They ring us"));
}

TEST_CASE_FIXTURE(Follower, "news is asked for with the step that causes it, once an hour, and says nothing") {
  send_a_request();
  allow({{"safe", "yes"}, {"news", "yes"}});
  hub_rings_in_vain();
  CHECK(messages() == 1);
  hub_rings_in_vain();
  CHECK(messages() == 1);  // no further step
  hub_speaks();
  CHECK(messages() == 1);  // a further step within the hour
  auto const body = *reader()->text("SELECT body FROM payload WHERE body LIKE '%\"says\":\"news\"%'");
  for (auto const* detail : {"Ava", "Oakfield", "sleep", "EH0"}) CHECK(body.find(detail) == std::string::npos);
  auto const worded = wording(doncaster())(message::Template::news, "en", {});
  CHECK(worded.body == "There is news for you. Look it up, or ring " + doncaster().contacts.hub_phone + ".");
  CHECK(worded.subject == "A message for you");
}

TEST_CASE_FIXTURE(Follower, "a message about nothing that allows it never goes") {
  message::MessageAsked asked;
  asked.to = std::string{"07700 900982"};
  for (auto const* about : {"", "follow:", "follow:01jd6h5m3a0000000000000009", "later:nothing", "something"}) {
    asked.about = about;
    CHECK_FALSE(still_safe(*reader(), asked, clock.now()));
  }
}

TEST_CASE_FIXTURE(Follower, "a way that the request does not call safe cannot be chosen past the page") {
  send_a_request();
  AllowFollow allow_email;
  allow_email.enquiry = enquiry_id;
  allow_email.channel = Channel::email;
  auto const refused = run([&](journal::Transaction& t) { return allow_follow(t, allow_email); });
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "not_safe");
  allow_email.enquiry = enquiry::EnquiryId::mint(clock.now(), random);
  auto const nothing = run([&](journal::Transaction& t) { return allow_follow(t, allow_email); });
  REQUIRE_FALSE(nothing.ok());
  CHECK(nothing.error().code == "no_request");
}

TEST_CASE("codes and news are worded in the reader's language, with neutral subjects") {
  auto const say = wording(doncaster());
  CHECK(say(message::Template::code, "en", "123456").body ==
        "123456 is your code. It works for 15 minutes. If you did not ask for it, you need do nothing.");
  CHECK(say(message::Template::code, "ro", "123456").subject == "Codul tău");
  CHECK(say(message::Template::code, "pl", "123456").body.starts_with("123456 to twój kod."));
  CHECK(say(message::Template::code, "ur", "123456").subject == "Your code");
}
