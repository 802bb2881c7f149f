#include "app/home.h"

#include "access/routes.h"
#include "base/log.h"
#include "base/text.h"
#include "door/routes.h"
#include "enquiry/door_routes.h"
#include "enquiry/import_routes.h"
#include "enquiry/partner_cases.h"
#include "enquiry/routes.h"
#include "family/routes.h"
#include "guest/routes.h"
#include "html/components.h"
#include "insight/routes.h"
#include "message/records.h"
#include "people/matching/pairs.h"
#include "plan/routes.h"

namespace kith::app {

namespace {

using access::Action;

std::int64_t constexpr people_at_a_time = 200;

// One way onward on a home page.
struct Way {
  Action action;
  html::Url href;
  char const* label;
  char const* hint;
};

std::vector<Way> const& ways() {
  // What a day is made of comes first.
  static std::vector<Way> const all = {
      {Action::see_inbox, "/inbox", "Inbox", "Everything that has come in, with how long each family has waited."},
      {Action::see_families, "/families", "My families",
       "Whom I work with, and which children nobody has seen lately."},
      {Action::confirm_as_second, "/second-looks", "For a second look",
       "Steps that a second named person looks at by the next working day."},
      {Action::see_supervision, "/supervision", "Supervision",
       "Five minutes a family: what has moved, and what has not."},
      {Action::see_caseloads, "/caseloads", "Caseloads",
       "How many families each worker leads, and handing them over when a worker leaves."},
      {Action::disagree, "/disagreements", "Disagreements", "Colleagues who disagree about a family, stage by stage."},
      {Action::see_urgent, "/urgent", "Urgent concerns", "What waits for a named MASH worker."},
      {Action::make_request, "/requests/new", "Ask for help for a family",
       "Six questions. You can save what you know now and add the rest later."},
      {Action::see_own_requests, "/requests", "What became of my requests", "Received, being looked at, decided."},
      {Action::see_partner_cases, "/cases", "Cases that partners hold", "No lead, no contact yet, review overdue."},
      {Action::see_referrals, "/referrals", "Referrals to social care", "Waiting for a step outcome."},
      {Action::search_people, "/people/known", "Do we know this family?",
       "Type what you have. The register answers while you type, and says why."},
      {Action::work_enquiry, "/people/matches", "Are these the same person?",
       "Records that may be one person, side by side, for somebody to decide."},
      {Action::search_people, "/people", "Find a person", "By name, date of birth, postcode or reference."},
      {Action::see_reports, "/reports/demand", "Demand report",
       "The published tables, live. Every figure opens its records."},
      {Action::import_files, "/imports", "Import a file", "Enquiries, allocations and referrals; rows to put right."},
      {Action::manage_accounts, "/accounts", "Accounts", "Who may sign in, and as what."},
      {Action::see_messages, "/messages", "Messages", "What was sent to families, what waits, and what was given up."},
      {Action::see_read_log, "/read-log", "Who looked at what", "Every look at a family's record."},
  };
  return all;
}

// What waits behind a way: each count opens the list that it counts. Empty where nothing waits or nothing is counted.
html::Html waits_behind(sql::Connection& c, access::Services const& services, access::Visitor const& visitor,
                        Action action) {
  auto const viewer = visitor.subject.account;
  html::Html counts;
  auto add = [&](std::int64_t count, std::string_view what, html::Url const& href) {
    if (count == 0) return;
    if (!counts.empty()) counts.add(", ");
    counts.add("<a class=\"govuk-link\" href=\"{}\">{} {}</a>", href, count, what);
  };
  if (action == Action::see_inbox) {
    auto const stages = enquiry::stage_counts(c, viewer);
    for (auto const stage : {enquiry::Stage::fresh, enquiry::Stage::waiting, enquiry::Stage::to_tell})
      add(stages.of(stage), lower_ascii(label(stage)), html::Url{"/inbox"}.with("tab", wire(stage)));
  } else if (action == Action::see_urgent) {
    add(static_cast<std::int64_t>(enquiry::urgent_rows(c, viewer).size()), "not accepted yet", "/urgent");
  } else if (action == Action::see_messages) {
    auto const messages = message::message_counts(c);
    add(messages.given_up, "given up", "/messages");
    add(messages.waiting, "waiting", "/messages");
  } else if (action == Action::see_partner_cases) {
    auto const deadlines = enquiry::case_deadlines(services.profile->clocks, services.now());
    bool const hub = static_cast<bool>(access::decide(visitor.subject, Action::see_inbox));
    auto const agency = hub ? std::string{} : visitor.subject.agency;
    if (!hub && agency.empty()) return {};
    using enum enquiry::CaseState;
    for (auto const state : {no_lead, no_contact, review_overdue})
      add(enquiry::count_cases(c, {.state = state, .agency = agency, .viewer = viewer}, deadlines),
          lower_ascii(label(state)), html::Url{"/cases"}.with("show", wire(state)));
  }
  return counts;
}

html::Html home(access::Services const& services, access::Visitor const& visitor) {
  html::Html list;
  auto reader = services.readers->lease();
  for (auto const& way : ways()) {
    if (!access::may_enter(visitor.subject, way.action)) continue;
    list.add("<li class=\"kith-way\"><a class=\"govuk-link kith-way__link\" href=\"{}\">{}</a>", way.href, way.label);
    if (auto const waits = waits_behind(*reader, services, visitor, way.action); !waits.empty())
      list.add("<p class=\"govuk-body kith-way__waits\">{}</p>", waits);
    list.add("<p class=\"govuk-body kith-way__hint\">{}</p></li>", way.hint);
  }
  return html::markup("<ul class=\"govuk-list kith-ways\">{}</ul>", list);
}

}  // namespace

void hang_rooms(http::Router& router, access::Services& services, std::shared_ptr<people::KnownPeople> known) {
  enquiry::hang_hub_routes(router, services, std::move(known));
  enquiry::hang_door_routes(router, services);
  insight::hang_routes(router, services);
  door::hang_routes(router, services);
  enquiry::hang_import_routes(router, services);
  family::hang_routes(router, services, guest::with_guests(plan::additions()));
  plan::hang_routes(router, services);
  guest::hang_routes(router, services);
  services.home = [&services](access::Visitor const& visitor) { return home(services, visitor); };
  services.alert = [&services](access::Visitor const& visitor) { return enquiry::urgent_alert(services, visitor); };
  services.destinations = {{"Inbox", "/inbox", Action::see_inbox},
                           {"New request", "/requests/new", Action::make_request},
                           {"My requests", "/requests", Action::see_own_requests},
                           {"My families", "/families", Action::see_families},
                           {"Partner cases", "/cases", Action::see_partner_cases},
                           {"Referrals", "/referrals", Action::see_referrals},
                           {"People", "/people", Action::search_people},
                           {"Reports", "/reports/demand", Action::see_reports},
                           {"Imports", "/imports", Action::import_files},
                           {"Messages", "/messages", Action::see_messages}};
  for (auto& destination : access::destinations()) services.destinations.push_back(std::move(destination));
}

namespace {

// Brings the index of the register up to now, and compares who is new with everybody known, a few seconds' worth at a
// time.
void follow_the_register(access::Services const& services, people::KnownPeople& known) {
  try {
    known.refresh(*services.readers->lease());
    auto const until = std::chrono::steady_clock::now() + std::chrono::seconds{2};
    while (std::chrono::steady_clock::now() < until) {
      auto const swept = people::sweep(*services.writer, *services.readers, known, people_at_a_time);
      if (!swept) log::error("matching_failed", {{"reason", swept.error().sentence}});
      if (!swept || *swept == 0) return;
    }
  } catch (sql::Fault const& fault) {
    log::error("matching_failed", {{"reason", sql::to_error(fault).sentence}});
  }
}

}  // namespace

std::vector<std::function<void()>> timed_jobs(access::Services const& services,
                                              std::shared_ptr<people::KnownPeople> known) {
  return {[&services] { door::delete_old_answers(services); },
          [&services, known = std::move(known)] { follow_the_register(services, *known); },
          [&services] {
            if (auto const alerted = enquiry::alert_overdue(services); !alerted)
              log::error("alerting_failed", {{"reason", alerted.error().sentence}});
          }};
}

}  // namespace kith::app
