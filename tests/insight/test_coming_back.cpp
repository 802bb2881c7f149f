// What became of children after their early help closed: the forward rate beside the backward share, from the same
// closings and allocations.
#include "insight/coming_back.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <rapidcheck.h>

#include <cmath>

#include "insight/formats/demand_formats.h"
#include "insight/register.h"

using namespace kith;
using namespace kith::insight;
using namespace kith::insight::test;
using profile::StepOutcome;

namespace {

DemandQuery closings_in(std::string_view from, std::string_view to, std::string_view now,
                        std::vector<std::string> areas = {}) {
  DemandQuery query;
  query.from = day(from);
  query.to = day(to);
  query.areas = std::move(areas);
  query.now = noon(now);
  return query;
}

ForwardRow const& after_months(DemandReport const& report, std::size_t horizon, After which) {
  return report.coming_back.after[horizon].row(which);
}
std::string percent(DemandReport const& report, std::size_t horizon, After which) {
  return after_months(report, horizon, which).rate.front().percent.value_or("none");
}
std::int64_t count(DemandReport const& report, std::size_t horizon, After which) {
  return after_months(report, horizon, which).count.front();
}

people::PersonRegistered child_born(people::PersonId const& child, std::string_view on) {
  people::PersonRegistered event;
  event.person = child;
  event.details.date_of_birth = day(on);
  return event;
}

// An allocation that closed on a day; what comes after is put down by the test.
people::PersonId closed_child(Register& kept, std::string_view on, std::vector<profile::PlaceCode> where = {}) {
  auto const child = kept.mint<people::PersonId>();
  kept.allocate("2017-01-10", child, std::move(where), on);
  return child;
}

}  // namespace

TEST_CASE("of six children, one way back is not read as an interruption of the other: 7/18 each, and 2/9 sustained") {
  on_each_engine([](sql::Engine engine) {
    Register kept(engine);
    // Times 1A 2B 3cens 4A 5B 6cens, fourteen days for each; A is early help, B social care.
    auto const today = day("2019-12-31");
    auto const ended = [&](int days) { return to_text(day("2019-02-01") + days); };
    kept.request(ended(14), {closed_child(kept, "2019-02-01")}, {});
    kept.refer(ended(28), closed_child(kept, "2019-02-01"));
    closed_child(kept, to_text(today - 42));
    kept.request(ended(56), {closed_child(kept, "2019-02-01")}, {});
    kept.refer(ended(70), closed_child(kept, "2019-02-01"));
    closed_child(kept, "2019-02-01");
    auto const report = kept.report(closings_in("2019-01-01", "2019-12-31", to_text(today)));
    CHECK(count(report, 0, After::closed) == 6);
    CHECK(percent(report, 0, After::early_help) == "38.9");  // 7/18; one less Kaplan and Meier would say 44.4
    CHECK(percent(report, 0, After::social_care) == "38.9");
    CHECK(percent(report, 0, After::sustained) == "22.2");  // 2/9
    CHECK(count(report, 0, After::early_help) == 2);
    CHECK(count(report, 0, After::too_early) == 1);
    CHECK(count(report, 0, After::followed) == 1);
    CHECK(has_note(report.coming_back.notes, "follow_up_short"));
    CHECK(has_note(report.coming_back.notes, "few_closings"));
  });
}

TEST_CASE(
    "followed to the end the rates are plain shares, both days of a month's end counted as the calendar has them") {
  on_each_engine([](sql::Engine engine) {
    Register kept(engine);
    auto const where = places({"hexthorpe"});
    kept.request("2020-02-29", {closed_child(kept, "2019-08-31", where)}, {});  // the last day of six months
    kept.request("2020-03-01", {closed_child(kept, "2019-08-31", where)}, {});  // a day later
    kept.request("2019-08-31", {closed_child(kept, "2019-08-31", where)}, {});  // of the day itself: no way back
    auto const both = closed_child(kept, "2019-08-31");
    kept.request("2019-09-10", {both}, {});
    kept.refer("2019-09-10", both);    // of one day: social care goes first
    closed_child(kept, "2019-07-31");  // before the period
    auto const report = kept.report(closings_in("2019-08-01", "2019-08-31", "2021-06-01", {"Hexthorpe"}));
    CHECK(after_months(report, 1, After::closed).count == Counts{4, 3});
    CHECK(after_months(report, 1, After::early_help).count == Counts{1, 1});
    CHECK(after_months(report, 2, After::early_help).count == Counts{2, 2});
    CHECK(after_months(report, 2, After::social_care).count == Counts{1, 0});
    CHECK(percent(report, 1, After::early_help) == "25.0");
    CHECK(percent(report, 2, After::sustained) == "25.0");
    CHECK(after_months(report, 1, After::early_help).rate[1].percent == "33.3");
    CHECK(after_months(report, 1, After::early_help).rate[1].low == "6.1");  // Wilson's interval of 1 of 3
    CHECK(after_months(report, 1, After::early_help).rate[1].high == "79.2");
    CHECK_FALSE(has_note(report.coming_back.notes, "follow_up_short"));
    CHECK(count(report, 2, After::too_early) == 0);
  });
}

TEST_CASE("whoever turned 18, moved away or died has left, unless they came back all the same") {
  on_each_engine([](sql::Engine engine) {
    Register kept(engine);
    auto const closed_as = [&](std::string reason) {
      auto const child = kept.mint<people::PersonId>();
      auto const id = kept.allocate("2018-01-10", child);
      kept.keep(id, enquiry::AllocationClosed{id, day("2019-03-01"), std::move(reason)});
      return child;
    };
    closed_as("needs_met");
    closed_as("moved_away");
    closed_as("RC2");
    kept.request("2019-05-01", {closed_as("died")}, {});  // whoever came back had not died
    auto const grown = closed_child(kept, "2019-03-01");
    kept.keep(grown, child_born(grown, "2001-06-15"));
    auto const young = closed_child(kept, "2019-03-01");
    kept.keep(young, child_born(young, "2011-06-15"));
    auto const query = closings_in("2019-01-01", "2019-12-31", "2020-06-01");
    auto const report = kept.report(query);
    CHECK(count(report, 0, After::followed) == 3);  // needs met, the one who turns 18 later, the young one
    CHECK(count(report, 1, After::followed) == 2);
    CHECK(count(report, 2, After::sustained) == 5);
    CHECK(count(report, 2, After::early_help) == 1);
    CHECK(percent(report, 2, After::early_help) == "16.7");
    CHECK(kept.behind({"after_12m", "followed", ""}, query).size() == 2);
    auto const back = kept.behind({"after_12m", "early_help", ""}, query);
    REQUIRE(back.size() == 1);
    CHECK(back.front().because.value().day == day("2019-05-01"));
    CHECK(back.front().because.value().reference == "EN1");
    CHECK(back.front().kind == "allocation");

    // A birth date put right later: a report as known before still has the first.
    kept.clock.set(noon("2020-03-01"));
    people::PersonAmended amended;
    amended.person = grown;
    amended.details.date_of_birth = day("2011-06-15");
    amended.changed = {"date_of_birth"};
    kept.keep(grown, amended);
    CHECK(count(kept.report(query), 1, After::followed) == 3);
    auto before = query;
    before.as_known_at = noon("2020-02-01");
    CHECK(count(kept.report(before), 1, After::followed) == 2);
  });
}

TEST_CASE("as known on a past day, a closing counts for as long as it had been followed by then") {
  on_each_engine([](sql::Engine engine) {
    Register kept(engine);
    kept.clock.set(noon("2019-03-02"));
    auto const child = closed_child(kept, "2019-03-01");
    closed_child(kept, "2018-06-01");
    kept.clock.set(noon("2019-07-01"));
    kept.request("2019-06-20", {child}, {});
    auto query = closings_in("2018-06-01", "2019-12-31", "2020-06-01");
    query.as_known_at = noon("2019-06-10");
    auto const before = kept.report(query);
    CHECK(count(before, 0, After::sustained) == 2);
    CHECK(count(before, 1, After::too_early) == 1);
    CHECK(percent(before, 1, After::early_help) == "0.0");
    query.as_known_at = noon("2019-07-02");
    auto const after = kept.report(query);
    CHECK(count(after, 1, After::early_help) == 1);
    CHECK(count(after, 1, After::sustained) == 1);
    // Nobody had been followed for three months: no rate, and a note instead.
    query.as_known_at = noon("2019-03-05");
    query.from = day("2019-01-01");
    auto const early = kept.report(query);
    CHECK(percent(early, 0, After::early_help) == "none");
    CHECK(has_note(early.coming_back.notes, "follow_up_short"));
  });
}

TEST_CASE("a closing that was undone is none, and a restricted child's counts for those who are named alone") {
  Register kept(sql::Engine::sqlite);
  auto const child = kept.mint<people::PersonId>();
  auto const allocation = kept.allocate("2018-01-10", child, {}, "2019-03-01");
  auto const other = closed_child(kept, "2019-03-01");
  auto query = closings_in("2019-01-01", "2019-12-31", "2021-06-01");
  CHECK(count(kept.report(query), 2, After::closed) == 2);
  kept.keep(allocation, enquiry::AllocationReopened{allocation, "too early"});
  CHECK(count(kept.report(query), 2, After::closed) == 1);
  auto const named = kept.mint<journal::ActorId>();
  kept.keep(other, people::PersonRestricted{other, {named}, "asked for"});
  CHECK(count(kept.report(query), 2, After::closed) == 0);
  CHECK(percent(kept.report(query), 2, After::sustained) == "none");
  query.viewer = named;
  CHECK(count(kept.report(query), 2, After::closed) == 1);
}

TEST_CASE("under steady conditions the forward rate is the backward share times allocations over closings") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    SeededRandom random(seed);
    auto const days = [&](int most) { return 1 + static_cast<int>(random.number(static_cast<std::uint64_t>(most))); };
    int const longest_plan = 100 + days(400);
    int const longest_away = 300 + days(900);
    // Children of whom each is helped, away and helped again, all their lives long, begun long before the period.
    FactTable facts;
    int number = 0;
    for (int child = 0; child < 1500; ++child) {
      auto const id = people::PersonId::mint(noon("2010-01-01"), random).text();
      for (Date at = day("2002-01-01") + days(longest_plan + longest_away); at < day("2024-01-01");) {
        Date const closed = at + days(longest_plan);
        auto const line = fmt::format("{}|{}||||{}|", to_text(at), to_text(closed), id);
        facts.put({Counted::allocations, line, std::to_string(++number)});
        at = closed + days(longest_away);
      }
    }
    facts.put_in_order(true);
    auto const query = closings_in("2012-01-01", "2017-12-31", "2020-06-01");
    std::vector<Area> const areas{{"Doncaster", {}}};
    History const history(facts, doncaster(), areas, query);
    auto const counts = [&](Figure figure) { return static_cast<double>(hits_of(history, figure).size()); };
    auto const share = counts(Figure::closed_12m) / counts(Figure::allocations);
    auto const expected = share * counts(Figure::allocations) / counts(Figure::all_closed_12m);
    auto const back = coming_back(history, {"Doncaster"}, {static_cast<std::int64_t>(counts(Figure::closed_12m))});
    auto const& forward = back.after.back().row(After::allocated_again);
    auto const rate = std::stod(forward.rate.front().percent.value()) / 100;
    CHECK(counts(Figure::all_closed_12m) > 1000);
    CHECK(std::abs(rate - expected) < 0.02);
    CHECK(std::stod(back.steady.front().value()) == doctest::Approx(100 * expected).epsilon(0.01));
    // Not complements: what one says leaves the other open.
    CHECK(forward.count.front() <= back.after.back().row(After::closed).count.front());
  }
}

TEST_CASE("sustained falls and coming back rises with the months, and every closing is in one row") {
  CHECK(rc::check([](std::uint64_t seed) {
    SeededRandom random(seed);
    Register kept(sql::Engine::sqlite);
    for (int i = 0; i < 12; ++i) {
      auto const child = closed_child(kept, to_text(day("2019-01-01") + static_cast<int>(random.number(600))));
      Date const later = day("2019-02-01") + static_cast<int>(random.number(700));
      if (random.number(2) == 0) kept.request(to_text(later), {child}, {});
      if (random.number(3) == 0) kept.refer(to_text(later + static_cast<int>(random.number(60))), child);
    }
    auto const report = kept.report(closings_in("2019-01-01", "2020-12-31", "2020-10-01"));
    for (std::size_t horizon = 0; horizon < 3; ++horizon) {
      std::int64_t sum = 0;
      for (auto const which : {After::early_help, After::social_care, After::sustained, After::too_early})
        sum += count(report, horizon, which);
      RC_ASSERT(sum == count(report, horizon, After::closed));
      if (horizon == 0 || percent(report, horizon, After::sustained) == "none") continue;
      RC_ASSERT(count(report, horizon, After::early_help) >= count(report, horizon - 1, After::early_help));
      RC_ASSERT(std::stod(percent(report, horizon, After::sustained)) <=
                std::stod(percent(report, horizon - 1, After::sustained)) + 0.1);
    }
  }));
}

TEST_CASE("both measures stand side by side in every form, said not to be complements; small ones are not published") {
  Register kept(sql::Engine::sqlite);
  for (int i = 0; i < 20; ++i) {
    auto const child = closed_child(kept, "2019-03-01");
    if (i < 8) kept.allocate("2019-05-01", child);
    if (i == 9) kept.refer("2019-05-01", child);
  }
  auto const report = kept.report(closings_in("2019-01-01", "2019-12-31", "2021-06-01"));
  auto const complete = present(report, Form::complete);
  auto const text = demand_as_text(complete);
  INFO(text);
  CHECK(text.find("not complements of each other") != std::string::npos);
  CHECK(text.find("Forward rate: closed, made again in 12 months") != std::string::npos);
  CHECK(text.find("Were everything steady") != std::string::npos);
  CHECK(text.find("95% interval: Doncaster 21.9 to 61.3%") != std::string::npos);
  auto const csv = demand_as_csv(complete);
  CHECK(csv.find("both_ways,backward_share,") != std::string::npos);
  CHECK(csv.find("after_12m,allocated_again,") != std::string::npos);
  CHECK(csv.find(",8,40.0,no") != std::string::npos);
  CHECK(csv.find("after_12m,allocated_again_low,") != std::string::npos);
  auto const json = demand_as_json(report);
  CHECK(json.find(R"("forward_rate": {"count": [8], "rate": [{"percent": "40.0", "low": "21.9", "high": "61.3"}]})") !=
        std::string::npos);
  CHECK(demand_as_xlsx(complete).ok());

  auto const published = present(report, Form::published);
  auto const shown = demand_as_text(published);
  INFO(shown);
  CHECK(shown.find("3 months after early help closed") == std::string::npos);
  CHECK(shown.find("Were everything steady") == std::string::npos);
  for (auto const& table : published.tables)
    for (auto const& row : table.rows)
      if (table.code == "after_12m" && row.code == "social_care") {
        CHECK(row.cells.front().suppressed);
        CHECK_FALSE(row.cells.front().low);
      }
}
