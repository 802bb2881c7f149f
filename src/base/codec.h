// Events to JSON and back. A struct is described once, field by field, with BOOST_DESCRIBE_STRUCT; from that a table of
// fields is made at compile time, and two loops in codec.cpp walk it. The JSON library stays in that one file.
//
// Reading is forgiving where old journals need it: unknown keys are passed over, a missing optional, list or flag takes
// its default. A missing field of any other type, or a value of the wrong type, is a DecodeFault.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/members.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/closed_set.h"
#include "base/code.h"
#include "base/id.h"
#include "base/personal.h"
#include "base/time.h"

namespace boost::json {
class value;
}

namespace kith::codec {

using Json = boost::json::value;

// The stored text does not fit the type. what() names the field; it never holds the value.
struct DecodeFault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One field of a described struct: where it is and how to write and read it.
struct Field {
  char const* name;
  std::size_t offset;
  bool may_be_missing;                    // optionals, lists, flags, texts: absent means default
  bool (*is_default)(void const* field);  // defaults are not written, which keeps payloads small
  void (*write)(std::string& out, void const* field);
  void (*read)(Json const& json, void* field);
};

void write_object(std::string& out, void const* object, std::span<Field const> fields);
void read_object(Json const& json, void* object, std::span<Field const> fields);

// Leaves, in codec.cpp.
void write_leaf(std::string& out, std::string_view text);
void write_leaf(std::string& out, std::int64_t number);
void write_leaf(std::string& out, double number);
void write_leaf(std::string& out, bool flag);
std::string_view read_text(Json const& json);
std::int64_t read_integer(Json const& json);
double read_double(Json const& json);
bool read_flag(Json const& json);
bool is_null(Json const& json);
std::size_t list_size(Json const& json);
Json const& list_item(Json const& json, std::size_t index);

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_list : std::false_type {};
template <class T>
struct is_list<std::vector<T>> : std::true_type {};
template <class T>
struct is_personal : std::false_type {};
template <class T>
struct is_personal<Personal<T>> : std::true_type {};
template <class T>
struct is_id : std::false_type {};
template <class T>
struct is_id<Id<T>> : std::true_type {};
template <class T>
struct is_code : std::false_type {};
template <class T>
struct is_code<Code<T>> : std::true_type {};

template <class T>
std::span<Field const> fields_of();

template <class T>
void write(std::string& out, T const& value) {
  if constexpr (std::is_same_v<T, std::string>)
    write_leaf(out, std::string_view{value});
  else if constexpr (std::is_same_v<T, bool>)
    write_leaf(out, value);
  else if constexpr (std::is_floating_point_v<T>)
    write_leaf(out, static_cast<double>(value));
  else if constexpr (std::is_integral_v<T>)
    write_leaf(out, static_cast<std::int64_t>(value));
  else if constexpr (std::is_same_v<T, Date> || std::is_same_v<T, Instant>)
    write_leaf(out, std::string_view{to_text(value)});
  else if constexpr (ClosedSet<T>)
    write_leaf(out, wire(value));
  else if constexpr (is_id<T>::value)
    write_leaf(out, std::string_view{value.text()});
  else if constexpr (is_code<T>::value)
    write_leaf(out, std::string_view{value.value});
  else if constexpr (is_personal<T>::value)
    write(out, value.reveal());
  else if constexpr (is_optional<T>::value) {
    if (value)
      write(out, *value);
    else
      out += "null";
  } else if constexpr (is_list<T>::value) {
    out += '[';
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (i > 0) out += ',';
      write(out, value[i]);
    }
    out += ']';
  } else {
    static_assert(Described<T>, "describe this struct with BOOST_DESCRIBE_STRUCT");
    write_object(out, &value, fields_of<T>());
  }
}

template <class T>
T parsed(std::optional<T> value, char const* what) {
  if (!value) throw DecodeFault(what);
  return *value;
}

template <class T>
void read(Json const& json, T& value) {
  if constexpr (std::is_same_v<T, std::string>)
    value = read_text(json);
  else if constexpr (std::is_same_v<T, bool>)
    value = read_flag(json);
  else if constexpr (std::is_floating_point_v<T>)
    value = static_cast<T>(read_double(json));
  else if constexpr (std::is_integral_v<T>)
    value = static_cast<T>(read_integer(json));
  else if constexpr (std::is_same_v<T, Date>)
    value = parsed(parse_date(read_text(json)), "not a date");
  else if constexpr (std::is_same_v<T, Instant>)
    value = parsed(parse_instant(read_text(json)), "not a moment");
  else if constexpr (ClosedSet<T>)
    value = parsed(parse<T>(read_text(json)), "not a member of the set");
  else if constexpr (is_id<T>::value)
    value = parsed(T::parse(read_text(json)), "not an id");
  else if constexpr (is_code<T>::value)
    value = T{std::string{read_text(json)}};
  else if constexpr (is_personal<T>::value)
    read(json, value.reveal());
  else if constexpr (is_optional<T>::value) {
    if (is_null(json))
      value.reset();
    else
      read(json, value.emplace());
  } else if constexpr (is_list<T>::value) {
    value.clear();
    std::size_t const size = list_size(json);
    value.reserve(size);
    for (std::size_t i = 0; i < size; ++i) read(list_item(json, i), value.emplace_back());
  } else {
    static_assert(Described<T>, "describe this struct with BOOST_DESCRIBE_STRUCT");
    read_object(json, &value, fields_of<T>());
  }
}

template <class M>
Field make_field(char const* name, std::size_t offset) {
  bool constexpr may_be_missing = is_optional<M>::value || is_list<M>::value || std::is_same_v<M, bool> ||
                                  std::is_same_v<M, std::string> || is_personal<M>::value || is_code<M>::value;
  return {name,
          offset,
          may_be_missing,
          [](void const* field) {
            if constexpr (may_be_missing)
              return *static_cast<M const*>(field) == M{};
            else
              return false;
          },
          [](std::string& out, void const* field) { write(out, *static_cast<M const*>(field)); },
          [](Json const& json, void* field) { read(json, *static_cast<M*>(field)); }};
}

template <class T, class M>
std::size_t offset_of(M T::*member) {
  alignas(T) static std::byte const storage[sizeof(T)]{};
  auto const* object = reinterpret_cast<T const*>(storage);
  return static_cast<std::size_t>(reinterpret_cast<std::byte const*>(&(object->*member)) - storage);
}

template <class T, class M>
Field make_field(char const* name, M T::*member) {
  return make_field<M>(name, offset_of(member));
}

template <class T, template <class...> class List, class... D>
std::span<Field const> field_table(List<D...>) {
  if constexpr (sizeof...(D) == 0) {
    return {};
  } else {
    static Field const table[] = {make_field(D::name, D::pointer)...};
    return table;
  }
}

template <class T>
std::span<Field const> fields_of() {
  return field_table<T>(boost::describe::describe_members<T, boost::describe::mod_public>{});
}

// A described struct as JSON text, fields in the order described.
template <Described T>
std::string to_json(T const& value) {
  std::string out;
  out.reserve(256);
  write(out, value);
  return out;
}

// Throws DecodeFault on text that is not JSON (depth at most 16) or does not fit.
void read_json(std::string_view text, void* object, std::span<Field const> fields);
// The same, but the text of version `from` is first given to `upcast`, which may rename and fill fields.
void read_json(std::string_view text, void* object, std::span<Field const> fields, int from,
               void (*upcast)(int from, Json& json));

template <Described T>
T from_json(std::string_view text) {
  T value{};
  read_json(text, &value, fields_of<T>());
  return value;
}

}  // namespace kith::codec
