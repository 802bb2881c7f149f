// Where a person is and where they can go: header, service navigation, languages, breadcrumbs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct GenericHeader {
  Html logo = {};
  Url url = "/";
  Html tools = {};  // ours: what stands at the other end of the header
  std::string container_classes = "govuk-width-container";
  std::string classes = {};
  Attributes attributes = {};
};
Html generic_header(GenericHeader const& header);

struct ServiceNavigationItem {
  Html text = {};
  Url href = {};
  bool current = false;  // this very page
  bool active = false;   // a page above this one
  Attributes attributes = {};
};

struct ServiceNavigationSlots {
  Html start = {};
  Html end = {};
  bool end_inline = false;  // beside the navigation instead of below it
  Html navigation_start = {};
  Html navigation_end = {};
};

struct ServiceNavigation {
  Html service_name = {};
  Url service_url = {};
  std::vector<ServiceNavigationItem> navigation = {};
  ServiceNavigationSlots slots = {};
  std::optional<bool> collapse_navigation_on_mobile = {};  // yes with two links or more, unless given
  std::string menu_button_text = "Menu";
  std::string menu_button_label = {};
  std::string navigation_label = {};
  std::string navigation_id = "navigation";
  std::string navigation_classes = {};
  std::string aria_label = "Service information";
  std::string classes = {};
  Attributes attributes = {};
};
Html service_navigation(ServiceNavigation const& navigation);

struct LanguageItem {
  Html text = {};  // the language's own name for itself
  std::string lang = {};
  Url href = {};
  std::string href_lang = {};
  std::string dir = {};
  bool current = false;
  std::string language_description_text = {};
  std::string classes = {};
  Attributes attributes = {};
};

struct LanguageNavigation {
  std::vector<LanguageItem> items = {};
  std::string aria_label = "Language";
  std::string classes = {};
  Attributes attributes = {};
};
Html language_navigation(LanguageNavigation const& navigation);

struct BreadcrumbItem {
  Html text = {};
  Url href = {};
  Attributes attributes = {};
};

struct Breadcrumbs {
  std::vector<BreadcrumbItem> items = {};
  bool collapse_on_mobile = false;
  std::string label_text = "Breadcrumb";
  std::string classes = {};
  Attributes attributes = {};
};
Html breadcrumbs(Breadcrumbs const& breadcrumbs);

}  // namespace kith::html
