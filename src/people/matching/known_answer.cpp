#include "people/matching/known_answer.h"

#include <fmt/format.h>

#include <cmath>

#include "html/components/sortable_table.h"
#include "html/components/summary_list.h"
#include "html/components/table.h"
#include "html/components/tag.h"
#include "html/components/text_blocks.h"

namespace kith::people {

namespace {

using html::Html;

std::size_t constexpr most_with_section = 3;  // what others do with them is looked up for so many

struct Outcome {
  std::string_view heading;
  std::string_view sentence;
  html::TagColour colour;
};
Outcome outcome_of(KnownView const& view) {
  using enum link::Answer;
  using enum html::TagColour;
  switch (view.answer) {
    case match:
      return {"Match", "One person fits. Open the record and make sure before you rely on it.", green};
    case several:
      return {"Several", "More than one person fits. Ask for something that tells them apart.", orange};
    case possible:
      return {"Possible", "Somebody may be meant. Check what is the same and what differs.", yellow};
    default:
      break;
  }
  if (!view.household.empty())
    return {"Possible", "Nobody fits in person, but somebody who may live with them is known.", yellow};
  if (!view.tells_enough)
    return {"None", "Too little to tell who is meant. A name with a date of birth or a postcode is enough.", grey};
  return {"None", "Nobody on the register fits. Whom you may not know of is not counted.", grey};
}

std::string born_words(PersonRecord const& record) {
  auto const& d = record.details;
  if (d.date_of_birth) return for_people(*d.date_of_birth);
  return d.expected_date_of_birth ? "Expected " + for_people(*d.expected_date_of_birth) : std::string{"Not known"};
}

Html name_link(PersonRecord const& record) {
  return html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", person_url(record.person), record.shown_name());
}

// The others of the family that this visitor may know of.
Html family_of(sql::Connection& c, access::Visitor const& visitor, PersonRecord const& record) {
  Html names;
  for (auto const& member : family_members(c, record.family)) {
    if (member.person == record.person) continue;
    if (member.restricted && !is_named(c, member.person, visitor.subject.account)) continue;
    if (!names.empty()) names.add(", ");
    names += name_link(member);
    if (member.details.date_of_birth) names.add(" (born {})", for_people(*member.details.date_of_birth));
  }
  return names.empty() ? html::text("Nobody else on the register") : names;
}

html::SummaryListRow row(std::string_view key, Html value) {
  return {.key = {.text = key}, .value = {.text = std::move(value)}};
}

Html card(access::Services const& services, access::Visitor const& visitor, KnownRecord const& known,
          PersonSection const& section, bool meant) {
  auto const& record = known.record;
  html::SummaryList list{.card = html::SummaryCard{.title = record.shown_name(), .heading_level = 3}};
  list.card->actions.items.push_back({.text = "Open the record",
                                      .href = person_url(record.person),
                                      .visually_hidden_text = "of " + record.shown_name()});
  list.rows.push_back(row("Why", html::text(known.found.why)));
  if (known.found.may_be_twin)
    list.rows.push_back(
        row("Take care", html::text("Same surname and date of birth, but not the same first name: these "
                                    "may be twins, and twins are two children.")));
  if (meant) list.rows.push_back(row("How sure", html::text(probability_words(known.found.probability))));
  list.rows.push_back(row("Date of birth", html::text(born_words(record))));
  auto const& postcode = record.details.postcode.reveal();
  list.rows.push_back(row("Postcode", html::text(record.protected_address ? "Protected: not shown"
                                                 : postcode.empty()       ? "Not recorded"
                                                                          : postcode)));
  list.rows.push_back(row("Reference", html::text(record.reference)));
  {
    auto reader = services.readers->lease();
    list.rows.push_back(row("Family", family_of(*reader, visitor, record)));
  }
  std::vector<Step> steps;
  for (auto const& part : known.found.parts) steps.push_back({part.label, part.sentence, part.weight});
  auto below =
      html::details({.summary = html::markup("How this was reckoned<span class=\"govuk-visually-hidden\"> for {}"
                                             "</span>",
                                             record.shown_name()),
                     .text = reckoning(steps)});
  if (section) below = section(services, visitor, record) + below;
  return html::summary_list(list) + below;
}

Html list_of(std::string_view caption, std::vector<PersonRecord> const& records) {
  html::SortableTable table{
      .caption = caption,
      .columns = {{.text = "Name"}, {.text = "Date of birth"}, {.text = "Postcode"}, {.text = "Reference"}}};
  for (auto const& record : records) {
    auto const postcode = record.protected_address ? std::string{"Protected"} : record.details.postcode.reveal();
    table.rows.push_back(
        {name_link(record), html::text(born_words(record)), html::text(postcode), html::text(record.reference)});
  }
  return html::sortable_table(table);
}

}  // namespace

std::string bits_words(std::int64_t hundredths) {
  return fmt::format("{}{}.{:02}", hundredths < 0 ? "−" : "+", std::abs(hundredths) / 100, std::abs(hundredths) % 100);
}

std::string probability_words(double probability) {
  if (probability >= 0.9995) return "More than 99.9%";
  return fmt::format("{:.1f}%", std::floor(probability * 1000) / 10);
}

Html reckoning(std::vector<Step> const& steps) {
  html::Table table{.caption = "Each step, in bits: one bit more makes it twice as likely",
                    .head = {{.text = "What"}, {.text = "In words"}, {.text = "Bits", .numeric = true}},
                    .first_cell_is_header = true,
                    .caption_classes = "govuk-table__caption--s",
                    .classes = "kith-reckoning"};
  std::int64_t total = 0;
  for (auto const& step : steps) {
    total += step.weight;
    auto const what = step.field == "prior"       ? std::string{"At first"}
                      : step.field == "household" ? std::string{"Household"}
                                                  : field_label(step.field);
    table.rows.push_back({{.text = what}, {.text = step.sentence}, {.text = bits_words(step.weight), .numeric = true}});
  }
  table.rows.push_back({{.text = "Together"},
                        {.text = probability_words(link::probability_of(static_cast<double>(total) / 100))},
                        {.text = bits_words(total), .numeric = true}});
  return html::table(table);
}

Html answer_html(access::Services const& services, access::Visitor const& visitor, KnownView const& view,
                 PersonSection const& section) {
  auto const outcome = outcome_of(view);
  auto body = html::markup("<h2 class=\"govuk-heading-m\">{} {}</h2><p class=\"govuk-body\">{}</p>",
                           "What the register says:", html::tag({.text = outcome.heading, .colour = outcome.colour}),
                           outcome.sentence);
  for (std::size_t i = 0; i < view.people.size(); ++i)
    body += card(services, visitor, view.people[i], i < most_with_section ? section : PersonSection{}, true);
  if (!view.household.empty()) {
    body.add(
        "<h2 class=\"govuk-heading-m\">Of the same household, it seems</h2><p class=\"govuk-body\">They share what a "
        "household shares; they are not the person you typed.</p>");
    for (std::size_t i = 0; i < view.household.size(); ++i)
      body +=
          card(services, visitor, view.household[i], view.people.empty() && i == 0 ? section : PersonSection{}, false);
  }
  if (!view.listed.empty()) body += list_of("On the register with what you typed", view.listed);
  return body;
}

}  // namespace kith::people
