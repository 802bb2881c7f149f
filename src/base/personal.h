// A value about a person. It has no formatter and no stream operator, so it cannot be written into a log, a metric or a
// URL without somebody calling reveal() in plain sight.
#pragma once

#include <compare>
#include <utility>

namespace kith {

template <class T>
class Personal {
 public:
  using value_type = T;

  Personal() = default;
  Personal(T value) : value_(std::move(value)) {}  // NOLINT: implicit on purpose, wrapping is always safe

  // The value itself: for pages the reader may see, for the journal's payload, and for comparing.
  T const& reveal() const { return value_; }
  T& reveal() { return value_; }

  auto operator<=>(Personal const&) const = default;
  bool operator==(Personal const&) const = default;

 private:
  T value_{};
};

}  // namespace kith
