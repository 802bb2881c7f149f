// The enquiry's tables: how each event changes them, and what pages ask.
#include "enquiry/records.h"

#include <fmt/format.h>

#include "enquiry/commands.h"
#include "profile/place_codes.h"

namespace kith::enquiry {

namespace {

auto constexpr ddl = R"(
CREATE TABLE enquiry(
  id TEXT PRIMARY KEY, number INTEGER NOT NULL, reference TEXT NOT NULL, door TEXT NOT NULL,
  received_at INTEGER NOT NULL, received_on TEXT NOT NULL, source TEXT NOT NULL, asker_agency TEXT NOT NULL,
  sender TEXT NOT NULL, family TEXT NOT NULL, places TEXT NOT NULL, import_key TEXT NOT NULL,
  stage TEXT NOT NULL, waiting INTEGER NOT NULL, waiting_for TEXT NOT NULL, outcome TEXT, family_told INTEGER NOT NULL,
  asker_told INTEGER NOT NULL, primary_need TEXT NOT NULL, team TEXT NOT NULL,
  first_contact_at INTEGER, first_contact_on TEXT, closed_on TEXT,
  urgent TEXT NOT NULL, urgent_at INTEGER, urgent_alerted INTEGER NOT NULL, urgent_owner TEXT NOT NULL DEFAULT '',
  urgent_worker TEXT NOT NULL DEFAULT '', urgent_accepted_at INTEGER, restricted INTEGER NOT NULL) STRICT;
CREATE INDEX enquiry_by_stage ON enquiry(stage, received_at);
CREATE INDEX enquiry_by_receipt ON enquiry(received_at);
CREATE INDEX enquiry_by_reference ON enquiry(reference);
CREATE INDEX enquiry_by_number ON enquiry(number);
CREATE INDEX enquiry_by_family ON enquiry(family);
CREATE INDEX enquiry_by_sender ON enquiry(sender, received_at);
CREATE INDEX enquiry_by_import_key ON enquiry(import_key);
CREATE INDEX enquiry_by_urgency ON enquiry(urgent, urgent_at);
CREATE TABLE enquiry_child(enquiry TEXT NOT NULL, position INTEGER NOT NULL, person TEXT NOT NULL,
                           PRIMARY KEY(enquiry, position)) STRICT;
CREATE INDEX enquiry_child_by_person ON enquiry_child(person);
CREATE TABLE enquiry_place(place TEXT NOT NULL, enquiry TEXT NOT NULL, PRIMARY KEY(place, enquiry)) STRICT;
CREATE INDEX enquiry_place_by_enquiry ON enquiry_place(enquiry);
CREATE TABLE enquiry_tally(stage TEXT PRIMARY KEY, requests INTEGER NOT NULL) STRICT;
)";

// The stage follows from the flags; counting it in a tally keeps the tabs of a ten-year borough as quick as a new
// one's.
auto constexpr recompute_stage = R"(
UPDATE enquiry SET stage = CASE
  WHEN closed_on IS NOT NULL THEN 'decided'
  WHEN waiting=1 OR outcome='to_be_completed' THEN 'waiting'
  WHEN outcome IS NULL THEN 'new'
  WHEN door<>'import' AND (family_told=0 OR asker_told=0) THEN 'to_tell'
  ELSE 'decided' END
WHERE id=$1)";

// Changes an enquiry's row through `change` and keeps the tally in step. Restricted enquiries are in no tally.
template <class Change>
void with_tally(sql::Connection& c, std::string const& id, Change change) {
  auto count = [&](char const* sql) { c.post(sql, {id}); };
  count(
      "UPDATE enquiry_tally SET requests=requests-1 WHERE stage=(SELECT stage FROM enquiry WHERE id=$1 AND "
      "restricted=0)");
  change();
  count(recompute_stage);
  count(
      "UPDATE enquiry_tally SET requests=requests+1 WHERE stage=(SELECT stage FROM enquiry WHERE id=$1 AND "
      "restricted=0)");
}

void keep_places(sql::Connection& c, std::string const& id, std::string_view places) {
  c.post("DELETE FROM enquiry_place WHERE enquiry=$1", {id});
  while (!places.empty()) {
    auto const end = std::min(places.find(';'), places.size());
    if (end > 0)
      c.post("INSERT INTO enquiry_place(place, enquiry) VALUES($1,$2) ON CONFLICT DO NOTHING",
             {places.substr(0, end), id});
    places.remove_prefix(std::min(end + 1, places.size()));
  }
}

struct Apply {
  sql::Connection& c;
  journal::Header const& header;
  std::string id;

  void operator()(EnquiryReceived const& e) {
    for (auto const& member : members_of<Stage>)
      c.post("INSERT INTO enquiry_tally(stage, requests) VALUES($1,0) ON CONFLICT DO NOTHING", {member.wire});
    // Live references carry a number of their own, so that the next one is known.
    std::int64_t number = 0;
    if (e.reference.starts_with("EH")) number = std::atoll(e.reference.c_str() + 2);
    c.post(
        "INSERT INTO enquiry(id, number, reference, door, received_at, received_on, source, asker_agency, sender, "
        "family, places, import_key, stage, waiting, waiting_for, family_told, asker_told, primary_need, team, urgent, "
        "urgent_alerted, restricted) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,'new',0,'',0,0,$13,'','no',0,0)",
        {id, number, e.reference, e.door, e.received_at, e.received_on, e.source, e.asker.agency, header.author.actor,
         e.family, profile::joined(e.places), e.import_key, e.primary_need});
    int position = 0;
    for (auto const& child : e.children) {
      c.post("INSERT INTO enquiry_child(enquiry, position, person) VALUES($1,$2,$3)", {id, position++, child});
    }
    c.post(
        "UPDATE enquiry SET restricted=1 WHERE id=$1 AND EXISTS(SELECT 1 FROM enquiry_child c JOIN person p ON "
        "p.id=c.person WHERE c.enquiry=$1 AND p.restricted=1)",
        {id});
    keep_places(c, id, profile::joined(e.places));
    c.post(
        "UPDATE enquiry_tally SET requests=requests+1 WHERE stage=(SELECT stage FROM enquiry WHERE id=$1 AND "
        "restricted=0)",
        {id});
  }
  void operator()(EnquiryAmended const& e) {
    if (e.field == "received_on") c.post("UPDATE enquiry SET received_on=$1 WHERE id=$2", {e.after, id});
    if (e.field == "source") c.post("UPDATE enquiry SET source=$1 WHERE id=$2", {e.after, id});
    if (e.field == "source_agency") c.post("UPDATE enquiry SET asker_agency=$1 WHERE id=$2", {e.after, id});
    if (e.field == "primary_need") c.post("UPDATE enquiry SET primary_need=$1 WHERE id=$2", {e.after, id});
    if (e.field == "area") {
      c.post("UPDATE enquiry SET places=$1 WHERE id=$2", {e.after, id});
      keep_places(c, id, e.after);
    }
  }
  void operator()(FirstContactMade const& e) {
    c.post("UPDATE enquiry SET first_contact_at=$1, first_contact_on=$2 WHERE id=$3", {e.at, e.on, id});
  }
  void operator()(ContactTried const&) {}
  void operator()(NoteAdded const&) {}
  void operator()(WaitingBegan const& e) {
    with_tally(c, id, [&] { c.post("UPDATE enquiry SET waiting=1, waiting_for=$1 WHERE id=$2", {e.for_whom, id}); });
  }
  void operator()(WaitingEnded const&) {
    with_tally(c, id, [&] { c.post("UPDATE enquiry SET waiting=0, waiting_for='' WHERE id=$1", {id}); });
  }
  void operator()(EnquiryScreened const& e) {
    bool const final_decision = e.outcome != ScreeningOutcome::to_be_completed;
    with_tally(c, id, [&] {
      c.post(
          "UPDATE enquiry SET outcome=$1, family_told=0, asker_told=0, waiting=CASE WHEN $2=1 THEN 0 ELSE waiting END, "
          "primary_need=CASE WHEN $3='' THEN primary_need ELSE $3 END WHERE id=$4",
          {e.outcome, final_decision, e.primary_need, id});
    });
  }
  void operator()(RiskHeldLocally const&) {}
  void operator()(DecisionTold const& e) {
    with_tally(c, id, [&] {
      c.post(e.whom == Told::family ? "UPDATE enquiry SET family_told=1 WHERE id=$1"
                                    : "UPDATE enquiry SET asker_told=1 WHERE id=$1",
             {id});
    });
  }
  void operator()(UrgentRaised const& e) {
    c.post("UPDATE enquiry SET urgent='raised', urgent_alerted=0, urgent_at=$1, urgent_owner=$2 WHERE id=$3",
           {header.occurred_at, e.owner, id});
  }
  void operator()(UrgentAccepted const& e) {
    c.post("UPDATE enquiry SET urgent='accepted', urgent_worker=$1, urgent_accepted_at=$2 WHERE id=$3",
           {e.worker, header.occurred_at, id});
  }
  void operator()(UrgentAlertRaised const&) { c.post("UPDATE enquiry SET urgent_alerted=1 WHERE id=$1", {id}); }
  void operator()(EnquiryClosed const& e) {
    with_tally(c, id, [&] { c.post("UPDATE enquiry SET closed_on=$1 WHERE id=$2", {e.on, id}); });
  }
  void operator()(EnquiryReopened const&) {
    with_tally(c, id, [&] { c.post("UPDATE enquiry SET closed_on=NULL WHERE id=$1", {id}); });
  }
};

// A restriction on a child is a restriction on every enquiry about them.
void follow_restriction(sql::Connection& c, PersonId person, bool restricted) {
  std::vector<std::string> enquiries;
  c.query("SELECT enquiry FROM enquiry_child WHERE person=$1 ORDER BY enquiry", {person},
          [&](sql::Row const& row) { enquiries.push_back(row.string(0)); });
  for (auto const& id : enquiries)
    with_tally(c, id, [&] {
      c.post(
          "UPDATE enquiry SET restricted=CASE WHEN $1=1 OR EXISTS(SELECT 1 FROM enquiry_child c JOIN person p ON "
          "p.id=c.person WHERE c.enquiry=$2 AND p.restricted=1 AND p.id<>$3) THEN 1 ELSE 0 END WHERE id=$2",
          {restricted, id, person});
    });
}

void apply(sql::Connection& c, journal::Recorded const& recorded) {
  auto const& type = recorded.header.type;
  if (type.starts_with("people.") && recorded.body) {
    auto const event = people::Events::decode(recorded);
    if (auto const* restricted = std::get_if<people::PersonRestricted>(&*event))
      follow_restriction(c, restricted->person, true);
    else if (auto const* lifted = std::get_if<people::RestrictionLifted>(&*event))
      follow_restriction(c, lifted->person, false);
    return;
  }
  if (type == AllocationMade::event.type) {
    auto const made = std::get<AllocationMade>(*AllocationEvents::decode(recorded));
    if (made.enquiry)
      c.post("UPDATE enquiry SET team=$1 WHERE id=$2",
             {made.team.empty() ? made.lead_agency : made.team, *made.enquiry});
    return;
  }
  if (auto const event = Events::decode(recorded))
    std::visit(Apply{c, recorded.header, to_text(recorded.header.stream)}, *event);
}

#define ENQUIRY_COLUMNS                                                                                               \
  "e.id, e.reference, e.door, e.received_at, e.received_on, e.source, e.asker_agency, e.sender, e.stage, e.outcome, " \
  "e.first_contact_on, e.first_contact_at, e.closed_on, e.urgent, e.urgent_at, e.team, e.primary_need, "              \
  "e.waiting_for, "                                                                                                   \
  "e.places, e.restricted, e.urgent_owner, e.urgent_worker, e.urgent_accepted_at, e.urgent_alerted"

EnquiryRow row_of(sql::Row const& row) {
  EnquiryRow r;
  r.enquiry = row.id<struct Enquiry>(0);
  r.reference = row.string(1);
  r.door = parse<Door>(row.text(2)).value_or(Door::professional);
  r.received_at = row.instant(3);
  r.received_on = row.date(4).value_or(Date{});
  r.source = row.string(5);
  r.asker_agency = row.string(6);
  r.sender = row.id<journal::Actor>(7);
  r.stage = parse<Stage>(row.text(8)).value_or(Stage::fresh);
  if (!row.is_null(9)) r.outcome = parse<ScreeningOutcome>(row.text(9));
  r.first_contact_on = row.date(10);
  r.first_contact_at = row.maybe_instant(11);
  r.closed_on = row.date(12);
  r.urgent = parse<UrgentState>(row.text(13)).value_or(UrgentState::no);
  r.urgent_at = row.maybe_instant(14);
  r.team = row.string(15);
  r.primary_need = row.string(16);
  r.waiting_for = row.string(17);
  r.places = row.string(18);
  r.restricted = row.flag(19);
  r.urgent_owner = ActorId::parse(row.text(20)).value_or(ActorId{});
  r.urgent_worker = row.string(21);
  r.urgent_accepted_at = row.maybe_instant(22);
  r.urgent_alerted = row.flag(23);
  return r;
}

// True for a restricted enquiry only when the viewer is named for every restricted child in it.
#define OPEN_TO_VIEWER(parameter)                                                                             \
  "(e.restricted=0 OR NOT EXISTS(SELECT 1 FROM enquiry_child rc JOIN person rp ON rp.id=rc.person WHERE "     \
  "rc.enquiry=e.id AND rp.restricted=1 AND NOT EXISTS(SELECT 1 FROM person_named n WHERE n.person=rp.id AND " \
  "n.account=" parameter ")))"

std::vector<EnquiryRow> rows(sql::Connection& c, std::string const& sql, std::vector<sql::Value> const& values) {
  std::vector<EnquiryRow> found;
  c.query(sql, std::span<sql::Value const>{values}, [&](sql::Row const& row) { found.push_back(row_of(row)); });
  return found;
}

std::vector<ListedEnquiry> with_children(sql::Connection& c, std::vector<EnquiryRow> found) {
  std::vector<ListedEnquiry> listed;
  listed.reserve(found.size());
  for (auto& row : found) {
    auto children = children_of(c, row.enquiry);
    listed.push_back({std::move(row), std::move(children)});
  }
  return listed;
}

}  // namespace

journal::Projection enquiry_records() {
  return {"enquiry",
          ddl,
          {{"enquiry", "id"},
           {"enquiry_child", "enquiry, position"},
           {"enquiry_place", "place, enquiry"},
           {"enquiry_tally", "stage"}},
          &apply};
}

Inbox inbox(sql::Connection& c, InboxQuery const& query) {
  std::vector<sql::Value> values;
  auto bind = [&](sql::Value value) {
    values.push_back(std::move(value));
    return fmt::format("${}", values.size());
  };
  std::string where = "WHERE " OPEN_TO_VIEWER("$1");
  bind(query.viewer);
  bool filtered = false;
  auto require = [&](std::string const& condition) {
    where += " AND " + condition;
    filtered = true;
  };
  if (query.stage) where += " AND e.stage=" + bind(*query.stage);
  if (!query.source.empty()) require("e.source=" + bind(query.source));
  if (!query.need.empty()) require("e.primary_need=" + bind(query.need));
  if (query.only_uncontacted) require("e.first_contact_at IS NULL");
  if (query.only_urgent) require("e.urgent<>'no'");
  if (!query.places.empty()) {
    std::string list;
    for (auto const& place : query.places) list += (list.empty() ? "" : ",") + bind(place);
    require("EXISTS(SELECT 1 FROM enquiry_place x WHERE x.enquiry=e.id AND x.place IN (" + list + "))");
  }
  Inbox answer;
  if (filtered) {
    c.query("SELECT count(*) FROM enquiry e " + where, std::span<sql::Value const>{values},
            [&](sql::Row const& row) { answer.total = row.integer(0); });
  } else {
    auto const counts = stage_counts(c, query.viewer);
    answer.total = query.stage ? counts.of(*query.stage) : counts.all();
  }
  std::string order = " ORDER BY e.received_at, e.id";
  if (query.sort == InboxSort::newest) order = " ORDER BY e.received_at DESC, e.id DESC";
  if (query.sort == InboxSort::reference) order = " ORDER BY e.reference, e.id";
  if (query.sort == InboxSort::reference_last_first) order = " ORDER BY e.reference DESC, e.id DESC";
  auto const limit =
      " LIMIT " + bind(query.page_size) + " OFFSET " + bind((std::max(query.page, 1) - 1) * query.page_size);
  answer.rows = with_children(c, rows(c, "SELECT " ENQUIRY_COLUMNS " FROM enquiry e " + where + order + limit, values));
  return answer;
}

std::int64_t StageCounts::of(Stage stage) const {
  switch (stage) {
    case Stage::fresh:
      return fresh;
    case Stage::waiting:
      return waiting;
    case Stage::to_tell:
      return to_tell;
    case Stage::decided:
      break;
  }
  return decided;
}

StageCounts stage_counts(sql::Connection& c, ActorId viewer) {
  StageCounts counts;
  auto add = [&](sql::Row const& row) {
    auto const stage = parse<Stage>(row.text(0)).value_or(Stage::decided);
    auto& count = stage == Stage::fresh     ? counts.fresh
                  : stage == Stage::waiting ? counts.waiting
                  : stage == Stage::to_tell ? counts.to_tell
                                            : counts.decided;
    count += row.integer(1);
  };
  c.query("SELECT stage, requests FROM enquiry_tally", {}, add);
  c.query(
      "SELECT e.stage, count(*) FROM enquiry e WHERE e.id IN (SELECT c.enquiry FROM person_named n JOIN enquiry_child "
      "c ON c.person=n.person WHERE n.account=$1) AND e.restricted=1 AND " OPEN_TO_VIEWER("$1") " GROUP BY e.stage",
      {viewer}, add);
  return counts;
}

std::optional<EnquiryRow> enquiry_row(sql::Connection& c, EnquiryId id) {
  auto found = rows(c, "SELECT " ENQUIRY_COLUMNS " FROM enquiry e WHERE e.id=$1", {id});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<EnquiryId> enquiry_by_reference(sql::Connection& c, std::string_view reference) {
  auto const id = c.text("SELECT id FROM enquiry WHERE reference=$1 ORDER BY id LIMIT 1", {reference});
  return id ? EnquiryId::parse(*id) : std::nullopt;
}

std::optional<EnquiryId> enquiry_by_import_key(sql::Connection& c, std::string_view key) {
  auto const id = c.text("SELECT id FROM enquiry WHERE import_key=$1", {key});
  return id ? EnquiryId::parse(*id) : std::nullopt;
}

std::vector<people::PersonRecord> children_of(sql::Connection& c, EnquiryId id) {
  std::vector<people::PersonRecord> children;
  std::vector<PersonId> ids;
  c.query("SELECT person FROM enquiry_child WHERE enquiry=$1 ORDER BY position", {id},
          [&](sql::Row const& row) { ids.push_back(row.id<people::Person>(0)); });
  for (auto const& child : ids)
    if (auto record = people::person(c, child)) children.push_back(*std::move(record));
  return children;
}

std::vector<EnquiryRow> enquiries_of_family(sql::Connection& c, FamilyId family) {
  return rows(c, "SELECT " ENQUIRY_COLUMNS " FROM enquiry e WHERE e.family=$1 ORDER BY e.received_at DESC, e.id",
              {family});
}

std::vector<EnquiryRow> enquiries_sent_by(sql::Connection& c, ActorId sender, int limit) {
  return rows(c,
              "SELECT " ENQUIRY_COLUMNS " FROM enquiry e WHERE e.sender=$1 ORDER BY e.received_at DESC, e.id LIMIT $2",
              {sender, limit});
}

std::vector<ListedEnquiry> urgent_waiting(sql::Connection& c, ActorId viewer) {
  return with_children(c, rows(c,
                               "SELECT " ENQUIRY_COLUMNS " FROM enquiry e WHERE e.urgent='raised' AND " OPEN_TO_VIEWER(
                                   "$1") " ORDER BY e.urgent_at, e.id LIMIT 200",
                               {viewer}));
}

std::vector<EnquiryRow> urgent_rows(sql::Connection& c, ActorId viewer) {
  return rows(c,
              "SELECT " ENQUIRY_COLUMNS " FROM enquiry e WHERE e.urgent='raised' AND " OPEN_TO_VIEWER(
                  "$1") " ORDER BY e.urgent_at, e.id LIMIT 200",
              {viewer});
}

std::vector<EnquiryRow> urgent_not_alerted(sql::Connection& c) {
  return rows(c,
              "SELECT " ENQUIRY_COLUMNS
              " FROM enquiry e WHERE e.urgent='raised' AND e.urgent_alerted=0 ORDER BY e.urgent_at, e.id",
              {});
}

std::vector<ListedEnquiry> urgent_accepted_since(sql::Connection& c, ActorId viewer, Instant since) {
  return with_children(
      c, rows(c,
              "SELECT " ENQUIRY_COLUMNS
              " FROM enquiry e WHERE e.urgent='accepted' AND e.urgent_accepted_at>=$2 AND " OPEN_TO_VIEWER(
                  "$1") " ORDER BY e.urgent_accepted_at DESC, e.id LIMIT 200",
              {viewer, since}));
}

access::Resource resource_of_person(sql::Connection& c, people::PersonId id, access::ActorId viewer) {
  access::Resource resource;
  if (auto const person = people::person(c, id)) {
    resource.restricted = person->restricted;
    resource.named = person->restricted && people::is_named(c, id, viewer);
    resource.protected_address = person->protected_address;
    resource.needs_address = person->protected_address && people::needs_address(c, id, viewer);
  }
  return resource;
}

access::Resource resource_of(sql::Connection& c, EnquiryId id, access::ActorId viewer) {
  access::Resource resource;
  auto const row = enquiry_row(c, id);
  if (!row) return resource;
  resource.own = row->sender == viewer;
  resource.with_mash = row->urgent != UrgentState::no || row->outcome == ScreeningOutcome::transfer_social_care;
  bool named_for_all = true;
  bool needs_all = true;
  for (auto const& child : children_of(c, id)) {
    if (child.protected_address) {
      resource.protected_address = true;
      needs_all = needs_all && people::needs_address(c, child.person, viewer);
    }
    if (!child.restricted) continue;
    resource.restricted = true;
    named_for_all = named_for_all && people::is_named(c, child.person, viewer);
  }
  resource.named = resource.restricted && named_for_all;
  resource.needs_address = resource.protected_address && needs_all;
  return resource;
}

}  // namespace kith::enquiry
