#include "access/decide.h"

namespace kith::access {

namespace {

// Which roles may do what, before the record itself is looked at. One row an action; a role that is not in the row may
// not.
struct Permission {
  Action action;
  std::array<Role, 6> roles;
  std::size_t count;

  constexpr Permission(Action a, std::initializer_list<Role> list) : action(a), roles{}, count(list.size()) {
    std::size_t i = 0;
    for (auto role : list) roles[i++] = role;
  }
  constexpr bool covers(Role role) const {
    for (std::size_t i = 0; i < count; ++i)
      if (roles[i] == role) return true;
    return false;
  }
};

using enum Role;
constexpr Permission permissions[] = {
    {Action::make_request, {coordinator, screening_officer, practitioner, mash_worker, manager}},
    {Action::see_own_requests, {coordinator, screening_officer, practitioner, mash_worker, manager}},
    {Action::raise_urgent, {coordinator, screening_officer, practitioner, mash_worker, manager}},
    {Action::see_urgent, {coordinator, screening_officer, mash_worker, manager}},
    {Action::accept_urgent, {mash_worker}},
    {Action::see_inbox, {coordinator, screening_officer, manager}},
    {Action::see_enquiry, {coordinator, screening_officer, mash_worker, manager}},
    {Action::work_enquiry, {coordinator, screening_officer, manager}},
    {Action::screen_enquiry, {coordinator, screening_officer, manager}},
    {Action::allocate, {coordinator, manager}},
    {Action::see_partner_cases, {coordinator, practitioner, manager}},
    {Action::work_allocation, {coordinator, practitioner, manager}},
    {Action::refer_to_social_care, {coordinator, screening_officer, manager}},
    {Action::see_referrals, {coordinator, screening_officer, mash_worker, manager}},
    {Action::record_step_outcome, {mash_worker, manager}},
    {Action::search_people, {coordinator, screening_officer, mash_worker, manager}},
    {Action::restrict_record, {manager}},
    {Action::protect_address, {coordinator, screening_officer, mash_worker, manager}},
    {Action::import_files, {coordinator, manager, administrator}},
    {Action::see_reports, {coordinator, manager, analyst}},
    {Action::open_figures, {coordinator, manager, analyst}},
    {Action::manage_accounts, {administrator}},
    {Action::see_read_log, {manager, administrator}},
    {Action::see_messages, {administrator}},
    {Action::see_families, {coordinator, screening_officer, practitioner, mash_worker, manager}},
    {Action::see_family, {coordinator, screening_officer, practitioner, mash_worker, manager}},
    {Action::write_in_record, {coordinator, practitioner, mash_worker, manager}},
    {Action::write_plan, {coordinator, practitioner, manager}},
    {Action::record_agreement, {coordinator, practitioner, manager}},
    {Action::manage_team, {coordinator, practitioner, manager}},
    {Action::join_team, {practitioner}},
    {Action::confirm_as_second, {coordinator, manager}},
    {Action::break_glass, {coordinator, screening_officer, practitioner, mash_worker, manager}},
    {Action::review_broken_glass, {manager}},
    {Action::declare_conflict, {coordinator, screening_officer, practitioner, mash_worker, manager}},
    {Action::disagree, {coordinator, screening_officer, practitioner, mash_worker, manager}},
    {Action::refuse_step_up, {coordinator, practitioner, manager}},
    {Action::see_caseloads, {coordinator, manager}},
    {Action::hand_over, {coordinator, manager}},
    {Action::see_supervision, {coordinator, practitioner, manager}},
    {Action::give_advice, {coordinator, screening_officer, mash_worker, manager}},
};

// Whether the subject has a role that may do this and of which `is_so` holds. Each role is asked by itself, so that two
// roles together never open more than one of them does.
template <class IsSo>
bool may_through(Subject const& subject, Action action, IsSo is_so) {
  for (auto const& permission : permissions)
    if (permission.action == action)
      return std::any_of(subject.roles.begin(), subject.roles.end(),
                         [&](Role role) { return permission.covers(role) && is_so(role); });
  return false;
}

bool role_allows(Subject const& subject, Action action) {
  return may_through(subject, action, [](Role) { return true; });
}

bool is_in_the_hub(Role role) { return role == coordinator || role == screening_officer || role == manager; }

// Actions that open or change one family's record.
bool touches_a_record(Action action) {
  switch (action) {
    case Action::see_enquiry:
    case Action::work_enquiry:
    case Action::screen_enquiry:
    case Action::allocate:
    case Action::work_allocation:
    case Action::refer_to_social_care:
    case Action::record_step_outcome:
    case Action::restrict_record:
    case Action::protect_address:
    case Action::accept_urgent:
      return true;
    default:
      return false;
  }
}

// A partner without an agreement in force opens nothing that others wrote. The hub and the MASH are the council's own.
bool is_shut_out(Subject const& subject, Action action) {
  if (subject.agency_agreement || (action != Action::see_partner_cases && !touches_a_record(action))) return false;
  return !may_through(subject, action, [](Role role) { return role != practitioner; });
}

// A protected address is seen by those named for it and by nobody else, whatever their role: there is no breaking the
// glass for an address.
Sight in_full(Resource const& resource) {
  return resource.protected_address && !resource.needs_address ? Sight::record : Sight::everything;
}

Decision denied(std::string_view rule) { return {false, false, rule, Sight::nothing}; }
Decision hidden(std::string_view rule) { return {false, true, rule, Sight::nothing}; }

}  // namespace

Decision decide(Subject const& subject, Action action, Resource const& resource) {
  if (action == Action::open_to_all) return {true, false, "open_to_all", Sight::nothing};
  if (!subject.signed_in) return denied("not_signed_in");
  if (action == Action::use_own_account) return {true, false, "own_account", Sight::nothing};
  if (!role_allows(subject, action)) return denied("role");
  if (is_shut_out(subject, action)) return denied("agency_agreement");
  // A restricted record is seen by those named, and by nobody else whatever their role: it might as well not be there.
  if (resource.restricted && !resource.named) return hidden("restricted");

  // Nobody gives themselves an address that others keep from them: who is named, and for how long, is for those named
  // already and for managers.
  if (action == Action::protect_address && resource.protected_address && !resource.needs_address &&
      !may_through(subject, action, [](Role role) { return role == manager; }))
    return denied("not_named_for_address");

  if (touches_a_record(action)) {
    bool const hub = may_through(subject, action, is_in_the_hub);
    bool const mash = resource.with_mash && may_through(subject, action, [](Role role) { return role == mash_worker; });
    bool const holder = (resource.own || resource.own_agency) && subject.agency_agreement &&
                        may_through(subject, action, [](Role role) { return role == practitioner; });
    if (!hub && !mash && !holder) return hidden("no_relationship");
    bool const by_name = resource.protected_address && resource.needs_address;
    return {true, false, by_name ? "named_for_address" : hub ? "hub" : mash ? "mash" : "holder", in_full(resource)};
  }
  if (action == Action::see_own_requests) return {true, false, "own_requests", Sight::status};
  if (action == Action::open_figures || action == Action::see_reports) {
    bool const hub = may_through(subject, action, is_in_the_hub);
    return {true, false, hub ? "hub" : "analyst", hub ? Sight::record : Sight::references};
  }
  bool const by_name = resource.protected_address && resource.needs_address;
  return {true, false, by_name ? "named_for_address" : "role", in_full(resource)};
}

bool may_enter(Subject const& subject, Action action) {
  if (action == Action::open_to_all) return true;
  if (!subject.signed_in) return false;
  return action == Action::use_own_account || (role_allows(subject, action) && !is_shut_out(subject, action));
}

}  // namespace kith::access
