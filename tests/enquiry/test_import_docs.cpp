#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <string>

#include "base/csv.h"
#include "enquiry/import/columns.h"
#include "enquiry/import/faults.h"

using namespace kith;
using namespace kith::imports;

namespace {
std::string page() {
  std::ifstream file{KITH_SOURCE_DIR "/docs/import.md"};
  return {std::istreambuf_iterator<char>{file}, {}};
}
}  // namespace

TEST_CASE("docs/import.md tells every fault and query in the words that people see") {
  std::string const text = page();
  for (auto const& member : members_of<FaultCode>)
    CHECK_MESSAGE(text.find(fmt::format("| `{}` | {} |", member.wire, member.label)) != std::string::npos,
                  std::string{member.wire});
  for (auto const& member : members_of<QueryCode>)
    CHECK_MESSAGE(text.find(fmt::format("| `{}` | {} |", member.wire, member.label)) != std::string::npos,
                  std::string{member.wire});
}

TEST_CASE("docs/import.md names every column, and the required ones in bold") {
  std::string const text = page();
  for (imports::Door const door : {imports::Door::enquiries, imports::Door::allocations, imports::Door::referrals})
    for (auto const& column : columns_of(door)) {
      std::string const name{column.name};
      CHECK_MESSAGE(text.find(column.required ? "**" + name + "**" : name) != std::string::npos, name);
    }
}

TEST_CASE("every fault of the CSV reader is a fault of the import") {
  for (auto const& member : members_of<CsvFaultCode>)
    CHECK_MESSAGE(parse<FaultCode>(member.wire).has_value(), std::string{member.wire});
}
