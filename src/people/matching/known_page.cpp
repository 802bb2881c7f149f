// "Do we know this family?" What is typed is posted, never put into an address. The script asks for the answer alone,
// and puts it into the page while somebody types.
#include <fmt/format.h>

#include "base/text.h"
#include "html/components/button.h"
#include "html/components/text_blocks.h"
#include "people/matching/known_answer.h"
#include "people/matching/typed.h"
#include "people/people_pages.h"

namespace kith::people {

namespace {

using access::Action;
using html::Html;

// The hub may look by a postcode alone; other roles say whom they mean, and why they ask.
bool in_the_hub(access::Visitor const& visitor) {
  return static_cast<bool>(access::decide(visitor.subject, Action::see_inbox));
}

enum class AskedBecause { request, urgent, strategy, check };
constexpr auto closed_set(AskedBecause) {
  using enum AskedBecause;
  return std::to_array<Member<AskedBecause>>({{request, "request", "A request or a report names them"},
                                              {urgent, "urgent", "An urgent concern about them"},
                                              {strategy, "strategy", "A strategy discussion"},
                                              {check, "check", "To check what is on record before I call them"}});
}

Html form_of(access::Visitor const& visitor, html::FormState const& form) {
  auto field = [&](std::string name, std::string label, std::string hint, int width) {
    return html::input_field(form, {.name = std::move(name),
                                    .label = {.text = label},
                                    .hint = {.text = hint},
                                    .width_characters = width,
                                    .autocomplete = "off",
                                    .spellcheck = false});
  };
  auto parts = field("forename", "First name", "", 20) + field("surname", "Surname", "", 20) +
               field("born", "Date of birth", "In any form, such as 27 3 2019", 10) +
               field("postcode", "Postcode", "", 10);
  bool const typed = !form.value("forename").empty() || !form.value("surname").empty() || !form.value("born").empty() ||
                     !form.value("postcode").empty();
  auto body = html::input_field(
                  form, {.name = "q",
                         .label = {.text = "Who is it about?"},
                         .hint = {.text = "A name, a date of birth, a postcode, in any order: Ava Larch 3/5/2016 DN98 "
                                          "1ZZ. What you type is not kept in the address or in your browser."},
                         .autocomplete = "off",
                         .spellcheck = false}) +
              html::details({.summary = "Or fill in what you know", .text = parts, .open = typed});
  if (!in_the_hub(visitor)) {
    html::Radios reasons{.name = "because", .fieldset = {.legend = {.text = "Why do you ask?"}}, .items = {}};
    for (auto const& because : members_of<AskedBecause>)
      reasons.items.push_back({.value = std::string{because.wire}, .text = because.label});
    body += html::radios_field(form, reasons);
  }
  body += html::button({.text = "Look"});
  return html::markup("<form action=\"/people/known\" method=\"post\" novalidate data-kith-known>{}{}</form>",
                      html::csrf_field(visitor.csrf), body);
}

Asked asked_by(http::Fields const& form) {
  auto text = [&](std::string_view name) { return Personal<std::string>{clean_text(form.get(name)).value_or("")}; };
  return filled_in(asked_in_one_box(text("q").reveal()),
                   {text("forename"), text("surname"), text("born"), {}, text("postcode")});
}

std::vector<FieldError> faults_in(Asked const& asked, access::Visitor const& visitor) {
  if (asked.empty()) return {{"q", "nothing_typed", "Type a name, a date of birth or a postcode."}};
  if (in_the_hub(visitor)) return {};
  std::vector<FieldError> faults;
  bool const named = !asked.forename.reveal().empty() || !asked.surname.reveal().empty();
  bool const more = !asked.date_of_birth.reveal().empty() || !asked.postcode.reveal().empty();
  if (!named || !more) faults.push_back({"q", "too_little", "Give a name, and with it a date of birth or a postcode."});
  if (!parse<AskedBecause>(visitor.form.get("because")))
    faults.push_back({"because", "no_reason", "Say why you ask: it is kept with the record of who looked."});
  return faults;
}

http::Response shown(access::Services const& services, access::Visitor const& visitor, html::FormState const& form,
                     Html const& answer, int status) {
  html::Page page;
  page.title = "Do we know this family?";
  page.heading = "Do we know this family?";
  page.above_heading = html::error_summary(form);
  page.error = !form.errors.empty();
  page.main = form_of(visitor, form) + html::markup("<div id=\"known-answer\" aria-live=\"polite\">{}</div>", answer);
  return access::framed(services, visitor, std::move(page), status);
}

// Of two readings of what was typed the one that says more.
bool says_more(KnownAnswer const& a, KnownAnswer const& b) {
  auto const best = [](KnownAnswer const& answer) {
    return answer.people.empty() ? -100'000 : answer.people[0].weight;
  };
  return std::tuple{best(a), a.household.size(), a.tells_enough} >
         std::tuple{best(b), b.household.size(), b.tells_enough};
}

KnownView look(sql::Connection& c, KnownPeople& known, access::Visitor const& visitor, Asked const& asked,
               std::string const& typed) {
  KnownAnswer answer;
  for (auto const& reading : readings(asked))
    if (auto found = known.ask(c, reading); says_more(found, answer)) answer = std::move(found);
  KnownView view{answer.answer, answer.tells_enough, records_of(c, answer.people), {}, {}};
  std::vector<PersonId> shown;
  for (auto const& person : view.people) shown.push_back(person.record.person);
  view.household = records_of(c, answer.household, shown);
  auto const viewer = visitor.subject.account;
  if (!answer.tells_enough && in_the_hub(visitor) && length_in_characters(typed) >= 2)
    view.listed = search(c, typed, viewer, most_listed);
  return view;
}

std::string what_was_typed(Asked const& asked) {
  std::string text;
  for (auto const* part : {&asked.forename, &asked.surname, &asked.postcode})
    if (!part->reveal().empty()) text += (text.empty() ? "" : " ") + part->reveal();
  return text;
}

std::string ids_in(KnownView const& view) {
  std::string ids;
  auto add = [&](PersonId id) { ids += (ids.empty() ? "" : ",") + id.text(); };
  for (auto const* const list : {&view.people, &view.household})
    for (auto const& each : *list) add(each.record.person);
  for (auto const& record : view.listed) add(record.person);
  return ids;
}

http::Answer post(access::Services const& services, KnownPeople& known, PersonSection const& section,
                  access::Visitor const& visitor, http::Request const& request) {
  auto form = access::form_state(visitor.form);
  bool const answer_alone = visitor.form.get("part") == "answer";
  auto const asked = asked_by(visitor.form);
  form.errors = faults_in(asked, visitor);
  if (!form.errors.empty())
    return answer_alone ? http::html_page(std::string{}, 422) : shown(services, visitor, form, {}, 422);
  KnownView view;
  {
    auto reader = services.readers->lease();
    auto const typed = asked == asked_in_one_box(visitor.form.get("q")) ? clean_text(visitor.form.get("q")).value_or("")
                                                                        : what_was_typed(asked);
    view = look(*reader, known, visitor, asked, typed);
  }
  auto const because = parse<AskedBecause>(visitor.form.get("because"));
  auto const noted = access::note_read(services, visitor, request, Action::search_people,
                                       access::decide(visitor.subject, Action::search_people),
                                       fmt::format("known? {}, {} shown{}", wire(view.answer),
                                                   view.people.size() + view.household.size() + view.listed.size(),
                                                   because ? fmt::format(", because: {}", wire(*because)) : ""),
                                       ids_in(view));
  if (!noted) return access::error_page(services, visitor, noted.error());
  auto const answer = answer_html(services, visitor, view, section);
  if (answer_alone) return http::html_page(std::string{answer.source()});
  return shown(services, visitor, form, answer, 200);
}

}  // namespace

void hang_known(http::Router& router, access::Services const& services, PersonSection section,
                std::shared_ptr<KnownPeople> known) {
  access::add(router, services,
              {.method = http::Method::get,
               .pattern = "/people/known",
               .action = Action::search_people,
               .name = "people_known",
               .summary = "Do we know this family?",
               .page = [](auto const& s, auto const& v, auto const&) { return shown(s, v, {}, {}, 200); }});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/people/known",
               .action = Action::search_people,
               .name = "people_known_answer",
               .summary = "Who on the register may be meant, and why",
               .page = [known = std::move(known), section = std::move(section)](
                           auto const& s, auto const& v, auto const& r) { return post(s, *known, section, v, r); },
               .keeps_draft = false});
}

}  // namespace kith::people
