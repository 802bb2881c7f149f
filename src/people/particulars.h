// What is known of a person beside who they are, each with the days between which it held: other names, addresses,
// numbers and ways to reach them, languages. Nothing is written over: what no longer holds is ended and stays. Somebody
// is found by all of it, by old names and addresses too, as far as it is not protected.
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "journal/projection.h"
#include "journal/writer.h"
#include "people/events.h"

namespace kith::people {

using ParticularId = Id<struct Particular>;

enum class NameUse { preferred, former, alias, other_script };
constexpr auto closed_set(NameUse) {
  return std::to_array<Member<NameUse>>({{NameUse::preferred, "preferred", "What they want to be called"},
                                         {NameUse::former, "former", "Former name"},
                                         {NameUse::alias, "alias", "Also known as"},
                                         {NameUse::other_script, "other_script", "In another script"}});
}
struct NameKnown {
  static constexpr EventName event{"people.name_known", 1};
  PersonId person;
  ParticularId particular;
  NameUse use = NameUse::former;
  Personal<std::string> forename;
  Personal<std::string> surname;
  std::optional<Date> from;
  std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(NameKnown, (), (person, particular, use, forename, surname, from, until))

// A child may live in two households: each is an address of its own.
enum class AddressUse { lives, part_of_the_time, stays, letters };
constexpr auto closed_set(AddressUse) {
  return std::to_array<Member<AddressUse>>(
      {{AddressUse::lives, "lives", "Lives here"},
       {AddressUse::part_of_the_time, "part_of_the_time", "Lives here part of the time"},
       {AddressUse::stays, "stays", "Stays here for now"},
       {AddressUse::letters, "letters", "For letters only"}});
}
struct AddressKnown {
  static constexpr EventName event{"people.address_known", 1};
  PersonId person;
  ParticularId particular;
  AddressUse use = AddressUse::lives;
  Personal<std::string> address;
  Personal<std::string> postcode;
  std::string with_whom;                 // whose household it is
  Personal<std::string> never_given_to;  // to whom it is unsafe to give it; empty for nobody
  std::optional<Date> from;
  std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(AddressKnown, (),
                      (person, particular, use, address, postcode, with_whom, never_given_to, from, until))

enum class NumberKind { nhs_number, upn };
constexpr auto closed_set(NumberKind) {
  return std::to_array<Member<NumberKind>>(
      {{NumberKind::nhs_number, "nhs_number", "NHS number"}, {NumberKind::upn, "upn", "Unique pupil number (UPN)"}});
}
struct NumberKnown {
  static constexpr EventName event{"people.number_known", 1};
  PersonId person;
  ParticularId particular;
  NumberKind kind = NumberKind::nhs_number;
  Personal<std::string> number;  // without blanks, letters as capitals
};
BOOST_DESCRIBE_STRUCT(NumberKnown, (), (person, particular, kind, number))

// How to reach somebody without harm. A phone may be in the wrong hands.
struct ContactKnown {
  static constexpr EventName event{"people.contact_known", 1};
  PersonId person;
  ParticularId particular;
  Personal<std::string> phone;
  Personal<std::string> email;
  bool safe_to_call = false;
  bool safe_to_text = false;
  bool safe_to_email = false;
  bool voicemail = false;
  Personal<std::string> when;           // safe times, in words
  Personal<std::string> must_not_know;  // who must not learn of it
};
BOOST_DESCRIBE_STRUCT(ContactKnown, (),
                      (person, particular, phone, email, safe_to_call, safe_to_text, safe_to_email, voicemail, when,
                       must_not_know))

struct LanguageKnown {
  static constexpr EventName event{"people.language_known", 1};
  PersonId person;
  ParticularId particular;
  std::string language;
  bool interpreter = false;
  std::string note;  // signs, reads with help, a dialect
};
BOOST_DESCRIBE_STRUCT(LanguageKnown, (), (person, particular, language, interpreter, note))

// How sure the date of birth is.
enum class BirthCertainty { seen_on_paper, said, estimated };
constexpr auto closed_set(BirthCertainty) {
  return std::to_array<Member<BirthCertainty>>({{BirthCertainty::seen_on_paper, "seen_on_paper", "Seen on paper"},
                                                {BirthCertainty::said, "said", "As they said it"},
                                                {BirthCertainty::estimated, "estimated", "Estimated"}});
}
struct BirthDateWeighed {
  static constexpr EventName event{"people.birth_date_weighed", 1};
  PersonId person;
  ParticularId particular;
  BirthCertainty certainty = BirthCertainty::said;
};
BOOST_DESCRIBE_STRUCT(BirthDateWeighed, (), (person, particular, certainty))

// It holds no longer, or never did. The day is the last on which it held.
struct ParticularEnded {
  static constexpr EventName event{"people.particular_ended", 1};
  PersonId person;
  ParticularId particular;
  Date until;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ParticularEnded, (), (person, particular, until, reason))

using ParticularEvents = journal::EventSet<
    std::variant<NameKnown, AddressKnown, NumberKnown, ContactKnown, LanguageKnown, BirthDateWeighed, ParticularEnded>>;

// Appends to the person's own stream. Errors: no_person, nobody_named, no_address, nothing_written, not_an_nhs_number,
// not_a_upn, number_taken (by somebody else's open record), until_before_from, no_language, no_particular,
// ended_already, ends_in_future, no_reason.
Result<std::string> record_particular(journal::Transaction& t, ParticularEvents::Event event,
                                      journal::Author const& author);

struct ParticularRow {
  ParticularId particular;
  PersonId person;
  std::string kind;  // name, address, number, contact, language, birth
  std::string use;   // wire name of NameUse, AddressUse, NumberKind or BirthCertainty
  std::string text;
  std::string postcode;
  std::string note;    // with whom; when; a language's note
  std::string unsafe;  // to whom an address is never given; who must not know of a contact
  std::string ways;    // of a contact: which are safe, in words
  bool interpreter = false;
  std::optional<Date> from;
  std::optional<Date> until;
};
// Those that hold first, then what has ended, newest first.
std::vector<ParticularRow> particulars_of(sql::Connection& c, PersonId person);

// For this room's projection.
extern std::string_view const particulars_ddl;
extern std::string_view const particulars_indexes;
std::vector<journal::RecordTable> particulars_tables();
bool apply_particulars(sql::Connection& c, journal::Recorded const& recorded);  // false: an event of another set
// What a person can be found by: a word or number, and of what kind it is.
using Token = std::pair<std::string, std::string_view>;
// Those beside their details; some may be said twice.
std::vector<Token> particular_tokens(sql::Connection& c, PersonId person, bool with_names, bool with_addresses);

}  // namespace kith::people
