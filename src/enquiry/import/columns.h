// The three import doors and their columns. Names and order are fixed (docs/import.md); files may bring the columns in
// any order, with any case, blanks or underscores.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/closed_set.h"

namespace kith::imports {

enum class Door { enquiries, allocations, referrals };
constexpr auto closed_set(Door) {
  return std::to_array<Member<Door>>({{Door::enquiries, "enquiries", "Requests for help"},
                                      {Door::allocations, "allocations", "Allocations"},
                                      {Door::referrals, "referrals", "Referrals to social care"}});
}

enum class CellKind { text, date, code, areas, number };

struct Column {
  std::string_view name;
  std::string_view label;
  CellKind kind = CellKind::text;
  bool required = false;
  std::size_t length_limit = 200;  // characters
};

inline constexpr auto enquiry_columns = std::to_array<Column>({
    {"reference", "Reference", CellKind::text, true, 100},
    {"received_on", "Received on", CellKind::date, true},
    {"source", "Source", CellKind::code},
    {"source_agency", "Agency of the source", CellKind::code},
    {"child_reference", "Child's reference", CellKind::text, false, 100},
    {"forename", "Forename", CellKind::text},
    {"surname", "Surname", CellKind::text},
    {"date_of_birth", "Date of birth", CellKind::date},
    {"expected_date_of_birth", "Expected date of birth", CellKind::date},
    {"sex", "Sex", CellKind::code},
    {"ethnicity", "Ethnicity", CellKind::code},
    {"disability", "Disability", CellKind::code},
    {"postcode", "Postcode", CellKind::text, false, 20},
    {"area", "Area", CellKind::areas, false, 1000},
    {"primary_need", "Primary need", CellKind::code},
    {"outcome", "Screening outcome", CellKind::code},
    {"screened_on", "Screened on", CellKind::date},
    {"first_contact_on", "First helpful contact on", CellKind::date},
    {"closed_on", "Closed on", CellKind::date},
    {"level", "Level of need", CellKind::number},
});

inline constexpr auto allocation_columns = std::to_array<Column>({
    {"reference", "Reference", CellKind::text, true, 100},
    {"enquiry_reference", "Reference of the request", CellKind::text, false, 100},
    {"child_reference", "Child's reference", CellKind::text, true, 100},
    {"area", "Area", CellKind::areas, false, 1000},
    {"allocated_on", "Allocated on", CellKind::date, true},
    {"lead_agency", "Lead agency", CellKind::code},
    {"level", "Level of need", CellKind::number},
    {"closed_on", "Closed on", CellKind::date},
    {"closing_reason", "Closing reason", CellKind::text, false, 4000},
});

inline constexpr auto referral_columns = std::to_array<Column>({
    {"reference", "Reference", CellKind::text, true, 100},
    {"child_reference", "Child's reference", CellKind::text, true, 100},
    {"referred_on", "Referred on", CellKind::date, true},
    {"source", "Source", CellKind::code},
    {"area", "Area", CellKind::areas, false, 1000},
    {"step_outcome", "What social care did", CellKind::code},
    {"closed_on", "Closed on", CellKind::date},
});

std::span<Column const> columns_of(Door door);

// A column's place in its door's table, found while compiling; a wrong name does not compile.
template <std::size_t N>
consteval std::size_t place_of(std::array<Column, N> const& columns, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (columns[i].name == name) return i;
  throw "no such column";
}

// A header as it is compared: case, blanks, underscores, punctuation and accents gone. "Date of Birth" and
// "date_of_birth" are the same.
std::string comparable_header(std::string_view header);
// The place of the column that a header names, or nothing.
std::optional<std::size_t> find_column(Door door, std::string_view header);

}  // namespace kith::imports
