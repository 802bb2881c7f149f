#include "html/components.h"
#include "html/gallery/samples.h"

namespace kith::html {

std::vector<Sample> message_samples() {
  return {
      {"Notification banner",
       notification_banner({.text = "The huddle is at 10am today, in the library.", .disable_auto_focus = true})},
      {"Notification banner of success", notification_banner({.text = "The plan was agreed.",
                                                              .success = true,
                                                              .title_id = "success-title",
                                                              .role = "region",
                                                              .disable_auto_focus = true})},
      {"Alert",
       alert({.title = "Two enquiries came in since you last looked", .text = "The oldest waits four hours."}) +
           alert({.variant = AlertVariant::success, .text = "Saved."}) +
           alert({.variant = AlertVariant::warning, .text = "The review is due in two days."}) +
           alert({.variant = AlertVariant::error, .text = "Nobody has seen this child for 41 days."})},
      {"Phase banner", phase_banner({.tag = {.text = "Practice"}, .text = "Every family here is invented."})},
      {"Panel", panel({.title = "We have your request",
                       .text = markup("Your reference<br><strong>KTH 482 913</strong>"),
                       .heading_level = 3})},
      {"Interruption panel",
       panel({.title = "Before you close this plan",
              .text = "Nobody has told the family yet.",
              .interruption = true,
              .actions = {{{.text = "Close the plan", .type = "submit"}, {.text = "Go back", .href = "#"}}},
              .heading_level = 3})},
      {"Exit this page", exit_this_page({})},
  };
}

}  // namespace kith::html
