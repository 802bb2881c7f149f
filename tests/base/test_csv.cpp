#include "base/csv.h"

#include <doctest/doctest.h>
#include <malloc.h>
#include <rapidcheck.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

using namespace kith;

namespace {
struct Row {
  std::uint64_t line;
  std::vector<std::string> fields;
  std::vector<CsvFault> faults;
};

std::vector<Row> read(std::string_view text, CsvOptions options = {}) {
  MemorySource source{text};
  CsvReader reader{source, options};
  CsvRecord record;
  std::vector<Row> rows;
  while (true) {
    auto more = reader.next(record);
    REQUIRE(more.ok());
    if (!*more) return rows;
    rows.push_back({record.line, {record.fields.begin(), record.fields.end()}, record.faults});
  }
}

using Fields = std::vector<std::string>;
using Faults = std::vector<CsvFault>;
using enum CsvFaultCode;

// Hands over a few bytes at a time, so that every boundary is tried.
class Drip final : public ByteSource {
 public:
  Drip(std::string_view bytes, std::size_t step) : inner_(bytes), step_(step) {}
  Result<std::size_t> read(std::span<char> into) override {
    return inner_.read(into.first(std::min(step_, into.size())));
  }
  Result<Done> rewind() override { return inner_.rewind(); }
  std::uint64_t size() const override { return inner_.size(); }
  std::uint64_t position() const override { return inner_.position(); }

 private:
  MemorySource inner_;
  std::size_t step_;
};

// A million records made as they are asked for, so that no test holds the file.
class Generated final : public ByteSource {
 public:
  explicit Generated(std::uint64_t records) : records_(records) {}
  Result<std::size_t> read(std::span<char> into) override {
    std::size_t filled = 0;
    while (filled < into.size()) {
      if (at_ == row_.size()) {
        if (made_ == records_) break;
        row_ = fmt::format("R{},2019-06-30,\"Smith, {}\",DN12 4AA,Denaby\r\n", made_, made_ % 97);
        ++made_;
        at_ = 0;
      }
      std::size_t const count = std::min(into.size() - filled, row_.size() - at_);
      std::copy_n(row_.data() + at_, count, into.data() + filled);
      at_ += count;
      filled += count;
    }
    return filled;
  }
  Result<Done> rewind() override {
    made_ = 0;
    at_ = 0;
    row_.clear();
    return Done{};
  }
  std::uint64_t size() const override { return 0; }
  std::uint64_t position() const override { return 0; }

 private:
  std::uint64_t records_;
  std::uint64_t made_ = 0;
  std::string row_;
  std::size_t at_ = 0;
};
}  // namespace

TEST_CASE("plain records, with any line break and with none at the end") {
  for (std::string_view text : {"a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", "a,b\n1,2"}) {
    auto rows = read(text);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].fields == Fields{"a", "b"});
    CHECK(rows[1].fields == Fields{"1", "2"});
    CHECK(rows[1].line == 2);
    CHECK(rows[1].faults.empty());
  }
}

TEST_CASE("quoted cells hold delimiters, doubled quotes and line breaks, and lines are counted through them") {
  auto rows = read("a,b,c\n\"x,y\",\"say \"\"hi\"\"\",\"one\r\ntwo\nthree\"\nnext,,\n");
  REQUIRE(rows.size() == 3);
  CHECK(rows[1].fields == Fields{"x,y", "say \"hi\"", "one\r\ntwo\nthree"});
  CHECK(rows[2].line == 5);
  CHECK(rows[2].fields == Fields{"next", "", ""});
}

TEST_CASE("a byte-order mark is not part of the first header") {
  CHECK(read("\xef\xbb\xbfid,b\n")[0].fields[0] == "id");
}

TEST_CASE("the delimiter is the one the header has most of, or the one Excel declares") {
  CHECK(read("a;b;c\n1,5;2;3\n")[1].fields == Fields{"1,5", "2", "3"});
  CHECK(read("a\tb\n1\t2,3\n")[1].fields == Fields{"1", "2,3"});
  CHECK(read("\"a;b;c\",d\n1,2\n")[1].fields == Fields{"1", "2"});
  auto rows = read("sep=|\r\na|b\r\n1|2\r\n");
  CHECK(rows[0].line == 2);
  CHECK(rows[1].fields == Fields{"1", "2"});
  CHECK(read("only\nx;y\n")[1].fields == Fields{"x;y"});
}

TEST_CASE("blank lines are passed over but counted") {
  auto rows = read("a,b\n\n\r\n1,2\n\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].line == 4);
  CHECK(read("\n\na,b\n", {.skip_blank_lines = false}).size() == 3);
}

TEST_CASE("blanks around a quoted cell do not spoil it") {
  CHECK(read("a, \"x, y\" ,c\n")[0].fields == Fields{"a", "x, y", "c"});
}

TEST_CASE("a stray quote is kept, and reported with line and column") {
  auto rows = read("a,b\n1,6\" pipe\n1,\"the \"old\" mill\"\n2,3\n");
  REQUIRE(rows.size() == 4);
  CHECK(rows[1].fields == Fields{"1", "6\" pipe"});
  CHECK(rows[1].faults == Faults{{stray_quote, 2, 2}});
  CHECK(rows[2].fields == Fields{"1", "\"the \"old\" mill\""});
  CHECK(rows[2].faults == Faults{{stray_quote, 3, 2}});
  CHECK(rows[3].fields == Fields{"2", "3"});
}

TEST_CASE("a quote that nothing closes costs its own line only") {
  auto rows = read("a,b\n1,\"open\n2,x\n3,\"y\"\n4,z\n");
  REQUIRE(rows.size() == 5);
  CHECK(rows[1].fields == Fields{"1", "\"open"});
  CHECK(rows[1].faults == Faults{{quote_not_closed, 2, 2}});
  CHECK(rows[2].fields == Fields{"2", "x"});
  CHECK(rows[3].fields == Fields{"3", "y"});
  CHECK(rows[4].line == 5);

  auto at_end = read("a,b\n1,\"open\n2,x\n");
  REQUIRE(at_end.size() == 3);
  CHECK(at_end[1].faults == Faults{{quote_not_closed, 2, 2}});
  CHECK(at_end[2].fields == Fields{"2", "x"});
}

TEST_CASE("empty columns beyond the limit are dropped without a word") {
  auto rows = read("1,2,3,,,\n", {.delimiter = ',', .column_limit = 3});
  CHECK(rows[0].fields == Fields{"1", "2", "3"});
  CHECK(rows[0].faults.empty());
}

TEST_CASE("limits: a long cell, a long record and too many columns are reported and the next record is whole") {
  CsvOptions const small{.delimiter = ',', .field_limit = 10, .record_limit = 60, .column_limit = 3};
  auto rows = read("a,b\n1,0123456789x\n2,ok\n", small);
  CHECK(rows[1].faults == Faults{{field_too_long, 2, 2}});
  CHECK(rows[1].fields == Fields{"1", "0123456789"});
  CHECK(rows[2].fields == Fields{"2", "ok"});

  rows = read("1,\"0123456789\n12\"\n2,ok\n", small);
  CHECK(rows[0].faults == Faults{{field_too_long, 1, 2}});
  CHECK(rows.back().fields == Fields{"2", "ok"});

  rows = read("1,2,3,4,5\n6,7,8\n", small);
  CHECK(rows[0].fields == Fields{"1", "2", "3"});
  CHECK(rows[0].faults == Faults{{too_many_columns, 1, 4}});
  CHECK(rows[1].faults.empty());

  rows = read(std::string(100, 'x') + ",y\n2,ok\n", small);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].faults[0].code == record_too_long);
  CHECK(rows[1].fields == Fields{"2", "ok"});
  CHECK(rows[1].line == 2);
}

TEST_CASE("how the bytes arrive makes no difference") {
  std::string const text =
      "\xef\xbb\xbf"
      "a,b\r\n1,\"x\r\ny \"\"z\"\"\"\r\n\r\n2,\"open\r\n3,6\"\r\n4,\r\n";
  auto const whole = read(text);
  for (std::size_t step = 1; step < text.size(); ++step) {
    Drip source{text, step};
    CsvReader reader{source};
    CsvRecord record;
    std::size_t n = 0;
    while (*reader.next(record)) {
      REQUIRE(n < whole.size());
      CHECK(Fields(record.fields.begin(), record.fields.end()) == whole[n].fields);
      CHECK(record.faults == whole[n].faults);
      CHECK(record.line == whole[n].line);
      ++n;
    }
    CHECK(n == whole.size());
    CHECK(reader.bytes_read() == text.size());
  }
}

TEST_CASE("a million records stream through a reader that holds none of them") {
  Generated source{1'000'000};
  CsvReader reader{source};
  CsvRecord record;
  std::uint64_t count = 0;
  auto const in_use = [] { return mallinfo2().uordblks; };
  auto const before = in_use();
  while (*reader.next(record)) {
    ++count;
    if (count == 500'000) {
      CHECK(in_use() < before + (1 << 20));
      CHECK(record.fields[0] == "R499999");
      CHECK(record.fields[2] == fmt::format("Smith, {}", 499'999 % 97));
      CHECK(record.line == 500'000);
    }
  }
  CHECK(count == 1'000'000);
}

TEST_CASE("a stream is read like memory") {
  std::istringstream stream{"a,b\n1,2\n"};
  StreamSource source{stream};
  CsvReader reader{source};
  CsvRecord record;
  CHECK(*reader.next(record));
  CHECK(*reader.next(record));
  CHECK(record.fields[1] == "2");
  CHECK_FALSE(*reader.next(record));
  CHECK(source.rewind().ok());
  CHECK(*CsvReader{source}.next(record));
}

TEST_CASE("what the writer writes, the reader reads back: any cells, any delimiter") {
  CHECK(rc::check([] {
    auto const alphabet = rc::gen::element('a', ',', ';', '\t', '"', '\n', '\r', ' ', '=', '+', '-', '@', '\'', '\xc3');
    auto const cell = rc::gen::container<std::string>(alphabet);
    auto const rows = *rc::gen::container<std::vector<Fields>>(rc::gen::nonEmpty(rc::gen::container<Fields>(cell)));
    char const delimiter = *rc::gen::element(',', ';', '\t');
    bool const neutralise = *rc::gen::arbitrary<bool>();
    std::string text;
    CsvWriter writer{text, {.delimiter = delimiter, .neutralise_formulas = neutralise}};
    for (auto const& row : rows) writer.record(row);
    auto const back = read(text, {.delimiter = delimiter, .restore_formulas = neutralise});
    RC_ASSERT(back.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      RC_ASSERT(back[i].fields == rows[i]);
      RC_ASSERT(back[i].faults.empty());
    }
  }));
}

TEST_CASE("a first cell that looks like a byte-order mark or a delimiter line survives") {
  for (std::string const cell : {"\xef\xbb\xbfx", "sep=;"}) {
    std::string text;
    CsvWriter{text}.record({cell});
    CHECK(read(text)[0].fields == Fields{cell});
  }
}

TEST_CASE("any bytes at all are read without losing a line") {
  CHECK(rc::check([] {
    auto const alphabet = rc::gen::element('a', ',', '"', '\n', '\r', ' ');
    auto const text = *rc::gen::container<std::string>(alphabet);
    std::uint64_t last = 0;
    for (auto const& row : read(text)) {
      RC_ASSERT(row.line > last);
      last = row.line;
    }
  }));
}

TEST_CASE("no cell that a spreadsheet would run leaves the writer bare") {
  std::string text;
  CsvWriter writer{text};
  writer.record({"=1+1", "+44", "-5", "@x", "\tx", "'=x", "plain", "'tis"});
  CHECK(text == "'=1+1,'+44,'-5,'@x,'\tx,''=x,plain,'tis\r\n");
}
