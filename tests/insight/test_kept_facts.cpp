// Facts that a server keeps in memory say what the tables say, at every moment, whoever changed them.
#include "insight/kept_facts.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <atomic>
#include <thread>

#include "insight/formats/demand_formats.h"
#include "insight/life.h"

using namespace kith;
using namespace kith::insight;
using namespace kith::insight::test;

namespace {

DemandQuery two_places_in_2019(std::optional<journal::ActorId> viewer = {}) {
  DemandQuery query;
  query.from = day("2019-01-01");
  query.to = day("2019-12-31");
  query.areas = {"Hexthorpe", "Denaby"};
  query.viewer = viewer;
  query.now = noon("2020-06-01");
  return query;
}

std::string as_text(DrillRow const& row) {
  auto text =
      fmt::format("{} {} {} {} {} {} {} {}", row.id, row.kind, row.reference, to_text(row.day), row.outcome,
                  row.closed_on ? to_text(*row.closed_on) : "open", fmt::join(row.places, ";"), row.place_masked);
  if (row.because)
    text += fmt::format(" because {} {} {} {}", row.because->id, row.because->reference, to_text(row.because->day),
                        row.because->closed_on ? to_text(*row.because->closed_on) : "open");
  return text;
}

// Everything that a report says and every record behind every figure of it, as one text.
std::string everything(sql::Connection& connection, DemandQuery const& query, KeptFacts* kept) {
  auto text = demand_as_json(demand_report(connection, doncaster(), query, kept).value());
  for (auto const& name : figure_names)
    for (auto const* area : {"", "Hexthorpe", "Denaby"}) {
      auto const list = drill(connection, doncaster(), query, {wire(name.table), name.row, area}, 1000, kept).value();
      text += fmt::format("\n{} {} {}: {}", wire(name.table), name.row, area, list.count);
      for (auto const& row : list.rows) text += "\n  " + as_text(row);
    }
  return text;
}

// A server beside the one that writes: facts of its own, a connection of its own.
struct Server {
  explicit Server(Register& kept) : connection(kept.reader()) {}
  std::string says(DemandQuery const& query) { return everything(*connection, query, &facts); }

  std::unique_ptr<sql::Connection> connection;
  KeptFacts facts;
};

bool hold(std::size_t lives, std::function<void(std::uint64_t)> const& property) {
  auto params = rc::detail::configuration().testParams;
  params.maxSuccess = static_cast<int>(lives);
  auto const result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params);
  rc::detail::printResultMessage(result, std::cerr);
  return result.template is<rc::detail::SuccessResult>();
}

}  // namespace

TEST_CASE("whatever happens, at every moment two servers' kept facts are the facts read afresh") {
  on_each_engine([](sql::Engine engine) {
    CHECK(hold(5, [engine](std::uint64_t seed) {
      Register kept(engine);
      Life life(kept, seed);
      Server often(kept), seldom(kept);
      SeededRandom choice(seed + 1);
      auto const check = [&](Server& server) {
        auto const query = two_places_in_2019(choice.number(2) == 0 ? std::optional{life.account()} : std::nullopt);
        RC_ASSERT(server.says(query) == everything(*kept.reader(), query, nullptr));
      };
      for (int i = 0; i < 60; ++i) {
        life.step();
        if (choice.number(20) == 0) kept.rebuild();
        if (choice.number(4) == 0) check(often);
        if (choice.number(20) == 0) check(seldom);
      }
      check(seldom);
    }));
  });
}

TEST_CASE(
    "Whatever happens, a calibration that counts what changed starts with what counting everything gives, to the bit") {
  on_each_engine([](sql::Engine engine) {
    CHECK(hold(8, [engine](std::uint64_t seed) {
      Register kept(engine);
      Life life(kept, seed);
      KeptFacts followed;
      auto const reader = kept.reader();
      SeededRandom choice(seed + 2);
      int days = 60;
      for (int i = 0; i < 120; ++i) {
        life.step();
        if (choice.number(40) == 0) kept.rebuild();
        if (choice.number(3) != 0) continue;
        // Days go on, a few at a time, and now and then somebody asks about any day.
        days = choice.number(12) == 0 ? static_cast<int>(choice.number(560))
                                      : std::min(560, days + static_cast<int>(choice.number(15)));
        Date const up_to = day("2018-09-01") + days;
        auto const counts = followed.borough(*reader, up_to);
        auto const afresh = read_all_facts(*kept.reader()).table;
        auto const window = window_of(afresh, up_to);
        RC_ASSERT(counts.has_value() == window.has_value());
        if (window) RC_ASSERT(*counts == count_borough(afresh, *window, *window));
      }
    }));
  });
}

TEST_CASE("kept facts follow events only, so tables changed behind the journal's back show, until they are rebuilt") {
  on_each_engine([](sql::Engine engine) {
    Register kept(engine);
    auto const request = kept.request("2019-03-01", {kept.mint<people::PersonId>()}, places({"hexthorpe"}));
    Server server(kept);
    auto const before = server.says(two_places_in_2019());
    kept.another_writer()->execute(
        "UPDATE demand_fact SET counted=replace(counted, '2019-03-01', '2019-03-02') WHERE fact=$1", {request});
    CHECK(server.says(two_places_in_2019()) == before);
    CHECK(everything(*kept.reader(), two_places_in_2019(), nullptr) != before);
    kept.rebuild();
    kept.another_writer()->execute("UPDATE demand_fact SET reference='changed' WHERE fact=$1", {request});
    CHECK(server.says(two_places_in_2019()) == everything(*kept.reader(), two_places_in_2019(), nullptr));
    CHECK(server.says(two_places_in_2019()).find("changed") != std::string::npos);
  });
}

TEST_CASE("a database put back to an earlier day is read afresh, though its journal has grown as long") {
  on_each_engine([](sql::Engine engine) {
    Register kept(engine);
    kept.request("2019-03-01", {kept.mint<people::PersonId>()}, {});
    Server server(kept);
    server.says(two_places_in_2019());
    auto const writer = kept.another_writer();
    writer->execute("UPDATE journal SET chain=$1", {sql::BytesView{"another past, another chain....."}});
    writer->execute("UPDATE demand_fact SET reference='another'");
    CHECK(server.says(two_places_in_2019()).find("another") != std::string::npos);
  });
}

TEST_CASE("readers at once see whole moments, each no earlier than the one before") {
  on_each_engine([](sql::Engine engine) {
    Register kept(engine);
    KeptFacts facts;
    std::atomic<bool> over = false;
    std::atomic<int> torn = 0, backwards = 0, reports = 0;
    auto const read = [&] {
      auto const connection = kept.reader();
      std::int64_t seen = 0;
      while (!over) {
        auto const report = demand_report(*connection, doncaster(), two_places_in_2019(), &facts).value();
        auto const requests = report.screening.total[0];
        if (requests != report.steps.total[0]) ++torn;
        if (requests < std::exchange(seen, requests)) ++backwards;
        ++reports;
      }
    };
    std::vector<std::jthread> readers;
    for (int i = 0; i < 4; ++i) readers.emplace_back(read);
    // A request and a referral about the same child, kept together.
    for (int i = 0; i < 60 || reports < 60; ++i) {
      auto const child = kept.mint<people::PersonId>();
      kept.put_request("2019-03-01", {child}, {});
      kept.refer("2019-03-01", child);
    }
    over = true;
    readers.clear();
    CHECK(torn == 0);
    CHECK(backwards == 0);
    CHECK(demand_report(*kept.reader(), doncaster(), two_places_in_2019(), &facts).value().screening.total[0] >= 60);
  });
}
