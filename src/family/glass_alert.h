// Who must hear at once that a record was opened in an emergency.
#pragma once

#include <optional>

#include "access/gate.h"

namespace kith::family {

// For every page, until a manager has reviewed it: to managers, how many wait for their review and how many are past
// their day; to the lead practitioner, that a record they hold was opened. Nothing about a family that the reader may
// not know of, and nothing to whoever opened it.
std::optional<html::Html> glass_alert(access::Services const& services, access::Visitor const& visitor);

}  // namespace kith::family
