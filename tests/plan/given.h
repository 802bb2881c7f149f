// What stands in a plan, and what a command comes to then.
#pragma once

#include <doctest/doctest.h>

#include <set>

#include "plan/decide.h"

namespace kith::plan::test {

inline Date const today = *Date::of(2026, 11, 10);
inline Instant const now = from_london(today, 10);
inline Context const context{now, today, {}};
using Codes = std::set<std::string>;

template <class Thing>
Id<Thing> id(unsigned char number) {
  RawId raw{};
  raw.bytes.back() = number;
  return Id<Thing>{raw};
}

struct Given {
  Plan plan;

  Given& that(Events::Event const& event) {
    auto encoded = Events::encode(event, now);
    journal::Recorded recorded;
    recorded.header.version = plan.version + 1;
    recorded.header.type = encoded.type;
    recorded.header.type_version = encoded.type_version;
    recorded.header.occurred_at = now;
    recorded.body = encoded.body;
    evolve(plan, recorded);
    return *this;
  }
  template <class Command>
  Decided decided(Command const& command) const {
    return decide(plan, command, context);
  }
  template <class Command>
  Codes when(Command const& command) const {
    auto const result = decided(command);
    Codes codes;
    if (result) {
      for (auto const& event : *result)
        codes.insert(std::visit([](auto const& e) { return std::string{e.event.type}; }, event));
      return codes;
    }
    codes.insert(result.error().code);
    for (auto const& field : result.error().fields) codes.insert(field.code);
    return codes;
  }
};

inline PlanBegun three_answers() {
  PlanBegun begun;
  begun.worries = "Misses school";
  begun.working_well = "Close to her aunt";
  begun.need_now = "Somebody to talk to";
  begun.next_step = "Aunt brings her on Mondays";
  return begun;
}
inline LevelChanged to_level(int from, int to) { return {{}, from, to, "More is needed"}; }
inline GoalSet a_goal(unsigned char number = 1) {
  return {{}, id<Goal>(number), "In school every day", "", "Misses school"};
}
inline AgreeAction an_action() {
  AgreeAction command;
  command.action.action = id<PlanAction>(2);
  command.action.text = "Ring the bus company";
  command.action.owner = std::string{"The family"};
  command.action.due = today + 7;
  return command;
}
inline Given a_plan(int level = 1) {
  Given given;
  given.that(three_answers());
  if (level > 1) given.that(to_level(1, level));
  return given;
}

}  // namespace kith::plan::test
