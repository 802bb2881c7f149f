// The one decision on rights. Every route, command and question asks here, and nothing else decides. Pure: no clock, no
// database. What is not allowed is denied.
#pragma once

#include <string_view>

#include "access/roles.h"

namespace kith::access {

// Everything that can be done or seen. Routes name one of these as their rule; commands check the same again.
enum class Action {
  open_to_all,       // the front page, signing in, the gallery of components
  use_own_account,   // sign out, change one's password, keep a draft
  make_request,      // tell the hub about a family
  see_own_requests,  // what became of what one asked; never the record
  raise_urgent,
  see_urgent,  // the board of urgent requests
  accept_urgent,
  see_inbox,
  see_enquiry,
  work_enquiry,  // first contact, notes, amendments, waiting, telling
  screen_enquiry,
  allocate,
  see_partner_cases,  // allocations that partners hold
  work_allocation,
  refer_to_social_care,
  see_referrals,
  record_step_outcome,
  search_people,
  restrict_record,
  protect_address,
  import_files,
  see_reports,
  open_figures,  // the list of records behind a figure
  manage_accounts,
  see_read_log,
  see_messages,  // how many wait or were given up; try again
  // On a family's record; decided by family_access.h.
  see_families,  // the list of one's own
  see_family,
  write_in_record,  // a note, a visit, a child seen
  write_plan,
  record_agreement,  // and choices and decisions on sharing
  manage_team,
  join_team,          // take on what one's agency was given
  confirm_as_second,  // what needs a second named person
  break_glass,
  review_broken_glass,
  declare_conflict,
  disagree,        // with a colleague about a family: raise it, answer, take it further
  refuse_step_up,  // early help keeps the worry, for a reason
  see_caseloads,
  hand_over,        // many families at once, when a worker leaves
  see_supervision,  // five minutes a family
  give_advice,      // a consultation without names
};
constexpr auto closed_set(Action) {
  using enum Action;
  return std::to_array<Member<Action>>({
      {open_to_all, "open_to_all", "Open to everybody"},
      {use_own_account, "use_own_account", "Use one's own account"},
      {make_request, "make_request", "Make a request"},
      {see_own_requests, "see_own_requests", "See what became of one's own requests"},
      {raise_urgent, "raise_urgent", "Raise an urgent concern"},
      {see_urgent, "see_urgent", "See urgent concerns"},
      {accept_urgent, "accept_urgent", "Accept an urgent concern"},
      {see_inbox, "see_inbox", "See the inbox"},
      {see_enquiry, "see_enquiry", "See an enquiry"},
      {work_enquiry, "work_enquiry", "Work on an enquiry"},
      {screen_enquiry, "screen_enquiry", "Screen an enquiry"},
      {allocate, "allocate", "Allocate"},
      {see_partner_cases, "see_partner_cases", "See cases that partners hold"},
      {work_allocation, "work_allocation", "Work on an allocation"},
      {refer_to_social_care, "refer_to_social_care", "Refer to social care"},
      {see_referrals, "see_referrals", "See referrals to social care"},
      {record_step_outcome, "record_step_outcome", "Record a step outcome"},
      {search_people, "search_people", "Search for a person"},
      {restrict_record, "restrict_record", "Restrict a record"},
      {protect_address, "protect_address", "Protect an address"},
      {import_files, "import_files", "Import files"},
      {see_reports, "see_reports", "See reports"},
      {open_figures, "open_figures", "Open the records behind a figure"},
      {manage_accounts, "manage_accounts", "Manage accounts"},
      {see_read_log, "see_read_log", "See who read what"},
      {see_messages, "see_messages", "See what became of messages"},
      {see_families, "see_families", "See one's own families"},
      {see_family, "see_family", "See a family's record"},
      {write_in_record, "write_in_record", "Write in a family's record"},
      {write_plan, "write_plan", "Write in a family's plan"},
      {record_agreement, "record_agreement", "Record agreement and sharing"},
      {manage_team, "manage_team", "Change the team around a family"},
      {join_team, "join_team", "Take on a family that one's agency holds"},
      {confirm_as_second, "confirm_as_second", "Confirm as the second person"},
      {break_glass, "break_glass", "Open a record in an emergency"},
      {review_broken_glass, "review_broken_glass", "Review a record opened in an emergency"},
      {declare_conflict, "declare_conflict", "Declare a conflict of interest"},
      {disagree, "disagree", "Disagree with a colleague about a family"},
      {refuse_step_up, "refuse_step_up", "Decide not to step up"},
      {see_caseloads, "see_caseloads", "See how many families each worker leads"},
      {hand_over, "hand_over", "Hand families over to another worker"},
      {see_supervision, "see_supervision", "Go through families in supervision"},
      {give_advice, "give_advice", "Give advice in a consultation without names"},
  });
}

// What the thing asked about is, as far as rights go. Empty for acts without a record.
struct Resource {
  bool restricted = false;  // only those named may know it exists
  bool named = false;       // the subject is among them
  bool own = false;         // the subject sent it, or holds it as lead
  bool own_agency = false;  // the subject's agency holds it
  bool with_mash = false;   // urgent, or transferred to social care
  bool protected_address = false;
  bool needs_address = false;  // the subject is among those named who may see the protected address
};

// How much of a permitted record may be seen.
enum class Sight {
  nothing,
  status,      // received, being looked at, decided: no record
  references,  // counts and references, never a name
  record,      // everything but a protected address
  everything,
};

struct Decision {
  bool allowed = false;
  bool hidden = false;    // denied in a way that must not show that the record exists: answer "not found"
  std::string_view rule;  // which rule decided, for the read log
  Sight sight = Sight::nothing;

  explicit operator bool() const { return allowed; }
};

Decision decide(Subject const& subject, Action action, Resource const& resource = {});

// Whether there can be any record on which decide() allows this: what a route and the navigation ask, before a record
// is known. The page asks decide() again with the record.
bool may_enter(Subject const& subject, Action action);

}  // namespace kith::access
