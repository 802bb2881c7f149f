#include "door/routes.h"

#include "base/log.h"
#include "door/door_pages.h"
#include "door/proof.h"
#include "http/cookie.h"

namespace kith::door {

namespace {

// A page that nobody is surprised to find open.
auto constexpr harmless_page = "https://www.bbc.co.uk/weather";

void drop(access::Services const& services, access::Shelf const& shelf, std::string const& token) {
  if (token.empty()) return;
  services.writer->submit({{},
                           {},
                           [token, shelf](journal::Transaction& t) { return access::drop_from(t, shelf, token); },
                           [](Result<std::string> const& dropped) {
                             if (!dropped) log::error("answers_not_dropped", {{"reason", dropped.error().sentence}});
                           }});
}

// Away at once: the answers are deleted behind the visitor's back, and the browser is told to forget us. This is the
// one GET that changes something, because leaving must work as a link, without a script and without a form. Nothing is
// lost that the visitor did not ask to lose: the cookie goes out only from our own pages (SameSite=Strict), and a
// browser that merely fetches ahead is answered without deleting.
http::Answer leave(access::Services const& services, access::Visitor const&, http::Request const& request) {
  auto response = http::redirect(harmless_page);
  response.set_header("Cache-Control", "no-store");
  bool const ahead = request.method != http::Method::get || !request.header("Sec-Purpose").empty();
  if (ahead) return response;
  drop(services, access::answers_shelf, std::string{request.cookie(answers_cookie)});
  drop(services, access::proof_shelf, std::string{request.cookie(proof_cookie)});
  response.set_header("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
  forget(response);
  forget_proof(response);
  return response;
}

}  // namespace

void hang_exit(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/help/exit",
               .action = access::Action::open_to_all,
               .name = "help_exit",
               .summary = "Deletes the answers and leaves for a harmless page",
               .page = leave,
               .urgent = true});
}

void hang_routes(http::Router& router, access::Services& services) {
  hang_front(router, services);
  hang_questions(router, services);
  hang_sending(router, services);
  hang_following(router, services);
  hang_later(router, services);
  hang_code(router, services);
  hang_hub_side(router, services);
  hang_exit(router, services);
}

void delete_old_answers(access::Services const& services) {
  if (!access::has_what_is_old(*services.readers->lease(), services.now())) return;
  services.writer->submit({{},
                           {},
                           [](journal::Transaction& t) { return access::drop_what_is_old(t); },
                           [](Result<std::string> const& dropped) {
                             if (!dropped) log::error("answers_not_dropped", {{"reason", dropped.error().sentence}});
                           }});
}

}  // namespace kith::door
