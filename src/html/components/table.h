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

}  // namespace kith::html
