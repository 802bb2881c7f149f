// How a family is helped in the demo borough once a practitioner takes it on: what is agreed, seen, written and
// planned, step by step over weeks. Every word is invented.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "family/commands.h"

namespace kith::app::demo {

struct StoryStep {
  int after_days = 0;  // working time: the borough does it in the office hours of that day
  std::string login;   // who does it
  std::function<Result<std::string>(journal::Transaction&, family::FamilyId, family::By const&)> act;
};

// The story of the `number`-th family helped. The same number gives the same story.
std::vector<StoryStep> family_story(int number);

}  // namespace kith::app::demo
