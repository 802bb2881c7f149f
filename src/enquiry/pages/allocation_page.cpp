// One allocation: who leads, whether they have met the family, when the next look is due, and what was done.
#include <fmt/format.h>

#include "access/accounts.h"
#include "enquiry/pages/about_child.h"
#include "enquiry/pages/door_pages.h"
#include "enquiry/pages/hub_pages.h"
#include "enquiry/pages/typed.h"
#include "enquiry/pages/words.h"
#include "enquiry/partner_cases.h"
#include "html/components.h"
#include "journal/store.h"

namespace kith::enquiry {

namespace {

using access::Action;
using access::Services;
using access::Visitor;
using html::Html;

Error no_allocation() { return not_found("no_allocation", "There is no such case."); }

struct Held : AboutChild<AllocationRow> {
  std::vector<journal::Recorded> history;
  std::vector<std::string> authors;  // of `history`, in the same order
};

void shape(AllocationRow const& row, access::Subject const& subject, access::Resource& resource) {
  resource.own_agency = !subject.agency.empty() && row.lead_agency == subject.agency;
}

// The allocation in the path, for somebody who may work on it; the look is noted.
Result<Held> open_allocation(Services const& services, Visitor const& visitor, http::Request const& request) {
  static constexpr WayIn<AllocationRow, AllocationId> way{Action::work_allocation, "allocation", allocation_by_id,
                                                          shape, no_allocation};
  Held held{TRY(open_about_child(services, visitor, request, way)), {}, {}};
  auto reader = services.readers->lease();
  held.history = journal::load(*reader, held.row.allocation.raw());
  for (auto const& recorded : held.history)
    held.authors.push_back(access::name_of(*reader, recorded.header.author.actor));
  return held;
}

Html facts(Services const& services, Held const& held) {
  auto const& profile = *services.profile;
  auto const& row = held.row;
  auto const deadlines = case_deadlines(profile.clocks, services.now());
  html::SummaryList list;
  auto const add = [&](std::string_view key, Html value) {
    list.rows.push_back({.key = {.text = html::text(key)}, .value = {.text = std::move(value)}});
  };
  auto const or_not = [](std::string const& words) { return html::text(words.empty() ? "Not recorded" : words); };
  add("Child", html::text(held.child.shown_name() + ", " + age_words(held.child, deadlines.today)));
  add("Area", html::text(held.protected_address ? "Address protected" : places_words(profile, row.places)));
  add("Held by", html::text(label(row.pathway)));
  if (!row.team.empty()) add("Team", html::text(team_words(profile, row.team)));
  add("Agency", or_not(agency_words(profile, row.lead_agency)));
  add(profile.practice.names.lead, row.lead_name.empty()
                                       ? html::tag({.text = "No lead", .colour = html::TagColour::orange})
                                       : html::text(row.lead_name));
  add("Level of need", or_not(level_words(profile, row.level)));
  add("Allocated", html::text(for_people(row.allocated_on)));
  Html contact =
      html::text(row.lead_contact_on ? "Made on " + for_people(*row.lead_contact_on)
                                     : "Not yet. Due within " + profile::for_people(profile.clocks.lead_contact));
  if (contact_overdue(row, deadlines)) contact += html::tag({.text = "Overdue", .colour = html::TagColour::red});
  add("Lead’s contact with the family", contact);
  Html review = html::text(row.next_review_on ? "Due on " + for_people(*row.next_review_on) : "No date set");
  if (review_overdue(row, deadlines)) review += html::tag({.text = "Overdue", .colour = html::TagColour::red});
  add("Next review", review);
  if (row.closed_on)
    add("Closed",
        html::text(for_people(*row.closed_on) + ": " + profile::label_of(profile.closing_reasons, row.closing_reason)));
  return html::summary_list(list);
}

// One event as a line of the history.
struct TellAllocation {
  profile::Profile const& profile;
  html::TimelineItem& item;

  void say(std::string title, std::string content = {}) const {
    item.title = html::text(title);
    if (!content.empty()) item.content = html::markup("<p class=\"govuk-body\">{}</p>", content);
  }
  void operator()(AllocationMade const& e) const {
    say("Allocated", e.team.empty() ? agency_words(profile, e.lead_agency) : team_words(profile, e.team));
  }
  void operator()(AllocationAmended const& e) const {
    say("Put right: " + e.field, fmt::format("From “{}” to “{}”. {}", e.before, e.after, e.reason));
  }
  void operator()(LeadNamed const& e) const {
    say("Lead named", e.lead_name.reveal() + ", " + agency_words(profile, e.lead_agency));
  }
  void operator()(LeadMadeContact const& e) const { say("Lead met the family on " + for_people(e.on), e.note); }
  void operator()(ReviewHeld const& e) const {
    say("Review held on " + for_people(e.on),
        e.next_on ? fmt::format("Next on {}. {}", for_people(*e.next_on), e.note) : e.note);
  }
  void operator()(HelpOffered const& e) const { say("The hub offered help", e.note); }
  void operator()(AllocationClosed const& e) const {
    say("Closed on " + for_people(e.on), profile::label_of(profile.closing_reasons, e.reason));
  }
  void operator()(AllocationReopened const& e) const { say("Reopened", e.reason); }
};

Html history(Services const& services, Held const& held) {
  html::Timeline timeline;
  for (std::size_t i = held.history.size(); i-- > 0;) {
    auto const& recorded = held.history[i];
    auto const event = AllocationEvents::decode(recorded);
    if (!event) continue;
    html::TimelineItem item;
    item.when = html::text(for_people(recorded.header.recorded_at));
    item.datetime = to_text(recorded.header.recorded_at);
    item.by = html::text(held.authors[i].empty() ? "Kith" : held.authors[i]);
    std::visit(TellAllocation{*services.profile, item}, *event);
    timeline.items.push_back(std::move(item));
  }
  return html::markup("<h2 class=\"govuk-heading-m\">History</h2>{}", html::timeline(timeline));
}

Html day_field(html::FormState const& form, std::string id, std::string_view legend, std::optional<Date> day) {
  return html::date_field(form,
                          {.id = std::move(id), .fieldset = {.legend = {.text = legend}}, .items = date_items(day)});
}
Html note_field(html::FormState const& form, std::string name, std::string_view words) {
  return html::textarea_field(form, {.name = std::move(name), .label = {.text = words}, .rows = 2});
}

// A form folded under its name; open when it comes back with something wrong in it.
Html folded(Services const& services, Visitor const& visitor, Held const& held, html::FormState const& form,
            std::string_view what, std::string_view summary, Html fields, std::string_view button) {
  fields += html::hidden_field("what", what) + html::button({.text = button, .prevent_double_click = true});
  auto const url = html::url("/allocations/{}/{}", held.row.allocation, what);
  return html::details({.summary = summary,
                        .text = access::form_for(services, visitor, url, fields),
                        .open = form.value("what") == what});
}

Html forms(Services const& services, Visitor const& visitor, Held const& held, html::FormState const& form) {
  auto const& profile = *services.profile;
  auto const today = london_date(services.now());
  auto const fold = [&](std::string_view what, std::string_view summary, Html fields, std::string_view button) {
    return folded(services, visitor, held, form, what, summary, std::move(fields), button);
  };
  if (held.row.closed_on)
    return fold("reopen", "Open it again", note_field(form, "reopen_reason", "Why is it opened again?"), "Reopen");
  html::Select agency{.name = "lead_agency", .label = {.text = "Agency"}, .value = held.row.lead_agency};
  for (auto const& one : profile.agencies)
    if (one.in_use_on(today) || one.code == held.row.lead_agency)
      agency.items.push_back({.value = one.code, .text = one.label});
  html::Select reason{.name = "closing_reason", .label = {.text = "Why?"}};
  reason.items = choices(profile.closing_reasons, today, form.value("closing_reason"), "Choose a reason");
  auto const next = london_date(profile::due(profile.clocks.review, services.now()));
  return fold("contact", "The lead has met the family",
              day_field(form, "contact_on", "When?", today) + note_field(form, "contact_note", "Note (optional)"),
              "Save contact") +
         fold("review", "A review was held",
              day_field(form, "review_on", "When?", today) + day_field(form, "next_on", "When is the next one?", next) +
                  note_field(form, "review_note", "What was agreed (optional)"),
              "Save review") +
         fold("lead", held.row.lead_name.empty() ? "Name the lead practitioner" : "Change the lead practitioner",
              html::select_field(form, agency) +
                  html::input_field(
                      form,
                      {.name = "lead_name", .label = {.text = "Name"}, .width_characters = 20, .autocomplete = "off"}),
              "Save lead") +
         fold("close", "Close the case",
              html::select_field(form, reason) + day_field(form, "closed_on", "When?", today), "Close the case");
}

std::string_view sentence_for(std::string_view done) {
  static constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"allocated", "Allocated."},
      {"lead", "The lead is named."},
      {"contact", "The contact is saved."},
      {"review", "The review is saved."},
      {"help", "Your offer of help is on record. Ring them as well."},
      {"close", "The case is closed."},
      {"reopen", "The case is open again."}};
  for (auto const& [code, sentence] : words)
    if (code == done) return sentence;
  return {};
}

http::Response allocation_shown(Services const& services, Visitor const& visitor, http::Request const& request,
                                html::FormState const& form) {
  auto const held = open_allocation(services, visitor, request);
  if (!held) return access::error_page(services, visitor, held.error());
  html::Page page;
  page.title = "Case " + held->row.reference;
  page.heading = html::text(held->child.shown_name());
  page.back_link = html::BackLink{.text = "Cases that partners hold", .href = "/cases"};
  if (auto const sentence = sentence_for(request.query.get("done")); !sentence.empty())
    page.above_heading = html::notification_banner({.text = sentence, .success = true});
  page.main = facts(services, *held);
  if (held->row.enquiry && works_in_hub(visitor.subject))
    page.main.add("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">The request it came from</a></p>",
                  html::url("/enquiries/{}", *held->row.enquiry));
  if (access::may_enter(visitor.subject, access::Action::see_family))
    page.main.add("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">The family’s record and plan</a></p>",
                  html::url("/families/{}", held->child.family));
  if (!held->row.closed_on && works_in_hub(visitor.subject))
    page.main += access::form_for(
        services, visitor, html::url("/allocations/{}/help", held->row.allocation),
        html::button(
            {.text = "Offer the lead help", .variant = html::ButtonVariant::secondary, .prevent_double_click = true}));
  page.main += forms(services, visitor, *held, form);
  page.main += history(services, *held);
  return door_page(services, visitor, std::move(page), form);
}

// Reads each form into what happened; `fault` is what was wrong with a field.
struct AllocationReader {
  http::Fields const& form;
  profile::Profile const& profile;
  AllocationId id;
  Date today;
  Date allocated_on;
  std::vector<FieldError> faults = {};

  void fault(std::string field, std::string code, std::string sentence) {
    faults.push_back({std::move(field), std::move(code), std::move(sentence)});
  }
  std::string text(std::string const& name, std::size_t most) {
    auto const text = typed_text(form, name, most);
    if (!text) faults.insert(faults.end(), text.error().fields.begin(), text.error().fields.end());
    return text ? *text : std::string{};
  }
  std::optional<Date> day(std::string const& name) {
    auto const date = typed_date(form, name);
    if (!date) faults.insert(faults.end(), date.error().fields.begin(), date.error().fields.end());
    return date ? *date : std::nullopt;
  }
  // A day on which something happened: today unless said, not before the allocation, not to come.
  Date happened(std::string const& name) {
    auto const on = day(name).value_or(today);
    if (on > today) fault(name, "in_future", "This day is still to come.");
    if (on < allocated_on) fault(name, "before_allocated", "This is before the case was allocated.");
    return on;
  }

  std::optional<AllocationEvents::Event> read(std::string_view what) {
    if (what == "contact") return LeadMadeContact{id, happened("contact_on"), text("contact_note", 4'000)};
    if (what == "review") return review();
    if (what == "lead") return lead();
    if (what == "help") return HelpOffered{id, ""};
    if (what == "close") return close();
    if (what != "reopen") return std::nullopt;
    AllocationReopened reopened{id, text("reopen_reason", 2'000)};
    if (reopened.reason.empty()) fault("reopen_reason", "no_reason", "Say why it is opened again.");
    return reopened;
  }
  ReviewHeld review() {
    ReviewHeld held{id, happened("review_on"), day("next_on"), text("review_note", 4'000)};
    // Left empty, the next review is due by the profile's clock.
    if (!held.next_on) held.next_on = london_date(profile::due(profile.clocks.review, from_london(held.on, 12)));
    if (*held.next_on <= held.on) fault("next_on", "next_in_past", "The next review comes after this one.");
    return held;
  }
  LeadNamed lead() {
    LeadNamed named{id, {}, text("lead_name", 200)};
    for (auto const& agency : profile.agencies)
      if (agency.code == form.get("lead_agency")) named.lead_agency = agency.code;
    if (named.lead_agency.empty()) fault("lead_agency", "no_agency", "Choose the agency.");
    if (named.lead_name.reveal().empty()) fault("lead_name", "nobody_named", "Enter the lead practitioner’s name.");
    return named;
  }
  AllocationClosed close() {
    AllocationClosed closed{id, happened("closed_on"), {}};
    for (auto const& reason : profile.closing_reasons)
      if (reason.code == form.get("closing_reason")) closed.reason = reason.code;
    if (closed.reason.empty()) fault("closing_reason", "no_reason", "Choose the reason.");
    return closed;
  }
};

http::Answer show_allocation(Services const& services, Visitor const& visitor, http::Request const& request) {
  return allocation_shown(services, visitor, request, {});
}

http::Answer change(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const held = open_allocation(services, visitor, request);
  if (!held) return access::error_page(services, visitor, held.error());
  auto const id = held->row.allocation;
  auto const what = request.parameters.at("what");
  AllocationReader reader{visitor.form, *services.profile, id, london_date(services.now()), held->row.allocated_on};
  auto const event = reader.read(what);
  // The hub offers help; the holder of a case does not offer it to themselves.
  if (!event || (what == "help" && !works_in_hub(visitor.subject)))
    return access::error_page(services, visitor, no_allocation());
  if (!reader.faults.empty())
    return allocation_shown(services, visitor, request, access::form_state(visitor.form, std::move(reader.faults)));
  auto command = [id, happened = *event](journal::Transaction& t, By const& by) {
    return change_allocation(t, id, AllocationChange{happened}, by);
  };
  auto where = [id, what](std::string const&) { return html::url("/allocations/{}", id).with("done", what); };
  auto again = [&services, visitor, &request](Error const& error) {
    return allocation_shown(services, visitor, request, typed_with(visitor.form, error));
  };
  return send_command(services, visitor, request, "allocation", std::move(command), where, again);
}

}  // namespace

void hang_allocations(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/allocations/{id}",
               .action = Action::work_allocation,
               .name = "allocation",
               .summary = "One case that a partner holds",
               .page = show_allocation});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/allocations/{id}/{what}",
               .action = Action::work_allocation,
               .name = "allocation_post",
               .summary = "Lead named, contact, review, help offered, closed, reopened",
               .page = change});
}

}  // namespace kith::enquiry
