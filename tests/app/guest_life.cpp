// A family's own view and its guests in any life of the house: asked, invited, marked, and what they say and do.
#include "app/life.h"
#include "guest/commands.h"
#include "message/one_time_code.h"
#include "plan/commands.h"

namespace kith::app::test {

namespace {

Digest guest_link_key() { return message::code_key(std::string(32, 'k')); }

guest::Invite inviting_in_life(guest::GuestKind kind, std::uint32_t number) {
  guest::Invite invite;
  invite.invited.kind = kind;
  invite.invited.to = std::string{"07700 900982"};
  invite.invited.language = "en";
  invite.invited.news = number % 2 == 0;
  return invite;
}

// Somebody of the team with a link, and an action that is theirs.
Result<std::string> let_partner_in(journal::Transaction& t, people::FamilyId family, family::By const& by,
                                   std::uint32_t number, plan::ActionId action) {
  family::MemberJoined joined;
  joined.member = family::MemberId::mint(t.now(), t.random());
  joined.name = std::string{"Hal Healthvisitor"};
  joined.agency = "dial_house_primary";
  joined.from = london_date(t.now());
  TRY(family::act(t, family, family::JoinTeam{joined}, by));
  plan::BeginPlan begin;
  begin.begun.worries = "Misses school";
  begin.begun.next_step = "Ring her";
  // One may be there already.
  auto const begun = plan::begin(t, family, begin, by);
  plan::AgreeAction agree;
  agree.action.action = action;
  agree.action.text = "Weigh the baby";
  agree.action.owner = joined.name;
  agree.action.member = joined.member;
  agree.action.due = joined.from + 7;
  auto const agreed = plan::act(t, family, agree, by);
  if (!begun && !agreed && number % 2 == 0) return agreed.error();
  auto invite = inviting_in_life(guest::GuestKind::partner, number);
  invite.invited.member = joined.member;
  return guest::invite(t, family, invite, guest_link_key(), by);
}

}  // namespace

Life::Command Life::live_with_guests(Step const& step) {
  auto const reader = house_.reader();
  auto const who = any_of<people::Family>(*reader, "SELECT family FROM person ORDER BY id", 0);
  auto const person = any_of<people::Person>(*reader, "SELECT id FROM person ORDER BY id", 0);
  auto const guest = any_of<struct guest::Guest>(
      *reader, "SELECT id FROM guest WHERE kind='of_family' ORDER BY id DESC LIMIT 2", step.first);
  auto const action = plan::ActionId::mint(house_.clock.now(), house_.random);
  auto const on = today();
  family::By const pat{house_.subject("pat"), "family_view", true};
  auto const number = step.first;
  switch (step.second % 8) {
    case 0:
    case 1:
      // Everybody, because one who was not asked, or who says no, shuts it for all.
      return [=](journal::Transaction& t) -> Result<std::string> {
        for (auto const& member : people::family_members(t.connection(), who)) {
          guest::AskView ask;
          ask.asked.person = member.person;
          ask.asked.who = member.shown_name();
          ask.asked.said = number % 9 == 0 ? guest::Said::unsafe : guest::Said::safe;
          ask.asked.alone = number % 7 != 0;
          ask.asked.on = on;
          ask.asked.asked_by = "Pat";
          ask.asked.understanding = "Said it in their own words";
          TRY(guest::ask_view(t, who, ask, pat));
        }
        auto invite = inviting_in_life(guest::GuestKind::of_family, number);
        invite.invited.person = person;
        // When it may not be sent, what they were asked stands all the same.
        auto const invited = guest::invite(t, who, invite, guest_link_key(), pat);
        if (!invited) return who.text();
        // They read it there and then: the next change may shut it again.
        auto const reads = guest::GuestId::parse(*invited).value_or(guest::GuestId{});
        return number % 2 == 0 ? guest::answer_plan(t, reads, number % 4 == 0, "Not on Mondays")
                               : guest::comment(t, reads, "Thank you");
      };
    case 2:
      return [=](journal::Transaction& t) {
        return guest::mark_sight(
            t, who, {{{}, "worries", number % 2 == 0 ? std::vector{person} : std::vector<people::PersonId>{}, false}},
            pat);
      };
    case 3:
      return [=](journal::Transaction& t) { return guest::comment(t, guest, "Thank you"); };
    case 4:
      return [=](journal::Transaction& t) { return guest::answer_plan(t, guest, number % 2 == 0, "Not on Mondays"); };
    case 5:
      if (number % 2 == 0) return [=](journal::Transaction& t) { return guest::stop(t, guest); };
      return [=](journal::Transaction& t) { return guest::end_guest(t, who, {guest, false, "Asked for"}, pat); };
    default:
      return [=](journal::Transaction& t) -> Result<std::string> {
        auto const partner = *guest::GuestId::parse(TRY(let_partner_in(t, who, pat, number, action)));
        // Each as far as it comes: the family may have left, and the plan be closed.
        auto const ended = guest::end_action(t, partner, action, number % 2 == 0, "As agreed");
        auto const noted = guest::add_note(t, partner, "She is well");
        if (number % 3 == 0 && ended && noted) TRY(guest::leave(t, partner));
        return partner.text();
      };
  }
}

}  // namespace kith::app::test
