#include "base/xlsx_reader.h"

#include <doctest/doctest.h>
#include <zip.h>

#include <map>
#include <string>
#include <vector>

using namespace kith;

namespace {
using Parts = std::map<std::string, std::string>;
using BookFields = std::vector<std::string>;

// A packed file in memory.
std::string packed(Parts const& parts) {
  zip_error_t problem;
  zip_error_init(&problem);
  zip_source_t* const buffer = zip_source_buffer_create(nullptr, 0, 0, &problem);
  zip_source_keep(buffer);
  zip_t* const archive = zip_open_from_source(buffer, ZIP_TRUNCATE, &problem);
  REQUIRE(archive != nullptr);
  for (auto const& [name, content] : parts) {
    zip_source_t* const source = zip_source_buffer(archive, content.data(), content.size(), 0);
    REQUIRE(zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0);
  }
  REQUIRE(zip_close(archive) == 0);
  REQUIRE(zip_source_open(buffer) == 0);
  std::string bytes(1 << 22, '\0');
  auto const size = zip_source_read(buffer, bytes.data(), bytes.size());
  REQUIRE(size > 0);
  bytes.resize(static_cast<std::size_t>(size));
  zip_source_close(buffer);
  zip_source_free(buffer);
  return bytes;
}

// A workbook with one sheet's rows, and other parts changed or added.
Parts workbook(std::string const& rows, Parts changes = {}) {
  changes.emplace("xl/workbook.xml",
                  "<?xml version='1.0'?><workbook xmlns='x' xmlns:r='y'><workbookPr/><sheets>"
                  "<sheet name='Front' sheetId='1' state='hidden' r:id='rId1'/>"
                  "<sheet name='Data' sheetId='2' r:id='rId2'/></sheets></workbook>");
  changes.emplace("xl/_rels/workbook.xml.rels",
                  "<Relationships><Relationship Id='rId1' Target='worksheets/front.xml'/>"
                  "<Relationship Id='rId2' Target='/xl/worksheets/data.xml'/></Relationships>");
  changes.emplace("xl/worksheets/front.xml",
                  "<worksheet><sheetData><row r='1'><c r='A1'><v>7</v></c></row></sheetData></worksheet>");
  changes.emplace("xl/worksheets/data.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
  return changes;
}

struct BookRead {
  std::vector<BookFields> rows;
  std::vector<std::uint64_t> lines;
  std::vector<CsvFault> faults;
  std::string error;
};
BookRead read_bytes(std::string const& bytes, XlsxOptions const& options = {}) {
  BookRead read;
  MemorySource source{bytes};
  auto reader = XlsxReader::open(source, options);
  if (!reader) return {{}, {}, {}, reader.error().code};
  CsvRecord record;
  while (true) {
    auto more = (*reader)->next(record);
    if (!more) read.error = more.error().code;
    if (!more || !*more) return read;
    read.rows.emplace_back(record.fields.begin(), record.fields.end());
    read.lines.push_back(record.line);
    read.faults.insert(read.faults.end(), record.faults.begin(), record.faults.end());
  }
}
BookRead read(Parts const& parts, XlsxOptions const& options = {}) { return read_bytes(packed(parts), options); }

std::string const styles =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy;@'/>"
    "<numFmt numFmtId='165' formatCode='[Red]0.00\" days\"'/><numFmt numFmtId='166' formatCode='[h]:mm:ss'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/><xf "
    "numFmtId='166'/></cellXfs>"
    "</styleSheet>";

std::string one(std::string const& cell, Parts const& changes = {{"xl/styles.xml", styles}}) {
  auto const got = read(workbook("<row r='1'><c r='A1' " + cell + "</c></row>", changes));
  CHECK(got.error == "");
  return got.rows.empty() || got.rows[0].empty() ? "" : got.rows[0][0];
}
}  // namespace

TEST_CASE("rows and cells stand where their references say, in the first sheet that is not hidden") {
  auto const got = read(workbook(
      "<row r='2'><c r='B2'><v>1</v></c><c r='D2' t='b'><v>1</v></c></row><row r='3'/><row><c><v>2</v></c></row>"));
  CHECK(got.error == "");
  CHECK(got.rows == std::vector<BookFields>{{"", "1", "", "TRUE"}, {"2"}});
  CHECK(got.lines == std::vector<std::uint64_t>{2, 4});
}

TEST_CASE("a sheet is found by its name, a missing one is said to be missing") {
  CHECK(read(workbook(""), {.sheet = "Front"}).rows == std::vector<BookFields>{{"7"}});
  CHECK(read(workbook(""), {.sheet = "Nowhere"}).error == "no_such_sheet");
}

TEST_CASE("strings: shared, with runs, in line, computed") {
  Parts const strings{{"xl/sharedStrings.xml",
                       "<sst><si><t>plain</t></si><si><r><t>Zo</t></r><r><t xml:space='preserve'>\xc3\xab </t></r>"
                       "<rPh><t>never</t></rPh></si><si/><si><t>a &amp; b_x000D_&#10;c</t></si></sst>"}};
  CHECK(one("t='s'><v>0</v>", strings) == "plain");
  CHECK(one("t='s'><v>1</v>", strings) == "Zo\xc3\xab ");
  CHECK(one("t='s'><v>3</v>", strings) == "a & b\nc");
  CHECK(one("t='s'><v>99</v>", strings) == "");
  CHECK(one("t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is>") == "inline");
  CHECK(one("t='str'><f>A2</f><v>sum</v>") == "sum");
  CHECK(one("t='e'><v>#REF!</v>") == "#REF!");
}

TEST_CASE("numbers keep their digits, dates are ISO by style and epoch") {
  CHECK(one("><v>123456789012</v>") == "123456789012");
  CHECK(one("><v>1.23456789012E11</v>") == "123456789012");
  CHECK(one("><v>0.5</v>") == "0.5");
  CHECK(one("s='1'><v>43646</v>") == "2019-06-30");
  CHECK(one("s='2'><v>43646.5</v>") == "2019-06-30 12:00:00");
  CHECK(one("s='2'><v>1</v>") == "1900-01-01");
  CHECK(one("s='2'><v>59</v>") == "1900-02-28");
  CHECK(one("s='2'><v>60</v>") == "60");
  CHECK(one("s='2'><v>61</v>") == "1900-03-01");
  CHECK(one("s='2'><v>-5</v>") == "-5");
  CHECK(one("s='3'><v>43646</v>") == "43646");
  CHECK(one("s='4'><v>43646</v>") == "43646");
  CHECK(one("s='9'><v>43646</v>") == "43646");
  CHECK(one("t='d'><v>2019-06-30</v>") == "2019-06-30");
  Parts const since_1904{
      {"xl/styles.xml", styles},
      {"xl/workbook.xml",
       "<workbook xmlns:r='y'><workbookPr date1904='1'/><sheets><sheet name='D' r:id='rId2'/></sheets>"
       "</workbook>"}};
  CHECK(one("s='1'><v>42184</v>", since_1904) == "2019-06-30");
}

TEST_CASE("a document type is refused, and so nothing is ever expanded or fetched") {
  CHECK(read(workbook("", {{"xl/worksheets/data.xml",
                            "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><worksheet>&b;</worksheet>"}}))
            .error == "workbook_refused");
  CHECK(read(workbook("", {{"xl/sharedStrings.xml", "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><sst/>"}})).error ==
        "workbook_refused");
  CHECK(read(workbook("<row><c><v>&undefined;</v></c></row>")).error == "workbook_broken");
}

TEST_CASE("bombs run into the limits") {
  std::string many_blanks(3 << 20, ' ');
  CHECK(read(workbook(many_blanks)).error == "workbook_too_big");  // over 100 to 1
  CHECK(read(workbook("<row><c><v>1</v></c></row>" + std::string(9000, ' ')), {.limits = {.unpacked_bytes = 8000}})
            .error == "workbook_too_big");
  CHECK(read(workbook(""), {.limits = {.packed_bytes = 100}}).error == "workbook_too_big");
  CHECK(read(workbook(""), {.limits = {.parts = 2}}).error == "workbook_too_big");
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  CHECK(read(workbook(deep)).error == "workbook_broken");
}

TEST_CASE("limits on cells, rows and columns are faults of their row") {
  XlsxOptions const small{.field_limit = 4, .record_limit = 6, .column_limit = 3};
  auto got =
      read(workbook("<row r='5'><c r='A5'><v>12345</v></c><c r='B5' t='str'><v>ok</v></c><c r='C5'><v>3</v></c></row>"
                    "<row r='6'><c r='D6'/><c r='E6'><v>1</v></c><c r='F6'><v>1</v></c></row>"),
           small);
  using enum CsvFaultCode;
  CHECK(got.faults == std::vector<CsvFault>{{field_too_long, 5, 1}, {record_too_long, 5, 3}, {too_many_columns, 6, 5}});
}

TEST_CASE("a damaged workbook is said to be damaged, wherever it is cut or changed") {
  std::string const whole = packed(workbook("<row><c t='inlineStr'><is><t>hello</t></is></c></row>"));
  CHECK(read_bytes(whole).error == "");
  for (std::size_t cut = 0; cut < whole.size(); cut += 7) CHECK(read_bytes(whole.substr(0, cut)).error != "");
  int unharmed = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x5a);
    unharmed += read_bytes(changed).error.empty();
  }
  CHECK(unharmed < static_cast<int>(whole.size()));
  CHECK(read(Parts{{"a.txt", "x"}}).error == "workbook_broken");
  CHECK(read(workbook("", {{"xl/_rels/workbook.xml.rels", "<Relationships/>"}})).error == "workbook_broken");
  CHECK(
      read(workbook("", {{"xl/_rels/workbook.xml.rels", "<R><Relationship Id='rId2' Target='../../etc/passwd'/></R>"}}))
          .error == "workbook_broken");
}
