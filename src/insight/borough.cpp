// From counts to numbers: rates, shares and laws, each with what it rests on.
#include "insight/borough.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/working_days.h"
#include "demand/elementary.h"
#include "insight/borough_exits.h"
#include "insight/borough_layer.h"
#include "insight/borough_parts.h"
#include "insight/borough_returns.h"

namespace kith::insight {

namespace {

using demand::ArrivalFit;
using demand::EndCurve;
using demand::Law;
using profile::ScreeningOutcome;
using profile::StepOutcome;

// The stations that the records fill.
constexpr std::array<std::string_view, 7> filled = {
    "front door", "screening", "wait for assessment", "assessment", "plan", "referral", "child and family assessment"};
constexpr std::int64_t least_ends = 30;  // fewer ends than this say too little of how long things last

std::int64_t sum(auto const& counts) {
  std::int64_t all = 0;
  for (auto const& count : counts) all += count;
  return all;
}

// Some ends of the curve are too few, or never seen: nothing then.
std::optional<Law> recorded(EndCurve const& curve, std::uint32_t cause, bool never_ends) {
  auto law = demand::law_of(curve, cause, never_ends);
  if (!law) return std::nullopt;
  law->law.cured = 0;  // how many never do is the route's to say
  return std::move(law->law);
}

class Calibrating {
 public:
  Calibrating(BoroughCounts const& counts, demand::Model const& base, int horizon_days)
      : counts_(counts), base_(base), horizon_(horizon_days) {
    told_.window = counts.window;
    told_.steps = counts.steps;
    told_.today = counts.today;
    layer_.start = counts.today + 1;
    layer_.horizon_days = horizon_days;
  }

  Result<Calibration> all() {
    if (!is_borough(base_))
      return invalid("not_a_borough",
                     fmt::format("{}: has no stations called front door, screening, wait for assessment, assessment, "
                                 "plan, referral and child and family assessment, so that the records cannot fill "
                                 "it. Choose a scenario that lies over such a model.",
                                 base_.file));
    if (counts_.requests.size() < 28 || requests_in_all() == 0)
      return invalid("no_requests",
                     "The records hold less than four weeks of requests for help; a model cannot be made of them.");
    plans();
    waiting();
    coming_back();
    referrals();
    requests();
    caseload();
    std::ranges::move(inputs_kept(base_, layer_.plan.has_value()), std::back_inserter(told_.numbers));
    own_words();
    told_.layer = {"the calibration from the records", text_of(layer_)};
    return std::move(told_);
  }

 private:
  std::int64_t requests_in_all() const { return sum(counts_.outcomes); }
  double per_day(std::int64_t count, std::vector<demand::DayCount> const& days) const {
    return static_cast<double>(count) / static_cast<double>(days.size());
  }
  void tell(std::string name, double value, std::optional<std::pair<double, double>> range, std::int64_t counted,
            std::string unit) {
    BoroughNumber number{std::move(name), std::move(unit), value, {}, {}, counted, "the records"};
    if (range) number.low = range->first, number.high = range->second;
    told_.numbers.push_back(std::move(number));
  }
  void tell_share(std::string name, double share, std::int64_t of) {
    tell(std::move(name), share, wilson(share, static_cast<double>(std::max<std::int64_t>(of, 1))), of, "share");
  }
  void tell_law(std::string name, EndCurve const& curve, Law const& law) {
    tell(std::move(name), mean_of(law), std::nullopt, curve.spells, "days, mean");
    if (auto const median = curve.median()) tell("  of these, half have ended by", *median, {}, 0, "days");
  }
  void too_few(std::string_view what, std::int64_t ends) {
    told_.notes.push_back(
        fmt::format("{}: the records have seen {} end, fewer than {}, so the model keeps the assumed "
                    "number.",
                    what, ends, least_ends));
  }

  // How long a plan stays open, and whether it ends with social care: competing ends.
  void plans() {
    plan_mean_ = std::max(1.0, mean_days(station("plan").service));
    auto const ends = counts_.plan.ended(1) + counts_.plan.ended(2);
    if (ends < least_ends) return too_few("How long a plan is open", ends);
    auto const curve = demand::ends_of(counts_.plan.spells(), 2);
    auto const& last = curve.steps.back().ended;
    stepped_up_ = last[1] / (last[0] + last[1]);
    layer_.plan = recorded(curve, 0, false);
    tell_law("A plan is open", curve, *layer_.plan);
    plan_mean_ = mean_of(*layer_.plan);
    tell_share("Plans that end with a referral to social care", stepped_up_, ends);
    layer_.plan_to_referral = stepped_up_;
    layer_.plan_spread = normal_reach / std::sqrt(static_cast<double>(ends));
  }

  // From the request to the plan: the wait, and of it an assessment whose length is an input.
  void waiting() {
    auto const ends = counts_.to_allocation.ended(1);
    if (ends < least_ends) {
      too_few("From a request that is to progress to a plan", ends);
      auto const come =
          per_day(counts_.outcomes[static_cast<std::size_t>(ScreeningOutcome::progress_pathway)], counts_.requests);
      assume_under_way("wait for assessment", come, "help");
      assume_under_way("assessment", come, "help");
      return lone_plans(assumed("assessment", "plan"));
    }
    auto const curve = demand::ends_of(counts_.to_allocation.spells(), 2);
    lone_plans(std::min(1.0, curve.steps.back().ended[0]));
    tell_share("Requests that are to progress, and get a plan", layer_.assessment_to_plan,
               counts_.to_allocation.ended(0) + ends);
    auto const lag = recorded(curve, 1, false);
    lag_days_ = mean_of(*lag);
    tell("From the request to the plan", lag_days_, {}, ends, "days, mean");
    double const input = mean_days(station("assessment").service);
    double const assessed = std::min(input, lag_days_ / 2);
    if (assessed < input)
      told_.notes.push_back(
          fmt::format("An assessment is assumed to take {:.3g} days, but only {:.3g} pass from request "
                      "to plan: half of them are taken for it.",
                      input, lag_days_));
    layer_.assessment_days = assessed < input ? std::optional(assessed) : std::nullopt;
    layer_.wait = *lag;
    for (auto& days : layer_.wait->values_days) days *= lag_days_ > 0 ? 1 - assessed / lag_days_ : 1;
    layer_.waiting_ages = young_enough(curve, counts_.open_to_allocation);
  }
  // What requests do not lead to comes by itself: second children, and plans whose request is not on record. The total
  // is the records' own either way.
  void lone_plans(double share) {
    auto const progressed =
        static_cast<double>(counts_.outcomes[static_cast<std::size_t>(ScreeningOutcome::progress_pathway)]);
    auto const made = static_cast<double>(counts_.allocations);
    layer_.assessment_to_plan = progressed > 0 ? std::min(share, made / progressed) : 0;
    double const alone = made - progressed * layer_.assessment_to_plan;
    layer_.lone_plans.outcome = "help";
    layer_.lone_plans.rate_per_day = alone > 0.5 ? alone / static_cast<double>(counts_.requests.size()) : 0;
    tell("Plans without a request of their own, a day", layer_.lone_plans.rate_per_day, {}, counts_.allocations,
         "a day");
  }
  void coming_back() {
    auto const curve = demand::ends_of(counts_.to_return.spells(), 2);
    auto const ends = counts_.to_return.ended(1);
    if (ends < least_ends || !layer_.plan) {
      layer_.back_after = within_a_year();
      layer_.plan_to_door = std::min(assumed("plan", "front door"), 1 - stepped_up_);
      to_door_ = {
          closings() * layer_.plan_to_door, *layer_.back_after,
          on_the_way(
              counts_.away_after_plan, *layer_.back_after, layer_.plan_to_door,
              [&, come = ComeBy(*layer_.back_after)](double days) { return 1 - layer_.plan_to_door * come(days); }, 0,
              horizon_)};
      return too_few("Coming back after a closed plan", ends);
    }
    auto const still_away = [&](double days) { return curve.going_on_after(days); };
    for (int const months : {3, 6, 12})
      tell(fmt::format("Asked again and got a new plan within {} months of closing one", months),
           curve.ended_by(months * 365.0 / 12, 1), {}, curve.spells, "share");
    layer_.back_after = recorded(curve, 1, true);
    auto last = curve.steps.back().ended;
    last[0] *= keep_up_to(followed(), *layer_.back_after);
    // They asked before they got their plan, and not all who ask get one.
    layer_.plan_to_door = std::min(last[0] / std::max(layer_.assessment_to_plan, 0.5), 1 - stepped_up_);
    to_door_.before =
        on_the_way(counts_.away_after_plan, *layer_.back_after, layer_.plan_to_door, still_away, lag_days_, horizon_);
    for (auto& days : layer_.back_after->values_days) days = std::max(0.0, days - lag_days_);
    to_door_.after = *layer_.back_after;
    to_door_.leave_a_day = closings() * layer_.plan_to_door;
    // Others get their next plan without a request of their own: they are some of those who come so.
    if (counts_.to_return.ended(2) < least_ends) return;
    layer_.next_plan_after = recorded(curve, 2, true);
    last[1] *= keep_up_to(followed(), *layer_.next_plan_after);
    layer_.plan_to_plan = std::min(last[1], 1 - stepped_up_ - layer_.plan_to_door);
    Returning next{
        closings() * layer_.plan_to_plan, *layer_.next_plan_after,
        on_the_way(counts_.away_after_plan, *layer_.next_plan_after, layer_.plan_to_plan, still_away, 0, horizon_)};
    bring_back(layer_.lone_plans, next, "plan", "help");
  }
  // Nobody comes in the run who is away for longer.
  double followed() const { return std::max(followed_days, horizon_); }
  // Plans closed a day: open plans over how long they last, by Little's law.
  double closings() const { return static_cast<double>(sum(counts_.open_plans)) / plan_mean_; }

  // Takes off a stream whom the model brings back by itself, and sends those who are on their way when it begins.
  void bring_back(demand::Arrival& stream, Returning& returning, std::string station, std::string outcome) {
    if (returning.keep_within(stream.rate_per_day, horizon_))
      told_.notes.push_back(fmt::format(
          "{}: by the records more would come back than come at all. Perhaps they know the past only of those who did; "
          "fewer are taken to be on their way.",
          station));
    auto const by_day = returning.by_day(horizon_);
    take_off(stream, horizon_,
             [&](double day) { return by_day[std::min(static_cast<std::size_t>(day), by_day.size() - 1)]; });
    if (auto const count = std::llround(returning.before.count); count > 0)
      layer_.under_way.push_back({std::move(station), count, returning.before.after, std::move(outcome), true});
  }

  void referrals() {
    auto const assessed = counts_.step_counts[static_cast<std::size_t>(StepOutcome::cf_assessment)];
    auto const all = counts_.all_referrals;
    if (all == 0) {
      layer_.referrals.rate_per_day = 0;
      told_.notes.emplace_back("There are no referrals to social care in the records' window.");
      return;
    }
    layer_.assessed = static_cast<double>(assessed) / static_cast<double>(all);
    tell_share("Referrals that lead to a child and family assessment", layer_.assessed, all);
    assessment_mean_ = mean_days(station("child and family assessment").service);
    if (auto const ends = counts_.assessment.ended(1); ends >= least_ends) {
      auto const curve = demand::ends_of(counts_.assessment.spells(), 1);
      layer_.assessment = recorded(curve, 0, false);
      assessment_mean_ = mean_of(*layer_.assessment);
      tell_law("A child and family assessment lasts", curve, *layer_.assessment);
    } else {
      too_few("How long a child and family assessment lasts", ends);
    }
    auto const away = away_after_assessment(counts_, layer_.assessment.has_value(), assessment_mean_);
    auto const curve = demand::ends_of(counts_.to_re_referral.spells(), 2);
    if (counts_.to_re_referral.ended(1) >= least_ends && layer_.assessed > 0) {
      tell("Referred again within 12 months", curve.ended_by(365, 1), {}, curve.spells, "share");
      layer_.referred_again_after = recorded(curve, 1, true);
      // Only those who were assessed come back in the model, so more of them do.
      double const again = curve.steps.back().ended[0] * keep_up_to(followed(), *layer_.referred_again_after);
      layer_.assessment_to_referral = std::min(0.95, again / layer_.assessed);
      to_referral_.before = on_the_way(
          away, *layer_.referred_again_after, again, [&](double days) { return curve.going_on_after(days); }, 0,
          horizon_);
      for (auto& days : layer_.referred_again_after->values_days) days = std::max(0.0, days - assessment_mean_);
    } else {
      layer_.referred_again_after = within_a_year();
      layer_.assessment_to_referral = assumed("child and family assessment", "referral");
      double const again = layer_.assessment_to_referral * layer_.assessed;
      to_referral_.before = on_the_way(
          away, *layer_.referred_again_after, again,
          [&, come = ComeBy(*layer_.referred_again_after)](double days) {
            return 1 - again * come(days - assessment_mean_);
          },
          -assessment_mean_, horizon_);
      too_few("Being referred again", counts_.to_re_referral.ended(1));
    }
    layer_.referrals = arrivals(counts_.referrals, "Referrals from outside, a day");
    to_referral_.after = *layer_.referred_again_after;
    to_referral_.leave_a_day = per_day(all, counts_.referrals) * layer_.assessed * layer_.assessment_to_referral;
    bring_back(layer_.referrals, to_referral_, "referral", "");
  }

  // The rate of the whole door from the records, less those whom the model itself brings back: so that nobody counts
  // twice, and today's total is the records' own.
  void requests() {
    layer_.requests = arrivals(counts_.requests, "Requests for help, a day");
    layer_.requests_spread = spread_;
    double const whole = layer_.requests.rate_per_day;
    bring_back(layer_.requests, to_door_, "front door", "help");
    auto const of = [&](ScreeningOutcome outcome) {
      return static_cast<double>(counts_.outcomes[static_cast<std::size_t>(outcome)]);
    };
    double const all = static_cast<double>(requests_in_all() - counts_.still_screened);
    double back = 0;
    for (auto const come : to_door_.by_day(horizon_)) back += come / horizon_;
    double const share_back = whole > 0 ? std::min(back / whole, of(ScreeningOutcome::progress_pathway) / all) : 0;
    auto const newcomers = [&](double count) { return count / all / (1 - share_back); };
    layer_.outcomes = {
        {"universal", newcomers(of(ScreeningOutcome::continue_universal))},
        {"advice", newcomers(of(ScreeningOutcome::information_advice))},
        {"open case", newcomers(of(ScreeningOutcome::link_existing))},
        {"help", (of(ScreeningOutcome::progress_pathway) / all - share_back) / (1 - share_back)},
        {"social care", newcomers(of(ScreeningOutcome::transfer_social_care))},
    };
    double rest = 1;
    for (auto const& [name, share] : layer_.outcomes) rest -= share;
    layer_.outcomes.emplace_back("not recorded", std::max(0.0, rest));
    for (auto const& member : members_of<ScreeningOutcome>) {
      if (member.value == ScreeningOutcome::to_be_completed) continue;
      tell_share(fmt::format("Screened: {}", member.label), of(member.value) / all, static_cast<std::int64_t>(all));
    }
    auto const transfers = counts_.outcomes[static_cast<std::size_t>(ScreeningOutcome::transfer_social_care)];
    layer_.transfers_met =
        transfers > 0 ? std::min(1.0, static_cast<double>(counts_.transfers_met) / static_cast<double>(transfers)) : 1;
    tell_share("Transfers to social care with a referral within four weeks", layer_.transfers_met, transfers);
  }

  demand::Arrival arrivals(std::vector<demand::DayCount> const& days, std::string const& name) {
    auto fitted = borough_arrivals(days, name, layer_.start, horizon_);
    std::ranges::move(fitted.numbers, std::back_inserter(told_.numbers));
    std::ranges::move(fitted.notes, std::back_inserter(told_.notes));
    spread_ = fitted.spread;
    return fitted.arrival;
  }

  void caseload() {
    for (auto const& open : base_.open)
      if (std::ranges::find(filled, open.station) != filled.end())
        layer_.open_of_base.emplace_back(open.station, open.on_the_way);
    layer_.ways_out = ways_out(base_, counts_);
    layer_.open_screening = sum(counts_.open_screening);
    layer_.open_plans = counts_.open_plans;
    layer_.open_assessments = counts_.open_assessments;
    if (!layer_.assessment) {
      // Where nobody records when they close, all would seem open.
      layer_.open_assessments.clear();
      assume_under_way("child and family assessment",
                       per_day(counts_.all_referrals, counts_.referrals) * layer_.assessed, "");
    }
    tell("Open now: plans", static_cast<double>(sum(layer_.open_plans)), {}, sum(layer_.open_plans), "people");
    tell("Open now: waiting for a plan", static_cast<double>(sum(layer_.waiting_ages)), {},
         sum(counts_.open_to_allocation), "people");
    tell("Open now: not yet screened", static_cast<double>(layer_.open_screening), {}, layer_.open_screening, "people");
    if (layer_.assessment)
      tell("Open now: being assessed by social care", static_cast<double>(sum(layer_.open_assessments)), {},
           sum(counts_.open_assessments), "people");
  }

  // What the shipped file says of the published year is not this council's.
  void own_words() {
    for (auto const& illustration : base_.illustrations) layer_.illustrations.push_back(illustration.name);
    auto const a_year = [&](ScreeningOutcome outcome) {
      return fmt::format("{:.0f} a year in the records",
                         365.0 * static_cast<double>(counts_.outcomes[static_cast<std::size_t>(outcome)]) /
                             static_cast<double>(counts_.requests.size()));
    };
    for (auto const& watch : base_.watches)
      if (watch.from == "screening")
        layer_.watched.emplace_back(watch.name, a_year(watch.to == "referral" ? ScreeningOutcome::transfer_social_care
                                                                              : ScreeningOutcome::progress_pathway));
  }

  // As many as come in the time that it is assumed to take; of a gamma law of shape 4 they have 5/8 of it left.
  void assume_under_way(std::string name, double come_a_day, std::string outcome) {
    double const mean = mean_days(station(name).service);
    auto const count = std::llround(come_a_day * mean);
    if (count <= 0) return;
    told_.numbers.push_back({fmt::format("Assumed at {}: who comes in the time it takes", name),
                             "people",
                             static_cast<double>(count),
                             {},
                             {},
                             0,
                             "the file of inputs"});
    Law remaining;
    remaining.mean_days = mean * 0.625;
    layer_.under_way.push_back({std::move(name), count, std::move(remaining), std::move(outcome), false});
  }
  // What the shipped model says of a route, where the records do not.
  double assumed(std::string_view from, std::string_view to) const {
    for (auto const& route : base_.routes)
      if (route.from == from && route.to == to) return route.probability;
    return 0;
  }
  demand::Station const& station(std::string_view name) const {
    return *std::ranges::find(base_.stations, name, &demand::Station::name);
  }

  BoroughCounts const& counts_;
  demand::Model const& base_;
  int horizon_;
  Calibration told_;
  BoroughLayer layer_;
  double spread_ = 0;  // of the last stream's rate, in logarithms
  double stepped_up_ = 0;
  double plan_mean_ = 1, lag_days_ = 0;
  double assessment_mean_ = 0;
  Returning to_door_, to_referral_;
};

}  // namespace

bool is_borough(demand::Model const& model) {
  return std::ranges::all_of(filled, [&](std::string_view name) {
    return std::ranges::find(model.stations, name, &demand::Station::name) != model.stations.end();
  });
}

Result<Calibration> calibrate(BoroughCounts const& counts, demand::Model const& base, int horizon_days) {
  return Calibrating(counts, base, horizon_days).all();
}

}  // namespace kith::insight
