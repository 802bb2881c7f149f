#include <doctest/doctest.h>

#include <map>

#include "enquiry/import/row_parser.h"
#include "import_profile.h"

using namespace kith;
using namespace kith::imports;
using kith::imports::test::small_council;
using kith::imports::test::today;

namespace {
using Given = std::map<std::string, std::string>;

std::vector<KeptCell> kept(Given const& given) {
  std::vector<KeptCell> cells;
  for (auto const& [column, text] : given) cells.push_back({column, column, text});
  return cells;
}

ParsedRow parse_at(Door door, Given const& given, ColumnMapping const* mapping = nullptr) {
  auto const profile = small_council();
  auto parsed = parse_cells(door, kept(given), profile, today, DateOrder::iso, mapping);
  REQUIRE(parsed.ok());
  return *parsed;
}

// An enquiry's row with some cells changed.
ParsedRow asked(Given changes, ColumnMapping const* mapping = nullptr) {
  changes.emplace("reference", "R1");
  changes.emplace("received_on", "2019-06-30");
  return parse_at(Door::enquiries, changes, mapping);
}

EnquiryRow taken(ParsedRow const& parsed) {
  for (auto const& fault : parsed.faults) FAIL_CHECK(fault.column << ": " << fault.sentence);
  REQUIRE(parsed.row.has_value());
  return std::get<EnquiryRow>(*parsed.row);
}

// "column code, column code".
std::string faults(ParsedRow const& parsed) {
  std::string list;
  for (auto const& fault : parsed.faults)
    list += (list.empty() ? "" : ", ") + fault.column + " " + std::string{wire(fault.code)};
  CHECK(parsed.row.has_value() == parsed.faults.empty());
  return list;
}
std::string faults(Given const& changes) { return faults(asked(changes)); }

std::string queries(ParsedRow const& parsed) {
  std::string list;
  for (auto const& query : parsed.queries)
    list += (list.empty() ? "" : ", ") + query.column + " " + std::string{wire(query.code)};
  return list;
}
}  // namespace

TEST_CASE("a full enquiry, in codes, labels, aliases and any case") {
  auto const row = taken(asked({{"source", "SCHOOLS"},
                                {"source_agency", "education"},
                                {"child_reference", "C7"},
                                {"forename", " Zo\xc3\xab "},
                                {"surname", "Null"},
                                {"date_of_birth", "2012-02-29"},
                                {"sex", "female"},
                                {"ethnicity", "Not known"},
                                {"disability", "none"},
                                {"postcode", "dn124aa"},
                                {"area", "Denaby; hexthorpe;Denaby Main"},
                                {"primary_need", "Parenting"},
                                {"outcome", "Link to existing Early Help case"},
                                {"screened_on", "2019-07-01"},
                                {"first_contact_on", "02/07/2019"},
                                {"closed_on", "2019-09-30 00:00:00"},
                                {"level", "Level 3"}}));
  CHECK(row.reference == "R1");
  CHECK(row.received_on == *Date::of(2019, 6, 30));
  CHECK(row.source.value == "school");
  CHECK(row.source_agency.value == "education");
  CHECK(row.forename.reveal() == "Zo\xc3\xab");
  CHECK(row.surname.reveal() == "Null");
  CHECK(row.date_of_birth->reveal() == *Date::of(2012, 2, 29));
  CHECK(row.sex.value == "f");
  CHECK(row.ethnicity.value == "nobt");
  CHECK(row.disability.value == "none");
  CHECK(row.postcode.reveal() == "DN12 4AA");
  CHECK(row.area_names == std::vector<std::string>{"Denaby", "hexthorpe", "Denaby Main"});
  CHECK(row.places.size() == 3);
  CHECK(row.outcome == profile::ScreeningOutcome::link_existing);
  CHECK(row.first_contact_on == *Date::of(2019, 7, 2));
  CHECK(row.level == 3);
}

TEST_CASE("an enquiry needs a reference and a date, and nothing else: no name and no birth date is fine") {
  auto const row = taken(asked({}));
  CHECK_FALSE(row.outcome.has_value());
  CHECK_FALSE(row.date_of_birth.has_value());
  CHECK(row.places.empty());
  CHECK(faults(parse_at(Door::enquiries, {})) == "reference missing, received_on missing");
  CHECK(faults({{"reference", "N/A"}, {"received_on", "NULL"}}) == "reference missing, received_on missing");
}

TEST_CASE("words for nothing are nothing, but for an outcome only a machine's") {
  auto const row = taken(asked({{"surname", "NULL"},
                                {"date_of_birth", "N/A"},
                                {"sex", "-"},
                                {"source", "n/a"},
                                {"level", "None"},
                                {"closed_on", "--"},
                                {"outcome", "NULL"},
                                {"area", "N/A"},
                                {"postcode", "#N/A"}}));
  CHECK(row.surname.reveal().empty());
  CHECK(row.sex.empty());
  CHECK_FALSE(row.outcome.has_value());
  CHECK(row.area_names.empty());
  CHECK(faults({{"outcome", "N/A"}}) == "outcome unknown_code");
}

TEST_CASE("an explicit unknown outcome is an outcome") {
  CHECK(taken(asked({{"outcome", "unknown"}})).outcome == profile::ScreeningOutcome::unknown);
  CHECK(taken(asked({{"outcome", "Unknown"}})).outcome == profile::ScreeningOutcome::unknown);
}

TEST_CASE("a word, place or level that the council does not have is a fault") {
  CHECK(faults({{"source", "Milkman"}}) == "source unknown_code");
  CHECK(faults({{"source_agency", "Guild"}}) == "source_agency unknown_code");
  CHECK(faults({{"sex", "x"}, {"ethnicity", "x"}, {"disability", "x"}, {"primary_need", "x"}}) ==
        "sex unknown_code, ethnicity unknown_code, disability unknown_code, primary_need unknown_code");
  CHECK(faults({{"outcome", "done"}}) == "outcome unknown_code");
  CHECK(faults({{"area", "Denaby;Atlantis"}}) == "area unknown_place");
  for (std::string level : {"5", "0", "3.5", "high", "-1", "99999999999"})
    CHECK_MESSAGE(faults({{"level", level}}) == "level unknown_level", level);
  CHECK(taken(asked({{"level", "2.0"}})).level == 2);
}

TEST_CASE("nothing happens before its receipt, nor in the future") {
  CHECK(faults({{"screened_on", "2019-06-29"}}) == "screened_on screened_before_received");
  CHECK(faults({{"first_contact_on", "2019-06-29"}}) == "first_contact_on contact_before_received");
  CHECK(faults({{"closed_on", "2019-06-29"}}) == "closed_on closed_before_received");
  CHECK(faults({{"screened_on", "2019-06-30"}, {"closed_on", "2019-06-30"}}) == "");
  CHECK(faults({{"received_on", "2026-11-22"}}) == "received_on date_in_future");
  CHECK(faults({{"received_on", "2026-11-21"}}) == "");
  CHECK(faults({{"received_on", "1919-06-30"}}) == "received_on date_implausible");
  CHECK(faults({{"date_of_birth", "1819-06-30"}}) == "date_of_birth date_implausible");
  CHECK(faults({{"received_on", "30/06/19"}}) == "received_on two_digit_year");
  CHECK(faults({{"received_on", "43646"}}) == "received_on day_number");
  CHECK(faults({{"received_on", "soon"}}) == "received_on bad_date");
  CHECK(faults({{"received_on", "06/30/2019"}}) == "received_on month_first_date");
}

TEST_CASE("a birth date to come is an expected one, with a query") {
  auto const parsed = asked({{"date_of_birth", "2027-02-01"}});
  auto const row = taken(parsed);
  CHECK_FALSE(row.date_of_birth.has_value());
  CHECK(row.expected_date_of_birth->reveal() == *Date::of(2027, 2, 1));
  CHECK(queries(parsed) == "date_of_birth future_birth_date");

  auto const two = asked({{"date_of_birth", "2027-02-01"}, {"expected_date_of_birth", "2027-03-01"}});
  CHECK(taken(two).expected_date_of_birth->reveal() == *Date::of(2027, 3, 1));
  CHECK(queries(two) == "date_of_birth second_expected_date");

  auto const plain = asked({{"expected_date_of_birth", "2027-03-01"}});
  CHECK(queries(plain) == "");
  CHECK(queries(asked({{"expected_date_of_birth", "2072-03-01"}})) == "expected_date_of_birth far_expected_date");
  CHECK(queries(asked({{"date_of_birth", "2019-08-01"}})) == "date_of_birth born_after_received");
}

TEST_CASE("a system's date for nothing is nothing, with a query; as a receipt it is missing") {
  auto const parsed = asked({{"date_of_birth", "01/01/1900"}, {"closed_on", "9999-12-31"}});
  CHECK_FALSE(taken(parsed).date_of_birth.has_value());
  CHECK_FALSE(taken(parsed).closed_on.has_value());
  CHECK(queries(parsed) == "date_of_birth placeholder_date, closed_on placeholder_date");
  CHECK(faults({{"received_on", "1900-01-01"}}) == "received_on missing");
}

TEST_CASE("postcodes of every shape are normalised, others kept and asked about") {
  for (auto const& [typed, shaped] : Given{{"m1 1ae", "M1 1AE"},
                                           {"B338TH", "B33 8TH"},
                                           {"cr26xh", "CR2 6XH"},
                                           {"DN55 1PT", "DN55 1PT"},
                                           {"w1a1hq", "W1A 1HQ"},
                                           {"EC1A  1BB", "EC1A 1BB"},
                                           {"gir 0aa", "GIR 0AA"}})
    CHECK(taken(asked({{"postcode", typed}})).postcode.reveal() == shaped);
  for (std::string typed : {"DN12", "caravan by the canal", "12345", "DN12 4A", "D!12 4AA", "ABC1 2DE"}) {
    auto const parsed = asked({{"postcode", typed}});
    CHECK_MESSAGE(queries(parsed) == "postcode postcode_shape", typed);
    CHECK(taken(parsed).postcode.reveal() == typed);
  }
  CHECK(faults({{"postcode", std::string(21, 'x')}}) == "postcode too_long");
}

TEST_CASE("what spreadsheets do to values is undone or refused") {
  CHECK(taken(asked({{"reference", "'007"}})).reference == "007");
  CHECK(taken(asked({{"surname", "'t Hooft"}})).surname.reveal() == "'t Hooft");
  CHECK(taken(asked({{"surname", "\xc2\xa0Smith\xc2\xa0 "}})).surname.reveal() == "Smith");
  CHECK(faults({{"reference", "1.23457E+11"}}) == "reference shortened_number");
  CHECK(faults({{"child_reference", "1E+05"}}) == "child_reference shortened_number");
  CHECK(taken(asked({{"reference", "E+05"}})).reference == "E+05");
  CHECK(faults({{"surname", "#REF!"}}) == "surname spreadsheet_error");
  CHECK(faults({{"received_on", "########"}}) == "received_on spreadsheet_error");
  CHECK(faults({{"surname", "Sm\xefth"}}) == "surname not_text");
  CHECK(faults({{"surname", std::string(201, 'x')}}) == "surname too_long");
  std::string accents;
  for (int i = 0; i < 200; ++i) accents += "\xc3\xab";
  CHECK(faults({{"surname", accents}}) == "");
}

TEST_CASE("all faults of a row are told at once, and no sentence holds the value") {
  auto const parsed = asked({{"source", "Zanzibar"}, {"level", "9"}, {"date_of_birth", "Zanzibar"}});
  CHECK(parsed.faults.size() == 3);
  for (auto const& fault : parsed.faults) CHECK(fault.sentence.find("Zanzibar") == std::string::npos);
}

TEST_CASE("a mapping's value rules turn their words into ours, or into nothing") {
  ColumnMapping const mapping{
      .name = "vendor",
      .door = Door::enquiries,
      .columns = {},
      .values = {{"outcome", "Signposted", "information_advice"}, {"area", "Not known", ""}, {"level", "Tier 2", "2"}},
      .date_order = {}};
  auto const row = taken(asked({{"outcome", "SIGNPOSTED"}, {"area", "not known"}, {"level", "tier 2"}}, &mapping));
  CHECK(row.outcome == profile::ScreeningOutcome::information_advice);
  CHECK(row.area_names.empty());
  CHECK(row.level == 2);
}

TEST_CASE("allocations and referrals need their child, and keep their own order of dates") {
  auto const parsed = parse_at(Door::allocations, {{"reference", "A1"},
                                                   {"enquiry_reference", "R1"},
                                                   {"child_reference", "C1"},
                                                   {"area", "Denaby"},
                                                   {"allocated_on", "2019-06-30"},
                                                   {"lead_agency", "Health"},
                                                   {"level", "2"},
                                                   {"closed_on", "2019-07-30"},
                                                   {"closing_reason", "N/A - moved; see \"notes\""}});
  CHECK(faults(parsed) == "");
  auto const& allocation = std::get<AllocationRow>(*parsed.row);
  CHECK(allocation.enquiry_reference == "R1");
  CHECK(allocation.lead_agency.value == "health");
  CHECK(allocation.places.size() == 2);
  CHECK(allocation.closing_reason.reveal() == "N/A - moved; see \"notes\"");
  CHECK(faults(parse_at(Door::allocations, {})) == "reference missing, child_reference missing, allocated_on missing");
  CHECK(faults(parse_at(Door::allocations, {{"reference", "A1"},
                                            {"child_reference", "C1"},
                                            {"allocated_on", "2019-06-30"},
                                            {"closed_on", "2019-06-29"}})) == "closed_on closed_before_allocated");

  auto const referral = parse_at(Door::referrals, {{"reference", "S1"},
                                                   {"child_reference", "C1"},
                                                   {"referred_on", "2019-06-30"},
                                                   {"step_outcome", "C&F assessment"},
                                                   {"closed_on", "2019-06-29"}});
  CHECK(faults(referral) == "closed_on closed_before_referred");
  auto const good = parse_at(Door::referrals, {{"reference", "S1"},
                                               {"child_reference", "C1"},
                                               {"referred_on", "2019-06-30"},
                                               {"step_outcome", "C&F assessment"}});
  CHECK(std::get<ReferralRow>(*good.row).step_outcome == profile::StepOutcome::cf_assessment);
}

TEST_CASE("corrected cells that make no row are refused") {
  auto const profile = small_council();
  std::vector<KeptCell> const unknown{{"x", "nonsense", std::string{"1"}}};
  CHECK(parse_cells(Door::enquiries, unknown, profile, today, DateOrder::iso).error().code == "unknown_column");
  std::vector<KeptCell> const twice{{"a", "reference", std::string{"1"}}, {"b", "reference", std::string{"2"}}};
  CHECK(parse_cells(Door::enquiries, twice, profile, today, DateOrder::iso).error().code == "duplicate_column");
}
