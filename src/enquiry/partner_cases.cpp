#include "enquiry/partner_cases.h"

#include <fmt/format.h>

#include "enquiry/rows.h"

namespace kith::enquiry {

namespace {

// The first day that is still within the limit: what began before it is overdue.
Date first_within(profile::ClockLimit limit, Instant now) {
  auto day = london_date(now);
  int constexpr most_days = 800;
  for (int back = 0; back < most_days; ++back) {
    if (profile::is_overdue(limit, from_london(day - 1), now)) return day;
    day = day - 1;
  }
  return day;
}

// The conditions of a query and what they bind.
struct Where {
  std::string text;
  std::vector<sql::Value> values;

  std::string bind(sql::Value value) {
    values.push_back(std::move(value));
    return fmt::format("${}", values.size());
  }
};

Where where_of(CaseQuery const& query, CaseDeadlines const& deadlines) {
  Where where;
  where.text =
      " FROM allocation a JOIN person p ON p.id=a.child WHERE a.closed_on IS NULL AND (p.restricted=0 OR EXISTS(SELECT "
      "1 FROM person_named n WHERE n.person=p.id AND n.account=" +
      where.bind(query.viewer) + "))";
  if (!query.agency.empty()) where.text += " AND a.lead_agency=" + where.bind(query.agency);
  switch (query.state) {
    case CaseState::all:
      break;
    case CaseState::no_lead:
      where.text += " AND a.lead_name=''";
      break;
    case CaseState::no_contact:
      where.text += " AND a.lead_contact_on IS NULL AND a.allocated_on<" + where.bind(deadlines.contact_before);
      break;
    case CaseState::review_overdue:
      where.text += " AND (a.next_review_on<" + where.bind(deadlines.today) +
                    " OR (a.next_review_on IS NULL AND coalesce(a.last_review_on, a.allocated_on)<" +
                    where.bind(deadlines.review_before) + "))";
      break;
  }
  return where;
}

}  // namespace

CaseDeadlines case_deadlines(profile::Clocks const& clocks, Instant now) {
  return {london_date(now), first_within(clocks.lead_contact, now), first_within(clocks.review, now)};
}

std::vector<PartnerCase> cases_held(sql::Connection& c, CaseQuery const& query, CaseDeadlines const& deadlines) {
  auto where = where_of(query, deadlines);
  auto const limit = where.bind(query.page_size);
  auto const offset = where.bind((std::max(query.page, 1) - 1) * query.page_size);
  auto const sql = fmt::format("SELECT " ALLOCATION_COLUMNS ", {}{} ORDER BY a.allocated_on, a.id LIMIT {} OFFSET {}",
                               people::person_columns, where.text, limit, offset);
  std::vector<PartnerCase> cases;
  c.query(sql, std::span<sql::Value const>{where.values}, [&](sql::Row const& row) {
    cases.push_back({allocation_of(row), people::person_of(row, ALLOCATION_COLUMN_COUNT)});
  });
  return cases;
}

std::vector<PartnerCase> cases_to_ask_after(sql::Connection& c, CaseQuery const& query,
                                            CaseDeadlines const& deadlines) {
  auto every = query;
  every.state = CaseState::all;
  auto where = where_of(every, deadlines);
  auto const contact = where.bind(deadlines.contact_before), today = where.bind(deadlines.today),
             review = where.bind(deadlines.review_before), limit = where.bind(query.page_size);
  // Ids alone are sorted; whole rows would take longer than finding them.
  auto const sql = fmt::format(
      "SELECT a.id{} AND (a.lead_name='' OR (a.lead_contact_on IS NULL AND a.allocated_on<{}) OR a.next_review_on<{} "
      "OR "
      "(a.next_review_on IS NULL AND coalesce(a.last_review_on, a.allocated_on)<{})) ORDER BY a.allocated_on, a.id "
      "LIMIT {}",
      where.text, contact, today, review, limit);
  std::vector<AllocationId> ids;
  c.query(sql, std::span<sql::Value const>{where.values},
          [&](sql::Row const& row) { ids.push_back(row.id<struct Allocation>(0)); });
  std::vector<PartnerCase> cases;
  for (auto const& id : ids) {
    auto row = allocation_by_id(c, id);
    auto child = row ? people::person(c, row->child) : std::nullopt;
    if (child) cases.push_back({*std::move(row), *std::move(child)});
  }
  return cases;
}

std::int64_t count_cases(sql::Connection& c, CaseQuery const& query, CaseDeadlines const& deadlines) {
  auto const where = where_of(query, deadlines);
  std::int64_t count = 0;
  c.query("SELECT count(*)" + where.text, std::span<sql::Value const>{where.values},
          [&](sql::Row const& row) { count = row.integer(0); });
  return count;
}

bool contact_overdue(AllocationRow const& row, CaseDeadlines const& deadlines) {
  return !row.closed_on && !row.lead_contact_on && row.allocated_on < deadlines.contact_before;
}

bool review_overdue(AllocationRow const& row, CaseDeadlines const& deadlines) {
  if (row.closed_on) return false;
  if (row.next_review_on) return *row.next_review_on < deadlines.today;
  return row.last_review_on.value_or(row.allocated_on) < deadlines.review_before;
}

}  // namespace kith::enquiry
