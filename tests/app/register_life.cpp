// What is known of people over time, agencies' agreements, files matched under them, and advice without names, in any
// life of the house.
#include "access/agreements.h"
#include "app/life.h"
#include "enquiry/consultation.h"
#include "people/matching/file_matching.h"
#include "people/particulars.h"

namespace kith::app::test {

namespace {

people::ParticularEvents::Event any_particular(people::PersonId person, people::ParticularId id,
                                               people::ParticularId known, Step const& step, Date today) {
  switch (step.second % 7) {
    case 0:
      return people::NameKnown{.person = person,
                               .particular = id,
                               .use = people::NameUse::former,
                               .forename = {},
                               .surname = std::string{step.first % 2 == 0 ? "Thorn" : "Brook"},
                               .from = {},
                               .until = today - 40};
    case 1:
      return people::AddressKnown{.person = person,
                                  .particular = id,
                                  .use = people::AddressUse::lives,
                                  .address = std::string{"9 Old Mill Court"},
                                  .postcode = std::string{"DN99 9AB"},
                                  .with_whom = {},
                                  .never_given_to = {},
                                  .from = today - 400,
                                  .until = {}};
    case 2:
      return people::NumberKnown{person, id, people::NumberKind::nhs_number,
                                 std::string{step.first % 2 == 0 ? "9434765919" : "9434765870"}};
    case 3: {
      people::ContactKnown contact;
      contact.person = person;
      contact.particular = id;
      contact.phone = std::string{"07700 900982"};
      contact.safe_to_text = step.first % 2 == 0;
      return contact;
    }
    case 4:
      return people::LanguageKnown{person, id, "Romanian", true, "Reads with help"};
    case 5:
      return people::BirthDateWeighed{person, id, people::BirthCertainty::said};
    default:
      return people::ParticularEnded{person, known, today, "They moved"};
  }
}

}  // namespace

Life::Command Life::know_more(Step const& step) {
  auto const reader = house_.reader();
  auto const person = any_of<people::Person>(*reader, "SELECT id FROM person ORDER BY id", step.first);
  auto const rows = people::particulars_of(*reader, person);
  auto const known = rows.empty() ? people::ParticularId{} : rows[step.first % rows.size()].particular;
  auto const id = people::ParticularId::mint(house_.clock.now(), house_.random);
  return [event = any_particular(person, id, known, step, today())](journal::Transaction& t) {
    return people::record_particular(t, event, {});
  };
}

Life::Command Life::agree_with_agencies(Step const& step) {
  std::string const agency = step.first % 2 == 0 ? "education" : "health";
  auto const account = house_.accounts.at(step.first % 3 == 0 ? "tia" : "pat");
  auto const any =
      any_of<access::Agreement>(*house_.reader(), "SELECT id FROM agency_agreement ORDER BY id", step.first);
  return [=, day = today()](journal::Transaction& t) -> Result<std::string> {
    switch (step.second % 4) {
      case 0:
        return access::sign_agreement(t, {{}, agency, day - 10, day + 300, "Signed by both"}, {});
      case 1:
        return access::end_agreement(t, any, day, "They left the partnership", {});
      case 2:
        return access::give_areas(t, account, {"hexthorpe"}, {"hexthorpe"}, {});
      default:
        return people::note_file_matched(
            t, {{}, {}, agency, "Who is missing school", std::string(64, 'a'), 40, 3, "register-3"}, {});
    }
  };
}

Life::Command Life::advise(Step const& step) {
  auto const by = house_.by("sam");
  auto const known =
      any_of<enquiry::Consultation>(*house_.reader(), "SELECT id FROM consultation ORDER BY id", step.first);
  enquiry::GiveAdvice advice;
  advice.given.consultation = enquiry::ConsultationId::mint(house_.clock.now(), house_.random);
  advice.given.given_on = today();
  advice.given.source = "schools";
  advice.given.worries = "A child comes to school hungry.";
  advice.given.advice = "Ask the family what would help.";
  if (step.first % 3 == 0) advice.must_be_named_because = "A child may be at risk";
  auto const enquiry = enquiries_.empty() ? enquiry::EnquiryId{} : enquiries_[step.first % enquiries_.size()];
  return [=](journal::Transaction& t) -> Result<std::string> {
    switch (step.second % 3) {
      case 0:
        return enquiry::give_advice(t, advice, by);
      case 1:
        return enquiry::require_naming(t, known, "It has become worse", by);
      default:
        return enquiry::note_named(t, known, enquiry, by);
    }
  };
}

}  // namespace kith::app::test
