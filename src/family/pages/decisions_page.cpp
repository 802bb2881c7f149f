// What was decided about a family and who disagrees: steps up that were refused, disagreements by their stages.
#include <algorithm>

#include "enquiry/pages/enquiry_parts.h"
#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "family/work_records.h"
#include "html/components/button.h"
#include "html/components/sortable_table.h"
#include "html/components/summary_list.h"
#include "html/components/tag.h"

namespace kith::family {

namespace {

using access::Action;
using html::Html;

Html overdue_tag() { return html::tag({.text = "Overdue", .colour = html::TagColour::red}); }

Html refusal_card(RefusalRow const& row, Date today) {
  html::SummaryList list;
  auto add = [&](char const* key, Html const& value) {
    list.rows.push_back({.key = {.text = key}, .value = {.text = value}});
  };
  add("Asked for", html::markup("{}, by {}", label(row.to), row.asked_by));
  add("The worry", enquiry::lines_of(row.worry));
  add("Why early help keeps it", enquiry::lines_of(row.reason));
  add("Who decided", html::markup("{}, {}", row.decided_by,
                                  row.social_worker_took_part ? "with a social worker" : "without a social worker"));
  add("What would change our mind", enquiry::lines_of(row.would_change_our_mind));
  auto again = html::text(for_people(row.look_again_on));
  if (row.look_again_on < today) again = overdue_tag() + html::markup(" {}", again);
  add("We look again on", again);
  return html::summary_card({.title = "Not stepped up, " + for_people(london_date(row.at)), .heading_level = 3},
                            html::summary_list(list));
}

std::string stage_words(profile::Profile const& profile, std::string const& stage) {
  for (auto const& one : profile.practice.escalation_stages)
    if (one.code == stage) return one.label;
  return stage;
}

Html where_it_stands(DisagreementRow const& row, profile::Profile const& profile, Instant now) {
  if (row.settled) return html::tag({.text = "Settled", .colour = html::TagColour::green});
  auto const stage = stage_words(profile, row.stage);
  if (row.answered) return html::markup("{}: answered, not settled yet", stage);
  auto const due = row.due(profile);
  if (!due) return html::text(stage);
  auto words = html::markup("{}: an answer is due by {}", stage, for_people(london_date(*due)));
  return now > *due ? overdue_tag() + html::markup(" {}", words) : words;
}

Html disagreement_card(DisagreementRow const& row, OpenedFamily const& opened, access::Subject const& subject,
                       profile::Profile const& profile, Instant now) {
  Html steps;
  for (auto const& step : row.steps)
    steps.add("<li><strong>{}</strong>, {}, {}<br>{}</li>", label(step.move), step.who, for_people(step.at),
              enquiry::lines_of(step.text));
  Html body = html::markup(
      "<p class=\"govuk-body\">{}</p><p class=\"govuk-body\"><strong>Should happen instead:</strong> "
      "{}</p><ul class=\"govuk-list\">{}</ul>",
      where_it_stands(row, profile, now), row.wants, steps);
  if (!row.settled && opened.may(subject, Action::disagree)) {
    Html links;
    auto add = [&](std::string_view slug, std::string_view words) {
      links.add("{}<a class=\"govuk-link\" href=\"{}\">{}</a>", links.empty() ? Html{} : html::markup("<br>"),
                family_url(opened.family, slug).with("disagreement", row.disagreement.text()), words);
    };
    bool const own = row.raised_by == subject.account;
    if (!row.answered && !own) add("disagree-answer", "Answer");
    if (!next_stage(profile, row.stage).empty()) add("disagree-further", "Take it to the next stage");
    if (own || (row.answered && next_stage(profile, row.stage).empty())) add("disagree-settle", "It is settled");
    body.add("<p class=\"govuk-body\">{}</p>", links);
  }
  auto const title = profile::label_of(profile.practice.disagreements, row.about) + ", with " +
                     enquiry::agency_words(profile, row.agency) + ": " + row.raised_by_name;
  return html::summary_card({.title = title, .heading_level = 3}, body);
}

http::Answer show_decisions(access::Services const& services, access::Visitor const& visitor,
                            http::Request const& request) {
  auto const opened = open(services, visitor, request, Action::see_family);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const& subject = visitor.subject;
  auto const now = services.now();
  Html buttons;
  auto button = [&](Action action, std::string_view words, std::string_view slug) {
    if (opened->may(subject, action))
      buttons += html::button(
          {.text = words, .href = family_url(opened->family, slug), .variant = html::ButtonVariant::secondary});
  };
  button(Action::disagree, "I disagree", "disagree");
  button(Action::refuse_step_up, "Decide not to step up", "no-step-up");
  auto main = buttons.empty() ? Html{} : html::button_group(buttons);
  Html disagreements, refusals;
  auto reader = services.readers->lease();
  for (auto const& row : disagreements_of(*reader, opened->family))
    if (opened->shows(subject, row.field(subject)))
      disagreements += disagreement_card(row, *opened, subject, *services.profile, now);
  for (auto const& row : refusals_of(*reader, opened->family))
    if (opened->shows(subject, Standing::field_of(row.author, row.agency, subject)))
      refusals += refusal_card(row, london_date(now));
  main += html::markup("<h2 class=\"govuk-heading-m\">Disagreements</h2>") +
          (disagreements.empty() ? html::markup("<p class=\"govuk-body\">None that you may see. Whoever disagrees says "
                                                "so here; help is never held up for it.</p>")
                                 : disagreements) +
          html::markup("<h2 class=\"govuk-heading-m\">Worries that early help keeps</h2>") +
          (refusals.empty() ? html::markup("<p class=\"govuk-body\">No step up has been refused.</p>") : refusals);
  return family_page(services, visitor, *opened, "decisions", "Decisions", main, done_words(request));
}

// ---- all that are open, for those who may read them

http::Answer show_all(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const now = services.now();
  auto const& profile = *services.profile;
  html::SortableTable table{
      .caption = "Open, longest at their stage first",
      .columns = {{.text = "Family"}, {.text = "About"}, {.text = "Raised by"}, {.text = "Where it stands"}}};
  std::string ids;
  {
    auto reader = services.readers->lease();
    for (auto const& row : disagreements_open(*reader)) {
      OpenedFamily opened;
      opened.family = row.family;
      opened.standing = standing_of(*reader, row.family, visitor.subject, now);
      if (!opened.shows(visitor.subject, row.field(visitor.subject))) continue;
      opened.members = people::family_members(*reader, row.family);
      ids += (ids.empty() ? "" : ",") + row.family.text();
      table.rows.push_back({html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>",
                                         family_url(row.family, "decisions"), opened.name()),
                            profile::label_of(profile.practice.disagreements, row.about) + ", with " +
                                enquiry::agency_words(profile, row.agency),
                            row.raised_by_name, where_it_stands(row, profile, now)});
    }
  }
  if (!ids.empty()) {
    auto const noted = access::note_read(services, visitor, request, Action::disagree,
                                         access::decide(visitor.subject, Action::see_families),
                                         "list of " + std::to_string(table.rows.size()), ids);
    if (!noted) return access::error_page(services, visitor, noted.error());
  }
  html::Page page;
  page.title = "Disagreements";
  page.heading = html::text(page.title);
  page.main = table.rows.empty()
                  ? html::markup(
                        "<p class=\"govuk-body\">None is open that you may see. Whoever disagrees about a "
                        "family says so on its page, under Decisions.</p>")
                  : html::sortable_table(table);
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

void hang_decisions(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/families/{id}/decisions",
               .action = Action::see_family,
               .name = "family_decisions",
               .summary = "Disagreements about a family, and steps up that were refused",
               .page = show_decisions});
  access::add(router, services,
              {.pattern = "/disagreements",
               .action = Action::disagree,
               .name = "disagreements",
               .summary = "Disagreements that are open",
               .page = show_all});
}

}  // namespace kith::family
