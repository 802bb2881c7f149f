// A family with a team and a plan, at a desk.
#pragma once

#include "family/family_desk.h"
#include "plan/commands.h"
#include "plan/routes.h"

namespace kith::plan::test {

using family::test::has;
using family::test::Typed;

struct PlanDesk : family::test::FamilyDesk {
  explicit PlanDesk(sql::Engine engine = testing::each_engine()) : FamilyDesk({plan::plan_records()}, engine) {
    family::hang_routes(router, services, plan::additions());
    plan::hang_routes(router, services);
    gather_team();
  }
  void begin_plan() {
    done("tia", "plan-begin",
         {{"worries", "Misses school on Mondays"},
          {"working_well", "Close to her aunt"},
          {"need_now", "Help with mornings"},
          {"next_step", "Aunt brings her on Mondays"}});
  }
  void to_level(std::string const& level, std::string const& login = "tia") {
    done(login, "plan-level", {{"to", level}, {"reason", "Need has changed"}});
  }
};

}  // namespace kith::plan::test
