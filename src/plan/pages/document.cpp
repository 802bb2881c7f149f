// The plan as a document: the same one at every level, longer as need grows.
#include <algorithm>
#include <map>

#include "enquiry/pages/enquiry_parts.h"
#include "enquiry/pages/words.h"
#include "html/components/summary_list.h"
#include "html/components/tag.h"
#include "html/components/text_blocks.h"
#include "html/picture/star.h"
#include "plan/pages/plan_pages.h"

namespace kith::plan {

namespace {

using family::family_url;
using html::Html;

struct Writer {
  FamilyId family;
  bool may_write;

  html::ActionLinks change(std::string_view slug, std::string_view name, std::string_view value,
                           std::string_view hidden, std::string_view words = "Change") const {
    if (!may_write) return {};
    return {
        .items = {{.text = words, .href = family_url(family, slug).with(name, value), .visually_hidden_text = hidden}}};
  }
  Html link(std::string_view slug, std::string_view name, std::string_view value, std::string_view words,
            std::string_view hidden) const {
    if (!may_write) return {};
    return html::markup(
        "<a class=\"govuk-link govuk-!-margin-right-3\" href=\"{}\">{}<span class=\"govuk-visually-hidden\">: "
        "{}</span></a>",
        family_url(family, slug).with(name, value), words, hidden);
  }
};

Html answers_html(Plan const& plan, Writer const& writer) {
  html::SummaryList list;
  for (auto const& [answer, words] : questions) {
    auto const found = plan.answers.find(std::string{answer});
    auto const text = found == plan.answers.end() ? std::string{} : found->second;
    list.rows.push_back({.key = {.text = words},
                         .value = {.text = text.empty() ? enquiry::or_not_recorded("") : enquiry::lines_of(text)},
                         .actions = writer.change("plan-answer", "answer", answer, words)});
  }
  return html::summary_list(list);
}

Html action_html(Plan::Action const& action, Writer const& writer, Date today, bool open_plan) {
  auto const& agreed = action.agreed;
  auto html = html::markup("<strong>{}</strong> – {}", agreed.owner, agreed.text);
  if (action.ended) {
    html.add(" {} {}",
             html::tag({.text = action.ended->done ? "Done" : "Not done",
                        .colour = action.ended->done ? html::TagColour::green : html::TagColour::grey}),
             for_people(action.ended->on));
    if (!action.ended->note.empty()) html.add("<br>{}", action.ended->note);
    return html::markup("<li>{}</li>", html);
  }
  html.add(", by {} ", for_people(agreed.due));
  if (open_plan && agreed.due < today) html += enquiry::overdue_tag();
  html.add("<br>{}", writer.link("plan-action-end", "action", agreed.action.text(), "Done or dropped", agreed.text));
  return html::markup("<li>{}</li>", html);
}

Html actions_of(Plan const& plan, std::optional<GoalId> goal, Writer const& writer, Date today) {
  Html items;
  for (auto const& action : plan.actions)
    if (action.agreed.goal == goal) items += action_html(action, writer, today, !plan.closed);
  return items.empty() ? items : html::markup("<ul class=\"govuk-list govuk-list--bullet\">{}</ul>", items);
}

Html goal_html(Plan const& plan, Plan::Goal const& goal, Writer const& writer, profile::Profile const& profile,
               Date today) {
  auto const id = goal.goal.text();
  Html body;
  if (!goal.need.empty()) body.add("<p class=\"govuk-body\">{}</p>", profile::label_of(profile.needs, goal.need));
  if (!goal.grows_from.empty()) body.add("<p class=\"govuk-body\">Grows from: {}</p>", goal.grows_from);
  body += actions_of(plan, goal.goal, writer, today);
  if (goal.outcome) {
    body.add("<p class=\"govuk-body\">{} {}</p>", html::tag({.text = label(*goal.outcome)}), goal.note);
  } else {
    auto const links = writer.link("plan-action", "goal", id, "Add an action", goal.text) +
                       writer.link("plan-goal-reword", "goal", id, "Reword", goal.text) +
                       writer.link("plan-goal-end", "goal", id, "End this goal", goal.text);
    if (!links.empty()) body.add("<p class=\"govuk-body\">{}</p>", links);
  }
  return html::summary_card({.title = goal.text, .heading_level = 3}, body);
}

Html goals_html(Plan const& plan, Writer const& writer, profile::Profile const& profile, Date today) {
  if (plan.level < level_of_goals && plan.goals.empty() && plan.actions.empty()) return {};
  auto html = html::markup("<h2 class=\"govuk-heading-m\">Goals and actions</h2>");
  if (plan.goals.empty() && plan.actions.empty())
    html.add("<p class=\"govuk-body\">No goal yet. Worries and strengths become goals, and goals become actions.</p>");
  for (auto const& goal : plan.goals) html += goal_html(plan, goal, writer, profile, today);
  if (auto const others = actions_of(plan, std::nullopt, writer, today); !others.empty())
    html.add("<h3 class=\"govuk-heading-s\">Other actions</h3>{}", others);
  return html;
}

Html assessment_html(Plan const& plan, Writer const& writer, profile::Profile const& profile) {
  if (plan.level < level_of_assessment && plan.assessment.empty()) return {};
  html::SummaryList list;
  for (auto const& domain : profile.practice.assessment_domains) {
    auto const found = plan.assessment.find(domain.code);
    Html value = enquiry::or_not_recorded("");
    if (found != plan.assessment.end())
      value = html::markup("<strong>Going well</strong> {}<strong>Worrying</strong> {}",
                           enquiry::lines_of(found->second.strengths), enquiry::lines_of(found->second.worries));
    list.rows.push_back({.key = {.text = domain.label},
                         .value = {.text = value},
                         .actions = writer.change("plan-assess", "domain", domain.code, domain.label)});
  }
  return html::markup("<h2 class=\"govuk-heading-m\">What several agencies see</h2>") + html::summary_list(list);
}

Html reviews_html(Plan const& plan) {
  if (plan.reviews.empty()) return {};
  Html html = html::markup("<h2 class=\"govuk-heading-m\">Reviews</h2>");
  bool newest = true;
  for (auto review = plan.reviews.rbegin(); review != plan.reviews.rend(); ++review) {
    auto const body = html::markup(
        "<p class=\"govuk-body\">With: {}</p>{}{}", review->who_was_there, enquiry::lines_of(review->what_changed),
        review->family_says.empty()
            ? Html{}
            : html::markup("<p class=\"govuk-body\">The family says:</p>{}", enquiry::lines_of(review->family_says)));
    html += html::details({.summary = "Review of " + for_people(review->on), .text = body, .open = newest});
    newest = false;
  }
  return html;
}

}  // namespace

std::string_view words_of_question(std::string_view answer) {
  for (auto const& question : questions)
    if (question.answer == answer) return question.words;
  return {};
}

Html readings_html(Plan const& plan, profile::Profile const& profile) {
  if (plan.readings.empty()) return {};
  auto html = html::markup("<h2 class=\"govuk-heading-m\">Distance travelled</h2>");
  // First against latest, person by person, in the order in which they first gave a reading.
  std::vector<PersonId> people;
  for (auto const& reading : plan.readings)
    if (std::ranges::find(people, reading.person) == people.end()) people.push_back(reading.person);
  for (auto const& person : people) {
    ReadingTaken const *first = nullptr, *latest = nullptr;
    for (auto const& reading : plan.readings) {
      if (reading.person != person) continue;
      if (!first) first = &reading;
      latest = &reading;
    }
    auto score_in = [](ReadingTaken const& reading, std::string const& area) -> std::optional<double> {
      for (auto const& score : reading.scores)
        if (score.area == area) return score.score;
      return std::nullopt;
    };
    html::Star star{.about = {.id = "reading-" + person.text(),
                              .title = latest->who.reveal() + ": from 1, far from where we want to be, to 10, there"},
                    .lowest = 1,
                    .first_label = for_people(first->on),
                    .latest_label = for_people(latest->on)};
    for (auto const& area : profile.practice.reading_areas)
      star.areas.push_back({.name = area.label,
                            .first = score_in(*first, area.code),
                            .latest = latest == first ? std::nullopt : score_in(*latest, area.code)});
    html += html::star(star);
  }
  return html;
}

Html document_html(Plan const& plan, profile::Profile const& profile, Date today, FamilyId family, bool may_write) {
  Writer const writer{family, may_write && !plan.closed};
  auto html = answers_html(plan, writer) + goals_html(plan, writer, profile, today) +
              assessment_html(plan, writer, profile) + readings_html(plan, profile) + reviews_html(plan);
  if (plan.closed)
    html.add("<h2 class=\"govuk-heading-m\">How it ended</h2>{}{}", enquiry::lines_of(plan.closed->came_of_it),
             plan.closed->family_says.empty() ? Html{}
                                              : html::markup("<p class=\"govuk-body\">The family says:</p>{}",
                                                             enquiry::lines_of(plan.closed->family_says)));
  return html;
}

}  // namespace kith::plan
