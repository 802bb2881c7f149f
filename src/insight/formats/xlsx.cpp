// The only file that knows libxlsxwriter.
#include <xlsxwriter.h>

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "insight/formats/demand_formats.h"

namespace kith::insight {

namespace {

// A folder that only this process's user can enter, gone with the object: the library writes to files alone.
class PrivateFolder {
 public:
  PrivateFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "kith-report-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  PrivateFolder(PrivateFolder const&) = delete;
  PrivateFolder& operator=(PrivateFolder const&) = delete;
  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;  // empty when it could not be made
};

// Rows go out as they are written (constant memory), from the top down; texts are written as texts, never as formulas
// or links, whatever they begin with.
class Workbook {
 public:
  explicit Workbook(Instant as_at) {
    if (folder_.path().empty()) return;
    folder_text_ = folder_.path().string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder_text_.data();
    workbook_ = workbook_new_opt(file().c_str(), &options);
    if (workbook_ == nullptr) return;
    lxw_doc_properties properties{};
    properties.created =
        static_cast<time_t>(as_at.ms / 1000);  // not the moment of writing: the same report, the same file
    workbook_set_properties(workbook_, &properties);
    bold_ = workbook_add_format(workbook_);
    format_set_bold(bold_);
    whole_ = workbook_add_format(workbook_);
    format_set_num_format(whole_, "#,##0");
    tenths_ = workbook_add_format(workbook_);
    format_set_num_format(tenths_, "0.0");
  }
  ~Workbook() {
    if (workbook_ != nullptr) workbook_close(workbook_);
  }
  Workbook(Workbook const&) = delete;
  Workbook& operator=(Workbook const&) = delete;

  void begin_sheet(std::string const& name) {
    if (workbook_ == nullptr) return;
    sheet_ = workbook_add_worksheet(workbook_, name.c_str());
    if (sheet_ == nullptr) {
      keep(LXW_ERROR_MEMORY_MALLOC_FAILED);
      return;
    }
    row_ = 0;
    keep(worksheet_set_column(sheet_, 0, 0, 52, nullptr));
    keep(worksheet_set_column(sheet_, 1, 120, 12, nullptr));
  }
  void text(int column, std::string const& content, bool bold = false) {
    if (sheet_ != nullptr)
      keep(worksheet_write_string(sheet_, row_, static_cast<lxw_col_t>(column), content.c_str(),
                                  bold ? bold_ : nullptr));
  }
  void count(int column, std::int64_t number) { write_number(column, static_cast<double>(number), whole_); }
  void percent(int column, std::string const& tenths) {
    write_number(column, std::strtod(tenths.c_str(), nullptr), tenths_);
  }
  void end_row() { ++row_; }

  Result<std::string> finish() {
    bool const begun = workbook_ != nullptr;
    if (begun) keep(workbook_close(std::exchange(workbook_, nullptr)));
    std::ifstream written(file(), std::ios::binary);
    if (!begun || fault_ != LXW_NO_ERROR || !written)
      return internal_error(
          "spreadsheet_failed",
          fmt::format("The spreadsheet could not be written to the temporary folder{}{}. Ask for CSV "
                      "instead, or make room there.",
                      fault_ == LXW_NO_ERROR ? "" : ": ", fault_ == LXW_NO_ERROR ? "" : lxw_strerror(fault_)));
    return std::string{std::istreambuf_iterator<char>{written}, {}};
  }

 private:
  std::string file() const { return (folder_.path() / "report.xlsx").string(); }
  void write_number(int column, double number, lxw_format* format) {
    if (sheet_ != nullptr) keep(worksheet_write_number(sheet_, row_, static_cast<lxw_col_t>(column), number, format));
  }
  void keep(lxw_error fault) {
    if (fault_ == LXW_NO_ERROR) fault_ = fault;
  }

  PrivateFolder folder_;
  std::string folder_text_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_format* whole_ = nullptr;
  lxw_format* tenths_ = nullptr;
  lxw_row_t row_ = 0;
  lxw_error fault_ = LXW_NO_ERROR;
};

void write_lines(Workbook& book, std::vector<std::string> const& lines) {
  for (auto const& line : lines) {
    book.text(0, line);
    book.end_row();
  }
}

void write_table(Workbook& book, Presented const& presented, PresentedTable const& table) {
  book.begin_sheet(table.code);
  book.text(0, table.caption, true);
  book.end_row();
  write_lines(book, {table.period, fmt::format("Each figure counts {}.", table.counts), ""});
  for (std::size_t area = 0; area < presented.areas.size(); ++area) {
    book.text(static_cast<int>(1 + 2 * area), presented.areas[area], true);
    book.text(static_cast<int>(2 + 2 * area), "%", true);
  }
  book.end_row();
  for (auto const& row : table.rows) {
    book.text(0, row.label, row.is_total);
    for (std::size_t area = 0; area < row.cells.size(); ++area) {
      auto const& cell = row.cells[area];
      int const column = static_cast<int>(1 + 2 * area);
      if (cell.count) book.count(column, *cell.count);
      if (cell.suppressed) book.text(column, std::string{suppressed_mark});
      if (cell.percent) book.percent(column + 1, *cell.percent);
    }
    book.end_row();
  }
  write_lines(book, table.remarks);
  if (presented.form == Form::published) write_lines(book, {std::string{suppressed_meaning}});
}

}  // namespace

Result<std::string> demand_as_xlsx(Presented const& presented) {
  Workbook book(presented.as_at);
  for (auto const& table : presented.tables) write_table(book, presented, table);
  book.begin_sheet("notes");
  book.text(0, presented.title, true);
  book.end_row();
  write_lines(book, {fmt::format("As known on {}", for_people(presented.as_at)), ""});
  for (auto const& note : presented.notes) write_lines(book, {note.text});
  return book.finish();
}

}  // namespace kith::insight
