// Asking for help for a family: one page, six questions; and afterwards, what happens next and by when.
#include "enquiry/pages/consultation_form.h"
#include "enquiry/pages/hub_pages.h"
#include "enquiry/pages/request_form.h"
#include "html/components.h"
#include "journal/store.h"
#include "profile/clock.h"

namespace kith::enquiry {

namespace {

using access::Action;

// Only the hub records calls, and whoever advised on a consultation makes the request of it; anybody else asks in their
// own name.
bool by_phone(access::Visitor const& visitor, std::string_view door, std::string_view consultation) {
  bool const advised = !consultation.empty() && access::may_enter(visitor.subject, Action::give_advice);
  return advised || (door == "phone" && works_in_hub(visitor.subject));
}

// The form filled in with what a consultation without names says already; empty when the visitor may not read it, or a
// request has come of it.
html::FormState from_consultation(access::Services const& services, access::Visitor const& visitor,
                                  http::Request const& request) {
  auto const id = ConsultationId::parse(request.query.get("consultation"));
  if (!id || !access::may_enter(visitor.subject, Action::give_advice)) return {};
  Consultation consultation;
  for (auto const& recorded : journal::load(*services.readers->lease(), id->raw())) evolve(consultation, recorded);
  if (consultation.version == 0 || consultation.enquiry) return {};
  if (!access::note_read(services, visitor, request, Action::give_advice,
                         access::decide(visitor.subject, Action::give_advice), "consultation", id->text()))
    return {};
  return as_request(*id, consultation);
}

http::Response form_page(access::Services const& services, access::Visitor const& visitor, html::FormState const& form,
                         bool phone) {
  html::Page page;
  page.title = phone ? "Record a phone call" : "Ask for help for a family";
  auto const consultation = form.value("consultation");
  if (!consultation.empty()) page.title = "Name the child of a consultation";
  page.heading = html::text(page.title);
  if (!phone && works_in_hub(visitor.subject))
    page.main.add(
        "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/requests/new?door=phone\">Somebody is ringing: "
        "record their call</a></p>");
  if (consultation.empty() && access::may_enter(visitor.subject, Action::give_advice))
    page.main.add(
        "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/consultations/new\">They want advice and do not say "
        "whom it is about</a></p>");
  page.main.add(
      "<p class=\"govuk-body\">Six questions, about two minutes. Say what you know now; the rest can be added "
      "later.</p>");
  page.main += access::draft_form_for(
      services, visitor, "/requests/new",
      (consultation.empty() ? html::Html{} : html::hidden_field("consultation", consultation)) +
          request_fields(form, services, visitor.subject, phone) +
          html::button({.text = "Save the request", .name = "save", .value = "yes", .prevent_double_click = true}));
  return door_page(services, visitor, std::move(page), form);
}

http::Answer show_form(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  if (auto const form = from_consultation(services, visitor, request); !form.values.empty())
    return form_page(services, visitor, form, true);
  auto const kept = access::kept_draft(services, visitor, request.path);
  auto const form = kept.value_or(html::FormState{});
  auto const door = kept ? form.value("door") : std::string{request.query.get("door")};
  return form_page(services, visitor, form, by_phone(visitor, door, form.value("consultation")));
}

// The form again with one more child, and everything as it was typed. Nothing is saved yet.
http::Response with_another_child(access::Services const& services, access::Visitor const& visitor, bool phone) {
  auto form = access::form_state(visitor.form);
  auto const count = std::min(children_on(form) + 1, most_children);
  std::erase_if(form.values, [](auto const& value) { return value.first == "children"; });
  form.values.emplace_back("children", std::to_string(count));
  return form_page(services, visitor, form, phone);
}

html::Url after(access::Visitor const& visitor, TypedRequest const& typed, EnquiryId id) {
  if (typed.danger_now) return html::Url{"/urgent"}.with("request", id.text());
  if (works_in_hub(visitor.subject)) return enquiry_url(id);
  auto const received = html::url("/requests/{}/received", id);
  return typed.place_unknown ? received.with("place", "unknown") : received;
}

http::Answer save(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const consultation = ConsultationId::parse(visitor.form.get("consultation"));
  bool const phone = by_phone(visitor, visitor.form.get("door"), visitor.form.get("consultation"));
  if (visitor.form.has("add_child")) return with_another_child(services, visitor, phone);
  auto typed = read_request(visitor.form, services, visitor.subject, phone);
  if (!typed.faults.empty())
    return form_page(services, visitor, access::form_state(visitor.form, std::move(typed.faults)), phone);
  auto command = [asked = typed.request, consultation](journal::Transaction& t, By const& by) -> Result<std::string> {
    auto made = asked;
    made.enquiry = EnquiryId::mint(t.now(), t.random());
    made.received.received_at = t.now();
    made.received.received_on = london_date(t.now());
    TRY(receive(t, made, by));
    if (consultation) TRY(note_named(t, *consultation, made.enquiry, by));
    return made.enquiry.text();
  };
  auto where = [visitor, typed](std::string const& made) {
    return after(visitor, typed, EnquiryId::parse(made).value_or(EnquiryId{}));
  };
  auto again = [&services, visitor, phone](Error const& error) {
    return form_page(services, visitor, typed_with(visitor.form, error), phone);
  };
  return send_command(services, visitor, request, "request", std::move(command), std::move(where), std::move(again));
}

// A request that this visitor asked for themselves. Anything else might as well not be there.
std::optional<EnquiryRow> own_request(access::Services const& services, access::Visitor const& visitor,
                                      http::Request const& request) {
  auto const id = EnquiryId::parse(request.parameters.at("id"));
  if (!id) return std::nullopt;
  auto reader = services.readers->lease();
  auto row = enquiry_row(*reader, *id);
  if (!row || row->sender != visitor.subject.account) return std::nullopt;
  auto const resource = resource_of(*reader, *id, visitor.subject.account);
  if (!access::decide(visitor.subject, Action::see_own_requests, resource)) return std::nullopt;
  return row;
}

std::string by_when(profile::ClockLimit limit, Instant received) {
  return for_people(london_date(profile::due(limit, received)));
}

http::Answer show_received(access::Services const& services, access::Visitor const& visitor,
                           http::Request const& request) {
  auto const row = own_request(services, visitor, request);
  if (!row)
    return access::error_page(services, visitor,
                              not_found("no_request", "There is no request of yours at this address."));
  auto const& clocks = services.profile->clocks;
  auto const& contacts = services.profile->contacts;
  html::Page page;
  page.title = "Request received";
  page.main = html::panel(
      {.title = "Request received", .text = html::markup("Your reference<br><strong>{}</strong>", row->reference)});
  if (request.query.get("place") == "unknown")
    page.main += html::inset_text(
        {.text = "We do not know the place that you wrote. It is kept as you typed it, and the hub will look it up."});
  page.main.add(
      "<h2 class=\"govuk-heading-m\">What happens next</h2><ol class=\"govuk-list govuk-list--number\">"
      "<li>The hub reads your request and decides what to do, by {}.</li>"
      "<li>Somebody speaks with the family, by {}.</li>"
      "<li>You hear what was decided. You can look it up under <a class=\"govuk-link\" href=\"/requests\">My "
      "requests</a> at any time.</li></ol>",
      by_when(clocks.screening, row->received_at), by_when(clocks.first_contact, row->received_at));
  page.main.add(
      "<p class=\"govuk-body\">The hub may ring you for more details. If you learn more yourself, ring {} ({}) and say "
      "the reference.</p>",
      phone_link(contacts.hub_phone), contacts.hub_hours);
  page.main.add(
      "<p class=\"govuk-body\">If somebody is in danger now, use <a class=\"govuk-link\" href=\"{}\">Urgent "
      "concern</a>.</p>"
      "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/requests/new\">Ask for help for another family</a></p>",
      html::Url{"/urgent"}.with("request", row->enquiry.text()));
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

void hang_new_request(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/requests/new",
               .action = Action::make_request,
               .name = "new_request",
               .summary = "The six questions of a new request",
               .page = show_form});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/requests/new",
               .action = Action::make_request,
               .name = "new_request_post",
               .summary = "Saves a new request, or shows the form with one more child",
               .page = save});
  access::add(router, services,
              {.pattern = "/requests/{id}/received",
               .action = Action::see_own_requests,
               .name = "request_received",
               .summary = "What happens next with a request, and by when",
               .page = show_received});
}

}  // namespace kith::enquiry
