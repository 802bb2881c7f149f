// A profile while it is being read: the values, where each was written, and the references still to be followed once
// every file has been read.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "profile/faults.h"
#include "profile/profile.h"
#include "profile/table.h"

namespace kith::profile {

// Who goes by which name in one list, so that no name can mean two things.
struct Names {
  struct Owner {
    std::string code;
    Origin origin;
  };
  std::map<std::string, Owner> by_key;  // name_key() to the one who has it
  std::map<std::string, Origin> codes;
};

// "within = 'balbby'", to be looked up when all places are known.
struct Reference {
  Origin origin;
  std::string field;
  std::string code;
};

struct Draft {
  explicit Draft(std::string folder_name) : folder(std::move(folder_name)) {}

  Profile profile;
  std::string folder;  // how faults name what is missing from the whole
  Faults faults;
  std::map<std::string, Names> names;       // by list: "place", "agency", "source", …
  std::map<std::string, Origin> once;       // council, service, [clocks], [contacts]: where each was given
  std::map<std::string, Origin> withins;    // by place code: the line of its `within`
  std::vector<Reference> place_references;  // of places, aliases and teams
  std::vector<Reference> agency_references;
};

// Whether this is the first time that `what` is given; faults otherwise.
bool is_first(Draft& draft, std::string const& what, Origin const& origin);
// The code, label and aliases that every word has, whatever else its table holds.
void read_word(Draft& draft, std::string const& list, Table& table, Word& word);
// One file's clocks, rhythms, stages and other limits into the draft.
void read_limits(Draft& draft, Table& root, std::string const& file);
// One file's contents into the draft.
void read_file_into(Draft& draft, std::string_view toml, std::string const& file);
// What can only be seen when every file has been read: references, ranks, what is missing. Puts lists in their order.
void check_whole(Draft& draft);

// Used by both: says in the draft that `name` stands for `code` in `list`, or faults when it stands for another.
void claim_name(Draft& draft, std::string const& list, std::string_view name, std::string const& code,
                Origin const& origin, std::string_view field);

}  // namespace kith::profile
