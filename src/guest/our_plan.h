// A family's plan as one of them may read it: the one place where it is made, whoever prints or shows it. Each thing in
// it is asked about by itself (access::decide_view), and what may not be seen is not there: no gap, no star, no count.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "guest/records.h"
#include "plan/decide.h"
#include "plan/records.h"
#include "profile/profile.h"

namespace kith::guest {

struct OurText {
  std::string item;  // what a mark is set on: "worries", "goal:…", "note:…"
  std::string text;

  bool operator==(OurText const&) const = default;
};
struct OurAction {
  std::string item;
  ActionId action;
  std::string owner;
  std::string text;
  Date due;
  std::optional<bool> done;  // none while it is open

  bool operator==(OurAction const&) const = default;
};
struct OurGoal {
  std::string item;
  std::string text;
  std::optional<plan::GoalOutcome> outcome;
  std::vector<OurAction> actions;

  bool operator==(OurGoal const&) const = default;
};
struct OurReview {
  std::string item;
  Date on;
  std::string what_changed;
  std::string family_says;

  bool operator==(OurReview const&) const = default;
};
struct OurHelper {
  std::string item;
  std::string name;
  std::string agency;
  std::string phone;
  bool leads = false;

  bool operator==(OurHelper const&) const = default;
};
struct OurTold {
  std::string item;
  std::string agency;
  std::string information;
  Date on;

  bool operator==(OurTold const&) const = default;
};
struct OurNote {
  std::string item;
  Instant at;
  std::string with_whom;
  std::string text;
  bool shown = false;  // to the family at all

  bool operator==(OurNote const&) const = default;
};
struct OurWords {
  Instant at;
  std::optional<bool> agrees;
  std::string text;

  bool operator==(OurWords const&) const = default;
};

struct OurPlan {
  bool there = false;            // the family has a plan
  std::vector<OurText> answers;  // to the questions of which `item` is the code
  std::vector<OurGoal> goals;
  std::vector<OurAction> actions;  // of no goal that is shown
  std::optional<Date> review_on;
  std::vector<OurReview> reviews;  // newest first
  std::vector<OurHelper> helpers;
  std::vector<OurTold> told;
  std::vector<OurNote> notes;  // newest first
  std::vector<OurText> child_said;
  std::vector<OurWords> said;  // newest first

  bool operator==(OurPlan const&) const = default;
};

// For whom it is made.
struct Reader {
  std::optional<PersonId> person;  // none: for a copy that anybody of the family may pick up
  access::ViewStanding standing;
};
// A reader of paper, which a worker hands over: the marks hold, whoever was or was not asked.
Reader reader_of_paper(std::optional<PersonId> person);

std::optional<plan::Plan> plan_now(sql::Connection& c, FamilyId family);
OurPlan our_plan(sql::Connection& c, FamilyId family, std::optional<plan::Plan> const& plan, Reader const& reader,
                 profile::Profile const& profile);

// Everything that can be marked, for a worker: of notes those that `may_read` lets them read.
OurPlan everything_of(sql::Connection& c, FamilyId family, profile::Profile const& profile,
                      std::function<bool(family::Entry const&)> const& may_read);
// Whether a member of the team or an agency is a specialist in domestic abuse, whose part is kept from the whole
// family: by the part, or by a code that begins so.
bool is_specialist(std::string_view agency, std::string_view role = {});

// The family whose plan this event changes; none for any other event.
std::optional<FamilyId> plan_changed_by(sql::Connection& c, journal::Recorded const& recorded);
// Whether it changes anything that this person reads.
bool changes_what_they_see(journal::Transaction& t, journal::Recorded const& recorded, FamilyId family, PersonId person,
                           profile::Profile const& profile);

}  // namespace kith::guest
