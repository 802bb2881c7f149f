#include "enquiry/import/layout.h"

#include <fmt/format.h>

#include <unordered_map>

#include "base/text.h"

namespace kith::imports {

namespace {
std::string listed(std::vector<std::string> const& names) {
  constexpr std::size_t shown = 12;
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < shown; ++i) list += (i > 0 ? ", “" : "“") + names[i] + "”";
  if (names.size() > shown) list += fmt::format(" and {} more", names.size() - shown);
  return list;
}

// A header that may have been meant for `column`, to be named in the error.
std::string likely_header(Door door, Column const& column, std::vector<std::string> const& headers) {
  for (auto const& pair : suggest_mapping(door, headers).columns)
    if (pair.ours == column.name) return fmt::format(" “{}” may be it: confirm that in a column mapping.", pair.theirs);
  return {};
}

// The place of our column for a header: what the mapping says, or else the header's own name unless the mapping gives
// that column to another header.
std::size_t column_for(std::string const& header, Door door, ColumnMapping const* mapping) {
  auto const own = find_column(door, header);
  if (mapping == nullptr) return own.value_or(Layout::absent);
  std::string const comparable = comparable_header(header);
  for (auto const& pair : mapping->columns)
    if (comparable_header(pair.theirs) == comparable) return find_column(door, pair.ours).value_or(Layout::absent);
  for (auto const& pair : mapping->columns)
    if (own && find_column(door, pair.ours) == own) return Layout::absent;
  return own.value_or(Layout::absent);
}

bool is_left_out(std::string const& header, ColumnMapping const* mapping) {
  if (mapping == nullptr) return false;
  for (auto const& pair : mapping->columns)
    if (pair.ours.empty() && comparable_header(pair.theirs) == comparable_header(header)) return true;
  return false;
}

void note_differences(Layout& layout, ColumnMapping const* mapping) {
  std::vector<std::string> extra;
  for (std::size_t i = 0; i < layout.headers.size(); ++i)
    if (layout.column_of[i] == Layout::absent && !layout.headers[i].empty() && !is_left_out(layout.headers[i], mapping))
      extra.push_back(layout.headers[i]);
  if (!extra.empty())
    layout.notes.push_back({"extra_columns", fmt::format("Columns that were not read: {}.", listed(extra))});
  if (mapping == nullptr) return;
  std::vector<std::string> gone;
  for (auto const& pair : mapping->columns) {
    bool found = false;
    for (auto const& header : layout.headers)
      found = found || comparable_header(header) == comparable_header(pair.theirs);
    if (!found && !pair.ours.empty()) gone.push_back(pair.theirs);
  }
  if (!gone.empty())
    layout.notes.push_back(
        {"mapped_columns_gone", fmt::format("Columns of the mapping that the file does not have: {}.", listed(gone))});
}
}  // namespace

Result<Layout> lay_out(Door door, ColumnMapping const* mapping, std::span<std::string_view const> headers,
                       std::string_view file_name) {
  auto const columns = columns_of(door);
  Layout layout;
  for (auto const header : headers) layout.headers.push_back(clean_text(header).value_or(std::string{header}));
  while (!layout.headers.empty() && layout.headers.back().empty()) layout.headers.pop_back();
  if (layout.headers.empty()) return invalid("no_header", fmt::format("{} has no header line.", file_name));
  layout.field_of.assign(columns.size(), Layout::absent);
  layout.column_of.assign(layout.headers.size(), Layout::absent);
  std::unordered_map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < layout.headers.size(); ++i) {
    auto const& header = layout.headers[i];
    std::size_t const place = column_for(header, door, mapping);
    if (place == Layout::absent) continue;
    if (!seen.emplace(comparable_header(header), i).second)
      return invalid("duplicate_column",
                     fmt::format("{}: two columns are called “{}”. Take one away, or rename it.", file_name, header));
    if (layout.field_of[place] != Layout::absent)
      return invalid("column_mapped_twice",
                     fmt::format("{}: “{}” and “{}” are both read as {}. Choose one.", file_name,
                                 layout.headers[layout.field_of[place]], header, columns[place].name));
    layout.field_of[place] = i;
    layout.column_of[i] = place;
  }
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].required && layout.field_of[i] == Layout::absent)
      return invalid("missing_column", fmt::format("{} has no column “{}”, which has to be there.{}", file_name,
                                                   columns[i].name, likely_header(door, columns[i], layout.headers)));
  note_differences(layout, mapping);
  return layout;
}

}  // namespace kith::imports
