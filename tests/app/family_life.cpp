// A family's record and plan in any life of the house.
#include "app/life.h"
#include "plan/commands.h"

namespace kith::app::test {

namespace {

template <class List>
auto one_of(List const& list, std::uint32_t number) {
  return *(std::begin(list) + number % std::size(list));
}

template <class Thing>
Id<Thing> some(sql::Connection& c, std::string_view sql, std::uint32_t number) {
  std::vector<Id<Thing>> ids;
  c.query(sql, {}, [&](sql::Row const& row) { ids.push_back(row.id<Thing>(0)); });
  return ids.empty() ? Id<Thing>{} : ids[number % ids.size()];
}

template <class Command>
std::function<Result<std::string>(journal::Transaction&)> on_family(people::FamilyId family, Command command,
                                                                    family::By by) {
  return [=](journal::Transaction& t) { return family::act(t, family, command, by); };
}
template <class Command>
std::function<Result<std::string>(journal::Transaction&)> on_plan(people::FamilyId family, Command command,
                                                                  family::By by) {
  return [=](journal::Transaction& t) { return plan::act(t, family, command, by); };
}

}  // namespace

Life::Command Life::live_with_family(test::Step const& step) {
  using namespace kith::family;
  auto const reader = house_.reader();
  auto const now = house_.clock.now();
  auto const who = some<people::Family>(*reader, "SELECT DISTINCT family FROM person ORDER BY family", step.first % 3);
  auto const person = some<people::Person>(*reader, "SELECT id FROM person ORDER BY id", step.first % 3);
  auto const entry = some<struct family::Entry>(*reader, "SELECT id FROM family_entry ORDER BY id", step.first);
  auto const member = some<TeamMember>(*reader, "SELECT id FROM family_member ORDER BY id", step.first);
  By const pat{house_.subject("pat"), "family_record"}, max{house_.subject("max"), "family_record"};
  auto const tia = house_.accounts.at("tia");
  switch (step.second % 16) {
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
          {house_.subject("sam"), "emergency"});
    case 14:
      return on_family(who,
                       ReviewGlass{some<struct Glass>(*reader, "SELECT id FROM family_glass ORDER BY id", step.first),
                                   GlassFinding::talk, ""},
                       max);
    default:
      return on_family(who,
                       AnswerSecond{some<struct Ask>(*reader, "SELECT id FROM second_ask ORDER BY id", step.first),
                                    step.first % 2 == 0, "As said"},
                       max);
  }
}

Life::Command Life::live_with_plan(test::Step const& step) {
  using namespace kith::plan;
  auto const reader = house_.reader();
  auto const now = house_.clock.now();
  auto const who = some<people::Family>(*reader, "SELECT DISTINCT family FROM person ORDER BY family", step.first % 3);
  family::By const pat{house_.subject("pat"), "plan"};
  switch (step.second % 12) {
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
      return on_plan(
          who,
          EndAction{some<PlanAction>(*reader, "SELECT id FROM plan_action ORDER BY id", step.first), true, today(), ""},
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
    case 10:
      return on_plan(who, ClosePlan{{{}, today(), "needs_met", "In school", ""}}, pat);
    default:
      return on_plan(who, ReopenPlan{"They asked again"}, pat);
  }
}

}  // namespace kith::app::test
