// Commands on a family's own view and on its guests, as the writer runs them. Those of workers are authorised on the
// family as it stands; those of guests on the link as it stands: both in the transaction that writes.
#pragma once

#include "base/crypto.h"
#include "family/commands.h"
#include "guest/records.h"

namespace kith::guest {

using family::By;

// ---- by workers. Errors: no_family, not_allowed, and what decide() says.

Result<std::string> ask_view(journal::Transaction& t, FamilyId family, AskView const& command, By const& by);
Result<std::string> mark_sight(journal::Transaction& t, FamilyId family, MarkSight const& command, By const& by);
Result<std::string> end_guest(journal::Transaction& t, FamilyId family, EndGuest const& command, By const& by);
// Sends the link. `key` is message::code_key(). Errors also: may_not_read (an adult was not asked alone, it is not
// safe, they do not want it …), no_member (nobody of the team).
Result<std::string> invite(journal::Transaction& t, FamilyId family, Invite command, Bytes key, By const& by);

// ---- by guests. Errors: shut, when the link opens nothing now, and what decide() says.

Result<std::string> comment(journal::Transaction& t, GuestId guest, std::string text);
Result<std::string> answer_plan(journal::Transaction& t, GuestId guest, bool agrees, std::string text);
Result<std::string> stop(journal::Transaction& t, GuestId guest);

Result<std::string> end_action(journal::Transaction& t, GuestId guest, ActionId action, bool done, std::string note);
Result<std::string> add_note(journal::Transaction& t, GuestId guest, std::string text);
Result<std::string> leave(journal::Transaction& t, GuestId guest);

// ---- messages

// What a message to a guest is about, as its event says it.
std::string about_guest(GuestId guest);
// Whether a message to a guest may still go: the link may have ended meanwhile, or the view been shut. False for any
// other message.
bool still_open(sql::Connection& c, message::MessageAsked const& asked, Instant now);
// When the plan changes for somebody of the family who wants to hear of it, they are written to, once an hour at most.
// A change that they may not see is none to them. The profile must outlive what is returned.
journal::Reaction telling_guests(profile::Profile const& profile);

// Of a family, why the view is shut, as a worker reads it.
std::string_view words_of_rule(std::string_view rule);

}  // namespace kith::guest
