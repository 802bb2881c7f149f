// Cells as people type them, made comparable. Every function gives the standard form, or an empty string when the cell
// says nothing ("unknown", "baby", 01/01/1900).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "link/kinds.h"

namespace kith::link {

// Names and words: folded to plain Latin letters, titles and "baby of" gone. "Dr. Zoë O'Brien-Łuk" is "zoe obrien luk".
std::string standard_name(std::string_view cell);
// Both from one cell: "Zoë Anne Łuk" and "Łuk, Zoë Anne" are zoe anne, luk. One word alone is a surname.
struct StandardName {
  std::string forename;
  std::string surname;
};
StandardName standard_full_name(std::string_view cell);
// Free text and addresses: folded; "St." and "Street" are one word.
std::string standard_text(std::string_view cell);
// Eight digits, year month day. An impossible date (month 13) keeps its digits, because a slip of the finger must still
// be comparable; a placeholder (1 January 1900 and the like) and what is no date at all are nothing.
// `format` knows %Y %y %m %d %b %B, as strftime; empty takes every usual form, day before month.
std::string standard_date(std::string_view cell, std::string_view format);
// From separate cells: year, month, day.
std::string standard_date(std::string_view year, std::string_view month, std::string_view day);
bool is_real_date(std::string_view eight_digits);
// Capitals without blanks: "dn1 2ab" is "DN12AB".
std::string standard_postcode(std::string_view cell);
// How many characters of a standard UK postcode are its area, district and sector ("DN12AB": 2, 3, 4); nullopt when it
// has not the shape of one.
struct PostcodeParts {
  std::size_t area = 0;
  std::size_t district = 0;
  std::size_t sector = 0;
};
std::optional<PostcodeParts> postcode_parts(std::string_view standard);
// Digits, leading zeros gone; a letter suffix stays: "007a" is "7a".
std::string standard_number(std::string_view cell);
// Letters and digits, in capitals; all zeros or nines is nothing.
std::string standard_identifier(std::string_view cell);
std::string standard_category(std::string_view cell);
// National form with its leading 0 ("+44 (0)7700 900123" is "07700900123"); other countries keep their digits.
std::string standard_phone(std::string_view cell);
std::string standard_email(std::string_view cell);

// By measure, for those that need one cell only.
std::string standardise(Measure measure, std::string_view cell, std::string_view date_format = {});

// NHS number: ten digits, the last a check digit (modulus 11, NHS Data Dictionary).
bool is_valid_nhs_number(std::string_view ten_digits);
// Unique pupil number: a check letter and twelve digits; a temporary one ends in a letter and identifies nobody
// (Department for Education, UPN guide).
bool is_valid_upn(std::string_view thirteen);
bool is_temporary_upn(std::string_view thirteen);

}  // namespace kith::link
