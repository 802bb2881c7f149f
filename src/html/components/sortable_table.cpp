#include "html/components/sortable_table.h"

namespace kith::html {

namespace {

// The link of a column's header: a column sorts ascending first, and the other way when it is sorted already.
Html header_of(SortableTable const& table, SortableColumn const& column) {
  auto number = extra(column.numeric ? "kith-table__number" : "");
  if (column.sort_key.empty() || table.here.empty())
    return markup("<th scope=\"col\" class=\"kith-table__header{}\">{}</th>", number, column.text);
  bool sorted = column.sort_key == table.sort.key;
  bool ascending = sorted && table.sort.direction == SortDirection::ascending;
  auto link = table.here.with("sort", column.sort_key).with("direction", ascending ? "descending" : "ascending");
  std::string_view state = !sorted ? "none" : ascending ? "ascending" : "descending";
  return markup(
      "<th scope=\"col\" class=\"kith-table__header{}\" aria-sort=\"{}\"><a class=\"kith-table__sort\" href=\"{}\">{}"
      "</a></th>",
      number, state, link, column.text);
}

// The tag that opens a column's cells, made once for all rows.
Html opening_of(SortableColumn const& column) {
  return markup("<td{} data-label=\"{}\">", attribute("class", column.numeric ? "kith-table__number" : ""),
                column.text);
}

void add_row(Html& to, std::vector<Html> const& openings, std::vector<Html> const& row) {
  to.add("<tr>");
  for (std::size_t i = 0; i < row.size(); ++i) {
    // On a phone a cell is a grid of its label and its content, so content of several pieces is kept in one.
    bool only_text = row[i].source().find('<') == std::string::npos;
    if (i == 0) {
      to.add("<th scope=\"row\">{}</th>", row[i]);
    } else if (only_text) {
      ((to += openings.at(i)) += row[i]).add("</td>");
    } else {
      (to += openings.at(i)).add("<div>{}</div></td>", row[i]);
    }
  }
  to.add("</tr>");
}

}  // namespace

Html sortable_table(SortableTable const& table) {
  // A header over nothing would only be in the way.
  if (table.rows.empty()) return markup("<p class=\"govuk-body\">{}</p>", table.empty_text);
  Html html;
  html.reserve(1024 + table.rows.size() * (table.columns.size() + 1) * 64);
  html.add("<table class=\"kith-table kith-table--stacked{}\"{}>", extra(table.classes), table.attributes);
  if (!table.caption.empty())
    html.add("<caption class=\"kith-table__caption{}\">{}</caption>",
             extra(table.caption_hidden ? "govuk-visually-hidden" : ""), table.caption);
  html.add("<thead><tr>{}</tr></thead><tbody>",
           each(table.columns, [&](auto const& column) { return header_of(table, column); }));
  std::vector<Html> openings;
  for (auto const& column : table.columns) openings.push_back(opening_of(column));
  for (auto const& row : table.rows) add_row(html, openings, row);
  html.add("</tbody></table>");
  return html;
}

}  // namespace kith::html
