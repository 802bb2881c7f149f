// Each step of a plan in words, for the history of the plan and the family's timeline.
#include "enquiry/pages/words.h"
#include "plan/pages/plan_pages.h"

namespace kith::plan {

namespace {

struct Teller {
  profile::Profile const& profile;

  std::string before_after(std::string const& before, std::string const& after) const {
    return "Now: " + after + (before.empty() ? "" : "\nBefore: " + before);
  }

  StepTold operator()(PlanBegun const& e) const {
    std::string text;
    for (auto const& [words, answer] : {std::pair{questions[0].words, &e.worries},
                                        {questions[1].words, &e.working_well},
                                        {questions[2].words, &e.need_now},
                                        {questions[3].words, &e.next_step}})
      if (!answer->empty()) text += (text.empty() ? "" : "\n") + std::string{words} + " " + *answer;
    return {"begun", text, true};
  }
  StepTold operator()(PlanOfFamily const&) const { return {}; }
  StepTold operator()(MeetingCalled const& e) const {
    return {profile.practice.names.meeting + " called for " + for_people(e.on), e.about};
  }
  StepTold operator()(MeetingCalledOff const& e) const {
    return {profile.practice.names.meeting + " called off", e.reason};
  }
  StepTold operator()(MeetingHeld const& e) const {
    return {profile.practice.names.meeting + " on " + for_people(e.on),
            e.decisions + (e.family_said.empty() ? "" : "\nThe family says: " + e.family_said), true};
  }
  StepTold operator()(AnswerReworded const& e) const {
    return {std::string{words_of_question(e.answer)}, before_after(e.before, e.after)};
  }
  StepTold operator()(LevelChanged const& e) const {
    return {"from level " + std::to_string(e.from) + " to level " + std::to_string(e.to), e.reason, true};
  }
  StepTold operator()(FootingChanged const& e) const { return {std::string{label(e.to)}, e.reason, true}; }
  StepTold operator()(GoalSet const& e) const { return {"goal set", e.text}; }
  StepTold operator()(GoalReworded const& e) const { return {"goal reworded", before_after(e.before, e.after)}; }
  StepTold operator()(GoalEnded const& e) const { return {"goal ended: " + std::string{label(e.outcome)}, e.note}; }
  StepTold operator()(ActionAgreed const& e) const {
    return {"action agreed", e.owner.reveal() + ": " + e.text + ", by " + for_people(e.due)};
  }
  StepTold operator()(ActionEnded const& e) const { return {e.done ? "action done" : "action dropped", e.note}; }
  StepTold operator()(ReviewPlanned const& e) const { return {"review planned for " + for_people(e.on), ""}; }
  StepTold operator()(PlanReviewed const& e) const {
    return {"reviewed on " + for_people(e.on),
            e.what_changed + (e.family_says.empty() ? "" : "\nThe family says: " + e.family_says)};
  }
  StepTold operator()(DomainAssessed const& e) const {
    return {"assessed: " + profile::label_of(profile.practice.assessment_domains, e.domain),
            "Going well: " + e.strengths + "\nWorrying: " + e.worries};
  }
  StepTold operator()(ReadingTaken const& e) const { return {"reading taken by " + e.who.reveal(), ""}; }
  StepTold operator()(ChangesAsked const& e) const { return {"a manager asks for changes", e.text}; }
  StepTold operator()(PlanClosed const& e) const {
    return {"closed: " + profile::label_of(profile.closing_reasons, e.reason), e.came_of_it, true};
  }
  StepTold operator()(PlanReopened const& e) const { return {"reopened", e.reason, true}; }
};

}  // namespace

std::optional<StepTold> told(journal::Recorded const& recorded, profile::Profile const& profile) {
  if (!recorded.body) return StepTold{"removed from the record", "", false};
  auto const event = Events::decode(recorded);
  if (!event || std::holds_alternative<PlanOfFamily>(*event)) return std::nullopt;
  return std::visit(Teller{profile}, *event);
}

}  // namespace kith::plan
