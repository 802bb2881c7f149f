#include "html/components/alert.h"

namespace kith::html {

namespace {

struct Look {
  std::string_view modifier;
  std::string_view meaning;  // said for the icon and the colour
  std::string_view path;
};

Look look_of(AlertVariant variant) {
  switch (variant) {
    case AlertVariant::information:
      return {"", "Information", "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm1 15h-2v-6h2zm0-8h-2V7h2z"};
    case AlertVariant::success:
      return {"kith-alert--success", "Success",
              "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-2 15-5-5 1.4-1.4 3.6 3.6 7.6-7.6L19 8z"};
    case AlertVariant::warning:
      return {"kith-alert--warning", "Warning", "M1 21h22L12 2zm12-3h-2v-2h2zm0-4h-2v-4h2z"};
    case AlertVariant::error:
      return {"kith-alert--error", "Problem", "M8 2h8l6 6v8l-6 6H8l-6-6V8zm5 15h-2v-2h2zm0-4h-2V7h2z"};
  }
  return {};
}

}  // namespace

Html alert(Alert const& alert) {
  auto look = look_of(alert.variant);
  Html content;
  if (!alert.title.empty())
    content.add("<h{} class=\"kith-alert__title\">{}</h{}>", alert.heading_level, alert.title, alert.heading_level);
  if (!alert.text.empty()) content.add("<p class=\"govuk-body\">{}</p>", alert.text);
  content += alert.content;
  return markup(
      "<div class=\"kith-alert{}{}\"{}{}><svg class=\"kith-alert__icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\""
      " focusable=\"false\"><path fill-rule=\"evenodd\" d=\"{}\"/></svg><div class=\"kith-alert__content\">"
      "<span class=\"govuk-visually-hidden\">{}: </span>{}</div></div>",
      extra(look.modifier), extra(alert.classes), attribute("role", alert.at_once ? "alert" : ""), alert.attributes,
      look.path, look.meaning, content);
}

}  // namespace kith::html
