#include "http/message.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/text.h"
#include "http/cookie.h"

namespace kith::http {

void Fields::add(std::string name, std::string value) { fields_.push_back({std::move(name), std::move(value)}); }

std::string_view Fields::get(std::string_view name) const {
  for (auto const& field : fields_)
    if (field.name == name) return field.value;
  return {};
}

std::vector<std::string_view> Fields::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (auto const& field : fields_)
    if (field.name == name) values.push_back(field.value);
  return values;
}

bool Fields::has(std::string_view name) const {
  return std::any_of(fields_.begin(), fields_.end(), [&](Field const& field) { return field.name == name; });
}

namespace {
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// RFC 9110 section 5.6.2.
bool is_token(std::string_view text) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || marks.find(c) != std::string_view::npos;
  });
}

// Framing and the connection's life are the server's own: a handler that set these could split a response in two.
bool belongs_to_server(std::string_view name) {
  constexpr std::string_view own[] = {"Content-Length", "Transfer-Encoding", "Connection", "Date",        "Keep-Alive",
                                      "Upgrade",        "Trailer",           "TE",         "Content-Type"};
  return std::any_of(std::begin(own), std::end(own), [&](std::string_view one) { return same_name(one, name); });
}

void demand_safe(std::string_view name, std::string_view value) {
  if (!is_safe_header(name, value))
    throw std::invalid_argument("the response header " + std::string{is_token(name) ? name : "(unprintable)"} +
                                " cannot be set: it belongs to the server, or its value holds control characters");
}
}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool is_safe_header(std::string_view name, std::string_view value) {
  return is_token(name) && !belongs_to_server(name) && std::all_of(value.begin(), value.end(), [](char c) {
           return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
         });
}

std::string_view Request::header(std::string_view name) const {
  for (auto const& header : headers)
    if (same_name(header.name, name)) return header.value;
  return {};
}

std::string_view Request::cookie(std::string_view name) const {
  for (auto const& header : headers)
    if (same_name(header.name, "Cookie"))
      if (auto value = find_cookie(header.value, name)) return *value;
  return {};
}

void Response::set_header(std::string_view name, std::string_view value) {
  demand_safe(name, value);
  std::erase_if(headers, [&](Header const& header) { return same_name(header.name, name); });
  headers.push_back({std::string{name}, std::string{value}});
}

void Response::add_header(std::string_view name, std::string_view value) {
  demand_safe(name, value);
  headers.push_back({std::string{name}, std::string{value}});
}

Response redirect(std::string location) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string safe;
  safe.reserve(location.size());
  for (char c : location) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\') {
      safe += c;
    } else {
      safe += '%';
      safe += digits[byte >> 4];
      safe += digits[byte & 15];
    }
  }
  Response response;
  response.status = 303;
  response.set_header("Location", safe);
  return response;
}

Response html_page(std::string markup, int status) { return {status, "text/html; charset=utf-8", std::move(markup)}; }
Response plain_text(std::string text, int status) { return {status, "text/plain; charset=utf-8", std::move(text)}; }
Response json_text(std::string json, int status) { return {status, "application/json", std::move(json)}; }

}  // namespace kith::http
