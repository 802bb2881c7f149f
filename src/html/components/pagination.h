// From page to page of a list, or from step to step of a guide.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct PaginationLink {
  Url href = {};
  Html text = {};  // "Previous page" and "Next page", unless given
  Html label_text = {};
  Attributes attributes = {};
};

struct PaginationItem {
  std::string number = {};
  Url href = {};
  bool current = false;
  bool ellipsis = false;
  std::string visually_hidden_text = {};  // "Page 3", unless given
  Attributes attributes = {};
};

struct Pagination {
  std::optional<PaginationLink> previous = {};
  std::optional<PaginationLink> next = {};
  std::vector<PaginationItem> items = {};
  std::string landmark_label = "Pagination";
  std::string classes = {};
  Attributes attributes = {};
};
Html pagination(Pagination const& pagination);

// The usual numbered pagination: `page` of `pages`, each link `here` with its page parameter set; the first, the last
// and the neighbours are shown. Nothing at all for a single page.
Html page_links(Url const& here, int page, int pages);

}  // namespace kith::html
