#include "html/components/sub_navigation.h"

namespace kith::html {

namespace {

Html navigation_item_of(SubNavigationItem const& item) {
  Html count;
  if (item.count) count = markup(" <span class=\"kith-count\">{}</span>", *item.count);
  return markup("<li><a class=\"kith-sub-navigation__link\" href=\"{}\"{}{}>{}{}</a></li>", item.href,
                attribute("aria-current", item.current ? "page" : ""), item.attributes, item.text, count);
}

}  // namespace

Html sub_navigation(SubNavigation const& navigation) {
  return markup(
      "<nav class=\"kith-sub-navigation{}\" aria-label=\"{}\"{}><ul class=\"kith-sub-navigation__list\">{}</ul></nav>",
      extra(navigation.classes), navigation.label, navigation.attributes, each(navigation.items, navigation_item_of));
}

}  // namespace kith::html
