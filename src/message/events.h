// What can have happened to a message to somebody outside. Each message is a stream of its own. Its address is payload:
// it can be redacted, and stands in no header and no log.
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <variant>

#include "base/closed_set.h"
#include "base/codec.h"
#include "base/personal.h"
#include "journal/event_set.h"

namespace kith::message {

using MessageId = Id<struct Message>;
using journal::EventName;

// Both ways that a family may have called safe.
enum class Channel { text, email };
constexpr auto closed_set(Channel) {
  return std::to_array<Member<Channel>>({{Channel::text, "text", "Text message"}, {Channel::email, "email", "Email"}});
}

// Everything that is ever said in a message. None has a hole for what somebody typed, and none says what it is about:
// whoever holds the phone learns nothing but that somebody was written to.
enum class Template { code, news, link };
constexpr auto closed_set(Template) {
  return std::to_array<Member<Template>>({{Template::code, "code", "One-time code"},
                                          {Template::news, "news", "There is news"},
                                          {Template::link, "link", "A link that opens with a code"}});
}

// Why a message did not go, for now or for good.
enum class Why {
  no_longer_safe,
  too_late,
  not_configured,
  refused,
  not_allowed,
  carrier_busy,
  carrier_fault,
  no_connection,
  no_answer,
  tries_used_up,
};
constexpr auto closed_set(Why) {
  using enum Why;
  return std::to_array<Member<Why>>(
      {{no_longer_safe, "no_longer_safe", "It is no longer said to be safe to write to this address."},
       {too_late, "too_late", "It could not be sent while it was of use."},
       {not_configured, "not_configured", "Nothing is configured that could send it. See kith doctor."},
       {refused, "refused", "The carrier refused it: the address is wrong, or the template is not as it should be."},
       {not_allowed, "not_allowed", "The carrier does not let us in. Look at the key and the clock of this machine."},
       {carrier_busy, "carrier_busy", "The carrier says that too much is being sent."},
       {carrier_fault, "carrier_fault", "The carrier has a fault."},
       {no_connection, "no_connection", "The carrier cannot be reached."},
       {no_answer, "no_answer", "The carrier did not answer; it may have gone."},
       {tries_used_up, "tries_used_up", "It was tried as often as is sensible."}});
}

// What the carrier says became of it, in GOV.UK Notify's own words.
enum class Delivery { delivered, permanent_failure, temporary_failure, technical_failure };
constexpr auto closed_set(Delivery) {
  using enum Delivery;
  return std::to_array<Member<Delivery>>({{delivered, "delivered", "Delivered"},
                                          {permanent_failure, "permanent-failure", "There is no such address"},
                                          {temporary_failure, "temporary-failure", "It could not be delivered"},
                                          {technical_failure, "technical-failure", "Lost by the carrier"}});
}

// Somebody is to be written to. Appended in the same transaction as what causes it.
struct MessageAsked {
  static constexpr EventName event{"message.asked", 1};
  MessageId message;
  Channel channel = Channel::text;
  Personal<std::string> to;
  Template says = Template::code;
  std::string language;          // of whoever reads it: "en", "ro"
  std::string about;             // the id of what allows it, asked again before each try; empty for a code alone
  std::optional<Instant> until;  // of no use afterwards
};
BOOST_DESCRIBE_STRUCT(MessageAsked, (), (message, channel, to, says, language, about, until))

// A worker has it in its hands. What follows says what came of it; if nothing follows, nobody knows.
struct MessageTaken {
  static constexpr EventName event{"message.taken", 1};
  MessageId message;
  int attempt = 1;
};
BOOST_DESCRIBE_STRUCT(MessageTaken, (), (message, attempt))

struct MessageSent {
  static constexpr EventName event{"message.sent", 1};
  MessageId message;
  std::string carrier;     // "notify", "smtp", "print"
  std::string carrier_id;  // the carrier's own
};
BOOST_DESCRIBE_STRUCT(MessageSent, (), (message, carrier, carrier_id))

struct MessagePutOff {
  static constexpr EventName event{"message.put_off", 1};
  MessageId message;
  Why why = Why::carrier_fault;
  std::string detail;  // a status and a code, never the carrier's sentences: they can hold the address
  Instant again_at;
};
BOOST_DESCRIBE_STRUCT(MessagePutOff, (), (message, why, detail, again_at))

struct MessageGivenUp {
  static constexpr EventName event{"message.given_up", 1};
  MessageId message;
  Why why = Why::refused;
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(MessageGivenUp, (), (message, why, detail))

// Somebody put right what was wrong and asks for another round of tries.
struct MessageTriedAgain {
  static constexpr EventName event{"message.tried_again", 1};
  MessageId message;
};
BOOST_DESCRIBE_STRUCT(MessageTriedAgain, (), (message))

struct MessageDelivered {
  static constexpr EventName event{"message.delivered", 1};
  MessageId message;
  Delivery outcome = Delivery::delivered;
};
BOOST_DESCRIBE_STRUCT(MessageDelivered, (), (message, outcome))

using Events = journal::EventSet<std::variant<MessageAsked, MessageTaken, MessageSent, MessagePutOff, MessageGivenUp,
                                              MessageTriedAgain, MessageDelivered>>;

}  // namespace kith::message
