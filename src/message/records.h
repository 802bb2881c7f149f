// Messages as a table, and what is asked of it: which are due, how many there are of each kind, which were given up.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/projection.h"
#include "message/decide.h"

namespace kith::message {

journal::Projection message_records();

// One message as a row. The address is there only while it may be needed: once the message has gone it is forgotten
// here.
struct MessageRow {
  MessageId message;
  Instant asked_at;
  Template says = Template::code;
  Channel channel = Channel::text;
  Personal<std::string> to;
  std::string masked;  // "•••982", "m•••@example.org": enough to tell two apart
  std::string language;
  std::string about;
  State state = State::waiting;
  int tries = 0;
  bool tried = false;
  std::optional<Instant> until;
  std::optional<Why> why;
  std::string detail;
  std::string carrier;
  std::optional<Delivery> delivery;
  Instant changed_at;
};

// Those that a worker should take now: due, or taken by a worker that was not heard of again. Oldest first.
std::vector<MessageId> due_messages(sql::Connection& c, Instant now, int limit);
std::optional<MessageRow> message_by_id(sql::Connection& c, MessageId id);
// How many messages of this kind were asked for about one thing since then.
std::int64_t count_about(sql::Connection& c, std::string_view about, Template says, Instant since);

struct Counts {
  std::int64_t waiting = 0, sent = 0, given_up = 0, not_delivered = 0;
};
Counts message_counts(sql::Connection& c);
// Those waiting or given up, the latest change first.
std::vector<MessageRow> unsettled_messages(sql::Connection& c, int limit);

// Those given up alone.
std::vector<MessageRow> given_up_messages(sql::Connection& c, int limit);

// An address as an administrator sees it: its last three digits, or the first letter and the domain.
std::string masked(Channel channel, std::string_view address);

}  // namespace kith::message
