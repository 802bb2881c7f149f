// The whole house at a desk: every room's records and reactions, everybody who works there, every page.
#pragma once

#include "app/house.h"
#include "app/routes.h"
#include "desk.h"
#include "enquiry/commands.h"

namespace kith::app::test {

using access::Role;

struct WholeHouse : testing::Desk {
  explicit WholeHouse(sql::Engine engine = testing::each_engine(),
                      journal::Projections const& projections = all_projections())
      : Desk(engine, projections, testing::doncaster(), from_london(*Date::of(2026, 11, 4), 10),
             all_reactions(testing::doncaster())) {
    add_person("pat", "Pat Coordinator", Role::coordinator);
    add_person("sam", "Sam Screener", Role::screening_officer);
    add_person("tia", "Tia Teacher", Role::practitioner, "dial_house_primary");
    add_person("mia", "Mia Mash", Role::mash_worker);
    add_person("max", "Max Manager", Role::manager);
    add_person("ann", "Ann Analyst", Role::analyst);
    add_person("ada", "Ada Administrator", Role::administrator);
  }
  // Hangs every page on the router.
  void open_doors() { router = all_routes(services); }

  enquiry::By by(std::string const& login) { return {subject(login), "screening"}; }
};

}  // namespace kith::app::test
