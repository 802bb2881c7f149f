// One page's visit by somebody without an account: their language, their answers so far, and the frame around what they
// read. The frame names no service and the title no topic, because somebody may look over their shoulder later.
#pragma once

#include <optional>
#include <string>

#include "access/gate.h"
#include "door/answers.h"
#include "door/words.h"
#include "html/page.h"

namespace kith::door {

// `__Host-kith-a` on the wire: carries the token that opens the answers, until the browser closes.
inline constexpr std::string_view answers_cookie = "kith-a";

struct Visit {
  access::Services const* services;
  access::Visitor visitor;  // a copy: the answer may be made after the page has returned
  http::Request const* request;
  Words words;           // of this page
  std::string language;  // as asked for: kept in addresses, also where this page can only speak English
  std::string token;     // empty: no answers
  std::optional<Answers> answers;

  profile::Profile const& profile() const { return *services->profile; }
  Instant now() const { return services->now(); }
  // An address of the public door in the visitor's language.
  html::Url at(html::Url const& address) const { return language == "en" ? address : address.with("lang", language); }
};
// `whole`: the page asks questions, so it speaks only a language that can ask them all.
Visit visit_of(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
               bool whole = true);

// A page of the door. `self` is its own address, for the choice of language.
struct DoorPage {
  html::Url self = "/help";
  std::string title = {};  // "Information for families", unless given
  html::Html above = {};   // error summary
  html::Html main = {};
  html::Url back = {};
  bool exits = true;  // shows "Exit this page"
  bool error = false;
  bool english_only = false;  // for people at work: no other language is offered
};
http::Response shown(Visit const& visit, DoorPage page, int status = 200);

// A form that posts to `action` and counts only when it comes from a page that this visitor opened.
html::Html form_of(Visit const& visit, html::Url const& action, html::Html const& body);
// Whether a posted form did. A visitor whose answers are gone is told so by the page instead.
bool is_own_form(Visit const& visit);

// Writes the answers down under the visitor's token, then answers with what `done` makes.
http::Answer keep(Visit const& visit, Answers const& answers,
                  std::function<http::Response(Result<std::string> const&)> done);
// Sets the cookie that opens them again.
void remember(http::Response& response, std::string const& token);
void forget(http::Response& response);

// "Your answers are no longer here": 404 for a page, 409 for a form, with what the form held.
http::Response gone(Visit const& visit);

html::Html paragraph(html::Html const& text);
html::Html heading(html::Html const& text);
// A telephone number as a link; text alone when it cannot be dialled.
html::Html phone_link(std::string const& number);
// Whom to ring when somebody is in danger, in a box of its own. In English until somebody has signed the translation
// off, and then with the way to an interpreter. `brief` leaves out what the page before the questions says in full.
html::Html numbers_to_ring(Visit const& visit, bool brief = false);
// "Monday to Thursday, 08:30 to 17:00", a line for each run of days with the same hours.
html::Html reading_hours(Visit const& visit);

}  // namespace kith::door
