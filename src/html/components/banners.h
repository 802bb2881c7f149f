// Messages above the content: the phase of the service, and something that just happened.
#pragma once

#include <optional>
#include <string>

#include "html/components/tag.h"
#include "html/html.h"

namespace kith::html {

struct PhaseBanner {
  Tag tag = {};
  Html text = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html phase_banner(PhaseBanner const& banner);

struct NotificationBanner {
  Html text = {};     // one line, set as a heading
  Html content = {};  // or more than a line: paragraphs and links as they are
  bool success = false;
  Html title = {};  // "Success" or "Important", unless given
  HeadingLevel title_heading_level = 2;
  std::string title_id = "govuk-notification-banner-title";
  std::string role = {};
  std::optional<bool> disable_auto_focus = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html notification_banner(NotificationBanner const& banner);

}  // namespace kith::html
