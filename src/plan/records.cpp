#include "plan/records.h"

namespace kith::plan {

namespace {

auto constexpr ddl = R"(
CREATE TABLE plan(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, level INTEGER NOT NULL, footing TEXT NOT NULL, begun_on TEXT NOT NULL,
  next_review_on TEXT, closed_on TEXT, closing_reason TEXT NOT NULL, moved_on TEXT NOT NULL, meeting_on TEXT) KEYED;
CREATE TABLE plan_action(
  id TEXT PRIMARY KEY, plan TEXT NOT NULL, family TEXT NOT NULL, text TEXT NOT NULL, owner TEXT NOT NULL,
  due TEXT NOT NULL, ended_on TEXT) KEYED;
)";

auto constexpr indexes = R"(
CREATE INDEX plan_by_family ON plan(family);
CREATE INDEX plan_by_review ON plan(next_review_on);
CREATE INDEX plan_action_by_family ON plan_action(family, due);
)";

struct Apply {
  sql::Connection& c;
  journal::Header const& header;
  std::string plan = to_text(header.stream);

  // A plan from before plan.of_family has its family from its beginning; every later one from either.
  void operator()(PlanBegun const& e) const { keep(e.family); }
  void operator()(PlanOfFamily const& e) const { keep(e.family); }
  void keep(FamilyId family) const {
    c.post(
        "INSERT INTO plan(id, family, level, footing, begun_on, next_review_on, closed_on, closing_reason, moved_on, "
        "meeting_on) VALUES($1,$2,1,$3,$4,NULL,NULL,'',$4,NULL) ON CONFLICT DO NOTHING",
        {plan, family, Footing::none, london_date(header.occurred_at)});
  }
  void operator()(LevelChanged const& e) const { c.post("UPDATE plan SET level=$1 WHERE id=$2", {e.to, plan}); }
  void operator()(FootingChanged const& e) const { c.post("UPDATE plan SET footing=$1 WHERE id=$2", {e.to, plan}); }
  void operator()(ActionAgreed const& e) const {
    c.post(
        "INSERT INTO plan_action(id, plan, family, text, owner, due, ended_on) SELECT $1, id, family, $3, $4, $5, NULL "
        "FROM plan WHERE id=$2",
        {e.action, plan, e.text, e.owner, e.due});
  }
  void operator()(ActionEnded const& e) const {
    c.post("UPDATE plan_action SET ended_on=$1 WHERE id=$2", {e.on, e.action});
  }
  void operator()(ReviewPlanned const& e) const { next_review(e.on); }
  void operator()(PlanReviewed const& e) const { next_review(e.next_on); }
  void next_review(std::optional<Date> on) const {
    c.post("UPDATE plan SET next_review_on=$1 WHERE id=$2", {on, plan});
  }
  void operator()(PlanClosed const& e) const {
    c.post("UPDATE plan SET closed_on=$1, closing_reason=$2, next_review_on=NULL WHERE id=$3", {e.on, e.reason, plan});
  }
  void operator()(PlanReopened const&) const {
    c.post("UPDATE plan SET closed_on=NULL, closing_reason='' WHERE id=$1", {plan});
  }
  void operator()(MeetingCalled const& e) const { meeting(e.on); }
  void operator()(MeetingCalledOff const&) const { meeting({}); }
  void operator()(MeetingHeld const&) const { meeting({}); }
  void meeting(std::optional<Date> on) const { c.post("UPDATE plan SET meeting_on=$1 WHERE id=$2", {on, plan}); }
  // What only the document holds.
  template <class Other>
  void operator()(Other const&) const {}
};

void apply(sql::Connection& c, journal::Recorded const& recorded) {
  auto moved = [&] {
    c.post("UPDATE plan SET moved_on=$1 WHERE id=$2",
           {london_date(recorded.header.occurred_at), to_text(recorded.header.stream)});
  };
  // That something was done stays when its words are redacted.
  if (!recorded.body) return moved();
  auto const event = Events::decode(recorded);
  if (!event) return;
  std::visit(Apply{c, recorded.header}, *event);
  moved();
}

PlanRow plan_of(sql::Row const& row) {
  PlanRow p;
  p.plan = row.id<Plan>(0);
  p.family = row.id<people::Family>(1);
  p.level = static_cast<int>(row.integer(2));
  p.footing = parse<Footing>(row.text(3)).value_or(Footing::none);
  p.begun_on = row.date(4).value_or(Date{});
  p.next_review_on = row.date(5);
  p.closed_on = row.date(6);
  p.closing_reason = row.string(7);
  p.moved_on = row.date(8).value_or(Date{});
  p.meeting_on = row.date(9);
  return p;
}

ActionRow action_of(sql::Row const& row) {
  return {row.id<struct PlanAction>(0), row.id<people::Family>(1), row.string(2), row.string(3),
          row.date(4).value_or(Date{})};
}

std::optional<Date> first_day(sql::Connection& c, std::string_view sql, FamilyId family, Date after, Date until) {
  auto const day = c.text(sql, {family, after, until});
  return day ? parse_date(*day) : std::nullopt;
}

}  // namespace

journal::Projection plan_records() { return {"plan", ddl, {{"plan", "id"}, {"plan_action", "id"}}, &apply, indexes}; }

std::vector<PlanRow> plans_of_family(sql::Connection& c, FamilyId family) {
  std::vector<PlanRow> plans;
  c.query(
      "SELECT id, family, level, footing, begun_on, next_review_on, closed_on, closing_reason, moved_on, meeting_on "
      "FROM plan WHERE family=$1 ORDER BY closed_on IS NOT NULL, closed_on DESC, begun_on DESC, id",
      {family}, [&](sql::Row const& row) { plans.push_back(plan_of(row)); });
  return plans;
}

std::vector<PlanRow> open_plans_around(sql::Connection& c, ActorId account) {
  std::vector<PlanRow> plans;
  c.query(
      "SELECT p.id, p.family, p.level, p.footing, p.begun_on, p.next_review_on, p.closed_on, p.closing_reason, "
      "p.moved_on, p.meeting_on FROM family_member m JOIN plan p ON p.family=m.family WHERE m.account=$1 AND m.left_on "
      "IS NULL AND p.closed_on IS NULL ORDER BY p.family",
      {account}, [&](sql::Row const& row) { plans.push_back(plan_of(row)); });
  return plans;
}

std::vector<ActionRow> actions_due_around(sql::Connection& c, ActorId account, Date until) {
  std::vector<ActionRow> actions;
  c.query(
      "SELECT a.id, a.family, a.text, a.owner, a.due FROM family_member m JOIN plan_action a ON a.family=m.family JOIN "
      "plan p ON p.id=a.plan WHERE m.account=$1 AND m.left_on IS NULL AND a.ended_on IS NULL AND p.closed_on IS NULL "
      "AND a.due<=$2 ORDER BY a.due, a.id",
      {account, until}, [&](sql::Row const& row) { actions.push_back(action_of(row)); });
  return actions;
}

std::optional<PlanRow> plan_of_family(sql::Connection& c, FamilyId family) {
  auto plans = plans_of_family(c, family);
  if (plans.empty()) return std::nullopt;
  return std::move(plans.front());
}

std::vector<ActionRow> open_actions_of(sql::Connection& c, FamilyId family) {
  std::vector<ActionRow> actions;
  c.query(
      "SELECT a.id, a.family, a.text, a.owner, a.due FROM plan_action a JOIN plan p ON p.id=a.plan WHERE a.family=$1 "
      "AND "
      "a.ended_on IS NULL AND p.closed_on IS NULL ORDER BY a.due, a.id",
      {family}, [&](sql::Row const& row) { actions.push_back(action_of(row)); });
  return actions;
}

Sustained sustained(sql::Connection& c, FamilyId family, Date closed_on, int months) {
  Sustained s;
  s.months = months;
  s.until = closed_on.plus_months(months);
  s.came_back_on =
      first_day(c, "SELECT min(received_on) FROM enquiry WHERE family=$1 AND received_on>$2 AND received_on<=$3",
                family, closed_on, s.until);
  // Somebody may have been helped again without asking.
  auto const helped_again = first_day(c,
                                      "SELECT min(a.allocated_on) FROM allocation a JOIN person p ON p.id=a.child "
                                      "WHERE p.family=$1 AND a.allocated_on>$2 AND a.allocated_on<=$3",
                                      family, closed_on, s.until);
  if (helped_again && (!s.came_back_on || *helped_again < *s.came_back_on)) s.came_back_on = helped_again;
  s.social_care_on = first_day(c,
                               "SELECT min(r.referred_on) FROM referral r JOIN person p ON p.id=r.child WHERE "
                               "p.family=$1 AND r.referred_on>$2 AND r.referred_on<=$3",
                               family, closed_on, s.until);
  return s;
}

}  // namespace kith::plan
