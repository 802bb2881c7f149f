// Handing over, refusing to step up, disagreeing, and help given in sessions.
#include <algorithm>

#include "base/complaints.h"
#include "base/text.h"
#include "family/decide.h"

namespace kith::family {

namespace {

Result<Record::Disagreement const*> open_disagreement(Record const& record, DisagreementId id) {
  auto const found = record.disagreements.find(id);
  if (found == record.disagreements.end())
    return not_found("no_disagreement", "There is no such disagreement. Go back to the decisions and choose it there.");
  if (found->second.settled) return invalid("settled_already", "This is settled. If it comes up again, raise it anew.");
  return &found->second;
}

Result<Record::Intervention const*> open_intervention(Record const& record, InterventionId id) {
  auto const found = record.interventions.find(id);
  if (found == record.interventions.end())
    return not_found("no_intervention", "There is no such offer of help. Go back to the family's help and choose it.");
  if (found->second.ended) return invalid("ended_already", "This has ended. Offer it again if it is wanted again.");
  return &found->second;
}

}  // namespace

Decided decide(Record const& record, HandOver const& command, Context const& context) {
  auto const from = record.team.find(command.from);
  if (from == record.team.end()) return not_found("no_member", "There is no such person in the team.");
  if (from->second.left_on) return invalid("left_already", "This person has left the team already.");
  auto const& to = command.to;
  if (from->second.joined.account == to.account)
    return fault("to", "same_person", "Choose somebody other than the one who hands over.");
  if (to.account && record.conflicts.contains(*to.account))
    return fault("to", "conflict_of_interest",
                 "They cannot take over every family you chose: one of them they know outside work. Choose somebody "
                 "else, or hand the families over in smaller groups.");
  Complaints complaints;
  complaints.when(is_blank(command.reason), "reason", "no_reason", "Say why.");
  complaints.when(!command.family_told && is_blank(command.why_not_told), "why_not_told", "no_why_not_told",
                  "Say why the family has not been told.");
  if (complaints.any()) return complaints.error();

  auto const there = std::ranges::find_if(record.team, [&](auto const& entry) {
    return entry.second.joined.account == to.account && !entry.second.left_on;
  });
  std::vector<Events::Event> events;
  if (there == record.team.end()) events.emplace_back(to);
  auto const taking_over = there == record.team.end() ? to.member : there->first;
  if (record.lead == command.from) {
    LeadChosen chosen;
    chosen.member = taking_over;
    chosen.family_said = command.family_said;
    events.emplace_back(std::move(chosen));
  }
  MemberLeft left;
  left.member = command.from;
  left.on = context.today;
  left.reason = command.reason;
  events.emplace_back(std::move(left));
  HandedOver handed;
  handed.from = command.from;
  handed.to = taking_over;
  handed.from_name = from->second.joined.name;
  handed.to_name = there == record.team.end() ? to.name : there->second.joined.name;
  handed.on = context.today;
  handed.reason = command.reason;
  handed.family_told = command.family_told;
  handed.why_not_told = command.why_not_told;
  events.emplace_back(std::move(handed));
  return events;
}

Decided decide(Record const&, RefuseStepUp const& command, Context const& context) {
  auto const& refused = command.refused;
  Complaints complaints;
  complaints.when(is_blank(refused.asked_by), "asked_by", "nobody_named", "Say who asked for the step up.");
  complaints.when(is_blank(refused.worry), "worry", "nothing_written", "Say what the worry is.");
  complaints.when(is_blank(refused.reason), "reason", "no_reason", "Say why early help keeps it.");
  complaints.when(is_blank(refused.decided_by), "decided_by", "nobody_named", "Say who decided.");
  complaints.when(is_blank(refused.would_change_our_mind), "would_change_our_mind", "no_change_of_mind",
                  "Say what would change our mind.");
  complaints.when(refused.look_again_on < context.today, "look_again_on", "look_again_in_past",
                  "Choose a day that is still to come.");
  if (complaints.any()) return complaints.error();
  return only(refused);
}

Decided decide(Record const&, RaiseDisagreement const& command, Context const&) {
  Complaints complaints;
  complaints.when(is_blank(command.raised.text), "text", "nothing_written", "Say what you disagree with.");
  complaints.when(is_blank(command.raised.wants), "wants", "no_wish", "Say what should happen instead.");
  if (complaints.any()) return complaints.error();
  return only(command.raised);
}

Decided decide(Record const& record, AnswerDisagreement const& command, Context const& context) {
  auto const* open = TRY(open_disagreement(record, command.answered.disagreement));
  if (open->answered)
    return invalid("answered_already", "Somebody has answered at this stage already. Read their answer first.");
  if (open->raised_by == context.actor)
    return forbidden("same_person", "Whoever disagrees does not answer it: somebody else does.");
  Complaints complaints;
  complaints.when(is_blank(command.answered.answered_by), "answered_by", "nobody_named", "Say who answers.");
  complaints.when(is_blank(command.answered.answer), "answer", "nothing_written", "Write the answer.");
  if (complaints.any()) return complaints.error();
  return only(command.answered);
}

Decided decide(Record const& record, MoveDisagreement const& command, Context const&) {
  TRY(open_disagreement(record, command.disagreement));
  if (command.next_stage.empty())
    return invalid("last_stage", "This is the last stage. It is settled here: write what was agreed.");
  if (is_blank(command.reason)) return fault("reason", "no_reason", "Say why it is not settled yet.");
  DisagreementMoved moved;
  moved.disagreement = command.disagreement;
  moved.stage = command.next_stage;
  moved.reason = command.reason;
  return only(std::move(moved));
}

Decided decide(Record const& record, SettleDisagreement const& command, Context const& context) {
  auto const* open = TRY(open_disagreement(record, command.disagreement));
  if (open->raised_by != context.actor && !(command.last_stage && open->answered))
    return forbidden("not_yours", "Whoever raised it says when it is settled. Answer it, or ask them.");
  if (is_blank(command.outcome)) return fault("outcome", "nothing_written", "Write what was agreed.");
  DisagreementSettled settled;
  settled.disagreement = command.disagreement;
  settled.outcome = command.outcome;
  return only(std::move(settled));
}

Decided decide(Record const&, OfferIntervention const& command, Context const& context) {
  Complaints complaints;
  complaints.when(command.offered.kind.empty(), "kind", "no_kind", "Choose what is offered.");
  complaints.when(command.offered.on > context.today, "on", "offered_in_future",
                  "It cannot have been offered in the future.");
  if (complaints.any()) return complaints.error();
  return only(command.offered);
}

Decided decide(Record const& record, StartIntervention const& command, Context const& context) {
  auto const& started = command.started;
  auto const* open = TRY(open_intervention(record, started.intervention));
  if (open->started_on) return invalid("started_already", "This has started already.");
  Complaints complaints;
  complaints.when(started.on > context.today, "on", "started_in_future", "It cannot have started in the future.");
  complaints.when(started.on < open->offered.on, "on", "started_before_offer",
                  "It cannot have started before it was offered.");
  complaints.when(started.sessions_planned < 0 || started.sessions_planned > 200, "sessions_planned", "bad_number",
                  "Write how many sessions are planned as a number up to 200, or leave it empty.");
  if (complaints.any()) return complaints.error();
  return only(started);
}

Decided decide(Record const& record, RecordSession const& command, Context const& context) {
  auto const& session = command.session;
  auto const* open = TRY(open_intervention(record, session.intervention));
  if (!open->started_on) return invalid("not_started", "This has not started yet. Record its start first.");
  if (session.on > context.today)
    return fault("on", "session_in_future", "The session cannot have been in the future.");
  if (session.on < *open->started_on)
    return fault("on", "session_before_start", "The session cannot have been before it all started.");
  return only(session);
}

Decided decide(Record const& record, EndIntervention const& command, Context const& context) {
  auto const& ended = command.ended;
  auto const* open = TRY(open_intervention(record, ended.intervention));
  bool const declined = ended.ending == InterventionEnding::declined;
  if (!declined && !open->started_on)
    return fault("ending", "not_started", "This has not started. Choose “Not wanted”, or record its start first.");
  if (declined && open->started_on)
    return fault("ending", "started_already", "This has started. Choose whether it finished or stopped early.");
  Complaints complaints;
  complaints.when(is_blank(ended.came_of_it), "came_of_it", "nothing_written",
                  declined ? "Say why it is not wanted, in the family's words." : "Say what came of it.");
  complaints.when(ended.on > context.today, "on", "ended_in_future", "It cannot have ended in the future.");
  if (complaints.any()) return complaints.error();
  return only(ended);
}

Decided decide(Record const&, WriteReflection const& command, Context const&) {
  if (is_blank(command.written.text)) return fault("text", "nothing_written", "Write what you think.");
  return only(command.written);
}

}  // namespace kith::family
