// What the pages of a family share. The plan's and the guests' rooms use it too; nobody else includes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "enquiry/pages/typed.h"
#include "family/routes.h"
#include "html/components/choices.h"
#include "html/components/select.h"

namespace kith::family {

void hang_overview(http::Router& router, access::Services const& services, Additions const& additions);
void hang_people(http::Router& router, access::Services const& services);
void hang_timeline(http::Router& router, access::Services const& services, Additions const& additions);
void hang_sharing(http::Router& router, access::Services const& services);
void hang_team(http::Router& router, access::Services const& services);
void hang_readers(http::Router& router, access::Services const& services);
void hang_own_families(http::Router& router, access::Services const& services);
void hang_second_looks(http::Router& router, access::Services const& services);
void hang_caseloads(http::Router& router, access::Services const& services);
void hang_decisions(http::Router& router, access::Services const& services);
void hang_help(http::Router& router, access::Services const& services);
void hang_reflections(http::Router& router, access::Services const& services);
void hang_forms(http::Router& router, access::Services const& services);

// Finds the family in the path, asks decide() and notes the look. A path that is no id, a family that is not there and
// one that must not be known of give the same "no_family". Errors also: not_allowed.
Result<OpenedFamily> open(access::Services const& services, access::Visitor const& visitor,
                          http::Request const& request, access::Action action,
                          access::Field const& field = {.kind = access::FieldClass::card});
Error no_such_family();
html::Url family_url(FamilyId family);
html::Url family_url(FamilyId family, std::string_view part);

// A page of the family: its name, the ways between its pages, `current` marked.
http::Response family_page(access::Services const& services, access::Visitor const& visitor, OpenedFamily const& opened,
                           std::string const& current, std::string const& title, html::Html main,
                           std::string_view done = {});

// ---- small forms, each a page of its own at /families/{id}/SLUG

using Step = std::function<Result<std::string>(journal::Transaction&, FamilyId, By const&)>;
template <class Command>
Step step(Command command) {
  return [command = std::move(command)](journal::Transaction& t, FamilyId family, By const& by) {
    return act(t, family, command, by);
  };
}

// What a form's fields are drawn from, and read with.
struct FormGround {
  access::Services const& services;
  profile::Profile const& profile;
  access::Subject const& subject;
  Instant now;
  OpenedFamily const& opened;
  http::Fields const& query;  // of the address: which member, which entry

  Date today() const { return london_date(now); }
};

struct FamilyForm {
  std::string_view slug;
  std::string_view title;
  std::string_view button;
  access::Action action;
  html::Html (*fields)(html::FormState const& form, FormGround const& ground);
  // The command, from what was typed. Errors: the form's own, naming its fields.
  Result<Step> (*read)(http::Fields const& form, FormGround const& ground);
  std::string_view back;  // the page to return to: "", "timeline", "sharing", "team"
  std::string_view done;  // what it says there
  // Where somebody goes who will not see the family any more when this is done; nullptr when that cannot be.
  bool (*ends_sight)(http::Fields const& form, FormGround const& ground) = nullptr;
};
void hang(http::Router& router, access::Services const& services, std::vector<FamilyForm> const& forms);

std::vector<FamilyForm> record_forms();    // note, seen, amend, mark
std::vector<FamilyForm> sharing_forms();   // agreement, sharing-choice, sharing-decision
std::vector<FamilyForm> team_forms();      // join, add-member, leave, lead
std::vector<FamilyForm> people_forms();    // add-person, relation, tie, and their ends
std::vector<FamilyForm> safety_forms();    // conflict, end-conflict, emergency, review, second
std::vector<FamilyForm> decision_forms();  // disagree and its steps, no-step-up
std::vector<FamilyForm> help_forms();      // offer, start, session, end; reflection

// Fields that many forms have.
html::Html day_field(html::FormState const& form, std::string const& id, std::string_view label, Date today);
html::Html reason_field(html::FormState const& form, std::string const& name, std::string_view label,
                        std::string_view hint = {});
html::Html person_choice(html::FormState const& form, std::string const& name, std::string_view label,
                         std::vector<people::PersonRecord> const& people);
html::Html agency_choice(html::FormState const& form, FormGround const& ground, std::string_view label);
// A day as typed, today when nothing was. Errors: bad_date.
Result<Date> typed_day(http::Fields const& form, std::string const& field, Date today);
// A day that must be typed. Errors: bad_date, no_day.
Result<Date> needed_day(http::Fields const& form, std::string const& field, std::string_view sentence);
// The word chosen, which must be one of the list. Errors: not_chosen.
Result<std::string> typed_choice(http::Fields const& form, std::string const& field,
                                 std::vector<profile::Word> const& words, std::string_view sentence);
// One of a closed set, to choose with radios; and the one chosen. Errors: not_chosen.
template <ClosedSet E>
html::Html set_field(html::FormState const& form, std::string const& name, std::string_view question) {
  html::Radios radios{.name = name, .fieldset = {.legend = {.text = question}}, .classes = "govuk-radios--small"};
  for (auto const& member : members_of<E>)
    radios.items.push_back({.value = std::string{member.wire}, .text = member.label});
  return html::radios_field(form, radios);
}
template <ClosedSet E>
Result<E> typed_member(http::Fields const& form, std::string const& field, std::string const& sentence) {
  if (auto const chosen = parse<E>(form.get(field))) return *chosen;
  return invalid("not_chosen", sentence, {{field, "not_chosen", sentence}});
}
template <ClosedSet E>
std::vector<html::SelectItem> items_of() {
  std::vector<html::SelectItem> items;
  for (auto const& member : members_of<E>)
    items.push_back({.value = std::string{member.wire}, .text = std::string{member.label}});
  return items;
}

// "child" until the eighteenth birthday, or when no birth date is known.
bool is_child(people::PersonRecord const& person, Date today);
std::vector<people::PersonRecord> children_of(OpenedFamily const& opened, Date today);

// The family's history in one list, newest first: entries this visitor may read, requests, allocations, referrals, and
// what rooms above add.
std::vector<Happening> timeline_of(sql::Connection& c, OpenedFamily const& opened, access::Services const& services,
                                   access::Visitor const& visitor, Additions const& additions);
// What a page says after a form was saved, by the form's slug; empty for none.
std::string_view done_words(http::Request const& request);
html::Html timeline_html(std::vector<Happening> const& happenings, std::size_t open_ones);
// Handovers, steps refused, disagreements and help, as far as this visitor may read them.
std::vector<Happening> work_happenings(sql::Connection& c, OpenedFamily const& opened, access::Services const& services,
                                       access::Subject const& subject);

}  // namespace kith::family
