#include "people/people_pages.h"

#include "access/accounts.h"
#include "html/components/button.h"
#include "journal/store.h"

namespace kith::people {

void hang_people_routes(http::Router& router, access::Services const& services, PersonSection section,
                        std::shared_ptr<KnownPeople> known) {
  hang_search(router, services);
  hang_known(router, services, section, std::move(known));  // before /people/{id}
  hang_match_pages(router, services);
  hang_file_match_page(router, services);
  hang_person_page(router, services, std::move(section));
  hang_details_form(router, services);
  hang_person_forms(router, services);
}

Error no_such_person() {
  return not_found("no_person", "There is no such person. Check the address, or search for them by name.");
}

html::Url person_url(PersonId id) { return html::url("/people/{}", id); }

access::Resource resource_of(sql::Connection& c, PersonRecord const& record, access::ActorId viewer) {
  access::Resource resource;
  resource.restricted = record.restricted;
  resource.named = record.restricted && is_named(c, record.person, viewer);
  resource.protected_address = record.protected_address;
  resource.needs_address = record.protected_address && needs_address(c, record.person, viewer);
  return resource;
}

Result<OpenedPerson> open_person(access::Services const& services, access::Visitor const& visitor,
                                 http::Request const& request, access::Action action) {
  auto const id = PersonId::parse(request.parameters.at("id"));
  if (!id) return no_such_person();
  OpenedPerson opened;
  {
    auto reader = services.readers->lease();
    auto record = person(*reader, *id);
    if (!record) return no_such_person();
    opened.record = *std::move(record);
    opened.decision =
        access::decide(visitor.subject, action, resource_of(*reader, opened.record, visitor.subject.account));
    if (opened.decision.hidden) return no_such_person();
    if (!opened.decision) return forbidden("not_allowed", "Your role does not include this page.");
    opened.history = journal::load(*reader, id->raw());
  }
  TRY(access::note_read(services, visitor, request, action, opened.decision, "person", id->text()));
  return opened;
}

http::Answer carry_out(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                       access::Action action, PersonCommand run, std::string_view done,
                       std::function<http::Response(Error const&)> again) {
  auto const id = PersonId::parse(request.parameters.at("id"));
  if (!id) return access::error_page(services, visitor, no_such_person());
  auto const author = access::author_of(visitor, "register");
  // Rights as they stand when the command runs: the person may have been restricted since the form was opened.
  auto task = access::task_for(
      visitor, request,
      [id = *id, author, action, run = std::move(run)](journal::Transaction& t) -> Result<std::string> {
        auto const record = person(t.connection(), id);
        if (!record) return no_such_person();
        auto const decision = access::decide(access::subject_now(t, author.actor), action,
                                             resource_of(t.connection(), *record, author.actor));
        if (decision.hidden) return no_such_person();
        if (!decision) return forbidden("not_allowed", "Your role does not include this.");
        return run(t, id, author);
      });
  auto const where = done.empty() ? std::string{"/people"} : std::string{person_url(*id).with("done", done).text()};
  return access::perform(services, std::move(task),
                         [&services, visitor, where, again = std::move(again)](Result<std::string> const& result) {
                           if (result) return http::redirect(where);
                           auto const kind = result.error().kind;
                           if (kind == Kind::invalid || kind == Kind::conflict) return again(result.error());
                           return access::error_page(services, visitor, result.error());
                         });
}

http::Response person_form(access::Services const& services, access::Visitor const& visitor, OpenedPerson const& opened,
                           std::string const& title, html::FormState const& form, html::Html main, int status) {
  html::Page page;
  page.title = title;
  page.above_heading = html::error_summary(form);
  page.error = !form.errors.empty();
  page.back_link = html::BackLink{.text = "Back to the person", .href = person_url(opened.record.person)};
  page.main = html::markup("<span class=\"govuk-caption-l\">{}</span><h1 class=\"govuk-heading-l\">{}</h1>{}",
                           opened.record.shown_name(), title, main);
  return access::framed(services, visitor, std::move(page), status);
}

std::string field_label(std::string_view field) {
  static constexpr std::pair<std::string_view, std::string_view> labels[] = {
      {"forename", "First name"},
      {"surname", "Surname"},
      {"date_of_birth", "Date of birth"},
      {"expected_date_of_birth", "Expected date of birth"},
      {"sex", "Sex"},
      {"ethnicity", "Ethnicity"},
      {"disability", "Disability"},
      {"address", "Address"},
      {"postcode", "Postcode"}};
  for (auto const& [name, words] : labels)
    if (name == field) return std::string{words};
  return std::string{field};
}

std::string field_words(profile::Profile const& profile, Details const& d, std::string_view field) {
  auto day = [](std::optional<Date> const& date) { return date ? for_people(*date) : std::string{}; };
  if (field == "forename") return d.forename.reveal();
  if (field == "surname") return d.surname.reveal();
  if (field == "date_of_birth") return day(d.date_of_birth);
  if (field == "expected_date_of_birth") return day(d.expected_date_of_birth);
  if (field == "sex") return profile::label_of(profile.sexes, d.sex);
  if (field == "ethnicity") return profile::label_of(profile.ethnicities, d.ethnicity);
  if (field == "disability") return profile::label_of(profile.disabilities, d.disability);
  if (field == "address") return d.address.reveal();
  if (field == "postcode") return d.postcode.reveal();
  return {};
}

}  // namespace kith::people
