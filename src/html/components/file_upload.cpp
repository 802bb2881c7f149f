#include "html/components/file_upload.h"

namespace kith::html {

namespace {

Html in_drop_zone(FileDropZone const& zone, Html const& input) {
  if (!zone.present) return input;
  auto const& many = zone.multiple_files_chosen_text;
  Attributes words;
  words.add(attribute("data-i18n.choose-files-button", zone.choose_files_button_text))
      .add(attribute("data-i18n.no-file-chosen", zone.no_file_chosen_text))
      .add(attribute("data-i18n.multiple-files-chosen.zero", many.zero))
      .add(attribute("data-i18n.multiple-files-chosen.one", many.one))
      .add(attribute("data-i18n.multiple-files-chosen.two", many.two))
      .add(attribute("data-i18n.multiple-files-chosen.few", many.few))
      .add(attribute("data-i18n.multiple-files-chosen.many", many.many))
      .add(attribute("data-i18n.multiple-files-chosen.other", many.other))
      .add(attribute("data-i18n.drop-instruction", zone.drop_instruction_text))
      .add(attribute("data-i18n.entered-drop-zone", zone.entered_drop_zone_text))
      .add(attribute("data-i18n.left-drop-zone", zone.left_drop_zone_text));
  return markup("<div class=\"govuk-file-upload-wrapper{}\" data-module=\"govuk-file-upload\"{}{}>{}</div>",
                extra(zone.classes), words, zone.attributes, input);
}

}  // namespace

Html file_upload(FileUpload const& upload) {
  auto const& id = upload.id.empty() ? upload.name : upload.id;
  auto description = describe(id, upload.described_by, upload.hint, upload.error_message);
  auto element = markup("<input class=\"govuk-file-upload{}{}\" id=\"{}\" name=\"{}\" type=\"file\"{}{}{}{}>",
                        extra(upload.classes), extra(upload.error_message.empty() ? "" : "govuk-file-upload--error"),
                        id, upload.name, flag("disabled", upload.disabled), flag("multiple", upload.multiple),
                        attribute("aria-describedby", description.described_by), upload.attributes);
  return in_form_group(upload.form_group, !upload.error_message.empty(),
                       label_for(id, upload.label) + description.html + upload.form_group.before_input +
                           in_drop_zone(upload.drop_zone, element) + upload.form_group.after_input);
}

}  // namespace kith::html
