#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

#include "base/text.h"
#include "insight/formats/demand_formats.h"
#include "insight/notes.h"
#include "insight/published_register.h"
#include "insight/suppress.h"

using namespace kith;
using namespace kith::insight;
using namespace kith::insight::test;

namespace {
DemandReport const& published_report() {
  static auto const report = [] {
    Register kept(sql::Engine::sqlite);
    keep_published(kept, published_records());
    return kept.report(published_query());
  }();
  return report;
}

PresentedRow const& row_of(Presented const& presented, std::string_view table, std::string_view row) {
  for (auto const& one : presented.tables)
    if (one.code == table)
      for (auto const& line : one.rows)
        if (line.code == row) return line;
  throw std::runtime_error("no such row");
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }
}  // namespace

TEST_CASE("the terminal's table lines up, with totals, what each figure counts, and the notes") {
  auto const text = demand_as_text(present(published_report(), Form::complete));
  INFO(text);
  CHECK(holds(text, "1 July 2018 to 30 June 2019. Each figure counts requests.\n"));
  CHECK(holds(text, "1 August 2018 to 31 July 2019. Each figure counts referrals.\n"));
  CHECK(holds(
      text, "Progress to Early Help Pathway                       2,200   34.1%       64   39.8%       28   26.9%\n"));
  CHECK(holds(text, "Total requests                                       6,455              161              104\n"));
  CHECK(holds(text, "A ceiling, not a forecast"));
  CHECK(holds(text, "47.7%"));
  CHECK(holds(text, "- The social care table counts from"));
  for (std::size_t at = 0; at < text.size();) {
    auto const end = text.find('\n', at);
    CHECK(length_in_characters(std::string_view{text}.substr(at, end - at)) <= 110);
    at = end + 1;
  }
}

TEST_CASE("the CSV has one figure a row, and nothing in it is a formula") {
  auto report = published_report();
  report.areas[1] = "=HYPERLINK(\"x\")";
  auto const text = demand_as_csv(present(report, Form::complete));
  CHECK(holds(text,
              "screening,progress_pathway,Progress to Early Help Pathway,Hexthorpe,1 July 2018 to 30 June "
              "2019,requests,28,26.9,no\r\n"));
  CHECK_FALSE(holds(text, ",=HYPER"));
  CHECK_FALSE(holds(text, "\"=HYPER"));
  CHECK(holds(text, "note,window_differs,"));
}

TEST_CASE("a spreadsheet is a workbook of every table, the same bytes for the same report, and names nobody") {
  auto const presented = present(published_report(), Form::complete);
  auto const book = demand_as_xlsx(presented).value();
  CHECK(book.starts_with("PK\x03\x04"));
  CHECK(book == demand_as_xlsx(presented).value());
  for (auto const* part : {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet6.xml", "docProps/core.xml"})
    CHECK(holds(book, part));
}

TEST_CASE("the published form hides figures of 1 to 5 and what would give them away") {
  auto const presented = present(published_report(), Form::published);
  auto const hidden = [&](std::string_view table, std::string_view row, std::size_t area) {
    auto const& cell = row_of(presented, table, row).cells[area];
    CHECK(cell.suppressed == !cell.count.has_value());
    CHECK(!(cell.suppressed && cell.percent));
    CHECK_FALSE(cell.link);
    return cell.suppressed;
  };
  CHECK(hidden("screening", "unknown", 0));             // 4
  CHECK(hidden("screening", "information_advice", 0));  // or the total would give the 4 away
  CHECK_FALSE(hidden("screening", "progress_pathway", 0));
  CHECK_FALSE(hidden("screening", "total", 0));
  CHECK(hidden("potential", "front_door", 0));  // universal services show, so the sum would give advice away
  CHECK(hidden("re_referral", "closed_12m", 2));
  CHECK_FALSE(hidden("re_referral", "closed_12m", 1));
  CHECK(hidden("steps", "ot_assessment", 0));
  CHECK_FALSE(hidden("steps", "cf_assessment", 0));

  auto const text = demand_as_text(presented);
  CHECK(holds(text, "* A figure from 1 to 5"));
  CHECK_FALSE(holds(text, "3,076"));
  CHECK_FALSE(holds(text, "47.7"));
  CHECK_FALSE(holds(text, "Hexthorpe: 28"));
  auto const csv = demand_as_csv(presented);
  CHECK(holds(csv, "screening,unknown,Unknown,Doncaster,1 July 2018 to 30 June 2019,requests,,,yes\r\n"));
  CHECK(holds(csv, "note,small_numbers,\"Figures from 1 to 5 are suppressed"));
  CHECK(demand_as_xlsx(presented).value() != demand_as_xlsx(present(published_report(), Form::complete)).value());
}

namespace {

// A reader of a published table of an area and a place within it, who tries every table that fits what shows: all rows
// of at least 1 where hidden, adding up to the totals that show, the place never above the area around it.
class Attacker {
 public:
  explicit Attacker(PresentedTable const& table) : table_(table), parts_(table.rows.size() - 1) {
    possible_.assign(parts_ * 2, {});
    for (std::size_t area = 0; area < 2; ++area)
      if (auto const& total = table.rows.back().cells[area]; total.count) {
        left_[area] = *total.count;
        for (std::size_t row = 0; row < parts_; ++row)
          if (auto const& count = table.rows[row].cells[area].count) left_[area] -= *count;
      } else {
        open_[area] = true;
        left_[area] = 40;  // no total: any sum up to this one
      }
    guess(0);
  }
  // The figures that a hidden cell may hold.
  std::set<std::int64_t> const& possible(std::size_t row, std::size_t area) const { return possible_[row * 2 + area]; }

 private:
  bool enough() const {
    for (std::size_t i = 0; i < possible_.size(); ++i)
      if (!table_.rows[i / 2].cells[i % 2].count && possible_[i].size() < 2) return false;
    return true;
  }
  void guess(std::size_t row) {
    if (enough()) return;
    if (row == parts_) {
      if ((left_[0] != 0 && !open_[0]) || (left_[1] != 0 && !open_[1])) return;
      for (std::size_t i = 0; i < parts_ * 2; ++i) possible_[i].insert(guessed_[i]);
      return;
    }
    each_value(row, 0, [&](std::int64_t outer) {
      each_value(row, 1, [&](std::int64_t inner) {
        if (inner > outer) return;
        guessed_[row * 2] = outer;
        guessed_[row * 2 + 1] = inner;
        guess(row + 1);
      });
    });
  }
  template <class Use>
  void each_value(std::size_t row, std::size_t area, Use use) {
    if (auto const& count = table_.rows[row].cells[area].count) {
      use(*count);
      return;
    }
    auto const before = left_[area];
    for (std::int64_t value = 1; value <= before; ++value) {
      left_[area] = before - value;
      use(value);
    }
    left_[area] = before;
  }

  PresentedTable const& table_;
  std::size_t parts_;
  std::int64_t left_[2] = {};
  bool open_[2] = {};
  std::map<std::size_t, std::int64_t> guessed_;
  std::vector<std::set<std::int64_t>> possible_;
};

}  // namespace

TEST_CASE("whoever tries every table that fits a published one recovers no hidden figure") {
  CHECK(rc::check([](std::uint64_t seed) {
    SeededRandom random(seed);
    PresentedTable table{"screening", {}, {}, {}, {}, {}};
    std::int64_t totals[2] = {};
    std::size_t const parts = 2 + random.number(3);
    for (std::size_t row = 0; row < parts; ++row) {
      auto const outer = static_cast<std::int64_t>(random.number(random.number(2) == 0 ? 5 : 12));
      auto const inner = static_cast<std::int64_t>(random.number(static_cast<std::uint64_t>(outer) + 1));
      totals[0] += outer;
      totals[1] += inner;
      PresentedRow line{"row", "row", false, true, {}};
      for (auto const count : {outer, inner}) line.cells.push_back({count, std::nullopt, false, std::nullopt});
      table.rows.push_back(line);
    }
    PresentedRow total{"total", "total", true, false, {}};
    for (auto const count : totals) total.cells.push_back({count, std::nullopt, false, std::nullopt});
    table.rows.push_back(total);
    Presented presented{{}, {}, Form::published, {"Area", "Place"}, {table}, {}};
    suppress_small_numbers(presented, Nesting{{0, 1}, {}});

    auto const& shown = presented.tables.front();
    Attacker const attacker(shown);
    for (std::size_t row = 0; row < parts; ++row)
      for (std::size_t area = 0; area < 2; ++area) {
        auto const& cell = shown.rows[row].cells[area];
        if (cell.count)
          RC_ASSERT(!is_small_number(*cell.count));
        else
          RC_ASSERT(attacker.possible(row, area).size() >= 2U);
      }
    for (auto const& row : shown.rows)
      if (row.cells[0].count && row.cells[1].count)
        RC_ASSERT(!is_small_number(*row.cells[0].count - *row.cells[1].count));
  }));
}
