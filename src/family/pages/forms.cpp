// The frame of every small form about a family: shown, read, refused with everything still in it, carried out.
#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "family/pages/particulars.h"
#include "html/components/button.h"
#include "html/components/choices.h"

namespace kith::family {

namespace {

// The forms that open before the record does: they ask only that the family may be known.
bool needs_no_sight(access::Action action) {
  return action == access::Action::break_glass || action == access::Action::join_team ||
         action == access::Action::declare_conflict;
}
access::Field field_for(access::Action action) {
  return {.kind = needs_no_sight(action) ? access::FieldClass::known : access::FieldClass::card};
}

http::Response shown(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                     OpenedFamily const& opened, FamilyForm const& wanted, html::FormState const& form, int status) {
  FormGround const ground{services,        *services.profile,
                          visitor.subject, services.now(),
                          opened,          status == 200 ? request.query : visitor.form};
  auto const body = wanted.fields(form, ground) + html::button({.text = wanted.button, .prevent_double_click = true});
  html::Page page;
  page.title = std::string{wanted.title} + " – family record";
  page.above_heading = html::error_summary(form);
  page.error = !form.errors.empty();
  page.back_link = html::BackLink{.text = "Back to the family", .href = family_url(opened.family, wanted.back)};
  page.main = html::markup("<span class=\"govuk-caption-l\">{}</span><h1 class=\"govuk-heading-l\">{}</h1>{}",
                           opened.name(), wanted.title,
                           access::draft_form_for(services, visitor, family_url(opened.family, wanted.slug), body));
  return access::framed(services, visitor, std::move(page), status);
}

http::Answer get(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                 FamilyForm const& wanted) {
  auto const opened = open(services, visitor, request, wanted.action, field_for(wanted.action));
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const form = access::kept_draft(services, visitor, request.path).value_or(html::FormState{});
  return shown(services, visitor, request, *opened, wanted, form, 200);
}

http::Answer post(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                  FamilyForm const& wanted) {
  auto opened = open(services, visitor, request, wanted.action, field_for(wanted.action));
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const family = opened->family;
  auto again = [&services, visitor, &request, wanted, opened = *opened](Error const& error) {
    return shown(services, visitor, request, opened, wanted, access::typed_with(visitor.form, error),
                 access::status_of(error.kind));
  };
  FormGround const ground{services, *services.profile, visitor.subject, services.now(), *opened, visitor.form};
  auto step = wanted.read(visitor.form, ground);
  if (!step) return again(step.error());
  auto task = access::task_for(
      visitor, request, [family, account = visitor.subject.account, step = *std::move(step)](journal::Transaction& t) {
        return step(t, family, {access::subject_now(t, account), "family_record"});
      });
  bool const sees_no_more = wanted.ends_sight != nullptr && wanted.ends_sight(visitor.form, ground);
  auto const back = sees_no_more ? html::Url{"/families"} : family_url(family, wanted.back);
  auto const where = std::string{back.with("done", wanted.slug).text()};
  return access::perform(services, std::move(task),
                         [&services, visitor, where, again = std::move(again)](Result<std::string> const& result) {
                           if (result) return http::redirect(where);
                           auto const kind = result.error().kind;
                           if (kind == Kind::invalid || kind == Kind::conflict || kind == Kind::unavailable)
                             return again(result.error());
                           return access::error_page(services, visitor, result.error());
                         });
}

}  // namespace

void hang(http::Router& router, access::Services const& services, std::vector<FamilyForm> const& forms) {
  for (auto const& form : forms) {
    auto const pattern = "/families/{id}/" + std::string{form.slug};
    auto const name = "family_" + std::string{form.slug};
    access::add(router, services,
                {.method = http::Method::get,
                 .pattern = pattern,
                 .action = form.action,
                 .name = name,
                 .summary = std::string{form.title},
                 .page = [form](auto const& s, auto const& v, auto const& r) { return get(s, v, r, form); }});
    access::add(router, services,
                {.method = http::Method::post,
                 .pattern = pattern,
                 .action = form.action,
                 .name = name + "_post",
                 .summary = std::string{form.title},
                 .page = [form](auto const& s, auto const& v, auto const& r) { return post(s, v, r, form); }});
  }
}

void hang_forms(http::Router& router, access::Services const& services) {
  hang(router, services, record_forms());
  hang(router, services, people_forms());
  hang(router, services, particular_forms());
  hang(router, services, sharing_forms());
  hang(router, services, team_forms());
  hang(router, services, safety_forms());
  hang(router, services, decision_forms());
  hang(router, services, help_forms());
}

std::string_view done_words(http::Request const& request) {
  auto const done = request.query.get("done");
  if (done.empty()) return {};
  for (auto const& forms : {record_forms(), people_forms(), particular_forms(), sharing_forms(), team_forms(),
                            safety_forms(), decision_forms(), help_forms()})
    for (auto const& form : forms)
      if (form.slug == done) return form.done;
  return {};
}

html::Html day_field(html::FormState const& form, std::string const& id, std::string_view label, Date today) {
  return html::date_field(form,
                          {.id = id, .fieldset = {.legend = {.text = label}}, .items = enquiry::date_items(today)});
}

html::Html reason_field(html::FormState const& form, std::string const& name, std::string_view label,
                        std::string_view hint) {
  return html::textarea_field(form, {.name = name, .label = {.text = label}, .hint = {.text = hint}, .rows = 3});
}

html::Html person_choice(html::FormState const& form, std::string const& name, std::string_view label,
                         std::vector<people::PersonRecord> const& people) {
  html::Radios radios{.name = name, .fieldset = {.legend = {.text = label}}, .classes = "govuk-radios--small"};
  for (auto const& person : people)
    radios.items.push_back({.value = person.person.text(), .text = person.shown_name()});
  if (people.size() == 1) radios.value = people.front().person.text();
  return html::radios_field(form, radios);
}

html::Html agency_choice(html::FormState const& form, FormGround const& ground, std::string_view label) {
  html::Select select{.name = "agency", .label = {.text = label}, .items = {{.value = "", .text = "Choose an agency"}}};
  for (auto const& agency : ground.profile.agencies)
    if (agency.in_use_on(ground.today())) select.items.push_back({.value = agency.code, .text = agency.label});
  return html::select_field(form, select);
}

Result<Date> typed_day(http::Fields const& form, std::string const& field, Date today) {
  return TRY(enquiry::typed_date(form, field)).value_or(today);
}

Result<Date> needed_day(http::Fields const& form, std::string const& field, std::string_view sentence) {
  auto const day = TRY(enquiry::typed_date(form, field));
  if (day) return *day;
  return invalid("no_day", std::string{sentence}, {{field, "no_day", std::string{sentence}}});
}

Result<std::string> typed_choice(http::Fields const& form, std::string const& field,
                                 std::vector<profile::Word> const& words, std::string_view sentence) {
  auto const chosen = form.get(field);
  for (auto const& word : words)
    if (word.code == chosen) return word.code;
  return invalid("not_chosen", std::string{sentence}, {{field, "not_chosen", std::string{sentence}}});
}

}  // namespace kith::family
