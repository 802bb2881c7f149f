// Every figure of the demand report, and the one place that says which records it counts. The report adds them up, the
// drill-down lists them; both walk the same rule, so a figure and its list cannot differ.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/closed_set.h"

namespace kith::insight {

// The tables of the report, by the names that links and drill() use.
enum class DemandTable { screening, re_referral, after_3m, after_6m, after_12m, steps, potential, balancing };
constexpr auto closed_set(DemandTable) {
  using enum DemandTable;
  return std::to_array<Member<DemandTable>>({
      {screening, "screening", "Requests for help, by screening outcome"},
      {re_referral, "re_referral", "Allocations, and those that came back"},
      {after_3m, "after_3m", "3 months after early help closed"},
      {after_6m, "after_6m", "6 months after early help closed"},
      {after_12m, "after_12m", "12 months after early help closed"},
      {steps, "steps", "Referrals to children's social care, by step outcome"},
      {potential, "potential", "What local help could take up at most"},
      {balancing, "balancing", "What to watch beside it"},
  });
}

// What a figure counts one of.
enum class Counted { requests, allocations, referrals };
constexpr auto closed_set(Counted) {
  using enum Counted;
  return std::to_array<Member<Counted>>({{requests, "requests", "requests"},
                                         {allocations, "allocations", "allocations"},
                                         {referrals, "referrals", "referrals"}});
}

// In the order of the report. The outcomes stand in the order of their closed sets.
enum class Figure : std::size_t {
  continue_universal,
  information_advice,
  link_existing,
  progress_pathway,
  to_be_completed,
  transfer_social_care,
  unknown,
  screening_total,
  allocations,
  closed_12m,
  allocated_12m,
  cf_assessment,
  cp_transfer_ola,
  no_further_action,
  not_recorded,
  ot_assessment,
  step_information_advice,
  referral_other_agency,
  transfer_early_help,
  update_pathway_plan,
  steps_total,
  re_referrals,
  front_door,
  social_care,
  back_higher_90d,
  stepped_up_90d,
  back_social_care_90d,
  back_early_help_3m,
  back_social_care_3m,
  sustained_3m,
  too_early_3m,
  all_closed_3m,
  allocated_again_3m,
  followed_3m,
  back_early_help_6m,
  back_social_care_6m,
  sustained_6m,
  too_early_6m,
  all_closed_6m,
  allocated_again_6m,
  followed_6m,
  back_early_help_12m,
  back_social_care_12m,
  sustained_12m,
  too_early_12m,
  all_closed_12m,
  allocated_again_12m,
  followed_12m,
};

struct FigureName {
  Figure figure;
  DemandTable table;
  std::string_view row;    // unique within its table
  std::string_view label;  // for rows that no profile has a word for
  Counted counted;
};

inline constexpr auto figure_names = std::to_array<FigureName>({
    {Figure::continue_universal, DemandTable::screening, "continue_universal", "", Counted::requests},
    {Figure::information_advice, DemandTable::screening, "information_advice", "", Counted::requests},
    {Figure::link_existing, DemandTable::screening, "link_existing", "", Counted::requests},
    {Figure::progress_pathway, DemandTable::screening, "progress_pathway", "", Counted::requests},
    {Figure::to_be_completed, DemandTable::screening, "to_be_completed", "", Counted::requests},
    {Figure::transfer_social_care, DemandTable::screening, "transfer_social_care", "", Counted::requests},
    {Figure::unknown, DemandTable::screening, "unknown", "", Counted::requests},
    {Figure::screening_total, DemandTable::screening, "total", "Total", Counted::requests},
    {Figure::allocations, DemandTable::re_referral, "allocations", "Allocations", Counted::allocations},
    {Figure::closed_12m, DemandTable::re_referral, "closed_12m", "Re-referrals: closed in the 12 months before",
     Counted::allocations},
    {Figure::allocated_12m, DemandTable::re_referral, "allocated_12m",
     "Re-referrals: allocated in the 12 months before", Counted::allocations},
    {Figure::cf_assessment, DemandTable::steps, "cf_assessment", "", Counted::referrals},
    {Figure::cp_transfer_ola, DemandTable::steps, "cp_transfer_ola", "", Counted::referrals},
    {Figure::no_further_action, DemandTable::steps, "no_further_action", "", Counted::referrals},
    {Figure::not_recorded, DemandTable::steps, "not_recorded", "", Counted::referrals},
    {Figure::ot_assessment, DemandTable::steps, "ot_assessment", "", Counted::referrals},
    {Figure::step_information_advice, DemandTable::steps, "information_advice", "", Counted::referrals},
    {Figure::referral_other_agency, DemandTable::steps, "referral_other_agency", "", Counted::referrals},
    {Figure::transfer_early_help, DemandTable::steps, "transfer_early_help", "", Counted::referrals},
    {Figure::update_pathway_plan, DemandTable::steps, "update_pathway_plan", "", Counted::referrals},
    {Figure::steps_total, DemandTable::steps, "total", "Total", Counted::referrals},
    {Figure::re_referrals, DemandTable::steps, "re_referrals", "Re-referrals: referred in the 12 months before",
     Counted::referrals},
    {Figure::front_door, DemandTable::potential, "front_door", "Requests: universal services, or advice",
     Counted::requests},
    {Figure::social_care, DemandTable::potential, "social_care", "Referrals: no further action, or advice",
     Counted::referrals},
    {Figure::back_higher_90d, DemandTable::balancing, "back_higher_90d",
     "Requests back within 90 days at a higher level", Counted::requests},
    {Figure::stepped_up_90d, DemandTable::balancing, "stepped_up_90d",
     "Requests stepped up to social care within 90 days", Counted::requests},
    {Figure::back_social_care_90d, DemandTable::balancing, "back_social_care_90d",
     "Referrals back within 90 days, and more needed", Counted::referrals},
    {Figure::back_early_help_3m, DemandTable::after_3m, "early_help", "Back to early help within 3 months",
     Counted::allocations},
    {Figure::back_social_care_3m, DemandTable::after_3m, "social_care", "To social care within 3 months",
     Counted::allocations},
    {Figure::sustained_3m, DemandTable::after_3m, "sustained", "Sustained at 3 months: neither of these",
     Counted::allocations},
    {Figure::too_early_3m, DemandTable::after_3m, "too_early", "Neither so far, and the 3 months are not over",
     Counted::allocations},
    {Figure::all_closed_3m, DemandTable::after_3m, "total", "Closed", Counted::allocations},
    {Figure::allocated_again_3m, DemandTable::after_3m, "allocated_again", "Of these, allocated again within 3 months",
     Counted::allocations},
    {Figure::followed_3m, DemandTable::after_3m, "followed", "Of these, still followed at 3 months",
     Counted::allocations},
    {Figure::back_early_help_6m, DemandTable::after_6m, "early_help", "Back to early help within 6 months",
     Counted::allocations},
    {Figure::back_social_care_6m, DemandTable::after_6m, "social_care", "To social care within 6 months",
     Counted::allocations},
    {Figure::sustained_6m, DemandTable::after_6m, "sustained", "Sustained at 6 months: neither of these",
     Counted::allocations},
    {Figure::too_early_6m, DemandTable::after_6m, "too_early", "Neither so far, and the 6 months are not over",
     Counted::allocations},
    {Figure::all_closed_6m, DemandTable::after_6m, "total", "Closed", Counted::allocations},
    {Figure::allocated_again_6m, DemandTable::after_6m, "allocated_again", "Of these, allocated again within 6 months",
     Counted::allocations},
    {Figure::followed_6m, DemandTable::after_6m, "followed", "Of these, still followed at 6 months",
     Counted::allocations},
    {Figure::back_early_help_12m, DemandTable::after_12m, "early_help", "Back to early help within 12 months",
     Counted::allocations},
    {Figure::back_social_care_12m, DemandTable::after_12m, "social_care", "To social care within 12 months",
     Counted::allocations},
    {Figure::sustained_12m, DemandTable::after_12m, "sustained", "Sustained at 12 months: neither of these",
     Counted::allocations},
    {Figure::too_early_12m, DemandTable::after_12m, "too_early", "Neither so far, and the 12 months are not over",
     Counted::allocations},
    {Figure::all_closed_12m, DemandTable::after_12m, "total", "Closed", Counted::allocations},
    {Figure::allocated_again_12m, DemandTable::after_12m, "allocated_again",
     "Of these, allocated again within 12 months", Counted::allocations},
    {Figure::followed_12m, DemandTable::after_12m, "followed", "Of these, still followed at 12 months",
     Counted::allocations},
});
inline constexpr std::size_t figure_count = figure_names.size();

// The figures of one table of what came after closings stand in this order; the same for 3, 6 and 12 months.
enum class After : std::size_t { early_help, social_care, sustained, too_early, closed, allocated_again, followed };
inline constexpr std::size_t after_count = 7;

constexpr std::size_t place_of(Figure figure) { return static_cast<std::size_t>(figure); }
// `horizon`: 0, 1, 2 for 3, 6, 12 months.
constexpr Figure figure_after(std::size_t horizon, After after) {
  return static_cast<Figure>(place_of(Figure::back_early_help_3m) + horizon * after_count +
                             static_cast<std::size_t>(after));
}
constexpr FigureName const& name_of(Figure figure) { return figure_names[place_of(figure)]; }

namespace detail {
consteval bool figures_stand_in_order() {
  for (std::size_t i = 0; i < figure_count; ++i)
    if (place_of(figure_names[i].figure) != i) return false;
  return true;
}
}  // namespace detail
static_assert(detail::figures_stand_in_order());
static_assert(figure_after(2, After::followed) == Figure::followed_12m &&
              place_of(Figure::followed_12m) + 1 == figure_count);

}  // namespace kith::insight
