// The wording: whole where it has to be, English where it is not, and never a safety text that nobody stands by.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "base/text.h"
#include "door/picture_words.h"
#include "door/plural.h"
#include "door/words.h"
#include "html/pictures.h"

using namespace kith;
using namespace kith::door;

namespace {
Catalogue catalogue(std::string_view language, std::string_view toml) {
  auto read = read_catalogue(language, toml);
  REQUIRE(read.ok());
  return *std::move(read);
}
Catalogue const& embedded(std::string_view language) {
  for (auto const& one : all_catalogues())
    if (one.language == language) return one;
  FAIL("no such language");
  throw 0;
}
bool has_gap(std::vector<Untranslated> const& gaps, std::string_view key, Untranslated::Why why) {
  return std::ranges::any_of(gaps, [&](Untranslated const& gap) { return gap.key == key && gap.why == why; });
}
}  // namespace

TEST_CASE("Romanian and Polish say everything; what is left is safety texts that wait for a name") {
  MESSAGE("\n" << report_of_gaps(all_catalogues()));
  for (auto const* language : {"ro", "pl"}) {
    CHECK(embedded(language).whole);
    for (auto const& gap : untranslated(embedded("en"), embedded(language))) {
      CAPTURE(gap.key);
      CHECK(gap.why == Untranslated::Why::nobody_signed_off);
    }
  }
  CHECK_FALSE(embedded("ur").whole);
  CHECK(embedded("ur").direction == "rtl");
}

TEST_CASE("the report finds what is missing, unknown, unsigned, and a plural form or a hole that is lacking") {
  auto const english = catalogue("en", R"(
a = "One {hole}"
b = { one = "{count} day", other = "{count} days" }
c = "Three"
[safety]
d = "Ring"
)");
  auto const polish = catalogue("pl", R"(
a = "Jeden"
b = { one = "{count} dzień", few = "{count} dni", other = "{count} dnia" }
e = "Nie ma"
safety.d = { text = "Dzwoń", signed_off = "" }
)");
  using enum Untranslated::Why;
  auto const gaps = untranslated(english, polish);
  CHECK(gaps.size() == 5);
  CHECK(has_gap(gaps, "a", other_holes));
  CHECK(has_gap(gaps, "b", other_holes));  // "many" is lacking
  CHECK(has_gap(gaps, "c", missing));
  CHECK(has_gap(gaps, "e", unknown_to_english));
  CHECK(has_gap(gaps, "safety.d", nobody_signed_off));
  auto const report = report_of_gaps({english, polish});
  CHECK(report.find("c: not translated") != std::string::npos);
  CHECK(report.find("(pl): 3 of 4 messages") != std::string::npos);
}

TEST_CASE("a missing message stands in English inside lang=en, a safety text until somebody signs it off") {
  auto const english = catalogue("en", "a = \"Help & care\"\n[safety]\nb = \"Ring {phone}\"\n");
  auto const unsigned_urdu =
      catalogue("ur", "safety.b = { text = \"فون {phone}\", signed_off = \"\" }\n[language]\ndirection = \"rtl\"\n");
  Words const words{unsigned_urdu, english};
  CHECK(words("a").source() == "<span lang=\"en\" dir=\"ltr\">Help &amp; care</span>");
  CHECK(words("safety.b", {{"phone", html::text("<999>")}}).source() ==
        "<span lang=\"en\" dir=\"ltr\">Ring &lt;999&gt;</span>");
  auto const signed_urdu =
      catalogue("ur", "safety.b = { text = \"فون {phone}\", signed_off = \"N. Nobody, 2026-11-01\" }\n");
  CHECK(Words{signed_urdu, english}("safety.b", {{"phone", html::text("999")}}).source() == "فون 999");
  CHECK_THROWS_AS(words("nothing.of.this.name"), std::out_of_range);
}

TEST_CASE("numbers take the plural form of the language") {
  auto const polish = words_for("pl", true);
  auto const romanian = words_for("ro", true);
  auto const says = [](Words const& words, std::int64_t count, std::string_view text) {
    CAPTURE(count);
    CHECK(words.plain_counted("fault.too_long", count).find(text) != std::string::npos);
  };
  says(polish, 1, "1 znak.");
  says(polish, 3, "3 znaki.");
  says(polish, 5, "5 znaków.");
  says(polish, 12, "12 znaków.");
  says(polish, 22, "22 znaki.");
  says(romanian, 1, "1 caracter prea");
  says(romanian, 2, "2 caractere prea");
  says(romanian, 19, "19 caractere prea");
  says(romanian, 20, "20 de caractere prea");
  says(romanian, 101, "101 caractere prea");
  says(words_for("en", true), 2, "2 characters");
  CHECK(plural_forms("pl") == std::vector<std::string>{"few", "many", "one", "other"});
}

TEST_CASE("dates are written as the language writes them") {
  auto const day = *Date::of(2026, 11, 25);
  CHECK(words_for("en", true).date(day) == "Wednesday 25 November");
  CHECK(words_for("ro", true).date(day) == "miercuri, 25 noiembrie");
  CHECK(words_for("pl", true).date(day) == "środa, 25 listopada");
  CHECK(words_for("pl", true).long_date(day) == "25 listopada 2026");
  CHECK(words_for("ur", false).date(day).find("نومبر") != std::string::npos);
  CHECK(words_for("en", true).weekday(7) == "Sunday");
}

TEST_CASE("a language that cannot ask every question asks them in English; an unknown one is English") {
  CHECK(words_for("ur", false).language() == "ur");
  CHECK(words_for("ur", true).language() == "en");
  CHECK(words_for("xx", false).language() == "en");
  CHECK(words_for("", false).language() == "en");
}

TEST_CASE("every message is used, and families never read the words of the office") {
  std::string source;
  for (auto const* room : {"/src/door", "/src/guest"})
    for (auto const& entry : std::filesystem::directory_iterator(std::string{KITH_SOURCE_DIR} + room)) {
      std::ifstream in(entry.path());
      source.append(std::istreambuf_iterator<char>{in}, {});
    }
  std::ifstream pictures(KITH_SOURCE_DIR "/src/html/picture/words.cpp");
  source.append(std::istreambuf_iterator<char>{pictures}, {});
  std::regex const office{R"(\b(case|cases|referral|referrals|refer|client|service user)\b)"};
  for (auto const& [key, message] : embedded("en").messages) {
    CAPTURE(key);
    // "family.worries.title" is asked for as "worries.title" on a path, or by a name that ends a key.
    auto const after = key.substr(key.find('.') + 1);
    auto const last = key.substr(key.rfind('.') + 1);
    // Keys that the source puts together from a part that it knows.
    static std::set<std::string> const composed = {
        "contact.call", "contact.none", "family.trust.may_know_hint", "family.trust.must_not_know_hint",
        "people.month", "people.year"};
    bool const used = composed.contains(key) || source.find("\"" + key + "\"") != std::string::npos ||
                      source.find("\"" + after + "\"") != std::string::npos ||
                      source.find("\"" + last) != std::string::npos || source.find("\"." + last) != std::string::npos;
    CHECK(used);
    for (auto const& [form, text] : message.forms) CHECK_FALSE(std::regex_search(lower_ascii(text), office));
  }
}

TEST_CASE("the words inside pictures come from the catalogues, and a Romanian page has no English one") {
  auto const& english = embedded("en");
  for (auto const& word : html::picture_word_list()) {
    CAPTURE(word.key);
    auto const found = english.messages.find("picture." + std::string{word.key});
    REQUIRE(found != english.messages.end());
    CHECK(found->second.forms.begin()->second == word.english);
  }
  auto const romanian = picture_words(words_for("ro", false));
  html::Star star{.about = {.id = "stea", .title = "Un an", .words = &romanian},
                  .areas = {{"Somn", 1, 3}, {"Prieteni", 4, 2}, {"Bani", 2, 2}}};
  auto const source = html::star(star).source();
  for (auto const* words : {"Arată ca tabel", "Domeniu", "cu 2 mai sus", "La fel", "O stea cu 3 colțuri"})
    CHECK_MESSAGE(source.find(words) != std::string::npos, words);
  for (auto const* words : {"Show as a table", "Area", "higher", "The same", "First"})
    CHECK_MESSAGE(source.find(words) == std::string::npos, words);
}
