#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "insight/life.h"

using namespace kith;
using namespace kith::insight;
using namespace kith::insight::test;
using profile::ScreeningOutcome;
using profile::StepOutcome;

namespace {
DemandQuery year_2019() {
  DemandQuery query;
  query.from = day("2019-01-01");
  query.to = day("2019-12-31");
  query.now = noon("2020-06-01");
  return query;
}

enquiry::EnquiryAmended amendment(std::string field, std::string after) {
  enquiry::EnquiryAmended event;
  event.field = std::move(field);
  event.after = std::move(after);
  return event;
}
// Live records and the same made again from the journal.
void check_rebuild_equals_live(Register& kept) {
  auto connection = kept.closed();
  auto const live = journal::digest_records({demand_facts()}, *connection);
  journal::rebuild({demand_facts()}, *connection, {});
  auto const rebuilt = journal::digest_records({demand_facts()}, *connection);
  REQUIRE(live.size() == rebuilt.size());
  for (std::size_t i = 0; i < live.size(); ++i) {
    CAPTURE(live[i].table);
    CHECK(live[i] == rebuilt[i]);
  }
}
}  // namespace

TEST_CASE("a report as known on a past day counts what was known then") {
  on_each_engine([](sql::Engine engine) {
    Register kept(engine);
    auto query = year_2019();
    query.areas = {"Hexthorpe", "Mexborough"};
    kept.clock.set(noon("2019-03-01"));
    auto const request = kept.request("2019-03-01", {kept.mint<people::PersonId>()}, places({"hexthorpe"}));
    kept.clock.set(noon("2019-03-08"));
    kept.keep(request, screened(request, ScreeningOutcome::progress_pathway, day("2019-03-08")));
    kept.clock.set(noon("2019-04-01"));
    kept.keep(request, amendment("area", "mexborough"));
    kept.clock.set(noon("2019-05-01"));
    kept.keep(request, amendment("received_on", "2018-12-31"));

    auto const at = [&](std::optional<std::string_view> known) {
      query.as_known_at = known ? std::optional{noon(*known)} : std::nullopt;
      return kept.report(query);
    };
    CHECK(at("2019-02-28").screening.total == Counts{0, 0, 0});
    CHECK(count_of(at("2019-03-05").screening.rows, "to_be_completed") == Counts{1, 1, 0});
    CHECK(count_of(at("2019-03-05").screening.rows, "progress_pathway") == Counts{0, 0, 0});
    CHECK(count_of(at("2019-03-08").screening.rows, "progress_pathway") == Counts{1, 1, 0});
    CHECK(count_of(at("2019-04-15").screening.rows, "progress_pathway") == Counts{1, 0, 1});
    CHECK(at("2019-06-01").screening.total == Counts{0, 0, 0});
    CHECK(at({}).screening.total == Counts{0, 0, 0});
    CHECK(at("2019-03-05").as_at == noon("2019-03-05"));
    CHECK(at({}).as_at == query.now);
    check_rebuild_equals_live(kept);
  });
}

TEST_CASE("a decision that came with the request is one state, not two") {
  Register kept(sql::Engine::sqlite);
  kept.request("2019-03-01", {kept.mint<people::PersonId>()}, {}, ScreeningOutcome::unknown);
  CHECK(kept.reader()->integer("SELECT count(*) FROM demand_past") == 0);
  CHECK(kept.reader()->text("SELECT outcome FROM demand_fact") == "unknown");
}

TEST_CASE("a closed allocation that is reopened is open, and no re-referral rests on it") {
  on_each_engine([](sql::Engine engine) {
    Register kept(engine);
    auto const child = kept.mint<people::PersonId>();
    auto const first = kept.allocate("2017-01-10", child, {}, "2019-02-01");
    kept.allocate("2019-05-01", child);
    CHECK(kept.report(year_2019()).re_referral.closed_12m.count == Counts{1});
    kept.clock.set(noon("2019-10-01"));
    kept.keep(first, enquiry::AllocationReopened{first, "closed by mistake"});
    CHECK(kept.report(year_2019()).re_referral.closed_12m.count == Counts{0});
    kept.clock.set(noon("2019-10-02"));
    kept.keep(first, amendment_of<enquiry::AllocationAmended>("closed_on", "2019-05-01"));
    CHECK(kept.report(year_2019()).re_referral.closed_12m.count == Counts{1});
    kept.clock.set(noon("2019-10-03"));
    kept.keep(first, amendment_of<enquiry::AllocationAmended>("closed_on", ""));
    CHECK(kept.report(year_2019()).re_referral.closed_12m.count == Counts{0});
    check_rebuild_equals_live(kept);
  });
}

TEST_CASE("amendments count as they stand, and those no report counts by change nothing") {
  Register kept(sql::Engine::sqlite);
  auto query = year_2019();
  query.areas = {"Denaby"};
  auto const child = kept.mint<people::PersonId>();
  auto const request = kept.request("2019-03-01", {child}, {}, ScreeningOutcome::unknown);
  auto const referral = kept.refer("2019-03-01", child);
  auto const before = journal::digest_records({demand_facts()}, *kept.reader());
  for (auto const* field : {"worries", "source", "", "first_contact_on"}) kept.keep(request, amendment(field, "x"));
  kept.keep(request, amendment("received_on", "soon"));
  kept.keep(request, amendment("outcome", "nonsense"));
  kept.keep(request, amendment("level", "high"));
  CHECK(journal::digest_records({demand_facts()}, *kept.reader()) == before);

  kept.keep(request, amendment("outcome", "Information and Advice"));
  kept.keep(request, amendment("area", "denaby_main; old_denaby"));
  kept.keep(referral, amendment_of<enquiry::ReferralAmended>("step_outcome", "no_further_action"));
  auto report = kept.report(query);
  CHECK(count_of(report.screening.rows, "information_advice") == Counts{1, 1});
  CHECK(count_of(report.steps.rows, "no_further_action") == Counts{1, 0});
  kept.keep(request, amendment("outcome", ""));
  kept.keep(referral, amendment_of<enquiry::ReferralAmended>("step_outcome", ""));
  report = kept.report(query);
  CHECK(count_of(report.screening.rows, "to_be_completed") == Counts{1, 1});
  CHECK(count_of(report.steps.rows, "not_recorded") == Counts{1, 0});
}

TEST_CASE("a restricted child's records are counted for those who are named, and for nobody else") {
  on_each_engine([](sql::Engine engine) {
    Register kept(engine);
    auto const named = kept.mint<journal::ActorId>();
    auto const other = kept.mint<journal::ActorId>();
    auto const child = kept.mint<people::PersonId>();
    auto const sibling = kept.mint<people::PersonId>();
    kept.clock.set(noon("2019-03-01"));
    kept.request("2019-03-01", {sibling, child}, {});
    kept.allocate("2019-03-02", child);
    kept.clock.set(noon("2019-04-01"));
    kept.keep(child, people::PersonRestricted{child, {named}, "staff family"});
    kept.refer("2019-04-02", child);  // facts that come later are hidden too
    kept.request("2019-04-03", {sibling}, {});

    auto query = year_2019();
    auto const total = [&](std::optional<journal::ActorId> viewer) {
      query.viewer = viewer;
      auto const report = kept.report(query);
      return std::tuple{report.screening.total[0], report.re_referral.allocations[0], report.steps.total[0]};
    };
    CHECK(total({}) == std::tuple{1, 0, 0});
    CHECK(total(other) == std::tuple{1, 0, 0});
    CHECK(total(named) == std::tuple{2, 1, 1});
    CHECK(total(journal::ActorId{}) == std::tuple{1, 0, 0});
    // What is restricted now is hidden in reports of the past too.
    query.as_known_at = noon("2019-03-15");
    CHECK(total({}) == std::tuple{0, 0, 0});
    query.as_known_at.reset();
    query.viewer.reset();
    CHECK(kept.behind({"screening", "total", ""}, query).size() == 1);

    kept.keep(child, people::RestrictionLifted{child, "moved"});
    CHECK(total({}) == std::tuple{2, 1, 1});
    check_rebuild_equals_live(kept);
  });
}

TEST_CASE("a drill-down keeps a protected address's place to itself") {
  Register kept(sql::Engine::sqlite);
  auto const child = kept.mint<people::PersonId>();
  kept.request("2019-03-01", {child}, places({"hexthorpe"}));
  auto const rows = [&] { return kept.behind({"screening", "total", ""}, year_2019()); };
  CHECK(rows().front().places == std::vector<std::string>{"hexthorpe"});
  kept.keep(child, people::AddressProtected{child, {}, "fleeing"});
  CHECK(rows().front().places.empty());
  CHECK(rows().front().place_masked);
}

TEST_CASE("a redaction takes the fact with it, live and rebuilt alike") {
  on_each_engine([](sql::Engine engine) {
    Register kept(engine);
    auto const child = kept.mint<people::PersonId>();
    auto const kept_request = kept.request("2019-03-01", {child}, {}, ScreeningOutcome::unknown);
    auto const gone = kept.request("2019-03-02", {child}, {}, ScreeningOutcome::unknown);
    kept.clock.set(noon("2019-10-01"));
    kept.keep(gone, enquiry::EnquiryClosed{gone, day("2019-10-01"), {}});
    auto const sequence_of = [&](enquiry::EnquiryId const& id, std::string_view type) {
      return kept.reader()->integer("SELECT sequence FROM journal WHERE stream=$1 AND type=$2", {id, type}).value();
    };
    std::vector<std::int64_t> const sequences{sequence_of(gone, "enquiry.received"),
                                              sequence_of(kept_request, "enquiry.screened")};
    kept.redact(sequences);
    auto const report = kept.report(year_2019());
    CHECK(report.screening.total == Counts{1});
    CHECK(count_of(report.screening.rows, "to_be_completed") == Counts{1});
    // Life goes on after it.
    kept.keep(kept_request, screened(kept_request, ScreeningOutcome::link_existing, day("2019-10-02")));
    CHECK(count_of(kept.report(year_2019()).screening.rows, "link_existing") == Counts{1});
    check_rebuild_equals_live(kept);
  });
}

TEST_CASE("facts rebuilt equal facts kept live, whatever happened") {
  CHECK(rc::check([](std::uint64_t seed) {
    Register kept(sql::Engine::sqlite);
    Life life(kept, seed);
    for (int i = 0; i < 40; ++i) life.step();
    auto connection = kept.closed();
    auto const live = journal::digest_records({demand_facts()}, *connection);
    journal::rebuild({demand_facts()}, *connection, {});
    RC_ASSERT(live.front().digest == journal::digest_records({demand_facts()}, *connection).front().digest);
    RC_ASSERT(live == journal::digest_records({demand_facts()}, *connection));
    // No two states of a fact were known at once.
    RC_ASSERT(connection->integer("SELECT count(*) FROM demand_past WHERE known_from>=known_to").value() == 0);
    RC_ASSERT(connection
                  ->integer("SELECT count(*) FROM demand_past p JOIN demand_fact f ON f.fact=p.fact WHERE "
                            "p.known_to>f.known_from")
                  .value() == 0);
  }));
}
