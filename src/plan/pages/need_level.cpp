// Distance travelled on the continuum of need: the level at allocation beside the level when the plan ended.
#include "enquiry/pages/words.h"
#include "enquiry/records.h"
#include "html/components/sortable_table.h"
#include "plan/pages/plan_pages.h"

namespace kith::plan {

namespace {

using html::Html;

// The allocation that this plan's work rests on: the last one made by the day that is looked at.
std::optional<enquiry::AllocationRow> allocation_by(sql::Connection& c, PersonId child, Date day) {
  for (auto& row : enquiry::allocations_of_child(c, child))
    if (row.allocated_on <= day && row.level) return std::move(row);
  return std::nullopt;
}

std::string steps_between(int first, int last) {
  if (first == last) return "The same";
  auto const steps = first > last ? first - last : last - first;
  return std::to_string(steps) + (steps == 1 ? " level " : " levels ") + (last < first ? "lower" : "higher");
}

}  // namespace

Html need_html(sql::Connection& c, Plan const& plan, family::OpenedFamily const& opened,
               profile::Profile const& profile, Date today) {
  html::SortableTable table{.caption = "Level of need",
                            .caption_hidden = true,
                            .columns = {{.text = "Child"}, {.text = "At allocation"}, {.text = "When the plan ended"}}};
  // What has changed is known when there are two levels to compare.
  if (plan.closed) table.columns.push_back({.text = "Change"});
  auto const by = plan.closed ? plan.closed->on : today;
  auto const ended = plan.closed ? plan.closed->need_level : std::nullopt;
  for (auto const& child : family::children_of(opened, today)) {
    auto const allocation = allocation_by(c, child.person, by);
    if (!allocation && !ended) continue;
    auto const first = allocation ? allocation->level : std::nullopt;
    auto& row = table.rows.emplace_back();
    row.push_back(html::text(child.shown_name()));
    row.push_back(html::text(first ? enquiry::level_words(profile, first) + ", " + for_people(allocation->allocated_on)
                                   : "Not recorded"));
    row.push_back(html::text(ended         ? enquiry::level_words(profile, ended) + ", " + for_people(plan.closed->on)
                             : plan.closed ? "Not recorded"
                                           : "The plan goes on"));
    if (plan.closed) row.push_back(html::text(first && ended ? steps_between(*first, *ended) : std::string{}));
  }
  if (table.rows.empty()) return {};
  return html::markup("<h2 class=\"govuk-heading-m\">Level of need</h2>") + html::sortable_table(table);
}

}  // namespace kith::plan
