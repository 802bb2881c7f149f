// What somebody typed to look for a person, in any form, taken apart.
#pragma once

#include <string_view>
#include <vector>

#include "people/matching/register_model.h"

namespace kith::people {

// "Ava Larch 3/5/2016 dn99 9aa", in any order and any usual form of date and postcode: the last word that is neither is
// the surname, or the first when a comma follows it. One word alone is taken for a surname.
Asked asked_in_one_box(std::string_view typed);
// The fields of a form over what the box says.
Asked filled_in(Asked box, Asked const& fields);
// One word may as well be a first name: the other way of reading what was typed, if there is one.
std::vector<Asked> readings(Asked const& asked);

}  // namespace kith::people
