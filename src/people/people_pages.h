// What the pages of this room share. Nobody outside includes it.
#pragma once

#include "people/routes.h"

namespace kith::people {

void hang_search(http::Router& router, access::Services const& services);
void hang_known(http::Router& router, access::Services const& services, PersonSection section,
                std::shared_ptr<KnownPeople> known);
void hang_match_pages(http::Router& router, access::Services const& services);
void hang_file_match_page(http::Router& router, access::Services const& services);
// Other records that are, or may be, this person's, as far as the visitor may know.
html::Html other_records(sql::Connection& c, access::Visitor const& visitor, PersonRecord const& record);
void hang_person_page(http::Router& router, access::Services const& services, PersonSection section);
void hang_person_forms(http::Router& router, access::Services const& services);
void hang_details_form(http::Router& router, access::Services const& services);

// A person that this visitor may know of.
struct OpenedPerson {
  PersonRecord record;
  access::Decision decision;
  std::vector<journal::Recorded> history;
};
// Finds the person in the path, asks decide() and notes the look. An unknown id and a restricted person give the same
// "not found".
Result<OpenedPerson> open_person(access::Services const& services, access::Visitor const& visitor,
                                 http::Request const& request, access::Action action);
Error no_such_person();
access::Resource resource_of(sql::Connection& c, PersonRecord const& record, access::ActorId viewer);
html::Url person_url(PersonId id);

// A form about a person, back to their page when done, or to the search when `done` is empty. `run` is checked again in
// the transaction under `action`.
using PersonCommand = std::function<Result<std::string>(journal::Transaction&, PersonId, journal::Author const&)>;
http::Answer carry_out(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                       access::Action action, PersonCommand run, std::string_view done,
                       std::function<http::Response(Error const&)> again);
http::Response person_form(access::Services const& services, access::Visitor const& visitor, OpenedPerson const& opened,
                           std::string const& title, html::FormState const& form, html::Html main, int status);
using access::typed_with;

// The field of Details as pages call it: "Date of birth" for "date_of_birth".
std::string field_label(std::string_view field);
// A field of Details in words.
std::string field_words(profile::Profile const& profile, Details const& details, std::string_view field);

}  // namespace kith::people
