// Answers put aside for another day: sealed with words that we do not keep, opened with a code as well.
#include "door/proof.h"
#include "door/refused.h"
#include "door_desk.h"
#include "message/one_time_code.h"

using namespace kith;
using namespace kith::door;
using namespace kith::door::test;

namespace {

struct Returner : DoorDesk {
  Returner() { services.sends_texts = services.sends_emails = true; }

  http::Response ask_back(http::Method method, std::string const& path, Typed const& typed = {}) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.remote_address = remote_address;
    if (!proof.empty()) request.headers.push_back({"Cookie", "__Host-kith-p=" + proof});
    http::Fields fields;
    fields.add(std::string{html::csrf_field_name}, access::csrf_token(proof));
    for (auto const& [name, value] : typed) fields.add(name, value);
    if (method == http::Method::post) {
      request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
      request.body = http::to_urlencoded(fields);
    }
    auto response = send("", std::move(request));
    for (auto const& header : response.headers) {
      if (header.name != "Set-Cookie") continue;
      if (header.value.starts_with("__Host-kith-p=")) proof = header.value.substr(14, header.value.find(';') - 14);
      if (header.value.starts_with("__Host-kith-a=")) cookie = header.value.substr(14, header.value.find(';') - 14);
    }
    return response;
  }
  http::Response back(std::string const& path, Typed const& typed) { return ask_back(http::Method::post, path, typed); }
  std::string last_code() {
    catch_up();  // a code is sent once the visitor has been answered
    auto const id =
        message::MessageId::parse(*reader()->text("SELECT id FROM message ORDER BY asked_at DESC, id DESC LIMIT 1"));
    return message::code_in(message::code_key(services.draft_key), *id);
  }
  // Answers two questions and puts them aside; answers with the six words.
  std::string put_aside() {
    begin("family");
    answer("worries", {{"worries", "He does not sleep."}});
    answer("well", {{"well", "He laughs."}});
    REQUIRE(location(fill_in("/help/later", {{"safe", "yes"}, {"channel", "text"}, {"phone", "07700 900982"}})) ==
            "/help/later/words");
    auto const page = see("/help/later/words");
    auto const at = page.body.find("kith-reference");
    REQUIRE(at != std::string::npos);
    auto const from = page.body.find('>', at) + 1;
    auto words = page.body.substr(from, page.body.find('<', from) - from);
    return words;
  }
  std::int64_t aside() { return number("SELECT count(*) FROM draft WHERE path='/help/later'"); }

  std::string proof;
};

}  // namespace

TEST_CASE_FIXTURE(Returner, "answers put aside come back on another day, on another phone, question by question") {
  auto const words = put_aside();
  CHECK(std::ranges::count(words, ' ') == 5);
  CHECK(has(see("/help/later/words"), "13 November"));
  auto const first_cookie = std::exchange(cookie, {});
  pass(std::chrono::hours{24 * 5});
  CHECK(location(back("/help/return", {{"words", "  " + words + " "}})) == "/help/code");
  catch_up();
  CHECK(*reader()->text("SELECT address FROM message") == "07700 900982");
  CHECK(location(back("/help/code", {{"code", last_code()}})) == "/help/later/on");
  CHECK_FALSE(cookie.empty());
  CHECK(cookie != first_cookie);
  CHECK(location(see("/help/later/on")) == "/help/q/wanted");
  CHECK(has(see("/help/q/worries"), "He does not sleep."));
  CHECK(has(see("/help/q/well"), "He laughs."));
}

TEST_CASE_FIXTURE(Returner, "once sent they are no longer aside; what is put aside again keeps its words") {
  auto const words = put_aside();
  CHECK(aside() == 1);
  CHECK(location(fill_in("/help/later", {{"safe", "yes"}, {"channel", "email"}, {"email", "mara@example.org"}})) ==
        "/help/later/words");
  CHECK(has(see("/help/later/words"), words));
  CHECK(aside() == 1);
  for (auto const& [question, typed] : a_family())
    if (question != "worries" && question != "well") answer(question, typed);
  CHECK(location(fill_in("/help/send", {})) == "/help/sent");
  CHECK(aside() == 0);
  CHECK(location(back("/help/return", {{"words", words}})) == "/help/code");
  catch_up();
  CHECK(number("SELECT count(*) FROM message") == 0);
}

TEST_CASE_FIXTURE(Returner, "the database alone opens nothing: neither what was typed nor the number is in it") {
  put_aside();
  int rows = 0;
  reader()->query("SELECT body FROM draft", {}, [&](sql::Row const& row) {
    ++rows;
    for (auto const* typed : {"sleep", "laughs", "900982"}) CHECK(row.bytes(0).find(typed) == std::string::npos);
  });
  CHECK(rows == 2);
  CHECK(number("SELECT count(*) FROM payload WHERE body LIKE '%900982%'") == 0);
}

TEST_CASE_FIXTURE(Returner, "the words of one system are nothing to another, and order matters, case does not") {
  auto const words = std::string{"copper otter lantern maple river zebra"};
  auto const token = token_of_words(services, words);
  CHECK(token == token_of_words(services, "Copper  OTTER lantern maple river Zebra"));
  CHECK(token != token_of_words(services, "otter copper lantern maple river zebra"));
  services.draft_key[0] = 'x';
  CHECK(token != token_of_words(services, words));
  CHECK(token_of_words(services, "copper otter").empty());
  CHECK(token_of_words(services, words + " apple").empty());
  SeededRandom one{1}, other{2};
  CHECK(new_return_words(one) != new_return_words(other));
}

TEST_CASE_FIXTURE(Returner, "known words and unknown ones look the same from outside") {
  auto const words = put_aside();
  auto const known = back("/help/return", {{"words", words}});
  auto const known_page = ask_back(http::Method::get, "/help/code");
  proof.clear();
  auto const unknown = back("/help/return", {{"words", "zebra zebra zebra zebra zebra zebra"}});
  auto const unknown_page = ask_back(http::Method::get, "/help/code");
  CHECK(unknown.status == known.status);
  CHECK(location(unknown) == location(known));
  CHECK(unknown_page.body.size() == known_page.body.size());
  catch_up();
  CHECK(number("SELECT count(*) FROM message") == 1);
}

TEST_CASE_FIXTURE(Returner, "after seven days they are gone, and no code goes out for them") {
  auto const words = put_aside();
  CHECK(location(back("/help/return", {{"words", words}})) == "/help/code");
  message::MessageAsked asked;
  catch_up();
  asked.about = *reader()->text("SELECT about FROM message");
  asked.to = std::string{"07700 900982"};
  CHECK(still_safe(*reader(), asked, clock.now()));
  pass(std::chrono::hours{24 * 7});
  CHECK_FALSE(still_safe(*reader(), asked, clock.now()));
  back("/help/return", {{"words", words}});
  catch_up();
  CHECK(number("SELECT count(*) FROM message") == 1);
  delete_old_answers(services);
  catch_up();
  CHECK(aside() == 0);
}

TEST_CASE_FIXTURE(Returner,
                  "whoever is not sure that it is safe puts nothing aside; faults stand beside their fields") {
  begin("family");
  answer("worries", {{"worries", "He does not sleep."}});
  CHECK(has(see("/help/q/well"), "/help/later"));
  CHECK(location(fill_in("/help/later", {{"safe", "no"}})) == "/help/q/well");
  CHECK(aside() == 0);
  CHECK(fill_in("/help/later", {}).status == 422);
  CHECK(has(fill_in("/help/later", {{"safe", "yes"}}), "Choose where we may send the code."));
  auto const bad = fill_in("/help/later", {{"safe", "yes"}, {"channel", "text"}, {"phone", "none of yours"}});
  CHECK(bad.status == 422);
  CHECK(has(bad, "none of yours"));
  CHECK(has(bad, "Enter a phone number"));
  CHECK(has(fill_in("/help/later", {{"safe", "yes"}, {"channel", "email"}, {"email", "mara"}}), "Enter an email"));
  CHECK(back("/help/return", {{"words", "two words"}}).status == 422);
  services.sends_texts = services.sends_emails = false;
  CHECK_FALSE(has(see("/help/q/well"), "/help/later"));
  CHECK(location(see("/help/later")) == "/help/q/well");
  CHECK(has(see("/help/return"), "Ring"));
}

TEST_CASE_FIXTURE(Returner, "a request too long for the door is refused in the door's own style and language") {
  http::Refusal const refusal{413, http::Reason::body_too_large, "/help/q/{question}", "lang=ro"};
  CHECK(is_ours(refusal));
  auto const page = refusal_page(services, refusal);
  CHECK(page.status == 413);
  CHECK(has(page, "Textul este prea lung"));
  CHECK(has(page, "lang=\"ro\""));
  CHECK(has(page, "/help/exit"));
  CHECK(has(refusal_page(services, {503, http::Reason::queue_full, "/help", ""}), "Try again in a moment"));
  CHECK_FALSE(is_ours({413, http::Reason::body_too_large, "/inbox", ""}));
  CHECK_FALSE(is_ours({413, http::Reason::body_too_large, "/helpers", ""}));
}
