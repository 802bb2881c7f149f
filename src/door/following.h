// Looking up how far a request has come: who may, what they see, and what is written to them.
#pragma once

#include <optional>
#include <string>

#include "access/roles.h"
#include "door/events.h"
#include "journal/projection.h"
#include "journal/writer.h"
#include "message/commands.h"

namespace kith::door {

journal::Projection follow_records();

struct FollowRow {
  FollowId follow;
  enquiry::EnquiryId enquiry;
  Path path = Path::family;
  message::Channel channel = message::Channel::text;
  Personal<std::string> to;
  bool news = false;
  std::string language;
};
// The one that stands for a request; nothing when there is none or it was ended.
std::optional<FollowRow> follow_of(sql::Connection& c, enquiry::EnquiryId enquiry);
std::optional<FollowRow> follow_by_id(sql::Connection& c, FollowId id);

// Lets a request be looked up; ends an earlier choice for the same request. Errors: not_safe (the request does not call
// this way safe), no_request.
struct AllowFollow {
  enquiry::EnquiryId enquiry;
  Path path = Path::family;
  message::Channel channel = message::Channel::text;
  bool news = false;
  std::string language;
};
Result<std::string> allow_follow(journal::Transaction& t, AllowFollow const& command);
// Ends it. That there is none to end is no error. `author` is nobody for the person themselves.
Result<std::string> end_follow(journal::Transaction& t, enquiry::EnquiryId enquiry, StoppedBy by, std::string reason,
                               journal::Author const& author);

// How far a request has come, as its sender sees it. About somebody else's child never more than `read`.
enum class Progress { received, read, arranging, spoken };
Progress progress_in(std::vector<journal::Recorded> const& history, Path path);

// At most so many codes are sent for one request, so that nobody can guess on for ever, nor make a phone ring all day.
inline constexpr std::int64_t most_codes_an_hour = 3;
inline constexpr std::int64_t most_codes_a_day = 10;
// What a message is about, as its event says it.
std::string about_follow(FollowId follow);
std::string about_saved(std::string_view saved_token);

// Whether a message may still go to the address it was asked for: a choice may have been taken back meanwhile.
bool still_safe(sql::Connection& c, message::MessageAsked const& asked, Instant now);

// When the hub puts right how somebody can be reached safely, looking it up and messages follow to the new address in
// the same transaction, or end when this way is safe no more. Before tell_news, so that news goes to the new one.
Result<Done> follow_the_contact(journal::Transaction& t, journal::Recorded const& recorded);

// When an event takes a request a step further, whoever wanted to hear of it is written to, once an hour at most.
Result<Done> tell_news(journal::Transaction& t, journal::Recorded const& recorded);

}  // namespace kith::door
