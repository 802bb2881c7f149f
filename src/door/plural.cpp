#include "door/plural.h"

#include <unicode/dtptngen.h>
#include <unicode/plurrule.h>
#include <unicode/smpdtfmt.h>

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>

namespace kith::door {

namespace {

void check(UErrorCode status) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string{"ICU: "} + u_errorName(status));
}

icu::Locale locale_of(std::string_view language) {
  // Of English there is one here; months and days come in its British order.
  return language == "en" ? icu::Locale::getUK() : icu::Locale(std::string{language}.c_str());
}

std::string utf8(icu::UnicodeString const& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// Rules and formats are costly to make and few: each is made once. Rules may be asked by several threads at once.
std::mutex making;

icu::PluralRules const& rules_of(std::string_view language) {
  static std::map<std::string, std::unique_ptr<icu::PluralRules>, std::less<>> known;
  std::lock_guard const lock(making);
  auto& rules = known[std::string{language}];
  if (!rules) {
    UErrorCode status = U_ZERO_ERROR;
    rules.reset(icu::PluralRules::forLocale(locale_of(language), status));
    check(status);
  }
  return *rules;
}

std::unique_ptr<icu::SimpleDateFormat> make_format(std::string_view language, std::string_view skeleton) {
  UErrorCode status = U_ZERO_ERROR;
  auto const locale = locale_of(language);
  std::unique_ptr<icu::DateTimePatternGenerator> generator(
      icu::DateTimePatternGenerator::createInstance(locale, status));
  check(status);
  auto pattern = generator->getBestPattern(
      icu::UnicodeString::fromUTF8({skeleton.data(), static_cast<int>(skeleton.size())}), status);
  check(status);
  // "Wednesday 25 November", as public services in England write it, where CLDR puts a comma.
  if (language == "en") pattern.findAndReplace(",", "");
  auto format = std::make_unique<icu::SimpleDateFormat>(pattern, locale, status);
  check(status);
  format->adoptTimeZone(icu::TimeZone::getGMT()->clone());
  return format;
}

}  // namespace

std::string plural_form(std::string_view language, std::int64_t count) {
  return utf8(rules_of(language).select(static_cast<int32_t>(count)));
}

std::vector<std::string> plural_forms(std::string_view language) {
  std::set<std::string> forms = {"other"};
  auto const& rules = rules_of(language);
  // The rules of every language here depend on the last two digits and on small numbers alone.
  for (int32_t count = 0; count <= 200; ++count) forms.insert(utf8(rules.select(count)));
  return {forms.begin(), forms.end()};
}

std::string written_date(std::string_view language, Date date, std::string_view skeleton) {
  static std::map<std::string, std::unique_ptr<icu::SimpleDateFormat>> known;
  constexpr double day_ms = 24.0 * 60 * 60 * 1000;
  // A format keeps a calendar of its own while it writes, so one thread at a time.
  std::lock_guard const lock(making);
  auto& format = known[std::string{language} + ' ' + std::string{skeleton}];
  if (!format) format = make_format(language, skeleton);
  icu::UnicodeString text;
  format->format(date.days * day_ms + day_ms / 2, text);
  return utf8(text);
}

}  // namespace kith::door
