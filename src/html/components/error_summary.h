// What is wrong with a form, at the top of its page, each line a link to the input that it concerns.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct ErrorSummaryItem {
  Html text = {};
  Url href = {};
  Attributes attributes = {};
};

struct ErrorSummary {
  Html title = "There is a problem";
  Html description = {};
  std::vector<ErrorSummaryItem> error_list = {};
  std::optional<bool> disable_auto_focus = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html error_summary(ErrorSummary const& summary);

}  // namespace kith::html
