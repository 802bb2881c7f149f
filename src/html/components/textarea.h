// Several lines of text, and the same with a count of what is left.
#pragma once

#include <optional>
#include <string>

#include "html/components/form_parts.h"
#include "html/html.h"

namespace kith::html {

struct Textarea {
  std::string name = {};
  std::string id = {};
  Label label = {};
  Hint hint = {};
  ErrorMessage error_message = {};
  std::string value = {};
  int rows = 5;
  std::optional<bool> spellcheck = {};
  std::string autocomplete = {};
  bool disabled = false;
  std::string described_by = {};
  FormGroup form_group = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html textarea(Textarea const& textarea);

struct CharacterCount {
  std::string name = {};
  std::string id = {};
  Label label = {};
  Hint hint = {};
  ErrorMessage error_message = {};
  std::string value = {};
  int max_length = 0;           // characters
  int max_words = 0;            // or words
  int threshold = 0;            // show the count only from this percentage of the limit on
  std::string count_type = {};  // "characters", "words" or "length", where it does not follow from the limit
  int rows = 5;
  std::optional<bool> spellcheck = {};
  std::string textarea_description_text = {};  // "You can enter up to %{count} characters"; these replace the English
  PluralMessage characters_under_limit_text = {};
  std::string characters_at_limit_text = {};
  PluralMessage characters_over_limit_text = {};
  PluralMessage words_under_limit_text = {};
  std::string words_at_limit_text = {};
  PluralMessage words_over_limit_text = {};
  std::string count_message_classes = {};
  FormGroup form_group = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html character_count(CharacterCount const& count);

}  // namespace kith::html
