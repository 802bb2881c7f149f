#include "plan/interface_queues.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/accounts.h"
#include "enquiry/pages/words.h"
#include "family/work_records.h"
#include "people/register.h"
#include "plan/pages/plan_pages.h"
#include "profile/clock.h"

namespace kith::plan {

namespace {

using access::Action;
using html::Html;

int constexpr most_waiting = 500;

// What every queue is read with.
struct Interface {
  access::Services const& services;
  access::Subject const& subject;
  sql::Connection& c;
  Instant now;
  std::vector<InterfaceRow> rows = {};

  profile::Profile const& profile() const { return *services.profile; }
  // A day stands for its noon: nobody wrote down the hour.
  std::optional<Instant> within(profile::ClockLimit const& limit, Instant since) const {
    return profile::due(limit, since);
  }
};

access::Resource with_the_mash(bool is_protected) { return {.with_mash = true, .protected_address = is_protected}; }

// ---- up

void add_urgent(Interface& all) {
  if (!access::decide(all.subject, Action::see_urgent, with_the_mash(false))) return;
  for (auto const& one : enquiry::urgent_waiting(all.c, all.subject.account)) {
    auto const since = one.row.urgent_at.value_or(one.row.received_at);
    bool const is_protected = std::ranges::any_of(one.children, &enquiry::ListedChild::protected_address);
    all.rows.push_back({.queue = Queue::step_up,
                        .about = one.children.empty()
                                     ? html::text(one.row.reference)
                                     : html::text(enquiry::listed_children(one.children, london_date(all.now))),
                        .what = "Urgent: no named MASH worker has accepted it",
                        .with = access::name_of(all.c, one.row.urgent_owner),
                        .since = since,
                        .due = all.within(all.profile().clocks.urgent_accepted, since),
                        .act = "/urgent",
                        .act_words = "Accept " + one.row.reference,
                        .places = is_protected ? std::string{} : one.row.places,
                        .record = one.row.enquiry.text()});
  }
}

// Early help stays responsible until a named worker has taken the child on.
void add_transfers(Interface& all) {
  for (auto const& one : enquiry::referrals_waiting(all.c, all.subject.account, most_waiting)) {
    auto const& row = one.row;
    bool const is_protected = one.child.protected_address;
    if (!row.accepted_by.empty() || !access::decide(all.subject, Action::see_referrals, with_the_mash(is_protected)))
      continue;
    auto const since = noon_of(row.referred_on);
    all.rows.push_back({.queue = Queue::step_up,
                        .about = html::text(enquiry::listed_child(one.child, london_date(all.now))),
                        .what = "Transferred: no named worker of social care has taken it on",
                        .with = "Early help",
                        .since = since,
                        .due = all.within(all.profile().clocks.transfer_accepted, since),
                        .act = html::url("/referrals/{}", row.referral),
                        .act_words = "Open " + row.reference,
                        .places = is_protected ? std::string{} : row.places,
                        .record = row.referral.text()});
  }
}

// Where a family was last known to live, by its newest request.
std::string places_of(Interface& all, family::FamilyId family, family::OpenedFamily const& opened) {
  if (std::ranges::any_of(opened.members, &people::PersonRecord::protected_address)) return {};
  auto const requests = enquiry::enquiries_of_family(all.c, family);
  return requests.empty() ? std::string{} : requests.front().places;
}

void add_refused(Interface& all) {
  for (auto const& ask : family::asks_waiting(all.c)) {
    if (ask.about != family::SecondLook::no_step_up) continue;
    auto const opened = family::glimpse(all.c, ask.family, all.subject, all.now);
    if (!opened) continue;
    bool const may_answer = opened->may(all.subject, Action::confirm_as_second);
    all.rows.push_back({.queue = Queue::step_up,
                        .about = html::text(opened->name()),
                        .what = std::string{label(ask.about)} + ": waits for the second person",
                        .with = ask.asked_by_name,
                        .since = ask.asked_at,
                        .due = all.within(all.profile().clocks.second_person, ask.asked_at),
                        .act = may_answer ? family::family_url(ask.family, "second").with("ask", ask.ask.text())
                                          : family::family_url(ask.family, "decisions"),
                        .act_words = may_answer ? "Look at it" : "Open the decisions",
                        .places = places_of(all, ask.family, *opened),
                        .record = ask.family.text()});
  }
}

void add_disagreements(Interface& all) {
  for (auto const& row : family::disagreements_open(all.c)) {
    auto const opened = family::glimpse(all.c, row.family, all.subject, all.now);
    if (!opened || !opened->shows(all.subject, row.field(all.subject))) continue;
    all.rows.push_back({.queue = Queue::step_up,
                        .about = html::text(opened->name()),
                        .what = "Disagreement: " + profile::label_of(all.profile().practice.disagreements, row.about),
                        .with = enquiry::agency_words(all.profile(), row.agency),
                        .since = row.stage_since,
                        .due = row.due(all.profile()),
                        .act = family::family_url(row.family, "decisions"),
                        .act_words = "Open the decisions",
                        .places = places_of(all, row.family, *opened),
                        .record = row.family.text()});
  }
}

// ---- down

// What a child that social care handed back still waits for; nothing when early help has it, or has decided otherwise.
struct HandedBack {
  enquiry::ReferralId referral;
  std::string reference;
  std::string places;
  Date since;
  people::PersonRecord child;
};

std::vector<HandedBack> handed_back(Interface& all) {
  static auto const sql = fmt::format(
      "SELECT r.id, r.reference, r.places, r.outcome_on, {} FROM referral r JOIN person p ON p.id=r.child WHERE "
      "r.import_key='' AND r.outcome='transfer_early_help' AND r.outcome_on IS NOT NULL AND (p.restricted=0 OR "
      "EXISTS(SELECT 1 FROM person_named n WHERE n.person=p.id AND n.account=$1)) ORDER BY r.outcome_on, r.id LIMIT $2",
      people::person_columns);
  std::vector<HandedBack> found;
  all.c.query(sql, {all.subject.account, most_waiting}, [&](sql::Row const& row) {
    found.push_back(
        {row.id<struct enquiry::Referral>(0), row.string(1), row.string(2), *row.date(3), people::person_of(row, 4)});
  });
  return found;
}

void add_handed_back(Interface& all) {
  for (auto const& one : handed_back(all)) {
    bool const is_protected = one.child.protected_address;
    if (!access::decide(all.subject, Action::see_referrals, with_the_mash(is_protected))) continue;
    auto const since = noon_of(one.since);
    InterfaceRow row{.queue = Queue::step_down,
                     .about = html::text(enquiry::listed_child(one.child, london_date(all.now))),
                     .since = since,
                     .act = html::url("/referrals/{}", one.referral),
                     .act_words = "Open " + one.reference,
                     .places = is_protected ? std::string{} : one.places,
                     .record = one.referral.text()};
    enquiry::AllocationRow const* held = nullptr;
    auto const allocations = enquiry::allocations_of_child(all.c, one.child.person);
    for (auto const& allocation : allocations)
      if (allocation.allocated_on >= one.since && (!held || !allocation.closed_on)) held = &allocation;
    auto const requests = enquiry::enquiries_of_family(all.c, one.child.family);
    auto const asked = std::ranges::find_if(requests, [&](enquiry::EnquiryRow const& request) {
      return request.received_on >= one.since && request.source == "social_care";
    });
    bool const decided_otherwise = asked != requests.end() && asked->outcome &&
                                   *asked->outcome != enquiry::ScreeningOutcome::progress_pathway &&
                                   *asked->outcome != enquiry::ScreeningOutcome::to_be_completed;
    if (!held) {
      if (decided_otherwise) continue;
      row.what = "Handed back: waits for somebody in early help to lead";
      row.with = "The early help hub";
      row.due = all.within(all.profile().clocks.screening, since);
      if (asked != requests.end() && access::may_enter(all.subject, Action::see_inbox)) {
        row.act = html::url("/enquiries/{}", asked->enquiry);
        row.act_words = "Open " + asked->reference;
      }
    } else if (held->closed_on) {
      continue;
    } else if (!held->lead_contact_on) {
      row.what = "Handed back: waits for the first contact";
      row.with = held->lead_name.empty() ? enquiry::agency_words(all.profile(), held->lead_agency) : held->lead_name;
      row.due = all.within(all.profile().clocks.lead_contact, noon_of(held->allocated_on));
      row.since = noon_of(held->allocated_on);
    } else {
      auto const plan = plan_of_family(all.c, one.child.family);
      if (plan && !plan->closed_on) continue;
      row.what = "Handed back: waits for a plan";
      row.with = held->lead_name;
      row.since = noon_of(*held->lead_contact_on);
      row.due = all.within(all.profile().clocks.review, row.since);
    }
    all.rows.push_back(std::move(row));
  }
}

}  // namespace

std::vector<InterfaceRow> interface_rows(access::Services const& services, access::Subject const& subject,
                                         sql::Connection& c) {
  Interface all{services, subject, c, services.now()};
  if (!access::decide(subject, Action::see_urgent) || !access::decide(subject, Action::see_referrals)) return {};
  add_urgent(all);
  add_transfers(all);
  add_refused(all);
  add_disagreements(all);
  add_handed_back(all);
  std::ranges::stable_sort(all.rows, {}, [](InterfaceRow const& row) { return row.since; });
  return std::move(all.rows);
}

}  // namespace kith::plan
