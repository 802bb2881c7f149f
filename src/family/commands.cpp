#include "family/commands.h"

#include <algorithm>

#include "access/accounts.h"
#include "base/text.h"

namespace kith::family {

namespace {

// Leaving a team is anybody's own business; ending somebody else's part in it is the lead's.
bool is_own_leaving(Record const& record, LeaveTeam const& command, By const& by) {
  auto const found = record.team.find(command.member);
  return found != record.team.end() && found->second.joined.account == by.subject.account;
}
// To take on a family that one's agency was given.
bool is_own_joining(JoinTeam const& command, By const& by) { return command.joined.account == by.subject.account; }

template <class Command>
access::Action action_for(Record const& record, Command const& command, By const& by) {
  if constexpr (std::is_same_v<Command, LeaveTeam>) {
    if (is_own_leaving(record, command, by)) return access::Action::see_family;
  } else if constexpr (std::is_same_v<Command, JoinTeam>) {
    if (is_own_joining(command, by) && !by.subject.is(access::Role::coordinator) &&
        !by.subject.is(access::Role::manager))
      return access::Action::join_team;
  } else if constexpr (std::is_same_v<Command, DeclareConflict>) {
    if (command.account != by.subject.account) return access::Action::manage_team;
  }
  return action_of<Command>();
}

std::vector<PersonId> named_people(RecordContact const& command) { return command.contact.about; }
std::vector<PersonId> named_people(RecordSeen const& command) { return {command.seen.child}; }
std::vector<PersonId> named_people(RecordAnswer const& command) { return {command.answered.person}; }
std::vector<PersonId> named_people(RecordRelatives const& command) {
  return {command.relatives.first, command.relatives.second};
}
std::vector<PersonId> named_people(OfferIntervention const& command) { return command.offered.people; }
template <class Command>
std::vector<PersonId> named_people(Command const&) {
  return {};
}

Result<Done> all_of_family(sql::Connection& c, FamilyId family, std::vector<PersonId> const& named) {
  for (auto const& id : named) {
    auto const person = people::person(c, id);
    if (!person || person->family != family)
      return invalid("not_of_family", "This person is not of this family. Choose somebody who is.");
  }
  return Done{};
}

}  // namespace

Result<Done> authorise(sql::Connection& c, FamilyId family, access::Action action, By const& by, Instant now) {
  if (by.system) return Done{};
  auto const standing = standing_of(c, family, by.subject, now);
  auto const decision = access::decide(by.subject, action, standing.standing, {}, standing.context);
  if (decision.hidden) return not_found("no_family", "There is no such family.");
  if (!decision)
    return forbidden("not_allowed",
                     "Your part in this family's help does not include this. If you need it for your work, ask the "
                     "lead practitioner or the early help hub.");
  return Done{};
}

template <class Command>
Result<std::string> act(journal::Transaction& t, FamilyId family, Command const& command, By const& by) {
  if (people::family_members(t.connection(), family).empty()) return not_found("no_family", "There is no such family.");
  auto const standing = t.state<Record>(family.raw());
  TRY(authorise(t.connection(), family, action_for(*standing, command, by), by, t.now()));
  TRY(all_of_family(t.connection(), family, named_people(command)));
  Context const context{t.now(), london_date(t.now()), by.subject.account};
  auto events = TRY(decide(*standing, command, context));
  std::vector<journal::NewEvent> encoded;
  for (auto& event : events) {
    std::visit([&](auto& e) { e.family = family; }, event);
    encoded.push_back(Events::encode(event, t.now()));
  }
  TRY(t.append(family.raw(), standing.version, encoded, by.author()));
  return family.text();
}

Result<std::string> add_person(journal::Transaction& t, FamilyId family, AddPerson const& command, By const& by) {
  if (people::family_members(t.connection(), family).empty()) return not_found("no_family", "There is no such family.");
  TRY(authorise(t.connection(), family, access::Action::write_in_record, by, t.now()));
  auto const& details = command.details;
  if (trimmed(details.forename.reveal()).empty() && trimmed(details.surname.reveal()).empty())
    return invalid("nobody_named", "Enter a first name or a surname.",
                   {{"forename", "nobody_named", "Enter a first name or a surname."}});
  people::PersonRegistered registered;
  registered.person = PersonId::mint(t.now(), t.random());
  registered.family = family;
  registered.reference = "P-" + registered.person.text().substr(16);
  registered.details = details;
  TRY(people::register_person(t, registered, by.author()));
  return registered.person.text();
}

Result<std::string> hand_over(journal::Transaction& t, HandOverMany const& command, By const& by) {
  auto fault = [](char const* field, char const* code, char const* sentence) {
    return invalid(code, sentence, {{field, code, sentence}});
  };
  if (command.families.empty()) return fault("family", "no_families", "Choose at least one family.");
  auto const to = access::account_by_id(t.connection(), command.to);
  if (!to || !to->enabled) return fault("to", "nobody_chosen", "Choose who takes over.");
  for (auto const& family : command.families) {
    TRY(authorise(t.connection(), family, access::Action::hand_over, by, t.now()));
    HandOver one{{}, {}, command.reason, command.family_said, command.family_told, command.why_not_told};
    for (auto const& member : team_of(t.connection(), family))
      if (member.account == command.from && !member.left_on) one.from = member.member;
    if (auto const standing = standing_of(t.connection(), family, to->subject(), t.now()).standing;
        standing.restricted && !standing.named)
      return fault("to", "not_named",
                   "One of these records is restricted, and whoever takes over is not among those who may know of it. "
                   "Name them for it first, or hand the others over without it.");
    one.to.member = MemberId::mint(t.now(), t.random());
    one.to.account = command.to;
    one.to.name = to->name;
    one.to.agency = to->agency;
    one.to.role = command.role;
    one.to.phone = command.phone;
    one.to.from = london_date(t.now());
    TRY(act(t, family, one, by));
  }
  return command.to.text();
}

template Result<std::string> act(journal::Transaction&, FamilyId, RecordContact const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, AmendEntry const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, MarkEntry const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, RecordSeen const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, RecordAnswer const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, ChooseSharing const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, DecideSharing const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, JoinTeam const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, LeaveTeam const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, ChooseLead const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, DeclareConflict const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, EndConflict const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, BreakGlass const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, ReviewGlass const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, RecordRelatives const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, EndRelatives const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, RecordTie const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, EndTie const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, AskSecond const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, AnswerSecond const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, HandOver const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, RefuseStepUp const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, RaiseDisagreement const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, AnswerDisagreement const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, MoveDisagreement const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, SettleDisagreement const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, OfferIntervention const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, StartIntervention const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, RecordSession const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, EndIntervention const&, By const&);
template Result<std::string> act(journal::Transaction&, FamilyId, WriteReflection const&, By const&);

}  // namespace kith::family
