// What surrounds a control in a form: its label, hint and error message, and the fieldset around several.
#pragma once

#include <string>
#include <string_view>

#include "html/html.h"

namespace kith::html {

struct Label {
  Html text = {};
  bool is_page_heading = false;  // wraps the label in the page's <h1>
  std::string for_id = {};       // controls fill this in themselves
  std::string classes = {};
  Attributes attributes = {};
};
Html label(Label const& label);

struct Hint {
  Html text = {};
  std::string id = {};
  std::string classes = {};
  Attributes attributes = {};

  bool empty() const { return text.empty(); }
};
Html hint(Hint const& hint);

struct ErrorMessage {
  Html text = {};
  Html visually_hidden_text = "Error";  // said before the message, with a colon; empty to leave it out
  std::string id = {};
  std::string classes = {};
  Attributes attributes = {};

  bool empty() const { return text.empty(); }
};
Html error_message(ErrorMessage const& message);

struct Legend {
  Html text = {};
  bool is_page_heading = false;
  std::string classes = {};
};

struct Fieldset {
  Legend legend = {};
  Html html = {};  // what is in it; controls fill this in themselves
  std::string described_by = {};
  std::string role = {};
  std::string classes = {};
  Attributes attributes = {};

  bool empty() const {
    return legend.text.empty() && html.empty() && described_by.empty() && role.empty() && classes.empty() &&
           attributes.empty();
  }
};
Html fieldset(Fieldset const& fieldset);

// The group around a control with its label, hint and error.
struct FormGroup {
  Html before_input = {};
  Html after_input = {};
  std::string classes = {};
  Attributes attributes = {};
};

// For the controls of this room: hint and error with ids made from the control's, and the ids for aria-describedby.
struct Description {
  Html html;
  std::string described_by;
};
Description describe(std::string_view id, std::string described_by, Hint const& hint, ErrorMessage const& error);
Html in_form_group(FormGroup const& group, bool has_error, Html const& content);
Html label_for(std::string_view id, Label label);

// "govuk-input--error wide", whichever of the two are there.
std::string both_classes(std::string_view one, std::string_view other);

// Words of the design system's scripts that depend on a number, one for each plural form of the language.
struct PluralMessage {
  std::string zero = {}, one = {}, two = {}, few = {}, many = {}, other = {};
};

}  // namespace kith::html
