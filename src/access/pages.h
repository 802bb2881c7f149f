// What the pages of this room share. Nobody outside includes it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "access/gate.h"
#include "access/hashing.h"

namespace kith::access {

using Desk = std::shared_ptr<HashingDesk>;

void hang_front_page(http::Router& router, Services const& services);
void hang_sign_in(http::Router& router, Services const& services, Desk desk);
void hang_own_account(http::Router& router, Services const& services, Desk desk);
void hang_accounts(http::Router& router, Services const& services, Desk desk);
void hang_agreements(http::Router& router, Services const& services);
void hang_read_log(http::Router& router, Services const& services);
void hang_drafts(http::Router& router, Services const& services);

// An answer that needs a password hashed: `work` runs at the desk and resumes, or goes on to the writer and resumes
// then. When the desk is full, the page says to try again.
http::Answer at_the_desk(Services const& services, Desk const& desk, Visitor const& visitor,
                         std::function<void(http::Resume const&)> work);
// Refused for guessing too fast: 429, with the seconds to wait.
http::Response too_fast(Services const& services, Visitor const& visitor, html::Page page, html::FormState const& form,
                        std::chrono::seconds wait);

// The council's own words for a role and for an agency.
std::string role_label(Services const& services, Role role);
std::string role_words(Services const& services, std::vector<Role> const& roles);
std::string agency_label(Services const& services, std::string_view code);

// The key that tries are counted under: names as people spell them, bounded.
std::string login_key_of(std::string_view login);
// `next` when it is a page of ours that one can go to; otherwise the front page.
html::Url own_place(std::string_view next);
// A banner for what has just been done.
html::Html success_banner(std::string_view sentence);
// The answer to a form that was not accepted: error summary above, title marked, status 422.
http::Response with_errors(Services const& services, Visitor const& visitor, html::Page page,
                           html::FormState const& form, int status = 422);

}  // namespace kith::access
