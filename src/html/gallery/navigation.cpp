#include "html/components.h"
#include "html/gallery/samples.h"

namespace kith::html {

std::vector<Sample> navigation_samples() {
  return {
      {"Generic header", generic_header({.logo = "Fennshire Council", .url = "#"})},
      {"Service navigation", service_navigation({.service_name = "Early help",
                                                 .service_url = "#",
                                                 .navigation = {{.text = "My families", .href = "#", .current = true},
                                                                {.text = "Inbox", .href = "#"},
                                                                {.text = "Groups", .href = "#"}},
                                                 .navigation_id = "gallery-navigation",
                                                 .aria_label = "Sample service information"})},
      {"Language navigation",
       language_navigation({.items = {{.text = "English", .lang = "en", .current = true},
                                      {.text = "Polski", .lang = "pl", .href = "/components?lang=pl"},
                                      {.text = "Română", .lang = "ro", .href = "/components?lang=ro"}}})},
      {"Breadcrumbs",
       breadcrumbs(
           {.items = {{.text = "Families", .href = "#"}, {.text = "Ashdown family", .href = "#"}, {.text = "Plan"}}})},
      {"Sub navigation", sub_navigation({.label = "My work",
                                         .items = {{.text = "My families", .href = "#", .current = true, .count = 12},
                                                   {.text = "Team", .href = "#", .count = 87},
                                                   {.text = "Unassigned", .href = "#", .count = 3},
                                                   {.text = "Closed", .href = "#"}}})},
      {"Tabs", tabs({.items = {{.label = "This week", .panel = {.text = "Four visits, one review."}},
                               {.label = "Next week", .panel = {.text = "Two visits."}}},
                     .title = "Diary",
                     .id_prefix = "diary"})},
      {"Accordion", accordion({.id = "levels",
                               .items = {{.heading = "Level 1", .text = "Universal services meet the need."},
                                         {.heading = "Level 2", .text = "One agency helps, with one plan."}}})},
      {"Pagination", page_links("#page", 4, 12)},
      {"Pagination between steps", pagination({.previous = PaginationLink{.href = "#", .label_text = "The family"},
                                               .next = PaginationLink{.href = "#", .label_text = "What is needed"},
                                               .landmark_label = "Steps"})},
  };
}

}  // namespace kith::html
