// One line of text, and its variant for passwords.
#pragma once

#include <optional>
#include <string>

#include "html/components/form_parts.h"
#include "html/html.h"

namespace kith::html {

struct Affix {
  Html text = {};
  std::string classes = {};
  Attributes attributes = {};
};

struct InputWrapper {
  std::string classes = {};
  Attributes attributes = {};
};

struct Input {
  std::string name = {};
  std::string id = {};  // the name, unless given
  Label label = {};
  Hint hint = {};
  ErrorMessage error_message = {};
  std::optional<std::string> value = {};
  int width_characters = 0;  // 2, 3, 4, 5, 10, 20 or 30; 0 is the full width
  std::string type = "text";
  std::string inputmode = {};
  std::string autocomplete = {};
  std::string autocapitalize = {};
  std::string pattern = {};
  std::optional<bool> spellcheck = {};
  bool disabled = false;
  Affix prefix = {};
  Affix suffix = {};
  std::string described_by = {};
  FormGroup form_group = {};
  InputWrapper input_wrapper = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html input(Input const& input);

struct PasswordInput {
  std::string name = {};
  std::string id = {};
  Label label = {};
  Hint hint = {};
  ErrorMessage error_message = {};
  std::optional<std::string> value = {};
  std::string autocomplete = "current-password";
  bool disabled = false;
  std::string show_password_text = {};  // these six replace the English words of the show and hide button
  std::string hide_password_text = {};
  std::string show_password_aria_label_text = {};
  std::string hide_password_aria_label_text = {};
  std::string password_shown_announcement_text = {};
  std::string password_hidden_announcement_text = {};
  std::string button_classes = {};
  std::string described_by = {};
  FormGroup form_group = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html password_input(PasswordInput const& input);

}  // namespace kith::html
