#include "access/routes.h"

#include <fmt/format.h>

#include "access/pages.h"
#include "base/text.h"

namespace kith::access {

void hang_routes(http::Router& router, Services const& services) {
  auto const desk = std::make_shared<HashingDesk>();
  hang_front_page(router, services);
  hang_sign_in(router, services, desk);
  hang_own_account(router, services, desk);
  hang_accounts(router, services, desk);
  hang_agreements(router, services);
  hang_read_log(router, services);
  hang_drafts(router, services);
}

std::vector<Destination> destinations() {
  return {{"Accounts", "/accounts", Action::manage_accounts},
          {"Who looked at what", "/read-log", Action::see_read_log}};
}

http::Answer at_the_desk(Services const& services, Desk const& desk, Visitor const& visitor,
                         std::function<void(http::Resume const&)> work) {
  return http::Later{[&services, desk, visitor, work = std::move(work)](http::Resume resume) {
    if (desk->submit([resume, work] { work(resume); })) return;
    resume([&services, visitor] {
      auto response = error_page(services, visitor,
                                 unavailable("too_busy",
                                             "Too many people are signing in at this moment. Go back and "
                                             "try again in a few seconds."));
      response.set_header("Retry-After", "10");
      return response;
    });
  }};
}

http::Response too_fast(Services const& services, Visitor const& visitor, html::Page page, html::FormState const& form,
                        std::chrono::seconds wait) {
  auto told = form;
  told.errors = {{"", "too_fast",
                  fmt::format("There were too many tries with a wrong password. Wait {} second{}, then try again.",
                              wait.count(), wait.count() == 1 ? "" : "s")}};
  auto response = with_errors(services, visitor, std::move(page), told, 429);
  response.set_header("Retry-After", std::to_string(wait.count()));
  return response;
}

std::string role_label(Services const& services, Role role) {
  for (auto const& word : services.profile->roles)
    if (word.code == wire(role)) return word.label;
  return std::string{label(role)};
}

std::string role_words(Services const& services, std::vector<Role> const& roles) {
  std::string words;
  for (auto const role : roles) words += (words.empty() ? "" : ", ") + role_label(services, role);
  return words;
}

std::string agency_label(Services const& services, std::string_view code) {
  for (auto const& agency : services.profile->agencies)
    if (agency.code == code) return agency.label;
  return std::string{code};
}

std::string login_key_of(std::string_view login) { return to_hex(sha256(fold(login))); }

html::Url own_place(std::string_view next) {
  if (!next.starts_with('/') || next.size() > 2000) return "/";
  auto const path = next.substr(0, next.find_first_of("?#"));
  for (auto const* nowhere : {"/sign-in", "/sign-out", "/drafts"})
    if (path == nowhere) return "/";
  return html::Url::parse(next).value_or(html::Url{"/"});
}

html::Html success_banner(std::string_view sentence) {
  return html::notification_banner({.text = html::text(sentence), .success = true});
}

http::Response with_errors(Services const& services, Visitor const& visitor, html::Page page,
                           html::FormState const& form, int status) {
  page.above_heading = html::error_summary(form) + page.above_heading;
  page.error = true;
  return framed(services, visitor, std::move(page), status);
}

}  // namespace kith::access
