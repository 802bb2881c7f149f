// Closed sets: an enum class with one table of wire name and label. A room writes the table beside the enum:
//
//   enum class Answer { yes, no };
//   constexpr auto closed_set(Answer) {
//     return std::to_array<Member<Answer>>({{Answer::yes, "yes", "Yes"}, {Answer::no, "no", "No"}});
//   }
//
// and gets wire(), label() and parse<Answer>() from here. Wire names are stored for ever; labels may change.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <type_traits>

namespace kith {

template <class E>
struct Member {
  E value;
  std::string_view wire;
  std::string_view label;
};

template <class E>
concept ClosedSet = std::is_enum_v<E> && requires(E e) {
  closed_set(e).size();
};

template <ClosedSet E>
inline constexpr auto members_of = closed_set(E{});

// The stored name; empty for a value outside the table, which only a cast can make.
template <ClosedSet E>
constexpr std::string_view wire(E value) {
  for (auto const& member : members_of<E>)
    if (member.value == value) return member.wire;
  return {};
}

// The words people read, where a profile has no words of its own.
template <ClosedSet E>
constexpr std::string_view label(E value) {
  for (auto const& member : members_of<E>)
    if (member.value == value) return member.label;
  return {};
}

template <ClosedSet E>
constexpr std::optional<E> parse(std::string_view wire_name) {
  for (auto const& member : members_of<E>)
    if (member.wire == wire_name) return member.value;
  return std::nullopt;
}

}  // namespace kith
