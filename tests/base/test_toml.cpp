// Whatever stands in a TOML file, reading it ends with a table or with a fault that names a line.
#include "base/toml.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <string>

using namespace kith;

namespace {
// The line of the fault in `text`, 0 when there is none.
std::size_t faulty_line(std::string_view text) {
  try {
    (void)parse_toml(text);
    return 0;
  } catch (toml::parse_error const& fault) {
    return fault.source().begin.line;
  }
}
}  // namespace

TEST_CASE("a header without a name is a fault on its line, not the end of the program") {
  CHECK(faulty_line("[+]") == 1);
  CHECK(faulty_line("a = 1\n[b]\nc = 2\n[\u00e9]\n[d]\n") == 4);
  CHECK(faulty_line("a = [\n  [1, 2],\n  [3],\n]\n[[=]]") == 5);
  CHECK(faulty_line("a = \"\"\"\n[+]\n\"\"\"\n[b]\n") == 0);
  try {
    (void)parse_toml("[+", "model.toml");
    FAIL("a plus sign is no name");
  } catch (toml::parse_error const& fault) {
    CHECK(std::string_view{fault.description()}.starts_with("after [ comes the name of a table"));
    CHECK(*fault.source().path == "model.toml");
  }
}

TEST_CASE("any row of what TOML files are made of is read, or is a fault on one of its lines") {
  std::size_t refused = 0;
  CHECK(rc::check("no other exception, and no abort", [&] {
    static std::array<std::string, 22> const parts = {"[", "]",  "a",   "=",  ".",  "\"",  "'", "\u00e9",
                                                      " ", "\n", "1",   "{",  "}",  ",",   "#", "\t",
                                                      "-", "+",  "inf", "\\", "\r", "\xc3"};
    std::string text;
    for (auto const part : *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 22)))
      text += parts[part];
    auto const line = faulty_line(text);
    refused += line != 0;
    RC_ASSERT(line <= 2 + static_cast<std::size_t>(std::ranges::count(text, '\n')));
  }));
  CHECK(refused > 0);
}
