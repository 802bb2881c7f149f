// Links that stand by themselves: to skip to the content, and to go back.
#pragma once

#include <string>

#include "html/html.h"

namespace kith::html {

struct SkipLink {
  Html text = {};
  Url href = "#content";
  std::string classes = {};
  Attributes attributes = {};
};
Html skip_link(SkipLink const& link);

struct BackLink {
  Html text = "Back";
  Url href = "#";
  std::string classes = {};
  Attributes attributes = {};
};
Html back_link(BackLink const& link);

}  // namespace kith::html
