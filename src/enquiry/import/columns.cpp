#include "enquiry/import/columns.h"

#include <algorithm>

#include "base/text.h"

namespace kith::imports {

std::span<Column const> columns_of(Door door) {
  switch (door) {
    case Door::enquiries:
      return enquiry_columns;
    case Door::allocations:
      return allocation_columns;
    case Door::referrals:
      return referral_columns;
  }
  return {};
}

std::string comparable_header(std::string_view header) {
  std::string folded = fold(header);
  std::erase(folded, ' ');
  return folded.empty() ? std::string{trimmed(header)} : folded;  // "#" and "%" are headers too
}

std::optional<std::size_t> find_column(Door door, std::string_view header) {
  std::string const wanted = comparable_header(header);
  auto const columns = columns_of(door);
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (comparable_header(columns[i].name) == wanted) return i;
  return std::nullopt;
}

}  // namespace kith::imports
