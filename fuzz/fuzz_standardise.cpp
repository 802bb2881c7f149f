// Any bytes as a cell. The first byte chooses the measure; a zero byte parts two cells. Aborts when a standard form is
// not stable, or a comparison is not symmetric, or gives a level that its measure has not.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "link/levels.h"
#include "link/standardise.h"

namespace {
using namespace kith;

void demand(bool holds) {
  if (!holds) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  auto const& measures = members_of<link::Measure>;
  auto const measure = measures[data[0] % measures.size()].value;
  std::string_view const cells{reinterpret_cast<char const*>(data + 1), size - 1};
  if (!is_valid_utf8(cells)) return 0;  // the reader of files sees to that
  auto const first = cells.substr(0, cells.find('\0'));
  auto const second = first.size() < cells.size() ? cells.substr(first.size() + 1) : std::string_view{};
  auto const a = link::standardise(measure, first);
  auto const b = link::standardise(measure, second);
  if (a.empty() || b.empty()) return 0;
  auto const x = link::make_value(measure, a);
  auto const y = link::make_value(measure, b);
  auto const level = link::compare(measure, x, y);
  demand(level >= link::different_level && level < link::levels_of(measure).count());
  demand(level == link::compare(measure, y, x));
  demand(link::compare(measure, x, x) == link::levels_of(measure).exact);
  return 0;
}
