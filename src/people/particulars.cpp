#include "people/particulars.h"

#include <algorithm>

#include "base/text.h"
#include "people/register.h"

namespace kith::people {

namespace {

bool is_figure(char c) { return c >= '0' && c <= '9'; }

Error particular_fault(char const* field, char const* code, char const* sentence) {
  return invalid(code, sentence, {{field, code, sentence}});
}

Result<Done> days_in_order(std::optional<Date> from, std::optional<Date> until) {
  if (from && until && *until < *from)
    return particular_fault("until", "until_before_from", "The last day cannot be before the first.");
  return Done{};
}

// Without blanks and dashes, letters as capitals.
std::string compact(std::string_view typed) {
  std::string number;
  for (char c : typed)
    if (c != ' ' && c != '-') number += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return number;
}

// Each refuses what makes no sense, and puts right how it is written.
struct Checking {
  journal::Transaction& t;

  Result<Done> operator()(NameKnown& e) const {
    if (trimmed(e.forename.reveal()).empty() && trimmed(e.surname.reveal()).empty())
      return particular_fault("forename", "nobody_named", "Enter a first name or a surname.");
    return days_in_order(e.from, e.until);
  }
  Result<Done> operator()(AddressKnown& e) const {
    if (trimmed(e.address.reveal()).empty() && trimmed(e.postcode.reveal()).empty())
      return particular_fault("address", "no_address", "Enter the address, or as much of it as is known.");
    return days_in_order(e.from, e.until);
  }
  Result<Done> operator()(NumberKnown& e) const {
    e.number = compact(e.number.reveal());
    auto const& number = e.number.reveal();
    if (e.kind == NumberKind::nhs_number && !is_nhs_number(number))
      return particular_fault("number", "not_an_nhs_number",
                              "This is no NHS number: its ten digits do not agree. Check how it is written.");
    if (e.kind == NumberKind::upn && !is_upn(number))
      return particular_fault("number", "not_a_upn",
                              "This is no UPN: the letter and the digits do not agree. Check how it is written.");
    // Of a record that must not be known of, nothing is said: the pair is found by matching, for those named.
    if (t.connection().integer("SELECT 1 FROM person_particular x JOIN person p ON p.id=x.person WHERE x.kind='number' "
                               "AND x.use=$1 AND x.text=$2 AND x.person<>$3 AND x.until_day IS NULL AND p.restricted=0",
                               {e.kind, number, e.person}))
      return particular_fault("number", "number_taken",
                              "Somebody else on the register has this number. Look whether they are the same person.");
    return Done{};
  }
  Result<Done> operator()(ContactKnown& e) const {
    if (trimmed(e.phone.reveal()).empty() && trimmed(e.email.reveal()).empty() && trimmed(e.when.reveal()).empty())
      return particular_fault("phone", "nothing_written",
                              "Enter a telephone number, an e-mail address, or another way.");
    return Done{};
  }
  Result<Done> operator()(LanguageKnown& e) const {
    if (trimmed(e.language).empty()) return particular_fault("language", "no_language", "Enter the language.");
    return Done{};
  }
  Result<Done> operator()(BirthDateWeighed&) const { return Done{}; }
  Result<Done> operator()(ParticularEnded& e) const {
    if (trimmed(e.reason).empty()) return particular_fault("reason", "no_reason", "Say why.");
    if (e.until > london_date(t.now()))
      return particular_fault("until", "ends_in_future", "The last day cannot be in the future.");
    for (auto const& row : particulars_of(t.connection(), e.person))
      if (row.particular == e.particular) {
        if (row.until) return conflict("ended_already", "This is on record as ended already.");
        if (row.from && e.until < *row.from)
          return particular_fault("until", "until_before_from", "The last day cannot be before the first.");
        return Done{};
      }
    return not_found("no_particular", "There is nothing like this on record to end.");
  }
};

}  // namespace

bool is_nhs_number(std::string_view number) {
  if (number.size() != 10 || !std::ranges::all_of(number, is_figure)) return false;
  if (number.find_first_not_of(number.front()) == std::string_view::npos) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += (number[i] - '0') * static_cast<int>(10 - i);
  int const check = (11 - sum % 11) % 11;
  return check != 10 && check == number.back() - '0';
}

bool is_upn(std::string_view number) {
  static constexpr std::string_view letters = "ABCDEFGHJKLMNPQRTUVWXYZ";
  if (number.size() != 13) return false;
  std::size_t sum = 0;
  for (std::size_t i = 1; i < 13; ++i) {
    auto const letter = letters.find(number[i]);
    bool const temporary = i == 12 && letter != std::string_view::npos;
    if (!is_figure(number[i]) && !temporary) return false;
    sum += (temporary ? letter : static_cast<std::size_t>(number[i] - '0')) * (i + 1);
  }
  return letters[sum % 23] == number.front();
}

Result<std::string> record_particular(journal::Transaction& t, ParticularEvents::Event event,
                                      journal::Author const& author) {
  auto const person = std::visit([](auto const& e) { return e.person; }, event);
  if (!kith::people::person(t.connection(), person)) return not_found("no_person", "There is no such person.");
  TRY(std::visit(Checking{t}, event));
  auto const version = t.connection().integer("SELECT max(version) FROM journal WHERE stream=$1", {person}).value_or(0);
  TRY(t.append(person.raw(), version, {ParticularEvents::encode(event, t.now())}, author));
  return person.text();
}

}  // namespace kith::people
