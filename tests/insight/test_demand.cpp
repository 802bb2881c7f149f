#include "insight/demand.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "insight/drill.h"
#include "insight/percent.h"
#include "insight/register.h"

using namespace kith;
using namespace kith::insight;
using namespace kith::insight::test;
using profile::ScreeningOutcome;
using profile::StepOutcome;

namespace {
DemandQuery period(std::string_view from, std::string_view to, std::vector<std::string> areas = {}) {
  DemandQuery query;
  query.from = day(from);
  query.to = day(to);
  query.areas = std::move(areas);
  query.now = noon("2021-06-01");
  return query;
}
std::string text_of_note(DemandReport const& report, std::string_view code) {
  for (auto const& note : report.notes)
    if (note.code == code) return note.text;
  return {};
}
}  // namespace

TEST_CASE("percentages are the half-up tenths of exact arithmetic") {
  CHECK(rc::check([](std::uint32_t a, std::uint32_t b) {
    auto const whole = static_cast<std::int64_t>(b % 5'000'000) + 1;
    auto const part = static_cast<std::int64_t>(a) % (whole + 1);
    auto const tenths = tenths_of(part, whole).value();
    // tenths is the one integer with tenths - 1/2 <= 1000 part / whole < tenths + 1/2.
    RC_ASSERT((2 * tenths - 1) * whole <= 2000 * part);
    RC_ASSERT(2000 * part < (2 * tenths + 1) * whole);
  }));
  CHECK(percent_of(1, 2000) == "0.1");  // exactly half a tenth goes up
  CHECK(percent_of(1, 2001) == "0.0");
  CHECK(percent_of(0, 7) == "0.0");
  CHECK(percent_of(7, 7) == "100.0");
  CHECK(percent_of(0, 0) == std::nullopt);
}

TEST_CASE("twelve calendar months before a day keep their ends, leap days too") {
  on_each_engine([](sql::Engine engine) {
    struct Pair {
      std::string_view earlier, later;
      bool counts;
    };
    // An earlier allocation made and closed on one day, and a later one.
    for (auto const& pair : std::to_array<Pair>({{"2019-03-10", "2020-03-10", true},
                                                 {"2019-03-09", "2020-03-10", false},
                                                 {"2019-02-28", "2020-02-29", true},
                                                 {"2019-02-27", "2020-02-29", false},
                                                 {"2020-02-29", "2021-02-28", true},
                                                 {"2020-02-28", "2021-02-28", true},
                                                 {"2020-02-29", "2021-03-01", false},
                                                 {"2020-03-31", "2021-03-31", true},
                                                 {"2020-03-30", "2020-03-31", true},
                                                 {"2020-03-31", "2020-03-31", false}})) {
      CAPTURE(pair.earlier);
      CAPTURE(pair.later);
      Register kept(engine);
      auto const child = kept.mint<people::PersonId>();
      // Kept in the wrong order: history goes by day, not by when it was typed in.
      kept.allocate(pair.later, child);
      kept.allocate(pair.earlier, child, {}, pair.earlier);
      kept.refer(pair.later, child);
      kept.refer(pair.earlier, child);
      auto const report = kept.report(period(pair.later, pair.later));
      std::int64_t const expected = pair.counts ? 1 : 0;
      CHECK(report.re_referral.closed_12m.count[0] == expected);
      CHECK(report.re_referral.allocated_12m.count[0] == expected);
      CHECK(report.steps.re_referrals.count[0] == expected);
    }
  });
}

TEST_CASE("an earlier allocation counts by its closing or by its beginning, each in its own row") {
  Register kept(sql::Engine::sqlite);
  auto const with_earlier = [&](std::string_view from, std::string_view closed) {
    auto const child = kept.mint<people::PersonId>();
    kept.allocate(from, child, {}, closed);
    kept.allocate("2019-06-15", child);
  };
  with_earlier("2010-01-01", "2019-06-15");  // closed on the very day: the first row alone
  with_earlier("2019-01-01", "");            // still open: the second row alone
  with_earlier("2019-01-01", "2019-06-16");  // closed a day later: the second row alone
  with_earlier("2019-01-01", "2019-02-01");  // both
  with_earlier("2010-01-01", "2018-06-14");  // neither
  auto const report = kept.report(period("2019-06-15", "2019-06-15"));
  CHECK(report.re_referral.allocations == Counts{5});
  CHECK(report.re_referral.closed_12m.count == Counts{2});
  CHECK(report.re_referral.allocated_12m.count == Counts{3});
  auto const list = kept.behind({"re_referral", "closed_12m", ""}, period("2019-06-15", "2019-06-15"));
  REQUIRE(list.size() == 2);
  CHECK(list[0].because.value().closed_on == day("2019-06-15"));
  CHECK(list[0].because.value().day == day("2010-01-01"));
}

TEST_CASE("a place counts everything within it, an alias each record once, the authority everything") {
  Register kept(sql::Engine::sqlite);
  auto const add = [&](std::vector<profile::PlaceCode> where) {
    kept.request("2019-03-01", {kept.mint<people::PersonId>()}, std::move(where));
  };
  add(places({"denaby_main"}));
  add(places({"denaby_main", "old_denaby"}));
  add(places({"conisbrough"}));
  add(places({"hexthorpe"}));
  add({});
  add(places({"a_place_since_dropped"}));
  auto const report =
      kept.report(period("2019-01-01", "2019-12-31", {"Denaby", "conisbrough", "SOUTH", "Central Central"}));
  CHECK(report.areas == std::vector<std::string>{"Doncaster", "Denaby", "Conisbrough", "South", "Central Central"});
  CHECK(report.screening.total == Counts{6, 2, 3, 3, 1});
  CHECK(text_of_note(report, "unlocated").find("2 requests") != std::string::npos);
}

TEST_CASE("the authority is the first area and comes once, however it is named") {
  Register kept(sql::Engine::sqlite);
  auto const areas = [&](std::vector<std::string> names) {
    return kept.report(period("2019-01-01", "2019-12-31", std::move(names))).areas;
  };
  CHECK(areas({}) == std::vector<std::string>{"Doncaster"});
  CHECK(areas({"Hexthorpe", "doncaster", "City of Doncaster", "hexthorpe"}) ==
        std::vector<std::string>{"Doncaster", "Hexthorpe"});
}

TEST_CASE("what cannot be asked is refused in a sentence") {
  Register kept(sql::Engine::sqlite);
  auto const reader = kept.reader();
  auto const code = [&](DemandQuery const& query) {
    auto const answer = demand_report(*reader, doncaster(), query);
    return answer.ok() ? std::string{} : answer.error().code;
  };
  CHECK(code(period("2019-12-31", "2019-01-01")) == "bad_period");
  CHECK(code(period("2019-01-01", "2019-12-31", {"Atlantis"})) == "unknown_area");
  auto steps = period("2019-01-01", "2019-12-31");
  steps.steps_from = day("2020-02-01");
  CHECK(code(steps) == "bad_period");
  auto const query = period("2019-01-01", "2019-12-31", {"Hexthorpe"});
  auto const refused = [&](std::string_view table, std::string_view row, std::string_view area) {
    return drill(*reader, doncaster(), query, {table, row, area}, 1).error().code;
  };
  CHECK(refused("screening", "no_such_row", "") == "unknown_figure");
  CHECK(refused("no_such_table", "total", "") == "unknown_figure");
  CHECK(refused("screening", "total", "Mexborough") == "unknown_area");
  CHECK(drill(*reader, doncaster(), query, {"screening", "total", "doncaster"}, 1).ok());
}

TEST_CASE("requests, children and families are counted apart") {
  Register kept(sql::Engine::sqlite);
  auto const ann = kept.mint<people::PersonId>();
  auto const bob = kept.mint<people::PersonId>();
  kept.request("2019-03-01", {ann, bob}, places({"hexthorpe"}));
  kept.request("2019-04-01", {ann}, places({"town"}));
  auto const report = kept.report(period("2019-01-01", "2019-12-31", {"Hexthorpe", "Town"}));
  CHECK(report.screening.total == Counts{2, 1, 1});
  CHECK(report.screening.children == Counts{2, 2, 1});
  CHECK(report.screening.families == Counts{2, 1, 1});
}

TEST_CASE("both ends of a period belong to it, and an empty period shares nothing") {
  Register kept(sql::Engine::sqlite);
  for (auto const* on : {"2018-12-31", "2019-01-01", "2019-12-31", "2020-01-01"})
    kept.request(on, {kept.mint<people::PersonId>()}, {});
  CHECK(kept.report(period("2019-01-01", "2019-12-31")).screening.total == Counts{2});
  auto const empty = kept.report(period("2015-01-01", "2015-12-31"));
  CHECK(empty.screening.rows.front().percent == Percents{std::nullopt});
  CHECK(empty.notes.empty());
}

TEST_CASE("balancing measures follow the ceiling's own children for 90 days") {
  Register kept(sql::Engine::sqlite);
  auto const first = [&](ScreeningOutcome outcome, std::optional<int> level = {}) {
    auto const child = kept.mint<people::PersonId>();
    kept.request("2019-03-01", {kept.mint<people::PersonId>(), child}, {}, outcome, level);
    return child;
  };
  auto const again = [&](people::PersonId const& child, std::string_view on, ScreeningOutcome outcome,
                         std::optional<int> level = {}) { kept.request(on, {child}, {}, outcome, level); };
  using enum ScreeningOutcome;
  again(first(continue_universal), "2019-05-30", progress_pathway);     // the 90th day
  again(first(continue_universal), "2019-05-31", progress_pathway);     // a day too late
  again(first(continue_universal), "2019-03-01", progress_pathway);     // the same day is the same turn
  again(first(information_advice, 1), "2019-04-01", link_existing, 2);  // a higher level
  again(first(information_advice, 2), "2019-04-01", link_existing, 2);  // no higher
  again(first(progress_pathway), "2019-04-01", transfer_social_care);   // not of the ceiling
  kept.refer("2019-03-02", first(information_advice), {}, StepOutcome::no_further_action);
  auto const child = first(unknown);
  kept.refer("2019-03-02", child, {}, StepOutcome::information_advice);
  kept.refer("2019-04-02", child, {}, StepOutcome::cf_assessment);
  auto const report = kept.report(period("2019-03-01", "2019-03-31"));
  auto const& balancing = report.potential.balancing;
  REQUIRE(balancing.size() == 3);
  CHECK(balancing[0].code == "back_higher_90d");
  CHECK(balancing[0].portions[0].count == 2);
  CHECK(balancing[0].portions[0].of == 6);
  CHECK(balancing[1].portions[0].count == 1);
  CHECK(balancing[2].portions[0].count == 1);
  CHECK(balancing[2].portions[0].of == 2);
  CHECK(report.potential.followed_to_the_end);
  auto soon = period("2019-03-01", "2019-03-31");
  soon.now = noon("2019-06-28");
  CHECK_FALSE(kept.report(soon).potential.followed_to_the_end);
}

TEST_CASE("notes fire by code, each for its own reason and not without it") {
  Register kept(sql::Engine::sqlite);
  auto const child = [&] { return kept.mint<people::PersonId>(); };
  auto const town = places({"town"});
  for (int i = 0; i < 30; ++i) {
    kept.request("2019-03-01", {child()}, town, ScreeningOutcome::progress_pathway);
    kept.allocate("2019-03-01", child(), town);
    kept.refer("2019-03-01", child(), town, StepOutcome::cf_assessment);
  }
  kept.allocate("2018-01-01", child(), town);
  kept.refer("2018-01-01", child(), town);
  auto const codes = [&](DemandQuery const& query) {
    std::vector<std::string> list;
    for (auto const& note : kept.report(query).notes) list.push_back(note.code);
    return list;
  };
  using Codes = std::vector<std::string>;
  auto const query = period("2019-01-01", "2019-12-31");
  CHECK(codes(query) == Codes{});

  auto steps = query;
  steps.steps_to = day("2019-12-30");
  CHECK(codes(steps) == Codes{"window_differs"});

  // The records begin a day after the 12 months do.
  CHECK(codes(period("2018-12-31", "2019-12-31")) == Codes{"lookback_short"});

  kept.allocate("2019-04-01", child(), town);
  CHECK(codes(query) == Codes{"progress_not_allocations"});
  kept.request("2019-04-01", {child()}, {}, ScreeningOutcome::progress_pathway);
  CHECK(codes(query) == Codes{"unlocated"});
  kept.request("2019-04-01", {child()}, town, ScreeningOutcome::unknown);
  CHECK(codes(query) == Codes{"small_numbers", "unlocated"});
  kept.request("2019-04-01", {child()}, town, ScreeningOutcome::information_advice);
  kept.request("2019-04-01", {child()}, town, ScreeningOutcome::link_existing);
  // 31 of 34 and three times 1 of 34: 91.2 and three times 2.9.
  CHECK(codes(query) == Codes{"column_not_100", "small_numbers", "unlocated"});
  CHECK(text_of_note(kept.report(query), "column_not_100").find("99.9") != std::string::npos);

  Register few(sql::Engine::sqlite);
  few.request("2019-03-01", {few.mint<people::PersonId>()}, town);
  CHECK(has_note(few.report(query).notes, "base_under_30"));
}
