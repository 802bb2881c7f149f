#include "message/commands.h"

namespace kith::message {

namespace {

// Nobody is signed in: the house's own hand sends.
journal::Author house_author() { return {{}, {}, "messages"}; }

Result<std::string> append(journal::Transaction& t, MessageId id, std::int64_t version, Events::Event const& event,
                           journal::Author const& author) {
  TRY(t.append(id.raw(), version, {Events::encode(event, t.now())}, author));
  return id.text();
}

Error no_such_message() { return not_found("no_such_message", "There is no message with this reference."); }

}  // namespace

Result<std::string> ask(journal::Transaction& t, MessageAsked asked) {
  if (asked.message.is_nil()) asked.message = MessageId::mint(t.now(), t.random());
  auto const event = TRY(decide_ask(asked));
  return append(t, asked.message, 0, event, house_author());
}

Result<std::string> take(journal::Transaction& t, MessageId id, StillSafe const& still_safe) {
  auto const dispatch = t.state<Dispatch>(id.raw());
  bool const safe = still_safe(t.connection(), dispatch->asked);
  auto const event = TRY(decide_take(*dispatch, t.now(), safe));
  TRY(append(t, id, dispatch.version, event, house_author()));
  return std::string{std::holds_alternative<MessageTaken>(event) ? "taken" : "given_up"};
}

Result<std::string> settle(journal::Transaction& t, MessageId id, Outcome const& outcome) {
  auto const dispatch = t.state<Dispatch>(id.raw());
  auto const event = TRY(decide_settle(*dispatch, outcome, t.now()));
  return append(t, id, dispatch.version, event, house_author());
}

Result<std::string> try_again(journal::Transaction& t, MessageId id, journal::Author const& author) {
  auto const dispatch = t.state<Dispatch>(id.raw());
  if (dispatch->state == State::none) return no_such_message();
  auto const event = TRY(decide_try_again(*dispatch, t.now()));
  return append(t, id, dispatch.version, event, author);
}

Result<std::string> delivered(journal::Transaction& t, MessageId id, Delivery outcome) {
  auto const dispatch = t.state<Dispatch>(id.raw());
  if (dispatch->state == State::none) return no_such_message();
  auto const event = TRY(decide_delivered(*dispatch, outcome));
  if (!event) return id.text();
  return append(t, id, dispatch.version, *event, house_author());
}

}  // namespace kith::message
