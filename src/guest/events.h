// What can have happened between a family's record and those who read or write in it without an account: somebody of
// the family with its own view, a partner with a link. Each family has one stream of these, beside its own (the id of
// one is made from the other), so that opening the view and writing in the record do not wait for one another.
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/closed_set.h"
#include "base/codec.h"
#include "base/personal.h"
#include "family/events.h"
#include "journal/event_set.h"
#include "message/events.h"
#include "plan/events.h"

namespace kith::guest {

using family::MemberId;
using journal::ActorId;
using journal::EventName;
using message::Channel;
using message::MessageId;
using people::FamilyId;
using people::PersonId;
using plan::ActionId;
using GuestId = Id<struct Guest>;

// ---- whether the family may read its own plan

enum class Said { safe, unsafe, not_for_me };
constexpr auto closed_set(Said) {
  return std::to_array<Member<Said>>(
      {{Said::safe, "safe", "It is safe when people of the family read the plan on a phone or computer"},
       {Said::unsafe, "unsafe", "It is not safe"},
       {Said::not_for_me, "not_for_me", "Does not want to read it; it is safe when others do"}});
}

// One adult was asked, or a young person who is to read it. Asked with somebody else there, the answer opens nothing.
struct ViewAsked {
  static constexpr EventName event{"guest.view_asked", 1};
  FamilyId family;
  PersonId person;
  Personal<std::string> who;  // as they were called on the day
  Said said = Said::unsafe;
  bool alone = false;
  Date on;
  std::string asked_by;
  std::string understanding;  // of a young person: how they came to a choice of their own
};
BOOST_DESCRIBE_STRUCT(ViewAsked, (), (family, person, who, said, alone, on, asked_by, understanding))

// ---- who may come in

enum class GuestKind { of_family, partner };
constexpr auto closed_set(GuestKind) {
  return std::to_array<Member<GuestKind>>(
      {{GuestKind::of_family, "of_family", "Somebody of the family"}, {GuestKind::partner, "partner", "A partner"}});
}

// A link for one person, which opens with a code sent to the same address. The link itself is nowhere: only its hash.
struct GuestInvited {
  static constexpr EventName event{"guest.invited", 1};
  FamilyId family;
  GuestId guest;
  GuestKind kind = GuestKind::of_family;
  std::optional<PersonId> person;  // of the family
  std::optional<MemberId> member;  // of the team
  Personal<std::string> name;
  Channel channel = Channel::text;
  Personal<std::string> to;
  bool news = false;  // also write when something has changed
  std::string language;
  MessageId message;  // that carries the link
  std::string link_hash;
  Instant until;
};
BOOST_DESCRIBE_STRUCT(GuestInvited, (),
                      (family, guest, kind, person, member, name, channel, to, news, language, message, link_hash,
                       until))

// The link opens nothing any more. Nobody is told.
struct GuestEnded {
  static constexpr EventName event{"guest.ended", 1};
  FamilyId family;
  GuestId guest;
  bool by_themselves = false;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(GuestEnded, (), (family, guest, by_themselves, reason))

// ---- what each may see

// Of one thing in the record or the plan ("note:…", "goal:…", "worries"): from whom of the family it is kept, and
// whether a note, which is not shown else, is shown to the family at all.
struct SightMarked {
  static constexpr EventName event{"guest.sight_marked", 1};
  FamilyId family;
  std::string item;
  std::vector<PersonId> kept_from;
  bool shown = false;
};
BOOST_DESCRIBE_STRUCT(SightMarked, (), (family, item, kept_from, shown))

// ---- what they said and did

struct GuestCommented {
  static constexpr EventName event{"guest.commented", 1};
  FamilyId family;
  GuestId guest;
  PersonId person;
  Personal<std::string> who;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(GuestCommented, (), (family, guest, person, who, text))

struct PlanAnswered {
  static constexpr EventName event{"guest.plan_answered", 1};
  FamilyId family;
  GuestId guest;
  PersonId person;
  Personal<std::string> who;
  bool agrees = false;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(PlanAnswered, (), (family, guest, person, who, agrees, text))

enum class PartnerDid { action_done, action_dropped, note_added, left };
constexpr auto closed_set(PartnerDid) {
  return std::to_array<Member<PartnerDid>>({{PartnerDid::action_done, "action_done", "Action done"},
                                            {PartnerDid::action_dropped, "action_dropped", "Action will not be done"},
                                            {PartnerDid::note_added, "note_added", "Note added"},
                                            {PartnerDid::left, "left", "No longer involved"}});
}
// By a link, so no account stands as the author of what lies beside this in the plan or the record.
struct PartnerActed {
  static constexpr EventName event{"guest.partner_acted", 1};
  FamilyId family;
  GuestId guest;
  MemberId member;
  Personal<std::string> name;
  PartnerDid did = PartnerDid::note_added;
  std::optional<ActionId> action;
};
BOOST_DESCRIBE_STRUCT(PartnerActed, (), (family, guest, member, name, did, action))

using Events = journal::EventSet<
    std::variant<ViewAsked, GuestInvited, GuestEnded, SightMarked, GuestCommented, PlanAnswered, PartnerActed>>;

}  // namespace kith::guest
