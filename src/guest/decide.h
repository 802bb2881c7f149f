// What may happen to a family's own view and to its guests: pure functions of the history and the command.
#pragma once

#include <chrono>
#include <map>
#include <vector>

#include "base/result.h"
#include "guest/events.h"

namespace kith::guest {

// Everything of one family that decisions ask about.
struct View {
  std::int64_t version = 0;
  struct Guest {
    GuestInvited invited;
    bool ended = false;
  };
  std::map<GuestId, Guest> guests;
  std::map<std::string, SightMarked> marks;  // by item
};
// Total: any event on any state, a redacted one (all defaults) too.
void evolve(View& view, journal::Recorded const& recorded);

struct Context {
  Instant now;
  Date today;
};

// A link of the family's is good for this long, one for a partner for less: their actions have dates.
inline constexpr std::chrono::days family_link_days{90};
inline constexpr std::chrono::days partner_link_days{28};

// nobody_named (asked_by), asked_in_future, no_understanding (a young person's); all said at once
struct AskView {
  ViewAsked asked;
  bool is_child = false;
};
// no_address, same_address (somebody else's open link goes there); ends an older invitation of the same person. From
// the command: may_not_read (and why).
struct Invite {
  GuestInvited invited;
};
// no_guest, ended_already
struct EndGuest {
  GuestId guest;
  bool by_themselves = false;
  std::string reason;
};
// nothing_changed
struct MarkSight {
  SightMarked marked;
};
// nothing_written
struct Comment {
  GuestCommented said;
};
// nothing_written, when they do not agree
struct AnswerPlan {
  PlanAnswered said;
};
struct NotePartnerAct {
  PartnerActed acted;
};

using Decided = Result<std::vector<Events::Event>>;
Decided decide(View const& view, AskView const& command, Context const& context);
Decided decide(View const& view, Invite const& command, Context const& context);
Decided decide(View const& view, EndGuest const& command, Context const& context);
Decided decide(View const& view, MarkSight const& command, Context const& context);
Decided decide(View const& view, Comment const& command, Context const& context);
Decided decide(View const& view, AnswerPlan const& command, Context const& context);
Decided decide(View const& view, NotePartnerAct const& command, Context const& context);

}  // namespace kith::guest
