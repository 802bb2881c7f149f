#include <doctest/doctest.h>

#include <fmt/format.h>

#include <fstream>
#include <set>
#include <sstream>

#include "insight/drill.h"
#include "insight/formats/demand_formats.h"
#include "insight/published_register.h"

using namespace kith;
using namespace kith::insight;
using namespace kith::insight::test;

namespace {
std::filesystem::path const golden =
    std::filesystem::path{KITH_SOURCE_DIR} / "tests" / "golden" / "demand_published.json";

std::string file_text(std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// A table as the paper prints it: count and percentage for Doncaster, Denaby and Hexthorpe.
struct PrintedRow {
  std::string_view code;
  Counts count;
  std::vector<std::string> percent;
};

void check_rows(std::vector<CountedRow> const& rows, std::vector<PrintedRow> const& printed) {
  REQUIRE(rows.size() == printed.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(rows[i].code);
    CHECK(rows[i].code == printed[i].code);
    CHECK(rows[i].count == printed[i].count);
    for (std::size_t area = 0; area < 3; ++area) CHECK(rows[i].percent[area].value() == printed[i].percent[area]);
  }
}
void check_row(CountedRow const& row, Counts const& count, std::vector<std::string> const& percent) {
  check_rows({row}, {{row.code, count, percent}});
}
}  // namespace

TEST_CASE("the published records give the published tables, to the digit") {
  on_each_engine([](sql::Engine engine) {
    Register kept(engine);
    keep_published(kept, published_records());
    auto const report = kept.report(published_query());
    CHECK(report.areas == std::vector<std::string>{"Doncaster", "Denaby", "Hexthorpe"});

    // Seed 000, paragraph 7.
    check_rows(report.screening.rows, {{"continue_universal", {3042, 62, 68}, {"47.1", "38.5", "65.4"}},
                                       {"information_advice", {34, 1, 0}, {"0.5", "0.6", "0.0"}},
                                       {"link_existing", {830, 22, 2}, {"12.9", "13.7", "1.9"}},
                                       {"progress_pathway", {2200, 64, 28}, {"34.1", "39.8", "26.9"}},
                                       {"to_be_completed", {56, 1, 1}, {"0.9", "0.6", "1.0"}},
                                       {"transfer_social_care", {289, 11, 5}, {"4.5", "6.8", "4.8"}},
                                       {"unknown", {4, 0, 0}, {"0.1", "0.0", "0.0"}}});
    CHECK(report.screening.total == Counts{6455, 161, 104});
    CHECK(report.re_referral.allocations == Counts{2061, 54, 28});
    check_row(report.re_referral.closed_12m, {365, 9, 3}, {"17.7", "16.7", "10.7"});
    check_row(report.re_referral.allocated_12m, {183, 5, 1}, {"8.9", "9.3", "3.6"});

    // Seed 000, paragraph 8.
    check_rows(report.steps.rows, {{"cf_assessment", {4385, 135, 103}, {"96.0", "95.1", "97.2"}},
                                   {"cp_transfer_ola", {38, 0, 0}, {"0.8", "0.0", "0.0"}},
                                   {"no_further_action", {24, 2, 0}, {"0.5", "1.4", "0.0"}},
                                   {"not_recorded", {3, 0, 0}, {"0.1", "0.0", "0.0"}},
                                   {"ot_assessment", {1, 0, 0}, {"0.0", "0.0", "0.0"}},
                                   {"information_advice", {63, 2, 3}, {"1.4", "1.4", "2.8"}},
                                   {"referral_other_agency", {9, 0, 0}, {"0.2", "0.0", "0.0"}},
                                   {"transfer_early_help", {39, 3, 0}, {"0.9", "2.1", "0.0"}},
                                   {"update_pathway_plan", {5, 0, 0}, {"0.1", "0.0", "0.0"}}});
    CHECK(report.steps.total == Counts{4567, 142, 106});
    check_row(report.steps.re_referrals, {1217, 63, 22}, {"26.6", "44.4", "20.8"});

    // Exact sums: 47.7, where the paper printed 47.5 from shortened parts.
    auto const portion = [](Portion const& one) { return std::tuple{one.count, one.of, one.percent.value()}; };
    CHECK(portion(report.potential.front_door[0]) == std::tuple{3076, 6455, "47.7"});
    CHECK(portion(report.potential.front_door[1]) == std::tuple{63, 161, "39.1"});
    CHECK(portion(report.potential.front_door[2]) == std::tuple{68, 104, "65.4"});
    CHECK(portion(report.potential.social_care[0]) == std::tuple{87, 4567, "1.9"});
    CHECK(portion(report.potential.social_care[1]) == std::tuple{4, 142, "2.8"});
    CHECK(portion(report.potential.social_care[2]) == std::tuple{3, 106, "2.8"});
    REQUIRE(has_note(report.potential.notes, "sum_of_rounded"));
    CHECK(report.potential.notes.front().text.find("47.5%") != std::string::npos);

    std::vector<std::string> codes;
    for (auto const& note : report.notes) codes.push_back(note.code);
    CHECK(codes == std::vector<std::string>{"window_differs", "column_not_100", "progress_not_allocations",
                                            "small_numbers", "base_under_30"});

    auto const json = demand_as_json(report);
    if (std::getenv("KITH_WRITE_GOLDEN")) std::ofstream(golden, std::ios::binary) << json;
    CHECK(json == file_text(golden));
  });
}

TEST_CASE("without the prior year's rows re-referrals fall, and a note says why") {
  Register kept(sql::Engine::sqlite);
  keep_published(kept, without_prior_years(published_records()));
  auto const report = kept.report(published_query());
  CHECK(report.screening.total == Counts{6455, 161, 104});
  CHECK(report.re_referral.allocations == Counts{2061, 54, 28});
  CHECK(report.re_referral.closed_12m.count[0] < 365);
  CHECK(report.re_referral.closed_12m.count[0] > 0);
  CHECK(report.re_referral.allocated_12m.count[0] < 183);
  CHECK(report.steps.re_referrals.count[0] < 1217);
  CHECK(has_note(report.notes, "lookback_short"));
}

TEST_CASE("every figure opens as many records as it says") {
  on_each_engine([](sql::Engine engine) {
    Register kept(engine);
    keep_published(kept, published_records());
    auto const query = published_query();
    auto const report = kept.report(query);
    auto const reader = kept.reader();
    std::set<std::string> figures;
    auto const check = [&](std::string_view table, std::string_view row, std::size_t area, std::int64_t count) {
      CAPTURE(table);
      CAPTURE(row);
      CAPTURE(report.areas[area]);
      auto const list = kept.behind({table, row, report.areas[area]}, query);
      CHECK(static_cast<std::int64_t>(list.size()) == count);
      std::set<std::string> ids;
      for (auto const& one : list) ids.insert(one.id);
      CHECK(ids.size() == list.size());
      figures.insert(fmt::format("{} {} {}", table, row, report.areas[area]));
    };
    for (auto const& table : present(report, Form::complete).tables)
      for (auto const& row : table.rows)
        for (std::size_t area = 0; area < report.areas.size(); ++area)
          if (auto const& cell = row.cells[area]; row.code != "children" && row.code != "families")
            check(cell.link.value().table, cell.link.value().row, area, cell.count.value());
    CHECK(figures.size() == figure_count * 3);
  });
}
