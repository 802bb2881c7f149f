// Text that stands out from the text around it: inset, warned of, or folded away.
#pragma once

#include <string>

#include "html/html.h"

namespace kith::html {

struct InsetText {
  Html text = {};
  std::string id = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html inset_text(InsetText const& inset);

struct WarningText {
  Html text = {};
  Html icon_fallback_text = "Warning";  // what a screen reader says for the "!"
  std::string classes = {};
  Attributes attributes = {};
};
Html warning_text(WarningText const& warning);

struct Details {
  Html summary = {};
  Html text = {};
  bool open = false;
  std::string id = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html details(Details const& details);

}  // namespace kith::html
