#include "html/components/error_summary.h"

namespace kith::html {

Html error_summary(ErrorSummary const& summary) {
  auto items = each(summary.error_list, [](ErrorSummaryItem const& item) {
    if (item.href.empty()) return markup("<li>{}</li>", item.text);
    return markup("<li><a href=\"{}\"{}>{}</a></li>", item.href, item.attributes, item.text);
  });
  Html body;
  if (!summary.description.empty()) body.add("<p>{}</p>", summary.description);
  if (!items.empty()) body.add("<ul class=\"govuk-list govuk-error-summary__list\">{}</ul>", items);
  return markup(
      "<div class=\"govuk-error-summary{}\"{}{} data-module=\"govuk-error-summary\"><div role=\"alert\">"
      "<h2 class=\"govuk-error-summary__title\">{}</h2><div class=\"govuk-error-summary__body\">{}</div></div></div>",
      extra(summary.classes), true_or_false("data-disable-auto-focus", summary.disable_auto_focus), summary.attributes,
      summary.title, body);
}

}  // namespace kith::html
