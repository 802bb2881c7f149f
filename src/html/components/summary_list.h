// Facts as keys and values, with links to change them; inside a card where there are several lists.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct ActionLink {
  Html text = {};
  Url href = {};
  Html visually_hidden_text = {};  // "date of birth" after "Change", for those who hear links alone
  std::string classes = {};
  Attributes attributes = {};
};

struct ActionLinks {
  std::vector<ActionLink> items = {};
  std::string classes = {};
};

struct SummaryListCell {
  Html text = {};
  std::string classes = {};
};

struct SummaryListRow {
  SummaryListCell key = {};
  SummaryListCell value = {};
  ActionLinks actions = {};
  std::string classes = {};
};

struct SummaryCard {
  Html title = {};
  HeadingLevel heading_level = 2;
  std::string title_classes = {};
  ActionLinks actions = {};
  std::string classes = {};
  Attributes attributes = {};
};

struct SummaryList {
  std::vector<SummaryListRow> rows = {};
  std::optional<SummaryCard> card = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html summary_list(SummaryList const& list);

// A card around anything, with the same title and actions.
Html summary_card(SummaryCard const& card, Html const& content);

}  // namespace kith::html
