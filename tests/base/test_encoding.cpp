#include "base/encoding.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/text.h"

using namespace kith;
using namespace std::string_literals;

namespace {
std::string all_of(ByteSource& source, std::size_t step) {
  std::string text;
  std::string block(step, '\0');
  while (true) {
    auto count = source.read(block);
    REQUIRE(count.ok());
    if (*count == 0) return text;
    text.append(block, 0, *count);
  }
}

struct Read {
  Encoding encoding;
  std::string text;
};
Read read_as_utf8(std::string const& bytes, std::size_t step = 7) {
  MemorySource source{bytes};
  auto encoding = decide_encoding(source);
  REQUIRE(encoding.ok());
  Utf8Source text{source, *encoding};
  return {*encoding, all_of(text, step)};
}

std::string code_of(std::string const& bytes) {
  MemorySource source{bytes};
  auto encoding = decide_encoding(source);
  REQUIRE_FALSE(encoding.ok());
  return encoding.error().code;
}

std::string utf_16(std::u16string const& text, bool little) {
  std::string bytes;
  for (char16_t unit : text) {
    char const high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xff);
    bytes += little ? low : high;
    bytes += little ? high : low;
  }
  return bytes;
}
}  // namespace

TEST_CASE("valid UTF-8 throughout is UTF-8, anything else Windows-1252") {
  CHECK(read_as_utf8("Zo\xc3\xab").encoding == Encoding::utf_8);
  CHECK(read_as_utf8("plain").encoding == Encoding::utf_8);
  CHECK(read_as_utf8("").encoding == Encoding::utf_8);
  auto windows = read_as_utf8(
      "Zo\xeb O\x92"
      "Brien \x80");
  CHECK(windows.encoding == Encoding::windows_1252);
  CHECK(windows.text ==
        "Zo\xc3\xab O\xe2\x80\x99"
        "Brien \xe2\x82\xac");
}

TEST_CASE("one Windows-1252 name at the very end decides for the whole file") {
  std::string bytes(1'000'000, 'x');
  bytes += "\xe9";
  auto got = read_as_utf8(bytes, 100'000);
  CHECK(got.encoding == Encoding::windows_1252);
  CHECK(got.text.ends_with("x\xc3\xa9"));
}

TEST_CASE("a byte-order mark decides, and is not part of the text") {
  auto marked = read_as_utf8("\xef\xbb\xbfid");
  CHECK(marked.encoding == Encoding::utf_8_marked);
  CHECK(marked.text == "id");
  CHECK(code_of("\xef\xbb\xbfZo\xeb") == "bad_utf_8");
}

TEST_CASE("UTF-16 of either end, marked or not, with characters beyond the first plane") {
  std::u16string const text = u"id,Zo\u00eb \U0001f600\n";
  std::string const expected = "id,Zo\xc3\xab \xf0\x9f\x98\x80\n";
  for (bool little : {true, false}) {
    auto marked = read_as_utf8(utf_16(u"\ufeff" + text, little));
    CHECK(marked.encoding == (little ? Encoding::utf_16_le : Encoding::utf_16_be));
    CHECK(marked.text == expected);
    CHECK(read_as_utf8(utf_16(u"reference,received_on\n1,2\n", little)).text == "reference,received_on\n1,2\n");
  }
  CHECK(read_as_utf8("\xff\xfe"
                     "a\0\x00\xd8"s)
            .text == "a\xef\xbf\xbd");  // half a pair at the end
  CHECK(read_as_utf8("\xff\xfe"
                     "a\0b"s)
            .text == "a\xef\xbf\xbd");  // half a unit
}

TEST_CASE("what is not text is named for what it is") {
  CHECK(code_of("PK\x03\x04rest") == "workbook");
  CHECK(code_of("\xd0\xcf\x11\xe0\xa1\xb1") == "old_workbook");
  CHECK(code_of("%PDF-1.7") == "not_text");
  CHECK(code_of("a,b\n1,\0\n"s) == "not_text");
}

TEST_CASE("the streaming check agrees with ICU about any bytes") {
  CHECK(rc::check([] {
    auto const byte = rc::gen::element('a', '\x80', '\xa0', '\xbf', '\xc1', '\xc3', '\xe0', '\xed', '\xef', '\xf0',
                                       '\xf4', '\x90', '\x8f', '\xf5');
    auto const bytes = *rc::gen::container<std::string>(byte);
    MemorySource source{bytes};
    auto encoding = decide_encoding(source);
    if (bytes.starts_with("\xef\xbb\xbf")) return;
    RC_ASSERT(encoding.ok());
    RC_ASSERT((*encoding == Encoding::utf_8) == is_valid_utf8(bytes));
  }));
}

TEST_CASE("a file is opened, decided and rewound; progress reaches its end") {
  auto const path = std::filesystem::temp_directory_path() / "kith_test_encoding.csv";
  std::ofstream(path, std::ios::binary) << "forename\nZo\xeb\n";
  std::uint64_t done = 0, total = 0;
  auto opened = open_text(path, [&](std::uint64_t d, std::uint64_t t) {
    done = d;
    total = t;
  });
  REQUIRE(opened.ok());
  CHECK(done == 13);
  CHECK(total == 13);
  CHECK(all_of(*opened->text, 5) == "forename\nZo\xc3\xab\n");
  CHECK(opened->text->rewind().ok());
  CHECK(all_of(*opened->text, 5) == "forename\nZo\xc3\xab\n");
  std::filesystem::remove(path);
  CHECK(open_text(path).error().code == "no_such_file");
  CHECK(open_text(std::filesystem::temp_directory_path()).error().code == "not_a_file");
}
