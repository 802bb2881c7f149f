#include "guest/our_plan.h"

#include <algorithm>
#include <ranges>

#include "enquiry/pages/words.h"
#include "guest/guard.h"
#include "journal/store.h"
#include "people/matching/pairs.h"

namespace kith::guest {

namespace {

using access::ViewField;
using access::ViewKind;

int constexpr most_notes = 200;

// The part in a team that is a specialist's in every council (profile/practice.cpp); and what the code of an agency
// begins with that is nothing else.
auto constexpr specialist_role = "domestic_abuse";

// The questions of a plan, in its order.
constexpr std::string_view answers_in_order[] = {"worries", "working_well", "need_now", "next_step"};

// Puts a plan together from what `shows` lets through.
struct Maker {
  sql::Connection& c;
  FamilyId family;
  profile::Profile const& profile;
  std::function<bool(ViewField, std::string const& item, std::string const& text)> shows;
  std::function<bool(family::Entry const&)> may_read;
  std::vector<family::MemberRow> team;
  std::map<std::string, Mark> marks;

  bool plan_shows(std::string const& item, std::string const& text) const {
    return shows({.kind = ViewKind::plan}, item, text);
  }

  OurAction action_of(plan::Plan::Action const& action) const {
    auto const& agreed = action.agreed;
    OurAction ours{"action:" + agreed.action.text(), agreed.action, agreed.owner.reveal(), agreed.text, agreed.due, {}};
    if (action.ended) ours.done = action.ended->done;
    return ours;
  }
  bool is_specialists(plan::Plan::Action const& action) const {
    auto const found = std::ranges::find_if(team, [&](auto const& row) { return action.agreed.member == row.member; });
    return found != team.end() && is_specialist(found->agency, found->role);
  }

  void add_document(plan::Plan const& plan, OurPlan& ours) const {
    ours.there = true;
    for (auto const answer : answers_in_order) {
      std::string const item{answer};
      auto const found = plan.answers.find(item);
      if (found != plan.answers.end() && !found->second.empty() && plan_shows(item, found->second))
        ours.answers.push_back({item, found->second});
    }
    for (auto const& goal : plan.goals) {
      auto const item = "goal:" + goal.goal.text();
      if (plan_shows(item, goal.text + " " + goal.note)) ours.goals.push_back({item, goal.text, goal.outcome, {}});
    }
    for (auto const& action : plan.actions) {
      auto made = action_of(action);
      if (!shows({.kind = ViewKind::plan, .specialist = is_specialists(action)}, made.item,
                 made.text + " " + made.owner))
        continue;
      // An action of a goal that is kept from somebody is about that goal.
      auto const of_goal = action.agreed.goal ? "goal:" + action.agreed.goal->text() : std::string{};
      auto const goal = std::ranges::find(ours.goals, of_goal, &OurGoal::item);
      if (of_goal.empty())
        ours.actions.push_back(std::move(made));
      else if (goal != ours.goals.end())
        goal->actions.push_back(std::move(made));
    }
    if (!plan.closed) ours.review_on = plan.next_review_on;
    for (auto const& review : plan.reviews | std::views::reverse) {
      auto const item = "review:" + review.review.text();
      if (plan_shows(item, review.what_changed + " " + review.family_says))
        ours.reviews.push_back({item, review.on, review.what_changed, review.family_says});
    }
  }

  void add_helpers(OurPlan& ours) const {
    for (auto const& row : team) {
      if (row.left_on) continue;
      auto const item = "helper:" + row.member.text();
      ViewField const field{.kind = ViewKind::helper, .specialist = is_specialist(row.agency, row.role)};
      auto const agency = enquiry::agency_words(profile, row.agency);
      if (shows(field, item, row.name + " " + agency + " " + row.phone))
        ours.helpers.push_back({item, row.name, agency, row.phone, row.leads});
    }
  }

  void add_told(OurPlan& ours) const {
    for (auto const& row : family::decisions_of(c, family)) {
      if (!row.share) continue;
      auto const item = "told:" + row.decision.text();
      ViewField const field{
          .kind = ViewKind::told, .specialist = is_specialist(row.agency), .family_not_told = !row.family_told};
      auto const agency = enquiry::agency_words(profile, row.agency);
      if (shows(field, item, agency))
        ours.told.push_back(
            {item, agency, profile::label_of(profile.practice.information_kinds, row.information), row.on});
    }
  }

  void add_notes(OurPlan& ours) const {
    for (auto const& entry : family::entries_of(c, family, {}, 0, most_notes)) {
      // What was written for named workers is nobody else's to show; what a child said is the child's own.
      if (entry.child_seen || entry.audience != family::Audience::team || !may_read(entry)) continue;
      auto const item = "note:" + entry.entry.text();
      auto const mark = marks.find(item);
      bool const shown = mark != marks.end() && mark->second.shown;
      if (shows({.kind = ViewKind::note, .shown_to_family = shown}, item, entry.text + " " + entry.with_whom))
        ours.notes.push_back({item, entry.happened_at, entry.with_whom, entry.text, shown});
    }
  }

  OurPlan make(std::optional<plan::Plan> const& plan) const {
    OurPlan ours;
    if (plan) add_document(*plan, ours);
    add_helpers(ours);
    add_told(ours);
    add_notes(ours);
    return ours;
  }
};

// What the reader said themselves: on these pages, and a child to whoever saw them.
void add_own_words(sql::Connection& c, FamilyId family, Reader const& reader, OurPlan& ours) {
  if (!reader.person) return;
  auto own = [&](ViewKind kind, bool theirs) {
    return static_cast<bool>(access::decide_view(reader.standing, {.kind = kind, .own = theirs}));
  };
  for (auto const& row : said_in(c, family))
    if (own(ViewKind::own_words, row.person == *reader.person)) ours.said.push_back({row.at, row.agrees, row.text});
  auto const seen = family::last_seen(c, *reader.person);
  if (!seen || !own(ViewKind::child_voice, true)) return;
  if (!seen->said.empty()) ours.child_said.push_back({"said", seen->said});
  if (!seen->wants.empty()) ours.child_said.push_back({"wants", seen->wants});
}

}  // namespace

bool is_specialist(std::string_view agency, std::string_view role) {
  return role == specialist_role || agency.starts_with(specialist_role);
}

Reader reader_of_paper(std::optional<PersonId> person) {
  access::ViewStanding standing;
  standing.invited = standing.proved = standing.of_family = standing.may_decide = standing.all_asked_alone = true;
  return {person, standing};
}

std::optional<plan::Plan> plan_now(sql::Connection& c, FamilyId family) {
  auto const row = plan::plan_of_family(c, family);
  if (!row) return std::nullopt;
  plan::Plan plan;
  for (auto const& recorded : journal::load(c, row->plan.raw())) evolve(plan, recorded);
  return plan;
}

OurPlan our_plan(sql::Connection& c, FamilyId family, std::optional<plan::Plan> const& plan, Reader const& reader,
                 profile::Profile const& profile) {
  auto const team = family::team_of(c, family);
  Guard const guard(c, family, reader.person, team, profile);
  auto const marks = marks_of(c, family);
  // One person may be on the register twice: what is kept from either record is kept from them.
  auto const same = reader.person ? people::records_of(c, *reader.person) : std::vector<PersonId>{};
  auto const is_kept = [&](Mark const& mark) {
    if (!reader.person) return !mark.kept_from.empty();
    return mark.kept_from.contains(*reader.person) ||
           std::ranges::any_of(same, [&](PersonId id) { return mark.kept_from.contains(id); });
  };
  auto const shows = [&](ViewField field, std::string const& item, std::string const& text) {
    auto const mark = marks.find(item);
    field.kept_from_them = mark != marks.end() && is_kept(mark->second);
    field.names_protected = guard.finds_in(text);
    return static_cast<bool>(access::decide_view(reader.standing, field));
  };
  auto ours = Maker{c, family, profile, shows, [](family::Entry const&) { return true; }, team, marks}.make(plan);
  add_own_words(c, family, reader, ours);
  return ours;
}

OurPlan everything_of(sql::Connection& c, FamilyId family, profile::Profile const& profile,
                      std::function<bool(family::Entry const&)> const& may_read) {
  auto const all = [](ViewField const&, std::string const&, std::string const&) { return true; };
  return Maker{c, family, profile, all, may_read, family::team_of(c, family), marks_of(c, family)}.make(
      plan_now(c, family));
}

std::optional<FamilyId> plan_changed_by(sql::Connection& c, journal::Recorded const& recorded) {
  if (!recorded.header.type.starts_with("plan.")) return std::nullopt;
  auto const family = c.text("SELECT family FROM plan WHERE id=$1", {to_text(recorded.header.stream)});
  return family ? FamilyId::parse(*family) : std::nullopt;
}

bool changes_what_they_see(journal::Transaction& t, journal::Recorded const& recorded, FamilyId family, PersonId person,
                           profile::Profile const& profile) {
  plan::Plan before, after;
  for (auto const& one : t.load(recorded.header.stream)) {
    if (one.header.version < recorded.header.version) evolve(before, one);
    if (one.header.version <= recorded.header.version) evolve(after, one);
  }
  auto& c = t.connection();
  auto const reader = reader_of_paper(person);
  return our_plan(c, family, before.version > 0 ? std::optional{before} : std::nullopt, reader, profile) !=
         our_plan(c, family, after, reader, profile);
}

}  // namespace kith::guest
