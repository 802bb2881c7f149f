#include "guest/decide.h"

#include <algorithm>

#include "base/complaints.h"
#include "base/text.h"

namespace kith::guest {

namespace {

bool says_nothing(std::string_view text) { return trimmed(text).empty(); }

std::vector<Events::Event> alone(Events::Event event) { return {std::move(event)}; }

Error no_words(char const* sentence) {
  return invalid("nothing_written", sentence, {{"text", "nothing_written", sentence}});
}

struct FoldView {
  View& view;

  void operator()(ViewAsked const&) {}
  void operator()(GuestInvited const& event) { view.guests[event.guest] = {event, false}; }
  void operator()(GuestEnded const& event) {
    if (auto const found = view.guests.find(event.guest); found != view.guests.end()) found->second.ended = true;
  }
  void operator()(SightMarked const& event) { view.marks[event.item] = event; }
  void operator()(GuestCommented const&) {}
  void operator()(PlanAnswered const&) {}
  void operator()(PartnerActed const&) {}
};

}  // namespace

void evolve(View& view, journal::Recorded const& recorded) {
  view.version = recorded.header.version;
  if (auto const event = Events::decode(recorded)) std::visit(FoldView{view}, *event);
}

Decided decide(View const&, AskView const& command, Context const& context) {
  auto const& asked = command.asked;
  Complaints complaints;
  complaints.when(says_nothing(asked.asked_by), "asked_by", "nobody_named", "Say who asked.");
  complaints.when(asked.on > context.today, "on", "asked_in_future", "They cannot have been asked in the future.");
  complaints.when(command.is_child && says_nothing(asked.understanding), "understanding", "no_understanding",
                  "For a young person, write how you know that they understood the choice.");
  if (complaints.any()) return complaints.error();
  return alone(asked);
}

Decided decide(View const& view, Invite const& command, Context const&) {
  auto const& invited = command.invited;
  bool const reachable =
      invited.channel == Channel::email
          ? invited.to.reveal().find('@') != std::string::npos
          : std::ranges::count_if(invited.to.reveal(), [](char c) { return c >= '0' && c <= '9'; }) >= 7;
  if (!reachable) {
    auto const* sentence = "Enter a phone number for a text, or an email address.";
    return invalid("no_address", sentence, {{"to", "no_address", sentence}});
  }
  std::vector<Events::Event> events;
  for (auto const& [id, guest] : view.guests)
    if (!guest.ended && guest.invited.person == invited.person && guest.invited.member == invited.member)
      events.emplace_back(GuestEnded{invited.family, id, false, "A newer link"});
  events.emplace_back(invited);
  return events;
}

Decided decide(View const& view, EndGuest const& command, Context const&) {
  auto const found = view.guests.find(command.guest);
  if (found == view.guests.end()) return not_found("no_guest", "There is no such link. Go back and choose it there.");
  if (found->second.ended) return invalid("ended_already", "This link opens nothing any more.");
  return alone(GuestEnded{found->second.invited.family, command.guest, command.by_themselves, command.reason});
}

Decided decide(View const& view, MarkSight const& command, Context const&) {
  auto const found = view.marks.find(command.marked.item);
  auto const before = found == view.marks.end() ? SightMarked{} : found->second;
  auto sorted = [](std::vector<PersonId> people) {
    std::ranges::sort(people);
    return people;
  };
  if (sorted(before.kept_from) == sorted(command.marked.kept_from) && before.shown == command.marked.shown)
    return invalid("nothing_changed", "Nothing has changed.");
  return alone(command.marked);
}

Decided decide(View const&, Comment const& command, Context const&) {
  if (says_nothing(command.said.text)) return no_words("Write what you want to say.");
  return alone(command.said);
}

Decided decide(View const&, AnswerPlan const& command, Context const&) {
  if (!command.said.agrees && says_nothing(command.said.text)) return no_words("Say what should be different.");
  return alone(command.said);
}

Decided decide(View const&, NotePartnerAct const& command, Context const&) { return alone(command.acted); }

}  // namespace kith::guest
