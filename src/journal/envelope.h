// What the journal keeps of each event: a header that never changes, and a payload that can be redacted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"

namespace kith::journal {

using ActorId = Id<struct Actor>;      // an account, or one of the system's own hands
using CommandId = Id<struct Command>;  // one attempt to change something; its events share it

// Where events of one thing stand: the thing's own id. Each stream has versions 1, 2, 3 and on.
using StreamId = RawId;

// Who did it, for which agency, and why they could.
struct Author {
  ActorId actor;
  std::string agency;   // profile code; empty for the system itself
  std::string purpose;  // a stable word: "screening", "import", "urgent"
};

// An event about to be kept.
struct NewEvent {
  std::string_view type;  // wire name, such as "enquiry.received"
  int type_version = 1;
  std::string body;  // JSON
  Instant occurred_at;
};

// The header holds random ids, codes and times only: nothing in it needs ever be erased.
struct Header {
  std::int64_t sequence = 0;  // the global order, without gaps, equal to the order of commits
  StreamId stream;
  std::int64_t version = 0;
  std::string type;
  int type_version = 1;
  Instant occurred_at;
  Instant recorded_at;
  Author author;
  std::int64_t cause = 0;  // the sequence of the event that led to this one; 0 if a person's act did
  CommandId command;
};

struct Recorded {
  Header header;
  std::optional<std::string> body;  // nullopt once redacted
};

}  // namespace kith::journal
