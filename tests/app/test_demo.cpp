// The demo borough: the same call makes the same journal to the byte.
#include <doctest/doctest.h>

#include "app/cli.h"
#include "each_engine.h"
#include "journal/store.h"

using namespace kith;
using namespace kith::app;

namespace {

// Everything the journal holds of a small borough made with these words, and what was said.
struct Borough {
  explicit Borough(std::vector<std::string> const& words) : database(testing::each_engine()) {
    bool const postgres = database.location().engine == sql::Engine::postgres;
    auto const folder = (database.folder() / "house").string();
    std::vector<std::string> all = {"demo", "--years", "0.04"};
    all.insert(all.end(), words.begin(), words.end());
    for (auto const& word : postgres
                                ? std::vector<std::string>{"--database", database.location().target, "--keys", folder}
                                : std::vector<std::string>{"--data", folder})
      all.push_back(word);
    REQUIRE(run_command_line(all, {[this](std::string_view text) { said += text; }, [](std::string_view) {}, false}) ==
            0);
    auto const reader =
        sql::connect(postgres ? database.location() : Place::folder_of(folder).database, sql::Access::read_only);
    journal::for_each_entry(*reader, 0, [this](journal::Entry const& entry) {
      auto const& header = entry.recorded.header;
      bytes += to_text(header.stream) + header.type + to_text(header.recorded_at) + to_text(header.occurred_at) +
               header.author.actor.text() + header.command.text() + entry.salt + entry.commitment + entry.chain +
               entry.recorded.body.value_or("-");
      ++entries;
    });
    for (auto const& digest : journal::digest_records(all_projections(), *reader)) records += digest.digest;
  }

  testing::TestDatabase database;
  std::string said, bytes, records;
  int entries = 0;
};

}  // namespace

TEST_CASE("the same seed and last day make the same journal to the byte; another of either makes another") {
  Borough const first({"--seed", "3", "--until", "2026-06-30"});
  Borough const again({"--seed", "3", "--until", "2026-06-30"});
  CHECK(first.entries > 500);
  CHECK(first.said == again.said);
  CHECK(first.records == again.records);
  CHECK((first.bytes == again.bytes));  // too long to print
  CHECK((first.bytes != Borough({"--seed", "4", "--until", "2026-06-30"}).bytes));
  CHECK((first.bytes != Borough({"--seed", "3", "--until", "2026-06-29"}).bytes));
}
