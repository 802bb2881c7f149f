// What the pages of this room share. Nobody outside includes it.
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

}  // namespace kith::door
