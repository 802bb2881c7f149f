// Several places in one text: codes joined by ';', as records and amendments keep them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "profile/profile.h"

namespace kith::profile {

std::string joined(std::vector<PlaceCode> const& places);
// The codes of such a text; blanks around a code and empty codes are passed over.
std::vector<PlaceCode> parted(std::string_view text);

}  // namespace kith::profile
