#include "enquiry/pages/enquiry_parts.h"

#include "base/text.h"
#include "html/components/button.h"
#include "html/components/sortable_table.h"
#include "html/components/summary_list.h"
#include "html/components/text_blocks.h"

namespace kith::enquiry {

namespace {

using html::Html;

html::SummaryListRow row(std::string_view key, Html value) {
  return {.key = {.text = key}, .value = {.text = std::move(value)}};
}

Html heading(std::string_view text) { return html::markup("<h2 class=\"govuk-heading-m\">{}</h2>", text); }

std::string level_and_footing(profile::Profile const& profile, EnquiryScreened const& s) {
  auto words = level_words(profile, s.level);
  if (s.footing != Footing::none) words += (words.empty() ? "" : "; ") + std::string{label(s.footing)};
  return words;
}

Html told_words(EnquiryView const& view, profile::Profile const& profile, Told whom) {
  for (auto it = view.told.rbegin(); it != view.told.rend(); ++it) {
    if (it->whom != whom) continue;
    if (!it->why_not.empty()) return html::markup("Not told, because: {}", it->why_not);
    auto words = html::markup("Told by {}", it->by);
    if (it->on) words.add(" on {}", for_people(*it->on));
    if (!it->method.empty()) words.add(", {}", profile::label_of(profile.contact_methods, it->method));
    return words;
  }
  return html::text("Not told yet");
}

Html matches_of(ShownChild const& child, bool link, Date today) {
  if (child.known.empty() && child.household.empty()) return html::text("Nobody like this child is on the register");
  auto line = [&](people::KnownRecord const& known, std::string const& why) {
    auto const name = known.record.shown_name() + ", " + age_words(known.record, today);
    Html who = link ? html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>",
                                   html::url("/people/{}", known.record.person), name)
                    : html::text(name);
    return html::markup("<div>{} ({})<br><span class=\"govuk-hint\">{}</span></div>", who, known.record.reference, why);
  };
  auto of_child = [&](people::KnownRecord const& known) {
    return line(known, known.found.may_be_twin ? known.found.why + ". They may be twins" : known.found.why);
  };
  auto of_household = [&](people::KnownRecord const& known) {
    return line(known, "May be of the same household: " + known.found.why);
  };
  return html::each(child.known, of_child) + html::each(child.household, of_household);
}

Html child_card(ShownChild const& child, EnquiryView const& view, profile::Profile const& profile, Date today) {
  auto const& p = child.person;
  auto const& d = p.details;
  html::SummaryList list{.card = html::SummaryCard{.title = p.shown_name(), .heading_level = 3}};
  if (view.may_search)
    list.card->actions.items.push_back(
        {.text = "Open person", .href = html::url("/people/{}", p.person), .visually_hidden_text = p.shown_name()});
  list.rows.push_back(row("Reference", p.reference));
  if (d.date_of_birth)
    list.rows.push_back(
        row("Date of birth", html::markup("{} (age {})", for_people(*d.date_of_birth), age_words(p, today))));
  else if (d.expected_date_of_birth)
    list.rows.push_back(row("Expected date of birth", for_people(*d.expected_date_of_birth)));
  else
    list.rows.push_back(row("Date of birth", "To be found"));
  list.rows.push_back(row("Sex", or_not_recorded(profile::label_of(profile.sexes, d.sex))));
  list.rows.push_back(row("Ethnicity", or_not_recorded(profile::label_of(profile.ethnicities, d.ethnicity))));
  list.rows.push_back(row("Disability", or_not_recorded(profile::label_of(profile.disabilities, d.disability))));
  Html address = html::text("Protected address: not shown. Ask the manager if you need to reach the family.");
  if (child.address_open) {
    auto typed = d.address.reveal();
    if (!d.postcode.reveal().empty()) typed += (typed.empty() ? "" : "\n") + d.postcode.reveal();
    address = typed.empty() ? or_not_recorded("") : lines_of(typed);
  }
  list.rows.push_back(row("Address", address));
  list.rows.push_back(row("Known already?", matches_of(child, view.may_search, today)));
  return html::summary_list(list);
}

Html other_enquiries(EnquiryView const& view, profile::Profile const& profile) {
  if (view.family_enquiries.empty())
    return html::markup("<p class=\"govuk-body\">No other request about this family is on record.</p>");
  html::SortableTable table{.caption = "Other requests about this family",
                            .columns = {{.text = "Reference"}, {.text = "Received"}, {.text = "Decision"}}};
  for (auto const& other : view.family_enquiries)
    table.rows.push_back(
        {html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", enquiry_url(other.enquiry), other.reference),
         for_people(other.received_on), other.outcome ? outcome_words(profile, *other.outcome) : "Not decided"});
  return html::sortable_table(table);
}

// The answers about the family itself; the others are about who asked.
bool about_the_family(AmendableField const& field) {
  using enum AmendableField::Kind;
  return field.kind == places || field.kind == need || field.kind == agreement || field.kind == text ||
         field.name == "agreement_reason";
}

// The words, as a link for those who may follow it.
Html opens(bool may_open, html::Url const& href, std::string const& words) {
  return may_open ? html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", href, words) : html::text(words);
}

std::string child_name(EnquiryView const& view, PersonId id) {
  for (auto const& child : view.children)
    if (child.person.person == id) return child.person.shown_name();
  return {};
}

}  // namespace

Html lines_of(std::string_view text) {
  Html html;
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find('\n', at), text.size());
    if (at > 0) html += html::markup("<br>");
    html += html::text(text.substr(at, end - at));
    at = end + 1;
  }
  return html;
}

Html or_not_recorded(std::string const& words) {
  return words.empty() ? html::markup("<span class=\"govuk-hint\">Not recorded</span>") : html::text(words);
}

Html key_details(EnquiryView const& view, profile::Profile const& profile, Instant now) {
  auto const& r = view.opened.row;
  auto const today = london_date(now);
  html::SummaryList list;
  list.rows.push_back(row("Children", html::each(view.opened.children, [&](auto const& child) {
                            return html::markup("<div>{}</div>", listed_child(child, today));
                          })));
  auto status = stage_tag(r);
  if (r.urgent != UrgentState::no) status += html::text(" ") + urgent_tag(r.urgent);
  if (r.outcome) status.add("<br>{}", outcome_words(profile, *r.outcome));
  if (r.stage == Stage::waiting && !r.waiting_for.empty()) status.add("<br>Waiting for {}", r.waiting_for);
  list.rows.push_back(row("Where it stands", status));
  list.rows.push_back(row("First helpful contact", clock_html(contact_clock(r, profile, now))));
  if (!r.team.empty()) list.rows.push_back(row("Held by", team_words(profile, r.team)));
  return html::summary_list(list);
}

html::SummaryListRow amendable_row(EnquiryView const& view, AmendableField const& field, Html shown) {
  auto const& received = view.opened.state.received;
  auto const& changes = view.changes.at(std::string{field.name});
  if (!changes.empty())
    shown += html::details(
        {.summary = "Changed " + count_words(static_cast<std::int64_t>(changes.size()), "time", "times"),
         .text = html::each(changes, [](auto const& change) { return html::markup("<p>{}</p>", change); })});
  html::SummaryListRow line{.key = {.text = field.label}, .value = {.text = std::move(shown)}};
  if (view.may_work)
    line.actions.items.push_back({.text = field_value(received, field.name).empty() ? "Add" : "Change",
                                  .href = html::url("/enquiries/{}/amend/{}", received.enquiry, field.name),
                                  .visually_hidden_text = lower_ascii(field.label)});
  return line;
}

Html request_section(EnquiryView const& view, profile::Profile const& profile) {
  auto const& received = view.opened.state.received;
  html::SummaryList said, told_by;
  html::SummaryList missing;
  if (received.danger_now) said.rows.push_back(row("Somebody in danger now?", "Yes"));
  for (auto const& field : amendable_fields()) {
    if (field.kind == AmendableField::Kind::places && !area_open(view.opened)) {
      said.rows.push_back(row(field.label, "Address protected"));
      continue;
    }
    if (field.about_contact) continue;  // with how to reach them safely, above
    auto const value = value_words(profile, field, field_value(received, field.name));
    auto const& changes = view.changes.at(std::string{field.name});
    auto line = amendable_row(view, field, value.empty() ? or_not_recorded("") : lines_of(value));
    // What people said is read; who said it and when is looked up; what nobody knows yet is folded away.
    bool const empty = value.empty() && changes.empty();
    (empty ? missing : about_the_family(field) ? said : told_by).rows.push_back(std::move(line));
  }
  told_by.rows.push_back(row("Came in by", label(received.door)));
  auto html = heading("The request") + html::summary_list(said) +
              html::markup("<h3 class=\"govuk-heading-s\">Who asked, and when</h3>") + html::summary_list(told_by);
  if (!missing.rows.empty())
    html += html::details(
        {.summary = "Not recorded: " + count_words(static_cast<std::int64_t>(missing.rows.size()), "answer", "answers"),
         .text = html::summary_list(missing),
         .classes = "kith-details--wide"});
  return html;
}

Html children_section(EnquiryView const& view, profile::Profile const& profile, Date today) {
  return heading(view.children.size() == 1 ? "The child" : "The children") +
         html::each(view.children, [&](auto const& child) { return child_card(child, view, profile, today); });
}

Html decision_section(EnquiryView const& view, profile::Profile const& profile) {
  auto const& decision = view.opened.state.decision;
  if (!decision)
    return heading("Decision") + html::markup("<p class=\"govuk-body\">This request has not been screened yet.</p>");
  html::SummaryList list;
  list.rows.push_back(row("Outcome", outcome_words(profile, decision->outcome)));
  list.rows.push_back(row("Reason", decision->reason.empty() ? or_not_recorded("") : lines_of(decision->reason)));
  list.rows.push_back(row("Level and footing", or_not_recorded(level_and_footing(profile, *decision))));
  list.rows.push_back(row("Primary need", or_not_recorded(profile::label_of(profile.needs, decision->primary_need))));
  if (!decision->further_needs.empty())
    list.rows.push_back(row("Further needs", html::each(decision->further_needs, [&](auto const& need) {
                              return html::markup("<div>{}</div>", profile::label_of(profile.needs, need));
                            })));
  if (!decision->existing_case.empty()) list.rows.push_back(row("Joins case", decision->existing_case));
  list.rows.push_back(row("Decided on", for_people(decision->screened_on)));
  auto told_row = [&](std::string_view key, Told whom, auto href) {
    auto line = row(key, told_words(view, profile, whom));
    if (view.may_work && decision->outcome != ScreeningOutcome::to_be_completed)
      line.actions.items.push_back({.text = "Record", .href = href, .visually_hidden_text = lower_ascii(key)});
    list.rows.push_back(std::move(line));
  };
  auto const id = view.opened.row.enquiry;
  told_row("The family", Told::family, html::url("/enquiries/{}/told-family", id));
  told_row("The person who asked", Told::asker, html::url("/enquiries/{}/told-asker", id));
  return heading("Decision") + html::summary_list(list);
}

Html risk_section(EnquiryView const& view) {
  if (view.risks.empty()) return {};
  return heading("Risk held locally") + html::each(view.risks, [](RiskHeldLocally const& risk) {
           return html::summary_list(
               {.rows = {row("Worry", lines_of(risk.worry)), row("Why it is held here", lines_of(risk.reason)),
                         row("Who decided", risk.decided_by),
                         row("A social worker took part", risk.social_worker_took_part ? "Yes" : "No"),
                         row("What would change our mind", lines_of(risk.would_change_our_mind)),
                         row("We look again on", for_people(risk.look_again_on))}});
         });
}

Html family_section(EnquiryView const& view, profile::Profile const& profile) {
  auto html = heading("This family") + other_enquiries(view, profile);
  if (view.may_open_family)
    html.add("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">The family’s record and plan</a></p>",
             html::url("/families/{}", view.opened.state.received.family));
  if (!view.allocations.empty()) {
    html::SortableTable table{
        .caption = "Allocations",
        .columns = {{.text = "Child"}, {.text = "Held by"}, {.text = "Since"}, {.text = "Until"}}};
    for (auto const& a : view.allocations)
      table.rows.push_back(
          {opens(view.may_open_cases, html::url("/allocations/{}", a.allocation), child_name(view, a.child)),
           html::text(team_words(profile, a.team.empty() ? a.lead_agency : a.team) +
                      (a.lead_name.empty() ? "" : ", " + a.lead_name)),
           html::text(for_people(a.allocated_on)), html::text(a.closed_on ? for_people(*a.closed_on) : "Open")});
    html += html::sortable_table(table);
  }
  if (!view.referrals.empty()) {
    html::SortableTable table{
        .caption = "Transfers to social care",
        .columns = {{.text = "Child"}, {.text = "Referred"}, {.text = "Accepted by"}, {.text = "Outcome"}}};
    for (auto const& r : view.referrals)
      table.rows.push_back(
          {opens(view.may_open_referrals, html::url("/referrals/{}", r.referral), child_name(view, r.child)),
           html::text(for_people(r.referred_on)), html::text(r.accepted_by.empty() ? "Nobody yet" : r.accepted_by),
           html::text(r.outcome ? profile::label_of(profile.step_outcomes, wire(*r.outcome)) : "Not back yet")});
    html += html::sortable_table(table);
  }
  return html;
}

}  // namespace kith::enquiry
