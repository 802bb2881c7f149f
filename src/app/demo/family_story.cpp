#include "app/demo/family_story.h"

#include <algorithm>
#include <array>

#include "app/demo/invented.h"
#include "family/work_records.h"
#include "plan/commands.h"

namespace kith::app::demo {

namespace {

using namespace kith::family;
using journal::Transaction;

struct Case {
  char const *worries, *working_well, *need_now, *next_step, *goal, *family_action, *worker_action, *said, *wants,
      *day_is_like;
};
constexpr auto cases = std::to_array<Case>({
    {"Late most mornings, and the gas has been off.", "Mum asked for help herself.",
     "Somebody to ring the supplier with us.", "Alex rings the supplier with Mum on Thursday.",
     "Everybody up, fed and out by half past eight", "Bags packed the night before",
     "Ring the energy supplier together", "It is cold in my room.", "To walk to school with my friend.",
     "Mum wakes us late, and then we run."},
    {"Arguments every evening since the move.", "Close to an aunt two streets away.", "A quiet hour for homework.",
     "Tuesdays at the aunt's from next week.", "Two calm evenings a week", "Tuesday and Thursday at the aunt's",
     "Ask the youth club about Thursdays", "I go upstairs when they shout.", "To stay at my aunt's sometimes.",
     "School is fine. The evenings are loud."},
    {"Not brought to two appointments.", "Dad has begun the parenting course.", "Help with the bus.",
     "Bus pass form filled in together on Monday.", "Seen by the nurse before the end of term",
     "Put the appointment on the fridge", "Fill in the bus pass form together", "Dad makes pancakes on Saturdays.",
     "A bike.", "Nursery, then the park when it is dry."},
});

Case const& case_of(int number) { return cases[static_cast<std::size_t>(number) % cases.size()]; }

std::vector<people::PersonRecord> members(Transaction& t, FamilyId family) {
  return people::family_members(t.connection(), family);
}
MemberId member_of(Transaction& t, FamilyId family) {
  for (auto const& row : team_of(t.connection(), family))
    if (!row.left_on) return row.member;
  return {};
}

Result<std::string> take_on(Transaction& t, FamilyId family, family::By const& by) {
  JoinTeam joining;
  auto& joined = joining.joined;
  joined.member = MemberId::mint(t.now(), t.random());
  joined.account = by.subject.account;
  joined.name = by.subject.name;
  joined.agency = by.subject.agency;
  joined.role = "school";
  joined.phone = std::string{"01632 960121"};
  joined.from = london_date(t.now());
  return family::act(t, family, joining, by);
}

Result<std::string> choose_lead(Transaction& t, FamilyId family, family::By const& by) {
  return family::act(t, family, ChooseLead{member_of(t, family), "They know her from school and trust her."}, by);
}

// The parent comes onto the record, is asked alone, and says who is around them.
auto meet_the_parent(int number) {
  return [number](Transaction& t, FamilyId family, family::By const& by) -> Result<std::string> {
    auto const children = members(t, family);
    AddPerson adding;
    adding.details.forename = std::string{forenames[static_cast<std::size_t>(number * 7 + 3) % forenames.size()]};
    adding.details.surname = children.front().details.surname;
    adding.details.date_of_birth = Date::of(1984 + number % 9, 3, 14);
    adding.details.sex = "female";
    auto const parent = PersonId::parse(TRY(add_person(t, family, adding, by))).value_or(PersonId{});
    for (auto const& child : children) {
      RecordRelatives relatives;
      relatives.relatives.relation = RelationId::mint(t.now(), t.random());
      relatives.relatives.first = parent;
      relatives.relatives.second = child.person;
      TRY(family::act(t, family, relatives, by));
    }
    auto tie = [&](char const* name, TieStrength strength, HelpFlow help) {
      RecordTie command;
      command.tie.tie = TieId::mint(t.now(), t.random());
      command.tie.name = std::string{name};
      command.tie.strength = strength;
      command.tie.help = help;
      return family::act(t, family, command, by);
    };
    TRY(tie("An aunt two streets away", TieStrength::strong, HelpFlow::both_ways));
    TRY(tie("School", TieStrength::ordinary, HelpFlow::to_the_family));
    TRY(tie("The landlord", TieStrength::stressful, HelpFlow::neither));
    RecordAnswer asking;
    auto& answered = asking.answered;
    answered.person = parent;
    answered.who = adding.details.forename;
    answered.answer = Answer::agrees;
    answered.asked_alone = true;
    answered.on = london_date(t.now());
    answered.wording = "take_part";
    answered.asked_by = by.subject.name;
    return family::act(t, family, asking, by);
  };
}

auto see_children(int number, bool alone) {
  return [number, alone](Transaction& t, FamilyId family, family::By const& by) -> Result<std::string> {
    for (auto const& child : members(t, family)) {
      if (auto const& born = child.details.date_of_birth; born && born->plus_months(18 * 12) <= london_date(t.now()))
        continue;
      auto const& words = case_of(number);
      ChildSeen seen{{},
                     EntryId::mint(t.now(), t.random()),
                     child.person,
                     london_date(t.now()),
                     alone,
                     by.subject.name,
                     words.said,
                     words.wants,
                     words.day_is_like};
      TRY(family::act(t, family, RecordSeen{seen}, by));
    }
    return family.text();
  };
}

auto note(ContactKind kind, char const* with_whom, char const* text, bool significant) {
  return [=](Transaction& t, FamilyId family, family::By const& by) {
    RecordContact command;
    auto& contact = command.contact;
    contact.entry = EntryId::mint(t.now(), t.random());
    contact.kind = kind;
    contact.happened_at = t.now();
    contact.with_whom = with_whom;
    contact.text = text;
    contact.information = "family_life";
    contact.significant = significant;
    return family::act(t, family, command, by);
  };
}

auto begin_plan(int number) {
  return [number](Transaction& t, FamilyId family, family::By const& by) {
    auto const& words = case_of(number);
    plan::BeginPlan command;
    command.begun.worries = words.worries;
    command.begun.working_well = words.working_well;
    command.begun.need_now = words.need_now;
    command.begun.next_step = words.next_step;
    return plan::begin(t, family, command, by);
  };
}

auto agree_on_goal(int number) {
  return [number](Transaction& t, FamilyId family, family::By const& by) -> Result<std::string> {
    auto const& words = case_of(number);
    TRY(plan::act(t, family, plan::ChangeLevel{2, "Needs a few people who pull together."}, by));
    plan::SetGoal goal;
    goal.goal.goal = plan::GoalId::mint(t.now(), t.random());
    goal.goal.text = words.goal;
    goal.goal.grows_from = words.worries;
    TRY(plan::act(t, family, goal, by));
    auto action = [&](std::string owner, char const* text, int days) {
      plan::AgreeAction agreed;
      agreed.action.action = plan::ActionId::mint(t.now(), t.random());
      agreed.action.goal = goal.goal.goal;
      agreed.action.owner = std::move(owner);
      agreed.action.text = text;
      agreed.action.due = london_date(t.now()) + days;
      return plan::act(t, family, agreed, by);
    };
    TRY(action("The family", words.family_action, 14));
    TRY(action(by.subject.name, words.worker_action, 7));
    return plan::act(t, family, plan::PlanReview{london_date(t.now()) + 42}, by);
  };
}

// What is due next was done.
Result<std::string> finish_action(Transaction& t, FamilyId family, family::By const& by) {
  auto const open = plan::open_actions_of(t.connection(), family);
  if (open.empty()) return family.text();
  return plan::act(t, family, plan::EndAction{open.front().action, true, london_date(t.now()), ""}, by);
}

Result<std::string> review(Transaction& t, FamilyId family, family::By const& by) {
  plan::RecordReview command;
  command.reviewed = {{},
                      plan::ReviewId::mint(t.now(), t.random()),
                      london_date(t.now()),
                      "the family and school",
                      "Mornings go better. Still short of sleep.",
                      "We would like to go on a while.",
                      london_date(t.now()) + 42};
  return plan::act(t, family, command, by);
}

// A course is offered and begins; its sessions are written down one by one.
Result<std::string> offer_help(Transaction& t, FamilyId family, family::By const& by) {
  OfferIntervention offering;
  auto& offered = offering.offered;
  offered.intervention = InterventionId::mint(t.now(), t.random());
  offered.kind = "parenting_course";
  offered.provider = "The family hub";
  offered.hoped_for = "Calmer evenings.";
  offered.on = london_date(t.now());
  TRY(family::act(t, family, offering, by));
  return family::act(t, family, StartIntervention{{{}, offered.intervention, london_date(t.now()), 6}}, by);
}
auto session(bool attended, char const* note) {
  return [=](Transaction& t, FamilyId family, family::By const& by) -> Result<std::string> {
    auto const help = interventions_of(t.connection(), family);
    if (help.empty()) return family.text();
    return family::act(t, family, RecordSession{{{}, help.front().intervention, london_date(t.now()), attended, note}},
                       by);
  };
}

// Those around the family are called together.
Result<std::string> call_meeting(Transaction& t, FamilyId family, family::By const& by) {
  plan::CallMeeting command;
  command.called.meeting = plan::MeetingId::mint(t.now(), t.random());
  command.called.on = london_date(t.now()) + 7;
  command.called.at = "3:30pm";
  command.called.where = "School";
  command.called.about = "What has changed, and what comes next.";
  for (auto const& member : members(t, family)) command.called.invited.push_back({member.shown_name(), std::nullopt});
  for (auto const& row : team_of(t.connection(), family))
    if (!row.left_on) command.called.invited.push_back({row.name, row.member});
  return plan::act(t, family, command, by);
}

}  // namespace

// Every one of these comes round: most children are seen in time, and a few are not.
constexpr auto days_seen = std::to_array<int>({30, 55, 80, 105});
constexpr auto days_reviewed = std::to_array<int>({48, 88});

std::vector<StoryStep> family_story(int number) {
  std::vector<StoryStep> steps = {
      {2, "teacher", take_on},
      {2, "coordinator", choose_lead},
      {3, "teacher",
       note(ContactKind::conversation, "the family", "Sat in the kitchen with everybody. They told what helps.",
            false)},
      {3, "teacher", meet_the_parent(number)},
      {3, "teacher", begin_plan(number)},
      {4, "teacher", see_children(number, true)},
  };
  if (number % 3 != 2) steps.push_back({9, "teacher", agree_on_goal(number)});
  if (number % 2 == 0) {
    steps.push_back(
        {16, "teacher", note(ContactKind::call, "Mum", "All well. The supplier has agreed to a plan.", false)});
    steps.push_back(
        {21, "teacher", note(ContactKind::visit, "the family", "The eldest has moved to her aunt's.", true)});
    steps.push_back({10, "teacher", offer_help});
    steps.push_back({17, "teacher", session(true, "")});
    steps.push_back({24, "teacher", session(false, "Nobody to mind the little one.")});
  }
  if (number % 4 == 0) steps.push_back({44, "teacher", call_meeting});
  if (number % 4 != 1)
    for (auto const day : days_seen) steps.push_back({day, "teacher", see_children(number, day == 55)});
  if (number % 3 == 0) {
    steps.push_back({12, "teacher", finish_action});
    steps.push_back({20, "teacher", finish_action});
    for (auto const day : days_reviewed) steps.push_back({day, "teacher", review});
  }
  return steps;
}

}  // namespace kith::app::demo
