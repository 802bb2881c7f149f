#include "html/url.h"

namespace kith::html {

namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

// The address and, apart from it, its fragment with the '#'.
std::pair<std::string_view, std::string_view> without_fragment(std::string_view address) {
  auto hash = std::min(address.find('#'), address.size());
  return {address.substr(0, hash), address.substr(hash)};
}

}  // namespace

void append_percent_encoded(std::string& to, std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  for (char c : text) {
    if (is_unreserved(c)) {
      to += c;
      continue;
    }
    auto byte = static_cast<unsigned char>(c);
    to += '%';
    to += digits[byte >> 4];
    to += digits[byte & 15];
  }
}

std::optional<Url> Url::parse(std::string_view address) {
  if (!is_safe_url(address)) return std::nullopt;
  return Url(std::string(address));
}

Url Url::with(std::string_view name, std::string_view value) const {
  auto [address, fragment] = without_fragment(text());
  std::string longer(address);
  longer += address.find('?') == std::string_view::npos ? '?' : '&';
  append_percent_encoded(longer, name);
  longer += '=';
  append_percent_encoded(longer, value);
  longer += fragment;
  return Url(std::move(longer));
}

Url Url::at(std::string_view fragment) const {
  std::string longer(without_fragment(text()).first);
  longer += '#';
  append_percent_encoded(longer, fragment);
  return Url(std::move(longer));
}

}  // namespace kith::html
