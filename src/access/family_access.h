// Who may see what of a family's record: the rules of need to know, in the order in which they are asked. Denial wins,
// and what is not allowed is denied. Pure, as decide.h is; the tables that feed it are in src/family.
//
// The order (and the published failures behind it): the account; its agency's sharing agreement; a conflict of
// interest; a restricted record; how the account stands to the family; what the family and the law let its agency see;
// the kind of field; and last, breaking the glass, which opens a shared record for an hour and nothing that is kept
// from people by name.
#pragma once

#include <string_view>

#include "access/decide.h"
#include "base/closed_set.h"

namespace kith::access {

// How an account stands to a family. Each has its days, which the record keeps. To work for an agency is none of them.
enum class Relationship { none, agency_holds, on_team, leads };
constexpr auto closed_set(Relationship) {
  return std::to_array<Member<Relationship>>(
      {{Relationship::none, "none", "No part in it"},
       {Relationship::agency_holds, "agency_holds", "Their agency holds an open allocation"},
       {Relationship::on_team, "on_team", "In the team around the family"},
       {Relationship::leads, "leads", "Lead practitioner"}});
}

// How much of a family's record is seen, each holding all before it.
enum class FamilySight {
  nothing,
  known,        // that the family is known, and whom to ring
  card,         // who they are, where in the borough, who works with them
  own_entries,  // and what one's own agency wrote
  shared,       // and what everybody wrote for the team
};
constexpr auto closed_set(FamilySight) {
  return std::to_array<Member<FamilySight>>({{FamilySight::nothing, "nothing", "Nothing"},
                                             {FamilySight::known, "known", "Known: ask the lead practitioner"},
                                             {FamilySight::card, "card", "Who they are and who helps"},
                                             {FamilySight::own_entries, "own_entries", "What their agency wrote"},
                                             {FamilySight::shared, "shared", "The shared record"}});
}

// The kinds of thing that a record holds, as far as rights go.
enum class FieldClass {
  known,       // the lead practitioner's name and number
  card,        // names, ages, the team
  entry,       // a note, a visit, the plan
  named_only,  // an entry for its writer and those it names
  address,
  reflection,  // a practitioner's own thoughts
};
constexpr auto closed_set(FieldClass) {
  return std::to_array<Member<FieldClass>>({{FieldClass::known, "known", "Whom to ring"},
                                            {FieldClass::card, "card", "Who they are"},
                                            {FieldClass::entry, "entry", "An entry"},
                                            {FieldClass::named_only, "named_only", "An entry for named people"},
                                            {FieldClass::address, "address", "The address"},
                                            {FieldClass::reflection, "reflection", "A practitioner's reflection"}});
}

// The family as it stands to the one who asks.
struct FamilyStanding {
  Relationship relationship = Relationship::none;
  bool conflict = false;  // they are kin, neighbours, friends: declared or found
  bool restricted = false;
  bool named = false;            // among those who may know of the restricted record
  bool with_mash = false;        // stepped up, and not yet back
  bool left_early_help = false;  // the family withdrew its agreement to take part
  bool protected_address = false;
  bool needs_address = false;  // among those named for it
};

// The one thing asked about.
struct Field {
  FieldClass kind = FieldClass::card;
  bool own = false;                 // the one who asks wrote it
  bool own_agency = false;          // their agency did
  bool named = false;               // it names them
  bool shared_with_agency = false;  // a choice of the family or a recorded decision lets their agency see it
};

struct FamilyContext {
  bool agency_agreement = true;  // the agency's sharing agreement is in force today
  bool glass_broken = false;     // by this account, for this family, within the hour
  bool in_area = true;           // the account answers for the part of the borough where the family lives
};

struct FamilyDecision {
  bool allowed = false;
  bool hidden = false;    // answer as if there were no such family
  std::string_view rule;  // which rule decided, for the read log
  FamilySight sight = FamilySight::nothing;

  explicit operator bool() const { return allowed; }
};

// How much of the record is open at all, and by which rule.
FamilyDecision sight_of(Subject const& subject, FamilyStanding const& standing, FamilyContext const& context);

// Whether this action on this field is allowed. Errors are decisions: `hidden` for what must not be known to exist.
FamilyDecision decide(Subject const& subject, Action action, FamilyStanding const& standing, Field const& field,
                      FamilyContext const& context);

}  // namespace kith::access
