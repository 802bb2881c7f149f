// Command lines as people type them, and what comes back.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "app/cli.h"

namespace kith::app::test {

struct Said {
  int code = 0;
  std::string out, err;
};
inline Said kith_says(std::vector<std::string> const& arguments) {
  Said said;
  Terminal const terminal{[&](std::string_view text) { said.out += text; },
                          [&](std::string_view text) { said.err += text; }, false};
  said.code = run_command_line(arguments, terminal);
  return said;
}
inline std::string done(std::vector<std::string> const& arguments) {
  auto const said = kith_says(arguments);
  CAPTURE(arguments);
  CHECK_MESSAGE(said.code == 0, said.err);
  return said.out;
}

}  // namespace kith::app::test
