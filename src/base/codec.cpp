#include "base/codec.h"

#include <fmt/format.h>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <charconv>

namespace kith::codec {

void write_leaf(std::string& out, std::string_view text) {
  out += '"';
  for (char c : text) {
    auto const byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  out += '"';
}

void write_leaf(std::string& out, std::int64_t number) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof(digits), number).ptr);
}
void write_leaf(std::string& out, double number) {
  char digits[40];
  out.append(digits, std::to_chars(digits, digits + sizeof(digits), number).ptr);
}
void write_leaf(std::string& out, bool flag) { out += flag ? "true" : "false"; }

std::string_view read_text(Json const& json) {
  auto const* text = json.if_string();
  if (text == nullptr) throw DecodeFault("not text");
  return {text->data(), text->size()};
}
std::int64_t read_integer(Json const& json) {
  auto const* number = json.if_int64();
  if (number == nullptr) throw DecodeFault("not a whole number");
  return *number;
}
double read_double(Json const& json) {
  boost::json::error_code fault;
  double const number = json.to_number<double>(fault);
  if (fault) throw DecodeFault("not a number");
  return number;
}
bool read_flag(Json const& json) {
  auto const* flag = json.if_bool();
  if (flag == nullptr) throw DecodeFault("not true or false");
  return *flag;
}
bool is_null(Json const& json) { return json.is_null(); }
std::size_t list_size(Json const& json) {
  auto const* list = json.if_array();
  if (list == nullptr) throw DecodeFault("not a list");
  return list->size();
}
Json const& list_item(Json const& json, std::size_t index) { return json.get_array()[index]; }

void write_object(std::string& out, void const* object, std::span<Field const> fields) {
  out += '{';
  bool first = true;
  for (auto const& field : fields) {
    auto const* at = static_cast<std::byte const*>(object) + field.offset;
    if (field.is_default(at)) continue;
    if (!first) out += ',';
    first = false;
    out += '"';
    out += field.name;
    out += "\":";
    field.write(out, at);
  }
  out += '}';
}

void read_object(Json const& json, void* object, std::span<Field const> fields) {
  auto const* members = json.if_object();
  if (members == nullptr) throw DecodeFault("not an object");
  for (auto const& field : fields) {
    auto const* value = members->if_contains(field.name);
    if (value == nullptr) {
      if (field.may_be_missing) continue;
      throw DecodeFault(fmt::format("{}: missing", field.name));
    }
    try {
      field.read(*value, static_cast<std::byte*>(object) + field.offset);
    } catch (DecodeFault const& fault) {
      throw DecodeFault(fmt::format("{}: {}", field.name, fault.what()));
    }
  }
}

void read_json(std::string_view text, void* object, std::span<Field const> fields) {
  read_json(text, object, fields, 0, nullptr);
}

void read_json(std::string_view text, void* object, std::span<Field const> fields, int from,
               void (*upcast)(int from, Json& json)) {
  unsigned char buffer[8192];
  boost::json::monotonic_resource memory(buffer);
  boost::json::parse_options options;
  options.max_depth = 16;
  boost::json::error_code fault;
  auto json = boost::json::parse({text.data(), text.size()}, fault, &memory, options);
  if (fault) throw DecodeFault("not JSON");
  if (upcast != nullptr) upcast(from, json);
  read_object(json, object, fields);
}

}  // namespace kith::codec
