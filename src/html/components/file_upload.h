// A file to send.
#pragma once

#include <string>

#include "html/components/form_parts.h"
#include "html/html.h"

namespace kith::html {

// The drop zone that the design system's script makes of the input, and its words.
struct FileDropZone {
  bool present = false;
  std::string choose_files_button_text = {};
  std::string drop_instruction_text = {};
  PluralMessage multiple_files_chosen_text = {};
  std::string no_file_chosen_text = {};
  std::string entered_drop_zone_text = {};
  std::string left_drop_zone_text = {};
  std::string classes = {};
  Attributes attributes = {};
};

struct FileUpload {
  std::string name = {};
  std::string id = {};
  Label label = {};
  Hint hint = {};
  ErrorMessage error_message = {};
  bool multiple = false;
  bool disabled = false;
  FileDropZone drop_zone = {};
  std::string described_by = {};
  FormGroup form_group = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html file_upload(FileUpload const& upload);

}  // namespace kith::html
