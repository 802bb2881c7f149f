#include "access/family_access.h"

namespace kith::access {

namespace {

FamilyDecision family_denied(std::string_view rule) { return {false, false, rule, FamilySight::nothing}; }
FamilyDecision family_hidden(std::string_view rule) { return {false, true, rule, FamilySight::nothing}; }

// What the relationship alone opens.
FamilySight by_relationship(Subject const& subject, FamilyStanding const& standing, FamilyContext const& context) {
  using enum FamilySight;
  auto sight = nothing;
  auto at_least = [&](FamilySight other) { sight = std::max(sight, other); };
  // Coordinators and managers answer for every family in their part of the borough; elsewhere they know whom to ring.
  if (subject.is(Role::coordinator) || subject.is(Role::manager)) at_least(context.in_area ? shared : known);
  if (subject.is(Role::screening_officer)) at_least(card);
  if (subject.is(Role::mash_worker)) at_least(standing.with_mash ? shared : card);
  if (subject.is(Role::practitioner)) {
    switch (standing.relationship) {
      case Relationship::leads:
        at_least(shared);
        break;
      case Relationship::on_team:
        // A family that leaves early help takes its team's sight with it; the lead stays to close or to step up.
        at_least(standing.left_early_help ? known : own_entries);
        break;
      case Relationship::agency_holds:
        at_least(standing.left_early_help ? known : card);
        break;
      case Relationship::none:
        break;
    }
  }
  return sight;
}

// The people who practise: the only ones for whom a glass can be broken.
bool practises(Subject const& subject) {
  using enum Role;
  return subject.is(practitioner) || subject.is(coordinator) || subject.is(screening_officer) ||
         subject.is(mash_worker) || subject.is(manager);
}

bool in_the_hub(Subject const& subject, FamilyContext const& context) {
  return context.in_area && (subject.is(Role::coordinator) || subject.is(Role::manager));
}

// Whether somebody may change the record in this way: to read it is not to write in it, and a broken glass never lets
// anybody write.
bool may_write(Subject const& subject, Action action, FamilyStanding const& standing, FamilyContext const& context) {
  bool const hub = in_the_hub(subject, context);
  auto const relationship = subject.is(Role::practitioner) ? standing.relationship : Relationship::none;
  bool const team = relationship == Relationship::on_team && !standing.left_early_help;
  bool const lead = relationship == Relationship::leads;
  switch (action) {
    case Action::write_in_record:
      return team || lead || hub || (subject.is(Role::mash_worker) && standing.with_mash);
    case Action::write_plan:
    case Action::record_agreement:
      return team || lead || hub;
    case Action::manage_team:
    case Action::refuse_step_up:
      return lead || hub;
    case Action::hand_over:
      return hub;
    // Whoever works with the family or takes in what is said of it may disagree; one needs no part in the plan for it.
    case Action::disagree:
      return team || lead || hub || subject.is(Role::screening_officer) || subject.is(Role::mash_worker) ||
             (relationship == Relationship::agency_holds && !standing.left_early_help);
    case Action::join_team:
      return relationship == Relationship::agency_holds && !standing.left_early_help;
    case Action::confirm_as_second:
      return hub;
    case Action::review_broken_glass:
      return subject.is(Role::manager);
    case Action::declare_conflict:
      return true;  // about oneself; the command sees to that
    default:
      return false;
  }
}

bool writes(Action action) {
  using enum Action;
  switch (action) {
    case write_in_record:
    case write_plan:
    case record_agreement:
    case manage_team:
    case join_team:
    case confirm_as_second:
    case review_broken_glass:
    case declare_conflict:
    case disagree:
    case refuse_step_up:
    case hand_over:
      return true;
    default:
      return false;
  }
}

// Whether this much sight shows this field to them.
bool shows(FamilySight sight, FamilyStanding const& standing, Field const& field) {
  switch (field.kind) {
    case FieldClass::known:
      return sight >= FamilySight::known;
    case FieldClass::card:
      return sight >= FamilySight::card;
    case FieldClass::entry:
      return sight >= FamilySight::shared ||
             (sight >= FamilySight::own_entries && (field.own || field.own_agency || field.shared_with_agency));
    case FieldClass::named_only:
      return sight >= FamilySight::own_entries && (field.own || field.named);
    case FieldClass::address:
      return sight >= FamilySight::card && (!standing.protected_address || standing.needs_address);
    case FieldClass::reflection:
      return field.own;
  }
  return false;
}

}  // namespace

FamilyDecision sight_of(Subject const& subject, FamilyStanding const& standing, FamilyContext const& context) {
  if (!subject.signed_in) return family_denied("not_signed_in");
  if (!practises(subject)) return family_hidden("role");
  // Without an agreement in force an agency keeps what it wrote itself, and sees nothing of others'.
  if (!context.agency_agreement && standing.relationship < Relationship::on_team)
    return family_hidden("agency_agreement");
  if (standing.conflict) return family_hidden("conflict");
  if (standing.restricted && !standing.named) return family_hidden("restricted");
  auto const sight = by_relationship(subject, standing, context);
  if (!context.agency_agreement) {
    if (sight < FamilySight::own_entries) return family_hidden("agency_agreement");
    return {true, false, "agency_agreement", FamilySight::own_entries};
  }
  if (context.glass_broken && sight >= FamilySight::known && sight < FamilySight::shared)
    return {true, false, "broken_glass", FamilySight::shared};
  if (sight == FamilySight::nothing) return family_hidden("no_relationship");
  return {true, false, in_the_hub(subject, context) ? "hub" : wire(standing.relationship), sight};
}

FamilyDecision decide(Subject const& subject, Action action, FamilyStanding const& standing, Field const& field,
                      FamilyContext const& context) {
  if (subject.signed_in && !may_enter(subject, action)) return family_denied("role");
  auto decision = sight_of(subject, standing, context);
  if (!decision) return decision;
  auto refused = [&](std::string_view rule) {
    decision.allowed = false;
    decision.rule = rule;
    return decision;
  };
  if (writes(action)) {
    if (!may_write(subject, action, standing, context)) return refused("no_relationship");
    return decision;
  }
  if (action == Action::break_glass) {
    if (decision.sight == FamilySight::shared && !context.glass_broken) return refused("open_already");
    return decision;
  }
  if (!shows(decision.sight, standing, field)) return refused(wire(field.kind));
  return decision;
}

}  // namespace kith::access
