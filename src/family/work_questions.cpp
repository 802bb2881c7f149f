// What pages ask of work with a family.
#include <algorithm>
#include <map>
#include <set>

#include "family/work_records.h"
#include "profile/clock.h"

namespace kith::family {

namespace {

auto constexpr disagreement_columns =
    "SELECT d.id, d.family, d.about, d.with_agency, d.wants, d.stage, d.stage_since, d.raised_by, "
    "COALESCE(a.name, ''), d.raised_agency, d.answered, d.settled FROM disagreement d LEFT JOIN account a ON "
    "a.id=d.raised_by ";

std::vector<DisagreementRow> disagreements(sql::Connection& c, std::string const& sql,
                                           std::initializer_list<sql::Value> values) {
  std::vector<DisagreementRow> found;
  c.query(sql, values, [&](sql::Row const& row) {
    found.push_back({.disagreement = row.id<struct Disagreement>(0),
                     .family = row.id<people::Family>(1),
                     .about = row.string(2),
                     .agency = row.string(3),
                     .wants = row.string(4),
                     .stage = row.string(5),
                     .stage_since = row.instant(6),
                     .raised_by = row.id<journal::Actor>(7),
                     .raised_by_name = row.string(8),
                     .raised_agency = row.string(9),
                     .answered = row.flag(10),
                     .settled = row.flag(11)});
  });
  for (auto& one : found)
    c.query(
        "SELECT s.move, s.stage, s.text, s.who, COALESCE(a.name, ''), s.at FROM disagreement_step s LEFT JOIN account "
        "a ON a.id=s.account WHERE s.disagreement=$1 ORDER BY s.sequence",
        {one.disagreement}, [&](sql::Row const& row) {
          auto who = row.string(3);
          if (who.empty()) who = row.string(4);
          one.steps.push_back({parse<DisagreementMove>(row.text(0)).value_or(DisagreementMove::raised), row.string(1),
                               row.string(2), std::move(who), row.instant(5)});
        });
  return found;
}

}  // namespace

std::vector<HandoverRow> handovers_of(sql::Connection& c, FamilyId family) {
  std::vector<HandoverRow> found;
  c.query(
      "SELECT from_name, to_name, on_day, at, reason, told, why_not_told FROM family_handover WHERE family=$1 ORDER BY "
      "sequence DESC",
      {family}, [&](sql::Row const& row) {
        found.push_back({row.string(0), row.string(1), row.date(2).value_or(Date{}), row.instant(3), row.string(4),
                         row.flag(5), row.string(6)});
      });
  return found;
}

std::vector<RefusalRow> refusals_of(sql::Connection& c, FamilyId family) {
  std::vector<RefusalRow> found;
  c.query(
      "SELECT id, step, asked_by, worry, reason, decided_by, social_worker, change_mind, look_again_on, at, author, "
      "agency FROM step_up_refusal WHERE family=$1 ORDER BY at DESC, id DESC",
      {family}, [&](sql::Row const& row) {
        found.push_back({row.id<struct Ask>(0), parse<StepUp>(row.text(1)).value_or(StepUp::higher_level),
                         row.string(2), row.string(3), row.string(4), row.string(5), row.flag(6), row.string(7),
                         row.date(8).value_or(Date{}), row.instant(9), row.id<journal::Actor>(10), row.string(11)});
      });
  return found;
}

access::Field DisagreementRow::field(access::Subject const& subject) const {
  if (raised_by == subject.account) return {.kind = access::FieldClass::card};
  auto field = Standing::field_of(raised_by, raised_agency, subject);
  field.own_agency = field.own_agency || (!subject.agency.empty() && agency == subject.agency);
  return field;
}

std::optional<Instant> DisagreementRow::due(profile::Profile const& profile) const {
  if (answered || settled) return std::nullopt;
  for (auto const& one : profile.practice.escalation_stages)
    if (one.code == stage) return profile::due(one.answer, stage_since);
  return std::nullopt;
}

std::vector<DisagreementRow> disagreements_of(sql::Connection& c, FamilyId family) {
  static auto const sql =
      std::string{disagreement_columns} + "WHERE d.family=$1 ORDER BY d.settled, d.stage_since, d.id";
  return disagreements(c, sql, {family});
}

std::vector<DisagreementRow> disagreements_open(sql::Connection& c) {
  static auto const sql =
      std::string{disagreement_columns} + "WHERE d.settled=0 ORDER BY d.stage_since, d.id LIMIT 200";
  return disagreements(c, sql, {});
}

std::string next_stage(profile::Profile const& profile, std::string_view stage) {
  auto const& stages = profile.practice.escalation_stages;
  auto const found = std::ranges::find(stages, stage, &profile::EscalationStage::code);
  return found == stages.end() || found + 1 == stages.end() ? std::string{} : (found + 1)->code;
}

std::int64_t InterventionRow::attended() const { return std::ranges::count(sessions, true, &SessionRow::attended); }

std::vector<InterventionRow> interventions_of(sql::Connection& c, FamilyId family) {
  std::vector<InterventionRow> found;
  c.query(
      "SELECT id, kind, provider, hoped_for, offered_on, started_on, planned, ending, ended_on, came_of_it, author, "
      "agency FROM intervention WHERE family=$1 ORDER BY ending IS NOT NULL, offered_on DESC, id DESC",
      {family}, [&](sql::Row const& row) {
        InterventionRow i;
        i.intervention = row.id<struct Intervention>(0);
        i.kind = row.string(1);
        i.provider = row.string(2);
        i.hoped_for = row.string(3);
        i.offered_on = row.date(4).value_or(Date{});
        i.started_on = row.date(5);
        i.planned = row.integer(6);
        if (!row.is_null(7)) i.ending = parse<InterventionEnding>(row.text(7));
        i.ended_on = row.date(8);
        i.came_of_it = row.string(9);
        i.author = row.id<journal::Actor>(10);
        i.agency = row.string(11);
        found.push_back(std::move(i));
      });
  for (auto& one : found) {
    c.query("SELECT person FROM intervention_person WHERE intervention=$1 ORDER BY person", {one.intervention},
            [&](sql::Row const& row) { one.people.push_back(row.id<people::Person>(0)); });
    c.query("SELECT on_day, attended, note FROM intervention_session WHERE intervention=$1 ORDER BY on_day, sequence",
            {one.intervention}, [&](sql::Row const& row) {
              one.sessions.push_back({row.date(0).value_or(Date{}), row.flag(1), row.string(2)});
            });
  }
  return found;
}

std::vector<ReflectionRow> reflections_of(sql::Connection& c, FamilyId family, ActorId author) {
  std::vector<ReflectionRow> found;
  c.query("SELECT author, at, text FROM reflection WHERE family=$1 AND author=$2 ORDER BY at DESC, id DESC",
          {family, author}, [&](sql::Row const& row) {
            found.push_back({row.id<journal::Actor>(0), row.instant(1), row.string(2)});
          });
  return found;
}

namespace {

// The few families for which decide() may say no to somebody of the hub; it is asked about each of them, and not about
// a thousand others on every look at a page.
std::set<FamilyId> doubtful_families(sql::Connection& c, access::Subject const& viewer) {
  std::set<FamilyId> doubtful;
  c.query(
      "SELECT family FROM person WHERE restricted=1 UNION SELECT family FROM family_conflict WHERE account=$1 ORDER BY "
      "1",
      {viewer.account}, [&](sql::Row const& row) { doubtful.insert(row.id<people::Family>(0)); });
  return doubtful;
}

bool may_know_of(sql::Connection& c, FamilyId family, access::Subject const& viewer, Instant now) {
  auto const standing = standing_of(c, family, viewer, now);
  return static_cast<bool>(access::decide(viewer, access::Action::see_family, standing.standing, {}, standing.context));
}

}  // namespace

std::vector<LedFamily> led_families(sql::Connection& c, access::Subject const& viewer, Instant now) {
  auto const doubtful = doubtful_families(c, viewer);
  std::map<FamilyId, std::string> teams;
  c.query(
      "SELECT p.family, l.team FROM allocation l JOIN person p ON p.id=l.child WHERE l.closed_on IS NULL ORDER BY "
      "l.allocated_on, l.id",
      {}, [&](sql::Row const& row) { teams[row.id<people::Family>(0)] = row.string(1); });
  std::vector<LedFamily> found;
  c.query(
      "SELECT family, account, name, agency, from_day FROM family_member WHERE leads=1 AND left_on IS NULL ORDER BY "
      "name, account NULLS LAST, from_day, family",
      {}, [&](sql::Row const& row) {
        LedFamily led;
        led.family = row.id<people::Family>(0);
        if (!row.is_null(1)) led.account = row.id<journal::Actor>(1);
        led.name = row.string(2);
        led.agency = row.string(3);
        led.since = row.date(4).value_or(Date{});
        found.push_back(std::move(led));
      });
  std::erase_if(found, [&](LedFamily const& led) {
    return doubtful.contains(led.family) && !may_know_of(c, led.family, viewer, now);
  });
  for (auto& led : found)
    if (auto const team = teams.find(led.family); team != teams.end()) led.team = team->second;
  return found;
}

std::vector<FullWorker> workers_over(sql::Connection& c, access::Subject const& viewer, std::int64_t limit,
                                     Instant now) {
  std::vector<FullWorker> workers;
  // An account is one worker whatever agency stands beside it; without one, a name of an agency is.
  c.query(
      "SELECT account, max(name), max(agency), count(*) FROM family_member WHERE leads=1 AND left_on IS NULL GROUP BY "
      "account, CASE WHEN account IS NULL THEN name ELSE '' END, CASE WHEN account IS NULL THEN agency ELSE '' END "
      "HAVING count(*)>$1 ORDER BY 4 DESC, 2, account NULLS LAST",
      {limit}, [&](sql::Row const& row) {
        auto& worker = workers.emplace_back();
        if (!row.is_null(0)) worker.account = row.id<journal::Actor>(0);
        worker.name = row.string(1);
        worker.agency = row.string(2);
        worker.families = row.integer(3);
      });
  if (workers.empty()) return workers;
  // What they may not know of is not in the count either: a number must not show what a list hides.
  for (auto const& family : doubtful_families(c, viewer)) {
    if (may_know_of(c, family, viewer, now)) continue;
    c.query("SELECT account, name, agency FROM family_member WHERE family=$1 AND leads=1 AND left_on IS NULL", {family},
            [&](sql::Row const& row) {
              for (auto& worker : workers)
                if (row.is_null(0) ? !worker.account && worker.name == row.text(1) && worker.agency == row.text(2)
                                   : worker.account == row.id<journal::Actor>(0))
                  --worker.families;
            });
  }
  std::erase_if(workers, [&](FullWorker const& worker) { return worker.families <= limit; });
  return workers;
}

}  // namespace kith::family
