// Cookies: reading one from a request, building a Set-Cookie. Pure functions.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/closed_set.h"
#include "http/message.h"

namespace kith::http {

enum class SameSite { strict, lax };
constexpr auto closed_set(SameSite) {
  return std::to_array<Member<SameSite>>({{SameSite::strict, "Strict", "Strict"}, {SameSite::lax, "Lax", "Lax"}});
}

// Every cookie of Kith is `__Host-`, Secure, HttpOnly and for the whole host: a sibling host cannot set it, a script
// cannot read it, and plain HTTP cannot carry it. Browsers that hold loopback to be trustworthy (Chromium since version
// 89, Firefox since 75) take such cookies on http://127.0.0.1 and http://localhost too; Safari does not.
struct Cookie {
  std::string name = {};  // bare: the prefix is added here and taken off by Request::cookie
  std::string value = {};
  std::optional<std::chrono::seconds> max_age = {};  // without it, until the browser closes
  SameSite same_site = SameSite::lax;
};

// The Set-Cookie header. Throws std::invalid_argument when name or value hold anything that RFC 6265 does not allow:
// values are tokens of ours, so that is a fault in the program.
Header set_cookie(Cookie const& cookie);
// Tells the browser to forget it.
Header forget_cookie(std::string_view name);

// The value of `__Host-NAME` in one Cookie header's text, without quotes; nullopt when it is not there.
std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name);

}  // namespace kith::http
