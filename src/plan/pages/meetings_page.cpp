// Those around the family meet: called with invitations, held with who came, what was decided and who does what.
#include <algorithm>

#include "base/text.h"
#include "enquiry/pages/enquiry_parts.h"
#include "enquiry/pages/words.h"
#include "html/components/button.h"
#include "html/components/choices.h"
#include "html/components/summary_list.h"
#include "html/components/tag.h"
#include "html/components/text_blocks.h"
#include "plan/pages/plan_pages.h"

namespace kith::plan {

namespace {

using access::Action;
using enquiry::Faults;
using family::family_url;
using family::FamilyForm;
using family::FormGround;
using family::Step;
using html::Html;

// Rows for actions on the form; a meeting that decides on more adds the others to the plan.
constexpr int action_rows = 3;

Html listed(std::vector<std::string> const& lines) {
  Html items;
  for (auto const& line : lines) items.add("<li>{}</li>", line);
  return html::markup("<ul class=\"govuk-list\">{}</ul>", items);
}

std::string when_and_where(MeetingCalled const& called) {
  auto words = for_people(called.on);
  if (!called.at.empty()) words += ", " + called.at;
  if (!called.where.empty()) words += ", " + called.where;
  return words;
}

Html called_card(Plan::Meeting const& meeting, FamilyId family, bool may_write, Date today) {
  auto const& called = meeting.called;
  std::vector<std::string> invited;
  for (auto const& one : called.invited) invited.push_back(one.name.reveal());
  html::SummaryList list;
  list.rows.push_back({.key = {.text = "Invited"}, .value = {.text = listed(invited)}});
  if (!called.about.empty())
    list.rows.push_back({.key = {.text = "About"}, .value = {.text = enquiry::lines_of(called.about)}});
  auto body = html::summary_list(list);
  auto const id = called.meeting.text();
  if (may_write)
    body += html::button_group(
        html::button({.text = "Record the meeting", .href = family_url(family, "meeting-record").with("meeting", id)}) +
        html::button({.text = "Call it off",
                      .href = family_url(family, "meeting-off").with("meeting", id),
                      .variant = html::ButtonVariant::secondary}));
  auto title = html::text(when_and_where(called));
  if (called.on < today) title.add(" {}", html::tag({.text = "To be recorded", .colour = html::TagColour::red}));
  return html::summary_card({.title = title, .heading_level = 3}, body);
}

Html held_card(Plan const& plan, Plan::Meeting const& meeting) {
  auto const& held = *meeting.held;
  html::SummaryList list;
  auto add = [&](char const* key, Html const& value) {
    list.rows.push_back({.key = {.text = key}, .value = {.text = value}});
  };
  Html who;
  for (auto const& one : held.attendance) {
    who.add("<li>{}: {}", one.name, label(one.attendance));
    if (!one.report.empty()) who.add("<br>{}", enquiry::lines_of(one.report));
    who.add("</li>");
  }
  add("Who was there", html::markup("<ul class=\"govuk-list\">{}</ul>", who));
  if (!held.family_said.empty()) add("The family says", enquiry::lines_of(held.family_said));
  add("Decided", enquiry::lines_of(held.decisions));
  std::vector<std::string> actions;
  for (auto const& id : held.actions)
    if (auto const* action = plan.action(id))
      actions.push_back(action->agreed.owner.reveal() + ": " + action->agreed.text + ", by " +
                        for_people(action->agreed.due));
  if (!actions.empty()) add("Actions, in the plan", listed(actions));
  return html::summary_card({.title = for_people(held.on), .heading_level = 3}, html::summary_list(list));
}

http::Answer show_meetings(access::Services const& services, access::Visitor const& visitor,
                           http::Request const& request) {
  auto const opened = family::open(services, visitor, request, Action::see_family,
                                   {.kind = access::FieldClass::entry, .own_agency = true});
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const today = london_date(services.now());
  auto const& practice = services.profile->practice;
  bool const may_write = opened->may(visitor.subject, Action::write_plan);
  auto const plan = current_plan(*services.readers->lease(), opened->family);
  auto main = html::markup("<h2 class=\"govuk-heading-m\">{}</h2>", practice.names.meeting);
  if (!plan) {
    main +=
        html::markup("<p class=\"govuk-body\">There is no plan yet. A meeting belongs to a plan: begin it first.</p>");
    return family::family_page(services, visitor, *opened, "meetings", "Meetings", main);
  }
  auto const due = meeting_words(*plan, practice, today);
  main.add("<p class=\"govuk-body\">{}</p>",
           due.empty() ? html::text("At this level nobody has to meet. One agency can help by itself.") : due);
  if (may_write && !plan->closed && !plan->open_meeting())
    main += html::button({.text = "Call a meeting", .href = family_url(opened->family, "meeting-call")});
  if (auto const* open = plan->open_meeting()) main += called_card(*open, opened->family, may_write, today);
  for (auto i = plan->meetings.rbegin(); i != plan->meetings.rend(); ++i) {
    if (i->held) main += held_card(*plan, *i);
    if (i->called_off)
      main += html::markup("<p class=\"govuk-body\">The meeting of {} was called off: {}</p>", for_people(i->called.on),
                           *i->called_off);
  }
  return family::family_page(services, visitor, *opened, "meetings", "Meetings", main, done_words(request));
}

// ---- calling one

Html call_fields(html::FormState const& form, FormGround const& ground) {
  auto const plan = plan_of(ground);
  if (!plan) return html::inset_text({.text = "This family has no plan yet. Begin one first."});
  auto const due = meeting_due(*plan, ground.profile.practice);
  html::Checkboxes invited{.name = "invited",
                           .fieldset = {.legend = {.text = "Who is to come?"}},
                           .hint = {.text = "The family first: it is their meeting."},
                           .values = form.all_values("invited"),
                           .classes = "govuk-checkboxes--small"};
  for (auto const& member : ground.opened.members)
    invited.items.push_back({.value = member.person.text(), .text = member.shown_name()});
  for (auto const& member : family::team_of(*ground.services.readers->lease(), ground.opened.family))
    if (!member.left_on)
      invited.items.push_back({.value = member.member.text(),
                               .text = member.name + ", " + enquiry::agency_words(ground.profile, member.agency)});
  return family::day_field(form, "on", "On which day?", due && *due >= ground.today() ? *due : ground.today() + 7) +
         html::input_field(form,
                           {.name = "at", .label = {.text = "At what time? (optional)"}, .width_characters = 10}) +
         html::input_field(form, {.name = "where", .label = {.text = "Where? (optional)"}}) +
         html::checkboxes_field(form, invited) +
         family::reason_field(form, "others", "Who else? (optional)", "One name on each line.") +
         family::reason_field(form, "about", "What is it about? (optional)");
}

// One name on each line.
std::vector<std::string> names_in(std::string const& text) {
  std::vector<std::string> names;
  for (std::size_t from = 0; from <= text.size();) {
    auto const to = std::min(text.find('\n', from), text.size());
    auto const name = trimmed(std::string_view{text}.substr(from, to - from));
    if (!name.empty()) names.emplace_back(name);
    from = to + 1;
  }
  return names;
}

Result<Step> read_call(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  CallMeeting command;
  auto& called = command.called;
  called.meeting = MeetingId::mint(ground.now, *ground.services.random);
  called.on = faults.take(family::typed_day(form, "on", ground.today()));
  called.at = faults.take(enquiry::typed_text(form, "at", 40));
  called.where = faults.take(enquiry::typed_text(form, "where", 200));
  called.about = faults.take(enquiry::typed_text(form, "about", 2000));
  auto const team = family::team_of(*ground.services.readers->lease(), ground.opened.family);
  for (auto const ticked : form.all("invited")) {
    for (auto const& member : ground.opened.members)
      if (member.person.text() == ticked) called.invited.push_back({member.shown_name(), std::nullopt});
    for (auto const& member : team)
      if (member.member.text() == ticked && !member.left_on) called.invited.push_back({member.name, member.member});
  }
  for (auto& name : names_in(faults.take(enquiry::typed_text(form, "others", 2000))))
    called.invited.push_back({std::move(name), std::nullopt});
  if (faults.any()) return faults.error();
  return plan_step(std::move(command));
}

// ---- calling it off, recording it

Error choose_one() {
  return not_found("no_meeting", "There is no such meeting. Go back to the family's meetings and choose it there.");
}
std::optional<MeetingCalled> meeting_named(FormGround const& ground) {
  auto const plan = plan_of(ground);
  auto const id = MeetingId::parse(ground.query.get("meeting"));
  auto const* meeting = plan && id ? plan->meeting(*id) : nullptr;
  return meeting ? std::optional{meeting->called} : std::nullopt;
}

Html off_fields(html::FormState const& form, FormGround const& ground) {
  auto const called = meeting_named(ground);
  if (!called) return html::inset_text({.text = choose_one().sentence});
  return html::hidden_field("meeting", called->meeting.text()) + html::inset_text({.text = when_and_where(*called)}) +
         family::reason_field(form, "reason", "Why?");
}
Result<Step> read_off(http::Fields const& form, FormGround const& ground) {
  auto const called = meeting_named(ground);
  if (!called) return choose_one();
  return plan_step(CallOffMeeting{called->meeting, TRY(enquiry::typed_text(form, "reason", 2000))});
}

Html attendance_fields(html::FormState const& form, MeetingCalled const& called) {
  Html html;
  for (std::size_t i = 0; i < called.invited.size(); ++i) {
    auto const number = std::to_string(i + 1);
    html::Radios radios{.name = "attendance" + number,
                        .fieldset = {.legend = {.text = called.invited[i].name.reveal()}},
                        .classes = "govuk-radios--inline govuk-radios--small"};
    for (auto const& member : members_of<Attendance>)
      radios.items.push_back({.value = std::string{member.wire}, .text = member.label});
    html += html::radios_field(form, radios) +
            html::input_field(form,
                              {.name = "report" + number, .label = {.text = "What they sent or had said (optional)"}});
  }
  return html;
}

Html meeting_action_fields(html::FormState const& form, FormGround const& ground) {
  Html html;
  for (int row = 1; row <= action_rows; ++row) {
    auto const number = std::to_string(row);
    html += html::textarea_field(
                form, {.name = "action" + number, .label = {.text = "Action " + number + " (optional)"}, .rows = 2}) +
            owner_choice(form, ground, "owner" + number) +
            html::date_field(form, {.id = "due" + number, .fieldset = {.legend = {.text = "By when?"}}});
  }
  return html;
}

Html record_fields(html::FormState const& form, FormGround const& ground) {
  auto const called = meeting_named(ground);
  auto const plan = plan_of(ground);
  if (!called || !plan) return html::inset_text({.text = choose_one().sentence});
  auto const& rhythms = ground.profile.practice.meeting_rhythms;
  auto const rhythm = std::ranges::find(rhythms, plan->level, &profile::MeetingRhythm::level);
  html::DateInput next{.id = "next_on", .fieldset = {.legend = {.text = "When do you meet again? (optional)"}}};
  if (rhythm != rhythms.end()) next.items = enquiry::date_items(london_date(profile::due(rhythm->every, ground.now)));
  auto html =
      html::hidden_field("meeting", called->meeting.text()) + html::inset_text({.text = when_and_where(*called)}) +
      family::day_field(form, "on", "When was it held?", called->on <= ground.today() ? called->on : ground.today()) +
      html::markup("<h2 class=\"govuk-heading-m\">Who came?</h2>") + attendance_fields(form, *called) +
      family::reason_field(form, "others", "Who else came? (optional)", "One name on each line.") +
      family::reason_field(form, "family_said", "What does the family say? (optional)") +
      family::reason_field(form, "decisions", "What was decided?");
  if (plan->level >= level_of_goals)
    html += html::markup(
                "<h2 class=\"govuk-heading-m\">Who does what?</h2><p class=\"govuk-body\">These go into the "
                "plan.</p>") +
            meeting_action_fields(form, ground);
  return html + html::date_field(form, next);
}

Result<Step> read_record(http::Fields const& form, FormGround const& ground) {
  auto const called = meeting_named(ground);
  if (!called) return choose_one();
  Faults faults;
  RecordMeeting command;
  auto& held = command.held;
  held.meeting = called->meeting;
  held.on = faults.take(family::typed_day(form, "on", ground.today()));
  for (std::size_t i = 0; i < called->invited.size(); ++i) {
    auto const number = std::to_string(i + 1);
    auto const name = called->invited[i].name;
    auto const chosen = faults.take(
        family::typed_member<Attendance>(form, "attendance" + number, "Say whether " + name.reveal() + " came."));
    held.attendance.push_back({name, chosen, faults.take(enquiry::typed_text(form, "report" + number, 2000))});
  }
  for (auto& name : names_in(faults.take(enquiry::typed_text(form, "others", 2000))))
    held.attendance.push_back({std::move(name), Attendance::came, {}});
  held.family_said = faults.take(enquiry::typed_text(form, "family_said", 4000));
  held.decisions = faults.take(enquiry::typed_text(form, "decisions"));
  held.next_on = faults.take(enquiry::typed_date(form, "next_on"));
  for (int row = 1; row <= action_rows; ++row) {
    auto const number = std::to_string(row);
    ActionAgreed action;
    action.text = faults.take(enquiry::typed_text(form, "action" + number, 2000));
    if (action.text.empty()) continue;
    action.action = ActionId::mint(ground.now, *ground.services.random);
    give_to(action, form.get("owner" + number), ground);
    if (action.owner.reveal().empty())
      faults.take<bool>(invalid("no_owner", "Say who will do it: anyone, the family too.",
                                {{"owner" + number, "no_owner", "Say who will do it: anyone, the family too."}}));
    auto const due = family::needed_day(form, "due" + number, "Say by when.");
    action.due = faults.take(due);
    if (due && *due < ground.today())
      faults.take<bool>(invalid("due_in_past", "Choose a day that is still to come.",
                                {{"due" + number, "due_in_past", "Choose a day that is still to come."}}));
    command.actions.push_back(std::move(action));
  }
  if (faults.any()) return faults.error();
  return plan_step(std::move(command));
}

}  // namespace

Html meeting_words(Plan const& plan, profile::Practice const& practice, Date today) {
  auto const due = meeting_due(plan, practice);
  if (!due) return {};
  auto const* open = plan.open_meeting();
  auto html = html::text(practice.names.meeting + (open ? " called for " : " due by ") + for_people(*due));
  if (*due < today) html.add(" {}", html::tag({.text = "Overdue", .colour = html::TagColour::red}));
  return html;
}

std::vector<FamilyForm> meeting_forms() {
  auto const write = access::Action::write_plan;
  return {{"meeting-call", "Call a meeting", "Call the meeting", write, call_fields, read_call, "meetings",
           "The meeting is called. Tell those you invited."},
          {"meeting-off", "Call a meeting off", "Call it off", write, off_fields, read_off, "meetings",
           "The meeting is called off. Tell those you invited."},
          {"meeting-record", "Record a meeting", "Save", write, record_fields, read_record, "meetings",
           "The meeting is recorded. Its actions are in the plan."}};
}

void hang_meetings(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/families/{id}/meetings",
               .action = Action::see_family,
               .name = "plan_meetings",
               .summary = "Meetings of those around a family",
               .page = show_meetings});
}

}  // namespace kith::plan
