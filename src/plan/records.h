// Plans as rows, for lists and for finding the plan of a family. The document itself is folded from its history.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/projection.h"
#include "plan/events.h"
#include "sql/database.h"

namespace kith::plan {

journal::Projection plan_records();

struct PlanRow {
  PlanId plan;
  FamilyId family;
  int level = 1;
  Footing footing = Footing::none;
  Date begun_on;
  std::optional<Date> next_review_on;
  std::optional<Date> closed_on;
  std::string closing_reason;
  Date moved_on;                   // the last day on which anything in it changed
  std::optional<Date> meeting_on;  // a meeting that is called, and not yet held
};
// The plan of a family that is open, or else the one that closed last.
std::optional<PlanRow> plan_of_family(sql::Connection& c, FamilyId family);
std::vector<PlanRow> plans_of_family(sql::Connection& c, FamilyId family);  // newest first

// Something to be done, open, of a family.
struct ActionRow {
  ActionId action;
  FamilyId family;
  std::string text;
  std::string owner;
  Date due;
};
std::vector<ActionRow> open_actions_of(sql::Connection& c, FamilyId family);  // soonest due first

// What is due in the families in whose team an account is now: open plans with their days, and what is to be done by
// `until`, soonest first. Whether the account may know of each family is decide()'s to say.
std::vector<PlanRow> open_plans_around(sql::Connection& c, ActorId account);
std::vector<ActionRow> actions_due_around(sql::Connection& c, ActorId account, Date until);

// What became of a family after a plan closed, computed from records alone. The demand report counts the same of each
// child after an allocation closed (insight/coming_back.h).
struct Sustained {
  int months = 6;
  Date until;                          // the day the months are over
  std::optional<Date> came_back_on;    // a new request about the family, or an allocation without one
  std::optional<Date> social_care_on;  // a referral to social care
  bool over(Date today) const { return today > until; }
  bool held() const { return !came_back_on && !social_care_on; }
};
Sustained sustained(sql::Connection& c, FamilyId family, Date closed_on, int months);

}  // namespace kith::plan
