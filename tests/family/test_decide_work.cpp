// Given what happened in work with a family, when a command, then events or the code it fails with: handing over,
// refusing a step up, disagreeing, help in sessions, reflections.
#include "family/given.h"

using namespace kith;
using namespace kith::family;
using namespace kith::family::test;

namespace {

ActorId const tia = id<journal::Actor>(3), hal = id<journal::Actor>(4), neu = id<journal::Actor>(5);

MemberJoined member(unsigned char number, ActorId account, std::string name) {
  MemberJoined joined;
  joined.member = id<TeamMember>(number);
  joined.account = account;
  joined.name = std::move(name);
  joined.from = today - 10;
  return joined;
}
HandOver hand_over_to(ActorId account) {
  HandOver command;
  command.from = id<TeamMember>(13);
  command.to = member(20, account, "Neu Worker");
  command.reason = "Moves to another town";
  command.family_told = true;
  return command;
}
// Tia leads, Hal is in the team.
Given a_team() {
  Given given;
  given.that(member(13, tia, "Tia Teacher")).that(member(14, hal, "Hal Healthvisitor"));
  LeadChosen chosen;
  chosen.member = id<TeamMember>(13);
  given.that(chosen);
  return given;
}

StepUpRefused a_refusal() {
  StepUpRefused refused;
  refused.ask = id<struct Ask>(7);
  refused.asked_by = "Hal";
  refused.worry = "Bruises twice";
  refused.reason = "Explained by the clinic";
  refused.decided_by = "Pat";
  refused.would_change_our_mind = "A third time";
  refused.look_again_on = today + 7;
  return refused;
}

DisagreementRaised a_disagreement() {
  DisagreementRaised raised;
  raised.disagreement = id<struct family::Disagreement>(8);
  raised.about = "level";
  raised.text = "This is level 3";
  raised.wants = "A meeting this week";
  raised.stage = "worker";
  return raised;
}
AnswerDisagreement an_answer() {
  AnswerDisagreement command;
  command.answered.disagreement = a_disagreement().disagreement;
  command.answered.answered_by = "Max";
  command.answered.answer = "Agreed";
  return command;
}

InterventionOffered an_offer() {
  InterventionOffered offered;
  offered.intervention = id<struct family::Intervention>(9);
  offered.kind = "parenting_course";
  offered.on = today - 5;
  return offered;
}
InterventionStarted a_start(int days_ago = 3) {
  InterventionStarted started;
  started.intervention = an_offer().intervention;
  started.on = today - days_ago;
  started.sessions_planned = 6;
  return started;
}
RecordSession a_session(int days_ago = 1) {
  RecordSession command;
  command.session.intervention = an_offer().intervention;
  command.session.on = today - days_ago;
  return command;
}
EndIntervention an_end(InterventionEnding ending) {
  EndIntervention command;
  command.ended.intervention = an_offer().intervention;
  command.ended.ending = ending;
  command.ended.on = today;
  command.ended.came_of_it = "Calmer evenings";
  return command;
}

}  // namespace

TEST_CASE("a family is handed over: the new worker joins and leads, the old one leaves, and the history says why") {
  auto const given = a_team();
  CHECK(given.when(hand_over_to(neu)) ==
        Codes{"family.member_joined", "family.lead_chosen", "family.member_left", "family.handed_over"});
  // Somebody who is in the team already does not join twice.
  CHECK(given.when(hand_over_to(hal)) == Codes{"family.lead_chosen", "family.member_left", "family.handed_over"});
  auto const decided = decide(given.record, hand_over_to(hal), {now, today, pat});
  REQUIRE(decided.ok());
  auto const& handed = std::get<HandedOver>(decided->back());
  CHECK(handed.to == id<TeamMember>(14));
  CHECK(handed.from_name.reveal() == "Tia Teacher");
  CHECK(handed.to_name.reveal() == "Hal Healthvisitor");
  // Whoever did not lead hands over no lead.
  auto command = hand_over_to(neu);
  command.from = id<TeamMember>(14);
  CHECK(given.when(command) == Codes{"family.member_joined", "family.member_left", "family.handed_over"});
}

TEST_CASE("a family is not handed over to nobody, to oneself, to its kin, or without a reason") {
  auto given = a_team();
  auto command = hand_over_to(neu);
  command.reason = " ";
  command.family_told = false;
  CHECK(given.when(command) == Codes{"no_reason", "no_why_not_told"});
  command.from = id<TeamMember>(99);
  CHECK(given.when(command) == Codes{"no_member"});
  CHECK(given.when(hand_over_to(tia)) == Codes{"same_person"});
  ConflictDeclared declared;
  declared.account = neu;
  declared.tie = "Cousin";
  given.that(declared);
  CHECK(given.when(hand_over_to(neu)) == Codes{"conflict_of_interest"});
  MemberLeft left;
  left.member = id<TeamMember>(13);
  left.on = today;
  given.that(left);
  CHECK(given.when(hand_over_to(hal)) == Codes{"left_already"});
}

TEST_CASE("not stepping up says whose worry it is, why, what would change it and when one looks again") {
  CHECK(Given{}.when(RefuseStepUp{a_refusal()}) == Codes{"family.step_up_refused"});
  StepUpRefused empty;
  empty.look_again_on = today - 1;
  CHECK(Given{}.when(RefuseStepUp{empty}) ==
        Codes{"nobody_named", "nothing_written", "no_reason", "no_change_of_mind", "look_again_in_past"});
}

TEST_CASE("a step up that was refused waits for a second person, somebody other than who refused it") {
  Given given;
  given.that(a_refusal());
  CHECK(given.when(AnswerSecond{a_refusal().ask, true, ""}) == Codes{"same_person"});
  given.actor = max_;
  CHECK(given.when(AnswerSecond{a_refusal().ask, true, ""}) == Codes{"family.second_answered"});
}

TEST_CASE("a disagreement says what is wrong and what should happen instead") {
  CHECK(Given{}.when(RaiseDisagreement{a_disagreement()}) == Codes{"family.disagreement_raised"});
  CHECK(Given{}.when(RaiseDisagreement{}) == Codes{"nothing_written", "no_wish"});
}

TEST_CASE("a disagreement is answered once at each stage, by somebody else, and moves on until it is settled") {
  Given given;
  CHECK(given.when(an_answer()) == Codes{"no_disagreement"});
  given.that(a_disagreement(), tia);
  given.actor = tia;
  CHECK(given.when(an_answer()) == Codes{"same_person"});
  given.actor = max_;
  auto empty = an_answer();
  empty.answered.answered_by = empty.answered.answer = " ";
  CHECK(given.when(empty) == Codes{"nobody_named", "nothing_written"});
  CHECK(given.when(an_answer()) == Codes{"family.disagreement_answered"});
  given.that(an_answer().answered, max_);
  CHECK(given.when(an_answer()) == Codes{"answered_already"});

  auto const which = a_disagreement().disagreement;
  CHECK(given.when(MoveDisagreement{which, "manager", " "}) == Codes{"no_reason"});
  CHECK(given.when(MoveDisagreement{which, "", "Still wrong"}) == Codes{"last_stage"});
  CHECK(given.when(MoveDisagreement{which, "manager", "Still wrong"}) == Codes{"family.disagreement_moved"});
  DisagreementMoved moved;
  moved.disagreement = which;
  moved.stage = "manager";
  given.that(moved, tia);
  CHECK(given.when(an_answer()) == Codes{"family.disagreement_answered"});  // anew at the next stage

  CHECK(given.when(SettleDisagreement{which, false, "A meeting"}) == Codes{"not_yours"});
  CHECK(given.when(SettleDisagreement{which, true, "A meeting"}) == Codes{"not_yours"});  // nobody answered there yet
  given.that(an_answer().answered, max_);
  CHECK(given.when(SettleDisagreement{which, true, "A meeting"}) == Codes{"family.disagreement_settled"});
  given.actor = tia;
  CHECK(given.when(SettleDisagreement{which, false, " "}) == Codes{"nothing_written"});
  CHECK(given.when(SettleDisagreement{which, false, "A meeting"}) == Codes{"family.disagreement_settled"});
  DisagreementSettled settled;
  settled.disagreement = which;
  given.that(settled, tia);
  CHECK(given.when(MoveDisagreement{which, "head", "Again"}) == Codes{"settled_already"});
}

TEST_CASE("help is offered, starts, has sessions and ends, each in its order") {
  Given given;
  CHECK(given.when(OfferIntervention{an_offer()}) == Codes{"family.intervention_offered"});
  auto wrong = an_offer();
  wrong.kind.clear();
  wrong.on = today + 1;
  CHECK(given.when(OfferIntervention{wrong}) == Codes{"no_kind", "offered_in_future"});
  CHECK(given.when(StartIntervention{a_start()}) == Codes{"no_intervention"});

  given.that(an_offer());
  CHECK(given.when(a_session()) == Codes{"not_started"});
  CHECK(given.when(an_end(InterventionEnding::finished)) == Codes{"not_started"});
  CHECK(given.when(an_end(InterventionEnding::declined)) == Codes{"family.intervention_ended"});
  auto early = a_start(6);
  early.sessions_planned = 500;
  CHECK(given.when(StartIntervention{early}) == Codes{"started_before_offer", "bad_number"});
  CHECK(given.when(StartIntervention{a_start(-1)}) == Codes{"started_in_future"});
  CHECK(given.when(StartIntervention{a_start()}) == Codes{"family.intervention_started"});

  given.that(a_start());
  CHECK(given.when(StartIntervention{a_start()}) == Codes{"started_already"});
  CHECK(given.when(an_end(InterventionEnding::declined)) == Codes{"started_already"});
  CHECK(given.when(a_session(-1)) == Codes{"session_in_future"});
  CHECK(given.when(a_session(4)) == Codes{"session_before_start"});
  CHECK(given.when(a_session()) == Codes{"family.session_recorded"});
  auto blank = an_end(InterventionEnding::stopped);
  blank.ended.came_of_it.clear();
  blank.ended.on = today + 1;
  CHECK(given.when(blank) == Codes{"nothing_written", "ended_in_future"});
  CHECK(given.when(an_end(InterventionEnding::finished)) == Codes{"family.intervention_ended"});
  given.that(an_end(InterventionEnding::finished).ended);
  CHECK(given.when(a_session()) == Codes{"ended_already"});
}

TEST_CASE("a reflection has words") {
  CHECK(Given{}.when(WriteReflection{}) == Codes{"nothing_written"});
  WriteReflection command;
  command.written.text = "I go too fast with her";
  CHECK(Given{}.when(command) == Codes{"family.reflection_written"});
}
