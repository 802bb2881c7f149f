#include "html/components/badge.h"

namespace kith::html {

namespace {

std::string_view colour_class(BadgeColour colour) {
  switch (colour) {
    case BadgeColour::standard:
      return "";
    case BadgeColour::grey:
      return "kith-badge--grey";
    case BadgeColour::green:
      return "kith-badge--green";
    case BadgeColour::purple:
      return "kith-badge--purple";
    case BadgeColour::red:
      return "kith-badge--red";
  }
  return "";
}

}  // namespace

Html badge(Badge const& badge) {
  return markup("<span class=\"kith-badge{}{}\"{}>{}</span>", extra(colour_class(badge.colour)), extra(badge.classes),
                badge.attributes, badge.text);
}

}  // namespace kith::html
