#include "insight/borough_exits.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace kith::insight {

namespace {

using profile::ScreeningOutcome;
using profile::StepOutcome;

// Which step an exit of the shipped model stands for.
std::optional<StepOutcome> step_of_exit(std::string_view exit) {
  struct Name {
    std::string_view exit;
    StepOutcome step;
  };
  using enum StepOutcome;
  constexpr auto names = std::to_array<Name>({
      {"transfer of a child protection plan from elsewhere", cp_transfer_ola},
      {"no further action", no_further_action},
      {"step not recorded", not_recorded},
      {"occupational therapy assessment", ot_assessment},
      {"information and advice by social care", information_advice},
      {"referral to another agency", referral_other_agency},
      {"transfer to early help", transfer_early_help},
      {"update of a pathway plan", update_pathway_plan},
  });
  auto const* const found = std::ranges::find(names, exit, &Name::exit);
  return found == names.end() ? std::nullopt : std::optional{found->step};
}

double count_of(BoroughCounts const& counts, StepOutcome outcome) {
  return static_cast<double>(counts.step_counts[static_cast<std::size_t>(outcome)]);
}
double count_of(BoroughCounts const& counts, ScreeningOutcome outcome) {
  return static_cast<double>(counts.outcomes[static_cast<std::size_t>(outcome)]);
}

}  // namespace

std::vector<BoroughLayer::WayOut> ways_out(demand::Model const& base, BoroughCounts const& counts) {
  std::vector<BoroughLayer::WayOut> ways;
  double const unfinished =
      count_of(counts, ScreeningOutcome::to_be_completed) - static_cast<double>(counts.still_screened);
  double const not_recorded = unfinished + count_of(counts, ScreeningOutcome::unknown);
  auto const referrals = static_cast<double>(counts.all_referrals);
  for (auto const& route : base.routes) {
    if (std::ranges::find(base.exits, route.to, &demand::Exit::name) == base.exits.end()) continue;
    auto const takes = [&](double share) { ways.push_back({route.from, route.to, route.outcome, share}); };
    if (route.from == "referral" && referrals > 0) {
      auto const step = step_of_exit(route.to);
      takes(step ? count_of(counts, *step) / referrals : 0);
    } else if (route.from == "screening" && route.outcome == "not recorded") {
      double const share = not_recorded > 0 ? unfinished / not_recorded : 0;
      takes(route.to == "screening to be completed" ? share : 1 - share);
    }
  }
  return ways;
}

}  // namespace kith::insight
