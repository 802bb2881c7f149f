// Urgent: whom to ring, first; then what waits for a named MASH worker; then the form. Telling us is never telling the
// MASH: it stays red, and its owner's, until somebody there accepts it by name.
#include <fmt/format.h>

#include "base/text.h"
#include "enquiry/pages/door_pages.h"
#include "enquiry/pages/hub_pages.h"
#include "enquiry/pages/typed.h"
#include "enquiry/pages/urgent_board.h"
#include "enquiry/pages/words.h"
#include "html/components.h"

namespace kith::enquiry {

namespace {

using access::Action;
using access::Services;
using access::Visitor;
using html::Html;

// The request that a concern is about, when it is one that this visitor may raise.
std::optional<EnquiryRow> known_request(Services const& services, Visitor const& visitor, std::string_view id_text) {
  auto const id = EnquiryId::parse(id_text);
  if (!id) return std::nullopt;
  auto reader = services.readers->lease();
  auto row = enquiry_row(*reader, *id);
  if (!row) return std::nullopt;
  auto const resource = resource_of(*reader, *id, visitor.subject.account);
  bool const may_raise = static_cast<bool>(access::decide(visitor.subject, Action::raise_urgent, resource));
  bool const may_see = static_cast<bool>(access::decide(visitor.subject, Action::see_enquiry, resource));
  if (!may_raise || !(resource.own || may_see)) return std::nullopt;
  return row;
}

// A call is nearly always today's; one just before midnight, or noted the next morning, is not.
Html day_of_call(html::FormState const& form) {
  auto const other = html::date_field(
      form, {.id = "spoke", .fieldset = {.legend = {.text = "Date of the call", .classes = "govuk-visually-hidden"}}});
  return html::radios_field(form, {.name = "spoke_day",
                                   .fieldset = {.legend = {.text = "On which day?"}},
                                   .items = {{.value = "today", .text = "Today"},
                                             {.value = "yesterday", .text = "Yesterday"},
                                             {.value = "other", .text = "Another day", .conditional = other}},
                                   .value = "today",
                                   .classes = "govuk-radios--small"});
}

Html raise_form(Services const& services, Visitor const& visitor, html::FormState const& form,
                std::optional<EnquiryRow> const& about) {
  auto fields = html::markup("<h2 class=\"govuk-heading-l\" id=\"raise\">Tell us about a danger now</h2>");
  if (about) {
    fields.add("<p class=\"govuk-body\">This is about request <strong>{}</strong>, which is saved.</p>",
               about->reference);
  } else {
    fields += html::input_field(form, {.name = "forenames",
                                       .label = {.text = "Child’s first name, or several"},
                                       .hint = {.text = "Leave it empty if you do not know."},
                                       .autocomplete = "off"});
    fields += html::input_field(form, {.name = "reference",
                                       .label = {.text = "Reference of a request (optional)"},
                                       .hint = {.text = "If it is about a request that you made already, such as "
                                                        "EH000123. The names are not needed then."},
                                       .width_characters = 10,
                                       .autocomplete = "off"});
  }
  fields += html::textarea_field(form, {.name = "danger", .label = {.text = "What is the danger?"}, .rows = 3});
  fields += html::input_field(form, {.name = "spoke_to",
                                     .label = {.text = "Who did you speak to?"},
                                     .hint = {.text = "Name and place. Leave it empty if nobody has answered yet, and "
                                                      "go on ringing."},
                                     .width_characters = 20,
                                     .autocomplete = "off"});
  fields += html::input_field(form, {.name = "spoke-time",
                                     .label = {.text = "At what time?"},
                                     .hint = {.text = "For example 14:30. Leave it empty for now."},
                                     .width_characters = 5});
  fields += day_of_call(form);
  fields +=
      html::button({.text = "Save as urgent", .variant = html::ButtonVariant::warning, .prevent_double_click = true});
  auto const action = about ? html::url("/enquiries/{}/urgent", about->enquiry) : html::Url{"/urgent"};
  return about ? access::form_for(services, visitor, action, fields)
               : access::draft_form_for(services, visitor, action, fields);
}

http::Response urgent_page(Services const& services, Visitor const& visitor, http::Request const& request,
                           html::FormState const& form, std::optional<EnquiryRow> const& about) {
  html::Page page;
  page.title = "Urgent";
  page.main = html::markup("<h1 class=\"govuk-visually-hidden\">Urgent concern</h1>{}",
                           numbers_to_ring(services.profile->contacts));
  page.main += html::inset_text(
      {.text =
           "Ring first. Nobody at the MASH knows of it until you have spoken with them, and it is not accepted until "
           "one of them accepts it here by name."});
  if (request.query.get("done") == "accepted")
    page.main += html::alert({.variant = html::AlertVariant::success, .text = "Accepted.", .at_once = true});
  {
    auto reader = services.readers->lease();
    page.main += own_urgent_waiting(services, visitor, urgent_rows(*reader, visitor.subject.account));
  }
  auto const may_see = access::decide(visitor.subject, Action::see_urgent);
  // Somebody who has to say something now gets the form before the list.
  bool const form_first = about.has_value() || (!form.errors.empty() && !visitor.form.has("about"));
  if (form_first) page.main += raise_form(services, visitor, form, about);
  if (may_see) {
    auto const board = read_urgent_board(services, visitor);
    if (auto const ids = board.ids(); !ids.empty()) {
      auto const noted =
          access::note_read(services, visitor, request, Action::see_urgent, may_see, "urgent concerns", ids);
      if (!noted) return access::error_page(services, visitor, noted.error());
    }
    page.main += urgent_board_html(services, visitor, form, board);
  }
  if (!form_first) page.main += raise_form(services, visitor, form, about);
  return door_page(services, visitor, std::move(page), form);
}

http::Answer show_urgent(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto about = known_request(services, visitor, request.query.get("request"));
  if (about && about->urgent == UrgentState::raised) about.reset();
  auto form = html::FormState{};
  if (!about)
    if (auto kept = access::kept_draft(services, visitor, request.path)) form = *std::move(kept);
  return urgent_page(services, visitor, request, form, about);
}

// When the call was: now, unless a time or another day was given.
Result<Instant> typed_call(http::Fields const& form, Instant now) {
  auto const today = london_date(now);
  auto const other = form.get("spoke_day") == "other" ? TRY(typed_date(form, "spoke")) : std::optional<Date>{};
  if (form.get("spoke_day") == "other" && !other)
    return invalid("no_day", "", {{"spoke", "no_day", "Give the date of the call, such as 27 3 2026."}});
  auto const day = form.get("spoke_day") == "yesterday" ? today - 1 : other.value_or(today);
  auto const typed = trimmed(form.get("spoke-time"));
  if (typed.empty() && day == today) return now;
  if (typed.empty()) return invalid("no_time", "", {{"spoke-time", "no_time", "Give the time of the call too."}});
  auto const minutes = parse_time(typed);
  if (!minutes) return invalid("bad_time", "", {{"spoke-time", "bad_time", "Enter a time, such as 14:30 or 2:30pm."}});
  auto const at = from_london(day, *minutes / 60, *minutes % 60);
  if (at > now)
    return invalid("spoke_in_future", "",
                   {{"spoke-time", "spoke_in_future",
                     "This time is still to come. Check it, or choose the day before if it was yesterday."}});
  return at;
}

// Who was spoken to and what the danger is, as both forms ask.
Result<UrgentRaised> read_raised(http::Fields const& form, Instant now) {
  std::vector<FieldError> faults;
  auto const take = [&](auto result) {
    using Value = typename decltype(result)::value_type;
    if (result) return *std::move(result);
    faults.insert(faults.end(), result.error().fields.begin(), result.error().fields.end());
    return Value{};
  };
  UrgentRaised raised;
  raised.danger = take(typed_text(form, "danger", 4'000));
  raised.spoke_to = take(typed_text(form, "spoke_to", 200));
  auto const at = take(typed_call(form, now));
  if (trimmed(form.get("danger")).empty()) faults.push_back({"danger", "no_danger", "Say what the danger is."});
  if (raised.spoke_to.empty() && !trimmed(form.get("spoke-time")).empty())
    faults.push_back({"spoke_to", "nobody_named", "Say who you spoke to, or clear the time."});
  if (!raised.spoke_to.empty()) raised.spoke_at = at;
  if (!faults.empty()) return invalid("bad_form", "Check what you typed.", std::move(faults));
  return raised;
}

// "Ava, Ben and Cal": three children.
std::vector<NewChild> children_named(std::string const& names) {
  std::vector<NewChild> children;
  auto const add = [&](std::string_view name) {
    name = trimmed(name);
    if (name.empty()) return;
    NewChild child;
    child.details.forename = std::string{name};
    children.push_back(std::move(child));
  };
  std::string_view rest = names;
  while (!rest.empty()) {
    auto const comma = rest.find_first_of(",;&\n");
    auto const word = rest.find(" and ");
    auto const end = std::min(comma, word);
    add(rest.substr(0, end));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + (end == word ? 5 : 1));
  }
  if (children.empty()) children.emplace_back();  // identity to be found
  return children;
}

// A request made and raised in one go: whoever has a child in danger before them fills in one form.
Result<std::string> make_and_raise(journal::Transaction& t, NewRequest request, UrgentRaised const& raised,
                                   By const& by) {
  request.enquiry = EnquiryId::mint(t.now(), t.random());
  request.received.received_at = t.now();
  request.received.received_on = london_date(t.now());
  TRY(receive(t, request, by));
  return act(t, request.enquiry, RaiseUrgent{raised}, by);
}

NewRequest new_request(Services const& services, Visitor const& visitor, std::string const& names,
                       UrgentRaised const& raised) {
  NewRequest request;
  request.children = children_named(names);
  auto& r = request.received;
  r.door = Door::professional;
  r.asker.name = visitor.subject.name;
  r.asker.agency = visitor.subject.agency;
  r.source = source_of_agency(*services.profile, visitor.subject.agency);
  r.worries = raised.danger;
  r.danger_now = true;
  return request;
}

html::Url raised_place(std::string const&) { return html::Url{"/urgent"}.with("done", "raised"); }

http::Answer raise_new(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto again = [&services, visitor, &request](Error const& error) {
    return urgent_page(services, visitor, request, typed_with(visitor.form, error), std::nullopt);
  };
  auto const raised = read_raised(visitor.form, services.now());
  if (!raised) return again(raised.error());
  auto const names = typed_text(visitor.form, "forenames", 500);
  if (!names) return again(names.error());
  auto const reference = clean_text(visitor.form.get("reference")).value_or("");
  if (reference.empty()) {
    auto command = [made = new_request(services, visitor, *names, *raised), raised = *raised](
                       journal::Transaction& t, By const& by) { return make_and_raise(t, made, raised, by); };
    return send_command(services, visitor, request, "urgent", std::move(command), raised_place, again);
  }
  auto const id = enquiry_by_reference(*services.readers->lease(), reference);
  if (!id || !known_request(services, visitor, id->text()))
    return again(
        invalid("no_request", "",
                {{"reference", "no_request",
                  "You have no request with this reference. Check it, or leave it empty and give the name."}}));
  auto command = [id = *id, raised = *raised](journal::Transaction& t, By const& by) {
    return act(t, id, RaiseUrgent{raised}, by);
  };
  return send_command(services, visitor, request, "urgent", std::move(command), raised_place, again);
}

http::Answer raise_existing(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const about = known_request(services, visitor, request.parameters.at("id"));
  if (!about) return access::error_page(services, visitor, no_such_enquiry());
  auto again = [&services, visitor, &request, about](Error const& error) {
    return urgent_page(services, visitor, request, typed_with(visitor.form, error), about);
  };
  auto const raised = read_raised(visitor.form, services.now());
  if (!raised) return again(raised.error());
  auto command = [id = about->enquiry, raised = *raised](journal::Transaction& t, By const& by) {
    return act(t, id, RaiseUrgent{raised}, by);
  };
  return send_command(services, visitor, request, "urgent", std::move(command), raised_place, again);
}

http::Answer accept_urgent(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const id = EnquiryId::parse(request.parameters.at("id"));
  if (!id) return access::error_page(services, visitor, no_such_enquiry());
  auto again = [&services, visitor, &request](Error const& error) {
    return urgent_page(services, visitor, request, typed_with(visitor.form, error), std::nullopt);
  };
  auto const worker = typed_text(visitor.form, "worker", 200);
  if (!worker) return again(worker.error());
  auto const next_step = typed_text(visitor.form, "next_step", 2'000);
  if (!next_step) return again(next_step.error());
  auto command = [id = *id, accepted = AcceptUrgent{*worker, *next_step}](journal::Transaction& t, By const& by) {
    return act(t, id, accepted, by);
  };
  auto where = [](std::string const&) { return html::Url{"/urgent"}.with("done", "accepted"); };
  return send_command(services, visitor, request, "urgent", std::move(command), where, again);
}

}  // namespace

void hang_urgent(http::Router& router, Services const& services) {
  auto add = [&](http::Method method, std::string pattern, Action action, std::string name, std::string summary,
                 access::Page page) {
    access::add(router, services,
                {.method = method,
                 .pattern = std::move(pattern),
                 .action = action,
                 .name = std::move(name),
                 .summary = std::move(summary),
                 .page = std::move(page),
                 .urgent = true});
  };
  add(http::Method::get, "/urgent", Action::raise_urgent, "urgent", "Whom to ring, and what waits for the MASH",
      show_urgent);
  add(http::Method::post, "/urgent", Action::raise_urgent, "urgent_post", "Raises an urgent concern", raise_new);
  add(http::Method::post, "/enquiries/{id}/urgent", Action::raise_urgent, "enquiry_urgent_post",
      "Raises an urgent concern about a request", raise_existing);
  add(http::Method::post, "/urgent/{id}/accept", Action::accept_urgent, "urgent_accept_post",
      "A named MASH worker accepts an urgent concern", accept_urgent);
}

}  // namespace kith::enquiry
