// The log: one JSON object a line on standard error. Fields are numbers, ids and codes; a Personal<T> does not compile.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/id.h"

namespace kith::log {

// One field of a line. `value` must be safe to keep: never a name, an address or free text a person typed.
struct Field {
  std::string_view name;
  std::string value;
  bool quoted = true;

  Field(std::string_view n, std::string_view text) : name(n), value(text) {}
  Field(std::string_view n, char const* text) : name(n), value(text) {}
  Field(std::string_view n, std::string const& text) : name(n), value(text) {}
  template <std::integral N>
  Field(std::string_view n, N number) : name(n), value(std::to_string(number)), quoted(false) {}
  template <class Thing>
  Field(std::string_view n, Id<Thing> const& id) : name(n), value(id.text()) {}
};

void info(std::string_view event, std::initializer_list<Field> fields = {});
void warning(std::string_view event, std::initializer_list<Field> fields = {});
void error(std::string_view event, std::initializer_list<Field> fields = {});

// Commands that talk to a person on the terminal keep the log quiet; errors always appear.
void set_quiet(bool quiet);

}  // namespace kith::log
