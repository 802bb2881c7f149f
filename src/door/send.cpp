#include "door/send.h"

#include "base/text.h"
#include "enquiry/pages/request_form.h"

namespace kith::door {

namespace {

std::string without_blanks(std::string_view text) {
  auto letters = fold(text);
  std::erase(letters, ' ');
  return letters;
}

enquiry::NewChild child_of(AboutChild const& about, std::string_view where, Date today) {
  enquiry::NewChild child;
  child.details.forename = about.forename;
  child.details.surname = about.surname;
  if (about.born && *about.born > today)
    child.details.expected_date_of_birth = about.born;
  else
    child.details.date_of_birth = about.born;
  auto const postcode = enquiry::postcode_in(where);
  child.details.postcode = postcode;
  // A postcode alone is no address; written twice it would only look like one.
  if (without_blanks(where) != without_blanks(postcode)) child.details.address = std::string{where};
  return child;
}

// Who sends, as reports group it. A profile that has dropped the word gets "unknown", which every one keeps.
std::string source_of(Answers const& answers, profile::Profile const& profile) {
  auto const* const code = answers.path == Path::family ? "family"
                           : answers.is_anonymous()     ? "anonymous"
                                                        : "acquaintance";
  auto const* word = profile::find_word(profile.sources, code);
  return word == nullptr ? "unknown" : word->code;
}

}  // namespace

std::vector<PlaceCode> places_of(profile::Profile const& profile, std::string_view where) {
  if (auto named = enquiry::places_of_address(profile, where); !named.empty()) return named;
  if (auto const place = profile::place_of_postcode(profile, enquiry::postcode_in(where))) return {*place};
  return {};
}

enquiry::NewRequest request_of(Answers const& answers, profile::Profile const& profile, std::string_view language,
                               Date today) {
  enquiry::NewRequest request;
  for (auto const& about : answers.children) request.children.push_back(child_of(about, answers.where.reveal(), today));
  auto& r = request.received;
  r.door = enquiry::Door::public_web;
  r.source = source_of(answers, profile);
  r.asker.name = answers.name;
  r.asker.job = answers.relation.reveal();
  r.asker.phone = answers.phone;
  r.asker.email = answers.email;
  r.places = places_of(profile, answers.where.reveal());
  // Whoever asks for their own family knows and agrees.
  r.agreement =
      answers.path == Path::family ? enquiry::Agreement::yes : answers.knows.value_or(enquiry::Agreement::not_asked);
  r.worries = answers.worries.reveal();
  r.working_well = answers.well.reveal();
  r.wanted = answers.wanted.reveal();
  r.household = answers.household;
  enquiry::SafeContact contact;
  contact.ways = answers.ways;
  contact.voicemail = answers.voicemail;
  contact.other_way = answers.other_way;
  contact.times = answers.times;
  contact.may_know = answers.may_know;
  contact.must_not_know = answers.must_not_know;
  contact.language = std::string{language};
  r.safe_contact = std::move(contact);
  return request;
}

}  // namespace kith::door
