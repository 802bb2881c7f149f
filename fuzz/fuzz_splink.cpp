// Settings files of Splink: whatever they hold, a plan or a sentence.
#include "link/batch.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace kith::link;
  std::string_view const text{reinterpret_cast<char const*>(data), size};
  // The text as a whole file, and as one condition, so that SQL is reached without guessing JSON first.
  (void)parse_condition(text);
  auto const model = parse_splink(text, "fuzz.json");
  if (!model) return 0;
  auto const plan = plan_splink(*model, "fuzz.json");
  if (!plan) return 0;
  TextTable table;
  table.columns = plan->columns;
  for (std::size_t column = 0; column < table.columns.size(); ++column)
    table.codes.push_back({table.pool.intern("DN1 2AB"), table.pool.intern("2001-02-03"), 0});
  table.ids = {"1", "2", "3"};
  table.first_of_second = 3;
  if (auto const batch = Batch::make(*plan, table)) (void)batch->score({0, 1, InstructionSet::scalar, {}, {}});
  return 0;
}
