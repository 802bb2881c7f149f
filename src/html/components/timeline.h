// What happened, most recent first, as an ordered list.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct TimelineItem {
  Html title = {};
  std::string datetime = {};  // for machines: "2026-11-21" or "2026-11-21T14:05:00Z"
  Html when = {};             // for people: "21 November 2026, 2:05pm"; only a date where the time is not known
  Html by = {};
  Html content = {};
  bool significant = false;  // belongs to the chronology
  std::string id = {};
};

struct Timeline {
  std::vector<TimelineItem> items = {};
  HeadingLevel heading_level = 3;
  std::string classes = {};
  Attributes attributes = {};
};
Html timeline(Timeline const& timeline);

}  // namespace kith::html
