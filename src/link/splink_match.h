// `kith match` with a settings file that Splink saved: its rules say which pairs are looked at, its levels what they
// weigh, and pairs that are probable enough are joined as Splink joins them.
#pragma once

#include "link/command.h"

namespace kith::link {

// Errors: those of the settings file, of reading, and of a request for a report, which this way has none.
Result<MatchOutcome> match_by_splink_settings(MatchRequest const& request);

}  // namespace kith::link
