#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "app/reference.h"

using namespace kith;
using namespace kith::app;

namespace {
std::string page(std::string const& name) {
  std::ifstream file(KITH_SOURCE_DIR "/docs/reference/" + name);
  return {std::istreambuf_iterator<char>{file}, {}};
}
}  // namespace

TEST_CASE("docs/reference says what this program does: if it is stale, run tools/reference") {
  CHECK(page("commands.md") == reference("commands").value());
  CHECK(page("routes.md") == reference("routes").value());
}

TEST_CASE("every command and option says what it is for") {
  auto const table = command_table();
  CHECK(table.size() > 20);
  for (auto const& entry : table) {
    CAPTURE(entry.command);
    CHECK_FALSE(entry.meaning.empty());
    for (auto const& word : entry.words) {
      CAPTURE(word.name);
      CHECK_FALSE(word.meaning.empty());
    }
  }
}

TEST_CASE("no route of the whole program is without a rule") {
  auto const routes = reference("routes").value();
  CHECK(routes.find("| `/enquiries/{id}/contact` |") != std::string::npos);
  CHECK(routes.find("|  |") == std::string::npos);
}

TEST_CASE("what the public pages do not say in each language can be asked for") {
  auto const words = reference("words").value();
  CHECK(words.find("Română (ro): ") != std::string::npos);
  CHECK(words.find("safety.danger_heading: safety text that nobody signed off") != std::string::npos);
}

TEST_CASE("a reference that does not exist is refused with those that do") {
  auto const refused = reference("colours");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "no_such_reference");
  CHECK(refused.error().sentence.find("commands, routes, settings, manual or words") != std::string::npos);
}
