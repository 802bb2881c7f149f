// Referrals to children's social care: what waits for an outcome, and each with the story carried across.
#include "enquiry/pages/about_child.h"
#include "enquiry/pages/door_pages.h"
#include "enquiry/pages/hub_pages.h"
#include "enquiry/pages/typed.h"
#include "enquiry/pages/words.h"
#include "html/components.h"

namespace kith::enquiry {

namespace {

using access::Action;
using access::Services;
using access::Visitor;
using html::Html;

int constexpr most_referrals = 200;

Error no_referral() { return not_found("no_referral", "There is no such referral."); }

std::string step_words(profile::Profile const& profile, StepOutcome outcome) {
  return profile::label_of(profile.step_outcomes, wire(outcome));
}

http::Answer show_list(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const waiting = referrals_waiting(*services.readers->lease(), visitor.subject.account, most_referrals);
  std::string ids;
  for (auto const& one : waiting) ids += (ids.empty() ? "" : ",") + one.row.referral.text();
  if (!ids.empty()) {
    auto const noted = access::note_read(services, visitor, request, Action::see_referrals,
                                         access::decide(visitor.subject, Action::see_referrals), "referrals", ids);
    if (!noted) return access::error_page(services, visitor, noted.error());
  }
  auto const today = london_date(services.now());
  html::SortableTable table{.caption = "Waiting for an outcome, longest first",
                            .columns = {{.text = "Child"},
                                        {.text = "Reference"},
                                        {.text = "Area"},
                                        {.text = "Referred"},
                                        {.text = "Accepted by"}},
                            .here = "/referrals",
                            .empty_text = "No referral is waiting for an outcome."};
  for (auto const& one : waiting)
    table.rows.push_back(
        {html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", html::url("/referrals/{}", one.row.referral),
                      listed_child(one.child, today)),
         one.row.reference, shown_area(*services.profile, one.row.places, one.child.protected_address, visitor.subject),
         html::markup("{}<br>{}", for_people(one.row.referred_on), days_ago(one.row.referred_on, today)),
         one.row.accepted_by.empty() ? html::tag({.text = "Nobody yet", .colour = html::TagColour::yellow})
                                     : html::text(one.row.accepted_by)});
  html::Page page;
  page.title = "Referrals to social care";
  page.heading = html::text(page.title);
  page.wide = true;
  page.main = html::sortable_table(table);
  return access::framed(services, visitor, std::move(page));
}

struct OpenReferral : AboutChild<ReferralRow> {
  bool may_record = false;
};

void shape(ReferralRow const&, access::Subject const&, access::Resource& resource) { resource.with_mash = true; }

Result<OpenReferral> open_referral(Services const& services, Visitor const& visitor, http::Request const& request) {
  static constexpr WayIn<ReferralRow, ReferralId> way{Action::see_referrals, "referral", referral_by_id, shape,
                                                      no_referral};
  OpenReferral opened{TRY(open_about_child(services, visitor, request, way))};
  opened.may_record = static_cast<bool>(access::decide(visitor.subject, Action::record_step_outcome, opened.resource));
  return opened;
}

Html facts(Services const& services, Visitor const&, OpenReferral const& opened) {
  auto const& row = opened.row;
  auto const& profile = *services.profile;
  html::SummaryList list;
  auto const add = [&](std::string_view key, std::string const& value) {
    list.rows.push_back({.key = {.text = html::text(key)}, .value = {.text = html::text(value)}});
  };
  add("Child", opened.child.shown_name() + ", " + age_words(opened.child, london_date(services.now())));
  add("Area", opened.protected_address ? "Address protected" : places_words(profile, row.places));
  add("Referred", for_people(row.referred_on));
  add("Accepted by",
      row.accepted_by.empty() ? "Nobody yet: early help stays responsible until somebody does" : row.accepted_by);
  if (row.outcome)
    add("Outcome", step_words(profile, *row.outcome) + (row.outcome_on ? ", " + for_people(*row.outcome_on) : ""));
  return html::summary_list(list);
}

// The story as it was told, a paragraph for each blank line.
Html story(std::string_view text) {
  auto html = html::markup("<h2 class=\"govuk-heading-m\">The story so far</h2>");
  while (!text.empty()) {
    auto const end = std::min(text.find("\n\n"), text.size());
    html.add("<p class=\"govuk-body\">{}</p>", text.substr(0, end));
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return html;
}

Html accept_form(Services const& services, Visitor const& visitor, OpenReferral const& opened,
                 html::FormState const& form) {
  return html::markup("<h2 class=\"govuk-heading-m\">Accept</h2>") +
         access::form_for(
             services, visitor, html::url("/referrals/{}/accept", opened.row.referral),
             html::input_field(
                 form, {.name = "worker",
                        .label = {.text = "Social care worker who takes it on"},
                        .value = visitor.subject.is(access::Role::mash_worker) ? visitor.subject.name : std::string{},
                        .width_characters = 20,
                        .autocomplete = "off"}) +
                 html::button({.text = "Accept the referral", .prevent_double_click = true}));
}

Html outcome_form(Services const& services, Visitor const& visitor, OpenReferral const& opened,
                  html::FormState const& form) {
  html::Radios outcomes{.name = "outcome", .fieldset = {.legend = {.text = "What did social care do?"}}};
  for (auto const& member : members_of<StepOutcome>) {
    html::RadioItem item{.value = std::string{member.wire},
                         .text = html::text(step_words(*services.profile, member.value))};
    if (member.value == StepOutcome::transfer_early_help)
      item.hint = {.text = "The family comes back to the hub’s inbox, with the same history."};
    outcomes.items.push_back(std::move(item));
  }
  auto fields = html::radios_field(form, outcomes) +
                html::date_field(form, {.id = "on",
                                        .fieldset = {.legend = {.text = "When?"}},
                                        .items = date_items(london_date(services.now()))}) +
                html::textarea_field(form, {.name = "note", .label = {.text = "Note (optional)"}, .rows = 3}) +
                html::button({.text = "Save the outcome", .prevent_double_click = true});
  auto outcome =
      access::draft_form_for(services, visitor, html::url("/referrals/{}/outcome", opened.row.referral), fields);
  // Accepting comes first; until then the outcome is there, folded, for one that was settled by telephone.
  if (!opened.row.accepted_by.empty()) return html::markup("<h2 class=\"govuk-heading-m\">Outcome</h2>{}", outcome);
  return html::details({.summary = "Record the outcome without a named worker",
                        .text = outcome,
                        .open = form.value("outcome") != "" || form.error("outcome") != nullptr});
}

http::Response referral_shown(Services const& services, Visitor const& visitor, http::Request const& request,
                              html::FormState const& form) {
  auto const opened = open_referral(services, visitor, request);
  if (!opened) return access::error_page(services, visitor, opened.error());
  html::Page page;
  page.title = "Referral " + opened->row.reference;
  page.heading = html::text(opened->child.shown_name());
  page.back_link = html::BackLink{.text = "Referrals", .href = "/referrals"};
  auto const done = request.query.get("done");
  if (done == "accept")
    page.above_heading = html::notification_banner({.text = "Accepted.", .success = true});
  else if (done == "outcome")
    page.above_heading = html::notification_banner(
        {.text = opened->row.outcome == StepOutcome::transfer_early_help
                     ? html::text("Outcome saved. The family is back in the hub’s inbox, with the same history.")
                     : html::text("Outcome saved."),
         .success = true});
  page.main = facts(services, visitor, *opened) + story(opened->row.story);
  if (opened->row.enquiry && works_in_hub(visitor.subject))
    page.main.add("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">The request it came from</a></p>",
                  html::url("/enquiries/{}", *opened->row.enquiry));
  if (opened->may_record && !opened->row.outcome) {
    if (opened->row.accepted_by.empty()) page.main += accept_form(services, visitor, *opened, form);
    page.main += outcome_form(services, visitor, *opened, form);
  }
  return door_page(services, visitor, std::move(page), form);
}

http::Answer show_referrals(Services const& services, Visitor const& visitor, http::Request const& request) {
  return referral_shown(services, visitor, request,
                        access::kept_draft(services, visitor, request.path + "/outcome").value_or(html::FormState{}));
}

http::Answer change(Services const& services, Visitor const& visitor, http::Request const& request, ReferralId id,
                    ReferralEvents::Event event, std::vector<FieldError> faults, std::string_view done) {
  if (!faults.empty())
    return referral_shown(services, visitor, request, access::form_state(visitor.form, std::move(faults)));
  auto command = [id, event = std::move(event)](journal::Transaction& t, By const& by) -> Result<std::string> {
    auto const row = referral_by_id(t.connection(), id);
    bool const has_outcome = row && row->outcome.has_value();
    if (has_outcome) return conflict("outcome_already", "The outcome of this referral is on record already.");
    return change_referral(t, id, ReferralChange{event}, by);
  };
  auto where = [id, done](std::string const&) { return html::url("/referrals/{}", id).with("done", done); };
  auto again = [&services, visitor, &request](Error const& error) {
    return referral_shown(services, visitor, request, typed_with(visitor.form, error));
  };
  return send_command(services, visitor, request, "referral", std::move(command), where, again);
}

http::Answer accept_referral(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const opened = open_referral(services, visitor, request);
  if (!opened) return access::error_page(services, visitor, opened.error());
  std::vector<FieldError> faults;
  auto const worker = typed_text(visitor.form, "worker", 200);
  if (!worker)
    faults = worker.error().fields;
  else if (worker->empty())
    faults.push_back({"worker", "nobody_named", "Give the name of the worker who takes it on."});
  ReferralAccepted accepted{opened->row.referral, worker ? *worker : std::string{}};
  return change(services, visitor, request, opened->row.referral, std::move(accepted), std::move(faults), "accept");
}

http::Answer record_outcome(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const opened = open_referral(services, visitor, request);
  if (!opened) return access::error_page(services, visitor, opened.error());
  std::vector<FieldError> faults;
  StepOutcomeRecorded step;
  step.referral = opened->row.referral;
  auto const outcome = parse<StepOutcome>(visitor.form.get("outcome"));
  if (outcome)
    step.outcome = *outcome;
  else
    faults.push_back({"outcome", "no_outcome", "Choose what social care did."});
  auto const today = london_date(services.now());
  auto const on = typed_date(visitor.form, "on");
  if (!on)
    faults.insert(faults.end(), on.error().fields.begin(), on.error().fields.end());
  else
    step.on = on->value_or(today);
  if (on && step.on > today) faults.push_back({"on", "in_future", "This day is still to come."});
  auto const note = typed_text(visitor.form, "note", 4'000);
  if (note)
    step.note = *note;
  else
    faults.insert(faults.end(), note.error().fields.begin(), note.error().fields.end());
  return change(services, visitor, request, opened->row.referral, std::move(step), std::move(faults), "outcome");
}

}  // namespace

void hang_referrals(http::Router& router, access::Services const& services) {
  auto add = [&](http::Method method, std::string pattern, Action action, std::string name, std::string summary,
                 access::Page page) {
    access::add(router, services,
                {.method = method,
                 .pattern = std::move(pattern),
                 .action = action,
                 .name = std::move(name),
                 .summary = std::move(summary),
                 .page = std::move(page)});
  };
  add(http::Method::get, "/referrals", Action::see_referrals, "referrals",
      "Referrals to social care that wait for an outcome", show_list);
  add(http::Method::get, "/referrals/{id}", Action::see_referrals, "referral", "One referral, with the story carried",
      show_referrals);
  add(http::Method::post, "/referrals/{id}/accept", Action::record_step_outcome, "referral_accept_post",
      "A named worker of social care takes it on", accept_referral);
  add(http::Method::post, "/referrals/{id}/outcome", Action::record_step_outcome, "referral_outcome_post",
      "What social care did", record_outcome);
}

}  // namespace kith::enquiry
