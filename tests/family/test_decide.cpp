// Given what happened in a family's record, when a command, then events or the code it fails with.
#include "family/given.h"

using namespace kith;
using namespace kith::family;
using namespace kith::family::test;

namespace {

ContactRecorded a_note(std::string text = "Rang, all well") {
  ContactRecorded contact;
  contact.entry = id<struct family::Entry>(9);
  contact.happened_at = now;
  contact.text = std::move(text);
  return contact;
}
MemberJoined a_member(unsigned char number, Date from = today - 10) {
  MemberJoined joined;
  joined.member = id<TeamMember>(number);
  joined.account = id<journal::Actor>(number);
  joined.name = std::string{"Tia Teacher"};
  joined.from = from;
  return joined;
}
SharingDecided a_decision() {
  SharingDecided decided;
  decided.decision = id<struct Choice>(5);
  decided.basis = "information_sharing_duty";
  decided.reason = "School needs to know who collects";
  decided.decided_by = "Pat";
  decided.family_told = true;
  decided.on = today;
  return decided;
}

}  // namespace

TEST_CASE("a note needs words, and cannot have happened in the future") {
  CHECK(Given{}.when(RecordContact{a_note()}) == Codes{"family.contact_recorded"});
  CHECK(Given{}.when(RecordContact{a_note("  ")}) == Codes{"nothing_written"});
  auto late = a_note("");
  late.happened_at = now + std::chrono::hours{1};
  CHECK(Given{}.when(RecordContact{late}) == Codes{"nothing_written", "happened_in_future"});
}

TEST_CASE("an entry is reworded by whoever wrote it, and what it said before is in the event") {
  Given given;
  given.that(a_note("Rang, all well"));
  CHECK(given.when(AmendEntry{a_note().entry, "Rang the mother", ""}) == Codes{"family.entry_amended"});
  auto const decided = decide(given.record, AmendEntry{a_note().entry, "Rang the mother", ""}, {now, today, pat});
  CHECK(std::get<EntryAmended>(decided->front()).before == "Rang, all well");
  CHECK(given.when(AmendEntry{a_note().entry, "Rang, all well", ""}) == Codes{"nothing_changed"});
  CHECK(given.when(AmendEntry{a_note().entry, " ", ""}) == Codes{"nothing_written"});
  CHECK(given.when(AmendEntry{id<struct family::Entry>(77), "x", ""}) == Codes{"no_entry"});
  given.actor = max_;
  CHECK(given.when(AmendEntry{a_note().entry, "Rang the mother", ""}) == Codes{"not_your_entry"});
}

TEST_CASE("an entry goes into the chronology and out of it again") {
  Given given;
  given.that(a_note());
  CHECK(given.when(MarkEntry{a_note().entry, true}) == Codes{"family.entry_marked"});
  CHECK(given.when(MarkEntry{a_note().entry, false}) == Codes{"nothing_changed"});
  CHECK(given.when(MarkEntry{id<struct family::Entry>(77), true}) == Codes{"no_entry"});
  EntryMarked marked;
  marked.entry = a_note().entry;
  marked.significant = true;
  given.that(marked);
  CHECK(given.when(MarkEntry{a_note().entry, true}) == Codes{"nothing_changed"});
}

TEST_CASE("a child is seen by somebody, and not tomorrow") {
  ChildSeen seen;
  seen.by = "Pat";
  seen.on = today;
  CHECK(Given{}.when(RecordSeen{seen}) == Codes{"family.child_seen"});
  seen.by.clear();
  seen.on = today + 1;
  CHECK(Given{}.when(RecordSeen{seen}) == Codes{"nobody_named", "seen_in_future"});
}

TEST_CASE("agreement says who asked; of a child, how they understood the choice") {
  AgreementAnswered answered;
  answered.on = today;
  answered.asked_by = "Pat";
  CHECK(Given{}.when(RecordAnswer{answered, false}) == Codes{"family.agreement_answered"});
  CHECK(Given{}.when(RecordAnswer{answered, true}) == Codes{"no_understanding"});
  answered.understanding = "Explained it back";
  CHECK(Given{}.when(RecordAnswer{answered, true}) == Codes{"family.agreement_answered"});
  answered.asked_by.clear();
  answered.on = today + 1;
  CHECK(Given{}.when(RecordAnswer{answered, false}) == Codes{"nobody_named", "answered_in_future"});
}

TEST_CASE("a family that withdraws has left that same moment, and is back when somebody agrees again") {
  Given given;
  AgreementAnswered leaves;
  leaves.answer = Answer::withdraws;
  leaves.on = today;
  given.that(leaves);
  CHECK_FALSE(given.record.left_on.has_value());  // one person, not the family
  leaves.whole_family = true;
  given.that(leaves);
  CHECK(given.record.left_on == today);
  AgreementAnswered agrees;
  given.that(agrees);
  CHECK_FALSE(given.record.left_on.has_value());
}

TEST_CASE("what the family says on sharing names who said it") {
  SharingChosen chosen;
  chosen.said_by = "Mother";
  chosen.on = today;
  CHECK(Given{}.when(ChooseSharing{chosen}) == Codes{"family.sharing_chosen"});
  chosen.said_by.clear();
  chosen.on = today + 1;
  CHECK(Given{}.when(ChooseSharing{chosen}) == Codes{"nobody_named", "chosen_in_future"});
}

TEST_CASE("a decision on sharing has a basis, a reason, a name, and who was told or why not: all said at once") {
  CHECK(Given{}.when(DecideSharing{a_decision()}) == Codes{"family.sharing_decided"});
  SharingDecided empty;
  empty.on = today + 1;
  empty.until = today;
  CHECK(Given{}.when(DecideSharing{empty}) ==
        Codes{"no_basis", "no_reason", "nobody_named", "no_why_not_told", "decided_in_future", "until_in_past"});
}

TEST_CASE("somebody joins once, leaves once, and not before they came") {
  Given given;
  CHECK(given.when(JoinTeam{a_member(3)}) == Codes{"family.member_joined"});
  CHECK(given.when(JoinTeam{a_member(3, today + 1)}) == Codes{"joined_in_future"});
  auto nobody = a_member(3);
  nobody.name = std::string{};
  CHECK(given.when(JoinTeam{nobody}) == Codes{"nobody_named"});
  given.that(a_member(3));
  CHECK(given.when(JoinTeam{a_member(3)}) == Codes{"on_team_already"});
  auto const member = id<TeamMember>(3);
  CHECK(given.when(LeaveTeam{member, today, ""}) == Codes{"family.member_left"});
  CHECK(given.when(LeaveTeam{member, today - 11, ""}) == Codes{"left_before_joining"});
  CHECK(given.when(LeaveTeam{member, today + 1, ""}) == Codes{"left_in_future"});
  CHECK(given.when(LeaveTeam{id<TeamMember>(8), today, ""}) == Codes{"no_member"});
  MemberLeft left;
  left.member = member;
  left.on = today;
  given.that(left);
  CHECK(given.when(LeaveTeam{member, today, ""}) == Codes{"left_already"});
}

TEST_CASE("one of the team leads; who leaves leads no more") {
  Given given;
  given.that(a_member(3));
  auto const member = id<TeamMember>(3);
  CHECK(given.when(ChooseLead{member, "They trust her"}) == Codes{"family.lead_chosen"});
  CHECK(given.when(ChooseLead{id<TeamMember>(8), ""}) == Codes{"no_member"});
  LeadChosen chosen;
  chosen.member = member;
  given.that(chosen);
  CHECK(given.when(ChooseLead{member, ""}) == Codes{"leads_already"});
  MemberLeft left;
  left.member = member;
  left.on = today;
  given.that(left);
  CHECK_FALSE(given.record.lead.has_value());
  CHECK(given.when(ChooseLead{member, ""}) == Codes{"left_already"});
}

TEST_CASE("a conflict of interest is said once, and never ended by the one it concerns") {
  Given given;
  CHECK(given.when(DeclareConflict{pat, "My sister's family"}) == Codes{"family.conflict_declared"});
  CHECK(given.when(DeclareConflict{pat, ""}) == Codes{"no_tie"});
  ConflictDeclared declared;
  declared.account = pat;
  given.that(declared);
  CHECK(given.when(DeclareConflict{pat, "Again"}) == Codes{"conflict_already"});
  CHECK(given.when(EndConflict{pat, "Moved away"}) == Codes{"own_conflict"});
  given.actor = max_;
  CHECK(given.when(EndConflict{pat, "Moved away"}) == Codes{"family.conflict_ended"});
  CHECK(given.when(EndConflict{pat, ""}) == Codes{"no_reason"});
  CHECK(given.when(EndConflict{max_, "x"}) == Codes{"no_conflict"});
}

TEST_CASE("a glass is broken with a reason of twenty characters, for an hour, and looked at by somebody else") {
  Given given;
  BreakGlass const breaking{id<struct Glass>(4), GlassReason::child_at_risk, "Child found alone on the road"};
  CHECK(given.when(breaking) == Codes{"family.glass_broken"});
  CHECK(given.when(BreakGlass{id<struct Glass>(4), GlassReason::law, "Because I must"}) == Codes{"reason_too_short"});
  auto const decided = decide(given.record, breaking, {now, today, pat});
  auto const broken = std::get<GlassBroken>(decided->front());
  CHECK(broken.until - now == std::chrono::minutes{60});
  given.that(broken);
  CHECK(given.when(breaking) == Codes{"broken_already"});
  CHECK(given.when(breaking, now + std::chrono::minutes{61}) == Codes{"family.glass_broken"});
  ReviewGlass const review{id<struct Glass>(4), GlassFinding::justified, ""};
  CHECK(given.when(review) == Codes{"own_glass"});
  given.actor = max_;
  CHECK(given.when(review) == Codes{"family.glass_reviewed"});
  CHECK(given.when(ReviewGlass{id<struct Glass>(6), GlassFinding::breach, ""}) == Codes{"no_glass"});
  GlassReviewed reviewed;
  reviewed.glass = id<struct Glass>(4);
  given.that(reviewed);
  CHECK(given.when(review) == Codes{"reviewed_already"});
}

TEST_CASE("not sharing despite a worry waits for a second person, who is somebody else and says what instead") {
  Given given;
  auto decided = a_decision();
  decided.share = false;
  given.that(decided);
  auto const ask = AskId{decided.decision.raw()};
  given.actor = max_;
  CHECK(given.when(AnswerSecond{ask, true, ""}) == Codes{"no_ask"});  // no worry, no second person
  decided.worried = true;
  given.that(decided);
  CHECK(given.when(AnswerSecond{ask, true, ""}) == Codes{"family.second_answered"});
  CHECK(given.when(AnswerSecond{ask, false, " "}) == Codes{"no_note"});
  given.actor = pat;
  CHECK(given.when(AnswerSecond{ask, true, ""}) == Codes{"same_person"});
  SecondAnswered answered;
  answered.ask = ask;
  given.that(answered, max_);
  given.actor = max_;
  CHECK(given.when(AnswerSecond{ask, true, ""}) == Codes{"answered_already"});
  SecondAsked asked;
  asked.ask = id<struct Ask>(7);
  CHECK(given.when(AskSecond{asked}) == Codes{"family.second_asked"});
}

TEST_CASE("two different people are related once; what is around a family has a name; each can end") {
  Given given;
  RecordRelatives related;
  related.relatives.relation = id<struct Relation>(5);
  related.relatives.first = id<people::Person>(1);
  related.relatives.second = id<people::Person>(2);
  CHECK(given.when(related) == Codes{"family.relatives_recorded"});
  given.that(related.relatives);
  CHECK(given.when(related) == Codes{"related_already"});
  CHECK(given.when(EndRelatives{id<struct Relation>(5), ""}) == Codes{"family.relatives_ended"});
  CHECK(given.when(EndRelatives{id<struct Relation>(6), ""}) == Codes{"no_relation"});
  related.relatives.second = related.relatives.first;
  CHECK(given.when(related) == Codes{"same_person"});
  RecordTie around;
  CHECK(given.when(around) == Codes{"nobody_named"});
  around.tie.name = std::string{"The youth club"};
  around.tie.tie = id<NetworkTie>(3);
  CHECK(given.when(around) == Codes{"family.tie_recorded"});
  CHECK(given.when(EndTie{id<NetworkTie>(3), ""}) == Codes{"no_such_tie"});
  given.that(around.tie);
  CHECK(given.when(EndTie{id<NetworkTie>(3), ""}) == Codes{"family.tie_ended"});
}
