// Cases that partners hold: open allocations, and which of them need somebody to ask after them.
#pragma once

#include <string>
#include <vector>

#include "enquiry/records.h"
#include "profile/clock.h"

namespace kith::enquiry {

enum class CaseState { all, no_lead, no_contact, review_overdue };
constexpr auto closed_set(CaseState) {
  return std::to_array<Member<CaseState>>({{CaseState::all, "all", "All"},
                                           {CaseState::no_lead, "no_lead", "No lead"},
                                           {CaseState::no_contact, "no_contact", "No contact yet"},
                                           {CaseState::review_overdue, "review_overdue", "Review overdue"}});
}

// What is late on a day, by the profile's clocks.
struct CaseDeadlines {
  Date today;
  Date contact_before;  // allocated before this day and no contact yet: past the limit
  Date review_before;   // allocated before this day and never reviewed: past the limit
};
CaseDeadlines case_deadlines(profile::Clocks const& clocks, Instant now);

struct CaseQuery {
  CaseState state = CaseState::all;
  std::string agency;  // only those it leads; empty: any
  ActorId viewer;
  int page = 1;
  int page_size = 50;
};
// Oldest first. Restricted children appear to those named alone.
std::vector<PartnerCase> cases_held(sql::Connection& c, CaseQuery const& query, CaseDeadlines const& deadlines);
// Those to ask after, whatever is late with them, longest held first: one look through the open ones for a home page.
std::vector<PartnerCase> cases_to_ask_after(sql::Connection& c, CaseQuery const& query, CaseDeadlines const& deadlines);
std::int64_t count_cases(sql::Connection& c, CaseQuery const& query, CaseDeadlines const& deadlines);

bool contact_overdue(AllocationRow const& row, CaseDeadlines const& deadlines);
bool review_overdue(AllocationRow const& row, CaseDeadlines const& deadlines);

}  // namespace kith::enquiry
