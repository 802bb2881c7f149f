// An alert inside the content: leaner than a notification banner. Never for what is wrong with a form.
#pragma once

#include <string>

#include "html/html.h"

namespace kith::html {

enum class AlertVariant { information, success, warning, error };

struct Alert {
  AlertVariant variant = AlertVariant::information;
  Html title = {};
  HeadingLevel heading_level = 2;
  Html text = {};        // a sentence
  Html content = {};     // or more
  bool at_once = false;  // said by a screen reader as soon as the page shows: for what the person has just done
  std::string classes = {};
  Attributes attributes = {};
};
Html alert(Alert const& alert);

}  // namespace kith::html
