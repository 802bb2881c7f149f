// What pages say and show.
#include "html/fixture_renderers.h"

using namespace kith::html;

namespace {

Html render_button(Options const& o) {
  return button({.text = o.html(),
                 .href = o.url(),
                 .name = o.text("name"),
                 .value = o.text("value"),
                 .type = o.text("type", "submit"),
                 .start = o.boolean("isStartButton"),
                 .disabled = o.boolean("disabled"),
                 .prevent_double_click = o.optional_boolean("preventDoubleClick"),
                 .id = o.text("id"),
                 .classes = o.classes(),
                 .attributes = o.attributes()});
}

Tag tag_from(Options const& o) { return {.text = o.html(), .classes = o.classes(), .attributes = o.attributes()}; }

Html render_error_summary(Options const& o) {
  return error_summary(
      {.title = o.html("titleHtml", "titleText"),
       .description = o.html("descriptionHtml", "descriptionText"),
       .error_list = o.items<ErrorSummaryItem>("errorList",
                                               [](Options const& i) {
                                                 return ErrorSummaryItem{i.html(), i.url(), i.attributes()};
                                               }),
       .disable_auto_focus = o.optional_boolean("disableAutoFocus"),
       .classes = o.classes(),
       .attributes = o.attributes()});
}

ActionLinks action_links_from(Options const& o) {
  auto link = [](Options const& i) {
    return ActionLink{i.html(), i.url(), i.text("visuallyHiddenText"), i.classes(), i.attributes()};
  };
  return {o.items<ActionLink>("items", link), o.classes()};
}

Html render_summary_list(Options const& o) {
  SummaryList list{.classes = o.classes(), .attributes = o.attributes()};
  list.rows = o.items<SummaryListRow>("rows", [](Options const& r) {
    auto const key = r.object("key"), value = r.object("value");
    return SummaryListRow{{key.html(), key.classes()},
                          {value.html(), value.classes()},
                          action_links_from(r.object("actions")),
                          r.classes()};
  });
  if (o.has("card")) {
    auto const card = o.object("card");
    auto const title = card.object("title");
    list.card = SummaryCard{.title = title.html(),
                            .heading_level = title.integer("headingLevel", 2),
                            .title_classes = title.classes(),
                            .actions = action_links_from(card.object("actions")),
                            .classes = card.classes(),
                            .attributes = card.attributes()};
  }
  return summary_list(list);
}

Html render_task_list(Options const& o) {
  auto item = [](Options const& i) {
    auto const title = i.object("title"), status = i.object("status");
    TaskListItem task{.title = {title.html(), title.classes()},
                      .href = i.url(),
                      .hint = i.object("hint").html(),
                      .status = {.text = status.html(), .classes = status.classes()},
                      .classes = i.classes()};
    if (status.has("tag")) task.status.tag = tag_from(status.object("tag"));
    return task;
  };
  return task_list({.items = o.items<TaskListItem>("items", item),
                    .id_prefix = o.text("idPrefix", "task-list"),
                    .classes = o.classes(),
                    .attributes = o.attributes()});
}

TableCell cell_from(Options const& c) {
  auto format = c.text("format");
  auto classes = c.classes();
  if (!format.empty() && format != "numeric") throw std::runtime_error("a table format we do not have: " + format);
  return {c.html(), format == "numeric", c.integer("colspan"), c.integer("rowspan"), classes, c.attributes()};
}

Html render_table(Options const& o) {
  Table t{.caption = o.text("caption"),
          .head = o.items<TableCell>("head", cell_from),
          .first_cell_is_header = o.boolean("firstCellIsHeader"),
          .caption_classes = o.text("captionClasses"),
          .classes = o.classes(),
          .attributes = o.attributes()};
  for (auto const& row : o.lists("rows")) {
    auto& cells = t.rows.emplace_back();
    for (auto const& cell : row) cells.push_back(cell_from(cell));
  }
  return table(t);
}

// The interruption panel is a class for the macro and a member for us.
Html render_panel(Options const& o) {
  auto const actions = o.object("actions");
  std::string const marker = "govuk-panel--interruption";
  auto classes = o.classes();
  bool interruption = classes.find(marker) != std::string::npos;
  if (interruption) classes.erase(classes.find(marker), marker.size());
  auto action = [](Options const& i) {
    return PanelAction{i.text("text"), i.url(), i.text("type"), i.classes(), i.attributes()};
  };
  return panel({.title = o.html("titleHtml", "titleText"),
                .text = o.html(),
                .interruption = interruption,
                .actions = {actions.items<PanelAction>("items", action), actions.classes(), actions.attributes()},
                .heading_level = o.integer("headingLevel", 1),
                .classes = classes,
                .attributes = o.attributes()});
}

Html render_notification_banner(Options const& o) {
  return notification_banner({.text = o.text("text"),
                              .content = o.html("html", ""),
                              .success = o.text("type") == "success",
                              .title = o.html("titleHtml", "titleText"),
                              .title_heading_level = o.integer("titleHeadingLevel", 2),
                              .title_id = o.text("titleId", "govuk-notification-banner-title"),
                              .role = o.text("role"),
                              .disable_auto_focus = o.optional_boolean("disableAutoFocus"),
                              .classes = o.classes(),
                              .attributes = o.attributes()});
}

Html render_exit_this_page(Options const& o) {
  return exit_this_page({.text = o.html(),
                         .redirect_url = o.url("redirectUrl", "https://www.bbc.co.uk/weather"),
                         .id = o.text("id"),
                         .activated_text = o.text("activatedText"),
                         .timed_out_text = o.text("timedOutText"),
                         .press_two_more_times_text = o.text("pressTwoMoreTimesText"),
                         .press_one_more_time_text = o.text("pressOneMoreTimeText"),
                         .classes = o.classes(),
                         .attributes = o.attributes()});
}

Html render_accordion(Options const& o) {
  auto item = [](Options const& i) {
    auto const content = i.object("content");
    return AccordionItem{i.object("heading").html(), i.object("summary").html(), content.text("text"),
                         content.html("html", ""), i.boolean("expanded")};
  };
  return accordion({.id = o.text("id"),
                    .items = o.items<AccordionItem>("items", item),
                    .heading_level = o.integer("headingLevel", 2),
                    .remember_expanded = o.optional_boolean("rememberExpanded"),
                    .hide_all_sections_text = o.text("hideAllSectionsText"),
                    .hide_section_text = o.text("hideSectionText"),
                    .hide_section_aria_label_text = o.text("hideSectionAriaLabelText"),
                    .show_all_sections_text = o.text("showAllSectionsText"),
                    .show_section_text = o.text("showSectionText"),
                    .show_section_aria_label_text = o.text("showSectionAriaLabelText"),
                    .classes = o.classes(),
                    .attributes = o.attributes()});
}

Html render_inset_text(Options const& o) { return inset_text({o.html(), o.text("id"), o.classes(), o.attributes()}); }
Html render_warning_text(Options const& o) {
  return warning_text({o.html(), o.text("iconFallbackText", "Warning"), o.classes(), o.attributes()});
}
Html render_details(Options const& o) {
  return details(
      {o.html("summaryHtml", "summaryText"), o.html(), o.boolean("open"), o.text("id"), o.classes(), o.attributes()});
}
Html render_phase_banner(Options const& o) {
  return phase_banner({tag_from(o.object("tag")), o.html(), o.classes(), o.attributes()});
}

}  // namespace

std::map<std::string, Render> content_renderers() {
  return {
      {"accordion", render_accordion},
      {"button", render_button},
      {"details", render_details},
      {"error-summary", render_error_summary},
      {"exit-this-page", render_exit_this_page},
      {"inset-text", render_inset_text},
      {"notification-banner", render_notification_banner},
      {"panel", render_panel},
      {"phase-banner", render_phase_banner},
      {"summary-list", render_summary_list},
      {"table", render_table},
      {"tag", [](Options const& o) { return tag(tag_from(o)); }},
      {"task-list", render_task_list},
      {"warning-text", render_warning_text},
  };
}
