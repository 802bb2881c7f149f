// The end of a journey, or a pause before something serious.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct PanelAction {
  Html text = {};
  Url href = {};
  std::string type = {};  // "submit" or "button" make a button of it
  std::string classes = {};
  Attributes attributes = {};
};

struct PanelActions {
  std::vector<PanelAction> items = {};
  std::string classes = {};
  Attributes attributes = {};
};

struct Panel {
  Html title = {};
  Html text = {};
  bool interruption = false;  // asks to stop and think, with actions to go on; otherwise it confirms what was done
  PanelActions actions = {};
  HeadingLevel heading_level = 1;
  std::string classes = {};
  Attributes attributes = {};
};
Html panel(Panel const& panel);

}  // namespace kith::html
