// Figures and facts to compare. Lists of cases that people sort and read on a phone are a SortableTable.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct TableCell {
  Html text = {};
  bool numeric = false;
  int colspan = 0;
  int rowspan = 0;
  std::string classes = {};
  Attributes attributes = {};
};

struct Table {
  Html caption = {};
  std::vector<TableCell> head = {};
  std::vector<std::vector<TableCell>> rows = {};
  bool first_cell_is_header = false;
  std::string caption_classes = {};  // "govuk-table__caption--m"
  std::string classes = {};
  Attributes attributes = {};
};
Html table(Table const& table);

// The same, row by row, for a table whose cells are nothing but text or markup: none of them need be kept until all are
// known. As far as the first row; `rows` is not looked at.
void open_table(Html& to, Table const& table);
template <class Heading, class... Cells>
void add_plain_row(Html& to, Heading const& heading, Cells const&... cells) {
  to.add("<tr class=\"govuk-table__row\"><th scope=\"row\" class=\"govuk-table__header\">{}</th>", heading);
  (to.add("<td class=\"govuk-table__cell\">{}</td>", cells), ...);
  to.add("</tr>");
}
void close_table(Html& to);

}  // namespace kith::html
