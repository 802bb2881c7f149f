#include <doctest/doctest.h>
#include <fmt/format.h>
#include <malloc.h>
#include <rapidcheck.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "enquiry/import/reader.h"
#include "enquiry/import/rejects.h"
#include "enquiry/import/row_parser.h"
#include "import_profile.h"

using namespace kith;
using namespace kith::imports;
using kith::imports::test::small_council;
using kith::imports::test::today;

namespace {
struct Imported {
  ImportSummary summary;
  std::vector<ImportedRow> rows;
};

Result<Imported> try_import(std::string_view text, imports::Door door = imports::Door::enquiries,
                            std::optional<ColumnMapping> mapping = std::nullopt) {
  auto const profile = small_council();
  MemorySource source{text};
  Imported imported;
  auto summary = read_import(source, {"f.csv", door, today, std::move(mapping)}, profile, [&](ImportedRow&& row) {
    imported.rows.push_back(std::move(row));
    return Result<Done>{Done{}};
  });
  if (!summary) return summary.error();
  imported.summary = *summary;
  return imported;
}

Imported import(std::string_view text, imports::Door door = imports::Door::enquiries) {
  auto imported = try_import(text, door);
  if (!imported) FAIL(imported.error().sentence);
  return *imported;
}

imports::EnquiryRow const& row_of(ImportedRow const& row) {
  for (auto const& fault : row.faults) FAIL_CHECK(fault.line << " " << fault.column << ": " << fault.sentence);
  REQUIRE(row.row.has_value());
  return std::get<imports::EnquiryRow>(*row.row);
}

// "2 reference missing, 3 level unknown_level": line, column, code.
std::string faults(Imported const& imported) {
  std::string list;
  for (auto const& row : imported.rows)
    for (auto const& fault : row.faults)
      list += fmt::format("{}{} {} {}", list.empty() ? "" : ", ", fault.line, fault.column, wire(fault.code));
  return list;
}

std::set<std::string> notes(Imported const& imported) {
  std::set<std::string> codes;
  for (auto const& note : imported.summary.notes) codes.insert(note.code);
  return codes;
}

std::string error_code(std::string_view text) {
  auto imported = try_import(text);
  REQUIRE_FALSE(imported.ok());
  CHECK(imported.error().sentence.find("f.csv") != std::string::npos);
  return imported.error().code;
}

std::string const head = "reference,received_on,surname,level\n";
}  // namespace

TEST_CASE("a plain file: rows in order, with their lines") {
  auto const imported = import(head + "R1,2019-06-30,Smith,2\nR2,2019-07-01,,\n");
  CHECK(imported.summary.accepted == 2);
  CHECK(imported.summary.rejected == 0);
  CHECK(imported.summary.notes.empty());
  CHECK(row_of(imported.rows[0]).surname.reveal() == "Smith");
  CHECK(imported.rows[1].line == 3);
  CHECK_FALSE(imported.rows[0].kept_cells.empty());
}

TEST_CASE("bytes of any encoding: the same names") {
  std::string const utf_8 = "reference,received_on,surname\nR1,2019-06-30,Zo\xc3\xab\n";
  CHECK(row_of(import(utf_8).rows[0]).surname.reveal() == "Zo\xc3\xab");
  CHECK(row_of(import("\xef\xbb\xbf" + utf_8).rows[0]).surname.reveal() == "Zo\xc3\xab");
  auto const windows = import("reference,received_on,surname\r\nR1,2019-06-30,Zo\xeb\r\n");
  CHECK(row_of(windows.rows[0]).surname.reveal() == "Zo\xc3\xab");
  CHECK(notes(windows) == std::set<std::string>{"windows_1252"});
  std::string utf_16 = "\xff\xfe";
  for (char c : std::string{"reference\treceived_on\tsurname\r\nR1\t2019-06-30\tZo"}) utf_16 += {c, '\0'};
  utf_16 += {'\xeb', '\0', '\r', '\0', '\n', '\0'};
  CHECK(row_of(import(utf_16).rows[0]).surname.reveal() == "Zo\xc3\xab");
}

TEST_CASE("a rejected row keeps its cells, and reads once they are corrected") {
  auto const imported = import("Reference,received_on,Notes,level\nR1,2019-06-30,\"a, b\",9\nR2,2019-06-30,,3\n");
  CHECK(imported.summary.accepted == 1);
  CHECK(imported.summary.rejected == 1);
  REQUIRE(imported.rows[0].faults.size() == 1);
  auto const& fault = imported.rows[0].faults[0];
  CHECK(fault.line == 2);
  CHECK(fault.column_number == 4);
  CHECK(fault.column == "level");
  CHECK(fault.code == FaultCode::unknown_level);
  auto cells = imported.rows[0].kept_cells;
  REQUIRE(cells.size() == 4);
  CHECK(cells[0].header == "Reference");
  CHECK(cells[0].column == "reference");
  CHECK(cells[2].column.empty());
  CHECK(cells[2].text.reveal() == "a, b");
  cells[3].text = std::string{"3"};
  auto const again = parse_cells(imports::Door::enquiries, cells, small_council(), today, imported.summary.date_order);
  REQUIRE(again.ok());
  CHECK(std::get<imports::EnquiryRow>(*again->row).level == 3);
}

TEST_CASE("the second row with a reference waits, and says where the first stands") {
  auto const imported = import(head + "R1,2019-06-30,,\nR2,2019-06-30,,\n R1 ,2019-07-01,,\n");
  CHECK(faults(imported) == "4 reference duplicate_reference");
  CHECK(imported.rows[2].faults[0].sentence.find("line 2") != std::string::npos);
  CHECK(imported.summary.accepted == 2);
  CHECK(faults(import(head + ",2019-06-30,,\n,2019-06-30,,\n")) == "2 reference missing, 3 reference missing");
}

TEST_CASE("quotes gone wrong cost their own rows") {
  auto const imported = import(
      head +
      "R1,2019-06-30,\"O\nBrien\",\nR2,2019-06-30,Anna \"Annie\" Smith,\nR3,2019-06-30,\"open,\nR4,2019-06-30,,\n");
  CHECK(faults(imported) == "4 surname stray_quote, 5 surname quote_not_closed");
  CHECK(row_of(imported.rows[0]).surname.reveal() == "O\nBrien");
  CHECK(row_of(imported.rows[3]).reference == "R4");
}

TEST_CASE("day-first dates are settled for the whole file") {
  auto const imported = import(head + "R1,03/04/2019,,\nR2,30/06/2019,,\nR3,2019-07-01,,\n");
  CHECK(imported.summary.date_order == DateOrder::day_first);
  CHECK(row_of(imported.rows[0]).received_on == *Date::of(2019, 4, 3));
  CHECK(row_of(imported.rows[2]).received_on == *Date::of(2019, 7, 1));
  CHECK(notes(import(head + "R1,03/04/2019,,\n")) == std::set<std::string>{"dates_fit_both"});
  CHECK(error_code(head + "R1,03/04/2019,,\nR2,06/30/2019,,\n") == "month_first_dates");
  CHECK(error_code(head + "R1,30/06/2019,,\nR2,06/30/2019,,\n") == "mixed_date_orders");
}

TEST_CASE("a mapping may settle what a file leaves open") {
  ColumnMapping mapping{
      .name = "vendor",
      .door = imports::Door::enquiries,
      .columns = {{"Contact ID", "reference"}, {"Contact date", "received_on"}, {"Result", "outcome"}},
      .values = {{"outcome", "Signposted", "information_advice"}},
      .date_order = DateOrder::month_first};
  auto const imported = try_import("Contact ID;Contact date;Result\nR1;06/30/2019;signposted\nR2;03/04/2019;other\n",
                                   imports::Door::enquiries, mapping);
  REQUIRE(imported.ok());
  CHECK(row_of(imported->rows[0]).received_on == *Date::of(2019, 6, 30));
  CHECK(row_of(imported->rows[0]).outcome == profile::ScreeningOutcome::information_advice);
  CHECK(faults(*imported) == "3 outcome unknown_code");
  CHECK(imported->rows[1].kept_cells[2].text.reveal() == "other");
  mapping.columns.push_back({"Other", "reference"});
  CHECK(try_import("a\n", imports::Door::enquiries, mapping).error().code == "ours_twice");
}

TEST_CASE("what council exports really look like") {
  SUBCASE("trailing empty columns, blank lines and rows of empty cells") {
    auto const imported = import("reference,received_on,,,\n\nR1,2019-06-30,,,\n,,,,\n-----,-----,,,\nR2,2019-06-30\n");
    CHECK(imported.summary.accepted == 2);
    CHECK(imported.summary.rejected == 0);
    CHECK(notes(imported) == std::set<std::string>{"empty_rows"});
  }
  SUBCASE("title lines above the header, with another delimiter below") {
    auto const imported = import(
        "Early Help contacts, all localities, 2018 to 2019\r\nRun on 1 July "
        "2019\r\n\r\nreference;received_on\r\nR1;2019-06-30\r\n");
    CHECK(row_of(imported.rows[0]).reference == "R1");
    CHECK(imported.rows[0].line == 5);
    CHECK(notes(imported) == std::set<std::string>{"lines_above_header"});
  }
  SUBCASE("the header again in the middle, where pages were joined") {
    auto const imported = import(head + "R1,2019-06-30,,\n" + head + "R2,2019-06-30,,\n");
    CHECK(imported.summary.accepted == 2);
    CHECK(notes(imported) == std::set<std::string>{"repeated_header"});
  }
  SUBCASE("a totals row and a footer at the end are rejected as such") {
    auto const imported = import(head + "R1,2019-06-30,,\nTotal,1,,\nGrand total: 1,,,\n(1 rows affected)\n");
    CHECK(faults(imported) == "3 reference not_a_record, 4 reference not_a_record, 5 reference not_a_record");
  }
  SUBCASE("a record whose reference is the word total is a record") {
    CHECK(import(head + "Total,2019-06-30,,\n").summary.accepted == 1);
  }
  SUBCASE("more cells than the header: shifted, unless they are empty") {
    CHECK(faults(import(head + "R1,2019-06-30,Smith, the elder,2\n")) == "2  too_many_cells, 2 level unknown_level");
    CHECK(faults(import(head + "R1,2019-06-30,Smith,2,,,\n")) == "");
  }
  SUBCASE("fewer cells than the header are empty ones, and noted") {
    auto const imported = import(head + "R1,2019-06-30\n");
    CHECK(imported.summary.accepted == 1);
    CHECK(notes(imported) == std::set<std::string>{"short_rows"});
  }
  SUBCASE("content under no header is noted") {
    CHECK(notes(import("reference,,received_on\nR1,x,2019-06-30\n")) == std::set<std::string>{"unnamed_columns"});
  }
  SUBCASE("thousands of columns") {
    std::string empty(3000, ','), full;
    for (int i = 0; i < 3000; ++i) full += fmt::format(",c{}", i);
    CHECK(import("reference,received_on" + empty + "\nR1,2019-06-30" + empty + "\n").summary.accepted == 1);
    CHECK(error_code("reference,received_on" + full + "\nR1,2019-06-30\n") == "too_many_columns");
  }
  SUBCASE("files that are not what they are called") {
    CHECK(error_code("") == "empty_file");
    CHECK(error_code("\xef\xbb\xbf\r\n\r\n") == "empty_file");
    CHECK(error_code("PK\x03\x04") == "workbook_broken");
    CHECK(error_code("\xd0\xcf\x11\xe0") == "old_workbook");
    CHECK(error_code("<html><body>Your session has expired</body></html>\n") == "missing_column");
    CHECK(error_code("reference,received_on,Reference\n") == "duplicate_column");
    CHECK(notes(import("reference,received_on\n")) == std::set<std::string>{"no_rows"});
  }
}

TEST_CASE("headers are offered for a mapping, past a report's title") {
  MemorySource source{"My report\n\nContact ID,Contact date,Name,\n1,2,3,\n"};
  auto const headers = read_headers(source, imports::Door::enquiries, "f.csv");
  REQUIRE(headers.ok());
  CHECK(*headers == std::vector<std::string>{"Contact ID", "Contact date", "Name"});
}

TEST_CASE("rejected rows make a file that imports once corrected") {
  auto const imported = import(head + "R1,2019-06-30,=Smith,9\nR2,nonsense,'-,\nR3,2019-06-30,a,b,c\n");
  CHECK(imported.summary.rejected == 3);
  std::string text;
  RejectsWriter writer{text};
  for (auto const& row : imported.rows) writer.add(row);
  CHECK(text.find("\r\n2,level,unknown_level,This is not one of the council's levels of need.") != std::string::npos);
  auto const again = import(text);
  CHECK(again.summary.rejected == 3);
  CHECK(again.rows[2].faults.back().code == imported.rows[2].faults.back().code);
  auto corrected = text;
  corrected.replace(corrected.find(",9\r\n"), 4, ",3\r\n");
  corrected.replace(corrected.find("nonsense"), 8, "2019-06-30");
  auto const third = import(corrected);
  CHECK(third.summary.accepted == 2);
  CHECK(row_of(third.rows[0]).surname.reveal() == "=Smith");
}

TEST_CASE("a callback's error stops the import and is its result") {
  MemorySource source{"reference,received_on\nR1,2019-06-30\nR2,2019-06-30\n"};
  int calls = 0;
  auto const stopped = read_import(source, {"f.csv", imports::Door::enquiries, today, {}}, small_council(),
                                   [&](ImportedRow&&) -> Result<Done> {
                                     ++calls;
                                     return unavailable("disk_full", "The disk is full.");
                                   });
  REQUIRE_FALSE(stopped.ok());
  CHECK(stopped.error().code == "disk_full");
  CHECK(calls == 1);
}

TEST_CASE("progress grows to its end") {
  std::string text = head;
  for (int i = 0; i < 5000; ++i) text += fmt::format("R{},30/06/2019,,\n", i);
  MemorySource source{text};
  std::uint64_t last = 0, total = 0;
  bool grows = true;
  auto const summary = read_import(
      source, {"f.csv", imports::Door::enquiries, today, {}}, small_council(),
      [](ImportedRow&&) { return Result<Done>{Done{}}; },
      [&](std::uint64_t done, std::uint64_t of) {
        grows = grows && done >= last;
        last = done;
        total = of;
      });
  REQUIRE(summary.ok());
  CHECK(summary->accepted == 5000);
  CHECK(grows);
  CHECK(last == total);
  CHECK(total == 3 * text.size());
}

namespace {
// A file of many rows made as they are asked for, with a name of a thousand characters in a column that is not read.
class Endless final : public ByteSource {
 public:
  explicit Endless(int rows) : rows_(rows) {}
  Result<std::size_t> read(std::span<char> into) override {
    if (at_ == text_.size() && made_ <= rows_) {
      text_ = made_ == 0 ? "reference,received_on,notes\n"
                         : fmt::format("R{},30/06/2019,{}\n", made_, std::string(1000, 'n'));
      at_ = 0;
      ++made_;
    }
    std::size_t const count = std::min(into.size(), text_.size() - at_);
    std::copy_n(text_.data() + at_, count, into.data());
    at_ += count;
    return count;
  }
  Result<Done> rewind() override {
    made_ = 0;
    at_ = text_.size();
    return Done{};
  }
  std::uint64_t size() const override { return 0; }
  std::uint64_t position() const override { return 0; }

 private:
  int rows_;
  int made_ = 0;
  std::string text_;
  std::size_t at_ = 0;
};
}  // namespace

TEST_CASE("a long file costs memory for its references only") {
  Endless source{50'000};
  auto const in_use = [] { return mallinfo2().uordblks; };
  auto const before = in_use();
  std::size_t most = 0, count = 0;
  auto const summary = read_import(source, {"f.csv", imports::Door::enquiries, today, {}}, small_council(),
                                   [&](ImportedRow&&) -> Result<Done> {
                                     if (++count % 1000 == 0) most = std::max(most, in_use());
                                     return Done{};
                                   });
  REQUIRE(summary.ok());
  CHECK(summary->accepted == 50'000);
  CHECK(most < before + 50'000 * 64 + (1 << 20));  // the file itself is 50 MB
}

TEST_CASE("a file is read by its path, and a missing one is named") {
  auto const path = std::filesystem::temp_directory_path() / "kith_test_import.csv";
  std::ofstream(path, std::ios::binary) << head << "R1,2019-06-30,,\n";
  auto const profile = small_council();
  auto const ignore = [](ImportedRow&&) { return Result<Done>{Done{}}; };
  ImportFile const file{"f.csv", imports::Door::enquiries, today, {}};
  CHECK(read_import(path, file, profile, ignore)->accepted == 1);
  std::filesystem::remove(path);
  CHECK(read_import(path, file, profile, ignore).error().code == "no_such_file");
  std::istringstream stream{head + "R1,2019-06-30,,\n"};
  StreamSource source{stream};
  CHECK(read_import(source, file, profile, ignore)->accepted == 1);
}

TEST_CASE("every record of any file is a row, a rejected row, or counted in a note") {
  CHECK(rc::check([] {
    auto const cell = rc::gen::element<std::string>("R1", "R2", "2019-06-30", "30/06/2019", "", "x", "\"a\nb\"", "NULL",
                                                    "Total", "\"\"", "9", "-");
    auto const rows = *rc::gen::container<std::vector<std::vector<std::string>>>(
        rc::gen::container<std::vector<std::string>>(4, cell));
    std::string text = head;
    for (auto const& row : rows)
      for (std::size_t i = 0; i < 4; ++i) text += row[i] + (i < 3 ? "," : "\n");
    auto const imported = try_import(text);
    RC_ASSERT(imported.ok());
    std::size_t empty = 0;
    for (auto const& row : rows) {
      bool const says_nothing =
          std::all_of(row.begin(), row.end(), [](auto const& c) { return c.empty() || c == "-" || c == "\"\""; });
      empty += says_nothing;
    }
    RC_ASSERT(imported->rows.size() + empty == rows.size());
    RC_ASSERT(imported->summary.accepted + imported->summary.rejected == imported->rows.size());
    for (auto const& row : imported->rows) RC_ASSERT(row.row.has_value() == row.faults.empty());
  }));
}

TEST_CASE("the shipped profiles know the words of a published table's export") {
  for (std::string const name : {"doncaster", "buckinghamshire"}) {
    auto const profile = profile::load(std::string{KITH_SOURCE_DIR} + "/profiles/" + name);
    REQUIRE(profile.ok());
    std::string text = "reference,received_on,source_agency,outcome,level\n";
    int n = 0;
    for (std::string agency : {"Education", "Health", "Council", "Social care", "Police", "Voluntary"})
      text += fmt::format("A{},2019-06-30,{},,\n", ++n, agency);
    for (auto const& member : members_of<profile::ScreeningOutcome>)
      text += fmt::format("B{},2019-06-30,,{},3\n", ++n, member.wire);
    MemorySource source{text};
    auto const summary =
        read_import(source, {"f.csv", imports::Door::enquiries, today, {}}, *profile, [](ImportedRow&& row) {
          for (auto const& fault : row.faults) FAIL_CHECK(fault.line << " " << fault.column << ": " << fault.sentence);
          return Result<Done>{Done{}};
        });
    REQUIRE(summary.ok());
    CHECK(summary->accepted == 13);
  }
}

TEST_CASE("a vendor's workbook: other column names, an unborn child, a repeat, a number for a date, a total") {
  auto const profile = small_council();
  auto source = FileSource::open(std::string{KITH_SOURCE_DIR} + "/tests/enquiry/vendor_contacts.xlsx");
  REQUIRE(source.ok());
  auto const headers = read_headers(**source, imports::Door::enquiries, "contacts.xlsx");
  REQUIRE(headers.ok());
  auto mapping = suggest_mapping(imports::Door::enquiries, *headers);
  mapping.name = "Vendor contacts";
  mapping.values = {{"outcome", "Signposted", "information_advice"}};
  Imported imported;
  auto const summary = read_import(**source, {"contacts.xlsx", imports::Door::enquiries, today, mapping}, profile,
                                   [&](ImportedRow&& row) {
                                     imported.rows.push_back(std::move(row));
                                     return Result<Done>{Done{}};
                                   });
  REQUIRE(summary.ok());
  imported.summary = *summary;
  CHECK(faults(imported) ==
        "5 area unknown_place, 6 reference duplicate_reference, 7 received_on day_number, 9 reference not_a_record");
  auto const& first = row_of(imported.rows[0]);
  CHECK(first.reference == "123456789012");
  CHECK(first.received_on == *Date::of(2019, 6, 30));
  CHECK(first.forename.reveal() == "Zo\xc3\xab");
  CHECK(first.date_of_birth->reveal() == *Date::of(2012, 2, 29));
  CHECK(first.outcome == profile::ScreeningOutcome::information_advice);
  CHECK(first.level == 2);
  CHECK(row_of(imported.rows[4]).expected_date_of_birth->reveal() == *Date::of(2027, 2, 1));
  CHECK(summary->accepted == 2);
  CHECK(summary->queried == 1);
}
