// Whether the journal is what was written: nothing edited, deleted, swapped or cut off.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/checkpoint.h"
#include "journal/store.h"

namespace kith::journal {

struct ChainFault {
  std::int64_t first_bad = 0;  // the first sequence number that is not as it was written
  std::string sentence;
};
struct ChainReport {
  std::int64_t entries = 0;
  std::int64_t redacted = 0;
  std::int64_t checkpoints = 0;
  std::optional<ChainFault> fault;
};

// Reads the whole journal in order. `outside` are checkpoints kept elsewhere; `trusted_key`, when known, is the public
// key that must have signed all of them.
ChainReport verify_chain(sql::Connection& connection, std::vector<Checkpoint> const& outside,
                         std::optional<std::array<std::uint8_t, 32>> const& trusted_key);

}  // namespace kith::journal
