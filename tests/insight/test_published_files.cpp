#include <doctest/doctest.h>

#include <set>

#include "base/bytes.h"
#include "base/csv.h"
#include "insight/published.h"
#include "insight/register.h"

using namespace kith;
using namespace kith::insight::test;

TEST_CASE("the published records as files: every row, one reference each") {
  testing::TemporaryFolder folder;
  auto const records = published_records();
  write_published_csv(folder.path(), records);
  auto const rows_of = [&](std::string const& name) {
    auto source = FileSource::open(folder.path() / name).value();
    CsvReader reader(*source);
    CsvRecord record;
    std::set<std::string> references;
    std::size_t rows = 0;
    while (reader.next(record).value()) {
      CHECK(record.faults.empty());
      references.insert(std::string{record.fields.front()});
      ++rows;
    }
    CHECK(references.size() == rows);
    return rows - 1;
  };
  CHECK(rows_of("enquiries.csv") == 6455);
  CHECK(rows_of("allocations.csv") == records.allocations.size());
  CHECK(rows_of("referrals.csv") == records.referrals.size());
  CHECK(without_prior_years(records).allocations.size() == 2061);
  CHECK(without_prior_years(records).referrals.size() == 4567);
}
