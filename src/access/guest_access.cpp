#include "access/guest_access.h"

namespace kith::access {

namespace {

GuestDecision shut(std::string_view rule) { return {false, rule}; }
constexpr GuestDecision open_by_code{true, "one_time_code"};

}  // namespace

GuestDecision view_is_open(ViewStanding const& standing) {
  if (!standing.invited) return shut("not_invited");
  if (!standing.of_family) return shut("not_of_family");
  if (!standing.proved) return shut("no_code");
  if (!standing.may_decide) return shut("may_not_decide");
  if (!standing.all_asked_alone) return shut("not_asked_alone");
  if (standing.called_unsafe) return shut("called_unsafe");
  if (standing.does_not_want_it) return shut("does_not_want_it");
  if (standing.left_early_help) return shut("left_early_help");
  if (standing.restricted) return shut("restricted");
  return open_by_code;
}

GuestDecision decide_view(ViewStanding const& standing, ViewField const& field) {
  if (auto const open = view_is_open(standing); !open) return open;
  if (field.kept_from_them) return shut("kept_from_them");
  if (field.specialist) return shut("specialist");
  if (field.names_protected) return shut("names_protected");
  switch (field.kind) {
    case ViewKind::plan:
    case ViewKind::helper:
      return open_by_code;
    case ViewKind::told:
      return field.family_not_told ? shut("family_not_told") : open_by_code;
    case ViewKind::note:
      return field.shown_to_family ? open_by_code : shut("note");
    case ViewKind::child_voice:
    case ViewKind::own_words:
      return field.own ? open_by_code : shut(wire(field.kind));
  }
  return shut("unknown");
}

GuestDecision decide_partner(PartnerStanding const& standing, PartnerAct act, bool own_action) {
  if (!standing.invited) return shut("not_invited");
  if (!standing.on_team) return shut("not_on_team");
  if (!standing.proved) return shut("no_code");
  if (standing.conflict) return shut("conflict");
  if (standing.left_early_help) return shut("left_early_help");
  if (standing.restricted) return shut("restricted");
  bool const about_an_action = act == PartnerAct::see_action || act == PartnerAct::end_action;
  if (about_an_action && !own_action) return shut("not_their_action");
  return open_by_code;
}

}  // namespace kith::access
