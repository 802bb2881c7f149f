// The one place that includes toml++ (3.3, as Debian 12 has it).
#pragma once

#include <string_view>

namespace kith {
// What toml++ takes for granted and a file did not keep to.
struct NotAsTomlAssumes {};
}  // namespace kith

// On some malformed files (a table's header whose name is missing, `[+`) the parser asserts, where the person who wrote
// the file should be told. So what it asserts becomes an exception; in every file that includes it, because of
// functions defined twice a program keeps one.
#ifdef NDEBUG
#error "toml++ checks nothing with NDEBUG, and what it assumes then is undefined behaviour"
#endif
#define TOML_ASSERT(expression)                       \
  if (!(expression)) throw ::kith::NotAsTomlAssumes { \
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wterminate"  // some of its functions are noexcept; none of them parses
#include <toml++/toml.h>
#pragma GCC diagnostic pop

namespace kith {

// As toml::parse, but whatever is wrong with `text` is a toml::parse_error that knows its line. `name` is the source
// that the nodes remember, often a file.
toml::table parse_toml(std::string_view text, std::string_view name = {});

}  // namespace kith
