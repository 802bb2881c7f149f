// The events of one room as a variant, to and from the journal's wire form. Each event type says its wire name once:
//
//   struct EnquiryReceived {
//     static constexpr EventName event{"enquiry.received", 1};
//     ...
//   };
//   BOOST_DESCRIBE_STRUCT(EnquiryReceived, (), (...))
//
// A type whose version is above 1 also has `static void upcast(int from, codec::Json&)`, which turns older text into
// the newest shape, so that everything above sees the newest only.
//
// A set is only declared here. Reading and writing twenty types costs a compiler more than a page does, so it is done
// in one .cpp of the room that owns them, with KITH_EVENT_CODEC(Events) of journal/event_codec.h.
#pragma once

#include <concepts>
#include <optional>
#include <string_view>
#include <variant>

#include "journal/envelope.h"

namespace kith::journal {

struct EventName {
  std::string_view type;
  int version = 1;
};

template <class E>
concept EventType = requires {
  { E::event } -> std::convertible_to<EventName>;
};

template <class Variant>
class EventSet;

template <EventType... E>
class EventSet<std::variant<E...>> {
 public:
  using Event = std::variant<E...>;

  static NewEvent encode(Event const& event, Instant occurred_at);

  // nullopt for a type of another room. A redacted event comes back with every field at its default, so that whoever
  // folds a history still sees that it happened.
  static std::optional<Event> decode(Recorded const& recorded);
};

}  // namespace kith::journal
