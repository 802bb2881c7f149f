#include "html/components/navigation.h"

namespace kith::html {

namespace {

// The service's name and its link.
Html service_name_of(ServiceNavigation const& navigation) {
  if (navigation.service_name.empty()) return {};
  auto name = navigation.service_url.empty()
                  ? markup("<span class=\"govuk-service-navigation__text\">{}</span>", navigation.service_name)
                  : markup("<a href=\"{}\" class=\"govuk-service-navigation__link\">{}</a>", navigation.service_url,
                           navigation.service_name);
  return markup("<span class=\"govuk-service-navigation__service-name\">{}</span>", name);
}

// A strong element tells the active item even to those who use colours of their own.
Html navigation_item(ServiceNavigationItem const& item) {
  bool marked = item.current || item.active;
  auto current = attribute("aria-current", item.current ? "page" : item.active ? "true" : "");
  auto content =
      marked ? markup("<strong class=\"govuk-service-navigation__active-fallback\">{}</strong>", item.text) : item.text;
  Html link;
  if (!item.href.empty())
    link = markup("<a class=\"govuk-service-navigation__link\" href=\"{}\"{}{}>{}</a>", item.href, current,
                  item.attributes, content);
  else if (!item.text.empty())
    link = markup("<span class=\"govuk-service-navigation__text\"{}>{}</span>", current, content);
  return markup("<li class=\"govuk-service-navigation__item{}\">{}</li>",
                extra(marked ? "govuk-service-navigation__item--active" : ""), link);
}

Html toggle_of(ServiceNavigation const& navigation) {
  if (!navigation.collapse_navigation_on_mobile.value_or(navigation.navigation.size() > 1)) return {};
  bool own_label = navigation.menu_button_label != navigation.menu_button_text;
  return markup(
      "<button type=\"button\" class=\"govuk-service-navigation__toggle govuk-js-service-navigation-toggle\""
      " aria-controls=\"{}\"{} hidden aria-hidden=\"true\">{}</button>",
      navigation.navigation_id, attribute("aria-label", own_label ? navigation.menu_button_label : ""),
      navigation.menu_button_text);
}

Html links_of(ServiceNavigation const& navigation) {
  auto const& slots = navigation.slots;
  if (navigation.navigation.empty() && slots.navigation_start.empty() && slots.navigation_end.empty()) return {};
  return markup(
      "<nav aria-label=\"{}\" class=\"govuk-service-navigation__wrapper{}\">{}"
      "<ul class=\"govuk-service-navigation__list\" id=\"{}\">{}{}{}</ul></nav>",
      navigation.navigation_label.empty() ? navigation.menu_button_text : navigation.navigation_label,
      extra(navigation.navigation_classes), toggle_of(navigation), navigation.navigation_id, slots.navigation_start,
      each(navigation.navigation, navigation_item), slots.navigation_end);
}

Html language_item(LanguageItem const& item) {
  auto const lang = attribute("lang", item.lang);
  auto const dir = attribute("dir", item.dir);
  if (item.current || item.href.empty())
    return markup(
        "<li class=\"govuk-language-navigation__list-item\"><span class=\"govuk-language-navigation__text{}\""
        " aria-current=\"true\"{}{}{}>{}</span></li>",
        extra(item.classes), lang, dir, item.attributes, item.text);
  Html description;
  if (!item.language_description_text.empty())
    description = markup("<span class=\"govuk-visually-hidden\"> {}</span>", item.language_description_text);
  return markup(
      "<li class=\"govuk-language-navigation__list-item\"><a class=\"govuk-language-navigation__link{}\" href=\"{}\""
      " rel=\"alternate\"{}{}{}{}>{}{}</a></li>",
      extra(item.classes), item.href, lang, attribute("hreflang", item.href_lang.empty() ? item.lang : item.href_lang),
      dir, item.attributes, item.text, description);
}

}  // namespace

Html generic_header(GenericHeader const& header) {
  return markup(
      "<div class=\"govuk-generic-header{}\"{}><div class=\"govuk-generic-header__container{}\">"
      "<div class=\"govuk-generic-header__logo\"><a href=\"{}\" class=\"govuk-generic-header__homepage-link\">{}</a>"
      "</div>{}</div></div>",
      extra(header.classes), header.attributes, extra(header.container_classes), header.url, header.logo, header.tools);
}

Html service_navigation(ServiceNavigation const& navigation) {
  auto const& slots = navigation.slots;
  auto content = markup(
      "<div class=\"govuk-width-container{}\">{}<div class=\"govuk-service-navigation__container\">{}{}</div>{}</div>",
      extra(slots.end_inline ? "govuk-service-navigation__inlining-container" : ""), slots.start,
      service_name_of(navigation), links_of(navigation), slots.end);
  // With more in it than links it is a landmark of its own; otherwise the <nav> inside is enough.
  bool is_landmark = !navigation.service_name.empty() || !slots.start.empty() || !slots.end.empty();
  if (is_landmark)
    return markup(
        "<section aria-label=\"{}\" class=\"govuk-service-navigation{}\" data-module=\"govuk-service-navigation\"{}>{}"
        "</section>",
        navigation.aria_label, extra(navigation.classes), navigation.attributes, content);
  return markup("<div class=\"govuk-service-navigation{}\" data-module=\"govuk-service-navigation\"{}>{}</div>",
                extra(navigation.classes), navigation.attributes, content);
}

Html language_navigation(LanguageNavigation const& navigation) {
  return markup(
      "<nav class=\"govuk-language-navigation{}\"{} aria-label=\"{}\"><ul class=\"govuk-language-navigation__list\">{}"
      "</ul></nav>",
      extra(navigation.classes), navigation.attributes, navigation.aria_label, each(navigation.items, language_item));
}

Html breadcrumbs(Breadcrumbs const& breadcrumbs) {
  auto items = each(breadcrumbs.items, [](BreadcrumbItem const& item) {
    if (item.href.empty())
      return markup("<li class=\"govuk-breadcrumbs__list-item\" aria-current=\"page\">{}</li>", item.text);
    return markup(
        "<li class=\"govuk-breadcrumbs__list-item\"><a class=\"govuk-breadcrumbs__link\" href=\"{}\"{}>{}</a></li>",
        item.href, item.attributes, item.text);
  });
  return markup(
      "<nav class=\"govuk-breadcrumbs{}{}\"{} aria-label=\"{}\"><ol class=\"govuk-breadcrumbs__list\">{}</ol></nav>",
      extra(breadcrumbs.classes), extra(breadcrumbs.collapse_on_mobile ? "govuk-breadcrumbs--collapse-on-mobile" : ""),
      breadcrumbs.attributes, breadcrumbs.label_text, items);
}

}  // namespace kith::html
