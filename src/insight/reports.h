// The reports there are: what `kith report` alone lists.
#pragma once

#include <array>
#include <string_view>

namespace kith::insight {

struct ReportName {
  std::string_view name;
  std::string_view title;
  std::string_view summary;
};

inline constexpr auto report_names = std::to_array<ReportName>({
    {"demand", "Demand at the front door",
     "Requests by screening outcome, re-referrals, referrals to social care by step outcome, and potential reduction."},
});

}  // namespace kith::insight
