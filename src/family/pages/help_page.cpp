// Help given to the family, from the offer over its sessions to what came of it.
#include <algorithm>

#include "enquiry/pages/enquiry_parts.h"
#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "family/work_records.h"
#include "html/components/button.h"
#include "html/components/summary_list.h"
#include "html/components/tag.h"
#include "html/components/text_blocks.h"

namespace kith::family {

namespace {

using access::Action;
using enquiry::Faults;
using html::Html;

Html state_tag(InterventionRow const& row) {
  using enum html::TagColour;
  if (row.ending == InterventionEnding::finished) return html::tag({.text = "Finished", .colour = green});
  if (row.ending == InterventionEnding::stopped) return html::tag({.text = "Stopped early", .colour = orange});
  if (row.ending == InterventionEnding::declined) return html::tag({.text = "Not wanted", .colour = grey});
  return row.started_on ? html::tag({.text = "Going on"}) : html::tag({.text = "Offered", .colour = yellow});
}

// "4 of 6 sessions attended, 8 planned".
std::string sessions_words(InterventionRow const& row) {
  if (row.sessions.empty())
    return row.planned > 0 ? "No session yet, " + std::to_string(row.planned) + " planned" : "No session yet";
  auto words = std::to_string(row.attended()) + " of " +
               enquiry::count_words(static_cast<std::int64_t>(row.sessions.size()), "session", "sessions") +
               " attended";
  if (row.planned > 0) words += ", " + std::to_string(row.planned) + " planned";
  return words;
}

Html session_list(InterventionRow const& row) {
  Html items;
  for (auto const& session : row.sessions)
    items.add("<li>{}: {}{}</li>", for_people(session.on), session.attended ? "attended" : "not attended",
              session.note.empty() ? "" : ". " + session.note);
  return html::details({.summary = "Each session", .text = html::markup("<ul class=\"govuk-list\">{}</ul>", items)});
}

Html card(InterventionRow const& row, OpenedFamily const& opened, profile::Profile const& profile, bool may_write) {
  html::SummaryList list;
  auto add = [&](char const* key, Html const& value) {
    if (!value.empty()) list.rows.push_back({.key = {.text = key}, .value = {.text = value}});
  };
  Html people;
  for (auto const& member : opened.members)
    if (std::ranges::find(row.people, member.person) != row.people.end())
      people.add("{}{}", people.empty() ? "" : ", ", member.shown_name());
  add("For", people);
  add("By", html::text(row.provider));
  add("Hoped for", enquiry::lines_of(row.hoped_for));
  auto when = html::text("Offered " + for_people(row.offered_on));
  if (row.started_on) when.add(", started {}", for_people(*row.started_on));
  if (row.ended_on) when.add(", ended {}", for_people(*row.ended_on));
  add("When", when);
  if (row.started_on)
    add("Sessions", html::markup("{}{}", sessions_words(row), row.sessions.empty() ? Html{} : session_list(row)));
  add("What came of it", enquiry::lines_of(row.came_of_it));
  Html links;
  if (may_write && !row.ending) {
    auto link = [&](std::string_view slug, std::string_view words) {
      links.add("{}<a class=\"govuk-link\" href=\"{}\">{}</a>", links.empty() ? Html{} : html::markup("<br>"),
                family_url(opened.family, slug).with("help", row.intervention.text()), words);
    };
    if (row.started_on)
      link("help-session", "Record a session");
    else
      link("help-start", "It has started");
    link("help-end", "It has ended");
  }
  auto const kind = profile::label_of(profile.practice.interventions, row.kind);
  return html::summary_card(
      {.title = html::markup("{} {}", kind, state_tag(row)), .heading_level = 3},
      html::summary_list(list) + (links.empty() ? links : html::markup("<p class=\"govuk-body\">{}</p>", links)));
}

http::Answer show_help(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const opened =
      open(services, visitor, request, Action::see_family, {.kind = access::FieldClass::entry, .own_agency = true});
  if (!opened) return access::error_page(services, visitor, opened.error());
  bool const may_write = opened->may(visitor.subject, Action::write_in_record);
  auto main = html::markup("<h2 class=\"govuk-heading-m\">Help for this family</h2>");
  if (may_write) main += html::button({.text = "Offer help", .href = family_url(opened->family, "help-offer")});
  Html cards;
  for (auto const& row : interventions_of(*services.readers->lease(), opened->family))
    if (opened->shows(visitor.subject, Standing::field_of(row.author, row.agency, visitor.subject)))
      cards += card(row, *opened, *services.profile, may_write);
  main += cards.empty() ? html::markup(
                              "<p class=\"govuk-body\">Nothing has been offered yet that you may see: a course, a "
                              "family group conference, somebody to talk to.</p>")
                        : cards;
  return family_page(services, visitor, *opened, "help", "Help", main, done_words(request));
}

// ---- forms

Html offer_fields(html::FormState const& form, FormGround const& ground) {
  html::Checkboxes people{.name = "person",
                          .fieldset = {.legend = {.text = "For whom?"}},
                          .values = form.all_values("person"),
                          .classes = "govuk-checkboxes--small"};
  for (auto const& member : ground.opened.members)
    people.items.push_back({.value = member.person.text(), .text = member.shown_name()});
  return html::select_field(form, {.name = "kind",
                                   .label = {.text = "What is offered?"},
                                   .items = enquiry::choices(ground.profile.practice.interventions, ground.today(),
                                                             form.value("kind"), "Choose what is offered")}) +
         html::checkboxes_field(form, people) +
         html::input_field(form, {.name = "provider", .label = {.text = "Who gives it? (optional)"}}) +
         reason_field(form, "hoped_for", "What does the family hope for? (optional)") +
         day_field(form, "on", "When was it offered?", ground.today());
}
Result<Step> read_offer(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  OfferIntervention command;
  auto& offered = command.offered;
  offered.intervention = InterventionId::mint(ground.now, *ground.services.random);
  if (!form.get("kind").empty())
    offered.kind =
        faults.take(typed_choice(form, "kind", ground.profile.practice.interventions, "Choose what is offered."));
  for (auto const ticked : form.all("person"))
    if (auto const id = PersonId::parse(ticked)) offered.people.push_back(*id);
  offered.provider = faults.take(enquiry::typed_text(form, "provider", 200));
  offered.hoped_for = faults.take(enquiry::typed_text(form, "hoped_for", 2000));
  offered.on = faults.take(typed_day(form, "on", ground.today()));
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

std::optional<InterventionRow> help_named(FormGround const& ground) {
  auto const id = InterventionId::parse(ground.query.get("help"));
  if (!id) return std::nullopt;
  for (auto& row : interventions_of(*ground.services.readers->lease(), ground.opened.family))
    if (row.intervention == *id &&
        ground.opened.shows(ground.subject, Standing::field_of(row.author, row.agency, ground.subject)))
      return std::move(row);
  return std::nullopt;
}
Error choose_one_help() {
  return not_found("no_intervention",
                   "There is no such offer of help. Go back to the family's help and choose it there.");
}
Html what_it_is(InterventionRow const& row, profile::Profile const& profile) {
  return html::hidden_field("help", row.intervention.text()) +
         html::inset_text({.text = profile::label_of(profile.practice.interventions, row.kind) + ", offered " +
                                   for_people(row.offered_on)});
}

Html start_fields(html::FormState const& form, FormGround const& ground) {
  auto const row = help_named(ground);
  if (!row) return html::inset_text({.text = choose_one_help().sentence});
  return what_it_is(*row, ground.profile) + day_field(form, "on", "When did it start?", ground.today()) +
         html::input_field(form, {.name = "sessions_planned",
                                  .label = {.text = "How many sessions are planned? (optional)"},
                                  .width_characters = 3,
                                  .inputmode = "numeric"});
}
Result<Step> read_start(http::Fields const& form, FormGround const& ground) {
  auto const row = help_named(ground);
  if (!row) return choose_one_help();
  Faults faults;
  StartIntervention command;
  command.started.intervention = row->intervention;
  command.started.on = faults.take(typed_day(form, "on", ground.today()));
  auto const planned = faults.take(enquiry::typed_text(form, "sessions_planned", 10));
  bool const digits = std::ranges::all_of(planned, [](char c) { return c >= '0' && c <= '9'; });
  command.started.sessions_planned = planned.empty()                 ? 0
                                     : digits && planned.size() <= 3 ? std::atoi(planned.c_str())
                                                                     : -1;
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

Html session_fields(html::FormState const& form, FormGround const& ground) {
  auto const row = help_named(ground);
  if (!row) return html::inset_text({.text = choose_one_help().sentence});
  return what_it_is(*row, ground.profile) + day_field(form, "on", "When was the session?", ground.today()) +
         html::radios_field(form, {.name = "attended",
                                   .fieldset = {.legend = {.text = "Did they come?"}},
                                   .items = {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No"}},
                                   .classes = "govuk-radios--inline govuk-radios--small"}) +
         reason_field(form, "note", "Note (optional)");
}
Result<Step> read_session(http::Fields const& form, FormGround const& ground) {
  auto const row = help_named(ground);
  if (!row) return choose_one_help();
  Faults faults;
  RecordSession command;
  command.session.intervention = row->intervention;
  command.session.on = faults.take(typed_day(form, "on", ground.today()));
  if (form.get("attended") != "yes" && form.get("attended") != "no")
    faults.take<bool>(
        invalid("not_chosen", "Say whether they came.", {{"attended", "not_chosen", "Say whether they came."}}));
  command.session.attended = form.get("attended") == "yes";
  command.session.note = faults.take(enquiry::typed_text(form, "note", 2000));
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

Html end_fields(html::FormState const& form, FormGround const& ground) {
  auto const row = help_named(ground);
  if (!row) return html::inset_text({.text = choose_one_help().sentence});
  return what_it_is(*row, ground.profile) + set_field<InterventionEnding>(form, "ending", "How did it end?") +
         reason_field(form, "came_of_it", "What came of it?") + day_field(form, "on", "On which day?", ground.today());
}
Result<Step> read_end(http::Fields const& form, FormGround const& ground) {
  auto const row = help_named(ground);
  if (!row) return choose_one_help();
  Faults faults;
  EndIntervention command;
  command.ended.intervention = row->intervention;
  command.ended.ending = faults.take(typed_member<InterventionEnding>(form, "ending", "Say how it ended."));
  command.ended.came_of_it = faults.take(enquiry::typed_text(form, "came_of_it", 4000));
  command.ended.on = faults.take(typed_day(form, "on", ground.today()));
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

// ---- what a practitioner thinks for themselves

Html reflection_fields(html::FormState const& form, FormGround const&) {
  return html::inset_text({.text =
                               "This is yours alone. Nobody else reads it here, a manager neither; you may bring it "
                               "to supervision. What others need to know belongs in a note."}) +
         html::textarea_field(form, {.name = "text", .label = {.text = "What do you think?"}, .rows = 8});
}
Result<Step> read_reflection(http::Fields const& form, FormGround const& ground) {
  WriteReflection command;
  command.written.reflection = ReflectionId::mint(ground.now, *ground.services.random);
  command.written.text = TRY(enquiry::typed_text(form, "text"));
  return step(std::move(command));
}

http::Answer show_reflections(access::Services const& services, access::Visitor const& visitor,
                              http::Request const& request) {
  auto const opened = open(services, visitor, request, Action::see_family);
  if (!opened) return access::error_page(services, visitor, opened.error());
  Html items;
  for (auto const& row : reflections_of(*services.readers->lease(), opened->family, visitor.subject.account))
    if (opened->shows(visitor.subject,
                      {.kind = access::FieldClass::reflection, .own = row.author == visitor.subject.account}))
      items += html::summary_card({.title = for_people(row.at), .heading_level = 3}, enquiry::lines_of(row.text));
  auto main = html::markup(
      "<h2 class=\"govuk-heading-m\">My reflections</h2><p class=\"govuk-body\">Yours alone: nobody else reads them, a "
      "manager neither.</p>");
  if (opened->may(visitor.subject, Action::write_in_record))
    main += html::button({.text = "Write one", .href = family_url(opened->family, "reflection")});
  main += items.empty() ? html::markup("<p class=\"govuk-body\">You have written none on this family.</p>") : items;
  return family_page(services, visitor, *opened, "", "My reflections", main, done_words(request));
}

}  // namespace

std::vector<FamilyForm> help_forms() {
  using enum access::Action;
  return {
      {"help-offer", "Offer help", "Save", write_in_record, offer_fields, read_offer, "help", "The offer is recorded."},
      {"help-start", "It has started", "Save", write_in_record, start_fields, read_start, "help", "Saved."},
      {"help-session", "Record a session", "Save", write_in_record, session_fields, read_session, "help",
       "The session is recorded."},
      {"help-end", "It has ended", "Save", write_in_record, end_fields, read_end, "help", "Saved."},
      {"reflection", "Write a reflection", "Save", write_in_record, reflection_fields, read_reflection, "reflections",
       "Saved, for you alone."}};
}

void hang_help(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/families/{id}/help",
               .action = Action::see_family,
               .name = "family_help",
               .summary = "Help offered to a family, its sessions, what came of it",
               .page = show_help});
}

void hang_reflections(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/families/{id}/reflections",
               .action = Action::see_family,
               .name = "family_reflections",
               .summary = "One's own reflections on a family",
               .page = show_reflections});
}

}  // namespace kith::family
