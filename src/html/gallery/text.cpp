#include "html/components.h"
#include "html/gallery/samples.h"

namespace kith::html {

namespace {

Html tags() {
  return markup("<p>{} {} {} {} {} {}</p>", tag({.text = "New", .colour = TagColour::blue}),
                tag({.text = "In progress", .colour = TagColour::yellow}),
                tag({.text = "Agreed", .colour = TagColour::green}),
                tag({.text = "Waiting", .colour = TagColour::grey}), tag({.text = "Overdue", .colour = TagColour::red}),
                tag({.text = "Standard"}));
}

Html buttons() {
  return button_group(button({.text = "Save and continue"}) +
                      button({.text = "Save for later", .variant = ButtonVariant::secondary}) +
                      button({.text = "Close the plan", .variant = ButtonVariant::warning}) +
                      button({.text = "Not yet", .disabled = true})) +
         button({.text = "Ask for help", .href = "#", .start = true});
}

}  // namespace

std::vector<Sample> text_samples() {
  return {
      {"Button", buttons()},
      {"Tag", tags()},
      {"Badge", markup("<p>{} {} {}</p>", badge({.text = "Young carer"}),
                       badge({.text = "Interpreter: Polish", .colour = BadgeColour::purple}),
                       badge({.text = "Address protected", .colour = BadgeColour::red}))},
      {"Inset text", inset_text({.text = "The family chose to be contacted by text message, after 4pm."})},
      {"Warning text", warning_text({.text = "Once the plan is closed, only a manager can open it again."})},
      {"Details", details({.summary = "What we mean by the team around the family",
                           .text = "The people who help this family, and the person who keeps them together."})},
      {"Back link", back_link({.href = "#"})},
      {"Skip link", markup("<p class=\"govuk-body\">Shown when it has the focus: press Tab at the top of a page.</p>") +
                        skip_link({.text = "Skip to the gallery", .href = "#main-content"})},
  };
}

}  // namespace kith::html
