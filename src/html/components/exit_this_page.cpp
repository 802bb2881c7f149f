#include "html/components/exit_this_page.h"

#include "html/components/button.h"

namespace kith::html {

Html exit_this_page(ExitThisPage const& exit) {
  auto usual = markup("<span class=\"govuk-visually-hidden\">Emergency</span> Exit this page");
  auto leave = button({.text = exit.text.empty() ? usual : exit.text,
                       .href = exit.redirect_url,
                       .variant = ButtonVariant::warning,
                       .classes = "govuk-exit-this-page__button govuk-js-exit-this-page-button",
                       .attributes = {{"rel", "nofollow noreferrer"}}});
  return markup("<div{} class=\"govuk-exit-this-page{}\" data-module=\"govuk-exit-this-page\"{}{}{}{}{}>{}</div>",
                attribute("id", exit.id), extra(exit.classes), exit.attributes,
                attribute("data-i18n.activated", exit.activated_text),
                attribute("data-i18n.timed-out", exit.timed_out_text),
                attribute("data-i18n.press-two-more-times", exit.press_two_more_times_text),
                attribute("data-i18n.press-one-more-time", exit.press_one_more_time_text), leave);
}

}  // namespace kith::html
