#include <doctest/doctest.h>

#include "html/components.h"
#include "html/document.h"

using namespace kith::html;

namespace {

SortableTable worklist(Sort sort) {
  return {.caption = "Families",
          .columns = {{"Family", "name"}, {"Children", "children", true}, {"State"}},
          .rows = {{markup("<a href=\"/f/1\">Ashdown</a>"), 3, tag({.text = "New"})}, {"Castellan", 1, ""}},
          .sort = std::move(sort),
          .here = "/families?area=north"};
}

}  // namespace

TEST_CASE("a sortable column's link sorts ascending first, and turns round when it is sorted already") {
  struct Expected {
    Sort sort;
    std::string state, link;
  };
  Expected const cases[] = {
      {{}, "none", "/families?area=north&sort=name&direction=ascending"},
      {{"name", SortDirection::ascending}, "ascending", "/families?area=north&sort=name&direction=descending"},
      {{"name", SortDirection::descending}, "descending", "/families?area=north&sort=name&direction=ascending"},
  };
  for (auto const& expected : cases) {
    Document const document(sortable_table(worklist(expected.sort)).source());
    auto headers = document.with_class("kith-table__header");
    CHECK(headers.at(0).attribute("aria-sort") == expected.state);
    CHECK(headers.at(1).attribute("aria-sort") == "none");
    CHECK_FALSE(headers.at(2).has("aria-sort"));
    CHECK(document.with_class("kith-table__sort").at(0).attribute("href") == expected.link);
  }
}

TEST_CASE("every cell but the row's heading carries its column's name for the phone") {
  Document const document(sortable_table(worklist({})).source());
  auto cells = document.named("td");
  REQUIRE(cells.size() == 4);
  CHECK(cells[0].attribute("data-label") == "Children");
  CHECK(cells[1].attribute("data-label") == "State");
  CHECK(document.named("th").back().attribute("scope") == "row");
}

TEST_CASE("an empty list says so") {
  auto table = worklist({});
  table.rows.clear();
  table.empty_text = "No family waits.";
  CHECK(sortable_table(table).source().find("No family waits.") != std::string::npos);
}

TEST_CASE("a filter is a form that gets, with each filter in force as a link that removes it") {
  Document const document(filter({.action = "/families",
                                  .selected = {{"Area: North", "/families?level=2"}},
                                  .clear = "/families",
                                  .fields = input({.name = "q", .label = {"Name"}})})
                              .source());
  CHECK(document.named("form").at(0).attribute("method") == "get");
  auto chosen = document.with_class("kith-filter__tag").at(0);
  CHECK(chosen.attribute("href") == "/families?level=2");
  CHECK(chosen.text == "Remove filter: Area: North");
}

TEST_CASE("a timeline is an ordered list with a time that machines can read") {
  Document const document(
      timeline({.items = {{.title = "Review held", .datetime = "2026-11-18", .when = "18 November 2026", .by = "Sam"},
                          {.title = "Undated note"}}})
          .source());
  CHECK(document.named("ol").size() == 1);
  CHECK(document.named("li").size() == 2);
  CHECK(document.named("time").at(0).attribute("datetime") == "2026-11-18");
  CHECK(document.with_class("kith-timeline__meta").at(0).text == "18 November 2026 – Sam");
}

TEST_CASE("two versions side by side say which rows changed in words") {
  Document const document(side_by_side({.left_heading = "May",
                                        .right_heading = "November",
                                        .rows = {{"Home", "Loud", "Quiet", true}, {"Friends", "Mo", "Mo"}}})
                              .source());
  auto cells = document.named("td");
  CHECK(cells.at(2).text == "Changed Quiet");
  CHECK(cells.at(4).text == "Mo");
}

TEST_CASE("page links show the ends and the neighbours, and nothing for a single page") {
  CHECK(page_links("/list", 1, 1).empty());
  Document const document(page_links("/list?sort=name", 5, 9).source());
  std::vector<std::string> shown;
  for (auto const& item : document.named("li")) shown.push_back(item.text);
  CHECK(shown == std::vector<std::string>{"1", "⋯", "4", "5", "6", "⋯", "9"});
  CHECK(document.named("a").front().attribute("href") == "/list?sort=name&page=4");
}

TEST_CASE("an alert says in words what its colour says") {
  CHECK(
      Document(alert({.variant = AlertVariant::warning, .text = "Due"}).source()).with_class("kith-alert").at(0).text ==
      "Warning: Due");
}
