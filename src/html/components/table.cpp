#include "html/components/table.h"

namespace kith::html {

namespace {

void add_head_cell(Html& to, TableCell const& cell) {
  to.add("<th scope=\"col\" class=\"govuk-table__header{}{}\"{}{}{}>{}</th>",
         extra(cell.numeric ? "govuk-table__header--numeric" : ""), extra(cell.classes),
         number_attribute("colspan", cell.colspan), number_attribute("rowspan", cell.rowspan), cell.attributes,
         cell.text);
}

void add_row_header(Html& to, TableCell const& cell) {
  to.add("<th scope=\"row\" class=\"govuk-table__header{}\"{}{}{}>{}</th>", extra(cell.classes),
         number_attribute("colspan", cell.colspan), number_attribute("rowspan", cell.rowspan), cell.attributes,
         cell.text);
}

void add_cell(Html& to, TableCell const& cell) {
  to.add("<td class=\"govuk-table__cell{}{}\"{}{}{}>{}</td>", extra(cell.numeric ? "govuk-table__cell--numeric" : ""),
         extra(cell.classes), number_attribute("colspan", cell.colspan), number_attribute("rowspan", cell.rowspan),
         cell.attributes, cell.text);
}

}  // namespace

Html table(Table const& table) {
  Html html;
  html.reserve(256 + table.rows.size() * (table.head.size() + 1) * 64);
  html.add("<table class=\"govuk-table{}\"{}>", extra(table.classes), table.attributes);
  if (!table.caption.empty())
    html.add("<caption class=\"govuk-table__caption{}\">{}</caption>", extra(table.caption_classes), table.caption);
  if (!table.head.empty()) {
    html.add("<thead class=\"govuk-table__head\"><tr class=\"govuk-table__row\">");
    for (auto const& cell : table.head) add_head_cell(html, cell);
    html.add("</tr></thead>");
  }
  html.add("<tbody class=\"govuk-table__body\">");
  for (auto const& row : table.rows) {
    html.add("<tr class=\"govuk-table__row\">");
    for (auto const& cell : row)
      table.first_cell_is_header&&& cell == &row.front() ? add_row_header(html, cell) : add_cell(html, cell);
    html.add("</tr>");
  }
  html.add("</tbody></table>");
  return html;
}

}  // namespace kith::html
