// Agreement and sharing: who said what, what the family chose, what was decided and why.
#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "html/components/button.h"
#include "html/components/sortable_table.h"
#include "html/components/tag.h"

namespace kith::family {

namespace {

using html::Html;

Html none(std::string_view words) { return html::markup("<p class=\"govuk-body\">{}</p>", words); }

Html answers_table(std::vector<AnswerRow> const& answers, profile::Profile const& profile) {
  if (answers.empty()) return none("Nobody has been asked yet.");
  html::SortableTable table{
      .caption = "Agreement to take part",
      .caption_hidden = true,
      .columns = {{.text = "Who"}, {.text = "What they said"}, {.text = "When and how"}, {.text = "Asked by"}}};
  for (auto const& row : answers) {
    auto said = html::text(label(row.answer));
    if (row.whole_family) said.add("<br>The whole family leaves early help");
    if (!row.understanding.empty()) said.add("<br>{}", row.understanding);
    auto const how = profile::label_of(profile.contact_methods, row.how);
    table.rows.push_back({row.who, said,
                          html::markup("{}{}{}, {}", for_people(row.on), how.empty() ? "" : ", ", how,
                                       row.asked_alone ? "alone" : "with others there"),
                          row.asked_by});
  }
  return html::sortable_table(table);
}

Html choices_table(std::vector<ChoiceRow> const& choices, profile::Profile const& profile) {
  if (choices.empty()) return none("The family has not said yet what may be shared with whom.");
  html::SortableTable table{
      .caption = "What the family says on sharing",
      .caption_hidden = true,
      .columns = {{.text = "Agency"}, {.text = "Kind of information"}, {.text = "May be shared"}, {.text = "Said by"}}};
  for (auto const& row : choices)
    table.rows.push_back({enquiry::agency_words(profile, row.agency),
                          profile::label_of(profile.practice.information_kinds, row.information),
                          row.may_share ? "Yes" : "No", row.said_by + ", " + for_people(row.on)});
  return html::sortable_table(table);
}

Html decisions_table(std::vector<DecisionRow> const& decisions, profile::Profile const& profile, Date today) {
  if (decisions.empty()) return none("No decision has been recorded.");
  html::SortableTable table{.caption = "Decisions to share, and not to",
                            .caption_hidden = true,
                            .columns = {{.text = "Decision"},
                                        {.text = "What and with whom"},
                                        {.text = "Basis and reason"},
                                        {.text = "Who and when"}}};
  for (auto const& row : decisions) {
    auto decision = html::text(row.share ? "Share" : "Do not share");
    if (row.until && *row.until < today)
      decision.add(" {}", html::tag({.text = "Ended", .colour = html::TagColour::grey}));
    auto told = row.family_told ? std::string{"The family has been told."}
                                : "The family has not been told: " + row.why_not_told;
    table.rows.push_back(
        {decision,
         html::markup("{}, {}", profile::label_of(profile.practice.information_kinds, row.information),
                      enquiry::agency_words(profile, row.agency)),
         html::markup("{}<br>{}<br>{}", profile::label_of(profile.practice.sharing_bases, row.basis), row.reason, told),
         row.decided_by + ", " + for_people(row.on) + (row.until ? " until " + for_people(*row.until) : "")});
  }
  return html::sortable_table(table);
}

http::Answer show_sharing(access::Services const& services, access::Visitor const& visitor,
                          http::Request const& request) {
  auto const opened = open(services, visitor, request, access::Action::see_family,
                           {.kind = access::FieldClass::entry, .own_agency = true});
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const& profile = *services.profile;
  bool const may_write = opened->may(visitor.subject, access::Action::record_agreement);
  auto button = [&](std::string_view words, std::string_view slug) {
    if (!may_write) return Html{};
    return html::button(
        {.text = words, .href = family_url(opened->family, slug), .variant = html::ButtonVariant::secondary});
  };
  auto reader = services.readers->lease();
  auto heading = [](std::string_view words) { return html::markup("<h2 class=\"govuk-heading-m\">{}</h2>", words); };
  auto main = heading("Agreement to take part") + answers_table(answers_of(*reader, opened->family), profile) +
              button("Record what somebody said", "agreement") + heading("What the family says on sharing") +
              choices_table(choices_of(*reader, opened->family), profile) +
              button("Record what the family says", "sharing-choice") + heading("Decisions to share, and not to") +
              decisions_table(decisions_of(*reader, opened->family), profile, london_date(services.now())) +
              button("Record a decision", "sharing-decision");
  return family_page(services, visitor, *opened, "sharing", "Agreement and sharing", main, done_words(request));
}

}  // namespace

void hang_sharing(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/families/{id}/sharing",
               .action = access::Action::see_family,
               .name = "family_sharing",
               .summary = "Agreement to take part, choices and decisions on sharing",
               .page = show_sharing});
}

}  // namespace kith::family
