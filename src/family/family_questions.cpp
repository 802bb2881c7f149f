// What pages ask of a family's record.
#include "family/records.h"

namespace kith::family {

namespace {

auto constexpr entry_columns =
    "SELECT e.id, e.seen, e.kind, e.happened_at, e.recorded_at, e.author, COALESCE(a.name, ''), e.agency, e.with_whom, "
    "e.text, e.information, e.audience, e.significant, e.amended, n.account IS NOT NULL FROM family_entry e LEFT JOIN "
    "account a ON a.id=e.author LEFT JOIN family_entry_named n ON n.entry=e.id AND n.account=";

Entry entry_of(sql::Row const& row) {
  Entry e;
  e.entry = row.id<struct Entry>(0);
  e.child_seen = row.flag(1);
  e.kind = parse<ContactKind>(row.text(2)).value_or(ContactKind::note);
  e.happened_at = row.instant(3);
  e.recorded_at = row.instant(4);
  e.author = row.id<struct journal::Actor>(5);
  e.author_name = row.string(6);
  e.agency = row.string(7);
  e.with_whom = row.string(8);
  e.text = row.string(9);
  e.information = row.string(10);
  e.audience = parse<Audience>(row.text(11)).value_or(Audience::named);
  e.significant = row.flag(12);
  e.amended = row.flag(13);
  e.names_viewer = row.flag(14);
  return e;
}

std::vector<Entry> entries(sql::Connection& c, std::string const& sql, std::initializer_list<sql::Value> values) {
  std::vector<Entry> found;
  c.query(sql, values, [&](sql::Row const& row) { found.push_back(entry_of(row)); });
  return found;
}

GlassRow glass_of(sql::Row const& row) {
  GlassRow g;
  g.glass = row.id<struct Glass>(0);
  g.family = row.id<people::Family>(1);
  g.account = row.id<journal::Actor>(2);
  g.account_name = row.string(3);
  g.category = parse<GlassReason>(row.text(4)).value_or(GlassReason::child_at_risk);
  g.reason = row.string(5);
  g.broken_at = row.instant(6);
  g.until = row.instant(7);
  if (!row.is_null(8)) g.finding = parse<GlassFinding>(row.text(8));
  g.note = row.string(9);
  return g;
}

auto constexpr glass_columns =
    "SELECT g.id, g.family, g.account, COALESCE(a.name, ''), g.category, g.reason, g.broken_at, g.until_at, g.finding, "
    "g.note FROM family_glass g LEFT JOIN account a ON a.id=g.account ";

AskRow ask_of(sql::Row const& row) {
  AskRow a;
  a.ask = row.id<struct Ask>(0);
  a.family = row.id<people::Family>(1);
  a.about = parse<SecondLook>(row.text(2)).value_or(SecondLook::closing);
  a.what = row.string(3);
  a.asked_by = row.id<journal::Actor>(4);
  a.asked_by_name = row.string(5);
  a.asked_at = row.instant(6);
  if (!row.is_null(7)) a.agrees = row.flag(7);
  a.note = row.string(8);
  a.answered_by_name = row.string(9);
  return a;
}

auto constexpr ask_columns =
    "SELECT s.id, s.family, s.about, s.what, s.asked_by, COALESCE(a.name, ''), s.asked_at, s.agrees, s.note, "
    "COALESCE(b.name, '') FROM second_ask s LEFT JOIN account a ON a.id=s.asked_by LEFT JOIN account b ON "
    "b.id=s.answered_by ";

}  // namespace

std::vector<Entry> entries_of(sql::Connection& c, FamilyId family, ActorId viewer, int from, int limit) {
  static auto const sql =
      std::string{entry_columns} + "$1 WHERE e.family=$2 ORDER BY e.happened_at DESC, e.id DESC LIMIT $3 OFFSET $4";
  return entries(c, sql, {viewer, family, limit, from});
}

std::optional<Entry> entry_by_id(sql::Connection& c, FamilyId family, EntryId entry, ActorId viewer) {
  static auto const sql = std::string{entry_columns} + "$1 WHERE e.family=$2 AND e.id=$3";
  auto found = entries(c, sql, {viewer, family, entry});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<Seen> last_seen(sql::Connection& c, PersonId child) {
  std::optional<Seen> seen;
  c.query(
      "SELECT on_day, alone, by_name, said, wants, day_is_like, agency, author FROM child_seen WHERE child=$1 ORDER BY "
      "on_day DESC, entry DESC LIMIT 1",
      {child}, [&](sql::Row const& row) {
        seen = Seen{row.date(0).value_or(Date{}),
                    row.flag(1),
                    row.string(2),
                    row.string(3),
                    row.string(4),
                    row.string(5),
                    row.string(6),
                    row.id<journal::Actor>(7)};
      });
  return seen;
}

std::optional<Date> last_seen_alone(sql::Connection& c, PersonId child) {
  auto const day = c.text("SELECT max(on_day) FROM child_seen WHERE child=$1 AND alone=1", {child});
  return day ? parse_date(*day) : std::nullopt;
}

std::vector<MemberRow> team_of(sql::Connection& c, FamilyId family) {
  std::vector<MemberRow> team;
  c.query(
      "SELECT id, account, name, agency, role, phone, from_day, left_on, leads FROM family_member WHERE family=$1 "
      "ORDER BY left_on IS NOT NULL, leads DESC, left_on DESC, from_day, id",
      {family}, [&](sql::Row const& row) {
        MemberRow m;
        m.member = row.id<struct TeamMember>(0);
        if (!row.is_null(1)) m.account = row.id<journal::Actor>(1);
        m.name = row.string(2);
        m.agency = row.string(3);
        m.role = row.string(4);
        m.phone = row.string(5);
        m.from = row.date(6).value_or(Date{});
        m.left_on = row.date(7);
        m.leads = row.flag(8);
        team.push_back(std::move(m));
      });
  return team;
}

std::vector<AnswerRow> answers_of(sql::Connection& c, FamilyId family) {
  std::vector<AnswerRow> answers;
  c.query(
      "SELECT person, who, answer, asked_alone, on_day, how, wording, asked_by, understanding, whole_family FROM "
      "family_answer WHERE family=$1 ORDER BY on_day DESC, sequence DESC",
      {family}, [&](sql::Row const& row) {
        answers.push_back({row.id<people::Person>(0), row.string(1),
                           parse<Answer>(row.text(2)).value_or(Answer::declines), row.flag(3),
                           row.date(4).value_or(Date{}), row.string(5), row.string(6), row.string(7), row.string(8),
                           row.flag(9)});
      });
  return answers;
}

std::vector<ChoiceRow> choices_of(sql::Connection& c, FamilyId family) {
  std::vector<ChoiceRow> choices;
  c.query(
      "SELECT agency, information, may_share, said_by, on_day FROM sharing_choice WHERE family=$1 ORDER BY agency, "
      "information",
      {family}, [&](sql::Row const& row) {
        choices.push_back({row.string(0), row.string(1), row.flag(2), row.string(3), row.date(4).value_or(Date{})});
      });
  return choices;
}

std::vector<DecisionRow> decisions_of(sql::Connection& c, FamilyId family) {
  std::vector<DecisionRow> decisions;
  c.query(
      "SELECT id, share, agency, information, basis, reason, family_told, why_not_told, decided_by, on_day, until_day, "
      "worried FROM sharing_decision WHERE family=$1 ORDER BY on_day DESC, sequence DESC",
      {family}, [&](sql::Row const& row) {
        decisions.push_back({row.id<struct Choice>(0), row.flag(1), row.string(2), row.string(3), row.string(4),
                             row.string(5), row.flag(6), row.string(7), row.string(8), row.date(9).value_or(Date{}),
                             row.date(10), row.flag(11)});
      });
  return decisions;
}

std::optional<Date> left_early_help_on(sql::Connection& c, FamilyId family) {
  auto const day = c.text("SELECT on_day FROM family_left WHERE family=$1", {family});
  return day ? parse_date(*day) : std::nullopt;
}

std::vector<GlassRow> glasses_of(sql::Connection& c, FamilyId family) {
  static auto const sql = std::string{glass_columns} + "WHERE g.family=$1 ORDER BY g.broken_at DESC, g.id";
  std::vector<GlassRow> found;
  c.query(sql, {family}, [&](sql::Row const& row) { found.push_back(glass_of(row)); });
  return found;
}

std::vector<GlassRow> glasses_to_review(sql::Connection& c) {
  static auto const sql = std::string{glass_columns} + "WHERE g.finding IS NULL ORDER BY g.broken_at, g.id LIMIT 200";
  std::vector<GlassRow> found;
  c.query(sql, {}, [&](sql::Row const& row) { found.push_back(glass_of(row)); });
  return found;
}

std::vector<AskRow> asks_of(sql::Connection& c, FamilyId family) {
  static auto const sql = std::string{ask_columns} + "WHERE s.family=$1 ORDER BY s.asked_at DESC, s.id";
  std::vector<AskRow> found;
  c.query(sql, {family}, [&](sql::Row const& row) { found.push_back(ask_of(row)); });
  return found;
}

std::vector<AskRow> asks_waiting(sql::Connection& c) {
  static auto const sql = std::string{ask_columns} + "WHERE s.agrees IS NULL ORDER BY s.asked_at, s.id LIMIT 200";
  std::vector<AskRow> found;
  c.query(sql, {}, [&](sql::Row const& row) { found.push_back(ask_of(row)); });
  return found;
}

std::vector<ConflictRow> conflicts_of(sql::Connection& c, FamilyId family) {
  std::vector<ConflictRow> found;
  c.query(
      "SELECT f.account, COALESCE(a.name, ''), f.tie FROM family_conflict f LEFT JOIN account a ON a.id=f.account "
      "WHERE "
      "f.family=$1 ORDER BY a.name, f.account",
      {family}, [&](sql::Row const& row) {
        found.push_back({row.id<journal::Actor>(0), row.string(1), row.string(2)});
      });
  return found;
}

std::vector<RelativesRecorded> relations_of(sql::Connection& c, FamilyId family) {
  std::vector<RelativesRecorded> found;
  c.query("SELECT id, first_person, second_person, kinship FROM family_relation WHERE family=$1 ORDER BY id", {family},
          [&](sql::Row const& row) {
            found.push_back({family, row.id<struct Relation>(0), row.id<people::Person>(1), row.id<people::Person>(2),
                             parse<Kinship>(row.text(3)).value_or(Kinship::parent)});
          });
  return found;
}

std::vector<TieRecorded> ties_of(sql::Connection& c, FamilyId family) {
  std::vector<TieRecorded> found;
  c.query("SELECT id, name, note, strength, help FROM family_tie WHERE family=$1 ORDER BY id", {family},
          [&](sql::Row const& row) {
            found.push_back({family, row.id<NetworkTie>(0), row.string(1), row.string(2),
                             parse<TieStrength>(row.text(3)).value_or(TieStrength::ordinary),
                             parse<HelpFlow>(row.text(4)).value_or(HelpFlow::neither)});
          });
  return found;
}

std::vector<OwnFamily> families_of(sql::Connection& c, ActorId account) {
  std::vector<OwnFamily> found;
  c.query(
      "SELECT family, max(leads), min(from_day) FROM family_member WHERE account=$1 AND left_on IS NULL GROUP BY "
      "family "
      "ORDER BY max(leads) DESC, min(from_day), family LIMIT 500",
      {account}, [&](sql::Row const& row) {
        found.push_back({row.id<people::Family>(0), row.flag(1), row.date(2).value_or(Date{})});
      });
  return found;
}

std::vector<SeenMember> members_seen(sql::Connection& c, ActorId account) {
  static auto const sql =
      "SELECT (SELECT max(s.on_day) FROM child_seen s WHERE s.child=p.id), " + std::string{people::person_columns} +
      " FROM family_member m JOIN person p ON p.family=m.family WHERE m.account=$1 AND m.left_on IS NULL ORDER BY "
      "p.family, p.date_of_birth, p.id";
  std::vector<SeenMember> members;
  c.query(sql, {account}, [&](sql::Row const& row) { members.push_back({people::person_of(row, 1), row.date(0)}); });
  return members;
}

std::vector<FamilyId> families_held_by(sql::Connection& c, std::string_view agency, ActorId account, int limit) {
  std::vector<FamilyId> found;
  if (agency.empty()) return found;
  c.query(
      "SELECT p.family, max(l.allocated_on) FROM allocation l JOIN person p ON p.id=l.child WHERE l.lead_agency=$1 AND "
      "l.closed_on IS NULL AND NOT EXISTS (SELECT 1 FROM family_member m WHERE m.family=p.family AND m.account=$2 AND "
      "m.left_on IS NULL) GROUP BY p.family ORDER BY max(l.allocated_on) DESC, p.family LIMIT $3",
      {agency, account, limit}, [&](sql::Row const& row) { found.push_back(row.id<people::Family>(0)); });
  return found;
}

}  // namespace kith::family
