// A family's record and plan in any life of the house.
#include "app/life.h"
#include "journal/store.h"
#include "plan/commands.h"

namespace kith::app::test {

namespace {

template <class List>
auto one_of(List const& list, std::uint32_t number) {
  return *(std::begin(list) + number % std::size(list));
}

template <class Command>
std::function<Result<std::string>(journal::Transaction&)> on_family(people::FamilyId family, Command command,
                                                                    family::By by) {
  return [=](journal::Transaction& t) { return family::act(t, family, command, by); };
}
// Two in turn; the second even when the first is refused.
std::function<Result<std::string>(journal::Transaction&)> then(
    std::function<Result<std::string>(journal::Transaction&)> first,
    std::function<Result<std::string>(journal::Transaction&)> second) {
  return [=](journal::Transaction& t) {
    auto const before = first(t);
    auto const after = second(t);
    return after ? after : before;
  };
}

template <class Command>
std::function<Result<std::string>(journal::Transaction&)> on_plan(people::FamilyId family, Command command,
                                                                  family::By by) {
  // A plan to do it on: begun if there is none, and grown so far that it can be done.
  plan::BeginPlan begin;
  begin.begun.worries = "Misses school";
  begin.begun.next_step = "Ring her";
  auto const ready = then([=](journal::Transaction& t) { return plan::begin(t, family, begin, by); },
                          [=](journal::Transaction& t) {
                            return plan::act(t, family, plan::ChangeLevel{3, "More people are needed"}, by);
                          });
  return then(ready, [=](journal::Transaction& t) { return plan::act(t, family, command, by); });
}

}  // namespace

Life::Command Life::live_with_family(test::Step const& step) {
  using namespace kith::family;
  auto const reader = house_.reader();
  auto const now = house_.clock.now();
  auto const who = any_of<people::Family>(*reader, "SELECT family FROM person ORDER BY id", 0);
  auto const person = any_of<people::Person>(*reader, "SELECT id FROM person ORDER BY id", 0);
  auto const entry = any_of<struct family::Entry>(*reader, "SELECT id FROM family_entry ORDER BY id", step.first);
  auto const member = any_of<TeamMember>(*reader, "SELECT id FROM family_member ORDER BY id", step.first);
  // What each may do has tests of its own; here everything is to happen.
  By const pat{house_.subject("pat"), "family_record", true}, max{house_.subject("max"), "family_record", true};
  auto const tia = house_.accounts.at("tia");
  switch (step.second % 19) {
    case 0:
    case 1: {
      ContactRecorded contact;
      contact.entry = EntryId::mint(now, house_.random);
      contact.kind = one_of(members_of<ContactKind>, step.first).value;
      contact.happened_at = now - std::chrono::hours{step.first % 100};
      contact.text = "Rang the mother";
      contact.audience = step.first % 3 == 0 ? Audience::named : Audience::team;
      contact.named = {tia};
      contact.information = "health";
      contact.significant = step.first % 4 == 0;
      return on_family(who, RecordContact{contact}, pat);
    }
    case 2:
      return on_family(who, AmendEntry{entry, "Rang " + std::to_string(step.first), "A slip"}, pat);
    case 3:
      return on_family(who, MarkEntry{entry, step.first % 2 == 0}, pat);
    case 4: {
      ChildSeen seen{
          {}, EntryId::mint(now, house_.random), person, today(), step.first % 2 == 0, "Pat", "I like it", "", ""};
      return on_family(who, RecordSeen{seen}, pat);
    }
    case 5: {
      AgreementAnswered answered;
      answered.person = person;
      answered.who = std::string{"Maud"};
      answered.answer = one_of(members_of<Answer>, step.first).value;
      answered.whole_family = step.first % 2 == 0;
      answered.on = today();
      answered.asked_by = "Pat";
      return on_family(who, RecordAnswer{answered, false}, pat);
    }
    case 6:
      return on_family(who, ChooseSharing{{{}, "dial_house_primary", "health", step.first % 2 == 0, "Maud", today()}},
                       pat);
    case 7: {
      SharingDecided decided;
      decided.decision = ChoiceId::mint(now, house_.random);
      decided.share = step.first % 2 == 0;
      decided.worried = true;
      decided.agency = "dial_house_primary";
      decided.information = "health";
      decided.basis = "court";
      decided.reason = "Ordered";
      decided.family_told = true;
      decided.decided_by = "Pat";
      decided.on = today();
      return on_family(who, DecideSharing{decided}, pat);
    }
    case 8:
    case 9: {
      MemberJoined joined;
      joined.member = MemberId::mint(now, house_.random);
      if (step.first % 2 == 0) joined.account = tia;
      joined.name = std::string{"Tia Teacher"};
      joined.agency = "dial_house_primary";
      joined.from = today() - 2;
      return on_family(who, JoinTeam{joined}, pat);
    }
    case 10:
      return on_family(who, LeaveTeam{member, today(), ""}, pat);
    case 11:
      return on_family(who, ChooseLead{member, "They trust her"}, pat);
    case 12:
      return step.first % 2 == 0 ? on_family(who, DeclareConflict{tia, "Kin"}, pat)
                                 : on_family(who, EndConflict{tia, "Moved"}, max);
    case 13:
      return on_family(
          who, BreakGlass{GlassId::mint(now, house_.random), GlassReason::law, "A court asks for it by tonight"},
          {house_.subject("sam"), "emergency", true});
    case 14:
      return on_family(who,
                       ReviewGlass{any_of<struct Glass>(*reader, "SELECT id FROM family_glass ORDER BY id", step.first),
                                   GlassFinding::talk, ""},
                       max);
    case 15:
    case 16: {
      RecordRelatives related;
      related.relatives.relation = RelationId::mint(now, house_.random);
      related.relatives.kinship = one_of(members_of<Kinship>, step.first).value;
      related.relatives.first = person;
      auto const relate = [=](journal::Transaction& t) -> Result<std::string> {
        AddPerson adding;
        adding.details.forename = std::string{"Maud"};
        auto with = related;
        with.relatives.second =
            people::PersonId::parse(TRY(add_person(t, who, adding, pat))).value_or(people::PersonId{});
        return family::act(t, who, with, pat);
      };
      if (step.first % 2 == 0) return relate;
      return then(relate, on_family(who, EndRelatives{related.relatives.relation, "A slip"}, pat));
    }
    case 17: {
      RecordTie around;
      around.tie.tie = TieId::mint(now, house_.random);
      around.tie.name = std::string{"The youth club"};
      auto const record = on_family(who, around, pat);
      return step.first % 2 == 0 ? record : then(record, on_family(who, EndTie{around.tie.tie, "A slip"}, pat));
    }
    default:
      return on_family(who,
                       AnswerSecond{any_of<struct Ask>(*reader, "SELECT id FROM second_ask ORDER BY id", step.first),
                                    step.first % 2 == 0, "As said"},
                       max);
  }
}

Life::Command Life::work_with_family(test::Step const& step) {
  using namespace kith::family;
  auto const reader = house_.reader();
  auto const now = house_.clock.now();
  auto const who = any_of<people::Family>(*reader, "SELECT family FROM person ORDER BY id", 0);
  By const pat{house_.subject("pat"), "family_record", true}, max{house_.subject("max"), "family_record", true};
  RaiseDisagreement raise;
  raise.raised.disagreement = DisagreementId::mint(now, house_.random);
  raise.raised.about = "level";
  raise.raised.agency = "dial_house_primary";
  raise.raised.text = raise.raised.wants = "Level 3";
  raise.raised.stage = "worker";
  auto const raised = on_family(who, raise, pat);
  auto const said = raise.raised.disagreement;
  OfferIntervention offer;
  offer.offered.intervention = InterventionId::mint(now, house_.random);
  offer.offered.kind = "mentoring";
  offer.offered.people = {any_of<people::Person>(*reader, "SELECT id FROM person ORDER BY id", 0)};
  offer.offered.on = today();
  auto const offered = on_family(who, offer, pat);
  auto const help = offer.offered.intervention;
  auto const started = then(offered, on_family(who, StartIntervention{{{}, help, today(), 6}}, pat));
  switch (step.first % 9) {
    case 0: {
      MemberJoined joined;
      joined.member = MemberId::mint(now, house_.random);
      joined.name = std::string{"Somebody who leaves"};
      joined.from = today();
      HandOver command;
      command.from = joined.member;
      command.to.member = MemberId::mint(now, house_.random);
      command.to.account = house_.accounts.at("pat");
      command.to.name = std::string{"Pat Coordinator"};
      command.to.from = today();
      command.reason = "Moves away";
      command.family_told = step.second % 2 == 0;
      command.why_not_told = "Tomorrow";
      return then(on_family(who, JoinTeam{joined}, pat), on_family(who, command, max));
    }
    case 1: {
      RefuseStepUp command;
      command.refused.ask = AskId::mint(now, house_.random);
      command.refused.to = one_of(members_of<StepUp>, step.second).value;
      command.refused.asked_by = command.refused.decided_by = "Tia";
      command.refused.worry = command.refused.reason = command.refused.would_change_our_mind = "Late again";
      command.refused.look_again_on = today() + 7;
      return on_family(who, command, pat);
    }
    case 2:
      return then(raised, on_family(who, AnswerDisagreement{{{}, said, "Max", "Agreed"}}, max));
    case 3:
      return then(raised, on_family(who, MoveDisagreement{said, "manager", "Not yet"}, pat));
    case 4:
      return then(raised, on_family(who, SettleDisagreement{said, false, "Agreed"}, pat));
    case 5:
      return then(started, on_family(who, RecordSession{{{}, help, today(), step.second % 2 == 0, "Fine"}}, pat));
    case 6:
      return then(started,
                  on_family(who, EndIntervention{{{}, help, InterventionEnding::stopped, today(), "Calmer"}}, pat));
    case 7:
      return then(offered,
                  on_family(who, EndIntervention{{{}, help, InterventionEnding::declined, today(), "Not now"}}, pat));
    default:
      return on_family(who, WriteReflection{{{}, ReflectionId::mint(now, house_.random), "Too fast"}}, pat);
  }
}

Life::Command Life::live_with_plan(test::Step const& step) {
  using namespace kith::plan;
  auto const reader = house_.reader();
  auto const now = house_.clock.now();
  auto const who = any_of<people::Family>(*reader, "SELECT family FROM person ORDER BY id", 0);
  family::By const pat{house_.subject("pat"), "plan", true};
  auto const goal = [&] {
    auto const row = plan_of_family(*reader, who);
    Plan plan;
    if (row)
      for (auto const& recorded : journal::load(*reader, row->plan.raw())) evolve(plan, recorded);
    return plan.goals.empty() ? Plan::Goal{} : plan.goals[step.first % plan.goals.size()];
  }();
  switch (step.second % 19) {
    case 17:
    case 18: {
      CallMeeting call;
      call.called.meeting = MeetingId::mint(now, house_.random);
      call.called.on = today() + 2;
      call.called.invited = {{std::string{"Maud"}, std::nullopt}};
      auto const called = on_plan(who, call, pat);
      if (step.second % 19 == 17) return then(called, on_plan(who, CallOffMeeting{call.called.meeting, "Snow"}, pat));
      RecordMeeting record;
      record.held.meeting = call.called.meeting;
      record.held.on = today();
      record.held.attendance = {{std::string{"Maud"}, Attendance::came, ""},
                                {std::string{"Hal"}, one_of(members_of<Attendance>, step.first).value, ""}};
      record.held.decisions = "Mornings first";
      return then(called, on_plan(who, record, pat));
    }
    case 0: {
      BeginPlan command;
      command.begun.worries = "Misses school";
      command.begun.next_step = "Ring her";
      return [=](journal::Transaction& t) { return begin(t, who, command, pat); };
    }
    case 1:
    case 2:
      return on_plan(who, ChangeLevel{static_cast<int>(step.first % 3) + 1, "Need has changed"}, pat);
    case 3:
      return on_plan(who, ChangeFooting{one_of(members_of<profile::Footing>, step.first).value, "Assessed"}, pat);
    case 4:
      return on_plan(who, SetGoal{{{}, GoalId::mint(now, house_.random), "In school", "", ""}}, pat);
    case 5: {
      AgreeAction command;
      command.action.action = ActionId::mint(now, house_.random);
      command.action.text = "Ring the bus company";
      command.action.owner = std::string{"The family"};
      command.action.due = today() + 7;
      return on_plan(who, command, pat);
    }
    case 6:
      return on_plan(who,
                     EndAction{any_of<PlanAction>(*reader, "SELECT id FROM plan_action ORDER BY id", step.first), true,
                               today(), ""},
                     pat);
    case 7:
      return on_plan(who, PlanReview{today() + 30}, pat);
    case 8:
      return on_plan(
          who, RecordReview{{{}, ReviewId::mint(now, house_.random), today(), "Maud", "Calmer", "", today() + 42}},
          pat);
    case 9: {
      TakeReading command;
      command.reading.reading = ReadingId::mint(now, house_.random);
      command.reading.on = today();
      command.reading.scores = {{"home", 4}};
      return on_plan(who, command, pat);
    }
    case 11:
      return on_plan(who, RewordAnswer{"next_step", "Ring her", "Ring her " + std::to_string(step.first)}, pat);
    case 12:
      if (goal.text.empty())
        return on_plan(who, SetGoal{{{}, GoalId::mint(now, house_.random), "In time", "", ""}}, pat);
      return on_plan(who, RewordGoal{goal.goal, goal.text, "In school " + std::to_string(step.first)}, pat);
    case 13:
      return on_plan(who, EndGoal{goal.goal, one_of(members_of<GoalOutcome>, step.first).value, ""}, pat);
    case 14:
      return on_plan(who, AssessDomain{{{}, "health", "Well", "Tired"}}, pat);
    case 15:
      return on_plan(who, AskForChanges{"Add the health visitor"}, pat);
    case 10:
      return on_plan(who, ClosePlan{{{}, today(), "needs_met", "In school", ""}}, pat);
    default:
      return on_plan(who, ReopenPlan{"They asked again"}, pat);
  }
}

}  // namespace kith::app::test
