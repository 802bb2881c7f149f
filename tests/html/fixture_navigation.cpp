// Where people are and where they can go.
#include "html/fixture_renderers.h"

using namespace kith::html;

namespace {

std::optional<PaginationLink> pagination_link_at(Options const& options, std::string_view key) {
  auto const o = options.object(key);
  if (o.text("href").empty()) return std::nullopt;
  return PaginationLink{o.url(), o.html(), o.text("labelText"), o.attributes()};
}

Html render_pagination(Options const& o) {
  auto item = [](Options const& i) {
    return PaginationItem{.number = i.text("number"),
                          .href = i.url(),
                          .current = i.boolean("current"),
                          .ellipsis = i.boolean("ellipsis"),
                          .visually_hidden_text = i.text("visuallyHiddenText"),
                          .attributes = i.attributes()};
  };
  return pagination({.previous = pagination_link_at(o, "previous"),
                     .next = pagination_link_at(o, "next"),
                     .items = o.items<PaginationItem>("items", item),
                     .landmark_label = o.text("landmarkLabel", "Pagination"),
                     .classes = o.classes(),
                     .attributes = o.attributes()});
}

Html render_generic_header(Options const& o) {
  return generic_header({.logo = o.html("logoHtml", "logoText"),
                         .url = o.url("url", "/"),
                         .container_classes = o.text("containerClasses", "govuk-width-container"),
                         .classes = o.classes(),
                         .attributes = o.attributes()});
}

Html render_service_navigation(Options const& o) {
  auto item = [](Options const& i) {
    return ServiceNavigationItem{i.html(), i.url(), i.boolean("current"), i.boolean("active"), i.attributes()};
  };
  auto const slots = o.object("slots");
  auto const end = slots.object("end");
  bool end_is_object = !end.empty();
  return service_navigation({.service_name = o.text("serviceName"),
                             .service_url = o.url("serviceUrl"),
                             .navigation = o.items<ServiceNavigationItem>("navigation", item),
                             .slots = {.start = slots.html("start", ""),
                                       .end = end_is_object ? end.html("html", "") : slots.html("end", ""),
                                       .end_inline = end.text("align") == "inline",
                                       .navigation_start = slots.html("navigationStart", ""),
                                       .navigation_end = slots.html("navigationEnd", "")},
                             .collapse_navigation_on_mobile = o.optional_boolean("collapseNavigationOnMobile"),
                             .menu_button_text = o.text("menuButtonText", "Menu"),
                             .menu_button_label = o.text("menuButtonLabel"),
                             .navigation_label = o.text("navigationLabel"),
                             .navigation_id = o.text("navigationId", "navigation"),
                             .navigation_classes = o.text("navigationClasses"),
                             .aria_label = o.text("ariaLabel", "Service information"),
                             .classes = o.classes(),
                             .attributes = o.attributes()});
}

Html render_language_navigation(Options const& o) {
  auto item = [](Options const& i) {
    return LanguageItem{i.html(),
                        i.text("lang"),
                        i.url(),
                        i.text("hrefLang"),
                        i.text("dir"),
                        i.boolean("current"),
                        i.text("languageDescriptionText"),
                        i.classes(),
                        i.attributes()};
  };
  return language_navigation({.items = o.items<LanguageItem>("items", item),
                              .aria_label = o.text("ariaLabel", "Language"),
                              .classes = o.classes(),
                              .attributes = o.attributes()});
}

Html render_breadcrumbs(Options const& o) {
  auto item = [](Options const& i) { return BreadcrumbItem{i.html(), i.url(), i.attributes()}; };
  return breadcrumbs({.items = o.items<BreadcrumbItem>("items", item),
                      .collapse_on_mobile = o.boolean("collapseOnMobile"),
                      .label_text = o.text("labelText", "Breadcrumb"),
                      .classes = o.classes(),
                      .attributes = o.attributes()});
}

Html render_tabs(Options const& o) {
  auto item = [](Options const& i) {
    auto const panel = i.object("panel");
    return TabItem{.label = i.text("label"),
                   .panel = {panel.text("text"), panel.html("html", ""), panel.attributes()},
                   .id = i.text("id"),
                   .attributes = i.attributes()};
  };
  return tabs({.items = o.items<TabItem>("items", item),
               .title = o.text("title", "Contents"),
               .id_prefix = o.text("idPrefix"),
               .id = o.text("id"),
               .classes = o.classes(),
               .attributes = o.attributes()});
}

Html render_skip_link(Options const& o) {
  return skip_link({o.html(), o.url("href", "#content"), o.classes(), o.attributes()});
}
Html render_back_link(Options const& o) {
  return back_link({o.html("html", "text", "Back"), o.url("href", "#"), o.classes(), o.attributes()});
}

}  // namespace

std::map<std::string, Render> navigation_renderers() {
  return {
      {"back-link", render_back_link},           {"breadcrumbs", render_breadcrumbs},
      {"generic-header", render_generic_header}, {"language-navigation", render_language_navigation},
      {"pagination", render_pagination},         {"service-navigation", render_service_navigation},
      {"skip-link", render_skip_link},           {"tabs", render_tabs},
  };
}
