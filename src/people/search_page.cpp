// Looking somebody up. What is typed is posted, never put into an address: names must not reach logs and histories.
#include "base/text.h"
#include "html/components/button.h"
#include "html/components/sortable_table.h"
#include "people/people_pages.h"

namespace kith::people {

namespace {

using html::Html;
auto constexpr most_results = 50;

Html search_form(access::Visitor const& visitor, html::FormState const& form) {
  auto body = html::input_field(
                  form, {.name = "q",
                         .label = {.text = "Who are you looking for?"},
                         .hint = {.text = "Name, date of birth (2019-05-04), postcode or reference. What you type is "
                                          "not kept in the address or the history of your browser."},
                         .autocomplete = "off",
                         .spellcheck = false}) +
              html::button({.text = "Search"});
  return html::post_form("/people/search", visitor.csrf, body);
}

std::vector<Html> row_of(PersonRecord const& person) {
  auto const& d = person.details;
  Html name =
      html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", person_url(person.person), person.shown_name());
  std::string born = d.date_of_birth            ? for_people(*d.date_of_birth)
                     : d.expected_date_of_birth ? "Expected " + for_people(*d.expected_date_of_birth)
                                                : "Not known";
  std::string postcode = d.postcode.reveal();
  if (person.protected_address) postcode = "Protected";
  Html mark;
  if (person.restricted) mark = html::tag({.text = "Restricted", .colour = html::TagColour::magenta});
  return {name, born, postcode, person.reference, mark};
}

http::Response shown(access::Services const& services, access::Visitor const& visitor, html::FormState const& form,
                     Html results, int status) {
  html::Page page;
  page.title = "Search for a person";
  page.heading = "Search for a person";
  page.above_heading = html::error_summary(form);
  page.error = !form.errors.empty();
  page.main = search_form(visitor, form) + results;
  return access::framed(services, visitor, std::move(page), status);
}

http::Answer get_search(access::Services const& services, access::Visitor const& visitor, http::Request const&) {
  return shown(services, visitor, {}, {}, 200);
}

http::Answer post_search(access::Services const& services, access::Visitor const& visitor,
                         http::Request const& request) {
  auto form = access::form_state(visitor.form);
  auto const words = clean_text(visitor.form.get("q")).value_or("");
  if (length_in_characters(words) < 2) {
    form.errors = {{"q", "too_short", "Type at least two characters of a name, or a date, postcode or reference."}};
    return shown(services, visitor, form, {}, 422);
  }
  std::vector<PersonRecord> found;
  {
    auto reader = services.readers->lease();
    found = search(*reader, words, visitor.subject.account, most_results);
  }
  std::string ids;
  for (auto const& person : found) ids += (ids.empty() ? "" : ",") + person.person.text();
  auto const noted = access::note_read(services, visitor, request, access::Action::search_people,
                                       access::decide(visitor.subject, access::Action::search_people),
                                       "search with " + std::to_string(found.size()) + " found", ids);
  if (!noted) return access::error_page(services, visitor, noted.error());
  html::SortableTable table{.caption = "People found",
                            .columns = {{.text = "Name"},
                                        {.text = "Date of birth"},
                                        {.text = "Postcode"},
                                        {.text = "Reference"},
                                        {.text = "Mark"}},
                            .empty_text = "Nobody on the register fits. Try fewer words, or only the surname."};
  for (auto const& person : found) table.rows.push_back(row_of(person));
  auto results = html::sortable_table(table);
  if (found.size() == most_results)
    results.add("<p class=\"govuk-body\">These are the first {}. Add a word to narrow the search.</p>", most_results);
  return shown(services, visitor, form, results, 200);
}

}  // namespace

void hang_search(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.method = http::Method::get,
               .pattern = "/people",
               .action = access::Action::search_people,
               .name = "people",
               .summary = "Search for a person",
               .page = get_search});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/people/search",
               .action = access::Action::search_people,
               .name = "people_search",
               .summary = "The people who fit what was typed",
               .page = post_search,
               .keeps_draft = false});
}

}  // namespace kith::people
