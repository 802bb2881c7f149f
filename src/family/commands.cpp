#include "family/commands.h"

#include <algorithm>

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

}  // namespace kith::family
