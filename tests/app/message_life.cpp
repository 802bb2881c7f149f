// Messages, and looking up how far a request has come, in any life of the house.
#include "app/life.h"
#include "door/following.h"
#include "message/records.h"

namespace kith::app::test {

namespace {

template <class Thing>
Id<Thing> some(sql::Connection& c, std::string_view sql, std::uint32_t number) {
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
  auto const asked =
      some<enquiry::Enquiry>(*reader, "SELECT id FROM enquiry WHERE door='public_web' ORDER BY id DESC", 0);
  auto const pick = [&](char const* where) {
    return some<message::Message>(*reader, std::string{"SELECT id FROM message WHERE "} + where + " ORDER BY id DESC",
                                  step.first % 3);
  };
  switch (step.second % 8) {
    case 0:
    case 1:
      return [=](journal::Transaction& t) {
        return door::allow_follow(t, {.enquiry = asked,
                                      .path = door::Path::family,
                                      .channel = message::Channel::text,
                                      .news = true,
                                      .language = "en"});
      };
    case 2:
      return [=](journal::Transaction& t) { return door::end_follow(t, asked, door::StoppedBy::hub, "Unsafe", {}); };
    case 3: {
      auto const follow = door::follow_of(*reader, asked);
      message::MessageAsked code;
      code.to = std::string{"07700 900982"};
      code.about = follow ? door::about_follow(follow->follow) : "";
      if (step.first % 2 == 0) code.until = now + std::chrono::hours{48};
      return [=](journal::Transaction& t) { return message::ask(t, code); };
    }
    case 4:
    case 5: {
      auto const due = pick("due_at IS NOT NULL");
      return [=](journal::Transaction& t) -> Result<std::string> {
        auto const taken = message::take(t, due, [&](sql::Connection& c, message::MessageAsked const& one) {
          return door::still_safe(c, one, t.now());
        });
        if (!taken || *taken != "taken" || step.first % 4 == 0) return taken;
        return message::settle(t, due, any_outcome(step.first));
      };
    }
    case 6: {
      auto const given_up = pick("state='given_up'");
      return [=](journal::Transaction& t) { return message::try_again(t, given_up, {}); };
    }
    default: {
      auto const sent = pick("state='sent'");
      auto const outcome = members_of<message::Delivery>[step.first % members_of<message::Delivery>.size()].value;
      return [=](journal::Transaction& t) { return message::delivered(t, sent, outcome); };
    }
  }
}

}  // namespace kith::app::test
