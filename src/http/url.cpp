#include "http/url.h"

#include <algorithm>

#include "base/text.h"

namespace kith::http {

namespace {
int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool stays_as_it_is(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// One segment between slashes, decoded and found harmless.
bool append_segment(std::string& path, std::string_view raw) {
  auto segment = percent_decoded(raw, false);
  if (!segment || *segment == "." || *segment == "..") return false;
  auto const harmful = [](char c) { return c == '/' || c == '\\' || is_control(c); };
  if (std::any_of(segment->begin(), segment->end(), harmful)) return false;
  path += *segment;
  return true;
}

Result<std::string> decoded_field(std::string_view raw, std::size_t limit_bytes) {
  auto text = percent_decoded(raw, true);
  if (!text) return invalid("bad_encoding", "The form could not be read: a % is not followed by two digits.");
  if (text->size() > limit_bytes)
    return invalid("field_too_long", "One of the fields is too long. Shorten it and send it again.");
  if (!is_valid_utf8(*text) || text->find('\0') != std::string::npos)
    return invalid("not_utf8", "The form could not be read: it is not in UTF-8.");
  return std::move(*text);
}
}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      int const high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      int const low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      decoded += plus_is_blank && text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (char c : text) {
    if (stays_as_it_is(c)) {
      encoded += c;
    } else {
      auto const byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += digits[byte >> 4];
      encoded += digits[byte & 15];
    }
  }
  return encoded;
}

std::optional<std::string> decoded_path(std::string_view raw) {
  if (raw.empty() || raw.front() != '/') return std::nullopt;
  auto const plain = [](char c) { return static_cast<unsigned char>(c) < 0x7f && c != '#'; };
  if (!std::all_of(raw.begin(), raw.end(), plain)) return std::nullopt;
  std::string path;
  path.reserve(raw.size());
  while (!raw.empty()) {
    raw.remove_prefix(1);  // the slash
    auto const end = std::min(raw.find('/'), raw.size());
    bool const last = end == raw.size();
    // An empty first segment would make "//elsewhere", which a careless redirect turns into another host.
    if (end == 0 && !last) return std::nullopt;
    path += '/';
    if (!append_segment(path, raw.substr(0, end))) return std::nullopt;
    raw.remove_prefix(end);
  }
  if (!is_valid_utf8(path)) return std::nullopt;
  return path;
}

Result<Fields> parse_urlencoded(std::string_view text, FieldLimits const& limits) {
  Fields fields;
  while (!text.empty()) {
    auto const end = std::min(text.find('&'), text.size());
    auto const pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    if (fields.size() == limits.fields) return invalid("too_many_fields", "The form has too many fields.");
    auto const equals = std::min(pair.find('='), pair.size());
    auto name = TRY(decoded_field(pair.substr(0, equals), limits.name_bytes));
    auto value = TRY(decoded_field(pair.substr(std::min(equals + 1, pair.size())), limits.value_bytes));
    fields.add(std::move(name), std::move(value));
  }
  return fields;
}

std::string to_urlencoded(Fields const& fields) {
  std::string text;
  for (auto const& field : fields) {
    if (!text.empty()) text += '&';
    text += percent_encoded(field.name);
    text += '=';
    text += percent_encoded(field.value);
  }
  return text;
}

}  // namespace kith::http
