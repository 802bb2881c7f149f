// A message's life, given what happened, when something is asked, then what follows.
#include <doctest/doctest.h>

#include "message/decide.h"
#include "message/one_time_code.h"
#include "message/records.h"

using namespace kith;
using namespace kith::message;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

Instant const ten = from_london(*Date::of(2026, 11, 6), 10);
MessageId const id = *MessageId::parse("01jd6h5m3a0000000000000001");

MessageAsked a_code() {
  MessageAsked asked;
  asked.message = id;
  asked.to = std::string{"07700 900982"};
  asked.until = ten + minutes{15};
  return asked;
}
MessageAsked some_news() {
  auto asked = a_code();
  asked.says = Template::news;
  asked.until.reset();
  return asked;
}

// A history, each event so many seconds after ten.
Dispatch given(std::vector<std::pair<int, Events::Event>> const& history) {
  Dispatch dispatch;
  for (auto const& [after, event] : history) {
    auto const made = Events::encode(event, ten + seconds{after});
    journal::Recorded recorded;
    recorded.header.stream = id.raw();
    recorded.header.type = made.type;
    recorded.header.type_version = made.type_version;
    recorded.header.occurred_at = made.occurred_at;
    recorded.body = made.body;
    evolve(dispatch, recorded);
  }
  return dispatch;
}
template <class E>
E only(Result<Events::Event> const& result) {
  REQUIRE(result.ok());
  auto const* event = std::get_if<E>(&*result);
  REQUIRE(event != nullptr);
  return *event;
}
std::string code_of(Result<Events::Event> const& result) { return result ? "" : result.error().code; }

}  // namespace

TEST_CASE("nothing is asked for without an address") {
  auto nobody = a_code();
  nobody.to = std::string{" "};
  CHECK(code_of(decide_ask(nobody)) == "no_address");
  CHECK(only<MessageAsked>(decide_ask(a_code())).to.reveal() == "07700 900982");
}

TEST_CASE("a message that waits is taken once; a second worker finds nothing due") {
  auto const waiting = given({{0, a_code()}});
  CHECK(only<MessageTaken>(decide_take(waiting, ten, true)).attempt == 1);
  auto const taken = given({{0, a_code()}, {1, MessageTaken{id, 1}}});
  CHECK(code_of(decide_take(taken, ten + seconds{2}, true)) == "not_due");
  CHECK(code_of(decide_take(given({}), ten, true)) == "not_due");
}

TEST_CASE("a message whose worker died is taken again, and known to have been tried") {
  auto const taken = given({{0, some_news()}, {1, MessageTaken{id, 1}}});
  CHECK(taken.tried);
  CHECK(only<MessageTaken>(decide_take(taken, ten + seconds{1} + taken_for_lost, true)).attempt == 2);
}

TEST_CASE("what is no longer safe, too late, or without its address is given up, not sent") {
  auto const waiting = given({{0, a_code()}});
  CHECK(only<MessageGivenUp>(decide_take(waiting, ten, false)).why == Why::no_longer_safe);
  CHECK(only<MessageGivenUp>(decide_take(waiting, ten + minutes{15}, true)).why == Why::too_late);
  auto gone = a_code();
  gone.to = std::string{};  // as it reads after its payload was redacted
  CHECK(only<MessageGivenUp>(decide_take(given({{0, gone}}), ten, true)).why == Why::no_longer_safe);
}

TEST_CASE("each failed try waits twice as long as the one before, and the eighth is the last") {
  CHECK(pause_after(1) == seconds{30});
  CHECK(pause_after(2) == seconds{60});
  CHECK(pause_after(5) == seconds{480});
  CHECK(pause_after(40) == seconds{3600});
  std::vector<std::pair<int, Events::Event>> history = {{0, some_news()}};
  auto at = ten;
  for (int attempt = 1; attempt <= most_tries; ++attempt) {
    CAPTURE(attempt);
    auto const before = static_cast<int>((at - ten).count() / 1000);
    history.emplace_back(before, only<MessageTaken>(decide_take(given(history), at, true)));
    auto const settled = decide_settle(given(history), Outcome::later(Why::carrier_busy, "429 RateLimitError"), at);
    if (attempt == most_tries) {
      CHECK(only<MessageGivenUp>(settled).why == Why::tries_used_up);
      CHECK(only<MessageGivenUp>(settled).detail == "429 RateLimitError");
      return;
    }
    auto const put_off = only<MessagePutOff>(settled);
    CHECK(put_off.again_at == at + pause_after(attempt));
    history.emplace_back(before, put_off);
    CHECK(code_of(decide_take(given(history), put_off.again_at - seconds{1}, true)) == "not_due");
    at = put_off.again_at;
  }
}

TEST_CASE("a try is settled once, as sent or for good") {
  auto const taken = given({{0, a_code()}, {1, MessageTaken{id, 1}}});
  CHECK(only<MessageSent>(decide_settle(taken, Outcome::posted("notify", "abc"), ten)).carrier_id == "abc");
  CHECK(only<MessageGivenUp>(decide_settle(taken, Outcome::never(Why::refused, "400"), ten)).why == Why::refused);
  auto const sent = given({{0, a_code()}, {1, MessageTaken{id, 1}}, {2, MessageSent{id, "notify", "abc"}}});
  CHECK(code_of(decide_settle(sent, Outcome::posted("notify", "abc"), ten)) == "not_taken");
}

TEST_CASE("another round of tries is for what was given up and is still of use") {
  auto const given_up =
      given({{0, a_code()}, {1, MessageTaken{id, 1}}, {2, MessageGivenUp{id, Why::not_allowed, "403"}}});
  CHECK(only<MessageTriedAgain>(decide_try_again(given_up, ten + minutes{1})).message == id);
  CHECK(code_of(decide_try_again(given_up, ten + minutes{20})) == "too_late");
  CHECK(code_of(decide_try_again(given({{0, a_code()}}), ten)) == "not_given_up");
  auto const again = given({{0, some_news()},
                            {1, MessageTaken{id, 1}},
                            {2, MessageGivenUp{id, Why::not_allowed, "403"}},
                            {60, MessageTriedAgain{id}}});
  CHECK(again.tries == 0);
  CHECK(only<MessageTaken>(decide_take(again, ten + minutes{1}, true)).attempt == 1);
}

TEST_CASE("a report of what became of a message is kept once, and may overtake our own note") {
  auto const taken = given({{0, a_code()}, {1, MessageTaken{id, 1}}});
  auto const early = decide_delivered(taken, Delivery::delivered);
  REQUIRE(early.ok());
  CHECK(early->has_value());
  auto const done = given({{0, a_code()},
                           {1, MessageTaken{id, 1}},
                           {2, MessageSent{id, "notify", "abc"}},
                           {3, MessageDelivered{id, Delivery::permanent_failure}}});
  CHECK(done.delivery == Delivery::permanent_failure);
  auto const twice = decide_delivered(done, Delivery::permanent_failure);
  REQUIRE(twice.ok());
  CHECK_FALSE(twice->has_value());
  auto const never_sent = decide_delivered(given({{0, a_code()}}), Delivery::delivered);
  REQUIRE_FALSE(never_sent.ok());
  CHECK(never_sent.error().code == "not_sent");
}

TEST_CASE("a code works once, for fifteen minutes, and for five tries") {
  auto const key = code_key("a key of the system");
  auto const code = code_in(key, id);
  CHECK(code.size() == code_digits);
  CHECK(code != code_in(code_key("another system"), id));
  CHECK(code != code_in(key, *MessageId::parse("01jd6h5m3a0000000000000002")));

  CodeAsked asked{id, ten};
  CHECK(try_code(asked, key, "", ten) == CodeTried::wrong);
  CHECK(try_code(asked, key, code.substr(0, 3) + " " + code.substr(3), ten + minutes{14}) == CodeTried::right);
  CHECK(try_code(asked, key, code, ten + minutes{14}) == CodeTried::used_up);

  CodeAsked late{id, ten};
  CHECK(try_code(late, key, code, ten + minutes{15}) == CodeTried::expired);

  auto const wrong = code == "000000" ? "000001" : "000000";
  CodeAsked guessed{id, ten};
  for (int tried = 1; tried < most_code_tries; ++tried) CHECK(try_code(guessed, key, wrong, ten) == CodeTried::wrong);
  CHECK(try_code(guessed, key, wrong, ten) == CodeTried::used_up);
  CHECK(try_code(guessed, key, code, ten) == CodeTried::used_up);
}

TEST_CASE("codes are spread evenly over their million") {
  auto const key = code_key("a key of the system");
  SeededRandom random{1};
  std::array<int, 10> first{};
  for (int i = 0; i < 10'000; ++i)
    ++first[static_cast<std::size_t>(code_in(key, MessageId::mint(ten, random))[0] - '0')];
  for (auto const count : first) {
    CHECK(count > 880);  // four standard deviations of 30 around 1,000
    CHECK(count < 1120);
  }
}

TEST_CASE("an address is masked but for what tells two apart") {
  CHECK(masked(Channel::text, "07700 900982") == "•••982");
  CHECK(masked(Channel::text, "12") == "•••12");
  CHECK(masked(Channel::email, "mara@example.org") == "m•••@example.org");
  CHECK(masked(Channel::email, "żółw@example.org") == "ż•••@example.org");
  CHECK(masked(Channel::email, "nothing") == "•••");
  CHECK(masked(Channel::text, "").empty());
}
