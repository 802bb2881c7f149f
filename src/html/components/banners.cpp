#include "html/components/banners.h"

#include "html/components/form_parts.h"

namespace kith::html {

Html phase_banner(PhaseBanner const& banner) {
  auto phase = banner.tag;
  phase.classes = both_classes("govuk-phase-banner__content__tag", phase.classes);
  return markup(
      "<div class=\"govuk-phase-banner govuk-width-container{}\"{}><p class=\"govuk-phase-banner__content\">{}"
      "<span class=\"govuk-phase-banner__text\">{}</span></p></div>",
      extra(banner.classes), banner.attributes, tag(phase), banner.text);
}

Html notification_banner(NotificationBanner const& banner) {
  // A success is said at once; anything else is a landmark that people can find.
  std::string_view role = !banner.role.empty() ? std::string_view(banner.role) : banner.success ? "alert" : "region";
  auto title = !banner.title.empty() ? banner.title : Html(banner.success ? "Success" : "Important");
  auto content = banner.content;
  if (content.empty() && !banner.text.empty())
    content = markup("<p class=\"govuk-notification-banner__heading\">{}</p>", banner.text);
  return markup(
      "<div class=\"govuk-notification-banner{}{}\" role=\"{}\" aria-labelledby=\"{}\""
      " data-module=\"govuk-notification-banner\"{}{}><div class=\"govuk-notification-banner__header\">"
      "<h{} class=\"govuk-notification-banner__title\" id=\"{}\">{}</h{}></div>"
      "<div class=\"govuk-notification-banner__content\">{}</div></div>",
      extra(banner.success ? "govuk-notification-banner--success" : ""), extra(banner.classes), role, banner.title_id,
      true_or_false("data-disable-auto-focus", banner.disable_auto_focus), banner.attributes,
      banner.title_heading_level, banner.title_id, title, banner.title_heading_level, content);
}

}  // namespace kith::html
