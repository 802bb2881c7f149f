#include "access/pages.h"

namespace kith::access {

namespace {

http::Response nothing_to_show() { return {.status = 204}; }

// The script sends a form now and then while somebody types: its fields, and as `draft_path` where it posts to. What
// comes is kept as it is, sealed, for this account alone; the page that shows the form asks kept_draft() for it.
http::Answer keep(Services const& services, Visitor const& visitor, http::Request const&) {
  std::string const path{visitor.form.get("draft_path")};
  if (own_place(path).text() != path || path.find_first_of("?#") != std::string::npos || path.size() > 300)
    return error_page(services, visitor, invalid("bad_draft_path", "A draft belongs to a page of this service."));
  http::Fields typed;
  for (auto const& field : visitor.form)
    if (field.name != "draft_path") typed.add(field.name, field.value);
  auto const body = draft_text(typed);
  auto const account = visitor.subject.account;
  return perform(services,
                 {{},
                  {},
                  [&services, account, path, body](journal::Transaction& t) {
                    if (body.empty()) return drop_draft(t, account, path);
                    return keep_draft(t, bytes_of(services.draft_key), account, path, body);
                  },
                  {}},
                 [&services, visitor](Result<std::string> const& kept) {
                   return kept ? nothing_to_show() : error_page(services, visitor, kept.error());
                 });
}

}  // namespace

void hang_drafts(http::Router& router, Services const& services) {
  add(router, services,
      {.method = http::Method::post,
       .pattern = "/drafts",
       .action = Action::use_own_account,
       .name = "draft_post",
       .summary = "Keeps what is being typed into a form",
       .page = keep,
       .keeps_draft = false});
}

}  // namespace kith::access
