// Text as people type it. Everything inside Kith is valid UTF-8 in normal form C; these functions make it so at the
// edge and compare it afterwards. ICU does the work.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kith {

bool is_valid_utf8(std::string_view text);
// Normal form C with surrounding white space gone, CRLF and CR as LF, and control characters other than LF and TAB
// removed. nullopt when `typed` is not valid UTF-8.
std::optional<std::string> clean_text(std::string_view typed);
// What two spellings of one name have in common: case folded, accents gone, other scripts transliterated to Latin,
// letters and digits only, words parted by one blank. "Zoë O'Brien-Łuk" folds to "zoe obrien luk".
std::string fold(std::string_view text);
// Windows-1252 to UTF-8. Every byte has a meaning; the five unassigned ones become U+FFFD.
std::string from_windows_1252(std::string_view bytes);
// The number of characters as Unicode counts code points.
std::size_t length_in_characters(std::string_view utf8);
// Surrounding ASCII white space gone.
std::string_view trimmed(std::string_view text);
std::string lower_ascii(std::string_view text);
// Nothing but white space: what a person left empty.
inline bool is_blank(std::string_view text) { return trimmed(text).empty(); }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace kith
