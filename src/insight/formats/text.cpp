#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "insight/formats/demand_formats.h"

namespace kith::insight {

namespace {

std::size_t constexpr line_length = 100;
std::size_t constexpr count_width = 9;
std::size_t constexpr percent_width = 8;

// Padded by characters, not bytes: a label may hold é.
std::string left(std::string_view text, std::size_t width) {
  auto const length = length_in_characters(text);
  return std::string{text} + std::string(length < width ? width - length : 0, ' ');
}
std::string right(std::string_view text, std::size_t width) {
  auto const length = length_in_characters(text);
  return std::string(length < width ? width - length : 0, ' ') + std::string{text};
}

// Broken at blanks so that no line is longer than line_length, the following lines set in by `indent`.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  std::size_t at = 0;
  while (!text.empty()) {
    auto const end = std::min(text.find(' '), text.size());
    auto const word = text.substr(0, end);
    auto const length = length_in_characters(word);
    if (at > 0 && at + 1 + length > line_length - indent) {
      out += "\n" + std::string(indent, ' ');
      at = 0;
    }
    if (at > 0) out += ' ', ++at;
    out += word;
    at += length;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string count_text(Cell const& cell) {
  return cell.suppressed ? std::string{suppressed_mark} : with_thousands(*cell.count);
}
std::string percent_text(PresentedRow const& row, Cell const& cell) {
  if (!row.has_percent) return {};
  if (cell.suppressed) return std::string{suppressed_mark};
  return cell.percent ? *cell.percent + "%" : "-";
}

// As wide as the longest label of all tables, so that their columns stand below each other.
std::size_t width_of_labels(Presented const& presented) {
  std::size_t width = 0;
  for (auto const& table : presented.tables)
    for (auto const& row : table.rows) width = std::max(width, length_in_characters(row.label));
  return width;
}

std::string table_text(Presented const& presented, PresentedTable const& table, std::size_t label_width) {
  std::string out = fmt::format("{}\n{}. Each figure counts {}.\n\n", table.caption, table.period, table.counts);
  out += left("", label_width);
  std::vector<std::size_t> widths;
  for (auto const& area : presented.areas) {
    widths.push_back(std::max(count_width + percent_width, length_in_characters(area) + 2));
    out += right(area, widths.back());
  }
  out += '\n';
  for (auto const& row : table.rows) {
    if (row.is_total) out += std::string(label_width, '-') + "\n";
    out += left(row.label, label_width);
    for (std::size_t area = 0; area < row.cells.size(); ++area)
      out += right(count_text(row.cells[area]), widths[area] - percent_width) +
             right(percent_text(row, row.cells[area]), percent_width);
    while (out.back() == ' ') out.pop_back();
    out += '\n';
  }
  for (auto const& remark : table.remarks) out += wrapped(remark, 0) + "\n";
  return out + "\n";
}

}  // namespace

std::string demand_as_text(Presented const& presented) {
  auto out = fmt::format("{}\nAs known on {}\n\n", presented.title, for_people(presented.as_at));
  auto const label_width = width_of_labels(presented);
  for (auto const& table : presented.tables) out += table_text(presented, table, label_width);
  if (presented.form == Form::published) out += fmt::format("{}\n\n", suppressed_meaning);
  if (!presented.notes.empty()) out += "Notes\n";
  for (auto const& note : presented.notes) out += "- " + wrapped(note.text, 2) + "\n";
  return out;
}

}  // namespace kith::insight
