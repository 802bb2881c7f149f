#include "app/routes.h"

#include "access/routes.h"
#include "app/home.h"
#include "door/refused.h"
#include "html/assets.h"
#include "html/gallery.h"
#include "html/page.h"
#include "http/caching.h"
#include "journal/store.h"
#include "message/routes.h"

namespace kith::app {

namespace {

using access::Action;

void hang_assets(http::Router& router) {
  for (auto const& asset : html::assets()) {
    auto const made =
        http::make_asset(std::string{asset.content_type}, std::string{asset.bytes}, std::string{asset.brotli});
    router.add({.method = http::Method::get,
                .pattern = std::string{asset.path},
                .handler = [made](http::Request const& request) -> http::Answer {
                  return http::serve(made, request, http::Freshness::immutable);
                },
                .name = "asset",
                .rule = "open_to_all",
                .summary = "A style sheet, script or image"});
  }
}

// Alive while this answers; ready while it can also write.
void hang_health(http::Router& router, access::Services const& services) {
  auto add = [&](char const* pattern, char const* name, bool asks_writer) {
    router.add({.method = http::Method::get,
                .pattern = pattern,
                .handler = [&services, asks_writer](http::Request const&) -> http::Answer {
                  bool const ready = !asks_writer || services.writer->counts().can_write;
                  return http::json_text(ready ? R"({"status":"ok","service":"kith"})" : R"({"status":"cannot write"})",
                                         ready ? 200 : 503);
                },
                .name = name,
                .urgent = true,
                .rule = "open_to_all",
                .summary = asks_writer ? "Whether the server can write" : "Whether the server is alive"});
  };
  add("/health", "health", false);
  add("/ready", "ready", true);
}

}  // namespace

http::Router all_routes(access::Services& services, std::shared_ptr<people::KnownPeople> known,
                        message::Outgoing const& outgoing) {
  http::Router router;
  hang_assets(router);
  hang_health(router, services);
  access::hang_routes(router, services);
  services.sends_texts = outgoing.carriers.text != nullptr;
  services.sends_emails = outgoing.carriers.email != nullptr;
  message::hang_routes(router, services, outgoing);
  hang_rooms(router, services, std::move(known));
  access::add(router, services,
              {.pattern = "/components",
               .action = Action::open_to_all,
               .name = "components",
               .summary = "Every component with its options",
               .page = [](access::Services const& s, access::Visitor const& v, http::Request const&) -> http::Answer {
                 return access::framed(
                     s, v, {.title = "Components", .heading = "Components", .main = html::gallery(), .wide = true});
               }});
  return router;
}

std::vector<http::Header> default_headers(bool tls) {
  std::vector<http::Header> headers = {
      {"Content-Security-Policy", std::string{html::content_security_policy}},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
  };
  if (tls) headers.push_back({"Strict-Transport-Security", "max-age=31536000; includeSubDomains"});
  return headers;
}

http::Response refusal_page(access::Services const& services, http::Refusal const& refusal,
                            std::string const& request_id) {
  if (door::is_ours(refusal)) return door::refusal_page(services, refusal);
  html::Page page;
  page.title = refusal.status == 404 ? "Page not found" : "There is a problem";
  page.heading = html::text(page.title);
  page.main =
      html::markup("<p class=\"govuk-body-l\">{}</p><p class=\"govuk-body\">If you ring about this, say: {}</p>",
                   label(refusal.reason), request_id);
  return access::framed(services, {}, std::move(page), refusal.status);
}

}  // namespace kith::app
