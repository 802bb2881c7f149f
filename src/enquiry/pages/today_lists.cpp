// What waits in the hub, at the MASH and with partners, for the home page of those whose work it is.
#include "enquiry/pages/door_pages.h"
#include "enquiry/pages/hub_pages.h"
#include "enquiry/pages/words.h"
#include "enquiry/partner_cases.h"
#include "html/components/tag.h"
#include "people/matching/pairs.h"

namespace kith::enquiry {

namespace {

using access::Action;
using access::Role;
using access::TodayItem;
using access::TodayList;
using access::TodayLook;
using html::Html;

std::string today_children(ListedEnquiry const& listed, Date today) {
  return listed.children.empty() ? listed.row.reference : listed_children(listed.children, today);
}

// Requests at one stage, whoever has waited longest first.
template <class Why>
TodayList requests_at(TodayLook const& look, Stage stage, std::string title, std::string all_label, Why why) {
  TodayList list{.title = std::move(title),
                 .all = html::Url{"/inbox"}.with("tab", wire(stage)),
                 .all_label = std::move(all_label),
                 .action = Action::see_inbox};
  InboxQuery query;
  query.stage = stage;
  query.page_size = access::most_today;
  query.viewer = look.subject.account;
  for (auto const& one : inbox(look.c, query).rows)
    list.items.push_back({enquiry_url(one.row.enquiry), html::text(today_children(one, look.today)), why(one.row),
                          one.row.enquiry.text()});
  return list;
}

void add_inbox_lists(TodayLook const& look, access::TodayLists& lists) {
  auto clock = [&](EnquiryRow const& row) { return clock_html(contact_clock(row, look.profile(), look.now)); };
  lists.push_back(
      requests_at(look, Stage::fresh, "New: longest waiting first", "All new requests", [&](EnquiryRow const& row) {
        return std::vector{clock(row), html::text(row.reference)};
      }));
  lists.push_back(
      requests_at(look, Stage::waiting, "Waiting for someone", "All that wait for someone", [&](EnquiryRow const& row) {
        auto lines = std::vector{clock(row)};
        if (!row.waiting_for.empty()) lines.push_back(html::markup("For {}", row.waiting_for));
        return lines;
      }));
  lists.push_back(requests_at(look, Stage::to_tell, "Decided: somebody is to be told", "All that wait to be told",
                              [&](EnquiryRow const& row) {
                                std::vector<Html> lines;
                                if (row.outcome)
                                  lines.push_back(html::text(outcome_words(look.profile(), *row.outcome)));
                                return lines;
                              }));
}

TodayList urgent_list(TodayLook const& look) {
  TodayList list{.title = "Urgent: waiting for a named MASH worker",
                 .all = "/urgent",
                 .all_label = "Urgent concerns",
                 .action = Action::see_urgent};
  for (auto const& one : urgent_waiting(look.c, look.subject.account)) {
    auto const since = one.row.urgent_at.value_or(one.row.received_at);
    auto const minutes = profile::elapsed(since, look.now).minutes.count();
    auto waits = html::text("Waiting " + count_words(minutes, "minute", "minutes"));
    if (profile::is_overdue(look.profile().clocks.urgent_accepted, since, look.now))
      waits = overdue_tag() + html::markup(" {}", waits);
    list.items.push_back({"/urgent",
                          html::text(today_children(one, look.today)),
                          {waits, html::text(one.row.reference)},
                          one.row.enquiry.text()});
  }
  return list;
}

TodayList transfers_list(TodayLook const& look) {
  TodayList list{.title = "Transferred to social care: no outcome yet",
                 .all = "/referrals",
                 .all_label = "All referrals to social care",
                 .action = Action::see_referrals};
  for (auto const& one : referrals_waiting(look.c, look.subject.account, access::most_today)) {
    auto const taken = one.row.accepted_by.empty()
                           ? html::tag({.text = "No worker named yet", .colour = html::TagColour::orange})
                           : html::text("With " + one.row.accepted_by);
    list.items.push_back({html::url("/referrals/{}", one.row.referral),
                          listed_child(one.child, look.today),
                          {taken, html::text("Referred on " + for_people(one.row.referred_on))},
                          one.row.referral.text()});
  }
  return list;
}

// Cases that a partner holds and somebody should ask after: the hub sees everybody's, a practitioner their agency's.
TodayList cases_list(TodayLook const& look) {
  bool const hub = works_in_hub(look.subject);
  TodayList list{.title = hub ? "Cases that partners hold: to ask after" : "Cases my agency holds: late",
                 .all = "/cases",
                 .all_label = "All cases",
                 .action = Action::see_partner_cases};
  if (!hub && (look.subject.agency.empty() || !look.subject.agency_agreement)) return list;
  auto const deadlines = case_deadlines(look.profile().clocks, look.now);
  CaseQuery query;
  if (!hub) query.agency = look.subject.agency;
  query.viewer = look.subject.account;
  query.page_size = access::most_today;
  for (auto const& one : cases_to_ask_after(look.c, query, deadlines)) {
    auto const state = one.row.lead_name.empty()             ? CaseState::no_lead
                       : contact_overdue(one.row, deadlines) ? CaseState::no_contact
                                                             : CaseState::review_overdue;
    auto who = one.row.lead_name.empty() ? agency_words(look.profile(), one.row.lead_agency) : one.row.lead_name;
    if (who.empty()) who = team_words(look.profile(), one.row.team);
    list.items.push_back({html::url("/allocations/{}", one.row.allocation),
                          listed_child(one.child, look.today),
                          {html::tag({.text = html::text(label(state)), .colour = html::TagColour::orange}),
                           html::text(who + ", since " + for_people(one.row.allocated_on))},
                          one.row.allocation.text()});
  }
  return list;
}

TodayList pairs_list(TodayLook const& look) {
  TodayList list{.title = "Are these the same person?",
                 .all = "/people/matches",
                 .all_label = "All pairs to look at",
                 .action = Action::work_enquiry};
  for (auto const& pair : people::pairs_at(look.c, people::PairStage::open, look.subject.account, 3))
    list.items.push_back({html::url("/people/matches/{}", pair.pair),
                          html::markup("{} and {}", pair.one.shown_name(), pair.other.shown_name()),
                          {},
                          pair.one.person.text() + "," + pair.other.person.text()});
  return list;
}

// States alone, as on the page of one's own requests.
TodayList own_requests_list(TodayLook const& look) {
  TodayList list{.title = "What became of my requests",
                 .all = "/requests",
                 .all_label = "All my requests",
                 .action = Action::see_own_requests};
  for (auto const& row : enquiries_sent_by(look.c, look.subject.account, access::most_today)) {
    if (row.restricted &&
        !access::decide(look.subject, Action::see_own_requests, resource_of(look.c, row.enquiry, look.subject.account)))
      continue;
    list.items.push_back({"/requests",
                          html::text(row.reference),
                          {own_request_state(row), html::text("Sent on " + for_people(row.received_on))},
                          {}});
  }
  return list;
}

}  // namespace

access::TodayLists today_lists(TodayLook const& look) {
  access::TodayLists lists;
  auto const& subject = look.subject;
  bool const manages = subject.is(Role::manager), coordinates = subject.is(Role::coordinator);
  if (access::decide(subject, Action::see_urgent)) lists.push_back(urgent_list(look));
  if (access::decide(subject, Action::see_inbox)) add_inbox_lists(look, lists);
  if (subject.is(Role::mash_worker) || manages) lists.push_back(transfers_list(look));
  if (coordinates || manages || subject.is(Role::practitioner)) lists.push_back(cases_list(look));
  if (coordinates || subject.is(Role::screening_officer)) lists.push_back(pairs_list(look));
  if (subject.is(Role::practitioner)) lists.push_back(own_requests_list(look));
  return lists;
}

}  // namespace kith::enquiry
