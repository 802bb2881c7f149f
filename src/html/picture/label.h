// Words in a drawing. A drawing cannot wrap text by itself, so lines are made here, by the width that letters usually
// have; what does not fit is shortened, and stands in full in the table beneath.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith::html {

// The width of a text in ems (multiples of its size), as a sans-serif face would set it: an estimate, rather too wide
// than too narrow.
double width_in_ems(std::string_view utf8);

// The text in at most `most` lines of at most `ems` each, broken at blanks and after hyphens; a word that is too long
// is broken anywhere. When there is more text, the last line ends with an ellipsis.
std::vector<std::string> wrapped(std::string_view utf8, double ems, std::size_t most);
// The same, behind lines that are there already.
void add_wrapped(std::vector<std::string>& lines, std::string_view utf8, double ems, std::size_t most);

// A number for people: no decimals for a whole one, one otherwise, thousands parted by commas: "1,234", "8.5".
std::string in_words(double number);

}  // namespace kith::html
