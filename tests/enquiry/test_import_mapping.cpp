#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "enquiry/import/layout.h"
#include "enquiry/import/mapping.h"

using namespace kith;
using namespace kith::imports;

namespace {
using Headers = std::vector<std::string_view>;

std::string code_of(Result<Layout> const& result) { return result.ok() ? "" : result.error().code; }
}  // namespace

TEST_CASE("headers are matched without regard to case, blanks, underscores and order") {
  Headers const headers{"Received On", "REFERENCE", "Date_Of-Birth", "postcode ", "Notes"};
  auto layout = lay_out(imports::Door::enquiries, nullptr, headers, "f.csv");
  REQUIRE(layout.ok());
  CHECK(layout->field_of[place_of(enquiry_columns, "reference")] == 1);
  CHECK(layout->field_of[place_of(enquiry_columns, "received_on")] == 0);
  CHECK(layout->field_of[place_of(enquiry_columns, "date_of_birth")] == 2);
  CHECK(layout->field_of[place_of(enquiry_columns, "postcode")] == 3);
  CHECK(layout->field_of[place_of(enquiry_columns, "surname")] == Layout::absent);
  CHECK(layout->column_of[4] == Layout::absent);
  REQUIRE(layout->notes.size() == 1);
  CHECK(layout->notes[0].code == "extra_columns");
  CHECK(layout->notes[0].sentence.find("“Notes”") != std::string::npos);
}

TEST_CASE("a missing or repeated column is named, with its file") {
  auto missing = lay_out(imports::Door::enquiries, nullptr, Headers{"reference", "Contact date"}, "f.csv");
  REQUIRE(code_of(missing) == "missing_column");
  CHECK(missing.error().sentence.find("f.csv has no column “received_on”") == 0);
  CHECK(missing.error().sentence.find("“Contact date” may be it") != std::string::npos);

  auto twice = lay_out(imports::Door::enquiries, nullptr, Headers{"reference", "received_on", "Reference"}, "f.csv");
  CHECK(code_of(twice) == "duplicate_column");
  CHECK(
      lay_out(imports::Door::enquiries, nullptr, Headers{"reference", "received_on", "Notes", "Notes"}, "f.csv").ok());
  CHECK(code_of(lay_out(imports::Door::allocations, nullptr, Headers{"reference", "allocated_on"}, "f.csv")) ==
        "missing_column");
  CHECK(code_of(lay_out(imports::Door::referrals, nullptr, Headers{"", "", ""}, "f.csv")) == "no_header");
}

TEST_CASE("two columns of a file that a mapping reads as one are refused: column_mapped_twice") {
  ColumnMapping const mapping{.name = "vendor",
                              .door = imports::Door::enquiries,
                              .columns = {{"Contact ID", "reference"}, {"Case ID", "reference"}},
                              .values = {},
                              .date_order = {}};
  auto const layout =
      lay_out(imports::Door::enquiries, &mapping, Headers{"Contact ID", "Case ID", "received_on"}, "f.csv");
  CHECK(code_of(layout) == "column_mapped_twice");
}

TEST_CASE("a mapping reads another system's columns; columns with our own names need no pair") {
  ColumnMapping const mapping{
      .name = "vendor",
      .door = imports::Door::enquiries,
      .columns = {{"Contact ID", "reference"}, {"Contact date", "received_on"}, {"Worker", ""}, {"Gone", "sex"}},
      .values = {},
      .date_order = {}};
  auto layout = lay_out(imports::Door::enquiries, &mapping,
                        Headers{"contact id", "Reference", "Contact Date", "Worker", "surname", "Hobby"}, "f.csv");
  REQUIRE(layout.ok());
  CHECK(layout->field_of[place_of(enquiry_columns, "reference")] == 0);
  CHECK(layout->field_of[place_of(enquiry_columns, "surname")] == 4);
  REQUIRE(layout->notes.size() == 2);
  CHECK(layout->notes[0].sentence == "Columns that were not read: “Reference”, “Hobby”.");
  CHECK(layout->notes[1].code == "mapped_columns_gone");
}

TEST_CASE("a mapping that contradicts itself is refused") {
  auto const code = [](ColumnMapping const& mapping) {
    auto checked = check_mapping(mapping);
    return checked.ok() ? std::string{} : checked.error().code;
  };
  CHECK(code({"m", imports::Door::enquiries, {{"A", "reference"}, {"B", "reference"}}, {}, {}}) == "ours_twice");
  CHECK(code({"m", imports::Door::enquiries, {{"A b", "reference"}, {"a_B", "surname"}}, {}, {}}) == "theirs_twice");
  CHECK(code({"m", imports::Door::enquiries, {{"A", "nonsense"}}, {}, {}}) == "unknown_column");
  CHECK(code({"m", imports::Door::referrals, {}, {{"sex", "M", "m"}}, {}}) == "unknown_column");
  CHECK(code({"m", imports::Door::enquiries, {{"A", ""}, {"B", ""}}, {{"sex", "M", "m"}}, {}}).empty());
}

TEST_CASE("well-known headers of other systems are suggested, each of our columns once") {
  std::vector<std::string> const headers{"Contact ID", "Contact date", "First name", "Surname", "DOB",    "Gender",
                                         "EDD",        "Outcome",      "Last name",  "Case ID", "Misc 1", ""};
  auto const suggested = suggest_mapping(imports::Door::enquiries, headers);
  auto const ours = [&](std::string_view theirs) -> std::string {
    for (auto const& pair : suggested.columns)
      if (pair.theirs == theirs) return pair.ours;
    return "not there";
  };
  CHECK(ours("Contact ID") == "reference");
  CHECK(ours("Contact date") == "received_on");
  CHECK(ours("First name") == "forename");
  CHECK(ours("Surname") == "surname");
  CHECK(ours("Last name") == "");
  CHECK(ours("DOB") == "date_of_birth");
  CHECK(ours("EDD") == "expected_date_of_birth");
  CHECK(ours("Outcome") == "outcome");
  CHECK(ours("Case ID") == "");
  CHECK(ours("Misc 1") == "");
  CHECK(ours("") == "not there");
  CHECK(check_mapping(suggested).ok());
  CHECK(suggest_mapping(imports::Door::referrals, std::vector<std::string>{"Outcome"}).columns[0].ours ==
        "step_outcome");
}

TEST_CASE("a mapping's text reads back as the same mapping") {
  CHECK(rc::check([] {
    auto const text = rc::gen::container<std::string>(rc::gen::element('a', 'B', ',', '"', '\n', '\r', ' ', '=', '\''));
    ColumnMapping mapping;
    mapping.name = *text;
    mapping.door = *rc::gen::element(imports::Door::enquiries, imports::Door::allocations, imports::Door::referrals);
    mapping.date_order = *rc::gen::element(std::optional<DateOrder>{}, std::optional{DateOrder::iso},
                                           std::optional{DateOrder::day_first}, std::optional{DateOrder::month_first});
    mapping.columns = {{*text, "reference"}};
    for (auto const& pair :
         *rc::gen::container<std::vector<std::pair<std::string, std::string>>>(rc::gen::pair(text, text)))
      mapping.values.push_back({"area", pair.first, pair.second});
    auto const back = parse_mapping(to_text(mapping));
    RC_ASSERT(back.ok());
    RC_ASSERT(*back == mapping);
  }));
}

TEST_CASE("a broken mapping text is refused with its line") {
  auto const sentence = [](std::string_view text) {
    auto parsed = parse_mapping(text);
    return parsed.ok() ? std::string{} : parsed.error().sentence;
  };
  CHECK(sentence("") == "The column mapping, line 1: it is empty.");
  CHECK(sentence("hello\n").find("line 1: this is not a column mapping") != std::string::npos);
  CHECK(sentence("mapping,2,n,enquiries,iso\n").find("newer Kith") != std::string::npos);
  CHECK(sentence("mapping,1,n,windows,iso\n").find("door") != std::string::npos);
  CHECK(sentence("mapping,1,n,enquiries,american\n").find("order of dates") != std::string::npos);
  CHECK(sentence("mapping,1,n,enquiries,iso\ncolumn,A\n").find("line 2") != std::string::npos);
  CHECK(parse_mapping("").error().code == "bad_mapping");
}
