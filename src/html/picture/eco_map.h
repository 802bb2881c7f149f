// A family and what is around it: school, friends, work, services; how strong each tie is and which way help flows.
#pragma once

#include <string>
#include <vector>

#include "html/picture/about.h"

namespace kith::html {

enum class Strength { strong, ordinary, tenuous, stressful };
enum class HelpFlows { neither, to_the_family, from_the_family, both_ways };

struct EcoTie {
  std::string name = {};  // "Millbrook Primary"
  std::string note = {};  // for the table: "Breakfast club on three days"
  Strength strength = Strength::ordinary;
  HelpFlows help = HelpFlows::neither;
};

struct EcoMap {
  About about = {};
  std::string centre = {};          // "The Ashdown family"
  std::vector<EcoTie> around = {};  // drawn from the top, then by turns right and left; beyond twelve in the table only
};

Html eco_map(EcoMap const& map);

}  // namespace kith::html
