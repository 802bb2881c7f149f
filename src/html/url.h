// Where a link, an image or a form may point. Only these: http and https addresses, mail and telephone, and places
// inside this service (a path, a query, a fragment). `javascript:` and its kin cannot be made into a Url at all.
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/id.h"

namespace kith::html {

// True for the addresses above. Refuses blanks, control characters, backslashes and `//host`, which browsers read in
// surprising ways.
constexpr bool is_safe_url(std::string_view address) {
  if (address.empty() || address.starts_with("//")) return false;
  for (char c : address)
    if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || c == '\\') return false;
  auto head = address.substr(0, address.find_first_of("/?#"));
  auto colon = head.find(':');
  if (colon == std::string_view::npos) return true;
  auto is_scheme = [&](std::string_view scheme) {
    if (colon != scheme.size()) return false;
    for (std::size_t i = 0; i < colon; ++i)
      if ((head[i] | 0x20) != scheme[i]) return false;
    return true;
  };
  return is_scheme("http") || is_scheme("https") || is_scheme("mailto") || is_scheme("tel");
}

// A safe address. A literal is checked when it is compiled: `.href = "/families"`. An empty Url means "no link".
class Url {
 public:
  Url() = default;
  template <std::size_t N>
  consteval Url(char const (&literal)[N]) : address_(std::in_place_index<0>, literal, N - 1) {  // NOLINT: implicit
    if (!is_safe_url(std::string_view(literal, N - 1))) throw "not an address a page may link to";
  }

  // nullopt unless `address` is safe to link to.
  static std::optional<Url> parse(std::string_view address);

  // This address with one more query parameter, percent-encoded; a fragment stays at the end.
  Url with(std::string_view name, std::string_view value) const;
  Url with(std::string_view name, std::integral auto value) const { return with(name, std::to_string(value)); }
  // This address at the element with this id.
  Url at(std::string_view fragment) const;

  std::string_view text() const {
    auto const* literal = std::get_if<0>(&address_);
    return literal ? *literal : std::string_view(*std::get_if<1>(&address_));
  }
  bool empty() const { return text().empty(); }
  bool operator==(Url const& other) const { return text() == other.text(); }

 private:
  friend struct UrlDoor;
  explicit Url(std::string address) : address_(std::in_place_index<1>, std::move(address)) {}

  std::variant<std::string_view, std::string> address_;
};

// Appends `text` with everything but unreserved characters (RFC 3986) as %XX.
void append_percent_encoded(std::string& to, std::string_view text);

// A path with a hole for each segment, checked when it is compiled: "/families/{}/plan".
template <class... Segments>
class UrlTemplate {
 public:
  template <std::size_t N>
  consteval UrlTemplate(char const (&literal)[N]) : text_(literal, N - 1) {  // NOLINT: implicit
    if (!text_.starts_with('/') || !is_safe_url(text_)) throw "a path with holes starts with one '/'";
    std::size_t holes = 0;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] != '{' && text_[i] != '}') continue;
      // An empty first segment would make "//host" of the path.
      if (text_.substr(i, 2) != "{}" || i < 2) throw "only {} is a hole, and never first in a path";
      ++holes;
      ++i;
    }
    if (holes != sizeof...(Segments)) throw "as many holes as segments";
  }
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// How url() makes a Url of the address it built; only a template checked above gets here.
struct UrlDoor {
  static void append(std::string& to, std::string_view segment) { append_percent_encoded(to, segment); }
  static void append(std::string& to, std::integral auto segment) { to += std::to_string(segment); }
  template <class Thing>
  static void append(std::string& to, Id<Thing> const& id) {
    to += id.text();
  }
  static Url open(std::string address) { return Url(std::move(address)); }
};

// url("/families/{}/plan", family): each hole takes one segment (text, a number or an Id), percent-encoded. Personal
// values do not compile: an address ends up in logs and histories.
template <class... Segments>
Url url(UrlTemplate<std::type_identity_t<Segments>...> path, Segments const&... segments) {
  std::string address;
  auto rest = path.text();
  [[maybe_unused]] auto fill = [&](auto const& segment) {
    auto hole = rest.find("{}");
    address += rest.substr(0, hole);
    UrlDoor::append(address, segment);
    rest.remove_prefix(hole + 2);
  };
  (fill(segments), ...);
  address += rest;
  return UrlDoor::open(std::move(address));
}

}  // namespace kith::html
