// Putting one field of a request right: the old value stays in its history.
#include "base/text.h"
#include "enquiry/pages/changed_meanwhile.h"
#include "enquiry/pages/small_forms.h"
#include "html/components/button.h"
#include "html/components/choices.h"

namespace kith::enquiry {

namespace {

using html::Html;
using Field = AmendableField;

std::vector<html::SelectItem> agency_items(profile::Profile const& profile, Date today, std::string_view chosen) {
  std::vector<profile::Word> words(profile.agencies.begin(), profile.agencies.end());
  return choices(words, today, chosen, "Not recorded");
}

Html value_field(html::FormState const& form, Field const& field, std::string const& now,
                 profile::Profile const& profile, Date today) {
  auto const title = html::text(field.label);
  auto const chosen = form.values.empty() ? now : form.value("value");
  auto select = [&](std::vector<html::SelectItem> items) {
    return html::select_field(form,
                              {.name = "value", .label = {.text = title}, .items = std::move(items), .value = now});
  };
  switch (field.kind) {
    case Field::Kind::date:
      return html::date_field(
          form, {.id = "value", .fieldset = {.legend = {.text = title}}, .items = date_items(parse_date(now))});
    case Field::Kind::source:
      return select(choices(profile.sources, today, chosen, ""));
    case Field::Kind::agency:
      return select(agency_items(profile, today, chosen));
    case Field::Kind::need:
      return select(choices(profile.needs, today, chosen, "Not recorded"));
    case Field::Kind::places:
      return html::input_field(
          form, {.name = "value",
                 .label = {.text = title},
                 .hint = {.text = "Localities, wards or places, with commas between them: Mexborough, Denaby"},
                 .value = places_words(profile, now)});
    case Field::Kind::agreement: {
      html::Radios radios{.name = "value", .fieldset = {.legend = {.text = title}}, .value = now};
      for (auto const& member : members_of<Agreement>)
        radios.items.push_back({.value = std::string{member.wire}, .text = member.label});
      return html::radios_field(form, radios);
    }
    case Field::Kind::ways: {
      html::Checkboxes boxes{.name = "value",
                             .fieldset = {.legend = {.text = title}},
                             .hint = {.text = "What they tell you now counts, from the moment you save it"}};
      for (auto const& member : members_of<SafeWay>)
        boxes.items.push_back({.value = std::string{member.wire}, .text = member.label});
      if (form.values.empty())
        for (auto const way : parted_ways(now).value_or(std::vector<SafeWay>{})) boxes.values.emplace_back(wire(way));
      else
        boxes.values = form.all_values("value");
      return html::checkboxes_field(form, boxes);
    }
    case Field::Kind::voicemail:
      return html::radios_field(form, {.name = "value",
                                       .fieldset = {.legend = {.text = title}},
                                       .items = {{.value = "yes", .text = "A message may be left"},
                                                 {.value = "no", .text = "Never leave a message"}},
                                       .value = now});
    case Field::Kind::line:
      return html::input_field(form, {.name = "value", .label = {.text = title}, .value = now});
    case Field::Kind::text:
      break;
  }
  return html::textarea_field(form, {.name = "value", .label = {.text = title}, .value = now, .rows = 8});
}

Error bad_value(std::string sentence) { return invalid("bad_value", sentence, {{"value", "bad_value", sentence}}); }

Result<std::string> typed_places(std::string_view typed, profile::Profile const& profile) {
  std::string codes;
  while (!typed.empty()) {
    auto const end = std::min(typed.find_first_of(",;\n"), typed.size());
    auto const name = trimmed(typed.substr(0, end));
    typed.remove_prefix(std::min(end + 1, typed.size()));
    if (name.empty()) continue;
    auto const places = profile::resolve_places(profile, name);
    if (places.empty())
      return bad_value("“" + std::string{name} + "” is not a place we know. Check how it is written.");
    for (auto const& place : places) codes += (codes.empty() ? "" : ";") + place.value;
  }
  return codes;
}

// The value as amendments keep it. A list accepts only what it offered, or what the field said already.
Result<std::string> typed_value(http::Fields const& form, Field const& field, profile::Profile const& profile) {
  auto listed = [&](auto const& words) -> Result<std::string> {
    std::string const code{form.get("value")};
    if (!code.empty() && std::ranges::none_of(words, [&](auto const& word) { return word.code == code; }))
      return bad_value("Choose one from the list.");
    return code;
  };
  switch (field.kind) {
    case Field::Kind::date: {
      auto const date = TRY(typed_date(form, "value"));
      return date ? to_text(*date) : std::string{};
    }
    case Field::Kind::source:
      return listed(profile.sources);
    case Field::Kind::agency:
      return listed(profile.agencies);
    case Field::Kind::need:
      return listed(profile.needs);
    case Field::Kind::places:
      return typed_places(form.get("value"), profile);
    case Field::Kind::agreement:
    case Field::Kind::voicemail:
      return std::string{form.get("value")};
    case Field::Kind::ways: {
      std::string codes;
      for (auto const& code : form.all("value")) codes.append(codes.empty() ? "" : ";").append(code);
      return codes;
    }
    case Field::Kind::line:
      return typed_text(form, "value", 500);
    case Field::Kind::text:
      break;
  }
  return typed_text(form, "value");
}

// What was typed, in words, for the comparison: as typed where it is not a value yet.
std::string typed_words(http::Fields const& form, Field const& field, profile::Profile const& profile) {
  auto const value = typed_value(form, field, profile);
  return value ? value_words(profile, field, *value) : std::string{form.get("value")};
}

http::Response shown(access::Services const& services, access::Visitor const& visitor, Opened const& opened,
                     Field const& field, html::FormState const& form, Html const& above, std::int64_t version,
                     int status) {
  auto const now = field_value(opened.state.received, field.name);
  auto body = html::hidden_field("version", std::to_string(version)) +
              value_field(form, field, now, *services.profile, london_date(services.now())) +
              reason_field(form, "Why does it change?", "For the history of this field") +
              html::button({.text = "Save change", .prevent_double_click = true});
  auto const action = html::url("/enquiries/{}/amend/{}", opened.row.enquiry, field.name);
  return form_page(services, visitor, opened, "Change: " + std::string{field.label}, form,
                   above + access::draft_form_for(services, visitor, action, body), status);
}

struct Wanted {
  Opened opened;
  Field field;
};
Result<Wanted> wanted(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const* field = amendable(request.parameters.at("field"));
  auto opened = TRY(open(services, visitor, request, access::Action::work_enquiry));
  if (field == nullptr) return not_found("unknown_field", "There is no such field to change.");
  if (field->kind == Field::Kind::places && !area_open(opened))
    return forbidden("not_named_for_address", "The address is protected: those named for it can change the area.");
  return Wanted{std::move(opened), *field};
}

http::Answer get_amend(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const found = wanted(services, visitor, request);
  if (!found) return access::error_page(services, visitor, found.error());
  auto const draft = access::kept_draft(services, visitor, request.path);
  // A draft keeps the version it was begun from, so that a change made since is not written over unseen.
  auto const begun = draft ? version_of(draft->value("version")) : std::nullopt;
  auto const version = begun.value_or(found->opened.state.version);
  return shown(services, visitor, found->opened, found->field, draft.value_or(html::FormState{}), {}, version, 200);
}

http::Answer post_amend(access::Services const& services, access::Visitor const& visitor,
                        http::Request const& request) {
  auto const id = EnquiryId::parse(request.parameters.at("id"));
  if (!id) return access::error_page(services, visitor, no_such_enquiry());
  auto const since = version_of(visitor.form.get("version"));
  auto again = [&services, visitor, &request, since](Error const& error) {
    auto const found = wanted(services, visitor, request);
    if (!found) return access::error_page(services, visitor, found.error());
    auto const& [opened, field] = *found;
    auto const now = value_words(*services.profile, field, field_value(opened.state.received, field.name));
    Html above;
    if (error.kind == Kind::conflict)
      above = changed_meanwhile(services, opened, since.value_or(0),
                                {both(field.label, typed_words(visitor.form, field, *services.profile), now)});
    auto const version = error.kind == Kind::conflict ? opened.state.version : since.value_or(opened.state.version);
    return shown(services, visitor, opened, field, typed_with(visitor.form, error), above, version,
                 access::status_of(error.kind));
  };
  auto const* field = amendable(request.parameters.at("field"));
  if (field == nullptr) return again(invalid("unknown_field", "There is no such field to change."));
  Faults faults;
  AmendEnquiry command{std::string{field->name}, faults.take(typed_value(visitor.form, *field, *services.profile)),
                       faults.take(typed_text(visitor.form, "reason", 2000))};
  if (trimmed(command.reason).empty())
    faults.take<Done>(invalid("no_reason", "Say why it changes.", {{"reason", "no_reason", "Say why it changes."}}));
  if (faults.any()) return again(faults.error());
  return carry_out(services, visitor, request, *id, step(std::move(command)), since.value_or(0), "amend", again);
}

}  // namespace

void hang_amending(http::Router& router, access::Services const& services) {
  std::string const pattern = "/enquiries/{id}/amend/{field}";
  access::add(router, services,
              {.method = http::Method::get,
               .pattern = pattern,
               .action = access::Action::work_enquiry,
               .name = "enquiry_amend",
               .summary = "Puts one field of a request right",
               .page = get_amend});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = pattern,
               .action = access::Action::work_enquiry,
               .name = "enquiry_amend_post",
               .summary = "Saves a field put right, with the reason",
               .page = post_amend});
}

}  // namespace kith::enquiry
