#include "demand/survival.h"

#include <algorithm>
#include <cmath>

namespace kith::demand {
namespace {

// Everything that happens at one time.
struct Moment {
  double days;
  std::int64_t at_risk = 0;
  std::array<std::int64_t, most_causes> ended{};
  std::int64_t all = 0;
};

// Spells that end where they are first seen tell nothing.
bool tells(Spell const& spell) { return spell.until > spell.seen_from || (spell.until == 0 && spell.seen_from == 0); }

// From when on spells are seen, and how many: nearly all from the beginning, which is told apart so as not to be
// sorted. Watched from there, an end at once is seen too.
struct Entries {
  std::int64_t at_once = 0;
  std::vector<std::pair<double, std::int64_t>> later;  // in order
};
Entries entries_of(std::span<Spell const> spells) {
  Entries entries;
  for (auto const& spell : spells) {
    if (!tells(spell)) continue;
    if (spell.seen_from == 0)
      entries.at_once += spell.times;
    else
      entries.later.emplace_back(spell.seen_from, spell.times);
  }
  std::sort(entries.later.begin(), entries.later.end());
  return entries;
}

// Calls `use` with each moment at which some end, in order; `spells` stand in order of `until`.
template <class Use>
void for_each_moment(std::span<Spell const> spells, Use use) {
  auto const entries = entries_of(spells);
  std::int64_t gone = 0;
  std::int64_t entered = entries.at_once;
  auto entry = entries.later.begin();
  for (std::size_t i = 0; i < spells.size();) {
    Moment moment{spells[i].until};
    // Seen from before this time and not yet gone; whoever is lost at the very time is still at risk in it.
    for (; entry != entries.later.end() && entry->first < moment.days; ++entry) entered += entry->second;
    moment.at_risk = entered - gone;
    for (; i < spells.size() && spells[i].until == moment.days; ++i) {
      if (!tells(spells[i])) continue;
      gone += spells[i].times;
      if (spells[i].cause == 0) continue;
      moment.ended[spells[i].cause - 1] += spells[i].times;
      moment.all += spells[i].times;
    }
    if (moment.all > 0) use(moment);
  }
}

// The variance of the share ended by one cause at the last of `moments`, by the delta method.
double variance(std::vector<Moment> const& moments, EndCurve const& curve, std::size_t upto, std::size_t cause) {
  double sum = 0;
  for (std::size_t i = 0; i <= upto; ++i) {
    auto const n = static_cast<double>(moments[i].at_risk);
    auto const all = static_cast<double>(moments[i].all);
    auto const own = static_cast<double>(moments[i].ended[cause]);
    double const before = i == 0 ? 1 : curve.steps[i - 1].going_on;
    double const since = curve.steps[upto].ended[cause] - curve.steps[i].ended[cause];
    if (n > all) sum += since * since * all / (n * (n - all));
    sum += before * before * (n - own) * own / (n * n * n);
    sum -= 2 * since * before * own / (n * n);
  }
  return std::max(0.0, sum);
}

EndStep const* step_at(EndCurve const& curve, double days) {
  auto const after = std::upper_bound(curve.steps.begin(), curve.steps.end(), days,
                                      [](double at, EndStep const& step) { return at < step.days; });
  return after == curve.steps.begin() ? nullptr : &*std::prev(after);
}

}  // namespace

EndCurve ends_of(std::span<Spell const> spells, std::uint32_t causes, Errors errors) {
  if (!std::ranges::is_sorted(spells, {}, &Spell::until)) {
    std::vector<Spell> in_order(spells.begin(), spells.end());
    std::ranges::sort(in_order, {}, &Spell::until);
    return ends_of(in_order, causes, errors);
  }
  EndCurve curve;
  for (auto const& spell : spells) {
    if (!tells(spell)) continue;
    curve.spells += spell.times;
    if (spell.cause == 0) curve.censored += spell.times;
  }
  curve.steps.reserve(spells.size());
  std::vector<Moment> moments;
  EndStep step;
  for_each_moment(spells, [&](Moment const& moment) {
    auto const n = static_cast<double>(moment.at_risk);
    step.days = moment.days;
    step.at_risk = moment.at_risk;
    for (std::size_t c = 0; c < causes; ++c) step.ended[c] += step.going_on * static_cast<double>(moment.ended[c]) / n;
    step.going_on *= 1 - static_cast<double>(moment.all) / n;
    curve.steps.push_back(step);
    if (errors == Errors::wanted) moments.push_back(moment);
  });
  if (errors == Errors::left_out) return curve;
  // The errors are wanted at most at a hundred places; at all of them the work would be quadratic.
  std::size_t const stride = std::max<std::size_t>(1, curve.steps.size() / 100);
  for (std::size_t i = 0; i < curve.steps.size(); ++i)
    for (std::size_t c = 0; c < causes; ++c) {
      bool const own = i % stride == 0 || i + 1 == curve.steps.size();
      curve.steps[i].standard_error[c] =
          own ? std::sqrt(variance(moments, curve, i, c)) : curve.steps[i - 1].standard_error[c];
    }
  return curve;
}

double EndCurve::ended_by(double days, std::uint32_t cause) const {
  auto const* step = step_at(*this, days);
  return step == nullptr ? 0 : step->ended[cause - 1];
}

double EndCurve::going_on_after(double days) const {
  auto const* step = step_at(*this, days);
  return step == nullptr ? 1 : step->going_on;
}

std::optional<double> EndCurve::median() const {
  for (auto const& step : steps)
    if (step.going_on <= 0.5) return step.days;
  return std::nullopt;
}

std::optional<RecordedLaw> law_of(EndCurve const& curve, std::uint32_t cause, bool never_ends) {
  if (curve.steps.empty()) return std::nullopt;
  auto const share = [&](EndStep const& step) { return cause == 0 ? 1 - step.going_on : step.ended[cause - 1]; };
  RecordedLaw recorded;
  Law& law = recorded.law;
  law.kind = LawKind::empirical;
  double before = 0;
  for (auto const& step : curve.steps) {
    if (share(step) > before) {
      law.values_days.push_back(step.days);
      law.weights.push_back(share(step) - before);
    }
    before = share(step);
  }
  if (law.values_days.empty()) return std::nullopt;
  auto const& last = curve.steps.back();
  recorded.beyond = cause == 0 ? last.going_on : std::max(0.0, 1 - share(last));
  if (recorded.beyond < 1e-12) return recorded;
  if (never_ends) {
    law.cured = recorded.beyond;
    return recorded;
  }
  if (cause != 0) return recorded;  // of those who end so; how many do is the routes' to say
  // In the last third of the curve the share going on fell by so much in so many days.
  auto const& third = curve.steps[curve.steps.size() * 2 / 3];
  double const days = last.days - third.days;
  double const fell = days > 0 ? std::log(third.going_on / last.going_on) / days : 0;
  double const mean = fell > 0 ? 1 / fell : last.days;
  for (int piece = 0; piece < 4; ++piece) {
    // The mean of an exponential within each quarter of its probability.
    constexpr double quarter_means[] = {0.1370, 0.4779, 0.9981, 2.3870};
    law.values_days.push_back(last.days + mean * quarter_means[piece]);
    law.weights.push_back(recorded.beyond / 4);
  }
  return recorded;
}

}  // namespace kith::demand
