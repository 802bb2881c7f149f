// Work with a family into its tables.
#include "family/work_records.h"

namespace kith::family {

namespace {

auto constexpr work_ddl = R"(
CREATE TABLE family_handover(
  sequence INTEGER PRIMARY KEY, family TEXT NOT NULL, from_name TEXT NOT NULL, to_name TEXT NOT NULL,
  on_day TEXT NOT NULL, at INTEGER NOT NULL, reason TEXT NOT NULL, told INTEGER NOT NULL,
  why_not_told TEXT NOT NULL) STRICT;
CREATE TABLE step_up_refusal(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, step TEXT NOT NULL, asked_by TEXT NOT NULL, worry TEXT NOT NULL,
  reason TEXT NOT NULL, decided_by TEXT NOT NULL, social_worker INTEGER NOT NULL, change_mind TEXT NOT NULL,
  look_again_on TEXT NOT NULL, at INTEGER NOT NULL, author TEXT NOT NULL, agency TEXT NOT NULL) KEYED;
CREATE TABLE disagreement(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, about TEXT NOT NULL, with_agency TEXT NOT NULL, wants TEXT NOT NULL,
  stage TEXT NOT NULL, stage_since INTEGER NOT NULL, raised_by TEXT NOT NULL, raised_agency TEXT NOT NULL,
  answered INTEGER NOT NULL, settled INTEGER NOT NULL) KEYED;
CREATE TABLE disagreement_step(
  sequence INTEGER PRIMARY KEY, disagreement TEXT NOT NULL, move TEXT NOT NULL, stage TEXT NOT NULL,
  text TEXT NOT NULL, who TEXT NOT NULL, account TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE intervention(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, kind TEXT NOT NULL, provider TEXT NOT NULL, hoped_for TEXT NOT NULL,
  offered_on TEXT NOT NULL, started_on TEXT, planned INTEGER NOT NULL, ending TEXT, ended_on TEXT,
  came_of_it TEXT NOT NULL, author TEXT NOT NULL, agency TEXT NOT NULL) KEYED;
CREATE TABLE intervention_person(intervention TEXT NOT NULL, person TEXT NOT NULL,
  PRIMARY KEY(intervention, person)) KEYED;
CREATE TABLE intervention_session(
  sequence INTEGER PRIMARY KEY, intervention TEXT NOT NULL, on_day TEXT NOT NULL, attended INTEGER NOT NULL,
  note TEXT NOT NULL) STRICT;
CREATE TABLE reflection(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL) KEYED;
)";

auto constexpr work_indexes = R"(
CREATE INDEX family_handover_by_family ON family_handover(family);
CREATE INDEX step_up_refusal_by_family ON step_up_refusal(family);
CREATE INDEX disagreement_by_family ON disagreement(family);
CREATE INDEX disagreement_open ON disagreement(settled, stage_since);
CREATE INDEX disagreement_step_by_disagreement ON disagreement_step(disagreement);
CREATE INDEX intervention_by_family ON intervention(family);
CREATE INDEX intervention_session_by_intervention ON intervention_session(intervention);
CREATE INDEX reflection_by_family ON reflection(family, author);
)";

struct ApplyWork {
  sql::Connection& c;
  journal::Header const& header;
  std::string family = to_text(header.stream);

  void operator()(HandedOver const& e) {
    c.post(
        "INSERT INTO family_handover(sequence, family, from_name, to_name, on_day, at, reason, told, why_not_told) "
        "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)",
        {header.sequence, family, e.from_name, e.to_name, e.on, header.occurred_at, e.reason, e.family_told,
         e.why_not_told});
  }
  void operator()(StepUpRefused const& e) {
    c.post(
        "INSERT INTO step_up_refusal(id, family, step, asked_by, worry, reason, decided_by, social_worker, "
        "change_mind, look_again_on, at, author, agency) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)",
        {e.ask, family, e.to, e.asked_by, e.worry, e.reason, e.decided_by, e.social_worker_took_part,
         e.would_change_our_mind, e.look_again_on, header.occurred_at, header.author.actor, header.author.agency});
  }
  void keep_step(DisagreementId id, DisagreementMove move, std::string const& text, std::string const& who) {
    c.post(
        "INSERT INTO disagreement_step(sequence, disagreement, move, stage, text, who, account, at) "
        "SELECT $1, id, $3, stage, $4, $5, $6, $7 FROM disagreement WHERE id=$2",
        {header.sequence, id, move, text, who, header.author.actor, header.occurred_at});
  }
  void operator()(DisagreementRaised const& e) {
    c.post(
        "INSERT INTO disagreement(id, family, about, with_agency, wants, stage, stage_since, raised_by, raised_agency, "
        "answered, settled) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,0,0)",
        {e.disagreement, family, e.about, e.agency, e.wants, e.stage, header.occurred_at, header.author.actor,
         header.author.agency});
    keep_step(e.disagreement, DisagreementMove::raised, e.text, {});
  }
  void operator()(DisagreementAnswered const& e) {
    c.post("UPDATE disagreement SET answered=1 WHERE id=$1", {e.disagreement});
    keep_step(e.disagreement, DisagreementMove::answered, e.answer, e.answered_by);
  }
  void operator()(DisagreementMoved const& e) {
    c.post("UPDATE disagreement SET stage=$1, stage_since=$2, answered=0 WHERE id=$3",
           {e.stage, header.occurred_at, e.disagreement});
    keep_step(e.disagreement, DisagreementMove::moved, e.reason, {});
  }
  void operator()(DisagreementSettled const& e) {
    c.post("UPDATE disagreement SET settled=1 WHERE id=$1", {e.disagreement});
    keep_step(e.disagreement, DisagreementMove::settled, e.outcome, {});
  }
  void operator()(InterventionOffered const& e) {
    c.post(
        "INSERT INTO intervention(id, family, kind, provider, hoped_for, offered_on, started_on, planned, ending, "
        "ended_on, came_of_it, author, agency) VALUES($1,$2,$3,$4,$5,$6,NULL,0,NULL,NULL,'',$7,$8)",
        {e.intervention, family, e.kind, e.provider, e.hoped_for, e.on, header.author.actor, header.author.agency});
    for (auto const& person : e.people)
      c.post("INSERT INTO intervention_person(intervention, person) VALUES($1,$2) ON CONFLICT DO NOTHING",
             {e.intervention, person});
  }
  void operator()(InterventionStarted const& e) {
    c.post("UPDATE intervention SET started_on=$1, planned=$2 WHERE id=$3", {e.on, e.sessions_planned, e.intervention});
  }
  void operator()(SessionRecorded const& e) {
    c.post("INSERT INTO intervention_session(sequence, intervention, on_day, attended, note) VALUES($1,$2,$3,$4,$5)",
           {header.sequence, e.intervention, e.on, e.attended, e.note});
  }
  void operator()(InterventionEnded const& e) {
    c.post("UPDATE intervention SET ending=$1, ended_on=$2, came_of_it=$3 WHERE id=$4",
           {e.ending, e.on, e.came_of_it, e.intervention});
  }
  void operator()(ReflectionWritten const& e) {
    c.post("INSERT INTO reflection(id, family, author, at, text) VALUES($1,$2,$3,$4,$5)",
           {e.reflection, family, header.author.actor, header.occurred_at, e.text});
  }
  // What records.cpp keeps.
  template <class Other>
  void operator()(Other const&) {}
};

// Of what has been redacted nothing is left to show; that it happened stays in the journal.
void apply_work(sql::Connection& c, journal::Recorded const& recorded) {
  if (!recorded.body) return;
  if (auto const event = Events::decode(recorded)) std::visit(ApplyWork{c, recorded.header}, *event);
}

}  // namespace

journal::Projection work_records() {
  return {"family_work",
          work_ddl,
          {{"family_handover", "sequence"},
           {"step_up_refusal", "id"},
           {"disagreement", "id"},
           {"disagreement_step", "sequence"},
           {"intervention", "id"},
           {"intervention_person", "intervention, person"},
           {"intervention_session", "sequence"},
           {"reflection", "id"}},
          &apply_work,
          work_indexes};
}

}  // namespace kith::family
