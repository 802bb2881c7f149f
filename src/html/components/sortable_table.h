// A list of records that is sorted by the server, through links in its header, and becomes a stack of cards on a phone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct SortableColumn {
  std::string text = {};
  std::string sort_key = {};  // sent as ?sort=…; empty for a column that does not sort
  bool numeric = false;
};

enum class SortDirection { ascending, descending };

struct Sort {
  std::string key = {};
  SortDirection direction = SortDirection::ascending;
};

struct SortableTable {
  Html caption = {};
  bool caption_hidden = false;  // said, but not shown: where a heading above says the same
  std::vector<SortableColumn> columns = {};
  std::vector<std::vector<Html>> rows = {};  // the first cell of a row is its heading; as many cells as columns
  Sort sort = {};
  Url here = {};  // this page with its filters, without sort and direction, which the links add
  Html empty_text = "There is nothing to show.";
  std::string classes = {};
  Attributes attributes = {};
};
Html sortable_table(SortableTable const& table);

}  // namespace kith::html
