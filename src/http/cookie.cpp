#include "http/cookie.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.h"

namespace kith::http {

namespace {
constexpr std::string_view prefix = "__Host-";

bool is_cookie_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\'; });
}
}  // namespace

Header set_cookie(Cookie const& cookie) {
  bool const named = !cookie.name.empty() && cookie.name.find('=') == std::string::npos && is_cookie_text(cookie.name);
  if (!named || !is_cookie_text(cookie.value))
    throw std::invalid_argument("a cookie's name or value holds characters that a cookie cannot carry");
  auto text = fmt::format("{}{}={}; Path=/; Secure; HttpOnly; SameSite={}", prefix, cookie.name, cookie.value,
                          wire(cookie.same_site));
  if (cookie.max_age) text += fmt::format("; Max-Age={}", cookie.max_age->count());
  return {"Set-Cookie", std::move(text)};
}

Header forget_cookie(std::string_view name) {
  return set_cookie({.name = std::string{name}, .value = {}, .max_age = std::chrono::seconds{0}});
}

std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    auto const end = std::min(header.find(';'), header.size());
    auto const pair = trimmed(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    auto const equals = pair.find('=');
    if (equals != prefix.size() + name.size()) continue;
    if (!pair.starts_with(prefix) || pair.substr(prefix.size(), name.size()) != name) continue;
    auto value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    return value;
  }
  return std::nullopt;
}

}  // namespace kith::http
