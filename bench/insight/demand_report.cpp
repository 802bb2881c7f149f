// How long the demand report takes on a ten-year borough: 64,000 requests, 21,000 allocations, 46,000 referrals, some
// of them screened, closed or amended later, for one year and for all ten, with a few areas and with many. Beside it,
// as the limit, the same rows merely read from the database.
//   bench_insight_demand_report [postgresql://…]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <vector>

#include "enquiry/allocation_events.h"
#include "enquiry/referral_events.h"
#include "insight/demand.h"
#include "insight/drill.h"
#include "insight/facts.h"
#include "insight/kept_facts.h"
#include "journal/store.h"

namespace {

using namespace kith;
using insight::DemandQuery;

int constexpr days = 3652;
Date const first_day = *Date::of(2010, 1, 1);

// Processor time of this process, which a busy machine does not stretch as it does the clock on the wall; with
// PostgreSQL the server's work is not in it.
struct Times {
  double wall_ms, own_ms;
};
Times times_of(auto const& work) {
  auto const start = std::chrono::steady_clock::now();
  auto const own = std::clock();
  work();
  return {std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count(),
          1000.0 * static_cast<double>(std::clock() - own) / CLOCKS_PER_SEC};
}
// The middle ones of nine.
Times median_of(auto const& work) {
  std::vector<double> wall, own;
  for (int i = 0; i < 9; ++i) {
    auto const times = times_of(work);
    wall.push_back(times.wall_ms);
    own.push_back(times.own_ms);
  }
  std::ranges::sort(wall);
  std::ranges::sort(own);
  return {wall[4], own[4]};
}
void print(std::string_view what, Times const& times, std::string_view rest) {
  fmt::print("{:<44} {:>8.1f} ms   own processor time {:>7.1f} ms   {}\n", what, times.wall_ms, times.own_ms, rest);
}

class Borough {
 public:
  Borough(sql::Connection& connection, profile::Profile const& profile) : connection_(connection) {
    for (auto const& place : profile.places)
      if (place.rank != profile::Rank::authority) places_.push_back(place.code);
    for (int i = 0; i < 52'000; ++i) children_.push_back(people::PersonId::mint({i * 6'000'000LL}, random_));
  }

  std::int64_t fill() {
    using profile::ScreeningOutcome;
    connection_.begin();
    for (int i = 0; i < 64'000; ++i) {
      enquiry::EnquiryReceived received;
      auto const id = enquiry::EnquiryId::mint({i * 1'000LL}, random_);
      received.enquiry = id;
      received.reference = fmt::format("EH{}", i);
      received.received_on = first_day + static_cast<int>(i * std::int64_t{days} / 64'000);
      received.children.push_back(any_child());
      if (random_.number(6) == 0) received.children.push_back(any_child());
      received.family = people::FamilyId::mint({received.received_on.days * 86'400'000LL}, random_);
      received.places = any_places();
      apply<enquiry::Events>(id.raw(), received.received_on, received);
      enquiry::EnquiryScreened screened;
      screened.outcome = members_of<ScreeningOutcome>[random_.number(7)].value;
      screened.level = 1 + static_cast<int>(random_.number(4));
      apply<enquiry::Events>(id.raw(), received.received_on + 1, screened);
    }
    for (int i = 0; i < 21'000; ++i) {
      enquiry::AllocationMade made;
      auto const id = enquiry::AllocationId::mint({i * 1'000LL}, random_);
      made.reference = fmt::format("AL{}", i);
      made.child = any_child();
      made.places = any_places();
      made.allocated_on = first_day + static_cast<int>(i * std::int64_t{days} / 21'000);
      apply<enquiry::AllocationEvents>(id.raw(), made.allocated_on, made);
      enquiry::AllocationClosed closed;
      closed.on = made.allocated_on + 30 + static_cast<int>(random_.number(500));
      apply<enquiry::AllocationEvents>(id.raw(), closed.on, closed);
    }
    for (int i = 0; i < 46'000; ++i) {
      enquiry::ReferralMade made;
      auto const id = enquiry::ReferralId::mint({i * 1'000LL}, random_);
      made.reference = fmt::format("CS{}", i);
      made.child = any_child();
      made.places = any_places();
      made.referred_on = first_day + static_cast<int>(i * std::int64_t{days} / 46'000);
      apply<enquiry::ReferralEvents>(id.raw(), made.referred_on, made);
      enquiry::StepOutcomeRecorded outcome;
      outcome.outcome = members_of<profile::StepOutcome>[random_.number(9)].value;
      apply<enquiry::ReferralEvents>(id.raw(), made.referred_on + 10, outcome);
    }
    connection_.commit();
    return events_;
  }

 private:
  people::PersonId any_child() { return children_[random_.number(children_.size())]; }
  std::vector<profile::PlaceCode> any_places() { return {places_[random_.number(places_.size())]}; }
  template <class Set, class Event>
  void apply(RawId const& stream, Date on, Event const& event) {
    journal::Recorded recorded;
    auto const encoded = Set::encode(event, {});
    recorded.header.stream = stream;
    recorded.header.type = encoded.type;
    recorded.header.type_version = encoded.type_version;
    recorded.header.recorded_at = {on.days * 86'400'000LL};
    recorded.body = encoded.body;
    facts_.apply(connection_, recorded);
    ++events_;
  }

  sql::Connection& connection_;
  journal::Projection facts_ = insight::demand_facts();
  SeededRandom random_{2};
  std::vector<profile::PlaceCode> places_;
  std::vector<people::PersonId> children_;
  std::int64_t events_ = 0;
};

// With the facts that a server keeps, or without: each report reads what it needs.
void measure(sql::Connection& connection, profile::Profile const& profile, insight::KeptFacts* kept) {
  fmt::print("{}\n", kept == nullptr ? "each report reads what it needs" : "the facts are kept in memory");
  auto const ask = [&](std::string_view what, Date from, Date to, std::vector<std::string> const& areas,
                       std::optional<Instant> known = {}) {
    DemandQuery query{from, to, {}, {}, areas, known, {}, {}};
    std::int64_t counted = 0;
    auto const times = median_of([&] {
      auto const report = insight::demand_report(connection, profile, query, kept).value();
      counted = report.screening.total[0] + report.re_referral.allocations[0] + report.steps.total[0];
    });
    print(what, times, fmt::format("{} records", counted));
  };
  Date const last = first_day + days - 1;
  std::vector<std::string> many;
  for (auto const& place : profile.places)
    if (place.rank != profile::Rank::authority) many.push_back(place.code.value);
  ask("one year, three areas", last - 364, last, {"Denaby", "Hexthorpe"});
  ask("one year, every place", last - 364, last, many);
  ask("one year, as known half-way", last - 364, last, {"Denaby"}, Instant{(last.days - 180) * 86'400'000LL});
  ask("ten years, three areas", first_day, last, {"Denaby", "Hexthorpe"});
  ask("ten years, every place", first_day, last, many);
  ask("ten years, as known half-way", first_day, last, {"Denaby"}, Instant{(last.days - 1826) * 86'400'000LL});
  auto const list = [&](std::string_view what, Date from, std::size_t most) {
    DemandQuery const query{from, last, {}, {}, {"Denaby", "Hexthorpe"}, {}, {}, {}};
    std::size_t listed = 0;
    auto const times = median_of([&] {
      listed = insight::drill(connection, profile, query, {"screening", "total", ""}, most, kept).value().count;
    });
    print(what, times, fmt::format("{} records", listed));
  };
  list("the first 2,000 of a year's requests", last - 364, 2000);
  list("the first 2,000 of ten years' requests", first_day, 2000);
}

void measure_kept(sql::Connection& connection, profile::Profile const& profile) {
  std::size_t facts = 0, bytes = 0;
  auto const times = median_of([&] {
    auto const all = insight::read_all_facts(connection);
    facts = all.table.size();
    bytes = all.table.bytes();
  });
  print("all facts read into memory", times, fmt::format("{} facts, {} bytes each", facts, bytes / facts));
  insight::KeptFacts kept;
  measure(connection, profile, &kept);
}

void measure_limit(sql::Connection& connection) {
  std::size_t bytes = 0;
  auto const read = median_of([&] {
    for (auto const* kind : {"enquiry", "allocation", "referral"})
      connection.query(fmt::format("SELECT counted FROM demand_fact WHERE kind='{}' AND day>='2000-01-01'", kind), {},
                       [&](sql::Row const& row) { bytes += row.text(0).size(); });
  });
  print("limit: the same rows read, nothing counted", read, fmt::format("{} bytes", bytes / 9));
}

}  // namespace

int main(int argc, char** argv) {
  auto const folder = std::filesystem::temp_directory_path() / "kith-bench-demand-report";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  auto const location =
      argc > 1 ? sql::Location::postgres(argv[1]) : sql::Location::sqlite_file((folder / "kith.db").string());
  auto const profile = profile::load(profile::find_profile("doncaster").value()).value();
  {
    auto connection = sql::connect(location, sql::Access::read_write);
    if (argc == 1) journal::create_tables(*connection);
    connection->run_script(
        "DROP TABLE IF EXISTS demand_fact; DROP TABLE IF EXISTS demand_past; DROP TABLE IF EXISTS demand_born; "
        "DROP TABLE IF EXISTS demand_guarded");
    connection->run_script(insight::demand_facts().ddl);
    Borough borough(*connection, profile);
    std::int64_t events = 0;
    auto const times = times_of([&] { events = borough.fill(); });
    print("projection", times,
          fmt::format("{} events, {:.1f} µs each", events, times.own_ms * 1000 / static_cast<double>(events)));
    connection->run_script(insight::demand_facts().indexes);
    connection->tidy();
    if (argc > 1) connection->run_script("VACUUM ANALYZE");
  }
  auto const connection = sql::connect(location, sql::Access::read_only);
  measure(*connection, profile, nullptr);
  measure_kept(*connection, profile);
  measure_limit(*connection);
  std::filesystem::remove_all(folder);
}
