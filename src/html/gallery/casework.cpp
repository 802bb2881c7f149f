#include "html/components.h"
#include "html/gallery/samples.h"

namespace kith::html {

namespace {

Html gallery_link_to(std::string_view name) { return markup("<a class=\"govuk-link\" href=\"#\">{}</a>", name); }

Html worklist() {
  auto tag_of = [](char const* text, TagColour colour) { return tag({.text = text, .colour = colour}); };
  return sortable_table({.caption = "My families",
                         .columns = {{"Family", "name"},
                                     {"Children", "children", true},
                                     {"Area", "area"},
                                     {"Level", "level", true},
                                     {"Lead agency", "agency"},
                                     {"Last seen", "seen"},
                                     {"Next review", "review"},
                                     {"State"}},
                         .rows = {{gallery_link_to("Ashdown"), 3, "North", 2, "Education", "4 days ago",
                                   "2 December 2026", tag_of("Plan agreed", TagColour::green)},
                                  {gallery_link_to("Bellweather-Oyelaran"), 1, "South", 3, "Health", "41 days ago",
                                   "Overdue by 6 days", tag_of("Review overdue", TagColour::red)},
                                  {gallery_link_to("Castellan"), 2, "North", 2, "Voluntary", "Today", "14 January 2027",
                                   tag_of("New", TagColour::blue)}},
                         .sort = {"seen", SortDirection::ascending},
                         .here = "/components"});
}

Html filters() {
  return filter({.action = "/components",
                 .selected = {{"Area: North", "/components"}, {"Level: 2", "/components"}},
                 .clear = "/components",
                 .fields = input({.name = "q", .label = {"Name or reference"}}) +
                           select({.name = "filter-area",
                                   .label = {"Area"},
                                   .items = {{.value = "", .text = "All"}, {.value = "north", .text = "North"}},
                                   .value = "north"}) +
                           checkboxes({.name = "filter-level",
                                       .fieldset = {.legend = {"Level"}},
                                       .items = {{.value = "1", .text = "Level 1"}, {.value = "2", .text = "Level 2"}},
                                       .values = {"2"},
                                       .classes = "govuk-checkboxes--small"}),
                 .open = true});
}

Html history() {
  return timeline(
      {.items = {{.title = "Review held",
                  .datetime = "2026-11-18",
                  .when = "18 November 2026",
                  .by = "Sam Okafor, lead practitioner",
                  .content = markup("<p class=\"govuk-body\">Robin is back at school four days a week. The family want "
                                    "help with the landlord next.</p>"),
                  .significant = true},
                 {.title = "Home visit",
                  .datetime = "2026-11-04T15:30:00Z",
                  .when = "4 November 2026, 3:30pm",
                  .by = "Sam Okafor"},
                 {.title = "Plan agreed",
                  .datetime = "2026-10-20",
                  .when = "20 October 2026",
                  .by = "The Ashdown family",
                  .significant = true}}});
}

}  // namespace

std::vector<Sample> casework_samples() {
  return {
      {"Filter", filters()},
      {"Sortable table", worklist()},
      {"Timeline", history()},
      {"Side by side", side_by_side({.caption = "Robin’s own view",
                                     .left_heading = "3 May 2026",
                                     .right_heading = "18 November 2026",
                                     .rows = {{"Home", "“It is loud at night.”", "“I have my own room now.”", true},
                                              {"School", "Two days a week", "Four days a week", true},
                                              {"Friends", "Ade and Mo", "Ade and Mo"}}})},
  };
}

}  // namespace kith::html
