// What waits about families for the home page: steps for a second person, families that somebody is to take on, workers
// who lead too many, disagreements without an answer.
#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "family/work_records.h"
#include "html/components/tag.h"
#include "profile/clock.h"

namespace kith::family {

namespace {

using access::Action;
using access::Role;
using access::TodayList;
using access::TodayLook;
using html::Html;

Html due_words(Instant due, Instant now) {
  auto words = html::text("Due by " + for_people(london_date(due)));
  if (now <= due) return words;
  return html::tag({.text = "Overdue", .colour = html::TagColour::red}) + html::markup(" {}", words);
}

bool is_full(TodayList const& list) { return std::cmp_greater_equal(list.items.size(), access::most_today); }

TodayList second_looks(TodayLook const& look) {
  TodayList list{.title = "For a second look",
                 .all = "/second-looks",
                 .all_label = "All that waits for a second person",
                 .action = Action::confirm_as_second};
  auto add = [&](FamilyId family, html::Url const& href, std::string_view what, std::string const& who, Instant at) {
    if (is_full(list)) return;
    auto const opened = glimpse(look.c, family, look.subject, look.now);
    if (!opened) return;
    list.items.push_back({href,
                          html::text(opened->name()),
                          {html::markup("{}, by {}", what, who),
                           due_words(profile::due(look.profile().clocks.second_person, at), look.now)},
                          family.text()});
  };
  if (access::decide(look.subject, Action::review_broken_glass))
    for (auto const& glass : glasses_to_review(look.c))
      add(glass.family, family_url(glass.family, "review").with("glass", glass.glass.text()), "Opened in an emergency",
          glass.account_name, glass.broken_at);
  for (auto const& ask : asks_waiting(look.c))
    add(ask.family, family_url(ask.family, "second").with("ask", ask.ask.text()), label(ask.about), ask.asked_by_name,
        ask.asked_at);
  return list;
}

TodayList to_take_on(TodayLook const& look) {
  TodayList list{.title = "Given to my agency: somebody is to take them on",
                 .all = "/families",
                 .all_label = "My families",
                 .action = Action::see_families};
  for (auto const& family : families_held_by(look.c, look.subject.agency, look.subject.account, access::most_today)) {
    auto const opened = glimpse(look.c, family, look.subject, look.now);
    if (!opened) continue;
    Html children;
    for (auto const& child : children_of(*opened, look.today))
      children.add("{}{}", children.empty() ? "" : ", ", enquiry::listed_child(child, look.today));
    list.items.push_back({family_url(family),
                          html::text(opened->name()),
                          {children, html::markup("<a class=\"govuk-link\" href=\"{}\">Take on<span "
                                                  "class=\"govuk-visually-hidden\"> {}</span></a>",
                                                  family_url(family, "join"), opened->name())},
                          family.text()});
  }
  return list;
}

TodayList caseloads_over(TodayLook const& look) {
  auto const limit = look.profile().practice.caseload_limit;
  TodayList list{.title = "Workers over the limit of " + std::to_string(limit) + " families",
                 .all = "/caseloads",
                 .all_label = "All caseloads",
                 .action = Action::see_caseloads};
  for (auto const& worker : workers_over(look.c, look.subject, limit, look.now)) {
    if (is_full(list)) break;
    std::vector<Html> why{html::text("Leads " + enquiry::count_words(worker.families, "family", "families"))};
    if (!worker.agency.empty()) why.push_back(html::text(enquiry::agency_words(look.profile(), worker.agency)));
    list.items.push_back({worker.account ? html::url("/caseloads/{}", *worker.account) : html::Url{"/caseloads"},
                          html::text(worker.name),
                          std::move(why),
                          {}});
  }
  return list;
}

TodayList disagreements_waiting(TodayLook const& look) {
  TodayList list{.title = "Disagreements without an answer",
                 .all = "/disagreements",
                 .all_label = "All disagreements",
                 .action = Action::disagree};
  for (auto const& row : disagreements_open(look.c)) {
    if (is_full(list)) break;
    auto const due = row.due(look.profile());
    if (!due) continue;
    auto const opened = glimpse(look.c, row.family, look.subject, look.now);
    if (!opened || !opened->shows(look.subject, row.field(look.subject))) continue;
    list.items.push_back(
        {family_url(row.family, "decisions"),
         html::text(opened->name()),
         {html::markup("{}, raised by {}", profile::label_of(look.profile().practice.disagreements, row.about),
                       row.raised_by_name),
          due_words(*due, look.now)},
         row.family.text()});
  }
  return list;
}

}  // namespace

access::TodayLists today_lists(TodayLook const& look) {
  access::TodayLists lists;
  auto const& subject = look.subject;
  if (access::decide(subject, Action::confirm_as_second)) lists.push_back(second_looks(look));
  if (access::decide(subject, Action::join_team) && !subject.agency.empty()) lists.push_back(to_take_on(look));
  if (subject.is(Role::manager)) {
    lists.push_back(caseloads_over(look));
    lists.push_back(disagreements_waiting(look));
  }
  return lists;
}

}  // namespace kith::family
