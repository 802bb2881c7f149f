// The journal's own event: content taken out for good.
#pragma once

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "journal/event_set.h"

namespace kith::journal {

// The payloads and salts of these entries were deleted; their headers and commitments stay.
struct PayloadRedacted {
  static constexpr EventName event{"journal.payload_redacted", 1};
  std::vector<std::int64_t> sequences;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(PayloadRedacted, (), (sequences, reason))

}  // namespace kith::journal
