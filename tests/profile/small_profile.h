// A whole profile of an invented council, as small as a profile can be, for planting faults in.
#pragma once

#include <map>
#include <string>

#include <fmt/format.h>

#include "profile/profile.h"

namespace kith::profile::test {

using Texts = std::map<std::string, std::string>;  // file name to contents

inline Texts small_profile() {
  Texts files;
  files["council.toml"] = R"(council = "Borough of Ashcombe"
service = "Ashcombe Early Help"

[clocks]
first_contact = { amount = 3, unit = "working_days" }
screening = { amount = 1, unit = "working_days" }
urgent_accepted = { amount = 15, unit = "minutes" }
review = { amount = 42, unit = "calendar_days" }
lead_contact = { amount = 48, unit = "hours" }

[contacts]
mash_name = "MASH"
mash_phone = "01632 960001"
out_of_hours_phone = "01632 960002"
hub_phone = "020 7946 0003"
hub_hours = "Monday to Friday 9am to 5pm"
)";
  files["places.toml"] = R"([[place]]
code = "lower_end"
label = "Lower End"
rank = "place"
within = "mill_ward"

[[place]]
code = "ashcombe"
label = "Ashcombe"
rank = "authority"

[[place]]
code = "mill_ward"
label = "Mill"
rank = "ward"
within = "ashcombe"

[[place_alias]]
name = "The Mill"
places = ["mill_ward",
          "lower_end"]
)";
  files["agencies.toml"] = R"([[agency]]
code = "school"
label = "Fernhill School"
aliases = ["Fernhill"]
kind = "education"
phone = "+44 1632 960010"

[[agency]]
code = "clinic"
label = "Clinic"
kind = "health"

[[team]]
code = "mill_team"
label = "Mill team"
area = "mill_ward"
agency = "school"
)";
  std::string words;
  for (auto const* list : {"source", "need", "sex", "ethnicity", "disability", "contact_method", "closing_reason"})
    words += fmt::format("[[{0}]]\ncode = \"first_{0}\"\nlabel = \"First {0}\"\nfrom = 2019-04-01\nto = 2020-03-31\n\n",
                         list);
  files["words.toml"] = words;
  std::string outcomes;
  for (auto const& member : members_of<ScreeningOutcome>)
    outcomes += fmt::format("[[screening_outcome]]\ncode = \"{}\"\nlabel = \"{}\"\n\n", member.wire, member.label);
  for (auto const& member : members_of<StepOutcome>)
    outcomes += fmt::format("[[step_outcome]]\ncode = \"{}\"\nlabel = \"{}\"\n\n", member.wire, member.label);
  files["outcomes.toml"] = outcomes;
  std::string levels;
  for (int number = 1; number <= 4; ++number)
    levels += fmt::format("[[level]]\nnumber = {0}\nlabel = \"Level {0}\"\nmeaning = \"Some need.\"\n\n", number);
  for (auto const role : role_codes) levels += fmt::format("[[role]]\ncode = \"{0}\"\nlabel = \"A {0}\"\n\n", role);
  files["levels_and_roles.toml"] = levels;
  return files;
}

// As pack() writes it.
inline std::string packed(Texts const& files) {
  std::string text = "kith-profile 1 ashcombe\n";
  for (auto const& [name, contents] : files) text += fmt::format("{} {}\n{}\n", contents.size(), name, contents);
  return text;
}

}  // namespace kith::profile::test
