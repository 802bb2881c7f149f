#include "door/refused.h"

#include "door/door_pages.h"
#include "http/url.h"

namespace kith::door {

bool is_ours(http::Refusal const& refusal) {
  return refusal.pattern == "/help" || refusal.pattern.starts_with("/help/");
}

http::Response refusal_page(access::Services const& services, http::Refusal const& refusal) {
  http::Request request;
  if (auto query = http::parse_urlencoded(refusal.query_text)) request.query = *std::move(query);
  auto const visit = visit_of(services, {}, request);
  auto const& words = visit.words;
  bool const too_long = refusal.reason == http::Reason::body_too_large;
  auto const phone = phone_link(visit.profile().contacts.hub_phone);
  auto main = title_of(words(too_long ? "refused.long_title" : "refused.title"));
  main += paragraph(words(too_long ? "refused.long" : "refused.other", {{"phone", phone}}));
  return shown(visit, {.main = main}, refusal.status);
}

}  // namespace kith::door
