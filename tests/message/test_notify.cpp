// GOV.UK Notify, against a double that holds us to its published schema.
#include <array>
#include <cstdio>

#include "moved_clock.h"
#include "notify_double.h"

using namespace kith;
using namespace kith::message;
using namespace kith::message::test;

namespace {

// What a command prints.
std::string printed_by(std::string const& command) {
  auto* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> bytes{};
  auto const got = ::fread(bytes.data(), 1, bytes.size(), pipe);
  REQUIRE(::pclose(pipe) == 0);
  return {bytes.data(), got};
}

struct Fixture {
  testing::MovedClock clock{from_london(*Date::of(2026, 11, 6), 10)};
  NotifyDouble notify{clock};
  NotifyCarrier carrier{settings_for(notify), clock};
};

}  // namespace

TEST_CASE("a token is signed as the vector that Notify's own client publishes") {
  CHECK(signed_token(R"({"alg":"HS256","typ":"JWT"})", R"({"iss":123,"iat":1234567890})", "SECRET") ==
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOjEyMywiaWF0IjoxMjM0NTY3ODkwfQ."
        "18aBKSLffjbX_TLmosB_qYgW9EkWIQpBgWy7GpiKg6o");
}

TEST_CASE("our token is what the openssl command signs with the key's own secret") {
  auto const key = *read_notify_key(whole_key());
  auto const token = notify_token(key, Instant{1'794'564'000'000});
  auto const told = token.substr(0, token.rfind('.'));
  auto const signature = printed_by("printf %s '" + told + "' | openssl dgst -sha256 -hmac '" + key.secret +
                                    "' -binary | openssl base64 -A | tr '+/' '-_' | tr -d '='");
  CHECK(token.substr(token.rfind('.') + 1) == signature);
  CHECK(from_base64url(told.substr(told.find('.') + 1)) ==
        R"({"iss":"26785a09-ab16-4eb0-8407-a37497a57506","iat":1794564000})");
}

TEST_CASE("a key is taken apart from its end, and what is no key is refused") {
  auto const key =
      read_notify_key("a-name-with-hyphens-" + std::string{service_id} + "-" + std::string{service_secret});
  REQUIRE(key.ok());
  CHECK(key->service == service_id);
  CHECK(key->secret == service_secret);
  for (auto const& wrong : {std::string{}, std::string{"early_help"}, std::string{service_secret},
                            "early_help" + std::string{service_id} + std::string{service_secret},
                            whole_key().substr(0, whole_key().size() - 1) + "z"}) {
    auto const refused = read_notify_key(wrong);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "bad_notify_key");
  }
}

TEST_CASE_FIXTURE(Fixture, "a text goes out with its template, its code and a reference that says nothing") {
  auto const outcome = carrier.carry(a_text());
  CHECK(outcome.kind == Outcome::Kind::sent);
  CHECK(outcome.carrier == "notify");
  CHECK(outcome.carrier_id == "201b576e-c09b-467b-9dfa-9c3b689ee730");
  REQUIRE(notify.taken().size() == 1);
  auto const sent = notify.taken().front();
  CHECK(boost::json::serialize(sent) ==
        R"({"phone_number":"07700 900982","template_id":"9d751e0e-f929-4891-82a1-a3e1c3c18ee3",)"
        R"("personalisation":{"code":"123456"},"reference":"01jd6h5m3a0000000000000001"})");
}

TEST_CASE_FIXTURE(Fixture, "what somebody typed is cleaned in an e-mail, and never goes into a text") {
  auto letter = an_email();
  letter.fillings.push_back({"note", "now [click this](https://evil.example)", true});
  CHECK(carrier.carry(letter).kind == Outcome::Kind::sent);
  auto const sent = notify.taken().front();
  CHECK(boost::json::serialize(sent.at("sanitise_content_for")) == R"(["note"])");
  CHECK(sent.at("email_address") == "mara@example.org");

  auto text = a_text();
  text.fillings.push_back({"note", "hello", true});
  auto const refused = carrier.carry(text);
  CHECK(refused.kind == Outcome::Kind::never);
  CHECK(refused.why == Why::refused);
  CHECK(notify.asked() == 1);
}

TEST_CASE_FIXTURE(Fixture, "a reader's own language has its own template where there is one, English otherwise") {
  auto letter = a_text();
  letter.language = "ro";
  CHECK(carrier.carry(letter).kind == Outcome::Kind::sent);
  letter.language = "pl";
  CHECK(carrier.carry(letter).kind == Outcome::Kind::sent);
  CHECK(notify.taken()[0].at("template_id") == "bbbbbbbb-f929-4891-82a1-a3e1c3c18ee3");
  CHECK(notify.taken()[1].at("template_id") == boost::json::string_view{template_id});
  letter.says = Template::news;
  letter.channel = Channel::email;
  auto const none = carrier.carry(letter);
  CHECK(none.kind == Outcome::Kind::never);
  CHECK(none.why == Why::not_configured);
}

TEST_CASE_FIXTURE(Fixture, "429 and 500 ask for patience, 400 and 403 are for good, and nobody repeats an address") {
  struct Said {
    int status;
    char const* error;
    Outcome::Kind kind;
    Why why;
    char const* detail;
  };
  for (auto const& said : {Said{429, "RateLimitError", Outcome::Kind::later, Why::carrier_busy, "429 RateLimitError"},
                           Said{500, "Exception", Outcome::Kind::later, Why::carrier_fault, "500 Exception"},
                           Said{503, "", Outcome::Kind::later, Why::carrier_fault, "503 "},
                           Said{400, "ValidationError", Outcome::Kind::never, Why::refused, "400 ValidationError"},
                           Said{403, "AuthError", Outcome::Kind::never, Why::not_allowed, "403 AuthError"}}) {
    CAPTURE(said.status);
    notify.answer_next(said.status, said.error);
    auto const outcome = carrier.carry(a_text());
    CHECK(outcome.kind == said.kind);
    CHECK(outcome.why == said.why);
    CHECK(outcome.detail == said.detail);
  }
  CHECK(notify.taken().empty());
}

TEST_CASE_FIXTURE(Fixture, "a clock that is wrong by more than half a minute is told to whoever looks after it") {
  testing::MovedClock late{clock.now() - std::chrono::seconds{40}};
  NotifyCarrier carrier_with_late_clock{settings_for(notify), late};
  auto const outcome = carrier_with_late_clock.carry(a_text());
  CHECK(outcome.kind == Outcome::Kind::never);
  CHECK(outcome.why == Why::not_allowed);
}

TEST_CASE_FIXTURE(Fixture, "a message that may have gone already is looked for first, and goes once") {
  notify.take_but_answer(500);
  CHECK(carrier.carry(a_text()).kind == Outcome::Kind::later);
  auto again = a_text();
  again.may_have_gone = true;
  auto const found = carrier.carry(again);
  CHECK(found.kind == Outcome::Kind::sent);
  CHECK(found.carrier_id == "6bdbbbb5-75a6-4fd5-a3b4-3ab2f0b7d1b4");
  CHECK(notify.taken().size() == 1);
  again.message = *MessageId::parse("01jd6h5m3a0000000000000002");
  CHECK(carrier.carry(again).kind == Outcome::Kind::sent);
  CHECK(notify.taken().size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "nobody there is no fault of the message; a plain connection elsewhere is refused") {
  auto settings = settings_for(notify);
  settings.url = "http://127.0.0.1:1";
  auto const nobody = NotifyCarrier{settings, clock}.carry(a_text());
  CHECK(nobody.kind == Outcome::Kind::later);
  CHECK(nobody.why == Why::no_connection);
  settings.url = "http://192.0.2.1";
  auto const plain = NotifyCarrier{settings, clock}.carry(a_text());
  CHECK(plain.kind == Outcome::Kind::never);
  CHECK(plain.why == Why::not_configured);
  CHECK(plain.detail == "not_encrypted");
}
