// Messages, and looking up how far a request has come, in any life of the house.
#include "app/life.h"
#include "door/following.h"
#include "message/records.h"

namespace kith::app::test {

namespace {

template <class Thing>
Id<Thing> some_message_id(sql::Connection& c, std::string_view sql, std::uint32_t number) {
  std::vector<Id<Thing>> ids;
  c.query(sql, {}, [&](sql::Row const& row) { ids.push_back(row.id<Thing>(0)); });
  return ids.empty() ? Id<Thing>{} : ids[number % ids.size()];
}

message::Outcome any_outcome(std::uint32_t number) {
  switch (number % 3) {
    case 0:
      return message::Outcome::posted("notify", "201b576e");
    case 1:
      return message::Outcome::later(message::Why::carrier_busy, "429 RateLimitError");
    default:
      return message::Outcome::never(message::Why::refused, "400 ValidationError");
  }
}

}  // namespace

// Somebody without an account asks, and says how it is safe to reach them.
Life::Command Life::ask_at_the_door(Step const& step) {
  enquiry::NewRequest request;
  request.enquiry = enquiry::EnquiryId::mint(house_.clock.now(), house_.random);
  auto& received = request.received;
  received.door = enquiry::Door::public_web;
  received.source = "family";
  received.received_at = house_.clock.now();
  received.received_on = today();
  received.asker.name = std::string{"Marn"};
  received.asker.phone = std::string{"07700 900982"};
  received.agreement = enquiry::Agreement::yes;
  received.worries = "He does not sleep";
  received.safe_contact.emplace();
  received.safe_contact->ways = {enquiry::SafeWay::text};
  received.safe_contact->language = "en";
  request.children = {{.known = {}, .details = details(step), .reference = {}}};
  enquiries_.push_back(request.enquiry);
  return [=](journal::Transaction& t) {
    enquiry::By by;
    by.system = true;
    return enquiry::receive(t, request, by);
  };
}

Life::Command Life::live_with_messages(Step const& step) {
  auto const reader = house_.reader();
  auto const now = house_.clock.now();
  auto const asked = some_message_id<enquiry::Enquiry>(
      *reader, "SELECT id FROM enquiry WHERE door='public_web' ORDER BY id DESC", step.first);
  auto const allow = [asked](journal::Transaction& t) {
    return door::allow_follow(t, {.enquiry = asked,
                                  .path = door::Path::family,
                                  .channel = message::Channel::text,
                                  .news = true,
                                  .language = "en"});
  };
  if (step.second % 6 == 0) return allow;
  if (step.second % 6 == 1)
    return [=](journal::Transaction& t) { return door::end_follow(t, asked, door::StoppedBy::hub, "Unsafe", {}); };
  if (step.second % 6 == 2) {
    // Whatever waits by now, with whatever has become of the choice behind it.
    auto const due = some_message_id<message::Message>(
        *reader, "SELECT id FROM message WHERE due_at IS NOT NULL ORDER BY id DESC", step.first);
    return [=](journal::Transaction& t) {
      return message::take(t, due, [&](sql::Connection& c, message::MessageAsked const& one) {
        return door::still_safe(c, one, t.now());
      });
    };
  }
  // A message as far as it comes: asked for, taken, settled one way or another, and what may follow that.
  return [=](journal::Transaction& t) -> Result<std::string> {
    if (!door::follow_of(t.connection(), asked)) TRY(allow(t));
    message::MessageAsked code;
    code.to = std::string{"07700 900982"};
    code.about = door::about_follow(door::follow_of(t.connection(), asked)->follow);
    if (step.first % 2 == 0) code.until = now + std::chrono::hours{48};
    auto const id = *message::MessageId::parse(TRY(message::ask(t, code)));
    if (step.first % 5 == 0) return id.text();
    TRY(message::take(t, id, [](sql::Connection&, message::MessageAsked const&) { return true; }));
    auto const outcome = any_outcome(step.first);
    TRY(message::settle(t, id, outcome));
    if (outcome.kind == message::Outcome::Kind::sent)
      return message::delivered(
          t, id, members_of<message::Delivery>[step.second / 6 % members_of<message::Delivery>.size()].value);
    if (outcome.kind == message::Outcome::Kind::never) return message::try_again(t, id, {});
    return id.text();
  };
}

}  // namespace kith::app::test
