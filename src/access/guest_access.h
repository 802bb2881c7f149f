// What somebody without an account may see who comes by a link and a code: one of the family, reading its own plan, or
// a partner with something to do in it. Denial wins, what is not allowed is denied. Pure, as decide.h is; the tables
// that feed it are in src/guest.
//
// Published failures stand behind the vetoes: the person to fear is usually in the same house; a parent read the other
// one's address in a shared plan; a link opened for years. So the family's view is shut until each adult was asked
// alone, shut for everybody when one of them says that it is not safe, and from outside a shut view and one that never
// was are the same.
#pragma once

#include <string_view>

#include "base/closed_set.h"

namespace kith::access {

// How the family's own view stands to one person of the family.
struct ViewStanding {
  bool invited = false;  // by name, and the invitation has neither ended nor run out
  bool proved = false;   // the code that was sent has been typed
  bool of_family = false;
  bool may_decide = false;        // an adult, or a young person whose understanding was written down
  bool all_asked_alone = false;   // each adult of the family, the last time they were asked
  bool called_unsafe = false;     // by any of them, the last time they were asked
  bool does_not_want_it = false;  // this person, the last time they were asked
  bool left_early_help = false;   // the family
  bool restricted = false;        // somebody's record in the family
};

enum class ViewKind {
  plan,         // the three answers, goals, actions, reviews
  helper,       // who helps, with their work number
  told,         // who was told what
  note,         // what a worker wrote
  child_voice,  // what a child said and wants
  own_words,    // what somebody of the family said here
};
constexpr auto closed_set(ViewKind) {
  return std::to_array<Member<ViewKind>>({{ViewKind::plan, "plan", "The plan"},
                                          {ViewKind::helper, "helper", "Who helps"},
                                          {ViewKind::told, "told", "Who was told what"},
                                          {ViewKind::note, "note", "A note"},
                                          {ViewKind::child_voice, "child_voice", "What a child said"},
                                          {ViewKind::own_words, "own_words", "What somebody of the family said"}});
}

// The one thing asked about, as it stands to the one who reads.
struct ViewField {
  ViewKind kind = ViewKind::plan;
  bool kept_from_them = false;   // a worker marked it so
  bool specialist = false;       // a domestic abuse service, or what it does: kept from the whole family
  bool names_protected = false;  // its words hold where somebody else lives, or a specialist's name
  bool family_not_told = false;  // a decision of which the record says that the family does not know
  bool shown_to_family = false;  // a worker marked it so: notes are not shown else
  bool own = false;              // they said it themselves
};

struct GuestDecision {
  bool allowed = false;
  std::string_view rule;  // which rule decided

  explicit operator bool() const { return allowed; }
};

// Whether the view is open at all.
GuestDecision view_is_open(ViewStanding const& standing);
GuestDecision decide_view(ViewStanding const& standing, ViewField const& field);

// How a family stands to a partner who has a link: somebody of the team, without signing in.
struct PartnerStanding {
  bool invited = false;  // the link has neither ended nor run out
  bool proved = false;
  bool on_team = false;  // today
  bool conflict = false;
  bool left_early_help = false;
  bool restricted = false;
};
enum class PartnerAct { see_action, end_action, add_note, leave };
constexpr auto closed_set(PartnerAct) {
  return std::to_array<Member<PartnerAct>>({{PartnerAct::see_action, "see_action", "See an action"},
                                            {PartnerAct::end_action, "end_action", "Say what came of an action"},
                                            {PartnerAct::add_note, "add_note", "Add a note"},
                                            {PartnerAct::leave, "leave", "Say that they are no longer involved"}});
}
// `own_action`: the action is theirs to do; asked only where there is one.
GuestDecision decide_partner(PartnerStanding const& standing, PartnerAct act, bool own_action);

}  // namespace kith::access
