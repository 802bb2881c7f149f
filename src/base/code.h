// A code of the council's profile: a source, a need, an agency, a place. Which codes exist is configuration, so the
// type only keeps the kinds apart: Code<Source> does not compile where Code<Need> is wanted.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace kith {

template <class Set>
struct Code {
  std::string value;

  Code() = default;
  explicit Code(std::string code) : value(std::move(code)) {}
  bool empty() const { return value.empty(); }
  auto operator<=>(Code const&) const = default;
};

}  // namespace kith

template <class Set>
struct std::hash<kith::Code<Set>> {
  std::size_t operator()(kith::Code<Set> const& code) const noexcept { return std::hash<std::string>{}(code.value); }
};
