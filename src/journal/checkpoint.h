// Checkpoints: now and then the end of the chain is signed, and the signed line leaves the machine (a file on another
// disk, syslog). A tail cut off behind the last one inside the database cannot be seen from inside; from outside it
// can.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "base/time.h"
#include "journal/store.h"

namespace kith::journal {

struct Checkpoint {
  std::int64_t sequence = 0;
  Digest chain{};
  Instant at;
  std::array<std::uint8_t, 32> public_key{};
  std::array<std::uint8_t, 64> signature{};
};

Checkpoint sign_checkpoint(Head const& head, Instant at, SigningKey const& key);
bool signature_holds(Checkpoint const& checkpoint);

// "kith-checkpoint 1 SEQUENCE CHAIN AT PUBLIC_KEY SIGNATURE", hex where bytes: one line of an outside file.
std::string to_line(Checkpoint const& checkpoint);
std::optional<Checkpoint> parse_checkpoint(std::string_view line);

void insert(sql::Connection& connection, Checkpoint const& checkpoint);
std::vector<Checkpoint> stored_checkpoints(sql::Connection& connection);  // in the order of the journal
std::optional<Checkpoint> last_checkpoint(sql::Connection& connection);

// Where a checkpoint goes besides the database. Called after the flush that made it lasting.
using CheckpointSink = std::function<void(Checkpoint const&)>;

}  // namespace kith::journal
