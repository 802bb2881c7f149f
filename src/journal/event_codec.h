// How a room's events are written and read: what EventSet only declares. One .cpp of the room includes this and says
//
//   KITH_EVENT_CODEC(kith::enquiry::Events)
#pragma once

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "base/codec.h"
#include "journal/event_set.h"

namespace kith::journal {

template <class E>
concept EncodedEvent = EventType<E> && codec::Described<E> &&
    (E::event.version == 1 || requires(codec::Json & json) { E::upcast(1, json); });

// An event of a version that this program does not know yet: the data is newer than the program.
struct NewerThanProgram : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// How one type of a variant is read back.
template <class Event>
struct EventEntry {
  std::string_view type;
  Event (*decode)(Recorded const&);
};

template <class Event, EncodedEvent T>
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

template <class Event, EncodedEvent... E>
consteval auto sorted_entries() {
  std::array<EventEntry<Event>, sizeof...(E)> table{EventEntry<Event>{E::event.type, &decode_as<Event, E>}...};
  std::ranges::sort(table, {}, &EventEntry<Event>::type);
  return table;
}

template <std::size_t N, class Event>
consteval bool all_distinct(std::array<EventEntry<Event>, N> const& sorted) {
  for (std::size_t i = 1; i < N; ++i)
    if (sorted[i].type == sorted[i - 1].type) return false;
  return true;
}

template <EventType... E>
NewEvent EventSet<std::variant<E...>>::encode(Event const& event, Instant occurred_at) {
  return std::visit(
      [&]<class T>(T const& e) {
        return NewEvent{T::event.type, T::event.version, codec::to_json(e), occurred_at};
      },
      event);
}

template <EventType... E>
auto EventSet<std::variant<E...>>::decode(Recorded const& recorded) -> std::optional<Event> {
  static constexpr auto entries = sorted_entries<Event, E...>();
  static_assert(all_distinct(entries), "two events share a wire name");
  auto const found =
      std::ranges::lower_bound(entries, std::string_view{recorded.header.type}, {}, &EventEntry<Event>::type);
  if (found == entries.end() || found->type != recorded.header.type) return std::nullopt;
  return found->decode(recorded);
}

}  // namespace kith::journal

// At namespace scope, outside any namespace.
#define KITH_EVENT_CODEC(Set) template class kith::journal::EventSet<Set::Event>;
