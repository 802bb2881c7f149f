// Commands on a family's plan as the writer runs them: load, authorise on the family as it stands, decide, append.
#pragma once

#include "family/commands.h"
#include "plan/decide.h"
#include "plan/records.h"

namespace kith::plan {

using family::By;

// Begins the family's plan. Errors: no_family, not_allowed, begun_already, and what decide() says.
Result<std::string> begin(journal::Transaction& t, FamilyId family, BeginPlan const& command, By const& by);

// Any other command, on the plan of this family that is open, or that closed last. Errors: no_family, not_allowed,
// no_plan, owner_left (the person of the team who was to do it has left), and what decide() says.
template <class Command>
Result<std::string> act(journal::Transaction& t, FamilyId family, Command const& command, By const& by);

// Which steps a second named person looks at: the question that goes to the family's record, in words; nothing for the
// others. Closing at level 3, and stepping down a level.
std::optional<family::SecondAsked> second_look_at(Plan const& before, Events::Event const& event);

}  // namespace kith::plan
