// Sections that open and close. Without the script all are open.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct AccordionItem {
  Html heading = {};
  Html summary = {};
  Html text = {};  // one paragraph
  Html content = {};
  bool expanded = false;
};

struct Accordion {
  std::string id = {};
  std::vector<AccordionItem> items = {};
  HeadingLevel heading_level = 2;
  std::optional<bool> remember_expanded = {};
  std::string hide_all_sections_text = {};  // these six replace the script's English
  std::string hide_section_text = {};
  std::string hide_section_aria_label_text = {};
  std::string show_all_sections_text = {};
  std::string show_section_text = {};
  std::string show_section_aria_label_text = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html accordion(Accordion const& accordion);

}  // namespace kith::html
