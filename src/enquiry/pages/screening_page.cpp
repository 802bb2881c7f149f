// Screening: the seven outcomes, why, at which level and on which footing; and a risk held here, saved with it.
#include "base/text.h"
#include "enquiry/pages/changed_meanwhile.h"
#include "enquiry/pages/small_forms.h"
#include "html/components/button.h"
#include "html/components/text_blocks.h"

namespace kith::enquiry {

namespace {

using html::Html;

// The questions stand out from their answers: this is the longest form of the hub.
auto constexpr legend_classes = "govuk-fieldset__legend--s";
auto constexpr label_classes = "govuk-label--s";

Html outcome_field(html::FormState const& form, Opened const& opened, profile::Profile const& profile) {
  auto const& decision = opened.state.decision;
  html::Radios radios{.name = "outcome",
                      .fieldset = {.legend = {.text = "What happens with this request?", .classes = legend_classes}},
                      .value = decision ? std::string{wire(decision->outcome)} : ""};
  auto existing = html::input_field(form, {.name = "existing_case",
                                           .label = {.text = "Reference of the case it joins"},
                                           .value = decision ? decision->existing_case : "",
                                           .width_characters = 20});
  for (auto const& member : members_of<ScreeningOutcome>) {
    html::RadioItem item{.value = std::string{member.wire}, .text = outcome_words(profile, member.value)};
    if (member.value == ScreeningOutcome::to_be_completed)
      item.hint.text = "Not a decision yet: the clock runs on and the request stays in the inbox";
    if (member.value == ScreeningOutcome::transfer_social_care)
      item.hint.text = "Makes a referral with the story so far. Early help stays responsible until it is accepted";
    if (member.value == ScreeningOutcome::link_existing) item.conditional = existing;
    radios.items.push_back(std::move(item));
  }
  return html::radios_field(form, radios);
}

Html level_field(html::FormState const& form, Opened const& opened, profile::Profile const& profile) {
  auto const& decision = opened.state.decision;
  html::Radios radios{.name = "level",
                      .fieldset = {.legend = {.text = "Level of need", .classes = legend_classes}},
                      .value = decision && decision->level ? std::to_string(*decision->level) : ""};
  for (auto const& level : profile.levels)
    radios.items.push_back(
        {.value = std::to_string(level.number), .text = level.label, .hint = {.text = level.meaning}});
  radios.items.push_back({.value = "none", .text = "Not assessed"});
  return html::radios_field(form, radios);
}

Html footing_field(html::FormState const& form, Opened const& opened) {
  auto const& decision = opened.state.decision;
  html::Radios radios{.name = "footing",
                      .fieldset = {.legend = {.text = "Legal footing", .classes = legend_classes}},
                      .hint = {.text = "Apart from the level of need"},
                      .value = std::string{wire(decision ? decision->footing : Footing::none)}};
  for (auto const& member : members_of<Footing>)
    radios.items.push_back({.value = std::string{member.wire}, .text = member.label});
  return html::radios_field(form, radios);
}

Html need_fields(html::FormState const& form, Opened const& opened, profile::Profile const& profile, Date today) {
  auto const& decision = opened.state.decision;
  auto const primary = decision ? decision->primary_need : opened.state.received.primary_need;
  html::Checkboxes further{
      .name = "further_needs", .items = {}, .values = {}, .classes = "govuk-checkboxes--small kith-columns"};
  if (!form.value("version").empty())  // as typed, even when nothing is ticked any more
    further.values = form.all_values("further_needs");
  else if (decision)
    further.values = decision->further_needs;
  for (auto const& item : choices(profile.needs, today, "", ""))
    further.items.push_back({.value = *item.value, .text = item.text});
  further.fieldset.legend = {.text = "Which further needs?", .classes = "govuk-visually-hidden"};
  bool const chosen = !further.values.empty();
  return html::select_field(form, {.name = "primary_need",
                                   .label = {.text = "Primary need", .classes = label_classes},
                                   .items = choices(profile.needs, today, primary, "Not recorded"),
                                   .value = primary}) +
         html::details({.summary = "Further needs (optional)",
                        .text = html::checkboxes_field(form, further),
                        .open = chosen,
                        .classes = "kith-details--wide"});
}

Html risk_fields(html::FormState const& form) {
  auto area = [&](std::string name, std::string_view title) {
    return html::textarea_field(form, {.name = std::move(name), .label = {.text = title}, .rows = 3});
  };
  auto fields =
      area("worry", "What is the worry?") + area("risk_reason", "Why is it held here and not passed on?") +
      html::input_field(form, {.name = "decided_by", .label = {.text = "Who decided?"}, .width_characters = 20}) +
      html::radios_field(form, {.name = "social_worker",
                                .fieldset = {.legend = {.text = "Was a social worker part of the decision?"}},
                                .items = {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No"}},
                                .classes = "govuk-radios--inline"}) +
      area("would_change_our_mind", "What would change our mind?") +
      html::date_field(form, {.id = "look_again_on", .fieldset = {.legend = {.text = "When do we look again?"}}});
  bool const open = std::ranges::any_of(std::array{"worry", "risk_reason", "decided_by", "would_change_our_mind"},
                                        [&](char const* name) { return !form.value(name).empty(); });
  return html::details({.summary = "We hold a risk here (optional)", .text = fields, .open = open});
}

http::Response shown(access::Services const& services, access::Visitor const& visitor, Opened const& opened,
                     html::FormState const& form, Html const& above, std::int64_t version, int status) {
  auto const& profile = *services.profile;
  auto const today = london_date(services.now());
  auto const& decision = opened.state.decision;
  auto const& received = opened.state.received;
  Html said;
  auto say = [&](std::string_view what, std::string const& words) {
    if (!words.empty()) said.add("<p><strong>{}:</strong> {}</p>", what, words);
  };
  say("Worried about", received.worries);
  say("Working well", received.working_well);
  say("Would help", received.wanted);
  say("Family agrees", std::string{label(received.agreement)} +
                           (received.agreement_reason.empty() ? "" : ": " + received.agreement_reason));
  auto reminder = html::details({.summary = "What the request says", .text = said, .open = true});
  auto body = html::hidden_field("version", std::to_string(version)) + outcome_field(form, opened, profile) +
              html::textarea_field(form, {.name = "reason",
                                          .label = {.text = "Why?", .classes = label_classes},
                                          .hint = {.text = "What people will look for later"},
                                          .value = decision ? decision->reason : "",
                                          .rows = 5}) +
              level_field(form, opened, profile) + footing_field(form, opened) +
              need_fields(form, opened, profile, today) +
              html::date_field(form, {.id = "screened_on",
                                      .fieldset = {.legend = {.text = "Decided on", .classes = legend_classes}},
                                      .items = date_items(today)}) +
              risk_fields(form) + html::button({.text = "Save screening", .prevent_double_click = true});
  auto const action = html::url("/enquiries/{}/screen", opened.row.enquiry);
  return form_page(services, visitor, opened, "Screening", form,
                   above + reminder + access::draft_form_for(services, visitor, action, body), status);
}

Error one_fault(std::string field, std::string code, std::string sentence) {
  return invalid(code, sentence, {{std::move(field), code, sentence}});
}

Result<EnquiryScreened> typed_screening(http::Fields const& form, profile::Profile const& profile, Date today) {
  Faults faults;
  EnquiryScreened s;
  if (auto const outcome = parse<ScreeningOutcome>(form.get("outcome")))
    s.outcome = *outcome;
  else
    faults.take<Done>(one_fault("outcome", "no_outcome", "Choose what happens with this request."));
  s.screened_on = faults.take(typed_date(form, "screened_on")).value_or(today);
  s.reason = faults.take(typed_text(form, "reason"));
  for (auto const& level : profile.levels)
    if (form.get("level") == std::to_string(level.number)) s.level = level.number;
  s.footing = parse<Footing>(form.get("footing")).value_or(Footing::none);
  auto need = [&](std::string_view code) {
    return std::ranges::any_of(profile.needs, [&](auto const& word) { return word.code == code; });
  };
  if (need(form.get("primary_need"))) s.primary_need = form.get("primary_need");
  for (auto const& code : form.all("further_needs"))
    if (need(code) && code != s.primary_need) s.further_needs.emplace_back(code);
  s.existing_case = faults.take(typed_text(form, "existing_case", 100));
  if (faults.any()) return faults.error();
  return s;
}

// Nothing when none of the section was filled in: a risk is held on purpose or not at all.
Result<std::optional<RiskHeldLocally>> typed_risk(http::Fields const& form) {
  Faults faults;
  RiskHeldLocally risk;
  risk.worry = faults.take(typed_text(form, "worry"));
  risk.reason = faults.take(typed_text(form, "risk_reason"));
  risk.decided_by = faults.take(typed_text(form, "decided_by", 200));
  risk.social_worker_took_part = form.get("social_worker") == "yes";
  risk.would_change_our_mind = faults.take(typed_text(form, "would_change_our_mind"));
  auto const look_again_on = faults.take(typed_date(form, "look_again_on"));
  if (faults.any()) return faults.error();
  bool const untouched = risk.worry.empty() && risk.reason.empty() && risk.decided_by.empty() &&
                         risk.would_change_our_mind.empty() && !look_again_on && form.get("social_worker").empty();
  if (untouched) return std::optional<RiskHeldLocally>{};
  risk.look_again_on = look_again_on.value_or(Date{});
  return std::optional{std::move(risk)};
}

// Both or neither; and when both are wrong, everything that is wrong is said at once.
Step screening_step(EnquiryScreened screened, std::optional<RiskHeldLocally> risk) {
  return [=](journal::Transaction& t, EnquiryId id, By const& by) -> Result<std::string> {
    auto answer = act(t, id, ScreenEnquiry{screened}, by);
    if (!risk) return answer;
    if (answer) {
      auto by_now = by;
      by_now.expected_version.reset();  // our own screening has just moved it on
      return act(t, id, HoldRisk{*risk}, by_now);
    }
    if (answer.error().kind != Kind::invalid) return answer;
    auto error = answer.error();
    Context const context{t.now(), london_date(t.now()), by.subject.account};
    if (auto const held = decide(*t.state<Enquiry>(id.raw()), HoldRisk{*risk}, context); !held)
      error.fields.insert(error.fields.end(), held.error().fields.begin(), held.error().fields.end());
    return error;
  };
}

std::vector<html::SideBySideRow> compared(http::Fields const& form, Opened const& opened,
                                          profile::Profile const& profile) {
  auto const now = opened.state.decision.value_or(EnquiryScreened{});
  bool const decided = opened.state.decision.has_value();
  auto const typed = typed_screening(form, profile, {}).ok() ? *typed_screening(form, profile, {}) : EnquiryScreened{};
  auto needs = [&](EnquiryScreened const& s) {
    std::string words = profile::label_of(profile.needs, s.primary_need);
    for (auto const& need : s.further_needs)
      words += (words.empty() ? "" : ", ") + profile::label_of(profile.needs, need);
    return words;
  };
  auto const typed_outcome = parse<ScreeningOutcome>(form.get("outcome"));
  return {both("Outcome", typed_outcome ? outcome_words(profile, *typed_outcome) : "",
               decided ? outcome_words(profile, now.outcome) : ""),
          both("Reason", std::string{form.get("reason")}, now.reason),
          both("Level of need", level_words(profile, typed.level), level_words(profile, now.level)),
          both("Legal footing", std::string{label(typed.footing)}, std::string{label(now.footing)}),
          both("Needs", needs(typed),
               decided ? needs(now) : profile::label_of(profile.needs, opened.state.received.primary_need)),
          both("Existing case", typed.existing_case, now.existing_case)};
}

http::Answer get_screening(access::Services const& services, access::Visitor const& visitor,
                           http::Request const& request) {
  auto const opened = open(services, visitor, request, access::Action::screen_enquiry);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const draft = access::kept_draft(services, visitor, request.path);
  // A draft keeps the version it was begun from, so that a change made since is not written over unseen.
  auto const begun = draft ? version_of(draft->value("version")) : std::nullopt;
  // "Transfer to social care" on the enquiry's page comes here with its answer given.
  html::FormState chosen;
  if (auto const outcome = parse<ScreeningOutcome>(request.query.get("outcome")))
    chosen.values = {{"outcome", std::string{wire(*outcome)}}};
  return shown(services, visitor, *opened, draft.value_or(chosen), {}, begun.value_or(opened->state.version), 200);
}

http::Answer post_screening(access::Services const& services, access::Visitor const& visitor,
                            http::Request const& request) {
  auto const id = EnquiryId::parse(request.parameters.at("id"));
  if (!id) return access::error_page(services, visitor, no_such_enquiry());
  auto const since = version_of(visitor.form.get("version"));
  auto again = [&services, visitor, &request, since](Error const& error) {
    auto const opened = open(services, visitor, request, access::Action::screen_enquiry);
    if (!opened) return access::error_page(services, visitor, opened.error());
    Html above;
    auto version = since.value_or(opened->state.version);
    if (error.kind == Kind::conflict) {
      above =
          changed_meanwhile(services, *opened, since.value_or(0), compared(visitor.form, *opened, *services.profile));
      version = opened->state.version;
    }
    return shown(services, visitor, *opened, typed_with(visitor.form, error), above, version,
                 access::status_of(error.kind));
  };
  Faults faults;
  auto screened =
      faults.take<EnquiryScreened>(typed_screening(visitor.form, *services.profile, london_date(services.now())));
  auto risk = faults.take(typed_risk(visitor.form));
  if (faults.any()) return again(faults.error());
  return carry_out(services, visitor, request, *id, screening_step(std::move(screened), std::move(risk)),
                   since.value_or(0), "screen", again);
}

}  // namespace

void hang_screening(http::Router& router, access::Services const& services) {
  std::string const pattern = "/enquiries/{id}/screen";
  access::add(router, services,
              {.method = http::Method::get,
               .pattern = pattern,
               .action = access::Action::screen_enquiry,
               .name = "enquiry_screen",
               .summary = "The screening form",
               .page = get_screening});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = pattern,
               .action = access::Action::screen_enquiry,
               .name = "enquiry_screen_post",
               .summary = "Saves a screening, and a risk held locally with it",
               .page = post_screening});
}

}  // namespace kith::enquiry
