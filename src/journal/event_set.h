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
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/codec.h"
#include "journal/envelope.h"

namespace kith::journal {

struct EventName {
  std::string_view type;
  int version = 1;
};

template <class E>
concept EventType = codec::Described<E> && requires {
  { E::event } -> std::convertible_to<EventName>;
} &&(E::event.version == 1 || requires(codec::Json & json) { E::upcast(1, json); });

// An event of a version that this program does not know yet: the data is newer than the program.
struct NewerThanProgram : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// How one type of a variant is read back.
template <class Event>
struct EventEntry {
  std::string_view type;
  int version;
  Event (*decode)(Recorded const&);
};

template <class Event, EventType T>
Event decode_as(Recorded const& recorded) {
  T event{};
  if (!recorded.body) return event;
  int const from = recorded.header.type_version;
  if (from > T::event.version)
    throw NewerThanProgram("event " + std::string{T::event.type} + " version " + std::to_string(from) +
                           " was written by a newer Kith");
  if constexpr (T::event.version > 1)
    codec::read_json(*recorded.body, &event, codec::fields_of<T>(), from, &T::upcast);
  else
    codec::read_json(*recorded.body, &event, codec::fields_of<T>());
  return event;
}

template <class Event, EventType... E>
consteval auto sorted_entries() {
  std::array<EventEntry<Event>, sizeof...(E)> table{
      EventEntry<Event>{E::event.type, E::event.version, &decode_as<Event, E>}...};
  std::ranges::sort(table, {}, &EventEntry<Event>::type);
  return table;
}

template <std::size_t N, class Event>
consteval bool all_distinct(std::array<EventEntry<Event>, N> const& sorted) {
  for (std::size_t i = 1; i < N; ++i)
    if (sorted[i].type == sorted[i - 1].type) return false;
  return true;
}

template <class Variant>
class EventSet;

template <EventType... E>
class EventSet<std::variant<E...>> {
 public:
  using Event = std::variant<E...>;
  static constexpr auto entries = sorted_entries<Event, E...>();
  static_assert(all_distinct(entries), "two events share a wire name");

  static NewEvent encode(Event const& event, Instant occurred_at) {
    return std::visit(
        [&]<class T>(T const& e) {
          return NewEvent{T::event.type, T::event.version, codec::to_json(e), occurred_at};
        },
        event);
  }

  // nullopt for a type of another room. A redacted event comes back with every field at its default, so that whoever
  // folds a history still sees that it happened.
  static std::optional<Event> decode(Recorded const& recorded) {
    auto found =
        std::ranges::lower_bound(entries, std::string_view{recorded.header.type}, {}, &EventEntry<Event>::type);
    if (found == entries.end() || found->type != recorded.header.type) return std::nullopt;
    return found->decode(recorded);
  }
};

}  // namespace kith::journal
