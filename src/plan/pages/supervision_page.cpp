// Five minutes a family, for a worker and their manager: when each child was seen and what they say, what comes next,
// what has not moved, what was decided and why. A practitioner's reflections stay theirs.
#include <algorithm>

#include "access/accounts.h"
#include "enquiry/pages/words.h"
#include "family/work_records.h"
#include "html/components/button.h"
#include "html/components/summary_list.h"
#include "html/components/tag.h"
#include "html/components/text_blocks.h"
#include "plan/pages/plan_pages.h"

namespace kith::plan {

namespace {

using access::Action;
using family::family_url;
using family::OpenedFamily;
using html::Html;

Html overdue_tag() { return html::tag({.text = "Overdue", .colour = html::TagColour::red}); }

// What one look at a family needs.
struct Look {
  access::Services const& services;
  access::Subject const& subject;
  sql::Connection& c;
  Instant now;
  Date today = london_date(now);

  profile::Profile const& profile() const { return *services.profile; }
};

// ---- the child's line

Html child_html(Look const& look, OpenedFamily const& opened, people::PersonRecord const& child) {
  auto const seen = family::last_seen(look.c, child.person);
  auto const name = enquiry::listed_child(child, look.today);
  if (!seen) return html::markup("<li>{}: {} not seen yet</li>", name, overdue_tag());
  bool const late = profile::is_overdue(look.profile().clocks.child_seen, from_london(seen->on, 12), look.now);
  auto words = html::markup("{}: {} seen {}, {}, by {}", name, late ? overdue_tag() : Html{}, for_people(seen->on),
                            seen->alone ? "alone" : "not alone", seen->by);
  if (opened.shows(look.subject, family::Standing::field_of(seen->author, seen->agency, look.subject))) {
    if (!seen->said.empty()) words.add("<br>Said: “{}”", seen->said);
    if (!seen->wants.empty()) words.add("<br>Wants: “{}”", seen->wants);
  }
  return html::markup("<li>{}</li>", words);
}

// ---- drift, in words

struct Move {
  Date on;
  std::string what;
};

// The last thing that happened, of what this visitor may read.
std::optional<Move> last_move(Look const& look, OpenedFamily const& opened, std::optional<PlanRow> const& plan) {
  std::optional<Move> last;
  auto at_most = [&](Date on, std::string what) {
    if (!last || on > last->on) last = Move{on, std::move(what)};
  };
  for (auto const& entry : family::entries_of(look.c, opened.family, look.subject.account, 0, 20)) {
    if (!opened.shows(look.subject, entry)) continue;
    at_most(london_date(entry.happened_at),
            entry.child_seen ? std::string{"a child was seen"} : "a " + std::string{wire(entry.kind)});
    break;
  }
  if (plan) at_most(plan->moved_on, "the plan changed");
  for (auto const& help : family::interventions_of(look.c, opened.family))
    if (opened.shows(look.subject, family::Standing::field_of(help.author, help.agency, look.subject)))
      for (auto const& session : help.sessions) at_most(session.on, "a session of help");
  return last;
}

Html drift_html(Look const& look, OpenedFamily const& opened, std::optional<PlanRow> const& plan) {
  auto const last = last_move(look, opened, plan);
  if (!last)
    return html::markup("{} Nothing is written down yet",
                        html::tag({.text = "Drift", .colour = html::TagColour::orange}));
  auto const start = from_london(last->on, 12);
  auto const days = profile::elapsed(start, look.now).calendar_days;
  if (!profile::is_overdue(look.profile().clocks.drift, start, look.now))
    return html::markup("Moved on {}: {}", for_people(last->on), last->what);
  return html::markup("{} Nothing has moved for {} days: since {}, when the last thing was “{}”",
                      html::tag({.text = "Drift", .colour = html::TagColour::orange}), days, for_people(last->on),
                      last->what);
}

// ---- decisions and why

struct Decision {
  Instant at;
  std::string what;
  std::string why;
};

std::vector<Decision> decisions_of(Look const& look, OpenedFamily const& opened) {
  std::vector<Decision> all;
  for (auto const& recorded : history_of_plan(look.c, opened.family)) {
    auto const step = told(recorded, look.profile());
    if (step && step->significant && recorded.header.version > 1)
      all.push_back({recorded.header.occurred_at, "Plan: " + step->title, step->text});
  }
  for (auto const& row : family::refusals_of(look.c, opened.family))
    if (opened.shows(look.subject, family::Standing::field_of(row.author, row.agency, look.subject)))
      all.push_back({row.at,
                     "Not stepped up; we look again on " + for_people(row.look_again_on) +
                         (row.look_again_on < look.today ? ", which is past" : ""),
                     row.reason});
  if (opened.decision.sight >= access::FamilySight::shared)
    for (auto const& row : family::decisions_of(look.c, opened.family))
      all.push_back(
          {from_london(row.on, 12),
           (row.share ? "Shared with " : "Not shared with ") + enquiry::agency_words(look.profile(), row.agency),
           row.reason});
  std::ranges::stable_sort(all, [](Decision const& a, Decision const& b) { return a.at > b.at; });
  if (all.size() > 3) all.resize(3);
  return all;
}

Html decisions_html(std::vector<Decision> const& decisions) {
  if (decisions.empty()) return html::text("None yet");
  Html items;
  for (auto const& one : decisions)
    items.add("<li>{}, {}: {}</li>", one.what, for_people(london_date(one.at)), one.why);
  return html::markup("<ul class=\"govuk-list\">{}</ul>", items);
}

// ---- what comes next

Html next_html(Look const& look, FamilyId family) {
  auto const plan = current_plan(look.c, family);
  if (!plan) return html::text("No plan yet");
  auto html = html::text("Level " + std::to_string(plan->level));
  if (plan->closed) return html + html::markup(". Ended {}", for_people(plan->closed->on));
  html.add("<br>{}", review_words(*plan, look.today));
  if (auto const meeting = meeting_words(*plan, look.profile().practice, look.today); !meeting.empty())
    html.add("<br>{}", meeting);
  auto const actions = open_actions_of(look.c, family);
  auto const late = std::ranges::count_if(actions, [&](ActionRow const& row) { return row.due < look.today; });
  if (late > 0)
    html.add("<br>{} {}", overdue_tag(),
             enquiry::count_words(late, "action is past its day", "actions are past their day"));
  return html;
}

Html reflections_html(Look const& look, OpenedFamily const& opened) {
  if (!opened.may(look.subject, Action::write_in_record)) return html::text("None of yours");
  auto const own = family::reflections_of(look.c, opened.family, look.subject.account).size();
  return html::markup(
      "{}. <a class=\"govuk-link\" href=\"{}\">Write one<span class=\"govuk-visually-hidden\"> on {}</span></a>",
      own == 0 ? html::text("You have written none")
               : html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", family_url(opened.family, "reflections"),
                              enquiry::count_words(static_cast<std::int64_t>(own), "of yours", "of yours")),
      family_url(opened.family, "reflection"), opened.name());
}

Html family_html(Look const& look, OpenedFamily const& opened, family::OwnFamily const& own) {
  html::SummaryList list;
  auto add = [&](char const* key, Html const& value) {
    list.rows.push_back({.key = {.text = key}, .value = {.text = value}});
  };
  Html children;
  for (auto const& child : family::children_of(opened, look.today)) children += child_html(look, opened, child);
  add("Children",
      children.empty() ? html::text("No child on record") : html::markup("<ul class=\"govuk-list\">{}</ul>", children));
  auto const plan = plan_of_family(look.c, opened.family);
  add("What has moved", drift_html(look, opened, plan));
  bool const inside = opened.decision.sight >= access::FamilySight::own_entries;
  if (inside) add("What comes next", next_html(look, opened.family));
  if (inside) add("Decisions and why", decisions_html(decisions_of(look, opened)));
  add("My reflections", reflections_html(look, opened));
  auto const title = html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>, {} since {}", family_url(opened.family),
                                  opened.name(), own.leads ? "led" : "in the team", for_people(own.since));
  return html::summary_card({.title = title, .heading_level = 2}, html::summary_list(list));
}

// ---- whose families

// A worker goes through their own families; whoever sees caseloads, through anybody's.
ActorId worker_asked_for(access::Visitor const& visitor, http::Request const& request) {
  auto const id = ActorId::parse(request.query.get("worker"));
  return id && access::may_enter(visitor.subject, Action::see_caseloads) ? *id : visitor.subject.account;
}

Html worker_choice(Look const& look, ActorId worker) {
  if (!access::may_enter(look.subject, Action::see_caseloads)) return {};
  html::Select select{.name = "worker", .label = {.text = "Whose families?"}};
  select.items.push_back({.value = look.subject.account.text(), .text = "Mine"});
  std::vector<ActorId> listed{look.subject.account};
  for (auto const& led : family::led_families(look.c, look.subject, look.now)) {
    if (!led.account || std::ranges::find(listed, *led.account) != listed.end()) continue;
    listed.push_back(*led.account);
    select.items.push_back({.value = led.account->text(), .text = led.name});
  }
  select.value = worker.text();
  return html::markup("<form action=\"/supervision\" method=\"get\" class=\"kith-not-on-paper\">{}{}</form>",
                      html::select(select), html::button({.text = "Show", .variant = html::ButtonVariant::secondary}));
}

http::Answer show_supervision(access::Services const& services, access::Visitor const& visitor,
                              http::Request const& request) {
  auto const worker = worker_asked_for(visitor, request);
  Html cards, choice;
  std::string ids, name = "My families";
  std::size_t count = 0;
  {
    auto reader = services.readers->lease();
    Look const look{services, visitor.subject, *reader, services.now()};
    choice = worker_choice(look, worker);
    if (worker != visitor.subject.account) name = access::name_of(*reader, worker);
    for (auto const& own : family::families_of(*reader, worker)) {
      auto const opened = family::glimpse(*reader, own.family, visitor.subject, look.now);
      if (!opened) continue;
      cards += family_html(look, *opened, own);
      ids += (ids.empty() ? "" : ",") + own.family.text();
      ++count;
    }
  }
  if (count > 0) {
    auto const noted = access::note_read(services, visitor, request, Action::see_supervision,
                                         access::decide(visitor.subject, Action::see_supervision),
                                         "list of " + std::to_string(count), ids);
    if (!noted) return access::error_page(services, visitor, noted.error());
  }
  html::Page page;
  page.title = "Supervision";
  page.heading = html::text(page.title);
  page.main = html::markup("<p class=\"govuk-body\">{}: {}. About five minutes each.</p>", name,
                           enquiry::count_words(static_cast<std::int64_t>(count), "family", "families")) +
              choice +
              (count > 0 ? cards
                         : html::markup("<p class=\"govuk-body\">There is no family here that you may see. Families "
                                        "appear when a worker leads them or is in their team.</p>"));
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

void hang_supervision(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/supervision",
               .action = Action::see_supervision,
               .name = "supervision",
               .summary = "A worker's families, five minutes each",
               .page = show_supervision});
}

}  // namespace kith::plan
