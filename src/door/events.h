// What somebody who asked at the public door has allowed afterwards: to look up, with a code, how far it has come.
#pragma once

#include <boost/describe/class.hpp>

#include <string>
#include <variant>

#include "door/answers.h"
#include "journal/event_set.h"
#include "message/events.h"

namespace kith::door {

using FollowId = Id<struct Follow>;
using journal::EventName;

// They said that the device is safe, and where a code may be sent: one of the ways that they had called safe.
struct FollowAllowed {
  static constexpr EventName event{"door.follow_allowed", 1};
  FollowId follow;
  enquiry::EnquiryId enquiry;
  Path path = Path::family;
  message::Channel channel = message::Channel::text;
  Personal<std::string> to;
  bool news = false;  // also write when it has come a step further
  std::string language;
};
BOOST_DESCRIBE_STRUCT(FollowAllowed, (), (follow, enquiry, path, channel, to, news, language))

// Who stopped it: the person themselves, somebody in the hub whom they told, or a newer choice of theirs.
enum class StoppedBy { asker, hub, newer_choice };
constexpr auto closed_set(StoppedBy) {
  using enum StoppedBy;
  return std::to_array<Member<StoppedBy>>({{asker, "asker", "By the person who asked"},
                                           {hub, "hub", "By the hub"},
                                           {newer_choice, "newer_choice", "By a newer choice"}});
}

// Nothing is looked up or sent any more.
struct FollowEnded {
  static constexpr EventName event{"door.follow_ended", 1};
  FollowId follow;
  StoppedBy by = StoppedBy::asker;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(FollowEnded, (), (follow, by, reason))

using Events = journal::EventSet<std::variant<FollowAllowed, FollowEnded>>;

}  // namespace kith::door
