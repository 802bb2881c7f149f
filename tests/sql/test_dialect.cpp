// docs/sql-dialect.md, held to both engines: what it says both answer, both answer; where it says they differ, they do.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "databases.h"
#include "sql/database.h"

using namespace kith;
using namespace kith::sql;
using kith::testing::engines;
using kith::testing::TestDatabase;

namespace {

std::string content_of(std::filesystem::path const& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>{in}, {}};
}
std::string const& page() {
  static std::string const text = content_of(KITH_SOURCE_DIR "/docs/sql-dialect.md");
  return text;
}

// What stands between a heading and the next.
std::string_view section(std::string_view heading) {
  auto const from = page().find("\n## " + std::string{heading});
  REQUIRE(from != std::string::npos);
  return std::string_view{page()}.substr(from, page().find("\n## ", from + 1) - from);
}

// Everything in backticks, in order; an escaped bar is a bar.
std::vector<std::string> quoted_in(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; (at = text.find('`', at)) != std::string_view::npos;) {
    auto const end = text.find('`', at + 1);
    std::string word{text.substr(at + 1, end - at - 1)};
    for (std::size_t bar; (bar = word.find("\\|")) != std::string::npos;) word.erase(bar, 1);
    found.push_back(std::move(word));
    at = end + 1;
  }
  return found;
}

// The cells of each row of a section's table: "`x`" without its ticks, "fault" and "any" as they are.
std::vector<std::vector<std::string>> rows_of(std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t at = text.find("\n| `"); at != std::string_view::npos; at = text.find("\n| `", at + 1)) {
    auto line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
    std::vector<std::string> cells;
    for (std::size_t from = 1; from < line.size();) {
      std::size_t bar = line.find(" |", from);
      while (bar != std::string_view::npos && line[bar + 1] == '\\') bar = line.find(" |", bar + 2);
      auto const cell = line.substr(from + 1, bar - from - 1);
      auto const words = quoted_in(cell);
      cells.push_back(cell.starts_with('`') ? words.front() : std::string{cell});
      from = bar + 2;
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

// As many columns as the first row expected has.
std::string answer_of(Connection& c, std::string const& statement, std::string_view expected) {
  std::string answer;
  auto const first = expected.substr(0, expected.find(';'));
  int const columns = 1 + static_cast<int>(std::ranges::count(first, ','));
  c.begin();
  try {
    c.query(statement, {}, [&](Row const& row) {
      if (!answer.empty()) answer += ";";
      for (int i = 0; i < columns; ++i) answer += (i > 0 ? "," : "") + (row.is_null(i) ? "null" : row.string(i));
    });
  } catch (Fault const&) {
    answer = "fault";
  }
  c.rollback();
  return answer;
}

template <class Body>
void on_each_database(Body body) {
  auto const made = page().substr(page().find("\nCREATE TABLE"));
  auto const script = made.substr(0, made.find("```"));
  for (auto const engine : engines()) {
    TestDatabase const database(engine);
    auto const connection = connect(database.location(), Access::read_write);
    connection->run_script(script);
    body(engine, *connection);
  }
}

}  // namespace

TEST_CASE("what the dialect says to use freely has one answer on both engines") {
  auto const rows = rows_of(section("Use freely"));
  CHECK(rows.size() > 20);
  on_each_database([&](Engine engine, Connection& c) {
    for (auto const& row : rows) {
      REQUIRE(row.size() == 2);
      CAPTURE((engine == Engine::sqlite ? "SQLite" : "PostgreSQL"));
      CAPTURE(row[0]);
      CHECK(answer_of(c, row[0], row[1]) == row[1]);
    }
  });
}

TEST_CASE("what the dialect says to stay away from differs, as it says") {
  auto const rows = rows_of(section("Stay away"));
  CHECK(rows.size() > 15);
  for (auto const& row : rows) {
    REQUIRE(row.size() == 4);
    CHECK(row[1] != row[2]);
  }
  on_each_database([&](Engine engine, Connection& c) {
    for (auto const& row : rows) {
      auto const& expected = row[engine == Engine::sqlite ? 1 : 2];
      CAPTURE((engine == Engine::sqlite ? "SQLite" : "PostgreSQL"));
      CAPTURE(row[0]);
      auto const answer = answer_of(c, row[0], expected);
      if (expected == "any")
        CHECK(answer != "fault");
      else
        CHECK(answer == expected);
    }
  });
}

TEST_CASE("no word that only one engine understands stands in the source") {
  auto const words = quoted_in(section("Words that have no place"));
  CHECK(words.size() >= 20);
  std::size_t files = 0;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(KITH_SOURCE_DIR "/src")) {
    auto const name = entry.path().filename();
    if (!entry.is_regular_file() || name == "sqlite.cpp" || name == "postgres.cpp") continue;
    ++files;
    auto const text = content_of(entry.path());
    for (auto const& word : words)
      CHECK_MESSAGE(text.find(word) == std::string::npos, entry.path().filename().string(), " has ", word);
  }
  CHECK(files > 300);
}
