// The journal is the truth: whatever people did, the records are what the journal says they were, at every moment.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <iostream>
#include <set>

#include "app/life.h"
#include "door/events.h"
#include "enquiry/records.h"
#include "family/events.h"
#include "guest/events.h"
#include "plan/events.h"

using namespace kith;
using namespace kith::app::test;

namespace {

// The records as they stood when the journal had come to `sequence`.
struct Moment {
  std::int64_t sequence = 0;
  std::vector<journal::TableDigest> records;
};

// A moment is kept after one step in `one_in`, and after the last.
std::vector<Moment> lived(WholeHouse& house, std::vector<Step> const& steps, std::uint32_t one_in = 3) {
  Life life(house);
  std::vector<Moment> moments;
  for (auto const& step : steps) {
    life.live(step);
    if ((step.first + step.second) % one_in != 0) continue;
    auto reader = house.reader();
    moments.push_back({journal::head(*reader).sequence, journal::digest_records(app::all_projections(), *reader)});
  }
  auto reader = house.reader();
  moments.push_back({journal::head(*reader).sequence, journal::digest_records(app::all_projections(), *reader)});
  return moments;
}

// The first table that a rebuild makes differently, with the sequence it was rebuilt to; empty when there is none. Each
// moment is the prefix of a journal projected into fresh tables from its first event on.
std::string first_difference(WholeHouse& house, std::vector<Moment> const& moments, sql::Connection& fresh) {
  auto const projections = app::all_projections();
  auto reader = house.reader();
  fresh.begin();
  journal::create_records(projections, fresh);
  std::string difference;
  auto moment = moments.begin();
  auto compare = [&](std::int64_t sequence) {
    for (; moment != moments.end() && moment->sequence == sequence && difference.empty(); ++moment) {
      auto const rebuilt = journal::digest_records(projections, fresh);
      for (std::size_t i = 0; i < rebuilt.size(); ++i)
        if (difference.empty() && !(rebuilt[i] == moment->records[i]))
          difference = rebuilt[i].table + " at " + std::to_string(sequence);
    }
  };
  journal::for_each_event(*reader, 0, [&](journal::Recorded const& event) {
    journal::project(projections, fresh, event);
    compare(event.header.sequence);
  });
  fresh.rollback();
  return moment == moments.end() || !difference.empty() ? difference : "a moment was not reached";
}

// What the tables say of each person and enquiry against what their own histories say: this finds a projection that
// forgets a field, which live records and rebuilt ones would forget alike.
std::string first_untrue_record(sql::Connection& c) {
  std::vector<std::string> people, enquiries;
  c.query("SELECT id FROM person ORDER BY id", {}, [&](sql::Row const& row) { people.push_back(row.string(0)); });
  c.query("SELECT id FROM enquiry ORDER BY id", {}, [&](sql::Row const& row) { enquiries.push_back(row.string(0)); });
  for (auto const& id : people) {
    people::PersonRecord told;
    for (auto const& recorded : journal::load(c, *parse_raw_id(id))) {
      auto const decoded = people::Events::decode(recorded);
      if (!decoded) continue;  // what is known beside the details, and matching
      auto const& event = *decoded;
      if (auto const* registered = std::get_if<people::PersonRegistered>(&event))
        told = {registered->person, registered->family, registered->reference, registered->details};
      if (auto const* amended = std::get_if<people::PersonAmended>(&event)) told.details = amended->details;
      if (std::holds_alternative<people::PersonRestricted>(event)) told.restricted = true;
      if (std::holds_alternative<people::RestrictionLifted>(event)) told.restricted = false;
      if (std::holds_alternative<people::AddressProtected>(event)) told.protected_address = true;
      if (std::holds_alternative<people::AddressProtectionLifted>(event)) told.protected_address = false;
    }
    auto const kept = *people::person(c, told.person);
    if (!(kept.details == told.details) || kept.family != told.family || kept.reference != told.reference ||
        kept.restricted != told.restricted || kept.protected_address != told.protected_address)
      return "person " + id;
  }
  for (auto const& id : enquiries) {
    using State = enquiry::Enquiry;
    State const told = enquiry::enquiry_from(journal::load(c, *parse_raw_id(id)));
    auto const kept = *enquiry::enquiry_row(c, told.received.enquiry);
    using enquiry::UrgentState;
    auto const urgent = told.urgent == State::Urgent::no       ? UrgentState::no
                        : told.urgent == State::Urgent::raised ? UrgentState::raised
                                                               : UrgentState::accepted;
    bool const same = kept.reference == told.received.reference && kept.door == told.received.door &&
                      kept.received_at == told.received.received_at && kept.received_on == told.received.received_on &&
                      kept.source == told.received.source && kept.asker_agency == told.received.asker.agency &&
                      kept.places == enquiry::field_value(told.received, "area") &&
                      kept.first_contact_on == told.first_contact_on &&
                      kept.closed_on == (told.closed ? std::optional{told.closed->on} : std::nullopt) &&
                      kept.urgent == urgent && kept.urgent_alerted == told.urgent_alerted &&
                      kept.outcome == (told.decision ? std::optional{told.decision->outcome} : std::nullopt);
    if (!same) return "enquiry " + id;
  }
  return {};
}

rc::Gen<std::vector<Step>> any_life() {
  auto const number = rc::gen::inRange<std::uint32_t>(0, 1000);
  return rc::gen::container<std::vector<Step>>(
      rc::gen::construct<Step>(rc::gen::inRange(0, Life::kinds()), number, number));
}

// A few lives of up to sixty steps each: more is for whoever runs this for an hour.
template <class Property>
bool holds(Property property) {
  auto params = rc::detail::configuration().testParams;
  params.maxSuccess = 6;
  params.maxSize = 60;
  auto const result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params);
  rc::detail::printResultMessage(result, std::cerr);
  return result.template is<rc::detail::SuccessResult>();
}

template <class... E>
std::set<std::string_view> types_of(std::variant<E...> const*) {
  return {E::event.type...};
}

}  // namespace

TEST_CASE(
    "whatever people do, records rebuilt at any prefix are the records as they stood, and on both engines alike") {
  CHECK(holds([] {
    auto const steps = *any_life();
    std::vector<std::vector<Moment>> by_engine;
    for (auto const engine : testing::engines()) {
      WholeHouse house(engine);
      testing::TestDatabase elsewhere(engine);
      auto fresh = sql::connect(elsewhere.location(), sql::Access::read_write);
      journal::create_tables(*fresh);
      auto const moments = lived(house, steps);
      RC_ASSERT(first_difference(house, moments, *fresh) == "");
      RC_ASSERT(first_untrue_record(*house.reader()) == "");
      by_engine.push_back(moments);
    }
    for (auto const& moments : by_engine) {
      RC_ASSERT(moments.size() == by_engine.front().size());
      for (std::size_t i = 0; i < moments.size(); ++i) RC_ASSERT(moments[i].records == by_engine.front()[i].records);
    }
  }));
}

namespace {

// What goes wrong in projections: one forgets a field, one rests on something that is not in the journal.
void forgets_the_forename(sql::Connection& c, journal::Recorded const& recorded) {
  people::person_records().apply(c, recorded);
  if (recorded.header.type == people::PersonRegistered::event.type)
    c.post("UPDATE person SET forename='' WHERE id=$1", {to_text(recorded.header.stream)});
}
int events_since_the_start = 0;
void rests_on_its_own_memory(sql::Connection& c, journal::Recorded const& recorded) {
  enquiry::enquiry_records().apply(c, recorded);
  if (recorded.header.type == enquiry::EnquiryReceived::event.type)
    c.post("UPDATE enquiry SET number=$1 WHERE id=$2", {++events_since_the_start, to_text(recorded.header.stream)});
}

journal::Projections with(std::string_view room, void (*apply)(sql::Connection&, journal::Recorded const&)) {
  auto projections = app::all_projections();
  for (auto& projection : projections)
    if (projection.room == room) projection.apply = apply;
  return projections;
}

std::vector<Step> a_life(int length) {
  SeededRandom dice{11};
  std::vector<Step> steps;
  for (int i = 0; i < length; ++i)
    steps.push_back({static_cast<int>(dice.number(static_cast<std::uint64_t>(Life::kinds()))),
                     static_cast<std::uint32_t>(dice.number(1000)), static_cast<std::uint32_t>(dice.number(1000))});
  return steps;
}

}  // namespace

TEST_CASE("a life in which everything happens that can is rebuilt as it was") {
  auto const engine = testing::each_engine();
  WholeHouse house(engine);
  testing::TestDatabase elsewhere(engine);
  auto fresh = sql::connect(elsewhere.location(), sql::Access::read_write);
  journal::create_tables(*fresh);
  auto const moments = lived(house, a_life(4000), 160);
  CHECK(first_difference(house, moments, *fresh) == "");
  CHECK(first_untrue_record(*house.reader()) == "");
  // The way in which all is made again at once, with statements carried out behind the projections.
  auto again = sql::connect(house.database.location(), sql::Access::read_write);
  journal::rebuild(app::all_projections(), *again, {});
  CHECK(journal::digest_records(app::all_projections(), *again) == moments.back().records);
  std::set<std::string> seen;
  house.reader()->query("SELECT DISTINCT type FROM journal", {},
                        [&](sql::Row const& row) { seen.insert(row.string(0)); });
  // Rich enough to mean something.
  for (auto const& types : {types_of(static_cast<enquiry::Events::Event const*>(nullptr)),
                            types_of(static_cast<enquiry::AllocationEvents::Event const*>(nullptr)),
                            types_of(static_cast<enquiry::ReferralEvents::Event const*>(nullptr)),
                            types_of(static_cast<enquiry::QuarantineEvents::Event const*>(nullptr)),
                            types_of(static_cast<people::Events::Event const*>(nullptr)),
                            types_of(static_cast<family::Events::Event const*>(nullptr)),
                            types_of(static_cast<plan::Events::Event const*>(nullptr)),
                            types_of(static_cast<message::Events::Event const*>(nullptr)),
                            types_of(static_cast<door::Events::Event const*>(nullptr)),
                            types_of(static_cast<guest::Events::Event const*>(nullptr)),
                            types_of(static_cast<access::Events::Event const*>(nullptr))})
    for (auto const type : types) {
      CAPTURE(type);
      CHECK(seen.contains(std::string{type}));
    }
}

TEST_CASE("the comparison finds a projection that forgets a field, and one that rests on something else") {
  auto const engine = testing::each_engine();
  testing::TestDatabase elsewhere(engine);
  auto fresh = sql::connect(elsewhere.location(), sql::Access::read_write);
  journal::create_tables(*fresh);
  {
    WholeHouse sound(engine);
    auto const moments = lived(sound, a_life(200));
    CHECK(first_difference(sound, moments, *fresh) == "");
    CHECK(first_untrue_record(*sound.reader()) == "");
  }
  {
    WholeHouse forgetful(engine, with("people", &forgets_the_forename));
    auto const moments = lived(forgetful, a_life(200));
    CHECK(first_difference(forgetful, moments, *fresh).starts_with("person at "));
    CHECK(first_untrue_record(*forgetful.reader()).starts_with("person "));
  }
  {
    WholeHouse moody(engine, with("enquiry", &rests_on_its_own_memory));
    auto const moments = lived(moody, a_life(200));
    CHECK(first_difference(moody, moments, *fresh).starts_with("enquiry at "));
  }
}
