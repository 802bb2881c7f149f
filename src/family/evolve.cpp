// Folding a family's history.
#include "family/decide.h"

namespace kith::family {

namespace {

struct Fold {
  Record& r;
  journal::Header const& header;

  void operator()(ContactRecorded const& event) {
    r.entries[event.entry] = {header.author.actor, event.text, event.significant, true};
  }
  void operator()(EntryAmended const& event) {
    if (auto const found = r.entries.find(event.entry); found != r.entries.end()) found->second.text = event.after;
  }
  void operator()(EntryMarked const& event) {
    if (auto const found = r.entries.find(event.entry); found != r.entries.end())
      found->second.significant = event.significant;
  }
  void operator()(ChildSeen const& event) { r.entries[event.entry] = {header.author.actor, {}, false, false}; }
  void operator()(AgreementAnswered const& event) {
    r.answers[event.person] = event.answer;
    if (event.answer == Answer::withdraws && event.whole_family) r.left_on = event.on;
    if (event.answer == Answer::agrees) r.left_on.reset();
  }
  void operator()(SharingChosen const&) {}
  void operator()(SharingDecided const& event) {
    if (!event.share && event.worried) r.asks[AskId{event.decision.raw()}] = {header.author.actor, false};
  }
  void operator()(MemberJoined const& event) { r.team[event.member] = {event, std::nullopt}; }
  void operator()(MemberLeft const& event) {
    if (auto const found = r.team.find(event.member); found != r.team.end()) found->second.left_on = event.on;
    if (r.lead == event.member) r.lead.reset();
  }
  void operator()(LeadChosen const& event) { r.lead = event.member; }
  void operator()(ConflictDeclared const& event) { r.conflicts[event.account] = event.tie; }
  void operator()(ConflictEnded const& event) { r.conflicts.erase(event.account); }
  void operator()(GlassBroken const& event) { r.glasses[event.glass] = {header.author.actor, event.until, false}; }
  void operator()(GlassReviewed const& event) {
    if (auto const found = r.glasses.find(event.glass); found != r.glasses.end()) found->second.reviewed = true;
  }
  void operator()(SecondAsked const& event) { r.asks[event.ask] = {header.author.actor, false}; }
  void operator()(SecondAnswered const& event) {
    if (auto const found = r.asks.find(event.ask); found != r.asks.end()) found->second.answered = true;
  }
  void operator()(RelativesRecorded const& event) { r.relations[event.relation] = event; }
  void operator()(RelativesEnded const& event) { r.relations.erase(event.relation); }
  void operator()(TieRecorded const& event) { r.ties[event.tie] = event; }
  void operator()(TieEnded const& event) { r.ties.erase(event.tie); }
  void operator()(HandedOver const&) {}
  void operator()(StepUpRefused const& event) { r.asks[event.ask] = {header.author.actor, false}; }
  void operator()(DisagreementRaised const& event) {
    r.disagreements[event.disagreement] = {header.author.actor, event.stage, false, false};
  }
  void operator()(DisagreementAnswered const& event) {
    if (auto const found = r.disagreements.find(event.disagreement); found != r.disagreements.end())
      found->second.answered = true;
  }
  void operator()(DisagreementMoved const& event) {
    if (auto const found = r.disagreements.find(event.disagreement); found != r.disagreements.end()) {
      found->second.stage = event.stage;
      found->second.answered = false;
    }
  }
  void operator()(DisagreementSettled const& event) {
    if (auto const found = r.disagreements.find(event.disagreement); found != r.disagreements.end())
      found->second.settled = true;
  }
  void operator()(InterventionOffered const& event) { r.interventions[event.intervention].offered = event; }
  void operator()(InterventionStarted const& event) {
    if (auto const found = r.interventions.find(event.intervention); found != r.interventions.end())
      found->second.started_on = event.on;
  }
  void operator()(SessionRecorded const&) {}
  void operator()(InterventionEnded const& event) {
    if (auto const found = r.interventions.find(event.intervention); found != r.interventions.end())
      found->second.ended = true;
  }
  void operator()(ReflectionWritten const&) {}
};

}  // namespace

void evolve(Record& record, journal::Recorded const& recorded) {
  record.version = recorded.header.version;
  if (auto const event = Events::decode(recorded)) std::visit(Fold{record, recorded.header}, *event);
}

}  // namespace kith::family
