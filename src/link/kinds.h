// What can be compared, as a model file names it, and how each part of it is measured.
#pragma once

#include <cstdint>

#include "base/closed_set.h"

namespace kith::link {

// The kinds of a model file (the contract, section `match`).
enum class CompareKind { name, word, text, date, postcode, number, identifier, category, phone, email };
constexpr auto closed_set(CompareKind) {
  using enum CompareKind;
  return std::to_array<Member<CompareKind>>({{name, "name", "Forename and surname"},
                                             {word, "word", "Word"},
                                             {text, "text", "Text"},
                                             {date, "date", "Date"},
                                             {postcode, "postcode", "Postcode"},
                                             {number, "number", "Number"},
                                             {identifier, "identifier", "Identifier"},
                                             {category, "category", "Category"},
                                             {phone, "phone", "Telephone"},
                                             {email, "email", "E-mail"}});
}

// How one field is measured. A name is two fields that know each other: forename and surname may be swapped.
enum class Measure { forename, surname, word, text, date, postcode, number, identifier, category, phone, email };
constexpr auto closed_set(Measure) {
  using enum Measure;
  return std::to_array<Member<Measure>>({{forename, "forename", "Forename"},
                                         {surname, "surname", "Surname"},
                                         {word, "word", "Word"},
                                         {text, "text", "Text"},
                                         {date, "date", "Date"},
                                         {postcode, "postcode", "Postcode"},
                                         {number, "number", "Number"},
                                         {identifier, "identifier", "Identifier"},
                                         {category, "category", "Category"},
                                         {phone, "phone", "Telephone"},
                                         {email, "email", "E-mail"}});
}

constexpr bool is_name(Measure measure) {
  return measure == Measure::forename || measure == Measure::surname || measure == Measure::word;
}

// What people who live together share, so that it cannot tell them apart.
constexpr bool is_shared_at_home(Measure measure) {
  return measure == Measure::surname || measure == Measure::postcode || measure == Measure::text ||
         measure == Measure::phone || measure == Measure::number;
}

}  // namespace kith::link
