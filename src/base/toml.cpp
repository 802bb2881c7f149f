#include "base/toml.h"

#include <memory>
#include <string>

namespace kith {

namespace {
bool breaks_an_assumption(std::string_view text) {
  try {
    (void)toml::parse(text);
  } catch (NotAsTomlAssumes const&) {
    return true;
  } catch (toml::parse_error const&) {
  }
  return false;
}

// Up to the end of its `lines`th line, the line's end included.
std::string_view first_lines(std::string_view text, std::size_t lines) {
  std::size_t end = 0;
  while (lines-- > 0) {
    auto const at = text.find('\n', end);
    if (at == text.npos) return text;
    end = at + 1;
  }
  return text.substr(0, end);
}

// The line, 1 the first, at which the parser stops: everything up to a later line stops there too, nothing shorter
// does.
std::size_t line_of_the_assumption(std::string_view text) {
  std::size_t least = 1;
  auto most = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  while (least < most) {
    auto const middle = (least + most) / 2;
    if (breaks_an_assumption(first_lines(text, middle)))
      most = middle;
    else
      least = middle + 1;
  }
  return least;
}
}  // namespace

toml::table parse_toml(std::string_view text, std::string_view name) {
  try {
    return toml::parse(text, name);
  } catch (NotAsTomlAssumes const&) {
    throw toml::parse_error(
        "after [ comes the name of a table, in letters from a to z, digits, - and _, or in quotation marks",
        toml::source_position{static_cast<toml::source_index>(line_of_the_assumption(text)), 1},
        std::make_shared<std::string const>(name));
  }
}

}  // namespace kith
