// What the plan's pages share. Nobody outside includes it.
#pragma once

#include "family/pages/family_pages.h"
#include "plan/commands.h"
#include "plan/routes.h"

namespace kith::plan {

std::vector<family::FamilyForm> document_forms();  // begin, answer, level, footing, changes, close, reopen
std::vector<family::FamilyForm> goal_forms();      // goal, reword, end; action, end
std::vector<family::FamilyForm> review_forms();    // review date, review, assess, reading
std::vector<family::FamilyForm> meeting_forms();   // call, call off, record
std::vector<family::FamilyForm> plan_forms();      // all of them
// What a page says after one of these forms was saved; empty for none.
std::string_view done_words(http::Request const& request);

void hang_document(http::Router& router, access::Services const& services);
void hang_meetings(http::Router& router, access::Services const& services);
void hang_supervision(http::Router& router, access::Services const& services);
void hang_interface(http::Router& router, access::Services const& services);

// Everybody who can take something on: the family first, then those in the team today; and the action given to the one
// chosen, which stays without an owner when nobody was.
html::Html owner_choice(html::FormState const& form, family::FormGround const& ground, std::string const& name);
void give_to(ActionAgreed& action, std::string_view owner, family::FormGround const& ground);

// When those around the family meet again, with what is overdue said; nothing where this level needs no meeting.
html::Html meeting_words(Plan const& plan, profile::Practice const& practice, Date today);
// When the plan is looked at again.
html::Html review_words(Plan const& plan, Date today);

// A command on the plan as a form sends it.
template <class Command>
family::Step plan_step(Command command) {
  return [command = std::move(command)](journal::Transaction& t, FamilyId family, By const& by) {
    return plan::act(t, family, command, by);
  };
}
// The plan of the family that a form is about, as it stands.
std::optional<Plan> plan_of(family::FormGround const& ground);

// The plan that is open, or that closed last, as it stands: or as it stood at the end of a day.
std::optional<Plan> current_plan(sql::Connection& c, FamilyId family, std::optional<Date> on = {});
std::vector<journal::Recorded> history_of_plan(sql::Connection& c, FamilyId family);

// One step of the plan in words: "Goal set", and what it says.
struct StepTold {
  std::string title;
  std::string text;
  bool significant = false;
};
std::optional<StepTold> told(journal::Recorded const& recorded, profile::Profile const& profile);

struct Question {
  std::string_view answer;  // as events keep it
  std::string_view words;
};
inline constexpr Question questions[] = {{"worries", "What are we worried about?"},
                                         {"working_well", "What is working well?"},
                                         {"need_now", "What do we need now?"},
                                         {"next_step", "What happens next?"}};
std::string_view words_of_question(std::string_view answer);

html::Html document_html(Plan const& plan, profile::Profile const& profile, Date today, family::FamilyId family,
                         bool may_write);
html::Html readings_html(Plan const& plan, profile::Profile const& profile);
// The level of need of each child at allocation, and when the plan ended: how far they have come, in the continuum's
// own steps. Nothing when neither is on record.
html::Html need_html(sql::Connection& c, Plan const& plan, family::OpenedFamily const& opened,
                     profile::Profile const& profile, Date today);

}  // namespace kith::plan
