#include "guest/commands.h"

#include "base/text.h"
#include "guest/our_plan.h"
#include "message/commands.h"
#include "message/one_time_code.h"
#include "message/records.h"
#include "plan/commands.h"

namespace kith::guest {

namespace {

using access::Action;
using access::PartnerAct;

auto constexpr guest_prefix = "guest:";

Result<std::string> append_view(journal::Transaction& t, FamilyId family, std::int64_t version,
                                std::vector<Events::Event> const& events, journal::Author const& author) {
  std::vector<journal::NewEvent> encoded;
  for (auto const& event : events) encoded.push_back(Events::encode(event, t.now()));
  TRY(t.append(stream_of(family), version, encoded, author));
  return family.text();
}

template <class Command>
Result<std::string> act_on_view(journal::Transaction& t, FamilyId family, Command const& command,
                                journal::Author const& author) {
  auto const view = t.state<View>(stream_of(family));
  auto const events = TRY(decide(*view, command, {t.now(), london_date(t.now())}));
  return append_view(t, family, view.version, events, author);
}

Result<Done> is_of_family(journal::Transaction& t, FamilyId family, PersonId person) {
  auto const found = people::person(t.connection(), person);
  if (found && found->family == family) return Done{};
  return invalid("not_of_family", "This person is not of this family. Choose somebody who is.");
}

Error shut() { return not_found("shut", "This page is closed."); }

// The guest as they stand in this transaction, when their link is open for the family's view.
Result<GuestRow> family_guest(journal::Transaction& t, GuestId id) {
  auto const guest = guest_by_id(t.connection(), id, t.now());
  if (!guest || !access::view_is_open(view_standing_of(t.connection(), *guest, true, london_date(t.now()))))
    return shut();
  return *guest;
}

// The same for a partner who does this; with the name and agency they have in the team.
struct PartnerNow {
  GuestRow guest;
  family::MemberRow member;
};
Result<PartnerNow> partner_guest(journal::Transaction& t, GuestId id, PartnerAct act, bool own_action) {
  auto const guest = guest_by_id(t.connection(), id, t.now());
  if (!guest || !access::decide_partner(partner_standing_of(t.connection(), *guest, true), act, own_action))
    return shut();
  for (auto const& row : family::team_of(t.connection(), guest->family))
    if (row.member == guest->member) return PartnerNow{*guest, row};
  return shut();
}

journal::Author author_of_guest(std::string agency, char const* purpose) { return {{}, std::move(agency), purpose}; }

By hand_of_partner(PartnerNow const& partner) {
  By by;
  by.subject.agency = partner.member.agency;
  by.purpose = "partner_link";
  by.system = true;  // authorised above, by the link
  return by;
}

Result<std::string> note_act(journal::Transaction& t, PartnerNow const& partner, PartnerDid did,
                             std::optional<ActionId> action = {}) {
  PartnerActed acted;
  acted.family = partner.guest.family;
  acted.guest = partner.guest.guest;
  acted.member = partner.member.member;
  acted.name = partner.member.name;
  acted.did = did;
  acted.action = action;
  return act_on_view(t, partner.guest.family, NotePartnerAct{acted},
                     author_of_guest(partner.member.agency, "partner_link"));
}

}  // namespace

std::string_view words_of_rule(std::string_view rule) {
  if (rule == "not_of_family") return "They are not of this family.";
  if (rule == "may_not_decide") return "They are under 18. Ask them alone first, and write how they understood it.";
  if (rule == "not_asked_alone") return "Not every adult of the family has been asked alone.";
  if (rule == "called_unsafe") return "Somebody who was asked said that it is not safe.";
  if (rule == "does_not_want_it") return "They do not want to read it.";
  if (rule == "left_early_help") return "The family no longer takes part in early help.";
  if (rule == "restricted") return "A record in this family is restricted.";
  return {};
}

Result<std::string> ask_view(journal::Transaction& t, FamilyId family, AskView const& command, By const& by) {
  TRY(family::authorise(t.connection(), family, Action::record_agreement, by, t.now()));
  TRY(is_of_family(t, family, command.asked.person));
  auto asking = command;
  asking.asked.family = family;
  return act_on_view(t, family, asking, by.author());
}

Result<std::string> mark_sight(journal::Transaction& t, FamilyId family, MarkSight const& command, By const& by) {
  TRY(family::authorise(t.connection(), family, Action::record_agreement, by, t.now()));
  for (auto const& person : command.marked.kept_from) TRY(is_of_family(t, family, person));
  auto marking = command;
  marking.marked.family = family;
  return act_on_view(t, family, marking, by.author());
}

Result<std::string> end_guest(journal::Transaction& t, FamilyId family, EndGuest const& command, By const& by) {
  TRY(family::authorise(t.connection(), family, Action::record_agreement, by, t.now()));
  return act_on_view(t, family, command, by.author());
}

Result<std::string> invite(journal::Transaction& t, FamilyId family, Invite command, Bytes key, By const& by) {
  auto& invited = command.invited;
  bool const partner = invited.kind == GuestKind::partner;
  TRY(family::authorise(t.connection(), family, partner ? Action::manage_team : Action::record_agreement, by, t.now()));
  if (partner) {
    auto const team = family::team_of(t.connection(), family);
    auto const member = std::ranges::find_if(team, [&](auto const& row) { return row.member == invited.member; });
    if (member == team.end() || member->left_on)
      return not_found("no_member", "There is no such person in the team. Go back to the team and choose them there.");
    invited.name = member->name;
    invited.person.reset();
  } else {
    TRY(is_of_family(t, family, invited.person.value_or(PersonId{})));
    auto const open =
        access::view_is_open(view_standing_of(t.connection(), family, *invited.person, london_date(t.now())));
    if (!open) return invalid("may_not_read", std::string{words_of_rule(open.rule)});
    invited.name = people::person(t.connection(), *invited.person)->shown_name();
    invited.member.reset();
  }
  invited.family = family;
  invited.guest = GuestId::mint(t.now(), t.random());
  invited.message = MessageId::mint(t.now(), t.random());
  invited.link_hash = message::hash_of_link(message::link_in(key, invited.message));
  invited.until = t.now() + (partner ? partner_link_days : family_link_days);
  TRY(act_on_view(t, family, command, by.author()));
  message::MessageAsked asked;
  asked.message = invited.message;
  asked.channel = invited.channel;
  asked.to = invited.to;
  asked.says = message::Template::link;
  asked.language = invited.language;
  asked.about = about_guest(invited.guest);
  asked.until = t.now() + std::chrono::hours{48};
  TRY(message::ask(t, std::move(asked)));
  return invited.guest.text();
}

Result<std::string> comment(journal::Transaction& t, GuestId id, std::string text) {
  auto const guest = TRY(family_guest(t, id));
  return act_on_view(t, guest.family, Comment{{guest.family, id, *guest.person, guest.name, std::move(text)}},
                     author_of_guest({}, "family_view"));
}

Result<std::string> answer_plan(journal::Transaction& t, GuestId id, bool agrees, std::string text) {
  auto const guest = TRY(family_guest(t, id));
  return act_on_view(t, guest.family,
                     AnswerPlan{{guest.family, id, *guest.person, guest.name, agrees, std::move(text)}},
                     author_of_guest({}, "family_view"));
}

Result<std::string> stop(journal::Transaction& t, GuestId id) {
  auto const guest = TRY(family_guest(t, id));
  return act_on_view(t, guest.family, EndGuest{id, true, {}}, author_of_guest({}, "family_view"));
}

Result<std::string> end_action(journal::Transaction& t, GuestId id, ActionId action, bool done, std::string note) {
  // Whose the action is, is read from the plan as it stands.
  auto const guest = guest_by_id(t.connection(), id, t.now());
  auto const row = guest ? plan::plan_of_family(t.connection(), guest->family) : std::nullopt;
  if (!row) return shut();
  auto const standing = t.state<plan::Plan>(row->plan.raw());
  auto const* found = standing->action(action);
  bool const own = found != nullptr && found->agreed.member && found->agreed.member == guest->member;
  auto const partner = TRY(partner_guest(t, id, PartnerAct::end_action, own));
  auto const said = trimmed(note).empty() ? partner.member.name : partner.member.name + ": " + note;
  TRY(plan::act(t, partner.guest.family, plan::EndAction{action, done, london_date(t.now()), said},
                hand_of_partner(partner)));
  return note_act(t, partner, done ? PartnerDid::action_done : PartnerDid::action_dropped, action);
}

Result<std::string> add_note(journal::Transaction& t, GuestId id, std::string text) {
  auto const partner = TRY(partner_guest(t, id, PartnerAct::add_note, false));
  family::RecordContact note;
  note.contact.entry = family::EntryId::mint(t.now(), t.random());
  note.contact.kind = family::ContactKind::message;
  note.contact.happened_at = t.now();
  note.contact.with_whom = partner.member.name;
  note.contact.text = std::move(text);
  TRY(family::act(t, partner.guest.family, note, hand_of_partner(partner)));
  return note_act(t, partner, PartnerDid::note_added);
}

Result<std::string> leave(journal::Transaction& t, GuestId id) {
  auto const partner = TRY(partner_guest(t, id, PartnerAct::leave, false));
  TRY(family::act(t, partner.guest.family,
                  family::LeaveTeam{partner.member.member, london_date(t.now()), "Said so by their link"},
                  hand_of_partner(partner)));
  TRY(note_act(t, partner, PartnerDid::left));
  // Should they come back one day, it is by a new link.
  return act_on_view(t, partner.guest.family, EndGuest{id, true, {}},
                     author_of_guest(partner.member.agency, "partner_link"));
}

std::string about_guest(GuestId guest) { return guest_prefix + guest.text(); }

bool still_open(sql::Connection& c, message::MessageAsked const& asked, Instant now) {
  if (!asked.about.starts_with(guest_prefix)) return false;
  auto const id = GuestId::parse(asked.about.substr(std::string_view{guest_prefix}.size()));
  auto const guest = id ? guest_by_id(c, *id, now) : std::nullopt;
  if (!guest || guest->channel != asked.channel || guest->to != asked.to) return false;
  if (asked.says == message::Template::news && !guest->news) return false;
  return opens(c, *guest, london_date(now));
}

namespace {

Result<Done> tell_guests(journal::Transaction& t, journal::Recorded const& recorded, profile::Profile const& profile) {
  auto const family = plan_changed_by(t.connection(), recorded);
  if (!family) return Done{};
  auto const today = london_date(t.now());
  for (auto const& guest : guests_of(t.connection(), *family, t.now())) {
    if (!guest.news || guest.kind != GuestKind::of_family || !opens(t.connection(), guest, today)) continue;
    if (!changes_what_they_see(t, recorded, *family, *guest.person, profile)) continue;
    auto const about = about_guest(guest.guest);
    if (message::count_about(t.connection(), about, message::Template::news, t.now() - std::chrono::hours{1}) > 0)
      continue;
    message::MessageAsked asked;
    asked.channel = guest.channel;
    asked.to = guest.to;
    asked.says = message::Template::news;
    asked.language = guest.language;
    asked.about = about;
    asked.until = t.now() + std::chrono::hours{24};
    TRY(message::ask(t, std::move(asked)));
  }
  return Done{};
}

}  // namespace

journal::Reaction telling_guests(profile::Profile const& profile) {
  return [&profile](journal::Transaction& t, journal::Recorded const& recorded) {
    return tell_guests(t, recorded, profile);
  };
}

}  // namespace kith::guest
