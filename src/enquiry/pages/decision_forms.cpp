// After the decision: who was told, closing and reopening.
#include "base/text.h"
#include "enquiry/pages/small_forms.h"

namespace kith::enquiry {

namespace {

using html::Html;

Html told_fields(html::FormState const& form, FormGround const& ground) {
  return html::input_field(form, {.name = "by",
                                  .label = {.text = "Who told them?"},
                                  .value = form.values.empty() ? ground.subject.name : "",
                                  .width_characters = 20,
                                  .autocomplete = "off"}) +
         html::date_field(
             form,
             {.id = "on", .fieldset = {.legend = {.text = "When?"}}, .items = date_items(london_date(ground.now))}) +
         method_field(form, ground) +
         html::textarea_field(
             form, {.name = "why_not",
                    .label = {.text = "Or: why were they not told?"},
                    .hint = {.text = "Write here only if nobody told them, and that is the decision. It is saved "
                                     "instead of who and when."},
                    .rows = 3});
}

// A reason for telling nobody stands in place of who and when, which the form fills in beforehand.
template <Told whom>
Result<Step> read_told(http::Fields const& form, access::Subject const&, Instant) {
  Faults faults;
  DecisionTold told;
  told.whom = whom;
  told.why_not = faults.take(typed_text(form, "why_not"));
  if (told.why_not.empty()) {
    told.by = faults.take(typed_text(form, "by", 200));
    told.on = faults.take(typed_date(form, "on"));
    told.method = form.get("method");
  }
  if (faults.any()) return faults.error();
  return step(RecordTold{std::move(told)});
}

Html close_fields(html::FormState const& form, FormGround const& ground) {
  auto const today = london_date(ground.now);
  return html::select_field(
             form, {.name = "reason",
                    .label = {.text = "Why is it closed?"},
                    .items = choices(ground.profile.closing_reasons, today, form.value("reason"), "Choose a reason")}) +
         html::date_field(form,
                          {.id = "on", .fieldset = {.legend = {.text = "Closed on"}}, .items = date_items(today)});
}
Result<Step> read_close(http::Fields const& form, access::Subject const&, Instant now) {
  Faults faults;
  CloseEnquiry command{faults.take(typed_date(form, "on")).value_or(london_date(now)), std::string{form.get("reason")}};
  if (trimmed(command.reason).empty())
    faults.take<Done>(
        invalid("no_reason", "Choose why it is closed.", {{"reason", "no_reason", "Choose why it is closed."}}));
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

Html reopen_fields(html::FormState const& form, FormGround const&) {
  return reason_field(form, "Why is it opened again?", "");
}
Result<Step> read_reopen(http::Fields const& form, access::Subject const&, Instant) {
  return step(ReopenEnquiry{TRY(typed_text(form, "reason"))});
}

}  // namespace

std::vector<SmallForm> decision_forms() {
  return {{"told-family", "Telling the family", "Save", told_fields, read_told<Told::family>},
          {"told-asker", "Telling the person who asked", "Save", told_fields, read_told<Told::asker>},
          {"close", "Close this request", "Close", close_fields, read_close},
          {"reopen", "Reopen this request", "Reopen", reopen_fields, read_reopen}};
}

}  // namespace kith::enquiry
