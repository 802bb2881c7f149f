// A message's life, and the rules of it. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/result.h"
#include "message/events.h"

namespace kith::message {

enum class State { none, waiting, taken, sent, given_up };
constexpr auto closed_set(State) {
  using enum State;
  return std::to_array<Member<State>>({{none, "none", "Not there"},
                                       {waiting, "waiting", "Waiting"},
                                       {taken, "taken", "Being sent"},
                                       {sent, "sent", "Sent"},
                                       {given_up, "given_up", "Given up"}});
}

// A message as its history leaves it.
struct Dispatch {
  MessageAsked asked;
  State state = State::none;
  int tries = 0;       // since it was asked, or asked again
  Instant due;         // while it waits: not before then
  Instant since;       // in this state since then
  bool tried = false;  // a try may have gone out without our knowing
  std::optional<Delivery> delivery;
};
void evolve(Dispatch& dispatch, journal::Recorded const& recorded);

// After this many tries a message is given up; a whole round takes about an hour and a half.
inline constexpr int most_tries = 8;
// A message that was taken and of which nothing more was heard is taken again after this: the worker died with it.
inline constexpr std::chrono::minutes taken_for_lost{5};
// How long to wait after the given try failed: half a minute, doubled each time, an hour at most.
std::chrono::seconds pause_after(int attempt);

// What a carrier said of one try.
struct Outcome {
  enum class Kind { sent, later, never } kind = Kind::never;
  std::string carrier;
  std::string carrier_id;
  Why why = Why::refused;
  std::string detail = {};

  static Outcome posted(std::string carrier, std::string id) {
    return {Kind::sent, std::move(carrier), std::move(id), Why::refused, {}};
  }
  static Outcome later(Why why, std::string detail = {}) { return {Kind::later, {}, {}, why, std::move(detail)}; }
  static Outcome never(Why why, std::string detail = {}) { return {Kind::never, {}, {}, why, std::move(detail)}; }
};

// The event that asking for this causes. Errors: no_address.
Result<Events::Event> decide_ask(MessageAsked const& asked);
// What happens to a message that is due: taken, or given up because it is too late or no longer safe. Errors: not_due
// (another worker has it, or it was settled meanwhile).
Result<Events::Event> decide_take(Dispatch const& dispatch, Instant now, bool still_safe);
// What came of a try. Errors: not_taken.
Result<Events::Event> decide_settle(Dispatch const& dispatch, Outcome const& outcome, Instant now);
// Errors: not_given_up, too_late.
Result<Events::Event> decide_try_again(Dispatch const& dispatch, Instant now);
// What the carrier reports later. Errors: not_sent. Nothing new is nothing: an empty optional.
Result<std::optional<Events::Event>> decide_delivered(Dispatch const& dispatch, Delivery outcome);

}  // namespace kith::message
