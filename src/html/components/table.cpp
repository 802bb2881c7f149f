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

void open_table(Html& to, Table const& table) {
  to.add("<table class=\"govuk-table{}\"{}>", extra(table.classes), table.attributes);
  if (!table.caption.empty())
    to.add("<caption class=\"govuk-table__caption{}\">{}</caption>", extra(table.caption_classes), table.caption);
  if (!table.head.empty()) {
    to.add("<thead class=\"govuk-table__head\"><tr class=\"govuk-table__row\">");
    for (auto const& cell : table.head) add_head_cell(to, cell);
    to.add("</tr></thead>");
  }
  to.add("<tbody class=\"govuk-table__body\">");
}

void close_table(Html& to) { to.add("</tbody></table>"); }

Html table(Table const& table) {
  Html html;
  html.reserve(256 + table.rows.size() * (table.head.size() + 1) * 64);
  open_table(html, table);
  for (auto const& row : table.rows) {
    html.add("<tr class=\"govuk-table__row\">");
    for (auto const& cell : row)
      table.first_cell_is_header&&& cell == &row.front() ? add_row_header(html, cell) : add_cell(html, cell);
    html.add("</tr>");
  }
  close_table(html);
  return html;
}

}  // namespace kith::html
