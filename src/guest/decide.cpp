#include "guest/decide.h"

#include <algorithm>

#include "base/complaints.h"
#include "base/text.h"
#include "guest/phone.h"

namespace kith::guest {

namespace {

std::vector<Events::Event> alone(Events::Event event) { return {std::move(event)}; }

Error no_words(char const* sentence) {
  return invalid("nothing_written", sentence, {{"text", "nothing_written", sentence}});
}

// Where messages go, however it was typed; empty when nothing can go there.
std::string reached_at(GuestInvited const& invited) {
  auto const& typed = invited.to.reveal();
  if (invited.channel == Channel::text) return telling_digits(typed);
  return typed.find('@') == std::string::npos ? std::string{} : lower_ascii(trimmed(typed));
}
bool same_guest(GuestInvited const& one, GuestInvited const& other) {
  return one.person == other.person && one.member == other.member;
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
  complaints.when(is_blank(asked.asked_by), "asked_by", "nobody_named", "Say who asked.");
  complaints.when(asked.on > context.today, "on", "asked_in_future", "They cannot have been asked in the future.");
  complaints.when(command.is_child && is_blank(asked.understanding), "understanding", "no_understanding",
                  "For a young person, write how you know that they understood the choice.");
  if (complaints.any()) return complaints.error();
  return alone(asked);
}

Decided decide(View const& view, Invite const& command, Context const& context) {
  auto const& invited = command.invited;
  auto const refused = [](char const* code, char const* sentence) {
    return invalid(code, sentence, {{"to", code, sentence}});
  };
  auto const place = reached_at(invited);
  if (place.empty()) return refused("no_address", "Enter a phone number for a text, or an email address.");
  // Two of one family who read the same messages would open each other's page.
  for (auto const& [id, guest] : view.guests)
    if (!guest.ended && guest.invited.until > context.now && !same_guest(guest.invited, invited) &&
        reached_at(guest.invited) == place)
      return refused("same_address", "Somebody else’s link goes there already. Ask for one that only they read.");
  std::vector<Events::Event> events;
  for (auto const& [id, guest] : view.guests)
    if (!guest.ended && same_guest(guest.invited, invited))
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
  if (is_blank(command.said.text)) return no_words("Write what you want to say.");
  return alone(command.said);
}

Decided decide(View const&, AnswerPlan const& command, Context const&) {
  if (!command.said.agrees && is_blank(command.said.text)) return no_words("Say what should be different.");
  return alone(command.said);
}

Decided decide(View const&, NotePartnerAct const& command, Context const&) { return alone(command.acted); }

}  // namespace kith::guest
