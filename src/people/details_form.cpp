// Putting a person's details right. Two people at once see each other's change; what is protected is not in the form
// and stays as it is.
#include <charconv>

#include "base/text.h"
#include "html/components/alert.h"
#include "html/components/button.h"
#include "html/components/side_by_side.h"
#include "people/people_pages.h"

namespace kith::people {

namespace {

using access::Action;
using html::Html;

std::vector<html::DateInputItem> boxes(std::optional<Date> day) {
  std::vector<html::DateInputItem> items = {
      {.name = "day"}, {.name = "month"}, {.name = "year", .width_characters = 4}};
  if (!day) return items;
  items[0].value = std::to_string(day->day());
  items[1].value = std::to_string(day->month());
  items[2].value = std::to_string(day->year());
  return items;
}

Html word_field(html::FormState const& form, std::string name, std::vector<profile::Word> const& words,
                std::string const& now) {
  html::Select select{.name = name, .label = {.text = field_label(name)}, .items = {}, .value = now};
  select.items.push_back({.value = "", .text = "Not recorded"});
  for (auto const& word : words) select.items.push_back({.value = word.code, .text = word.label});
  if (!now.empty() && std::ranges::none_of(words, [&](auto const& word) { return word.code == now; }))
    select.items.push_back({.value = now, .text = now});
  return html::select_field(form, select);
}

std::int64_t version_of(OpenedPerson const& opened) {
  return opened.history.empty() ? 0 : opened.history.back().header.version;
}

bool address_open(OpenedPerson const& opened) { return opened.decision.sight == access::Sight::everything; }

http::Response shown(access::Services const& services, access::Visitor const& visitor, OpenedPerson const& opened,
                     html::FormState const& form, Html const& above, std::string const& version, int status) {
  auto const& profile = *services.profile;
  auto const& d = opened.record.details;
  auto line = [&](std::string name, std::string const& now) {
    return html::input_field(form,
                             {.name = name, .label = {.text = field_label(name)}, .value = now, .autocomplete = "off"});
  };
  auto date = [&](std::string name, std::optional<Date> now) {
    return html::date_field(form,
                            {.id = name, .fieldset = {.legend = {.text = field_label(name)}}, .items = boxes(now)});
  };
  auto body = html::hidden_field("version", version) + line("forename", d.forename.reveal()) +
              line("surname", d.surname.reveal()) + date("date_of_birth", d.date_of_birth) +
              date("expected_date_of_birth", d.expected_date_of_birth) + word_field(form, "sex", profile.sexes, d.sex) +
              word_field(form, "ethnicity", profile.ethnicities, d.ethnicity) +
              word_field(form, "disability", profile.disabilities, d.disability);
  if (address_open(opened))
    body += html::textarea_field(
                form, {.name = "address", .label = {.text = "Address"}, .value = d.address.reveal(), .rows = 3}) +
            line("postcode", d.postcode.reveal());
  else
    body += html::markup("<p class=\"govuk-body\">The address is protected: it is not shown and stays as it is.</p>");
  body += html::textarea_field(form, {.name = "reason", .label = {.text = "Why does it change?"}, .rows = 3}) +
          html::button({.text = "Save changes", .prevent_double_click = true});
  auto const action = html::url("/people/{}/details", opened.record.person);
  return person_form(services, visitor, opened, "Change details", form,
                     above + access::draft_form_for(services, visitor, action, body), status);
}

std::optional<Date> typed_date(http::Fields const& form, std::string const& field, std::vector<FieldError>& faults) {
  int parts[3] = {};
  bool empty = true;
  bool sound = true;
  for (int i = 0; auto const* suffix : {"-day", "-month", "-year"}) {
    auto const text = trimmed(form.get(field + suffix));
    empty = empty && text.empty();
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), parts[i++]);
    sound = sound && fault == std::errc{} && end == text.data() + text.size();
  }
  if (empty) return std::nullopt;
  auto const [day, month, year] = parts;
  if (sound && day > 0 && month > 0 && year >= 1900 && year <= 2200)
    if (auto const date = Date::of(year, static_cast<unsigned>(month), static_cast<unsigned>(day))) return date;
  faults.push_back({field, "bad_date", "Enter a real date, such as 27 3 2019."});
  return std::nullopt;
}

Details typed_details(http::Fields const& form, Date today, std::vector<FieldError>& faults) {
  auto text = [&](std::string const& field, std::size_t most) {
    auto typed = clean_text(form.get(field)).value_or("");
    if (length_in_characters(typed) > most)
      faults.push_back({field, "too_long", field_label(field) + " is too long: shorten it."});
    return typed;
  };
  Details d;
  d.forename = text("forename", 100);
  d.surname = text("surname", 100);
  d.date_of_birth = typed_date(form, "date_of_birth", faults);
  d.expected_date_of_birth = typed_date(form, "expected_date_of_birth", faults);
  if (d.date_of_birth && *d.date_of_birth > today)
    faults.push_back({"date_of_birth", "born_in_future",
                      "The date of birth cannot be in the future. For an unborn child, give the expected date."});
  d.sex = text("sex", 50);
  d.ethnicity = text("ethnicity", 50);
  d.disability = text("disability", 50);
  d.address = text("address", 500);
  d.postcode = text("postcode", 20);
  return d;
}

Html both_versions(OpenedPerson const& opened, Details const& typed, profile::Profile const& profile) {
  std::vector<html::SideBySideRow> rows;
  for (char const* field : {"forename", "surname", "date_of_birth", "expected_date_of_birth", "sex", "ethnicity",
                            "disability", "address", "postcode"}) {
    std::string_view const name = field;
    if (!address_open(opened) && (name == "address" || name == "postcode")) continue;
    auto const mine = field_words(profile, typed, name);
    auto const theirs = field_words(profile, opened.record.details, name);
    rows.push_back({.label = field_label(name), .left = mine, .right = theirs, .changed = mine != theirs});
  }
  return html::alert({.variant = html::AlertVariant::warning,
                      .title = "Somebody else changed this while you were working on it",
                      .text = "Nothing you typed is lost: it is in the form below. Check both, then save again.",
                      .at_once = true}) +
         html::side_by_side({.caption = "Yours and theirs",
                             .left_heading = "What you typed",
                             .right_heading = "What it says now",
                             .rows = std::move(rows),
                             .changed_text = "Different"});
}

// Saves on top of the version the form was drawn from, or not at all. An address that is protected now from whoever
// saves stays.
PersonCommand saving(Details typed, std::string reason, std::string version) {
  return [=](journal::Transaction& t, PersonId id, journal::Author const& author) -> Result<std::string> {
    auto const history = t.load(id.raw());
    if (history.empty() || std::to_string(history.back().header.version) != version)
      return conflict("changed_meanwhile", "Somebody else changed this person's details while you were typing.");
    auto details = typed;
    auto const record = person(t.connection(), id);
    if (record && record->protected_address && !needs_address(t.connection(), id, author.actor)) {
      details.address = record->details.address;
      details.postcode = record->details.postcode;
    }
    return amend_person(t, id, details, reason, author);
  };
}

http::Answer get_details(access::Services const& services, access::Visitor const& visitor,
                         http::Request const& request) {
  auto const opened = open_person(services, visitor, request, Action::work_enquiry);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const draft = access::kept_draft(services, visitor, request.path);
  auto const version = draft ? draft->value("version") : std::to_string(version_of(*opened));
  return shown(services, visitor, *opened, draft.value_or(html::FormState{}), {}, version, 200);
}

http::Answer post_details(access::Services const& services, access::Visitor const& visitor,
                          http::Request const& request) {
  std::vector<FieldError> faults;
  auto const typed = typed_details(visitor.form, london_date(services.now()), faults);
  auto const reason = clean_text(visitor.form.get("reason")).value_or("");
  std::string const version{visitor.form.get("version")};
  if (reason.empty()) faults.push_back({"reason", "no_reason", "Say why it changes."});
  auto again = [&services, visitor, &request, typed, version](Error const& error) {
    auto const opened = open_person(services, visitor, request, Action::work_enquiry);
    if (!opened) return access::error_page(services, visitor, opened.error());
    bool const met = error.kind == Kind::conflict;
    return shown(services, visitor, *opened, typed_with(visitor.form, error),
                 met ? both_versions(*opened, typed, *services.profile) : Html{},
                 met ? std::to_string(version_of(*opened)) : version, access::status_of(error.kind));
  };
  if (!faults.empty()) return again(invalid(faults.front().code, faults.front().sentence, faults));
  return carry_out(services, visitor, request, Action::work_enquiry, saving(typed, reason, version), "details", again);
}

}  // namespace

void hang_details_form(http::Router& router, access::Services const& services) {
  std::string const pattern = "/people/{id}/details";
  access::add(router, services,
              {.method = http::Method::get,
               .pattern = pattern,
               .action = Action::work_enquiry,
               .name = "person_details",
               .summary = "Puts a person's details right",
               .page = get_details});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = pattern,
               .action = Action::work_enquiry,
               .name = "person_details_post",
               .summary = "Saves details put right, with the reason",
               .page = post_details});
}

}  // namespace kith::people
