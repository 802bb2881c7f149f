// Who may be what. A person has one account, one agency and one or more roles; what a role may do is in decide.cpp
// alone.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/closed_set.h"
#include "journal/envelope.h"

namespace kith::access {

using journal::ActorId;

enum class Role {
  coordinator,
  screening_officer,
  practitioner,
  mash_worker,
  manager,
  analyst,
  administrator,
};
constexpr auto closed_set(Role) {
  using enum Role;
  return std::to_array<Member<Role>>({
      {coordinator, "coordinator", "Early help coordinator"},
      {screening_officer, "screening_officer", "Screening officer"},
      {practitioner, "practitioner", "Practitioner"},
      {mash_worker, "mash_worker", "MASH worker"},
      {manager, "manager", "Manager"},
      {analyst, "analyst", "Performance analyst"},
      {administrator, "administrator", "Administrator"},
  });
}

// Who is asking. Nobody signed in is a Subject without roles.
struct Subject {
  ActorId account;
  std::string name;
  std::string agency;  // profile code
  std::vector<Role> roles;
  bool signed_in = false;
  // Their agency's agreement to share information is in force today. Without one a partner still asks for help, warns
  // and hears what became of it, and sees nothing that others wrote.
  bool agency_agreement = true;

  bool is(Role role) const { return std::find(roles.begin(), roles.end(), role) != roles.end(); }
};

}  // namespace kith::access
