// The neutral words of work with a family, for a profile that gives none of its own.
#pragma once

#include "profile/profile.h"

namespace kith::profile {

// Fills each list that is empty; a list that the council gives stays as it is.
void fill_practice(Practice& practice);

}  // namespace kith::profile
