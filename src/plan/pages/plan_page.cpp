// The plan on screen, its older versions, and what changed. The copy that a family takes home is the guests' room's.
#include <algorithm>

#include "access/accounts.h"
#include "enquiry/pages/enquiry_parts.h"
#include "enquiry/pages/words.h"
#include "html/components/button.h"
#include "html/components/tag.h"
#include "html/components/text_blocks.h"
#include "html/components/timeline.h"
#include "journal/store.h"
#include "plan/pages/plan_pages.h"

namespace kith::plan {

namespace {

using access::Action;
using family::family_url;
using html::Html;

access::Field const document_field{.kind = access::FieldClass::entry, .own_agency = true};

std::string level_line(Plan const& plan, profile::Profile const& profile) {
  auto words = "Level " + std::to_string(plan.level) + ": " + enquiry::level_words(profile, plan.level);
  if (plan.footing != Footing::none) words += ". " + std::string{label(plan.footing)};
  return words;
}

// What became of the family, six and twelve months after.
Html sustained_html(sql::Connection& c, FamilyId family, Date closed_on, Date today) {
  Html items;
  for (int const months : {6, 12}) {
    auto const s = sustained(c, family, closed_on, months);
    Html words;
    if (s.came_back_on) words.add("back in early help on {}", for_people(*s.came_back_on));
    if (s.social_care_on) words.add("{}social care on {}", words.empty() ? "" : "; ", for_people(*s.social_care_on));
    if (s.held() && s.over(today)) words = html::text("sustained: no new request and no social care");
    if (s.held() && !s.over(today)) words = html::text("too early to say: known on " + for_people(s.until + 1));
    items.add("<li>{} months: {}</li>", months, words);
  }
  return html::markup("<h2 class=\"govuk-heading-m\">Since then</h2><ul class=\"govuk-list\">{}</ul>", items);
}

Html tools(Plan const& plan, FamilyId family, bool may_write, bool manages) {
  Html html;
  auto button = [&](std::string_view words, std::string_view slug, bool first = false) {
    html += html::button({.text = words,
                          .href = family_url(family, slug),
                          .variant = first ? html::ButtonVariant::standard : html::ButtonVariant::secondary});
  };
  if (may_write && plan.closed) button("Reopen this plan", "plan-reopen", true);
  if (may_write && !plan.closed) {
    if (plan.level >= level_of_goals) {
      button("Set a goal", "plan-goal", true);
      button("Add an action", "plan-action");
    }
    button("Review", "plan-review");
    button("Plan the next review", "plan-review-date");
    button("Take a reading", "plan-reading");
    button("Change the level", "plan-level", plan.level < level_of_goals);
    button("Change the footing", "plan-footing");
    if (manages) button("Ask for changes", "plan-changes");
    button("Close this plan", "plan-close");
  }
  auto links = html::markup(
      "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">What has changed, and older versions</a><br>"
      "<a class=\"govuk-link\" href=\"{}\">The family’s copy, to print</a></p>",
      family_url(family, "plan-history"), family_url(family, "plan-copy"));
  return (html.empty() ? html : html::button_group(html)) + links;
}

Html changes_asked(Plan const& plan) {
  if (plan.changes_asked.empty()) return {};
  Html items;
  for (auto const& text : plan.changes_asked) items.add("<li>{}</li>", text);
  return html::inset_text(
      {.text = html::markup("<p class=\"govuk-body\">A manager asks for changes:</p><ul class=\"govuk-list\">{}</ul>",
                            items)});
}

Html no_plan(FamilyId family, bool may_write) {
  auto html = html::markup(
      "<p class=\"govuk-body\">There is no plan yet. A plan begins with three answers and what happens next, and grows "
      "only as far as the family needs.</p>");
  if (may_write) html += html::button({.text = "Begin the plan", .href = family_url(family, "plan-begin")});
  return html;
}

Html with_break(Html const& words) { return words.empty() ? words : html::markup("<br>{}", words); }

http::Answer show(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const opened = family::open(services, visitor, request, Action::see_family, document_field);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const today = london_date(services.now());
  auto const& profile = *services.profile;
  bool const may_write = opened->may(visitor.subject, Action::write_plan);
  auto reader = services.readers->lease();
  auto const on = parse_date(request.query.get("on"));
  auto const plan = current_plan(*reader, opened->family, on);
  Html main;
  if (!plan) {
    main = on ? html::markup("<p class=\"govuk-body\">There was no plan on {}.</p>", for_people(*on))
              : no_plan(opened->family, may_write);
    return family::family_page(services, visitor, *opened, "plan", "Plan", main, done_words(request));
  }
  if (on)
    main += html::inset_text(
        {.text = html::markup("This is the plan as it stood at the end of {}. <a class=\"govuk-link\" href=\"{}\">The "
                              "plan today</a>",
                              for_people(*on), family_url(opened->family, "plan"))});
  if (plan->closed)
    main += html::inset_text({.text = html::markup("This plan ended on {}: {}.", for_people(plan->closed->on),
                                                   profile::label_of(profile.closing_reasons, plan->closed->reason))});
  main += html::markup("<h2 class=\"govuk-heading-m\">{}</h2><p class=\"govuk-body\"><strong>{}</strong>{}{}</p>",
                       profile.practice.names.plan, level_line(*plan, profile), with_break(review_words(*plan, today)),
                       with_break(meeting_words(*plan, profile.practice, today)));
  main += changes_asked(*plan) + document_html(*plan, profile, on.value_or(today), opened->family, may_write && !on);
  main += need_html(*reader, *plan, *opened, profile, on.value_or(today));
  if (plan->closed && !on) main += sustained_html(*reader, opened->family, plan->closed->on, today);
  if (!on) main += tools(*plan, opened->family, may_write, opened->may(visitor.subject, Action::confirm_as_second));
  return family::family_page(services, visitor, *opened, "plan", "Plan", main, done_words(request));
}

// ---- what changed, newest first, with the version of each day

http::Answer show_history(access::Services const& services, access::Visitor const& visitor,
                          http::Request const& request) {
  auto const opened = family::open(services, visitor, request, Action::see_family, document_field);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto reader = services.readers->lease();
  auto history = history_of_plan(*reader, opened->family);
  std::ranges::reverse(history);
  html::Timeline timeline;
  for (auto const& recorded : history) {
    auto const step = told(recorded, *services.profile);
    if (!step) continue;
    auto const day = london_date(recorded.header.occurred_at);
    timeline.items.push_back(
        {.title = step->title,
         .datetime = to_text(recorded.header.occurred_at),
         .when = for_people(recorded.header.occurred_at),
         .by = access::name_of(*reader, recorded.header.author.actor),
         .content = enquiry::lines_of(step->text) +
                    html::markup("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">The plan as it stood on "
                                 "{}</a></p>",
                                 family_url(opened->family, "plan").with("on", to_text(day)), for_people(day)),
         .significant = step->significant});
  }
  auto const main = html::markup("<h2 class=\"govuk-heading-m\">What has changed in the plan</h2>") +
                    (timeline.items.empty() ? html::markup("<p class=\"govuk-body\">There is no plan yet.</p>")
                                            : html::timeline(timeline));
  return family::family_page(services, visitor, *opened, "plan", "What has changed", main);
}

// ---- what the plan adds to the family's own pages

Html summary(access::Services const& services, access::Visitor const& visitor, family::OpenedFamily const& opened) {
  auto reader = services.readers->lease();
  auto const heading = html::markup("<h2 class=\"govuk-heading-m\">Plan</h2>");
  auto const plan = current_plan(*reader, opened.family);
  if (!plan) return heading + no_plan(opened.family, opened.may(visitor.subject, Action::write_plan));
  auto const today = london_date(services.now());
  Html lines = html::markup(
      "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a>{}{}{}</p>", family_url(opened.family, "plan"),
      level_line(*plan, *services.profile), plan->closed ? " – ended " + for_people(plan->closed->on) : "",
      with_break(review_words(*plan, today)), with_break(meeting_words(*plan, services.profile->practice, today)));
  Html actions;
  for (auto const& action : open_actions_of(*reader, opened.family)) {
    auto const overdue = action.due < today ? enquiry::overdue_tag() : Html{};
    actions.add("<li>{} – {}, by {} {}</li>", action.owner, action.text, for_people(action.due), overdue);
  }
  if (!actions.empty()) lines.add("<ul class=\"govuk-list govuk-list--bullet\">{}</ul>", actions);
  return heading + lines;
}

}  // namespace

Html review_words(Plan const& plan, Date today) {
  if (plan.closed) return {};
  if (!plan.next_review_on)
    return html::markup("No review planned {}", html::tag({.text = "To plan", .colour = html::TagColour::yellow}));
  auto html = html::text("Next review " + for_people(*plan.next_review_on));
  if (*plan.next_review_on < today) html.add(" {}", enquiry::overdue_tag());
  return html;
}

std::string_view done_words(http::Request const& request) {
  auto const slug = request.query.get("done");
  for (auto const& form : plan_forms())
    if (form.slug == slug) return form.done;
  return {};
}

std::vector<journal::Recorded> history_of_plan(sql::Connection& c, FamilyId family) {
  auto const row = plan_of_family(c, family);
  return row ? journal::load(c, row->plan.raw()) : std::vector<journal::Recorded>{};
}

std::optional<Plan> current_plan(sql::Connection& c, FamilyId family, std::optional<Date> on) {
  Plan plan;
  for (auto const& recorded : history_of_plan(c, family))
    if (!on || london_date(recorded.header.occurred_at) <= *on) evolve(plan, recorded);
  if (plan.version == 0) return std::nullopt;
  return plan;
}

std::optional<Plan> plan_of(family::FormGround const& ground) {
  return current_plan(*ground.services.readers->lease(), ground.opened.family);
}

family::Additions additions() {
  family::Additions added;
  added.plan_summary = summary;
  added.happenings = [](sql::Connection& c, family::OpenedFamily const& opened, access::Services const& services) {
    std::vector<family::Happening> happened;
    for (auto const& recorded : history_of_plan(c, opened.family))
      if (auto const step = told(recorded, *services.profile))
        happened.push_back({.at = recorded.header.occurred_at,
                            .recorded_at = recorded.header.recorded_at,
                            .title = "Plan: " + step->title,
                            .by = access::name_of(c, recorded.header.author.actor),
                            .text = step->text,
                            .significant = step->significant});
    return happened;
  };
  return added;
}

std::vector<family::FamilyForm> plan_forms() {
  auto forms = document_forms();
  for (auto const& more : {goal_forms(), review_forms(), meeting_forms()})
    forms.insert(forms.end(), more.begin(), more.end());
  return forms;
}

void hang_document(http::Router& router, access::Services const& services) {
  auto add = [&](std::string const& part, char const* name, char const* summary, access::Page page) {
    access::add(router, services,
                {.pattern = "/families/{id}/" + part,
                 .action = Action::see_family,
                 .name = name,
                 .summary = summary,
                 .page = std::move(page)});
  };
  add("plan", "plan", "A family's plan, today or on an earlier day", show);
  add("plan-history", "plan_history", "What changed in a plan", show_history);
}

void hang_routes(http::Router& router, access::Services const& services) {
  hang_document(router, services);
  hang_meetings(router, services);
  hang_supervision(router, services);
  hang_interface(router, services);
  family::hang(router, services, plan_forms());
}

}  // namespace kith::plan
