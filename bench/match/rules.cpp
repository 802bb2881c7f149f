// How fast a whole file is scored by nine blocking rules, with a model as Splink saves one: the same file, rules and
// levels as beside.py gives to Splink. One line a figure, four columns between tabs: what, figure, beside, to reach.
//
//   bench_match_rules PEOPLE SETTINGS.json [PEOPLE.csv]      writes the people to the file when it is named
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <numeric>
#include <thread>

#include <fmt/format.h>
#include <fmt/os.h>

#include "link/batch.h"
#include "register.h"
#include "timer.h"

namespace kith::bench {

namespace {
unsigned cores() { return std::max(1u, std::thread::hardware_concurrency()); }

// The register and the agency's file as one: an id of its own for each row, no blanks, small letters.
link::TextTable people_of(std::uint64_t people, std::vector<std::string> const& columns, char const* csv) {
  link::TextTable table;
  table.columns = columns;
  table.codes.resize(columns.size());
  std::ofstream file;
  if (csv != nullptr) file.open(csv);
  if (csv != nullptr) file << fmt::format("{}\n", fmt::join(register_columns, ","));
  auto const keep = [&](Row const& row) {
    if (csv != nullptr) file << fmt::format("{}\n", fmt::join(row.cells, ","));
    table.ids.push_back(row.cells[0]);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      auto const at =
          std::find(register_columns.begin(), register_columns.end(), columns[i]) - register_columns.begin();
      table.codes[i].push_back(table.pool.intern(row.cells[static_cast<std::size_t>(at)]));
    }
  };
  // About one record in five is the agency's.
  Borough const borough{people * 79 / 100, 1};
  borough.each_of_register(keep);
  borough.each_of_agency(keep);
  table.first_of_second = table.size();
  return table;
}

std::string_view name_of(link::InstructionSet set) {
  return set == link::InstructionSet::avx512 ? "AVX-512" : set == link::InstructionSet::avx2 ? "AVX2" : "no vectors";
}
}  // namespace

int measure(std::uint64_t people, char const* settings, char const* csv) {
  std::ifstream file{settings};
  std::string const json{std::istreambuf_iterator<char>{file}, {}};
  auto const plan = link::plan_splink(link::parse_splink(json, settings).value(), settings).value();
  auto table = people_of(people, plan.columns, csv);
  Timer const preparing;
  auto const batch = link::Batch::make(plan, table).value();
  note("nine rules: make ready", preparing.words(), fmt::format("{} records", table.size()));
  for (auto const set : {link::InstructionSet::avx512, link::InstructionSet::avx2, link::InstructionSet::scalar}) {
    if (set < link::InstructionSet::scalar || set > link::best_instruction_set()) continue;
    link::Scored scored;
    std::size_t clusters = 0;
    auto const took = median([&] {
      scored = batch.score({link::to_fine(0), cores(), set, {}, {}});
      auto const firsts = connected(table.size(), scored.pairs, link::to_fine(0));
      clusters = 0;
      for (link::RecordNumber i = 0; i < firsts.size(); ++i) clusters += firsts[i] == i;
    });
    auto const pairs = std::accumulate(scored.pairs_of_rule.begin(), scored.pairs_of_rule.end(), std::uint64_t{0});
    note(fmt::format("nine rules: score and cluster, {}", name_of(set)), in_words(took),
         fmt::format("{} pairs ({}), {} kept, {} people", pairs, fmt::join(scored.pairs_of_rule, " "),
                     scored.pairs.size(), clusters),
         set == link::InstructionSet::avx512 ? "1 s at a million" : "2 s at a million");
  }
  return 0;
}

}  // namespace kith::bench

int main(int count, char** words) {
  if (count < 3) return 2;
  return kith::bench::measure(std::strtoull(words[1], nullptr, 10), words[2], count > 3 ? words[3] : nullptr);
}
