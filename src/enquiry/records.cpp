// The enquiry's tables: how each event changes them, and what pages ask.
#include "enquiry/records.h"

#include <fmt/format.h>

#include "enquiry/commands.h"
#include "profile/place_codes.h"

namespace kith::enquiry {

namespace {

auto constexpr enquiry_ddl = R"(
CREATE TABLE enquiry(
  id TEXT PRIMARY KEY, number INTEGER NOT NULL, reference TEXT NOT NULL, door TEXT NOT NULL,
  received_at INTEGER NOT NULL, received_on TEXT NOT NULL, source TEXT NOT NULL, asker_agency TEXT NOT NULL,
  sender TEXT NOT NULL, family TEXT NOT NULL, places TEXT NOT NULL, import_key TEXT NOT NULL,
  stage TEXT NOT NULL, stage_before TEXT NOT NULL DEFAULT '', waiting INTEGER NOT NULL, waiting_for TEXT NOT NULL, outcome TEXT, family_told INTEGER NOT NULL,
  asker_told INTEGER NOT NULL, primary_need TEXT NOT NULL, team TEXT NOT NULL,
  first_contact_at INTEGER, first_contact_on TEXT, closed_on TEXT,
  urgent TEXT NOT NULL, urgent_at INTEGER, urgent_alerted INTEGER NOT NULL, urgent_owner TEXT NOT NULL DEFAULT '',
  urgent_worker TEXT NOT NULL DEFAULT '', urgent_accepted_at INTEGER, restricted INTEGER NOT NULL) KEYED;
CREATE TABLE enquiry_child(enquiry TEXT NOT NULL, position INTEGER NOT NULL, person TEXT NOT NULL,
                           PRIMARY KEY(enquiry, position)) KEYED;
CREATE INDEX enquiry_child_by_person ON enquiry_child(person);
CREATE TABLE enquiry_place(place TEXT NOT NULL, enquiry TEXT NOT NULL, PRIMARY KEY(enquiry, place)) KEYED;
CREATE TABLE enquiry_tally(stage TEXT PRIMARY KEY, requests INTEGER NOT NULL) KEYED;
INSERT INTO enquiry_tally(stage, requests) VALUES('new',0), ('waiting',0), ('to_tell',0), ('decided',0);
)";

auto constexpr enquiry_indexes = R"(
CREATE INDEX enquiry_by_stage ON enquiry(stage, received_at, id, restricted);
CREATE INDEX enquiry_by_receipt ON enquiry(received_at);
CREATE INDEX enquiry_by_reference ON enquiry(reference);
CREATE INDEX enquiry_by_number ON enquiry(number);
CREATE INDEX enquiry_by_family ON enquiry(family);
CREATE INDEX enquiry_by_sender ON enquiry(sender, received_at);
CREATE INDEX enquiry_by_import_key ON enquiry(import_key);
CREATE INDEX enquiry_by_urgency ON enquiry(urgent, urgent_at);
CREATE INDEX enquiry_place_by_place ON enquiry_place(place, enquiry);
)";

// The stage follows from the flags. Each member is the SQL of that column after a change: by default, the column
// itself.
struct Flags {
  std::string_view closed_on = "closed_on";
  std::string_view waiting = "waiting";
  std::string_view outcome = "outcome";
  std::string_view family_told = "family_told";
  std::string_view asker_told = "asker_told";
};

// The SQL of a change that may move an enquiry to another stage. The row keeps the stage that it had, which is how the
// tallies learn of a move. $1 is the enquiry.
std::string change(std::string_view set, Flags const& f) {
  return fmt::format(
      "UPDATE enquiry SET {}, stage_before=stage, stage=CASE WHEN {} IS NOT NULL THEN 'decided' WHEN {}=1 OR "
      "{}='to_be_completed' THEN 'waiting' WHEN {} IS NULL THEN 'new' WHEN door<>'import' AND ({}=0 OR {}=0) THEN "
      "'to_tell' ELSE 'decided' END WHERE id=$1",
      set, f.closed_on, f.waiting, f.outcome, f.outcome, f.family_told, f.asker_told);
}

// Requests open to everybody are counted by stage, so that the tabs of a ten-year borough are as quick as a new one's.
// Restricted ones are in no tally.
void tally(sql::Connection& c, std::string const& id, int times) {
  c.post(
      "UPDATE enquiry_tally SET requests=requests+$2 WHERE stage=(SELECT stage FROM enquiry WHERE id=$1 AND "
      "restricted=0)",
      {id, times});
}

// After a change: one request fewer where it was, one more where it is.
void tally_move(sql::Connection& c, std::string const& id) {
  c.post(
      "UPDATE enquiry_tally SET requests=requests-1 WHERE stage=(SELECT stage_before FROM enquiry WHERE id=$1 AND "
      "restricted=0 AND stage<>stage_before)",
      {id});
  c.post(
      "UPDATE enquiry_tally SET requests=requests+1 WHERE stage=(SELECT stage FROM enquiry WHERE id=$1 AND "
      "restricted=0 "
      "AND stage<>stage_before)",
      {id});
}

void add_places(sql::Connection& c, std::string const& id, std::vector<profile::PlaceCode> const& places) {
  for (auto const& place : places)
    c.post("INSERT INTO enquiry_place(place, enquiry) VALUES($1,$2) ON CONFLICT DO NOTHING", {place, id});
}

struct ApplyEnquiry {
  sql::Connection& c;
  journal::Header const& header;
  std::string id;

  void operator()(EnquiryReceived const& e) {
    // Live references carry a number of their own, so that the next one is known.
    std::int64_t number = 0;
    if (e.reference.starts_with("EH")) number = std::atoll(e.reference.c_str() + 2);
    int position = 0;
    for (auto const& child : e.children)
      c.post("INSERT INTO enquiry_child(enquiry, position, person) VALUES($1,$2,$3)", {id, position++, child});
    c.post(
        "INSERT INTO enquiry(id, number, reference, door, received_at, received_on, source, asker_agency, sender, "
        "family, places, import_key, stage, waiting, waiting_for, family_told, asker_told, primary_need, team, urgent, "
        "urgent_alerted, restricted) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,'new',0,'',0,0,$13,'','no',0,"
        "CASE WHEN EXISTS(SELECT 1 FROM enquiry_child c JOIN person p ON p.id=c.person WHERE c.enquiry=$1 AND "
        "p.restricted=1) THEN 1 ELSE 0 END)",
        {id, number, e.reference, e.door, e.received_at, e.received_on, e.source, e.asker.agency, header.author.actor,
         e.family, profile::joined(e.places), e.import_key, e.primary_need});
    add_places(c, id, e.places);
    tally(c, id, 1);
  }
  void operator()(EnquiryAmended const& e) {
    if (e.field == "received_on") c.post("UPDATE enquiry SET received_on=$1 WHERE id=$2", {e.after, id});
    if (e.field == "source") c.post("UPDATE enquiry SET source=$1 WHERE id=$2", {e.after, id});
    if (e.field == "source_agency") c.post("UPDATE enquiry SET asker_agency=$1 WHERE id=$2", {e.after, id});
    if (e.field == "primary_need") c.post("UPDATE enquiry SET primary_need=$1 WHERE id=$2", {e.after, id});
    if (e.field == "area") {
      c.post("UPDATE enquiry SET places=$1 WHERE id=$2", {e.after, id});
      c.post("DELETE FROM enquiry_place WHERE enquiry=$1", {id});
      add_places(c, id, profile::parted(e.after));
    }
  }
  void operator()(FirstContactMade const& e) {
    c.post("UPDATE enquiry SET first_contact_at=$1, first_contact_on=$2 WHERE id=$3", {e.at, e.on, id});
  }
  void operator()(ContactTried const&) {}
  void operator()(NoteAdded const&) {}
  void operator()(WaitingBegan const& e) {
    static std::string const text = change("waiting=1, waiting_for=$2", {.waiting = "1"});
    move(text, {id, e.for_whom});
  }
  void operator()(WaitingEnded const&) {
    static std::string const text = change("waiting=0, waiting_for=''", {.waiting = "0"});
    move(text, {id});
  }
  void operator()(EnquiryScreened const& e) {
    // A decision that is final ends the waiting; one that is not leaves it as it was.
    static std::string_view constexpr waiting = "CASE WHEN $3=1 THEN 0 ELSE waiting END";
    static std::string const text =
        change(fmt::format("outcome=$2, family_told=0, asker_told=0, waiting={}, primary_need=CASE WHEN "
                           "$4='' THEN primary_need ELSE $4 END",
                           waiting),
               {.waiting = waiting, .outcome = "CAST($2 AS TEXT)", .family_told = "0", .asker_told = "0"});
    bool const final_decision = e.outcome != ScreeningOutcome::to_be_completed;
    move(text, {id, e.outcome, final_decision, e.primary_need});
  }
  void operator()(RiskHeldLocally const&) {}
  void operator()(DecisionTold const& e) {
    static std::string const family = change("family_told=1", {.family_told = "1"});
    static std::string const asker = change("asker_told=1", {.asker_told = "1"});
    move(e.whom == Told::family ? family : asker, {id});
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
    static std::string const text = change("closed_on=$2", {.closed_on = "CAST($2 AS TEXT)"});
    move(text, {id, e.on});
  }
  void operator()(EnquiryReopened const&) {
    static std::string const text = change("closed_on=NULL", {.closed_on = "NULL"});
    move(text, {id});
  }

  void move(std::string const& text, std::initializer_list<sql::Value> values) {
    c.post(text, values);
    tally_move(c, id);
  }
};

// A restriction on a child is a restriction on every enquiry about them.
void follow_restriction(sql::Connection& c, PersonId person, bool restricted) {
  std::vector<std::string> enquiries;
  c.query("SELECT enquiry FROM enquiry_child WHERE person=$1 ORDER BY enquiry", {person},
          [&](sql::Row const& row) { enquiries.push_back(row.string(0)); });
  for (auto const& id : enquiries) {
    tally(c, id, -1);
    c.post(
        "UPDATE enquiry SET restricted=CASE WHEN $1=1 OR EXISTS(SELECT 1 FROM enquiry_child c JOIN person p ON "
        "p.id=c.person WHERE c.enquiry=$2 AND p.restricted=1 AND p.id<>$3) THEN 1 ELSE 0 END WHERE id=$2",
        {restricted, id, person});
    tally(c, id, 1);
  }
}

void apply_enquiry(sql::Connection& c, journal::Recorded const& recorded) {
  auto const& type = recorded.header.type;
  bool const restricts = type == people::PersonRestricted::event.type;
  if (restricts || type == people::RestrictionLifted::event.type) {
    // A restriction is on the person whose stream it is in, whatever became of its content.
    return follow_restriction(c, PersonId{recorded.header.stream}, restricts);
  }
  if (type == AllocationMade::event.type) {
    auto const made = std::get<AllocationMade>(*AllocationEvents::decode(recorded));
    if (made.enquiry)
      c.post("UPDATE enquiry SET team=$1 WHERE id=$2",
             {made.team.empty() ? made.lead_agency : made.team, *made.enquiry});
    return;
  }
  if (auto const event = Events::decode(recorded))
    std::visit(ApplyEnquiry{c, recorded.header, to_text(recorded.header.stream)}, *event);
}

}  // namespace

journal::Projection enquiry_records() {
  return {"enquiry",
          enquiry_ddl,
          {{"enquiry", "id"},
           {"enquiry_child", "enquiry, position"},
           {"enquiry_place", "enquiry, place"},
           {"enquiry_tally", "stage"}},
          &apply_enquiry,
          enquiry_indexes};
}

}  // namespace kith::enquiry
