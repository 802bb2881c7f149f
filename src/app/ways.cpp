#include "app/ways.h"

#include "base/text.h"
#include "enquiry/consultation.h"
#include "enquiry/records.h"
#include "message/records.h"

namespace kith::app {

namespace {

using access::Action;

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
      {Action::see_referrals, "/interface", "Step up and step down",
       "Both queues between early help and social care: whose each is, since when, and by when."},
      {Action::give_advice, "/consultations", "Advice without names",
       "A colleague asks and does not say whom it is about. Counted as advice; can become a request."},
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
      {Action::see_read_log, "/people/files", "Files matched with the register",
       "Whose people were looked for, under which agreement and why."},
      {Action::see_read_log, "/read-log", "Who looked at what", "Every look at a family's record."},
  };
  return all;
}

// What waits behind a way: each count opens the list that it counts. Empty where nothing waits or nothing is counted.
html::Html waits_behind(sql::Connection& c, access::Visitor const& visitor, Action action) {
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
  } else if (action == Action::give_advice) {
    add(enquiry::count_consultations(c, {.to_be_named = true}), "where the child must be named",
        html::Url{"/consultations"}.with("show", "to_be_named"));
  } else if (action == Action::see_messages) {
    auto const messages = message::message_counts(c);
    add(messages.given_up, "given up", "/messages");
    add(messages.waiting, "waiting", "/messages");
  }
  return counts;
}

}  // namespace

html::Html ways_html(sql::Connection& c, access::Visitor const& visitor) {
  html::Html list;
  for (auto const& way : ways()) {
    if (!access::may_enter(visitor.subject, way.action)) continue;
    list.add("<li class=\"kith-way\"><a class=\"govuk-link kith-way__link\" href=\"{}\">{}</a>", way.href, way.label);
    if (auto const waits = waits_behind(c, visitor, way.action); !waits.empty())
      list.add("<p class=\"govuk-body kith-way__waits\">{}</p>", waits);
    list.add("<p class=\"govuk-body kith-way__hint\">{}</p></li>", way.hint);
  }
  return html::markup("<ul class=\"govuk-list kith-ways\">{}</ul>", list);
}

}  // namespace kith::app
