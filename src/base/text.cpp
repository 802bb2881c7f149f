#include "base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace kith {

namespace {
bool is_plain_ascii(std::string_view text) {
  for (char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

icu::Normalizer2 const& normal_form_c() {
  UErrorCode status = U_ZERO_ERROR;
  auto const* normalizer = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU's normalisation data is missing");
  return *normalizer;
}

// ICU's transliterators are not safe to share between threads.
icu::Transliterator& to_latin() {
  thread_local std::unique_ptr<icu::Transliterator> const transliterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made{
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status)};
    if (U_FAILURE(status) || !made) throw std::runtime_error("ICU's transliteration data is missing");
    return made;
  }();
  return *transliterator;
}

// Letters and digits stay, apostrophes vanish, everything else parts words.
std::string folded_ascii(std::string_view ascii) {
  std::string folded;
  bool gap = false;
  for (char c : ascii) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    bool const keeps = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (keeps) {
      if (gap && !folded.empty()) folded += ' ';
      gap = false;
      folded += c;
    } else if (c != '\'' && c != '`') {
      gap = true;
    }
  }
  return folded;
}

// Windows-1252 from 0x80 to 0x9f, where it differs from Latin-1.
constexpr std::array<char32_t, 32> windows_1252_high = {0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                                        0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
                                                        0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                        0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};

void append_utf8(std::string& out, char32_t point) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, static_cast<UChar32>(point));
  out.append(bytes.data(), static_cast<std::size_t>(length));
}
}  // namespace

bool is_valid_utf8(std::string_view text) {
  std::int32_t at = 0;
  auto const length = static_cast<std::int32_t>(text.size());
  while (at < length) {
    UChar32 point = 0;
    U8_NEXT(text.data(), at, length, point);
    if (point < 0) return false;
  }
  return true;
}

std::optional<std::string> clean_text(std::string_view typed) {
  if (!is_valid_utf8(typed)) return std::nullopt;
  std::string clean;
  clean.reserve(typed.size());
  for (std::size_t i = 0; i < typed.size(); ++i) {
    char const c = typed[i];
    if (c == '\r') {
      if (i + 1 == typed.size() || typed[i + 1] != '\n') clean += '\n';
    } else if (c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20) {
      if (c != 0x7f) clean += c;
    }
  }
  std::string_view kept = trimmed(clean);
  if (is_plain_ascii(kept)) return std::string{kept};
  UErrorCode status = U_ZERO_ERROR;
  auto normal = normal_form_c().normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(kept.data(), static_cast<std::int32_t>(kept.size()))), status);
  if (U_FAILURE(status)) return std::nullopt;
  std::string utf8;
  normal.toUTF8String(utf8);
  return utf8;
}

std::string fold(std::string_view text) {
  if (is_plain_ascii(text)) return folded_ascii(text);
  auto unicode = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  to_latin().transliterate(unicode);
  std::string latin;
  unicode.toUTF8String(latin);
  return folded_ascii(latin);
}

std::string from_windows_1252(std::string_view bytes) {
  std::string utf8;
  utf8.reserve(bytes.size() + bytes.size() / 8);
  for (char c : bytes) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      utf8 += c;
    else
      append_utf8(utf8, byte < 0xa0 ? windows_1252_high[byte - 0x80u] : byte);
  }
  return utf8;
}

std::size_t length_in_characters(std::string_view utf8) {
  std::size_t count = 0;
  for (char c : utf8)
    if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) ++count;
  return count;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  auto const first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string lower_ascii(std::string_view text) {
  std::string lower{text};
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::string without_blanks(std::string_view text) {
  std::string packed;
  for (char const c : text)
    if (c != ' ') packed += upper_ascii(c);
  return packed;
}

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    auto const end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string with_thousands(std::int64_t count) {
  auto digits = std::to_string(count);
  std::size_t const sign = count < 0 ? 1 : 0;
  for (auto at = digits.size(); at > 3 + sign; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

}  // namespace kith
