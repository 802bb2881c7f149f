// Messages as the writer runs them. `ask` is called inside the transaction of whatever causes the message, so that what
// is acknowledged is also asked for; the rest are the worker's, the carrier's and an administrator's.
#pragma once

#include <functional>
#include <string>

#include "journal/writer.h"
#include "message/decide.h"

namespace kith::message {

// Puts a message into the outbox. The id is minted unless it is given. Answers with the id. Errors: no_address.
Result<std::string> ask(journal::Transaction& t, MessageAsked asked);

// Whether it is still allowed and safe to write to this address: asked inside the transaction that takes the message.
using StillSafe = std::function<bool(sql::Connection&, MessageAsked const&)>;

// Takes a message that is due into one worker's hands. Answers "taken", or "given_up". Errors: not_due.
Result<std::string> take(journal::Transaction& t, MessageId id, StillSafe const& still_safe);
// Errors: not_taken.
Result<std::string> settle(journal::Transaction& t, MessageId id, Outcome const& outcome);
// Errors: not_given_up, too_late, no_such_message.
Result<std::string> try_again(journal::Transaction& t, MessageId id, journal::Author const& author);
// Errors: not_sent, no_such_message. The same report twice changes nothing.
Result<std::string> delivered(journal::Transaction& t, MessageId id, Delivery outcome);

}  // namespace kith::message
