// What the pages of this room share. The guests' room, whose pages are of the same kind, uses it too; nobody else
// includes it.
#pragma once

#include "door/questions.h"
#include "door/visit.h"

namespace kith::door {

void hang_front(http::Router& router, access::Services& services);
void hang_questions(http::Router& router, access::Services const& services);
void hang_sending(http::Router& router, access::Services const& services);
void hang_exit(http::Router& router, access::Services const& services);

http::Response front_page(access::Services const& services, access::Visitor const& visitor,
                          http::Request const& request);

// Each in its own file: looking up how far a request has come, and putting answers aside for another day.
void hang_following(http::Router& router, access::Services const& services);
void hang_later(http::Router& router, access::Services const& services);
void hang_code(http::Router& router, access::Services const& services);
void hang_hub_side(http::Router& router, access::Services const& services);

// Whether anybody can be written to at all: messages are configured.
inline bool can_write(Visit const& visit) { return visit.services->sends_texts || visit.services->sends_emails; }
// Links for those who come again; empty while nobody can be written to.
html::Html for_those_who_come_again(Visit const& visit);
// On the page after sending: that it can be looked up later, or that it was so chosen; empty where it cannot.
html::Html look_up_later(Visit const& visit);

// The page on which a code is typed, here or in another room: where it posts to, what it says was sent, and where
// another code is asked for, if it can be.
struct CodePage {
  html::Url self;
  html::Html sent;
  html::Url again = {};
};
http::Response code_page(Visit const& visit, CodePage page, std::string const& fault = {}, int status = 200);

// Where a visitor belongs who is not at a question of theirs.
std::string place_of(Visit const& visit);
html::Url question_url(Question const& question);
// The heading of a page that has no form.
html::Html title_of(html::Html const& text);
// Help that can be had near a place, each with what it does; empty when none is known.
html::Html nearby_list(Visit const& visit, std::vector<PlaceCode> const& places);
// "Hexthorpe", or empty when the places are none or several.
std::string place_words(profile::Profile const& profile, std::vector<PlaceCode> const& places);

// Too many from one address in a short time: how long to wait, counting this try. The limit is that of signing in,
// under a name of its own for each thing that is counted.
std::chrono::seconds wait_before(Visit const& visit, std::string const& what);

// How the pages that keep nothing for a time-out are hung: add(method, pattern, name, summary, page), open to all.
inline auto adding_open_pages(http::Router& router, access::Services const& services) {
  return [&router, &services](http::Method method, char const* pattern, char const* name, char const* summary,
                              access::Page page) {
    access::add(router, services,
                {.method = method,
                 .pattern = pattern,
                 .action = access::Action::open_to_all,
                 .name = name,
                 .summary = summary,
                 .page = std::move(page),
                 .keeps_draft = false});
  };
}

}  // namespace kith::door
