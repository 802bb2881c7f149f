#include <doctest/doctest.h>

#include <ctime>

#include "html/components.h"
#include "html/page.h"

using namespace kith::html;

// Printed, not asserted: machines differ. The target is 60 µs for the rows of a staff list.
TEST_CASE("how long a staff list of fifty rows takes") {
  auto list = [] {
    SortableTable table{.caption = "My families",
                        .columns = {{"Family", "name"},
                                    {"Children", "children", true},
                                    {"Area", "area"},
                                    {"Level", "level", true},
                                    {"Lead agency", "agency"},
                                    {"Last seen", "seen"},
                                    {"Next review", "review"},
                                    {"State"}},
                        .sort = {"seen"},
                        .here = "/families"};
    for (int i = 0; i < 50; ++i)
      table.rows.push_back(
          {markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", url("/families/{}", i), "Ashdown & Lee"), i % 5,
           "North", 2, "Education", "4 days ago", "2 December 2026",
           tag({.text = "Plan agreed", .colour = TagColour::green})});
    return sortable_table(table);
  };
  auto microseconds = [](auto&& work) {
    constexpr int rounds = 200;
    std::size_t bytes = 0;
    auto start = std::clock();  // this process's own time: other programs do not count
    for (int i = 0; i < rounds; ++i) bytes = work();
    return std::pair{1e6 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / rounds, bytes};
  };
  auto [rows, row_bytes] = microseconds([&] { return list().source().size(); });
  auto [page, page_bytes] = microseconds(
      [&] { return render({.title = "My families", .main = list(), .service_name = "Early help"}).size(); });
  MESSAGE("fifty rows: ", rows, " µs, ", row_bytes, " bytes; the whole page: ", page, " µs, ", page_bytes, " bytes");
  CHECK(row_bytes > 10'000);
}
