#include "html/components/tag.h"

namespace kith::html {

namespace {

std::string_view colour_class(TagColour colour) {
  switch (colour) {
    case TagColour::standard:
      return "";
    case TagColour::grey:
      return "govuk-tag--grey";
    case TagColour::green:
      return "govuk-tag--green";
    case TagColour::teal:
      return "govuk-tag--teal";
    case TagColour::blue:
      return "govuk-tag--blue";
    case TagColour::purple:
      return "govuk-tag--purple";
    case TagColour::magenta:
      return "govuk-tag--magenta";
    case TagColour::red:
      return "govuk-tag--red";
    case TagColour::orange:
      return "govuk-tag--orange";
    case TagColour::yellow:
      return "govuk-tag--yellow";
  }
  return "";
}

}  // namespace

Html tag(Tag const& tag) {
  return markup("<strong class=\"govuk-tag{}{}\"{}>{}</strong>", extra(colour_class(tag.colour)), extra(tag.classes),
                tag.attributes, tag.text);
}

}  // namespace kith::html
