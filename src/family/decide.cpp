#include "family/decide.h"

#include <algorithm>

#include "base/complaints.h"
#include "base/text.h"

namespace kith::family {

namespace {

using FieldErrors = std::vector<FieldError>;

Error all_of(FieldErrors faults) {
  auto const code = faults.front().code;
  auto const sentence = faults.front().sentence;
  return invalid(code, sentence, std::move(faults));
}
// A step that waits for a second person: the same act, seen by two.
Error no_ask() { return not_found("no_ask", "This step does not wait for a second person."); }

}  // namespace

Decided decide(Record const&, RecordContact const& command, Context const& context) {
  auto const& contact = command.contact;
  FieldErrors faults;
  if (is_blank(contact.text)) faults.push_back({"text", "nothing_written", "Write what happened."});
  if (contact.happened_at > context.now)
    faults.push_back(
        {"at", "happened_in_future", "It cannot have happened in the future. Check the day and the time."});
  if (!faults.empty()) return all_of(std::move(faults));
  return only(contact);
}

Decided decide(Record const& record, AmendEntry const& command, Context const& context) {
  auto const found = record.entries.find(command.entry);
  if (found == record.entries.end() || !found->second.amendable)
    return not_found("no_entry", "There is no such entry.");
  if (found->second.author != context.actor)
    return forbidden("not_your_entry", "Somebody else wrote this. Add a note of your own that says what you know.");
  if (is_blank(command.text)) return fault("text", "nothing_written", "Write what happened.");
  if (command.text == found->second.text) return fault("text", "nothing_changed", "This is what it says already.");
  EntryAmended amended;
  amended.entry = command.entry;
  amended.before = found->second.text;
  amended.after = command.text;
  amended.reason = command.reason;
  return only(amended);
}

Decided decide(Record const& record, MarkEntry const& command, Context const&) {
  auto const found = record.entries.find(command.entry);
  if (found == record.entries.end()) return not_found("no_entry", "There is no such entry.");
  if (found->second.significant == command.significant)
    return invalid("nothing_changed",
                   command.significant ? "It is in the chronology already." : "It is not in the chronology.");
  EntryMarked marked;
  marked.entry = command.entry;
  marked.significant = command.significant;
  return only(marked);
}

Decided decide(Record const&, RecordSeen const& command, Context const& context) {
  FieldErrors faults;
  if (is_blank(command.seen.by)) faults.push_back({"by", "nobody_named", "Say who saw the child."});
  if (command.seen.on > context.today)
    faults.push_back({"on", "seen_in_future", "The child cannot have been seen in the future."});
  if (!faults.empty()) return all_of(std::move(faults));
  return only(command.seen);
}

Decided decide(Record const&, RecordAnswer const& command, Context const& context) {
  auto const& answered = command.answered;
  FieldErrors faults;
  if (is_blank(answered.asked_by)) faults.push_back({"asked_by", "nobody_named", "Say who asked."});
  if (answered.on > context.today)
    faults.push_back({"on", "answered_in_future", "They cannot have answered in the future."});
  if (command.is_child && is_blank(answered.understanding))
    faults.push_back({"understanding", "no_understanding",
                      "Say how you know that the child understood what they were choosing, or why they could not."});
  if (!faults.empty()) return all_of(std::move(faults));
  return only(answered);
}

Decided decide(Record const&, ChooseSharing const& command, Context const& context) {
  FieldErrors faults;
  if (is_blank(command.chosen.said_by)) faults.push_back({"said_by", "nobody_named", "Say who in the family said so."});
  if (command.chosen.on > context.today)
    faults.push_back({"on", "chosen_in_future", "They cannot have said so in the future."});
  if (!faults.empty()) return all_of(std::move(faults));
  return only(command.chosen);
}

Decided decide(Record const&, DecideSharing const& command, Context const& context) {
  auto const& decided = command.decided;
  FieldErrors faults;
  if (decided.basis.empty()) faults.push_back({"basis", "no_basis", "Say what the decision rests on."});
  if (is_blank(decided.reason)) faults.push_back({"reason", "no_reason", "Say why."});
  if (is_blank(decided.decided_by)) faults.push_back({"decided_by", "nobody_named", "Say who decided."});
  if (!decided.family_told && is_blank(decided.why_not_told))
    faults.push_back({"why_not_told", "no_why_not_told", "Say why the family has not been told."});
  if (decided.on > context.today)
    faults.push_back({"on", "decided_in_future", "The decision cannot be in the future."});
  if (decided.until && *decided.until < decided.on)
    faults.push_back({"until", "until_in_past", "The last day cannot be before the decision."});
  if (!faults.empty()) return all_of(std::move(faults));
  return only(decided);
}

Decided decide(Record const& record, JoinTeam const& command, Context const& context) {
  auto const& joined = command.joined;
  if (is_blank(joined.name.reveal())) return fault("name", "nobody_named", "Say who is joining.");
  if (joined.from > context.today)
    return fault("from", "joined_in_future", "Somebody joins today or joined before today.");
  bool const there = joined.account && std::ranges::any_of(record.team, [&](auto const& entry) {
                       return entry.second.joined.account == joined.account && !entry.second.left_on;
                     });
  if (there) return fault("name", "on_team_already", "This person is in the team already.");
  return only(joined);
}

Decided decide(Record const& record, LeaveTeam const& command, Context const& context) {
  auto const found = record.team.find(command.member);
  if (found == record.team.end()) return not_found("no_member", "There is no such person in the team.");
  if (found->second.left_on) return invalid("left_already", "This person has left the team already.");
  if (command.on < found->second.joined.from)
    return fault("on", "left_before_joining", "Nobody leaves before they joined.");
  if (command.on > context.today) return fault("on", "left_in_future", "The day cannot be in the future.");
  MemberLeft left;
  left.member = command.member;
  left.on = command.on;
  left.reason = command.reason;
  return only(left);
}

Decided decide(Record const& record, ChooseLead const& command, Context const&) {
  auto const found = record.team.find(command.member);
  if (found == record.team.end()) return not_found("no_member", "There is no such person in the team.");
  if (found->second.left_on)
    return invalid("left_already", "This person has left the team. Choose somebody who is in it, or add them first.");
  if (record.lead == command.member) return invalid("leads_already", "This person leads already.");
  LeadChosen chosen;
  chosen.member = command.member;
  chosen.family_said = command.family_said;
  return only(chosen);
}

Decided decide(Record const& record, DeclareConflict const& command, Context const&) {
  if (is_blank(command.tie)) return fault("tie", "no_tie", "Say how you know the family.");
  if (record.conflicts.contains(command.account)) return invalid("conflict_already", "This is on record already.");
  ConflictDeclared declared;
  declared.account = command.account;
  declared.tie = command.tie;
  return only(declared);
}

Decided decide(Record const& record, EndConflict const& command, Context const& context) {
  if (!record.conflicts.contains(command.account)) return not_found("no_conflict", "No conflict is on record.");
  if (command.account == context.actor)
    return forbidden("own_conflict", "Nobody lifts a conflict of their own: ask another manager.");
  if (is_blank(command.reason)) return fault("reason", "no_reason", "Say why.");
  ConflictEnded ended;
  ended.account = command.account;
  ended.reason = command.reason;
  return only(ended);
}

Decided decide(Record const& record, BreakGlass const& command, Context const& context) {
  if (length_in_characters(trimmed(command.reason)) < 20)
    return fault("reason", "reason_too_short",
                 "Say in at least twenty characters why you need to see this family's record now.");
  for (auto const& [id, glass] : record.glasses)
    if (glass.account == context.actor && glass.until > context.now)
      return invalid("broken_already", "The record is open to you already.");
  GlassBroken broken;
  broken.glass = command.glass;
  broken.category = command.category;
  broken.reason = command.reason;
  broken.until = context.now + glass_open;
  return only(broken);
}

Decided decide(Record const& record, ReviewGlass const& command, Context const& context) {
  auto const found = record.glasses.find(command.glass);
  if (found == record.glasses.end()) return not_found("no_glass", "There is nothing to review here.");
  if (found->second.reviewed) return invalid("reviewed_already", "Somebody has reviewed this already.");
  if (found->second.account == context.actor)
    return forbidden("own_glass", "Nobody reviews what they opened themselves: ask another manager.");
  GlassReviewed reviewed;
  reviewed.glass = command.glass;
  reviewed.finding = command.finding;
  reviewed.note = command.note;
  return only(reviewed);
}

Decided decide(Record const& record, RecordRelatives const& command, Context const&) {
  auto const& relatives = command.relatives;
  if (relatives.first == relatives.second) return fault("second", "same_person", "Choose two different people.");
  bool const there = std::ranges::any_of(record.relations, [&](auto const& entry) {
    auto const& other = entry.second;
    return other.kinship == relatives.kinship && other.first == relatives.first && other.second == relatives.second;
  });
  if (there) return fault("kinship", "related_already", "This is on record already.");
  return only(relatives);
}

Decided decide(Record const& record, EndRelatives const& command, Context const&) {
  if (!record.relations.contains(command.relation))
    return not_found("no_relation", "This is not on record. Go back to the family's people and choose it there.");
  RelativesEnded ended;
  ended.relation = command.relation;
  ended.reason = command.reason;
  return only(ended);
}

Decided decide(Record const&, RecordTie const& command, Context const&) {
  if (is_blank(command.tie.name.reveal())) return fault("name", "nobody_named", "Say who or what it is.");
  return only(command.tie);
}

Decided decide(Record const& record, EndTie const& command, Context const&) {
  if (!record.ties.contains(command.tie))
    return not_found("no_such_tie", "This is not on record. Go back to the family's people and choose it there.");
  TieEnded ended;
  ended.tie = command.tie;
  ended.reason = command.reason;
  return only(ended);
}

Decided decide(Record const&, AskSecond const& command, Context const&) { return only(command.asked); }

Decided decide(Record const& record, AnswerSecond const& command, Context const& context) {
  auto const found = record.asks.find(command.ask);
  if (found == record.asks.end()) return no_ask();
  if (found->second.answered) return invalid("answered_already", "Somebody has answered this already.");
  if (found->second.asked_by == context.actor)
    return forbidden("same_person", "The second person is somebody other than the one who took the step.");
  if (!command.agrees && is_blank(command.note)) return fault("note", "no_note", "Say what should happen instead.");
  SecondAnswered answered;
  answered.ask = command.ask;
  answered.agrees = command.agrees;
  answered.note = command.note;
  return only(answered);
}

}  // namespace kith::family
