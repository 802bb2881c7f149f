// Any bytes as a model file, and behind a zero byte any bytes as a file of people for it. Aborts when an error says
// nothing, when a model does not read back as it was written, or when records and columns come apart.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/csv.h"
#include "link/propose.h"
#include "link/records.h"

namespace {
using namespace kith;

void demand(bool holds) {
  if (!holds) std::abort();
}

void read_people(link::Model const& model, std::string_view people) {
  auto records = link::make_records(model);
  if (!records) return demand(!records.error().sentence.empty());
  MemorySource source{people};
  auto const notes = link::read_csv(*records, model, source, {"people.csv", {}, {}});
  if (!notes) return demand(notes.error().sentence.starts_with("people.csv") || !notes.error().sentence.empty());
  for (auto const& field : records->fields) {
    demand(field.codes.size() == records->size());
    for (auto const code : field.codes) demand(code < records->dictionaries[field.dictionary].size());
  }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const all{reinterpret_cast<char const*>(data), size};
  auto const text = all.substr(0, all.find('\0'));
  auto const people = text.size() < all.size() ? all.substr(text.size() + 1) : std::string_view{};
  if (auto const model = link::parse_model(text, "model.toml")) {
    auto const again = link::parse_model(link::to_toml(*model), "again");
    demand(again.ok() && *again == *model);
    read_people(*model, people);
  } else {
    demand(!model.error().sentence.empty());
  }
  MemorySource source{people};
  if (auto const proposed = link::propose_model(source, "people.csv")) read_people(proposed->model, people);
  return 0;
}
