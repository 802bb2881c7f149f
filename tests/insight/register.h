// A journal with the facts of the reports on it, for tests: events go in through the writer, as in life.
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "databases.h"
#include "enquiry/allocation_events.h"
#include "enquiry/referral_events.h"
#include "insight/demand.h"
#include "insight/drill.h"
#include "insight/facts.h"
#include "journal/event_codec.h"
#include "journal/events.h"
#include "journal/writer.h"
#include "people/events.h"
#include "profile/profile.h"

namespace kith::insight::test {

inline profile::Profile const& doncaster() {
  static auto const loaded = profile::load(std::filesystem::path{KITH_SOURCE_DIR} / "profiles" / "doncaster").value();
  return loaded;
}

inline Date day(std::string_view text) { return parse_date(text).value(); }
inline Instant noon(std::string_view text) { return from_london(day(text), 12); }

inline std::vector<profile::PlaceCode> places(std::initializer_list<char const*> codes) {
  std::vector<profile::PlaceCode> list;
  for (auto const* code : codes) list.emplace_back(code);
  return list;
}

inline enquiry::EnquiryScreened screened(enquiry::EnquiryId const& id, profile::ScreeningOutcome outcome, Date on,
                                         std::optional<int> level = {}) {
  enquiry::EnquiryScreened event;
  event.enquiry = id;
  event.outcome = outcome;
  event.screened_on = on;
  event.level = level;
  return event;
}
inline enquiry::StepOutcomeRecorded stepped(enquiry::ReferralId const& id, profile::StepOutcome outcome, Date on) {
  enquiry::StepOutcomeRecorded event;
  event.referral = id;
  event.outcome = outcome;
  event.on = on;
  return event;
}

class Register {
 public:
  explicit Register(sql::Engine engine) : database_(engine) {
    auto connection = sql::connect(database_.location(), sql::Access::read_write);
    journal::create_tables(*connection);
    journal::create_records({demand_facts()}, *connection);
    journal::WriterParts parts;
    parts.connection = std::move(connection);
    parts.projections = {demand_facts()};
    parts.clock = &clock;
    parts.random = &random;
    parts.signing_key = SigningKey::from_seed({1});
    parts.answer_key = "answer key";
    writer_ = std::make_unique<journal::Writer>(std::move(parts));
  }

  template <class Thing>
  Thing mint() {
    return Thing::mint(clock.now(), random);
  }

  // Puts events down to be kept with the next keep().
  template <class Set, class Event>
  void note(RawId const& stream, Event const& event) {
    waiting_.emplace_back(stream, Set::encode(event, clock.now()));
  }
  void note(enquiry::EnquiryId const& id, enquiry::Events::Event const& event) {
    note<enquiry::Events>(id.raw(), event);
  }
  void note(enquiry::AllocationId const& id, enquiry::AllocationEvents::Event const& event) {
    note<enquiry::AllocationEvents>(id.raw(), event);
  }
  void note(enquiry::ReferralId const& id, enquiry::ReferralEvents::Event const& event) {
    note<enquiry::ReferralEvents>(id.raw(), event);
  }
  void note(people::PersonId const& id, people::Events::Event const& event) { note<people::Events>(id.raw(), event); }

  // Keeps what was put down, in one transaction, recorded at the clock's time.
  void keep() {
    auto events = std::move(waiting_);
    waiting_.clear();
    auto const answer =
        writer_->perform({{},
                          "keep",
                          [&events](journal::Transaction& transaction) -> Result<std::string> {
                            for (auto const& [stream, event] : events) {
                              auto const version =
                                  transaction.connection()
                                      .integer("SELECT max(version) FROM journal WHERE stream=$1", {to_text(stream)})
                                      .value_or(0);
                              TRY(transaction.append(stream, version, {event}, {}));
                            }
                            return std::string{"kept"};
                          },
                          {}});
    if (!answer.ok()) throw std::runtime_error(answer.error().sentence);
  }
  template <class Id, class Event>
  void keep(Id const& id, Event const& event) {
    note(id, event);
    keep();
  }

  // Takes the content of these entries away, as a request for erasure does.
  void redact(std::vector<std::int64_t> const& sequences) {
    using Redactions = journal::EventSet<std::variant<journal::PayloadRedacted>>;
    auto const answer = writer_->perform(
        {{},
         "redact",
         [&](journal::Transaction& transaction) -> Result<std::string> {
           for (auto const sequence : sequences)
             transaction.connection().execute("DELETE FROM payload WHERE sequence=$1", {sequence});
           TRY(transaction.append(
               mint_raw_id(transaction.now(), transaction.random()), 0,
               {Redactions::encode(journal::PayloadRedacted{sequences, "asked for"}, transaction.now())}, {}));
           return std::string{"gone"};
         },
         {}});
    if (!answer.ok()) throw std::runtime_error(answer.error().sentence);
  }
  // Makes the records again while nothing is being kept, as another server that has just begun does.
  void rebuild() { journal::rebuild({demand_facts()}, *another_writer(), {}); }

  // A request about these children, screened at once when an outcome is given.
  enquiry::EnquiryId request(std::string_view received_on, std::vector<people::PersonId> children,
                             std::vector<profile::PlaceCode> where,
                             std::optional<profile::ScreeningOutcome> outcome = {}, std::optional<int> level = {}) {
    auto const id = put_request(received_on, std::move(children), std::move(where));
    if (outcome) note(id, screened(id, *outcome, day(received_on), level));
    keep();
    return id;
  }
  // The same undecided, to be kept with what comes next.
  enquiry::EnquiryId put_request(std::string_view received_on, std::vector<people::PersonId> children,
                                 std::vector<profile::PlaceCode> where) {
    auto const id = mint<enquiry::EnquiryId>();
    enquiry::EnquiryReceived received;
    received.enquiry = id;
    received.reference = "EN" + std::to_string(++requests_);
    received.received_on = day(received_on);
    received.received_at = clock.now();
    received.children = std::move(children);
    received.family = mint<people::FamilyId>();
    received.places = std::move(where);
    note(id, received);
    return id;
  }
  enquiry::AllocationId allocate(std::string_view on, people::PersonId const& child,
                                 std::vector<profile::PlaceCode> where = {}, std::string_view closed_on = {}) {
    auto const id = mint<enquiry::AllocationId>();
    enquiry::AllocationMade made;
    made.allocation = id;
    made.reference = "AL" + std::to_string(++allocations_);
    made.child = child;
    made.places = std::move(where);
    made.allocated_on = day(on);
    note(id, made);
    if (!closed_on.empty()) note(id, enquiry::AllocationClosed{id, day(closed_on), "needs_met"});
    keep();
    return id;
  }
  enquiry::ReferralId refer(std::string_view on, people::PersonId const& child,
                            std::vector<profile::PlaceCode> where = {},
                            std::optional<profile::StepOutcome> outcome = {}) {
    auto const id = mint<enquiry::ReferralId>();
    enquiry::ReferralMade made;
    made.referral = id;
    made.reference = "RE" + std::to_string(++referrals_);
    made.child = child;
    made.places = std::move(where);
    made.referred_on = day(on);
    note(id, made);
    if (outcome) note(id, stepped(id, *outcome, day(on)));
    keep();
    return id;
  }

  // The records behind a figure: its table, its row and one of the query's areas.
  std::vector<DrillRow> behind(DrillFigure const& figure, DemandQuery const& query) {
    return drill(*reader(), doncaster(), query, figure, std::numeric_limits<std::size_t>::max()).value().rows;
  }
  DemandReport report(DemandQuery const& query) {
    auto answer = demand_report(*reader(), doncaster(), query);
    if (!answer.ok()) throw std::runtime_error(answer.error().sentence);
    return std::move(answer).value();
  }
  std::unique_ptr<sql::Connection> reader() { return sql::connect(database_.location(), sql::Access::read_only); }
  // A connection that may write, once no more is to be kept: for rebuilding.
  std::unique_ptr<sql::Connection> closed() {
    writer_.reset();
    return another_writer();
  }
  // A connection that may write beside the register's own: between two keeps only.
  std::unique_ptr<sql::Connection> another_writer() {
    return sql::connect(database_.location(), sql::Access::read_write);
  }

  SetClock clock{noon("2019-09-05")};
  SeededRandom random{7};

 private:
  testing::TestDatabase database_;
  std::unique_ptr<journal::Writer> writer_;
  std::vector<std::pair<RawId, journal::NewEvent>> waiting_;
  int requests_ = 0;
  int allocations_ = 0;
  int referrals_ = 0;
};

// The screening row of an outcome, and so on: figures of a report by code.
inline Counts const& count_of(std::vector<CountedRow> const& rows, std::string_view code) {
  for (auto const& row : rows)
    if (row.code == code) return row.count;
  throw std::runtime_error("no row " + std::string{code});
}
inline bool has_note(std::vector<Note> const& notes, std::string_view code) {
  return std::ranges::any_of(notes, [&](auto const& note) { return note.code == code; });
}

template <class Body>
void on_each_engine(Body body) {
  for (auto engine : testing::engines()) {
    CAPTURE(engine == sql::Engine::sqlite ? "SQLite" : "PostgreSQL");
    body(engine);
  }
}

}  // namespace kith::insight::test
