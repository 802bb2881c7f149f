// From the outbox to the carrier: nothing asked for is lost, nothing goes twice, nothing goes that is not safe.
#include "access/agreements.h"
#include "outbox.h"

using namespace kith;
using namespace kith::message;
using namespace kith::message::test;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE_FIXTURE(Outbox, "what is asked for goes out, with the code made on its way, and its address is forgotten") {
  auto const id = ask();
  CHECK(row(id).state == State::waiting);
  CHECK(row(id).to.reveal() == "07700 900982");
  CHECK(worker->run_once() == 1);
  CHECK(row(id).state == State::sent);
  CHECK(row(id).to.reveal().empty());
  CHECK(row(id).masked == "•••982");
  REQUIRE(notify->taken().size() == 1);
  auto const sent = notify->taken().front();
  CHECK(sent.at("personalisation").at("code") == boost::json::string_view{code_in(key, id)});
  CHECK(sent.at("reference") == boost::json::string_view{id.text()});
  CHECK(worker->run_once() == 0);
  CHECK(notify->asked() == 1);
}

TEST_CASE_FIXTURE(Outbox, "the code stands nowhere in the database") {
  auto const id = ask();
  auto const code = code_in(key, id);
  worker->run_once();
  CHECK(number("SELECT count(*) FROM payload WHERE body LIKE '%" + code + "%'") == 0);
  CHECK(number("SELECT count(*) FROM message WHERE detail LIKE '%" + code + "%'") == 0);
}

TEST_CASE_FIXTURE(Outbox, "an event that is refused leaves no message behind") {
  auto const refused = run([&](journal::Transaction& t) -> Result<std::string> {
    MessageAsked asked;
    asked.to = std::string{"07700 900982"};
    TRY(message::ask(t, asked));
    return invalid("refused", "And then it was refused.");
  });
  CHECK_FALSE(refused.ok());
  CHECK(number("SELECT count(*) FROM message") == 0);
  CHECK(worker->run_once() == 0);
}

TEST_CASE_FIXTURE(Outbox, "a choice that changed after asking stops the message") {
  auto const id = ask(Template::news, "a choice");
  safe = false;
  worker->run_once();
  CHECK(row(id).state == State::given_up);
  CHECK(row(id).why == Why::no_longer_safe);
  CHECK(notify->asked() == 0);
}

TEST_CASE_FIXTURE(Outbox, "too much at once and a fault there are tried again later, the rest waits its turn") {
  auto const first = ask(), second = ask();
  notify->answer_next(429, "RateLimitError");
  notify->answer_next(500, "Exception");
  CHECK(worker->run_once() == 0);
  CHECK(notify->asked() == 1);  // who is told that it is too much does not go on
  CHECK(row(first).why == Why::carrier_busy);
  CHECK(row(first).detail == "429 RateLimitError");
  worker->run_once();
  CHECK(row(second).why == Why::carrier_fault);
  CHECK(worker->run_once() == 0);
  CHECK(notify->asked() == 2);
  pass(seconds{30});
  CHECK(worker->run_once() == 2);
  CHECK(row(first).state == State::sent);
  CHECK(row(second).state == State::sent);
  CHECK(row(first).tries == 2);
}

TEST_CASE_FIXTURE(Outbox, "a carrier that stays away is asked eight times, never again, and nothing is left waiting") {
  auto const id = ask(Template::news, "a choice");
  for (int i = 0; i < most_tries; ++i) notify->answer_next(500, "Exception");
  for (int i = 0; i < 20; ++i) {
    worker->run_once();
    pass(minutes{61});
  }
  CHECK(notify->asked() == most_tries);
  CHECK(row(id).state == State::given_up);
  CHECK(row(id).why == Why::tries_used_up);
  CHECK(number("SELECT count(*) FROM message WHERE due_at IS NOT NULL") == 0);
}

TEST_CASE_FIXTURE(Outbox, "a code that could not go while it was good does not go") {
  auto const id = ask();
  pass(code_lifetime);
  worker->run_once();
  CHECK(row(id).why == Why::too_late);
  CHECK(notify->asked() == 0);
}

TEST_CASE_FIXTURE(Outbox, "a worker that dies with a message in its hands leaves it to the next, and it goes once") {
  auto const id = ask();
  CHECK(run([&](journal::Transaction& t) { return take(t, id, [](auto&, auto const&) { return true; }); }).ok());
  // It had come as far as this before the power went.
  CHECK(outgoing.carriers.text
            ->carry([&] {
              auto letter = a_text(code_in(key, id));
              letter.message = id;
              return letter;
            }())
            .kind == Outcome::Kind::sent);
  CHECK(new_worker()->run_once() == 0);
  pass(taken_for_lost);
  CHECK(new_worker()->run_once() == 1);
  CHECK(row(id).state == State::sent);
  CHECK(notify->taken().size() == 1);
}

TEST_CASE_FIXTURE(Outbox, "with nothing to carry it, a message says so and can be tried again") {
  auto const id = ask();
  auto const carriers = std::exchange(outgoing.carriers, {});
  new_worker()->run_once();
  CHECK(row(id).why == Why::not_configured);
  CHECK(run([&](journal::Transaction& t) { return try_again(t, id, {}); }).ok());
  outgoing.carriers = carriers;
  CHECK(new_worker()->run_once() == 1);
  CHECK(row(id).state == State::sent);
  auto const nothing =
      run([&](journal::Transaction& t) { return try_again(t, MessageId::mint(t.now(), t.random()), {}); });
  REQUIRE_FALSE(nothing.ok());
  CHECK(nothing.error().code == "no_such_message");
}

TEST_CASE_FIXTURE(Outbox, "the worker goes round by itself, and stops when it is told to") {
  auto const id = ask();
  worker->start(std::chrono::milliseconds{5});
  for (int i = 0; i < 1000 && row(id).state != State::sent; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  CHECK(row(id).state == State::sent);
  worker.reset();
}

TEST_CASE_FIXTURE(Outbox, "the records are what the journal says") {
  for (int i = 0; i < 6; ++i) ask(i % 2 == 0 ? Template::code : Template::news, i % 2 == 0 ? "" : "a choice");
  notify->answer_next(400, "ValidationError");
  notify->answer_next(500, "Exception");
  for (int i = 0; i < 4; ++i) worker->run_once();
  pass(minutes{2});
  worker->run_once();
  std::string const sent{notify->taken().front().at("reference").as_string()};
  CHECK(report(R"({"reference":")" + sent + R"(","status":"delivered"})").status == 200);
  journal::Projections const projections = {access::account_records(), access::agreement_records(), message_records()};
  auto const live = journal::digest_records(projections, *reader());
  auto const connection = sql::connect(database.location(), sql::Access::read_write);
  journal::rebuild(projections, *connection, {});
  CHECK(journal::digest_records(projections, *connection) == live);
}
