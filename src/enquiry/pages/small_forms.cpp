#include "enquiry/pages/small_forms.h"

#include "enquiry/pages/enquiry_parts.h"
#include "html/components/button.h"
#include "html/components/text_blocks.h"

namespace kith::enquiry {

namespace {

using html::Html;

html::Url form_url(EnquiryId id, std::string_view slug) { return html::url("/enquiries/{}/{}", id, slug); }

http::Response shown(access::Services const& services, access::Visitor const& visitor, Opened const& opened,
                     SmallForm const& small, html::FormState const& form, int status) {
  FormGround const ground{*services.profile, visitor.subject, services.now(), opened};
  auto body = small.fields(form, ground) + html::button({.text = small.button, .prevent_double_click = true});
  return form_page(services, visitor, opened, std::string{small.title}, form,
                   access::draft_form_for(services, visitor, form_url(opened.row.enquiry, small.slug), body), status);
}

http::Answer get(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                 SmallForm const& small) {
  auto const opened = open(services, visitor, request, access::Action::work_enquiry);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const form = access::kept_draft(services, visitor, request.path).value_or(html::FormState{});
  return shown(services, visitor, *opened, small, form, 200);
}

http::Answer post(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                  SmallForm const& small) {
  auto const id = EnquiryId::parse(request.parameters.at("id"));
  if (!id) return access::error_page(services, visitor, no_such_enquiry());
  auto again = [&services, visitor, &request, small](Error const& error) {
    auto const opened = open(services, visitor, request, access::Action::work_enquiry);
    if (!opened) return access::error_page(services, visitor, opened.error());
    return shown(services, visitor, *opened, small, typed_with(visitor.form, error), access::status_of(error.kind));
  };
  auto step = small.read(visitor.form, visitor.subject, services.now());
  if (!step) return again(step.error());
  return carry_out(services, visitor, request, *id, *std::move(step), std::nullopt, small.slug, again);
}

// One press for the commonest case: I have just spoken with somebody of this family.
Html one_click_contact(access::Services const& services, access::Visitor const& visitor, EnquiryId id) {
  auto buttons =
      html::each(std::array{"Mother", "Father", "Child or young person", "Another carer"}, [](char const* whom) {
        return html::button({.text = whom,
                             .name = "with_whom",
                             .value = whom,
                             .variant = html::ButtonVariant::secondary,
                             .prevent_double_click = true});
      });
  return html::markup(
             "<h3 class=\"govuk-heading-s\">First helpful contact</h3><p class=\"govuk-body\">I have just spoken on "
             "the phone with:</p>") +
         access::form_for(services, visitor, form_url(id, "contact"), html::button_group(buttons)) +
         html::markup(
             "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">Somebody else did, at another time, or "
             "another way</a></p>",
             form_url(id, "contact"));
}

bool is_decided(Enquiry const& state) {
  return state.decision && state.decision->outcome != ScreeningOutcome::to_be_completed;
}

// The one thing that this request waits for, as a button; everything else that can be done is a link below it.
struct PrimaryStep {
  std::string_view slug;
  std::string_view words;
};
PrimaryStep primary_step(EnquiryView const& view) {
  auto const& state = view.opened.state;
  if (view.opened.row.closed_on) return {};
  if (!is_decided(state)) return view.may_screen ? PrimaryStep{"screen", "Screen this request"} : PrimaryStep{};
  bool const to_allocate =
      state.decision->outcome == ScreeningOutcome::progress_pathway && view.allocations.empty() && view.may_allocate;
  if (to_allocate) return {"allocate", "Allocate"};
  if (view.may_work && !state.family_told) return {"told-family", "Record who told the family"};
  if (view.may_work && !state.asker_told) return {"told-asker", "Record who told the person who asked"};
  return {};
}

Html link_item(html::Url const& href, std::string_view text) {
  return html::markup("<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>", href, text);
}

}  // namespace

Html method_field(html::FormState const& form, FormGround const& ground) {
  return html::select_field(
      form, {.name = "method",
             .label = {.text = "How"},
             .items = choices(ground.profile.contact_methods, london_date(ground.now), form.value("method"), ""),
             .value = "phone"});
}

Html reason_field(html::FormState const& form, std::string_view label, std::string_view hint) {
  return html::textarea_field(form, {.name = "reason", .label = {.text = label}, .hint = {.text = hint}, .rows = 3});
}

Html next_steps(EnquiryView const& view, access::Services const& services, access::Visitor const& visitor) {
  auto const& row = view.opened.row;
  auto const& state = view.opened.state;
  auto const id = row.enquiry;
  Html html;
  if (view.may_work && !row.first_contact_on && !row.closed_on) html += one_click_contact(services, visitor, id);
  auto const primary = primary_step(view);
  if (!primary.slug.empty()) html += html::button({.text = primary.words, .href = form_url(id, primary.slug)});
  Html items;
  if (view.may_screen && !row.closed_on && primary.slug != "screen")
    items += link_item(form_url(id, "screen"), "Screen again");
  if (view.may_work) {
    bool const decided = is_decided(state);
    items += link_item(form_url(id, "note"), "Add a note");
    if (!row.first_contact_on) items += link_item(form_url(id, "tried"), "Record a try to reach the family");
    items += state.waiting ? link_item(form_url(id, "wait-over"), "Waiting is over")
                           : link_item(form_url(id, "wait"), "Wait for somebody");
    if (decided && !state.family_told && primary.slug != "told-family")
      items += link_item(form_url(id, "told-family"), "Record who told the family");
    if (decided && !state.asker_told && primary.slug != "told-asker")
      items += link_item(form_url(id, "told-asker"), "Record who told the person who asked");
    if (row.closed_on) items += link_item(form_url(id, "reopen"), "Reopen this request");
    if (!row.closed_on && decided) items += link_item(form_url(id, "close"), "Close this request");
  }
  if (view.may_allocate && !row.closed_on && primary.slug != "allocate")
    items += link_item(form_url(id, "allocate"), "Allocate");
  bool const transferred = state.decision && state.decision->outcome == ScreeningOutcome::transfer_social_care;
  if (view.may_refer && view.may_screen && !row.closed_on && !transferred)
    items += link_item(form_url(id, "screen").with("outcome", wire(ScreeningOutcome::transfer_social_care)),
                       "Transfer to social care");
  if (!items.empty()) html.add("<ul class=\"govuk-list\">{}</ul>", items);
  if (html.empty()) return {};
  return html::markup(
      "<section class=\"kith-not-on-paper\" aria-labelledby=\"next\"><h2 class=\"govuk-heading-m\" id=\"next\">What to "
      "do next</h2>"
      "{}</section>",
      html);
}

void hang_small_forms(http::Router& router, access::Services const& services) {
  auto forms = contact_forms();
  for (auto& form : decision_forms()) forms.push_back(form);
  for (auto const& form : forms) {
    auto const pattern = "/enquiries/{id}/" + std::string{form.slug};
    access::add(router, services,
                {.method = http::Method::get,
                 .pattern = pattern,
                 .action = access::Action::work_enquiry,
                 .name = "enquiry_" + std::string{form.slug},
                 .summary = std::string{form.title},
                 .page = [form](auto const& s, auto const& v, auto const& r) { return get(s, v, r, form); }});
    access::add(router, services,
                {.method = http::Method::post,
                 .pattern = pattern,
                 .action = access::Action::work_enquiry,
                 .name = "enquiry_" + std::string{form.slug} + "_post",
                 .summary = std::string{form.title},
                 .page = [form](auto const& s, auto const& v, auto const& r) { return post(s, v, r, form); }});
  }
}

}  // namespace kith::enquiry
