#include "base/xlsx_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "base/text.h"
#include "base/time.h"

namespace kith::xlsx {

namespace {
int to_number(std::string_view text, int otherwise) {
  int number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

class WorkbookListener final : public XmlListener {
 public:
  struct Sheet {
    std::string name, relation;
    bool is_hidden = false;
  };
  void open_tag(std::string_view name, Attributes const& given) override {
    if (name == "workbookPr") {
      auto const flag = attribute(given, "date1904");
      counts_from_1904 = flag == "1" || flag == "true";
    }
    if (name == "sheet") {
      auto const state = attribute(given, "state");
      sheets.push_back({std::string{attribute(given, "name")}, std::string{attribute(given, "id")},
                        state == "hidden" || state == "veryHidden"});
    }
  }
  void close_tag(std::string_view) override {}
  void text(std::string_view) override {}

  std::vector<Sheet> sheets;
  bool counts_from_1904 = false;
};

class RelationsListener final : public XmlListener {
 public:
  void open_tag(std::string_view name, Attributes const& given) override {
    if (name == "Relationship" && attribute(given, "TargetMode") != "External")
      targets[std::string{attribute(given, "Id")}] = attribute(given, "Target");
  }
  void close_tag(std::string_view) override {}
  void text(std::string_view) override {}

  std::map<std::string, std::string> targets;
};

// Texts of one string may be split into runs; what tells how to pronounce them is left out.
class StringsListener final : public XmlListener {
 public:
  explicit StringsListener(SharedStrings& into) : strings(into) {}
  void open_tag(std::string_view name, Attributes const&) override {
    in_phonetic = in_phonetic || name == "rPh";
    in_text = name == "t" && !in_phonetic;
  }
  void close_tag(std::string_view name) override {
    if (name == "rPh") in_phonetic = false;
    if (name == "si") strings.finish_one();
    in_text = false;
  }
  void text(std::string_view text) override {
    if (in_text) strings.append(text);
  }

  SharedStrings& strings;
  bool in_text = false;
  bool in_phonetic = false;
};

// Whether a number format shows a day, a month or a year: letters outside quotes, brackets and escapes.
bool shows_a_date(std::string_view format) {
  bool has_month = false, has_clock = false, has_day = false;
  for (std::size_t i = 0; i < format.size() && format[i] != ';'; ++i) {
    char const c = static_cast<char>(format[i] | 0x20);
    if (format[i] == '"')
      i = std::min(format.find('"', i + 1), format.size());
    else if (format[i] == '[')
      i = std::min(format.find(']', i + 1), format.size());
    else if (format[i] == '\\' || format[i] == '_' || format[i] == '*')
      ++i;
    else if (c == 'd' || c == 'y')
      has_day = true;
    else if (c == 'm')
      has_month = true;
    else if (c == 'h' || c == 's')
      has_clock = true;
  }
  return has_day || (has_month && !has_clock);
}

// Formats that every spreadsheet knows by number (ECMA-376 part 1, 18.8.30), the East Asian ones included.
bool is_known_date_format(int number) {
  return (number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 31) || number == 36 ||
         (number >= 50 && number <= 54) || number == 57 || number == 58;
}

class StylesListener final : public XmlListener {
 public:
  explicit StylesListener(std::vector<bool>& into) : style_is_date(into) {}
  void open_tag(std::string_view name, Attributes const& given) override {
    if (name == "cellXfs") in_cell_styles = true;
    int const number = to_number(attribute(given, "numFmtId"), 0);
    if (name == "numFmt") own_formats[number] = shows_a_date(attribute(given, "formatCode"));
    if (name != "xf" || !in_cell_styles) return;
    auto const own = own_formats.find(number);
    style_is_date.push_back(own != own_formats.end() ? own->second : is_known_date_format(number));
  }
  void close_tag(std::string_view name) override {
    if (name == "cellXfs") in_cell_styles = false;
  }
  void text(std::string_view) override {}

  std::vector<bool>& style_is_date;
  std::map<int, bool> own_formats;
  bool in_cell_styles = false;
};
}  // namespace

Result<Done> scan_part(PackedFile& file, std::string_view name, XmlListener& listener) {
  auto const part = TRY(file.part(name));
  XmlScan scan{listener};
  std::string block(64 << 10, '\0');
  while (true) {
    std::size_t const count = TRY(part->read(block));
    TRY(scan.take(std::string_view(block).substr(0, count), count == 0));
    if (count == 0) return Done{};
  }
}

Result<BookParts> read_book(PackedFile& file, std::string_view sheet) {
  WorkbookListener workbook;
  RelationsListener relations;
  TRY(scan_part(file, "xl/workbook.xml", workbook));
  TRY(scan_part(file, "xl/_rels/workbook.xml.rels", relations));
  BookParts book;
  book.counts_from_1904 = workbook.counts_from_1904;
  bool found = false;
  for (auto const& one : workbook.sheets) {
    if (found || (sheet.empty() ? one.is_hidden : one.name != sheet)) continue;
    found = true;
    std::string const target = relations.targets[one.relation];
    book.sheet_part = target.starts_with('/') ? target.substr(1) : "xl/" + target;
  }
  if (!found)
    return invalid("no_such_sheet", sheet.empty() ? std::string{"The workbook has no sheet that can be seen."}
                                                  : fmt::format("The workbook has no sheet “{}”.", sheet));
  if (file.has("xl/sharedStrings.xml")) {
    StringsListener strings{book.strings};
    TRY(scan_part(file, "xl/sharedStrings.xml", strings));
  }
  if (file.has("xl/styles.xml")) {
    StylesListener styles{book.style_is_date};
    TRY(scan_part(file, "xl/styles.xml", styles));
  }
  return book;
}

std::string number_text(std::string_view stored, bool is_date, bool counts_from_1904) {
  double number = 0;
  auto const [end, problem] = std::from_chars(stored.data(), stored.data() + stored.size(), number);
  if (problem != std::errc{} || end != stored.data() + stored.size()) return std::string{stored};
  bool const is_whole = number == std::floor(number) && std::fabs(number) < 1e15;
  std::string const plain = is_whole ? fmt::format("{:.0f}", number) : std::string{stored};
  constexpr double last_serial = 2'958'466;  // 31 December 9999
  // Day 60 of the 1900 system is 29 February 1900, which never was; days before it count from one later.
  bool const has_no_day = number < 1 || number >= last_serial || (!counts_from_1904 && std::floor(number) == 60);
  if (!is_date || has_no_day) return plain;
  auto seconds = static_cast<std::int64_t>(std::llround(number * 86'400));
  auto const day = static_cast<int>(seconds / 86'400);
  seconds %= 86'400;
  Date const epoch = counts_from_1904 ? *Date::of(1904, 1, 1) : *Date::of(1899, 12, day < 60 ? 31 : 30);
  std::string const date = to_text(epoch + day);
  if (seconds == 0) return date;
  return fmt::format("{} {:02}:{:02}:{:02}", date, seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace kith::xlsx
