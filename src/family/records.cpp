// A family's history into its tables.
#include "family/records.h"

namespace kith::family {

namespace {

auto constexpr ddl = R"(
CREATE TABLE family_entry(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, seen INTEGER NOT NULL, kind TEXT NOT NULL, happened_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL, author TEXT NOT NULL, agency TEXT NOT NULL, with_whom TEXT NOT NULL, text TEXT NOT NULL,
  information TEXT NOT NULL, audience TEXT NOT NULL, significant INTEGER NOT NULL, amended INTEGER NOT NULL) KEYED;
CREATE TABLE family_entry_named(entry TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY(entry, account)) KEYED;
CREATE TABLE child_seen(
  entry TEXT PRIMARY KEY, child TEXT NOT NULL, on_day TEXT NOT NULL, alone INTEGER NOT NULL, by_name TEXT NOT NULL,
  said TEXT NOT NULL, wants TEXT NOT NULL, day_is_like TEXT NOT NULL, agency TEXT NOT NULL, author TEXT NOT NULL) KEYED;
CREATE TABLE family_answer(
  sequence INTEGER PRIMARY KEY, family TEXT NOT NULL, person TEXT NOT NULL, who TEXT NOT NULL, answer TEXT NOT NULL,
  asked_alone INTEGER NOT NULL, on_day TEXT NOT NULL, how TEXT NOT NULL, wording TEXT NOT NULL, asked_by TEXT NOT NULL,
  understanding TEXT NOT NULL, whole_family INTEGER NOT NULL) STRICT;
CREATE TABLE family_left(family TEXT PRIMARY KEY, on_day TEXT NOT NULL) KEYED;
CREATE TABLE sharing_choice(
  family TEXT NOT NULL, agency TEXT NOT NULL, information TEXT NOT NULL, may_share INTEGER NOT NULL,
  said_by TEXT NOT NULL, on_day TEXT NOT NULL, PRIMARY KEY(family, agency, information)) KEYED;
CREATE TABLE sharing_decision(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, sequence INTEGER NOT NULL, share INTEGER NOT NULL, agency TEXT NOT NULL,
  information TEXT NOT NULL, basis TEXT NOT NULL, reason TEXT NOT NULL, family_told INTEGER NOT NULL,
  why_not_told TEXT NOT NULL, decided_by TEXT NOT NULL, on_day TEXT NOT NULL, until_day TEXT,
  worried INTEGER NOT NULL) KEYED;
CREATE TABLE family_member(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, account TEXT, name TEXT NOT NULL, agency TEXT NOT NULL,
  role TEXT NOT NULL, phone TEXT NOT NULL, from_day TEXT NOT NULL, left_on TEXT, leads INTEGER NOT NULL) KEYED;
CREATE TABLE family_conflict(family TEXT NOT NULL, account TEXT NOT NULL, tie TEXT NOT NULL,
  PRIMARY KEY(family, account)) KEYED;
CREATE TABLE family_glass(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, account TEXT NOT NULL, category TEXT NOT NULL, reason TEXT NOT NULL,
  broken_at INTEGER NOT NULL, until_at INTEGER NOT NULL, finding TEXT, note TEXT NOT NULL) KEYED;
CREATE TABLE second_ask(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, about TEXT NOT NULL, what TEXT NOT NULL, asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL, agrees INTEGER, note TEXT NOT NULL, answered_by TEXT) KEYED;
CREATE TABLE family_relation(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, first_person TEXT NOT NULL, second_person TEXT NOT NULL,
  kinship TEXT NOT NULL) KEYED;
CREATE TABLE family_tie(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, name TEXT NOT NULL, note TEXT NOT NULL, strength TEXT NOT NULL,
  help TEXT NOT NULL) KEYED;
)";

auto constexpr indexes = R"(
CREATE INDEX family_entry_by_family ON family_entry(family, happened_at);
CREATE INDEX child_seen_by_child ON child_seen(child, on_day);
CREATE INDEX family_answer_by_family ON family_answer(family);
CREATE INDEX sharing_decision_by_family ON sharing_decision(family, sequence);
CREATE INDEX family_member_by_family ON family_member(family);
CREATE INDEX family_member_by_account ON family_member(account);
CREATE INDEX family_glass_by_family ON family_glass(family, until_at);
CREATE INDEX second_ask_by_family ON second_ask(family);
CREATE INDEX family_relation_by_family ON family_relation(family);
CREATE INDEX family_tie_by_family ON family_tie(family);
)";

std::string seen_words(ChildSeen const& seen) {
  std::string words;
  auto add = [&](char const* what, std::string const& text) {
    if (!text.empty()) words += (words.empty() ? "" : "\n") + std::string{what} + text;
  };
  add("Said: ", seen.said);
  add("Wants: ", seen.wants);
  add("A day is like: ", seen.day_is_like);
  return words;
}

struct Apply {
  sql::Connection& c;
  journal::Recorded const& recorded;
  journal::Header const& header = recorded.header;
  std::string family = to_text(recorded.header.stream);

  void keep_entry(EntryId id, bool seen, std::string_view kind, Instant happened_at, std::string const& with_whom,
                  std::string const& text, std::string const& information, Audience audience, bool significant) {
    c.post(
        "INSERT INTO family_entry(id, family, seen, kind, happened_at, recorded_at, author, agency, with_whom, text, "
        "information, audience, significant, amended) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,0)",
        {id, family, seen, kind, happened_at, header.recorded_at, header.author.actor, header.author.agency, with_whom,
         text, information, audience, significant});
  }

  void operator()(ContactRecorded const& e) {
    keep_entry(e.entry, false, wire(e.kind), e.happened_at, e.with_whom, e.text, e.information, e.audience,
               e.significant);
    for (auto const& account : e.named)
      c.post("INSERT INTO family_entry_named(entry, account) VALUES($1,$2) ON CONFLICT DO NOTHING", {e.entry, account});
  }
  void operator()(EntryAmended const& e) {
    c.post("UPDATE family_entry SET text=$1, amended=1 WHERE id=$2", {e.after, e.entry});
  }
  void operator()(EntryMarked const& e) {
    c.post("UPDATE family_entry SET significant=$1 WHERE id=$2", {e.significant, e.entry});
  }
  void operator()(ChildSeen const& e) {
    keep_entry(e.entry, true, wire(ContactKind::visit), noon_of(e.on), {}, seen_words(e), {}, Audience::team, false);
    c.post(
        "INSERT INTO child_seen(entry, child, on_day, alone, by_name, said, wants, day_is_like, agency, author) "
        "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)",
        {e.entry, e.child, e.on, e.alone, e.by, e.said, e.wants, e.day_is_like, header.author.agency,
         header.author.actor});
  }
  void operator()(AgreementAnswered const& e) {
    c.post(
        "INSERT INTO family_answer(sequence, family, person, who, answer, asked_alone, on_day, how, wording, asked_by, "
        "understanding, whole_family) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)",
        {header.sequence, family, e.person, e.who, e.answer, e.asked_alone, e.on, e.how, e.wording, e.asked_by,
         e.understanding, e.whole_family});
    if (e.answer == Answer::withdraws && e.whole_family)
      c.post("INSERT INTO family_left(family, on_day) VALUES($1,$2) ON CONFLICT(family) DO UPDATE SET on_day=$2",
             {family, e.on});
    if (e.answer == Answer::agrees) c.post("DELETE FROM family_left WHERE family=$1", {family});
  }
  void operator()(SharingChosen const& e) {
    c.post(
        "INSERT INTO sharing_choice(family, agency, information, may_share, said_by, on_day) VALUES($1,$2,$3,$4,$5,$6) "
        "ON CONFLICT(family, agency, information) DO UPDATE SET may_share=$4, said_by=$5, on_day=$6",
        {family, e.agency, e.information, e.may_share, e.said_by, e.on});
  }
  void operator()(SharingDecided const& e) {
    c.post(
        "INSERT INTO sharing_decision(id, family, sequence, share, agency, information, basis, reason, family_told, "
        "why_not_told, decided_by, on_day, until_day, worried) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)",
        {e.decision, family, header.sequence, e.share, e.agency, e.information, e.basis, e.reason, e.family_told,
         e.why_not_told, e.decided_by, e.on, e.until, e.worried});
    if (!e.share && e.worried) keep_ask(AskId{e.decision.raw()}, SecondLook::not_sharing, e.reason);
  }
  void keep_ask(AskId id, SecondLook about, std::string const& what) {
    c.post(
        "INSERT INTO second_ask(id, family, about, what, asked_by, asked_at, agrees, note, answered_by) "
        "VALUES($1,$2,$3,$4,$5,$6,NULL,'',NULL)",
        {id, family, about, what, header.author.actor, header.occurred_at});
  }
  void operator()(MemberJoined const& e) {
    c.post(
        "INSERT INTO family_member(id, family, account, name, agency, role, phone, from_day, left_on, leads) "
        "VALUES($1,$2,$3,$4,$5,$6,$7,$8,NULL,0)",
        {e.member, family, e.account, e.name, e.agency, e.role, e.phone, e.from});
  }
  void operator()(MemberLeft const& e) {
    c.post("UPDATE family_member SET left_on=$1, leads=0 WHERE id=$2", {e.on, e.member});
  }
  void operator()(LeadChosen const& e) {
    c.post("UPDATE family_member SET leads=0 WHERE family=$1 AND leads=1", {family});
    c.post("UPDATE family_member SET leads=1 WHERE id=$1", {e.member});
  }
  void operator()(ConflictDeclared const& e) {
    c.post(
        "INSERT INTO family_conflict(family, account, tie) VALUES($1,$2,$3) ON CONFLICT(family, account) DO UPDATE SET "
        "tie=$3",
        {family, e.account, e.tie});
  }
  void operator()(ConflictEnded const& e) {
    c.post("DELETE FROM family_conflict WHERE family=$1 AND account=$2", {family, e.account});
  }
  void operator()(GlassBroken const& e) {
    c.post(
        "INSERT INTO family_glass(id, family, account, category, reason, broken_at, until_at, finding, note) "
        "VALUES($1,$2,$3,$4,$5,$6,$7,NULL,'')",
        {e.glass, family, header.author.actor, e.category, e.reason, header.occurred_at, e.until});
  }
  void operator()(GlassReviewed const& e) {
    c.post("UPDATE family_glass SET finding=$1, note=$2 WHERE id=$3", {e.finding, e.note, e.glass});
  }
  void operator()(SecondAsked const& e) { keep_ask(e.ask, e.about, e.what); }
  void operator()(SecondAnswered const& e) {
    c.post("UPDATE second_ask SET agrees=$1, note=$2, answered_by=$3 WHERE id=$4",
           {e.agrees, e.note, header.author.actor, e.ask});
  }
  void operator()(RelativesRecorded const& e) {
    c.post("INSERT INTO family_relation(id, family, first_person, second_person, kinship) VALUES($1,$2,$3,$4,$5)",
           {e.relation, family, e.first, e.second, e.kinship});
  }
  void operator()(RelativesEnded const& e) { c.post("DELETE FROM family_relation WHERE id=$1", {e.relation}); }
  void operator()(TieRecorded const& e) {
    c.post("INSERT INTO family_tie(id, family, name, note, strength, help) VALUES($1,$2,$3,$4,$5,$6)",
           {e.tie, family, e.name, e.note, e.strength, e.help});
  }
  void operator()(TieEnded const& e) { c.post("DELETE FROM family_tie WHERE id=$1", {e.tie}); }
  void operator()(StepUpRefused const& e) { keep_ask(e.ask, SecondLook::no_step_up, e.reason); }
  // What work_records.cpp keeps.
  template <class Other>
  void operator()(Other const&) {}
};

// Of what has been redacted nothing is left to show; that it happened stays in the journal.
void apply(sql::Connection& c, journal::Recorded const& recorded) {
  if (!recorded.body) return;
  if (auto const event = Events::decode(recorded)) std::visit(Apply{c, recorded}, *event);
}

}  // namespace

journal::Projection family_records() {
  return {"family",
          ddl,
          {{"family_entry", "id"},
           {"family_entry_named", "entry, account"},
           {"child_seen", "entry"},
           {"family_answer", "sequence"},
           {"family_left", "family"},
           {"sharing_choice", "family, agency, information"},
           {"sharing_decision", "id"},
           {"family_member", "id"},
           {"family_conflict", "family, account"},
           {"family_glass", "id"},
           {"second_ask", "id"},
           {"family_relation", "id"},
           {"family_tie", "id"}},
          &apply,
          indexes};
}

}  // namespace kith::family
