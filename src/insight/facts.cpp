#include "insight/facts.h"
#include "insight/fact_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "enquiry/allocation_events.h"
#include "enquiry/referral_events.h"
#include "journal/event_codec.h"
#include "journal/events.h"
#include "journal/store.h"
#include "people/events.h"
#include "profile/place_codes.h"

namespace kith::insight {

namespace {

using journal::Recorded;

// `kind` is enquiry, allocation or referral. `places` and `children` hold codes and ids joined by ';'. `outcome` is the
// screening or step outcome; for an allocation `left` once it was closed because the child left, else empty. `counted`
// is the row once more as one text, which is all that counting reads: taking one column from an index costs a third of
// taking seven (see counted_line). A past state needs no more than that. demand_born has a row for each birth date that
// a person was known by, and from when on.
auto constexpr ddl = R"(
CREATE TABLE demand_fact(
  fact TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  reference TEXT NOT NULL,
  day TEXT NOT NULL,
  outcome TEXT NOT NULL,
  level INTEGER,
  places TEXT NOT NULL,
  children TEXT NOT NULL,
  family TEXT NOT NULL,
  closed_on TEXT,
  known_from INTEGER NOT NULL,
  counted TEXT NOT NULL
) KEYED;

CREATE TABLE demand_past(
  fact TEXT NOT NULL,
  kind TEXT NOT NULL,
  reference TEXT NOT NULL,
  day TEXT NOT NULL,
  known_from INTEGER NOT NULL,
  counted TEXT NOT NULL,
  known_to INTEGER NOT NULL,
  PRIMARY KEY(fact, known_from)
) KEYED;

CREATE TABLE demand_born(
  person TEXT NOT NULL,
  known_from INTEGER NOT NULL,
  born TEXT NOT NULL,
  PRIMARY KEY(person, known_from)
) KEYED;

CREATE TABLE demand_guarded(
  person TEXT PRIMARY KEY,
  restricted INTEGER NOT NULL,
  named TEXT NOT NULL,
  protected INTEGER NOT NULL
) STRICT;
)";

auto constexpr indexes = R"(
CREATE INDEX demand_fact_by_day ON demand_fact(kind, day, known_from, counted);
CREATE INDEX demand_past_by_day ON demand_past(kind, day, known_from, known_to, counted);
)";

// The event as its type; only for events that still have their content.
template <class Event>
Event content(Recorded const& recorded) {
  return journal::decode_as<Event, Event>(recorded);
}

std::string fact_of(Recorded const& recorded) { return to_text(recorded.header.stream); }

template <class Thing>
std::string joined(std::vector<Id<Thing>> const& ids) {
  std::string all;
  for (auto const& id : ids)
    if (!id.is_nil()) all.append(all.empty() ? "" : ";").append(id.text());
  return all;
}
template <class Thing>
std::string text_of(Id<Thing> const& id) {
  return id.is_nil() ? std::string{} : id.text();
}

enum class Column { day, closed_on, outcome, level, family, children, places, reference };
auto constexpr column_names = std::to_array<std::string_view>(
    {"day", "closed_on", "outcome", "level", "family", "children", "places", "reference"});
std::string_view name_of(Column column) { return column_names[static_cast<std::size_t>(column)]; }

// What `counted` is made of, in order; fact_table.cpp takes it apart. Every part but the last is free of '|'.
auto constexpr counted_columns = std::to_array<Column>(
    {Column::day, Column::closed_on, Column::outcome, Column::level, Column::family, Column::children, Column::places});

struct NewFact {
  std::string_view kind;
  std::string const& reference;
  Date day;
  std::string_view outcome;
  std::optional<int> level;
  std::string places;
  std::string children;
  std::string family;
};

void begin_fact(sql::Connection& connection, Recorded const& recorded, NewFact const& fact) {
  auto const day = to_text(fact.day);
  std::string line;
  line.append(day).append("||").append(fact.outcome).append("|");
  if (fact.level) line.append(std::to_string(*fact.level));
  for (std::string_view const part : std::to_array<std::string_view>({fact.family, fact.children, fact.places}))
    line.append("|").append(part);
  connection.post(
      "INSERT INTO demand_fact(fact, kind, reference, day, outcome, level, places, children, family, closed_on, "
      "known_from, counted) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,NULL,$10,$11) ON CONFLICT(fact) DO NOTHING",
      {fact_of(recorded), fact.kind, fact.reference, day, fact.outcome, fact.level, fact.places, fact.children,
       fact.family, recorded.header.recorded_at, line});
}

// The two statements that give some columns of a fact new values: the state before goes to demand_past, the new one
// takes its place, and neither happens where nothing differs. $1 is the fact, $2 the moment, the values follow.
struct ChangeText {
  std::string file_past;
  std::string give;
};
ChangeText text_of_change(std::span<Column const> columns) {
  // The SQL text of each column's new value, typed; of its own where it stays.
  auto const value_of = [&](Column column) {
    auto const found = std::ranges::find(columns, column);
    if (found == columns.end()) return std::string{name_of(column)};
    return fmt::format("CAST(${} AS {})", found - columns.begin() + 3, column == Column::level ? "BIGINT" : "TEXT");
  };
  std::string differs;
  std::string sets;
  for (auto const column : columns) {
    differs +=
        fmt::format("{}{} IS DISTINCT FROM {}", differs.empty() ? "" : " OR ", name_of(column), value_of(column));
    sets += fmt::format("{}={}, ", name_of(column), value_of(column));
  }
  std::string line;
  for (auto const column : counted_columns)
    line += fmt::format("{}coalesce(CAST({} AS TEXT), '')", line.empty() ? "" : " || '|' || ", value_of(column));
  return {fmt::format("INSERT INTO demand_past(fact, kind, reference, day, known_from, counted, known_to) SELECT fact, "
                      "kind, reference, day, known_from, counted, CAST($2 AS BIGINT) FROM demand_fact WHERE fact=$1 "
                      "AND known_from<$2 AND ({})",
                      differs),
          fmt::format("UPDATE demand_fact SET {}known_from=CASE WHEN known_from<$2 THEN $2 ELSE known_from END, "
                      "counted={} WHERE fact=$1 AND ({})",
                      sets, line, differs)};
}

// Gives columns of a fact new values from the event's moment on. Several changes in one moment leave one state: nobody
// could have seen those between.
template <Column... columns, class... Values>
void change(sql::Connection& connection, Recorded const& recorded, Values const&... values) {
  static_assert(sizeof...(columns) == sizeof...(values));
  static ChangeText const text = text_of_change(std::to_array({columns...}));
  auto const fact = fact_of(recorded);
  auto const all = std::to_array<sql::Value>({fact, recorded.header.recorded_at, sql::Value(values)...});
  connection.post(text.file_past, all);
  connection.post(text.give, all);
}

void enquiry_received(sql::Connection& connection, Recorded const& recorded) {
  auto const event = content<enquiry::EnquiryReceived>(recorded);
  begin_fact(connection, recorded,
             {"enquiry", event.reference, event.received_on, wire(profile::ScreeningOutcome::to_be_completed),
              std::nullopt, profile::joined(event.places), joined(event.children), text_of(event.family)});
}

void enquiry_screened(sql::Connection& connection, Recorded const& recorded) {
  auto const event = content<enquiry::EnquiryScreened>(recorded);
  change<Column::outcome, Column::level>(connection, recorded, event.outcome, event.level);
}

void allocation_made(sql::Connection& connection, Recorded const& recorded) {
  auto const event = content<enquiry::AllocationMade>(recorded);
  begin_fact(connection, recorded,
             {"allocation", event.reference, event.allocated_on, "", event.level, profile::joined(event.places),
              text_of(event.child), ""});
}

void referral_made(sql::Connection& connection, Recorded const& recorded) {
  auto const event = content<enquiry::ReferralMade>(recorded);
  begin_fact(connection, recorded,
             {"referral", event.reference, event.referred_on, wire(profile::StepOutcome::not_recorded), std::nullopt,
              profile::joined(event.places), text_of(event.child), ""});
}

void step_outcome_recorded(sql::Connection& connection, Recorded const& recorded) {
  change<Column::outcome>(connection, recorded, content<enquiry::StepOutcomeRecorded>(recorded).outcome);
}

// Closed because the child left, whom nobody can expect back. An import's own words for why may name somebody, so only
// the codes are kept: the profile's, and those of the children in need census (closure reasons RC2, RC5, RC6).
std::string_view leaving(std::string_view reason) {
  auto constexpr codes = std::to_array<std::string_view>({"died", "moved_away", "adult_services", "RC2", "RC5", "RC6"});
  return std::ranges::find(codes, trimmed(reason)) == codes.end() ? std::string_view{} : left_for_good;
}

void allocation_closed(sql::Connection& connection, Recorded const& recorded) {
  auto const event = content<enquiry::AllocationClosed>(recorded);
  change<Column::closed_on, Column::outcome>(connection, recorded, event.on, leaving(event.reason));
}

void allocation_reopened(sql::Connection& connection, Recorded const& recorded) {
  change<Column::closed_on, Column::outcome>(connection, recorded, nullptr, "");
}

template <class Closed>
void closed(sql::Connection& connection, Recorded const& recorded) {
  change<Column::closed_on>(connection, recorded, content<Closed>(recorded).on);
}

void reopened(sql::Connection& connection, Recorded const& recorded) {
  change<Column::closed_on>(connection, recorded, nullptr);
}

// The code that an amendment gives, by wire name or by label; an emptied field is an outcome not yet there.
template <ClosedSet Outcome>
std::optional<std::string_view> outcome_code(std::string_view after, Outcome none) {
  if (after.empty()) return wire(none);
  for (auto const& member : members_of<Outcome>)
    if (member.wire == after || member.label == after) return member.wire;
  return std::nullopt;
}

// The people of a ';'-joined text; none unless every part of it is an id.
std::vector<people::PersonId> ids_in(std::string_view text) {
  std::vector<people::PersonId> ids;
  for (auto const& part : profile::parted(text)) {
    auto const id = people::PersonId::parse(part.value);
    if (!id) return {};
    ids.push_back(*id);
  }
  return ids;
}

// Fields have the names of the import's columns. A field that no report counts by, and a value that cannot be read,
// change nothing here: the room that took the amendment has judged it.
template <class Amended, ClosedSet Outcome>
void amended(sql::Connection& connection, Recorded const& recorded, std::string_view day, std::string_view outcome,
             Outcome none) {
  auto const event = content<Amended>(recorded);
  std::string_view const field = event.field;
  auto const after = trimmed(event.after);
  if (field == day) {
    if (auto const date = parse_date(after)) change<Column::day>(connection, recorded, *date);
  } else if (field == outcome && !outcome.empty()) {
    if (auto const code = outcome_code(after, none)) change<Column::outcome>(connection, recorded, *code);
  } else if (field == "closed_on") {
    auto const date = parse_date(after);
    if (date || after.empty()) change<Column::closed_on>(connection, recorded, date);
  } else if (field == "area" || field == "places") {
    change<Column::places>(connection, recorded, profile::joined(profile::parted(after)));
  } else if (field == "level") {
    int number = 0;
    auto const [end, fault] = std::from_chars(after.data(), after.data() + after.size(), number);
    if (after.empty()) change<Column::level>(connection, recorded, nullptr);
    if (fault == std::errc{} && end == after.data() + after.size()) change<Column::level>(connection, recorded, number);
  } else if (field == "reference") {
    if (!after.empty()) change<Column::reference>(connection, recorded, after);
  } else if (field == "children" || field == "child") {
    if (auto const ids = ids_in(after); !ids.empty()) change<Column::children>(connection, recorded, joined(ids));
  } else if (field == "family") {
    if (people::FamilyId::parse(after)) change<Column::family>(connection, recorded, after);
  }
}

void enquiry_amended(sql::Connection& connection, Recorded const& recorded) {
  amended<enquiry::EnquiryAmended>(connection, recorded, "received_on", "outcome",
                                   profile::ScreeningOutcome::to_be_completed);
}
void allocation_amended(sql::Connection& connection, Recorded const& recorded) {
  if (auto const event = content<enquiry::AllocationAmended>(recorded); event.field == "closing_reason")
    return change<Column::outcome>(connection, recorded, leaving(event.after));
  amended<enquiry::AllocationAmended>(connection, recorded, "allocated_on", "", profile::StepOutcome::not_recorded);
}
void referral_amended(sql::Connection& connection, Recorded const& recorded) {
  amended<enquiry::ReferralAmended>(connection, recorded, "referred_on", "step_outcome",
                                    profile::StepOutcome::not_recorded);
}

// Later than every moment at which another date was known, also when the clock ran back.
void keep_birth_date(sql::Connection& connection, Recorded const& recorded, std::optional<Date> born) {
  connection.post(
      "INSERT INTO demand_born(person, known_from, born) SELECT CAST($1 AS TEXT), coalesce(max(CASE WHEN known_from>$2 "
      "THEN known_from ELSE $2 END), CAST($2 AS BIGINT)), CAST($3 AS TEXT) FROM demand_born WHERE person=$1 ON "
      "CONFLICT(person, known_from) DO UPDATE SET "
      "born=excluded.born",
      {fact_of(recorded), recorded.header.recorded_at, born ? to_text(*born) : std::string{}});
}
void person_registered(sql::Connection& connection, Recorded const& recorded) {
  // Of somebody new no other date is known: nothing to look for.
  if (auto const born = content<people::PersonRegistered>(recorded).details.date_of_birth)
    connection.post(
        "INSERT INTO demand_born(person, known_from, born) VALUES($1,$2,$3) ON CONFLICT(person, known_from) DO UPDATE "
        "SET born=excluded.born",
        {fact_of(recorded), recorded.header.recorded_at, *born});
}
void person_amended(sql::Connection& connection, Recorded const& recorded) {
  auto const event = content<people::PersonAmended>(recorded);
  if (std::ranges::find(event.changed, "date_of_birth") != event.changed.end())
    keep_birth_date(connection, recorded, event.details.date_of_birth);
}

void restrict_person(sql::Connection& connection, Recorded const& recorded, bool restricted, std::string_view named) {
  connection.post(
      "INSERT INTO demand_guarded(person, restricted, named, protected) VALUES($1,$2,$3,0) ON CONFLICT(person) DO "
      "UPDATE SET restricted=excluded.restricted, named=excluded.named",
      {fact_of(recorded), restricted, named});
}
// Without its content the restriction stands, and nobody is named: what is hidden stays hidden.
void person_restricted(sql::Connection& connection, Recorded const& recorded) {
  restrict_person(connection, recorded, true, joined(content<people::PersonRestricted>(recorded).named));
}
void restriction_lifted(sql::Connection& connection, Recorded const& recorded) {
  restrict_person(connection, recorded, false, "");
}
void protect_address(sql::Connection& connection, Recorded const& recorded, bool is_protected) {
  connection.post(
      "INSERT INTO demand_guarded(person, restricted, named, protected) VALUES($1,0,'',$2) ON CONFLICT(person) DO "
      "UPDATE SET protected=excluded.protected",
      {fact_of(recorded), is_protected});
}
void address_protected(sql::Connection& connection, Recorded const& recorded) {
  protect_address(connection, recorded, true);
}
void address_protection_lifted(sql::Connection& connection, Recorded const& recorded) {
  protect_address(connection, recorded, false);
}

void payload_redacted(sql::Connection& connection, Recorded const& recorded);

struct Handler {
  std::string_view type;
  bool needs_content;
  void (*apply)(sql::Connection&, Recorded const&);
};
auto constexpr handlers = std::to_array<Handler>({
    {enquiry::EnquiryReceived::event.type, true, &enquiry_received},
    {enquiry::EnquiryScreened::event.type, true, &enquiry_screened},
    {enquiry::EnquiryAmended::event.type, true, &enquiry_amended},
    {enquiry::EnquiryClosed::event.type, true, &closed<enquiry::EnquiryClosed>},
    {enquiry::EnquiryReopened::event.type, false, &reopened},
    {enquiry::AllocationMade::event.type, true, &allocation_made},
    {enquiry::AllocationAmended::event.type, true, &allocation_amended},
    {enquiry::AllocationClosed::event.type, true, &allocation_closed},
    {enquiry::AllocationReopened::event.type, false, &allocation_reopened},
    {enquiry::ReferralMade::event.type, true, &referral_made},
    {enquiry::ReferralAmended::event.type, true, &referral_amended},
    {enquiry::StepOutcomeRecorded::event.type, true, &step_outcome_recorded},
    {enquiry::ReferralClosed::event.type, true, &closed<enquiry::ReferralClosed>},
    {people::PersonRegistered::event.type, true, &person_registered},
    {people::PersonAmended::event.type, true, &person_amended},
    {people::PersonRestricted::event.type, false, &person_restricted},
    {people::RestrictionLifted::event.type, false, &restriction_lifted},
    {people::AddressProtected::event.type, false, &address_protected},
    {people::AddressProtectionLifted::event.type, false, &address_protection_lifted},
    {journal::PayloadRedacted::event.type, true, &payload_redacted},
});

void apply(sql::Connection& connection, Recorded const& recorded) {
  auto const found = std::ranges::find(handlers, std::string_view{recorded.header.type}, &Handler::type);
  if (found == handlers.end() || (found->needs_content && !recorded.body)) return;
  found->apply(connection, recorded);
}

// Makes the facts of the streams that lost something again, from what is left of them up to now. The content may still
// be in its table at this moment, so the entries named are read as if it were gone.
void payload_redacted(sql::Connection& connection, Recorded const& recorded) {
  auto const event = content<journal::PayloadRedacted>(recorded);
  std::set<std::int64_t> const gone(event.sequences.begin(), event.sequences.end());
  std::set<std::string> streams;
  for (auto const sequence : gone)
    if (auto stream = connection.text("SELECT stream FROM journal WHERE sequence=$1", {sequence}))
      streams.insert(std::move(*stream));
  for (auto const& stream : streams) {
    for (auto const* statement :
         {"DELETE FROM demand_fact WHERE fact=$1", "DELETE FROM demand_past WHERE fact=$1",
          "DELETE FROM demand_guarded WHERE person=$1", "DELETE FROM demand_born WHERE person=$1"})
      connection.post(statement, {stream});
    for (auto& earlier : journal::load(connection, parse_raw_id(stream).value_or(RawId{}))) {
      if (earlier.header.sequence >= recorded.header.sequence) break;
      if (gone.contains(earlier.header.sequence)) earlier.body.reset();
      if (earlier.header.type != journal::PayloadRedacted::event.type) apply(connection, earlier);
    }
  }
}

}  // namespace

journal::Projection demand_facts() {
  return {"insight",
          ddl,
          {{"demand_fact", "fact"},
           {"demand_past", "fact, known_from"},
           {"demand_born", "person, known_from"},
           {"demand_guarded", "person"}},
          &apply,
          indexes};
}

}  // namespace kith::insight
