// Allocation: to a team and lead practitioner, or to one agency alone, for each child that is ticked.
#include <fmt/format.h>

#include "base/text.h"

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

template <class Words>
Html select_of(html::FormState const& form, std::string name, std::string_view label, Words const& words, Date today,
               std::string_view empty) {
  html::Select select{.name = std::move(name), .label = {.text = label}};
  select.items.push_back({.value = "", .text = std::string{empty}});
  for (auto const& word : words)
    if (word.in_use_on(today)) select.items.push_back({.value = word.code, .text = word.label});
  return html::select_field(form, select);
}

Html name_field(html::FormState const& form, profile::Profile const& profile, std::string name) {
  return html::input_field(form, {.name = std::move(name),
                                  .label = {.text = profile.practice.names.lead + "’s name"},
                                  .hint = {.text = "Leave it empty if it is not known yet. The case then shows under "
                                                   "“No lead”."},
                                  .width_characters = 20,
                                  .autocomplete = "off"});
}

Html pathway_field(html::FormState const& form, profile::Profile const& profile, Date today) {
  auto const team = select_of(form, "team", "Team", profile.teams, today, "Choose a team") +
                    select_of(form, "team_agency", profile.practice.names.lead + "’s agency", profile.agencies, today,
                              "The team’s own agency") +
                    name_field(form, profile, "team_lead");
  auto const single = select_of(form, "agency", "Agency", profile.agencies, today, "Choose an agency") +
                      name_field(form, profile, "agency_lead");
  html::Radios radios{.name = "pathway", .fieldset = {.legend = {.text = "Who takes this on?"}}};
  radios.items.push_back({.value = "team", .text = label(Pathway::team), .conditional = team});
  radios.items.push_back({.value = "single_agency",
                          .text = label(Pathway::single_agency),
                          .hint = {.text = fmt::format("Single agency pathway: no {} and no meeting is needed.",
                                                       lower_ascii(profile.practice.names.team))},
                          .conditional = single});
  return html::radios_field(form, radios);
}

Html children_field(html::FormState const& form, Opened const& opened, Date today) {
  html::Checkboxes boxes{.name = "child", .fieldset = {.legend = {.text = "Which children?"}}};
  for (auto const& child : opened.children) {
    boxes.items.push_back({.value = child.person.text(), .text = html::text(listed_child(child, today))});
    boxes.values.push_back(child.person.text());
  }
  return html::checkboxes_field(form, boxes);
}

Html level_field(html::FormState const& form, profile::Profile const& profile, Opened const& opened) {
  html::Radios radios{.name = "level", .fieldset = {.legend = {.text = "Level of need"}}};
  for (auto const& level : profile.levels)
    radios.items.push_back({.value = std::to_string(level.number),
                            .text = html::text(fmt::format("{}: {}", level.number, level.label)),
                            .hint = {.text = html::text(level.meaning)}});
  if (opened.state.decision && opened.state.decision->level)
    radios.value = std::to_string(*opened.state.decision->level);
  return html::radios_field(form, radios);
}

http::Response shown(Services const& services, Visitor const& visitor, Opened const& opened,
                     html::FormState const& form) {
  auto const today = london_date(services.now());
  auto const& profile = *services.profile;
  auto fields =
      html::inset_text({.text = "Allocating does not stop the clock: only a first helpful contact does."}) +
      children_field(form, opened, today) + pathway_field(form, profile, today) + level_field(form, profile, opened) +
      html::date_field(
          form,
          {.id = "allocated_on", .fieldset = {.legend = {.text = "Date of allocation"}}, .items = date_items(today)}) +
      html::button({.text = "Allocate", .prevent_double_click = true});
  return form_page(
      services, visitor, opened, "Allocate", form,
      access::draft_form_for(services, visitor, html::url("/enquiries/{}/allocate", opened.row.enquiry), fields),
      form.errors.empty() ? 200 : 422);
}

http::Answer show_allocate(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const opened = open(services, visitor, request, Action::allocate);
  if (!opened) return access::error_page(services, visitor, opened.error());
  return shown(services, visitor, *opened,
               access::kept_draft(services, visitor, request.path).value_or(html::FormState{}));
}

struct Typed {
  AllocationMade made;  // but for the child and the id
  std::vector<PersonId> children;
  std::vector<FieldError> faults;
};

void read_pathway(Typed& typed, http::Fields const& form, profile::Profile const& profile) {
  auto const pathway = parse<Pathway>(form.get("pathway"));
  if (!pathway) {
    typed.faults.push_back({"pathway", "no_pathway", "Choose who takes this on."});
    return;
  }
  auto& made = typed.made;
  made.pathway = *pathway;
  bool const team = *pathway == Pathway::team;
  auto name = typed_text(form, team ? "team_lead" : "agency_lead", 200);
  if (name)
    made.lead_name = *name;
  else
    typed.faults.insert(typed.faults.end(), name.error().fields.begin(), name.error().fields.end());
  for (auto const& agency : profile.agencies)
    if (agency.code == form.get(team ? "team_agency" : "agency")) made.lead_agency = agency.code;
  if (!team && made.lead_agency.empty()) typed.faults.push_back({"agency", "no_lead", "Choose the agency."});
  if (!team) return;
  for (auto const& one : profile.teams)
    if (one.code == form.get("team")) {
      made.team = one.code;
      if (made.lead_agency.empty()) made.lead_agency = one.agency.value;
    }
  if (made.team.empty()) typed.faults.push_back({"team", "no_lead", "Choose the team."});
}

Typed read(http::Fields const& form, Services const& services, Opened const& opened) {
  Typed typed;
  typed.made.enquiry = opened.row.enquiry;
  typed.made.enquiry_reference = opened.row.reference;
  typed.made.places = opened.state.received.places;
  for (auto const& child : opened.children)
    for (auto const ticked : form.all("child"))
      if (ticked == child.person.text()) typed.children.push_back(child.person);
  if (typed.children.empty()) typed.faults.push_back({"child", "no_children", "Tick at least one child."});
  read_pathway(typed, form, *services.profile);
  for (auto const& level : services.profile->levels)
    if (std::to_string(level.number) == form.get("level")) typed.made.level = level.number;
  if (!typed.made.level) typed.faults.push_back({"level", "no_level", "Choose the level of need."});
  auto const on = typed_date(form, "allocated_on");
  if (!on)
    typed.faults.insert(typed.faults.end(), on.error().fields.begin(), on.error().fields.end());
  else
    typed.made.allocated_on = on->value_or(london_date(services.now()));
  return typed;
}

http::Answer save(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const opened = open(services, visitor, request, Action::allocate);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto typed = read(visitor.form, services, *opened);
  if (!typed.faults.empty())
    return shown(services, visitor, *opened, access::form_state(visitor.form, std::move(typed.faults)));
  auto command = [typed](journal::Transaction& t, By const& by) -> Result<std::string> {
    std::string first;
    for (auto const& child : typed.children) {
      auto made = typed.made;
      made.allocation = AllocationId::mint(t.now(), t.random());
      made.child = child;
      TRY(allocate(t, Allocate{made}, by));
      if (first.empty()) first = made.allocation.text();
    }
    return first;
  };
  auto where = [](std::string const& made) {
    return html::url("/allocations/{}", AllocationId::parse(made).value_or(AllocationId{})).with("done", "allocated");
  };
  auto again = [&services, visitor, opened = *opened](Error const& error) {
    return shown(services, visitor, opened, typed_with(visitor.form, error));
  };
  return send_command(services, visitor, request, "allocation", std::move(command), where, std::move(again));
}

}  // namespace

void hang_allocating(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/enquiries/{id}/allocate",
               .action = Action::allocate,
               .name = "allocate",
               .summary = "Allocating children to a team or an agency",
               .page = show_allocate});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/enquiries/{id}/allocate",
               .action = Action::allocate,
               .name = "allocate_post",
               .summary = "Allocates each ticked child",
               .page = save});
}

}  // namespace kith::enquiry
