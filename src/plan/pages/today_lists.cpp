// What is due in the families that somebody works with: a child to see, a review, a meeting, things to do. Most of it
// overdue first, so that the first family on the home page is the one to ring first.
#include <algorithm>
#include <map>

#include "enquiry/pages/words.h"
#include "html/components/tag.h"
#include "plan/pages/plan_pages.h"

namespace kith::plan {

namespace {

using access::TodayLook;
using html::Html;

int constexpr days_ahead = 7;

// Why a family stands in the list. A line about the plan is for those who may read the plan.
struct Due {
  Html words;
  Date on;
  bool overdue = false;
  bool of_the_plan = true;
};
using DueByFamily = std::map<family::FamilyId, std::vector<Due>>;

Html due_line(Due const& due) {
  if (!due.overdue) return due.words;
  return html::tag({.text = "Overdue", .colour = html::TagColour::red}) + html::markup(" {}", due.words);
}

void add_children(TodayLook const& look, DueByFamily& all) {
  for (auto const& member : family::members_seen(look.c, look.subject.account)) {
    if (!family::is_child(member.person, look.today)) continue;
    auto const name = enquiry::listed_child(member.person, look.today);
    if (!member.seen_on)
      all[member.person.family].push_back({html::markup("{}: not seen yet", name), Date{}, true, false});
    else if (profile::is_overdue(look.profile().clocks.child_seen, from_london(*member.seen_on, 12), look.now))
      all[member.person.family].push_back(
          {html::markup("{}: last seen {}", name, for_people(*member.seen_on)), *member.seen_on, true, false});
  }
}

void add_plans(TodayLook const& look, DueByFamily& all) {
  auto const until = look.today + days_ahead;
  for (auto const& plan : open_plans_around(look.c, look.subject.account)) {
    auto& dues = all[plan.family];
    if (plan.next_review_on && *plan.next_review_on <= until) {
      bool const past = *plan.next_review_on < look.today;
      dues.push_back({html::markup("{} {}", past ? "Review was due on" : "Review on", for_people(*plan.next_review_on)),
                      *plan.next_review_on, past});
    }
    if (plan.meeting_on && *plan.meeting_on <= until) {
      bool const past = *plan.meeting_on < look.today;
      dues.push_back({html::markup("{} {}", past ? "Say what the meeting agreed: it was called for" : "Meeting on",
                                   for_people(*plan.meeting_on)),
                      *plan.meeting_on, past});
    }
  }
}

void add_actions(TodayLook const& look, DueByFamily& all) {
  std::map<family::FamilyId, std::vector<ActionRow>> late;
  for (auto const& action : actions_due_around(look.c, look.subject.account, look.today + days_ahead)) {
    if (action.due < look.today)
      late[action.family].push_back(action);
    else
      all[action.family].push_back(
          {html::markup("By {}: {}, {}", for_people(action.due), action.text, action.owner), action.due});
  }
  for (auto const& [family, actions] : late) {
    auto const& first = actions.front();
    auto words = actions.size() == 1
                     ? html::markup("{}, {}, by {}", first.text, first.owner, for_people(first.due))
                     : html::markup("{} actions are past their day: the first is {}", actions.size(), first.text);
    all[family].push_back({std::move(words), first.due, true});
  }
}

auto urgency_of(std::vector<Due> const& dues) {
  auto const overdue = std::ranges::count(dues, true, &Due::overdue);
  auto const first = std::ranges::min(dues, {}, &Due::on).on;
  return std::pair{-overdue, first};
}

access::TodayList families_due(TodayLook const& look) {
  access::TodayList list{.title = "My families: what is due",
                         .all = "/families",
                         .all_label = "All my families",
                         .action = access::Action::see_families};
  DueByFamily all;
  add_children(look, all);
  add_plans(look, all);
  add_actions(look, all);
  std::erase_if(all, [](auto const& one) { return one.second.empty(); });
  std::vector<DueByFamily::iterator> order;
  for (auto at = all.begin(); at != all.end(); ++at) order.push_back(at);
  std::ranges::stable_sort(order, {}, [](auto const& at) { return urgency_of(at->second); });
  for (auto const& at : order) {
    if (std::cmp_greater_equal(list.items.size(), access::most_today)) break;
    auto const opened = family::glimpse(look.c, at->first, look.subject, look.now);
    if (!opened) continue;
    bool const inside = opened->decision.sight >= access::FamilySight::own_entries;
    std::vector<Html> why;
    std::ranges::stable_sort(at->second, [](Due const& a, Due const& b) { return a.overdue && !b.overdue; });
    for (auto const& due : at->second)
      if (inside || !due.of_the_plan) why.push_back(due_line(due));
    if (why.empty()) continue;
    list.items.push_back({family::family_url(at->first), html::text(opened->name()), std::move(why), at->first.text()});
  }
  return list;
}

}  // namespace

access::TodayLists today_lists(TodayLook const& look) {
  if (!access::decide(look.subject, access::Action::see_families)) return {};
  auto list = families_due(look);
  // Many in the hub work with no family of their own; for a practitioner, that nothing is due is news.
  if (list.items.empty() && !look.subject.is(access::Role::practitioner)) return {};
  return {std::move(list)};
}

}  // namespace kith::plan
