#include "people/particulars.h"

#include <algorithm>

#include "base/complaints.h"
#include "base/text.h"
#include "link/standardise.h"
#include "people/register.h"

namespace kith::people {

namespace {

Result<Done> days_in_order(std::optional<Date> from, std::optional<Date> until) {
  if (from && until && *until < *from)
    return fault("until", "until_before_from", "The last day cannot be before the first.");
  return Done{};
}

std::string compact(std::string_view typed) {
  auto number = without_blanks(typed);
  std::erase(number, '-');
  return number;
}

// Each refuses what makes no sense, and puts right how it is written.
struct Checking {
  journal::Transaction& t;

  Result<Done> operator()(NameKnown& e) const {
    if (trimmed(e.forename.reveal()).empty() && trimmed(e.surname.reveal()).empty())
      return fault("forename", "nobody_named", "Enter a first name or a surname.");
    return days_in_order(e.from, e.until);
  }
  Result<Done> operator()(AddressKnown& e) const {
    if (trimmed(e.address.reveal()).empty() && trimmed(e.postcode.reveal()).empty())
      return fault("address", "no_address", "Enter the address, or as much of it as is known.");
    return days_in_order(e.from, e.until);
  }
  Result<Done> operator()(NumberKnown& e) const {
    e.number = compact(e.number.reveal());
    auto const& number = e.number.reveal();
    if (e.kind == NumberKind::nhs_number && !link::is_valid_nhs_number(number))
      return fault("number", "not_an_nhs_number",
                   "This is no NHS number: its ten digits do not agree. Check how it is written.");
    if (e.kind == NumberKind::upn && !link::is_valid_upn(number) && !link::is_temporary_upn(number))
      return fault("number", "not_a_upn",
                   "This is no UPN: the letter and the digits do not agree. Check how it is written.");
    // Of a record that must not be known of, nothing is said: the pair is found by matching, for those named.
    if (t.connection().integer("SELECT 1 FROM person_particular x JOIN person p ON p.id=x.person WHERE x.kind='number' "
                               "AND x.use=$1 AND x.text=$2 AND x.person<>$3 AND x.until_day IS NULL AND p.restricted=0",
                               {e.kind, number, e.person}))
      return fault("number", "number_taken",
                   "Somebody else on the register has this number. Look whether they are the same person.");
    return Done{};
  }
  Result<Done> operator()(ContactKnown& e) const {
    if (trimmed(e.phone.reveal()).empty() && trimmed(e.email.reveal()).empty() && trimmed(e.when.reveal()).empty())
      return fault("phone", "nothing_written", "Enter a telephone number, an e-mail address, or another way.");
    return Done{};
  }
  Result<Done> operator()(LanguageKnown& e) const {
    if (trimmed(e.language).empty()) return fault("language", "no_language", "Enter the language.");
    return Done{};
  }
  Result<Done> operator()(BirthDateWeighed&) const { return Done{}; }
  Result<Done> operator()(ParticularEnded& e) const {
    if (trimmed(e.reason).empty()) return fault("reason", "no_reason", "Say why.");
    if (e.until > london_date(t.now()))
      return fault("until", "ends_in_future", "The last day cannot be in the future.");
    for (auto const& row : particulars_of(t.connection(), e.person))
      if (row.particular == e.particular) {
        if (row.until) return conflict("ended_already", "This is on record as ended already.");
        if (row.from && e.until < *row.from)
          return fault("until", "until_before_from", "The last day cannot be before the first.");
        return Done{};
      }
    return not_found("no_particular", "There is nothing like this on record to end.");
  }
};

}  // namespace

Result<std::string> record_particular(journal::Transaction& t, ParticularEvents::Event event,
                                      journal::Author const& author) {
  auto const person = std::visit([](auto const& e) { return e.person; }, event);
  if (!kith::people::person(t.connection(), person)) return not_found("no_person", "There is no such person.");
  TRY(std::visit(Checking{t}, event));
  TRY(t.append(person.raw(), t.version_of(person.raw()), {ParticularEvents::encode(event, t.now())}, author));
  return person.text();
}

}  // namespace kith::people
