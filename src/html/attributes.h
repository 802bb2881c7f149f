// Attributes that a component may or may not carry. Their names are literals checked when compiled; style, event
// handlers and addresses are refused, because addresses have a type of their own (Url) and the other two have no place.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kith::html {

namespace detail {

constexpr bool same_ignoring_case(std::string_view a, std::string_view lower) {
  if (a.size() != lower.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if ((a[i] >= 'A' && a[i] <= 'Z' ? a[i] + 32 : a[i]) != lower[i]) return false;
  return true;
}

// Attributes whose value is an address: they take a Url and nothing else.
constexpr bool takes_url(std::string_view name) {
  for (std::string_view taken : {"href", "src", "action", "formaction", "cite", "poster", "data", "xlink:href"})
    if (same_ignoring_case(name, taken)) return true;
  return false;
}

// Attributes that hold code: a strict content security policy forbids them, and so do we.
constexpr bool holds_code(std::string_view name) {
  return same_ignoring_case(name, "style") || same_ignoring_case(name, "srcdoc") ||
         same_ignoring_case(name, "srcset") || (name.size() > 2 && same_ignoring_case(name.substr(0, 2), "on"));
}

constexpr bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == ':' || c == '.';
}

constexpr bool is_plain_attribute_name(std::string_view name) {
  if (name.empty() || takes_url(name) || holds_code(name)) return false;
  for (char c : name)
    if (!is_name_character(c)) return false;
  return true;
}

}  // namespace detail

class AttributeName {
 public:
  template <std::size_t N>
  consteval AttributeName(char const (&literal)[N]) : name_(literal, N - 1) {  // NOLINT: implicit
    if (!detail::is_plain_attribute_name(name_)) throw "not a name for an attribute of plain text";
  }
  // For names read from outside, such as the design system's fixtures; `name` must outlive the result.
  static std::optional<AttributeName> parse(std::string_view name);

  constexpr std::string_view text() const { return name_; }

 private:
  AttributeName() = default;
  std::string_view name_;
};

// One attribute in a tag's hole, `<p{}>`; absent ones write nothing, not even a blank.
struct Attribute {
  AttributeName name;
  std::optional<std::string> value = std::nullopt;  // none: a flag such as `hidden`
  bool present = true;

  bool operator==(Attribute const&) const = delete;
};

// id="…", unless `value` is empty.
inline Attribute attribute(AttributeName name, std::string_view value) {
  return {name, std::string(value), !value.empty()};
}
// A flag: `checked` or nothing.
inline Attribute flag(AttributeName name, bool present) { return {name, std::nullopt, present}; }
// spellcheck="true", "false", or nothing when nobody chose.
inline Attribute true_or_false(AttributeName name, std::optional<bool> value) {
  return {name, value.value_or(false) ? "true" : "false", value.has_value()};
}
// colspan="2", unless the number is 0.
inline Attribute number_attribute(AttributeName name, int value) {
  if (value == 0) return flag(name, false);
  return {name, std::to_string(value)};
}

// The further attributes of a component: `.attributes = {{"data-id", "7"}, {"hidden"}}`.
class Attributes {
 public:
  Attributes() = default;
  Attributes(std::initializer_list<Attribute> list) : list_(list) {}

  Attributes& add(Attribute attribute) {
    if (attribute.present) list_.push_back(std::move(attribute));
    return *this;
  }
  Attributes& add(Attributes const& others) {
    list_.insert(list_.end(), others.list_.begin(), others.list_.end());
    return *this;
  }
  bool empty() const { return list_.empty(); }
  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }

 private:
  std::vector<Attribute> list_;
};

}  // namespace kith::html
