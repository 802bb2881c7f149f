// The public door from the first page to the hub's inbox, on both engines.
#include "door_desk.h"
#include "enquiry/spoken.h"

using namespace kith;
using namespace kith::door::test;

TEST_CASE("a family's answers become one request in the hub's inbox, with how to reach them safely") {
  DoorDesk desk;
  answer_all(desk, "family", a_family());
  CHECK(location(desk.answer("trust", {{"must_not_know", "My partner"}})) == "/help/check");
  auto const check = desk.see("/help/check");
  CHECK(has(check, "He does not sleep."));
  CHECK(has(check, "Nothing entered"));  // what is going well was left empty
  CHECK(has(check, "/help/q/where"));
  CHECK(location(desk.fill_in("/help/send", {})) == "/help/sent");

  auto const request = desk.only_request();
  CHECK(request.door == enquiry::Door::public_web);
  CHECK(request.source == "family");
  CHECK(request.agreement == enquiry::Agreement::yes);
  CHECK(request.worries == "He does not sleep.");
  CHECK(request.wanted == "Somebody to talk to");
  CHECK(request.asker.name.reveal() == "Marn");
  CHECK(request.asker.job == "Mother");
  CHECK(request.asker.phone.reveal() == "07700 900982");
  CHECK(request.places == std::vector{profile::PlaceCode{"hexthorpe"}});
  auto const child = people::person(*desk.reader(), request.children.at(0))->details;
  CHECK(child.postcode.reveal() == "DN4 0AB");
  CHECK(child.address.reveal().empty());  // a postcode is not an address as well
  REQUIRE(request.safe_contact);
  CHECK(request.safe_contact->ways == std::vector{enquiry::SafeWay::call});
  CHECK(request.safe_contact->voicemail == false);
  CHECK(request.safe_contact->times.reveal() == "Mornings");
  CHECK(request.safe_contact->must_not_know.reveal() == "My partner");
  CHECK(request.safe_contact->language == "en");

  auto const inbox = desk.get("pat", "/inbox");
  CHECK(has(inbox, request.reference));
  CHECK(has(inbox, enquiry::in_words(request.reference)));
  auto const page = desk.get("pat", "/enquiries/" + request.enquiry.text());
  CHECK(has(page, "How to reach them safely"));
  CHECK(has(page, "Never leave a message"));
  CHECK(has(page, "My partner"));
  CHECK(has(page, "Public web form"));
}

TEST_CASE("the page afterwards says the reference in words, what happens by when, and when nobody reads") {
  // Friday afternoon after the last hour: nobody reads until Monday.
  DoorDesk desk{from_london(*Date::of(2026, 11, 6), 17)};
  answer_all(desk, "family", a_family());
  desk.fill_in("/help/send", {});
  auto const sent = desk.see("/help/sent");
  auto const reference = desk.only_request().reference;
  CHECK(has(sent, enquiry::in_words(reference)));
  CHECK(has(sent, reference));
  CHECK(has(sent, "decides what to do by Monday 9 November"));            // one working day
  CHECK(has(sent, "Somebody speaks with you by Wednesday 11 November"));  // three
  CHECK(has(sent, "The next person starts on Monday 9 November at 08:30"));
  CHECK(has(sent, "Monday to Thursday, 08:30 to 17:00"));
  CHECK(has(sent, "The Kettle Club"));
  for (auto const* word : {" case", "referral"}) CHECK_FALSE(has(sent, word));
  CHECK_FALSE(has(sent, "He does not sleep."));
}

TEST_CASE("a neighbour without a name is asked six questions and learns only that it was received and read") {
  DoorDesk desk;
  answer_all(desk, "child", a_neighbour());
  CHECK(location(desk.fill_in("/help/send", {})) == "/help/sent");
  auto const request = desk.only_request();
  CHECK(request.source == "anonymous");
  CHECK(request.asker.name.reveal().empty());
  CHECK(request.agreement == enquiry::Agreement::unsafe_to_ask);
  CHECK(request.places == std::vector{profile::PlaceCode{"mexborough"}});
  CHECK(request.safe_contact->ways.empty());
  auto const sent = desk.see("/help/sent");
  CHECK(has(sent, "We cannot tell you what we do"));
  CHECK_FALSE(has(sent, "The Long Table"));  // help nearby is for those who asked for help
  CHECK_FALSE(has(sent, "Somebody speaks with you"));
}

TEST_CASE("whoever gave a name and takes it back leaves nothing of themselves") {
  DoorDesk desk;
  auto answers = a_neighbour();
  answers.back().second = {{"gives_name", "yes"}, {"name", "Nell Farrow"}, {"relation", "Neighbour"}};
  answer_all(desk, "child", answers);
  CHECK(location(desk.answer("contact", {{"way", "email"}, {"email", "nell@example.com"}})) == "/help/q/when");
  desk.answer("when", {{"times", "Evenings"}});
  CHECK(location(desk.answer("you", {{"gives_name", "no"}, {"name", "Nell Farrow"}})) == "/help/check");
  desk.fill_in("/help/send", {});
  auto const request = desk.only_request();
  CHECK(request.asker == enquiry::Asker{});
  CHECK(request.safe_contact->times.reveal().empty());
}

TEST_CASE("pressing the button twice, or coming back to it, sends one request") {
  DoorDesk desk;
  answer_all(desk, "family", a_family());
  auto const first = desk.fill_in("/help/send", {});
  CHECK(location(desk.fill_in("/help/send", {})) == location(first));
  CHECK(location(desk.see("/help/check")) == "/help/sent");
  CHECK(location(desk.answer("worries", {{"worries", "Another"}})) == "/help/sent");
  CHECK(desk.enquiries() == 1);
  // Beginning again is another request.
  answer_all(desk, "family", a_family());
  desk.fill_in("/help/send", {});
  CHECK(desk.enquiries() == 2);
}

TEST_CASE("answers lie sealed under the hash of their cookie, and go by the exit, by sending and with the hour") {
  DoorDesk desk;
  desk.begin("family");
  desk.answer("worries", {{"worries", "Nobody may read this"}});
  CHECK(desk.kept() == 1);
  CHECK(desk.number("SELECT count(*) FROM draft WHERE account='" + desk.cookie + "'") == 0);
  std::string body;
  desk.reader()->query("SELECT body FROM draft", {}, [&](sql::Row const& row) {
    auto const bytes = row.bytes(0);
    body.assign(bytes.begin(), bytes.end());
  });
  CHECK(body.size() > 40);
  CHECK(body.find("Nobody") == std::string::npos);

  // Another browser, or a browser that fetches ahead, deletes nothing.
  auto const ours = std::exchange(desk.cookie, "somebody-else");
  desk.see("/help/exit");
  desk.cookie = ours;
  desk.ask(http::Method::head, "/help/exit");
  desk.cookie = ours;
  CHECK(has(desk.see("/help/q/worries"), "Nobody may read this"));

  auto const left = desk.see("/help/exit");
  CHECK(left.status == 303);
  CHECK(location(left) == "https://www.bbc.co.uk/weather");
  bool clears = false;
  for (auto const& header : left.headers) clears = clears || header.name == "Clear-Site-Data";
  CHECK(clears);
  desk.catch_up();
  CHECK(desk.kept() == 0);
  desk.cookie = ours;
  CHECK(desk.see("/help/q/worries").status == 404);

  desk.begin("family");
  desk.answer("worries", {{"worries", "Left lying"}});
  desk.pass(std::chrono::minutes{59});
  CHECK(has(desk.see("/help/q/worries"), "Left lying"));
  desk.pass(std::chrono::minutes{2});
  auto const late = desk.answer("well", {{"well", "She sings"}});
  CHECK(late.status == 409);
  CHECK(has(late, "She sings"));  // what was on the page is not lost with the rest
  door::delete_old_answers(desk.services);
  desk.catch_up();
  CHECK(desk.kept() == 0);
}

TEST_CASE("a form from elsewhere, or from an older page, is not taken") {
  DoorDesk desk;
  desk.begin("family");
  auto const old_token = access::csrf_token(desk.cookie);
  desk.begin("child");
  http::Fields fields;
  fields.add(std::string{html::csrf_field_name}, old_token);
  fields.add("worries", "Into the wrong hands");
  auto const refused =
      desk.ask(http::Method::post, "/help/q/worries", "application/x-www-form-urlencoded", http::to_urlencoded(fields));
  CHECK(refused.status == 409);
  CHECK_FALSE(has(desk.see("/help/q/worries"), "Into the wrong hands"));
}

TEST_CASE("ten beginnings from one address in five minutes are free, and nobody else waits for the eleventh") {
  DoorDesk desk;
  for (int time = 0; time < 10; ++time) desk.begin("family");
  auto const slowed = desk.fill_in("/help/family", {});
  CHECK(slowed.status == 429);
  CHECK(has(slowed, "Wait 1 second, then press the button again"));
  CHECK(has(slowed, "999"));  // the numbers to ring are still there
  desk.remote_address = "192.0.2.2";
  desk.begin("family");
  // Whoever takes a new address out of their own network is still the same visitor.
  for (int time = 0; time < 10; ++time) {
    desk.remote_address = "2001:db8:0:7::" + std::to_string(time);
    desk.begin("family");
  }
  desk.remote_address = "2001:db8:0:7:1:2:3:4";
  CHECK(desk.fill_in("/help/family", {}).status == 429);
  desk.remote_address = "2001:db8:0:8::1";
  desk.begin("family");
  CHECK(desk.kept() == 1);  // beginning again leaves nothing behind
  desk.remote_address = "192.0.2.1";
  desk.pass(std::chrono::seconds{2});
  desk.begin("family");
}

TEST_CASE("nothing of a family stands in an address, and no page may be kept by a browser") {
  DoorDesk desk;
  desk.begin("family");
  for (auto const& [question, typed] : a_family()) {
    auto const page = desk.see("/help/q/" + question);
    CHECK(page.status == 200);
    bool stored = true;
    for (auto const& header : page.headers) stored = stored && header.value != "no-store";
    CHECK_FALSE(stored);
    CHECK(has(page, "<title>Question "));  // the title names no topic
    CHECK(has(page, "Exit this page"));
    CHECK(location(desk.answer(question, typed)).find_first_of("?%") == std::string::npos);
  }
}

TEST_CASE("the front page opens three doors to a stranger, and / is the same page") {
  DoorDesk desk;
  auto const front = desk.see("/help");
  for (auto const* words : {"Ask for help for your family", "Tell us you are worried about a child",
                            "I work with a family", "999", "01632 960100", "Monday to Thursday, 08:30 to 17:00"})
    CHECK_MESSAGE(has(front, words), words);
  CHECK(desk.services.welcome({}, {}).body == front.body);
}

TEST_CASE("the hub finds a request by the words that somebody says on the telephone") {
  DoorDesk desk;
  answer_all(desk, "family", a_family());
  desk.fill_in("/help/send", {});
  auto const request = desk.only_request();
  auto words = enquiry::in_words(request.reference);
  std::ranges::replace(words, ' ', '+');
  CHECK(location(desk.get("pat", "/enquiries/find?said=" + words)) == "/enquiries/" + request.enquiry.text());
  CHECK(location(desk.get("pat", "/enquiries/find?said=" + request.reference)) ==
        "/enquiries/" + request.enquiry.text());
  CHECK(desk.get("pat", "/enquiries/find?said=copper+otter+lantern").status == 404);
}
