#include "link/standardise.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "link/levels.h"
#include "link/spelling.h"

using namespace kith::link;

namespace {
Level level(Measure measure, std::string_view a, std::string_view b) {
  return compare(measure, make_value(measure, standardise(measure, a)), make_value(measure, standardise(measure, b)));
}
}  // namespace

TEST_CASE("names lose case, accents, titles and what stands for no name") {
  CHECK(standard_name("Dr. Zoë O'Brien-Łuk") == "zoe obrien luk");
  CHECK(standard_name("  MOHAMMED ") == "mohammed");
  CHECK(standard_name("Иван") == "ivan");
  CHECK(standard_name("Baby of Sarah").empty());
  CHECK(standard_name("unknown").empty());
  CHECK(standard_name("Not known").empty());
  CHECK(standard_name("Miss") == "miss");  // a surname, too
}

TEST_CASE("dates are read in the forms people write them in, day before month") {
  for (std::string typed : {"2019-06-30", "20190630", "30/06/2019", "30.6.19", "30 June 2019", "30th Jun 2019",
                            "Jun 30 2019", "30062019", "2019-06-30T00:00:00"})
    CHECK_MESSAGE(standard_date(typed, {}) == "20190630", std::string{typed});
  CHECK(standard_date("19630421", "%Y%m%d") == "19630421");
  CHECK(standard_date("04/21/1963", "%m/%d/%Y") == "19630421");
  CHECK(standard_date("4/21/1963", "%m/%d/%Y") == "19630421");
  CHECK(standard_date("21 Apr 63", "%d %b %y") == "19630421");
  CHECK(standard_date("1963", "2", "9") == "19630209");
  CHECK(standard_date("yesterday", {}).empty());
  CHECK(standard_date("30/06", {}).empty());
  CHECK(standard_date("1/1/1900", {}).empty());
}

TEST_CASE("an impossible date keeps its digits, so that a slip can still be compared") {
  CHECK(standard_date("19081345", "%Y%m%d") == "19081345");
  CHECK_FALSE(is_real_date("19081345"));
  CHECK(is_real_date("20240229"));
  CHECK_FALSE(is_real_date("20230229"));
}

TEST_CASE("postcodes, telephone numbers and identifiers take one form") {
  CHECK(standard_postcode("dn1 2ab") == "DN12AB");
  CHECK(standard_postcode("ZZ99 3VZ").empty());
  auto const parts = postcode_parts("DN12AB");
  REQUIRE(parts);
  CHECK(parts->area == 2);
  CHECK(parts->district == 3);
  CHECK(parts->sector == 4);
  CHECK_FALSE(postcode_parts("2602"));
  CHECK(standard_phone("+44 (0)7700 900123") == "07700900123");
  CHECK(standard_phone("0044 7700 900123") == "07700900123");
  CHECK(standard_phone("07700-900123") == "07700900123");
  CHECK(standard_phone("000000").empty());
  CHECK(standard_identifier(" 943 476 5919 ") == "9434765919");
  CHECK(standard_identifier("0000000").empty());
  CHECK(standard_number("007a") == "7a");
  CHECK(standard_email(" Jo@Example.ORG ") == "jo@example.org");
  CHECK(standard_email("jo at home").empty());
}

TEST_CASE("NHS numbers and pupil numbers are checked by their own rules") {
  CHECK(is_valid_nhs_number("9434765919"));
  CHECK_FALSE(is_valid_nhs_number("9434765918"));
  CHECK_FALSE(is_valid_nhs_number("0000000000"));
  // Exactly one digit in eleven remainders is right, and none for the remainder that gives ten.
  CHECK(rc::check([] {
    auto const front = *rc::gen::container<std::string>(9, rc::gen::inRange('0', ':'));
    int valid = 0;
    for (char c = '0'; c <= '9'; ++c) valid += is_valid_nhs_number(front + c);
    RC_ASSERT(valid <= 1);
  }));
  // Weights 2 to 13: 1*13 = 13 is the fourteenth letter, P.
  CHECK(is_valid_upn("P000000000001"));
  CHECK_FALSE(is_valid_upn("A000000000001"));
  CHECK_FALSE(is_temporary_upn("P000000000001"));
  CHECK(is_temporary_upn("P00000000000B"));
  CHECK(standard_identifier("P00000000000B").empty());
}

TEST_CASE("standardising twice changes nothing") {
  CHECK(rc::check([] {
    auto const text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"aZ9 -'.\xc3\xa9,/@"}));
    for (auto measure :
         {Measure::word, Measure::text, Measure::postcode, Measure::number, Measure::identifier, Measure::category}) {
      auto const once = standardise(measure, text);
      RC_ASSERT(standardise(measure, once) == once);
    }
  }));
}

TEST_CASE("names agree at the level a person would say") {
  CHECK(level(Measure::forename, "Zoë", "zoe") == name_level::exact);
  CHECK(level(Measure::forename, "Katherine", "Kathrine") == name_level::close);
  CHECK(level(Measure::forename, "Elizabeth", "Liz") == name_level::nickname);
  CHECK(level(Measure::forename, "Robert", "Bob") == name_level::nickname);
  CHECK(level(Measure::forename, "Mohammed", "Muhammad") == name_level::nickname);
  CHECK(level(Measure::surname, "Smith", "Jones-Smith") == name_level::similar);
  CHECK(level(Measure::forename, "Oluwaseun", "Seun") == name_level::similar);
  CHECK(level(Measure::forename, "Montgomery", "Monty") == name_level::similar);
  CHECK(level(Measure::forename, "Li", "Lee") == name_level::nickname);
  CHECK(level(Measure::surname, "Cheung", "Zhang") == name_level::nickname);
  CHECK(level(Measure::forename, "Oluwaseun", "Oluwatobi") == different_level);
  CHECK(level(Measure::forename, "Chidi", "Chinedu") == different_level);
  CHECK(level(Measure::surname, "Smith", "Smyth") == name_level::close);
  CHECK(level(Measure::forename, "J", "John") == name_level::sounds_alike);
  CHECK(level(Measure::surname, "Wright", "Rite") == name_level::sounds_alike);
  CHECK(level(Measure::surname, "Khan", "Patel") == different_level);
}

TEST_CASE("spellings of one name in different romanisations have one key, and other names another") {
  auto const same = [](std::string_view a, std::string_view b) { return spelling_key(a) == spelling_key(b); };
  CHECK(spelling_key("lakshmi") == "laksmi");
  CHECK(same("lakshmi", "laxmi"));
  CHECK(same("yousuf", "yusuf"));
  CHECK(same("wei", "way"));
  CHECK(same("yi", "yee"));
  CHECK(same("khadeejah", "kadija"));
  CHECK(same("szymon", "shymon"));
  CHECK(same("xiao ming", "xiaoming"));
  CHECK_FALSE(same("li", "lu"));
  CHECK_FALSE(same("ann", "ian"));
  CHECK(spelling_key("ah") == "a");
}

TEST_CASE("a short form keeps three letters and more of the front or the back") {
  CHECK(is_short_form("benjamin", "ben"));
  CHECK(is_short_form("funmi", "oluwafunmi"));
  CHECK(is_short_form("penny", "penelope"));
  CHECK(is_short_form("antek", "antoni"));
  CHECK(is_short_form("zuzia", "zuzanna"));
  CHECK_FALSE(is_short_form("jo", "joseph"));
  CHECK_FALSE(is_short_form("anna", "anna"));
  CHECK_FALSE(is_short_form("ayodeji", "ayomide"));
  CHECK_FALSE(is_short_form("lan", "lang"));
}

TEST_CASE("dates agree at the level a person would say") {
  CHECK(level(Measure::date, "2015-03-12", "12/03/2015") == 7);
  CHECK(level(Measure::date, "2015-03-12", "2015-03-17") == 6);
  CHECK(level(Measure::date, "2015-03-12", "2015-03-21") == 6);
  CHECK(level(Measure::date, "2015-03-12", "2015-12-03") == 5);
  CHECK(level(Measure::date, "2015-03-12", "2015-01-01") == 4);
  CHECK(level(Measure::date, "2016-03-12", "2015-01-01") == 1);
  CHECK(level(Measure::date, "2015-03-12", "2015-03-28") == 3);
  CHECK(level(Measure::date, "2015-03-28", "2015-04-05") == 2);
  CHECK(level(Measure::date, "2015-12-28", "2016-01-05") == 2);
  CHECK(level(Measure::date, "2015-03-12", "2015-11-25") == 1);
}

TEST_CASE("postcodes agree as far as they agree") {
  CHECK(level(Measure::postcode, "DN1 2AB", "dn12ab") == 4);
  CHECK(level(Measure::postcode, "DN1 2AB", "DN1 2AX") == 3);
  CHECK(level(Measure::postcode, "DN1 2AB", "DN1 2XY") == 2);
  CHECK(level(Measure::postcode, "DN1 2AB", "DN1 9XY") == 1);
  CHECK(level(Measure::postcode, "2602", "2619") == 2);
}

TEST_CASE("every comparison is symmetric, and equal values are exact") {
  CHECK(rc::check([] {
    auto const letters = rc::gen::elementOf(std::string{"abcno"});
    auto const a = *rc::gen::nonEmpty(rc::gen::container<std::string>(letters));
    auto const b = *rc::gen::nonEmpty(rc::gen::container<std::string>(letters));
    for (auto const& member : kith::members_of<Measure>) {
      auto const measure = member.value;
      auto const x = make_value(measure, a);
      auto const y = make_value(measure, b);
      RC_ASSERT(compare(measure, x, y) == compare(measure, y, x));
      RC_ASSERT(compare(measure, x, x) == levels_of(measure).exact);
      RC_ASSERT(compare(measure, x, y) <= levels_of(measure).exact);
    }
  }));
}

TEST_CASE("Double Metaphone hears names as its author says") {
  CHECK(double_metaphone("smith") == Sound{"SM0", "XMT"});
  CHECK(double_metaphone("schmidt") == Sound{"XMT", "SMT"});
  CHECK(double_metaphone("thompson").primary == "TMPS");
  CHECK(double_metaphone("catherine") == double_metaphone("katherine"));
  CHECK(double_metaphone("wright").primary == "RT");
  CHECK(double_metaphone("philip").primary == "FLP");
  CHECK(double_metaphone("knight").primary == "NT");
  CHECK(double_metaphone("") == Sound{});
}

TEST_CASE("a full name is taken apart: the last word is the surname, with the small words that belong to it") {
  auto const of = [](std::string_view cell) {
    auto const name = standard_full_name(cell);
    return name.forename + "|" + name.surname;
  };
  CHECK(of("Zoë Anne Łuk") == "zoe anne|luk");
  CHECK(of(" Łuk , Zoë Anne ") == "zoe anne|luk");
  CHECK(of("Dr. Jan van der Berg") == "jan|van der berg");
  CHECK(of("Mary Smith-Jones") == "mary|smith jones");
  CHECK(of("de Souza") == "de|souza");
  CHECK(of("Cher") == "|cher");
  CHECK(of("Unknown") == "|");
  CHECK(of("") == "|");
}
