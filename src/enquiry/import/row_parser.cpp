#include "enquiry/import/row_parser.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "enquiry/import/row_reading.h"

namespace kith::imports {

namespace {
template <class Code>
Code code(std::string text) {
  return Code{std::move(text)};
}

// A birth date that is still to come is an expected one.
void read_birth(RowReading& reading, EnquiryRow& row) {
  constexpr std::size_t birth = place_of(enquiry_columns, "date_of_birth");
  constexpr std::size_t expected = place_of(enquiry_columns, "expected_date_of_birth");
  auto const born = reading.birth_date(birth);
  auto const due = reading.expected_date(expected);
  if (due) row.expected_date_of_birth = Personal{*due};
  if (!born) return;
  if (*born <= reading.today()) {
    row.date_of_birth = Personal{*born};
    if (*born > row.received_on) reading.query(birth, QueryCode::born_after_received);
  } else if (due && *due != *born) {
    reading.query(birth, QueryCode::second_expected_date);
  } else {
    row.expected_date_of_birth = Personal{*born};
    reading.query(birth, QueryCode::future_birth_date);
  }
}

EnquiryRow read_enquiry(RowReading& reading, profile::Profile const& profile) {
  constexpr auto const& columns = enquiry_columns;
  EnquiryRow row;
  row.reference = reading.reference(place_of(columns, "reference"));
  auto const received = reading.date(place_of(columns, "received_on"));
  row.received_on = received.value_or(reading.today());
  row.source = code<profile::SourceCode>(reading.word(place_of(columns, "source"), profile.sources));
  row.source_agency = code<profile::AgencyCode>(reading.agency(place_of(columns, "source_agency")));
  row.child_reference = reading.reference(place_of(columns, "child_reference"));
  row.forename = reading.text(place_of(columns, "forename"));
  row.surname = reading.text(place_of(columns, "surname"));
  read_birth(reading, row);
  row.sex = code<profile::WordCode>(reading.word(place_of(columns, "sex"), profile.sexes));
  row.ethnicity = code<profile::WordCode>(reading.word(place_of(columns, "ethnicity"), profile.ethnicities));
  row.disability = code<profile::WordCode>(reading.word(place_of(columns, "disability"), profile.disabilities));
  row.postcode = reading.postcode(place_of(columns, "postcode"));
  reading.areas(place_of(columns, "area"), row.places, row.area_names);
  row.primary_need = code<profile::NeedCode>(reading.word(place_of(columns, "primary_need"), profile.needs));
  row.outcome = reading.screening_outcome(place_of(columns, "outcome"));
  row.screened_on = reading.date(place_of(columns, "screened_on"));
  row.first_contact_on = reading.date(place_of(columns, "first_contact_on"));
  row.closed_on = reading.date(place_of(columns, "closed_on"));
  row.level = reading.level(place_of(columns, "level"));
  reading.in_order(received, row.screened_on, place_of(columns, "screened_on"), FaultCode::screened_before_received);
  reading.in_order(received, row.first_contact_on, place_of(columns, "first_contact_on"),
                   FaultCode::contact_before_received);
  reading.in_order(received, row.closed_on, place_of(columns, "closed_on"), FaultCode::closed_before_received);
  return row;
}

AllocationRow read_allocation(RowReading& reading) {
  constexpr auto const& columns = allocation_columns;
  AllocationRow row;
  row.reference = reading.reference(place_of(columns, "reference"));
  row.enquiry_reference = reading.reference(place_of(columns, "enquiry_reference"));
  row.child_reference = reading.reference(place_of(columns, "child_reference"));
  reading.areas(place_of(columns, "area"), row.places, row.area_names);
  auto const allocated = reading.date(place_of(columns, "allocated_on"));
  row.allocated_on = allocated.value_or(reading.today());
  row.lead_agency = code<profile::AgencyCode>(reading.agency(place_of(columns, "lead_agency")));
  row.level = reading.level(place_of(columns, "level"));
  row.closed_on = reading.date(place_of(columns, "closed_on"));
  row.closing_reason = reading.text(place_of(columns, "closing_reason"));
  reading.in_order(allocated, row.closed_on, place_of(columns, "closed_on"), FaultCode::closed_before_allocated);
  return row;
}

ReferralRow read_referral(RowReading& reading, profile::Profile const& profile) {
  constexpr auto const& columns = referral_columns;
  ReferralRow row;
  row.reference = reading.reference(place_of(columns, "reference"));
  row.child_reference = reading.reference(place_of(columns, "child_reference"));
  auto const referred = reading.date(place_of(columns, "referred_on"));
  row.referred_on = referred.value_or(reading.today());
  row.source = code<profile::SourceCode>(reading.word(place_of(columns, "source"), profile.sources));
  reading.areas(place_of(columns, "area"), row.places, row.area_names);
  row.step_outcome = reading.step_outcome(place_of(columns, "step_outcome"));
  row.closed_on = reading.date(place_of(columns, "closed_on"));
  reading.in_order(referred, row.closed_on, place_of(columns, "closed_on"), FaultCode::closed_before_referred);
  return row;
}
}  // namespace

RowParser::RowParser(Door door, profile::Profile const& profile, Date today, DateOrder order,
                     ColumnMapping const* mapping)
    : door_(door), profile_(profile), vocabulary_(profile), today_(today), order_(order) {
  rules_.resize(columns_of(door).size());
  cells_.resize(rules_.size());
  if (mapping == nullptr) return;
  for (auto const& rule : mapping->values)
    if (auto const place = find_column(door, rule.column)) rules_[*place].emplace(fold(rule.theirs), rule.ours);
}

ParsedRow RowParser::parse(std::span<std::string_view const> cells) {
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    cells_[i] = i < cells.size() ? cells[i] : std::string_view{};
    if (rules_[i].empty()) continue;
    if (auto const rule = rules_[i].find(fold(cells_[i])); rule != rules_[i].end()) cells_[i] = rule->second;
  }
  RowReading reading{columns_of(door_), cells_, vocabulary_, today_, order_};
  ParsedRow parsed;
  switch (door_) {
    case Door::enquiries:
      parsed.row = read_enquiry(reading, profile_);
      break;
    case Door::allocations:
      parsed.row = read_allocation(reading);
      break;
    case Door::referrals:
      parsed.row = read_referral(reading, profile_);
      break;
  }
  if (reading.has_faults()) parsed.row.reset();
  parsed.faults = reading.take_faults();
  parsed.queries = reading.take_queries();
  return parsed;
}

Result<ParsedRow> parse_cells(Door door, std::span<KeptCell const> cells, profile::Profile const& profile, Date today,
                              DateOrder order, ColumnMapping const* mapping) {
  std::vector<std::string_view> texts(columns_of(door).size());
  std::vector<bool> given(texts.size(), false);
  for (auto const& cell : cells) {
    if (cell.column.empty()) continue;
    auto const place = find_column(door, cell.column);
    if (!place) return invalid("unknown_column", fmt::format("{} have no column “{}”.", wire(door), cell.column));
    if (given[*place]) return invalid("duplicate_column", fmt::format("“{}” is given twice.", cell.column));
    given[*place] = true;
    texts[*place] = cell.text.reveal();
  }
  return RowParser{door, profile, today, order == DateOrder::iso ? DateOrder::day_first : order, mapping}.parse(texts);
}

}  // namespace kith::imports
