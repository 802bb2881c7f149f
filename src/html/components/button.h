// A button, or a link that looks like one when it has an address.
#pragma once

#include <optional>
#include <string>

#include "html/html.h"

namespace kith::html {

enum class ButtonVariant { standard, secondary, warning, inverse };

struct Button {
  Html text = {};
  Url href = {};          // makes it a link
  std::string name = {};  // what the form sends, with `value`, when this button was pressed
  std::string value = {};
  std::string type = "submit";
  ButtonVariant variant = ButtonVariant::standard;
  bool start = false;  // the "Start now" arrow
  bool disabled = false;
  std::optional<bool> prevent_double_click = {};
  std::string id = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html button(Button const& button);

// Buttons and links side by side, with room between them.
Html button_group(Html const& buttons);

}  // namespace kith::html
