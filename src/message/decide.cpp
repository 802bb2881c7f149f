#include "message/decide.h"

#include "base/text.h"

namespace kith::message {

namespace {

struct Evolve {
  Dispatch& s;
  journal::Header const& header;

  void go(State state) {
    s.state = state;
    s.since = header.occurred_at;
  }
  void operator()(MessageAsked const& e) {
    s.asked = e;
    s.asked.message = MessageId{header.stream};  // also when the payload has been redacted
    s.due = header.occurred_at;
    go(State::waiting);
  }
  void operator()(MessageTaken const&) {
    ++s.tries;
    s.tried = true;
    go(State::taken);
  }
  void operator()(MessageSent const&) { go(State::sent); }
  void operator()(MessagePutOff const& e) {
    s.due = e.again_at;
    go(State::waiting);
  }
  void operator()(MessageGivenUp const&) { go(State::given_up); }
  void operator()(MessageTriedAgain const&) {
    s.tries = 0;
    s.due = header.occurred_at;
    go(State::waiting);
  }
  void operator()(MessageDelivered const& e) { s.delivery = e.outcome; }
};

MessageId id_of(Dispatch const& dispatch) { return dispatch.asked.message; }

bool is_late(Dispatch const& dispatch, Instant now) { return dispatch.asked.until && now >= *dispatch.asked.until; }

}  // namespace

void evolve(Dispatch& dispatch, journal::Recorded const& recorded) {
  if (auto const event = Events::decode(recorded)) std::visit(Evolve{dispatch, recorded.header}, *event);
}

std::chrono::seconds pause_after(int attempt) {
  auto pause = std::chrono::seconds{30};
  for (int done = 1; done < attempt && pause < std::chrono::hours{1}; ++done) pause *= 2;
  return std::min(pause, std::chrono::seconds{3600});
}

Result<Events::Event> decide_ask(MessageAsked const& asked) {
  if (trimmed(asked.to.reveal()).empty()) return invalid("no_address", "There is no address to write to.");
  return Events::Event{asked};
}

Result<Events::Event> decide_take(Dispatch const& dispatch, Instant now, bool still_safe) {
  bool const lost = dispatch.state == State::taken && now - dispatch.since >= taken_for_lost;
  bool const due = dispatch.state == State::waiting && now >= dispatch.due;
  if (!due && !lost) return conflict("not_due", "This message is not due now.");
  if (is_late(dispatch, now)) return Events::Event{MessageGivenUp{id_of(dispatch), Why::too_late, {}}};
  if (!still_safe || dispatch.asked.to.reveal().empty())
    return Events::Event{MessageGivenUp{id_of(dispatch), Why::no_longer_safe, {}}};
  if (dispatch.tries >= most_tries) return Events::Event{MessageGivenUp{id_of(dispatch), Why::tries_used_up, {}}};
  return Events::Event{MessageTaken{id_of(dispatch), dispatch.tries + 1}};
}

Result<Events::Event> decide_settle(Dispatch const& dispatch, Outcome const& outcome, Instant now) {
  if (dispatch.state != State::taken)
    return conflict("not_taken", "Nobody is sending this message, so nothing can have come of it.");
  if (outcome.kind == Outcome::Kind::sent)
    return Events::Event{MessageSent{id_of(dispatch), outcome.carrier, outcome.carrier_id}};
  if (outcome.kind == Outcome::Kind::never)
    return Events::Event{MessageGivenUp{id_of(dispatch), outcome.why, outcome.detail}};
  if (dispatch.tries >= most_tries)
    return Events::Event{MessageGivenUp{id_of(dispatch), Why::tries_used_up, outcome.detail}};
  return Events::Event{MessagePutOff{id_of(dispatch), outcome.why, outcome.detail, now + pause_after(dispatch.tries)}};
}

Result<Events::Event> decide_try_again(Dispatch const& dispatch, Instant now) {
  if (dispatch.state != State::given_up)
    return conflict("not_given_up", "This message is not given up, so there is nothing to try again.");
  if (is_late(dispatch, now))
    return invalid("too_late", "This message is of no use any more. Whoever waits for it can ask for a new one.");
  return Events::Event{MessageTriedAgain{id_of(dispatch)}};
}

Result<std::optional<Events::Event>> decide_delivered(Dispatch const& dispatch, Delivery outcome) {
  // The carrier may be quicker than we are: it can report before we have written down that it took the message.
  if (dispatch.state != State::sent && dispatch.state != State::taken)
    return conflict("not_sent", "This message was not given to a carrier.");
  if (dispatch.delivery == outcome) return std::optional<Events::Event>{};
  return std::optional<Events::Event>{MessageDelivered{id_of(dispatch), outcome}};
}

}  // namespace kith::message
