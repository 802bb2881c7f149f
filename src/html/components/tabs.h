// Parts of a page of which one is read at a time. Tabs that are pages of their own are a SubNavigation.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct TabPanel {
  Html text = {};  // one paragraph
  Html content = {};
  Attributes attributes = {};
};

struct TabItem {
  std::string label = {};
  TabPanel panel = {};
  std::string id = {};
  Attributes attributes = {};
};

struct Tabs {
  std::vector<TabItem> items = {};
  std::string title = "Contents";
  std::string id_prefix = {};
  std::string id = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html tabs(Tabs const& tabs);

}  // namespace kith::html
