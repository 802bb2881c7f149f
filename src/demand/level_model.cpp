#include "demand/level_model.h"

#include <algorithm>
#include <cmath>

#include "demand/dice.h"
#include "demand/elementary.h"

namespace kith::demand {

namespace {

// Believed before anything is counted, nineteen times in twenty: a month of the year lies within some 40% of a usual
// one, the trend within some 10% a year. The first level is left to the counts.
constexpr double season_spread = 0.2, trend_spread = 0.05 / months_a_year, first_level_spread = 3;
constexpr std::array wanders = {0.003, 0.01, 0.02, 0.04, 0.08};
constexpr std::array unrests = {0.01, 0.03, 0.06, 0.12};

constexpr double precision(double spread) { return 1 / (spread * spread); }

// A symmetric matrix whose rows begin late: levels know their neighbours only, trend and seasons know all. Keeps what
// lies between the first number of a row and the diagonal.
class Envelope {
 public:
  Envelope(std::size_t narrow, std::size_t wide) {
    for (std::size_t i = 0; i < narrow + wide; ++i) {
      first_.push_back(i < narrow ? i - (i > 0 ? 1 : 0) : 0);
      start_.push_back(values_.size());
      values_.resize(values_.size() + i - first_.back() + 1);
    }
  }
  std::size_t size() const { return first_.size(); }
  void clear() { std::ranges::fill(values_, 0); }
  double& at(std::size_t i, std::size_t j) { return values_[start_[i] + j - first_[i]]; }
  double at(std::size_t i, std::size_t j) const { return values_[start_[i] + j - first_[i]]; }

  // L with L L' = this, in place. Positive as it is made: every level and every season has a prior.
  void factor() {
    for (std::size_t i = 0; i < size(); ++i)
      for (std::size_t j = first_[i]; j <= i; ++j) {
        double rest = at(i, j);
        for (std::size_t k = std::max(first_[i], first_[j]); k < j; ++k) rest -= at(i, k) * at(j, k);
        at(i, j) = i == j ? std::sqrt(rest) : rest / at(j, j);
      }
  }
  double log_determinant() const {
    double sum = 0;
    for (std::size_t i = 0; i < size(); ++i) sum += 2 * natural_log(at(i, i));
    return sum;
  }
  void solve(std::vector<double>& b) const {
    for (std::size_t i = 0; i < size(); ++i) {
      for (std::size_t k = first_[i]; k < i; ++k) b[i] -= at(i, k) * b[k];
      b[i] /= at(i, i);
    }
    for (std::size_t i = size(); i-- > 0;) {
      b[i] /= at(i, i);
      for (std::size_t k = first_[i]; k < i; ++k) b[k] -= at(i, k) * b[i];
    }
  }

 private:
  std::vector<std::size_t> first_, start_;
  std::vector<double> values_;
};

}  // namespace

class LevelFitting {
 public:
  LevelFitting(std::span<MonthCount const> months, LevelParts parts)
      : months_(months),
        has_more_(parts == LevelParts::trend_and_season),
        trend_(months.size()),
        matrix_(months.size(), has_more_ ? 1 + months_a_year : 0) {
    double counts = 0, expected = 0;
    for (auto const& month : months) {
      counts += month.count;
      expected += exponential(month.offset);
    }
    first_level_ = natural_log(counts / expected);
  }

  std::vector<LevelFit> all() {
    std::vector<LevelFit> fits;
    std::vector<double> evidence;
    std::vector<double> start(matrix_.size());
    std::fill_n(start.begin(), months_.size(), first_level_);
    for (double const wander : wanders)
      for (double const unrest : unrests) {
        at_ = start;
        wander_ = wander;
        unrest_ = unrest;
        settle();
        evidence.push_back(log_evidence());
        fits.push_back(fit());
      }
    double const best = *std::ranges::max_element(evidence);
    double sum = 0;
    for (double& value : evidence) sum += value = exponential(value - best);
    for (std::size_t i = 0; i < fits.size(); ++i) fits[i].weight = evidence[i] / sum;
    constexpr double nothing = 1e-4;
    std::erase_if(fits, [](LevelFit const& fit) { return fit.weight < nothing; });
    sum = 0;
    for (auto const& fit : fits) sum += fit.weight;
    for (auto& fit : fits) fit.weight /= sum;
    return fits;
  }

 private:
  std::size_t season(std::size_t t) const { return trend_ + 1 + static_cast<std::size_t>(months_[t].month); }
  double log_mean(std::size_t t) const {
    return std::clamp(months_[t].offset + at_[t] + (has_more_ ? at_[season(t)] : 0), -30.0, 30.0);
  }

  // Newton's way with the expected curvature, until nothing moves.
  void settle() {
    for (int round = 0; round < 60; ++round) {
      matrix_.clear();
      std::vector<double> right(matrix_.size());
      add_counts(right);
      add_beliefs(right);
      matrix_.factor();
      matrix_.solve(right);
      double moved = 0;
      for (std::size_t i = 0; i < right.size(); ++i) {
        // A long step is cut: far from the counts the curve is not what it is here.
        double const step = std::clamp(right[i] - at_[i], -1.0, 1.0);
        at_[i] += step;
        moved = std::max(moved, std::abs(step));
      }
      if (moved < 1e-9) return;
    }
  }
  void add_counts(std::vector<double>& right) {
    for (std::size_t t = 0; t < months_.size(); ++t) {
      double const mean = exponential(log_mean(t));
      double const share = 1 / (1 + unrest_ * unrest_ * mean);
      double const weight = mean * share;
      double const linear = at_[t] + (has_more_ ? at_[season(t)] : 0);
      double const pull = weight * linear + (months_[t].count - mean) * share;
      matrix_.at(t, t) += weight;
      right[t] += pull;
      if (!has_more_) continue;
      matrix_.at(season(t), t) += weight;
      matrix_.at(season(t), season(t)) += weight;
      right[season(t)] += pull;
    }
  }
  void add_beliefs(std::vector<double>& right) {
    matrix_.at(0, 0) += precision(first_level_spread);
    right[0] += precision(first_level_spread) * first_level_;
    double const step = precision(wander_);
    for (std::size_t t = 1; t < months_.size(); ++t) {
      matrix_.at(t, t) += step;
      matrix_.at(t - 1, t - 1) += step;
      matrix_.at(t, t - 1) -= step;
      if (!has_more_) continue;
      matrix_.at(trend_, t) -= step;
      matrix_.at(trend_, t - 1) += step;
      matrix_.at(trend_, trend_) += step;
    }
    if (!has_more_) return;
    matrix_.at(trend_, trend_) += precision(trend_spread);
    for (std::size_t i = trend_ + 1; i < matrix_.size(); ++i) matrix_.at(i, i) += precision(season_spread);
  }

  // How likely this pair of the grid makes the counts, but for what is the same for all.
  double log_evidence() const {
    double const shape = precision(unrest_);
    double sum = -0.5 * matrix_.log_determinant();
    for (std::size_t t = 0; t < months_.size(); ++t) {
      double const mean = exponential(log_mean(t));
      double const count = months_[t].count;
      sum += log_gamma(count + shape) - log_gamma(shape) - shape * natural_log(1 + mean / shape) +
             count * (log_mean(t) - natural_log(shape + mean));
    }
    auto const believe = [&](double off, double spread) { sum -= 0.5 * off * off * precision(spread); };
    believe(at_[0] - first_level_, first_level_spread);
    double const trend = has_more_ ? at_[trend_] : 0;
    for (std::size_t t = 1; t < months_.size(); ++t) {
      believe(at_[t] - at_[t - 1] - trend, wander_);
      sum -= natural_log(wander_);
    }
    believe(trend, trend_spread);
    for (std::size_t i = trend_ + 1; i < matrix_.size(); ++i) believe(at_[i], season_spread);
    return sum;
  }

  LevelFit fit() const {
    LevelFit fit;
    fit.wander = wander_;
    fit.unrest = unrest_;
    fit.has_more_ = has_more_;
    fit.levels_.assign(at_.begin(), at_.begin() + static_cast<std::ptrdiff_t>(months_.size()));
    fit.state_.level = fit.levels_.back();
    if (has_more_) {
      fit.state_.trend = at_[trend_];
      std::copy_n(at_.begin() + static_cast<std::ptrdiff_t>(trend_) + 1, months_a_year, fit.state_.season.begin());
    }
    for (std::size_t i = months_.size() - 1; i < matrix_.size(); ++i)
      for (std::size_t j = months_.size() - 1; j <= i; ++j) fit.last_factor_.push_back(matrix_.at(i, j));
    return fit;
  }

  std::span<MonthCount const> months_;
  bool has_more_;
  std::size_t trend_;  // the place of the trend; seasons follow it, levels go before
  Envelope matrix_;
  double first_level_ = 0, wander_ = 0, unrest_ = 0;
  std::vector<double> at_;
};

// Whoever stands last in the order of elimination needs no other: L' x = z is solved from the end.
LevelState LevelFit::draw(std::uint64_t key) const {
  constexpr std::size_t most = 2 + months_a_year;
  std::size_t const size = has_more_ ? most : 1;
  auto const factor = [&](std::size_t i, std::size_t j) { return last_factor_[i * (i + 1) / 2 + j]; };
  std::array<double, most> off{};
  for (std::size_t i = size; i-- > 0;) {
    off[i] = normal_quantile(unit(mixed(further(key, i))));
    for (std::size_t k = i + 1; k < size; ++k) off[i] -= factor(k, i) * off[k];
    off[i] /= factor(i, i);
  }
  auto state = state_;
  state.level += off[0];
  if (!has_more_) return state;
  state.trend += off[1];
  for (std::size_t month = 0; month < months_a_year; ++month) state.season[month] += off[2 + month];
  return state;
}

std::vector<LevelFit> fit_levels(std::span<MonthCount const> months, LevelParts parts) {
  return LevelFitting(months, parts).all();
}

LevelFit const& any_of(std::span<LevelFit const> fits, std::uint64_t key) {
  double left = unit(mixed(key));
  for (auto const& fit : fits)
    if ((left -= fit.weight) < 0) return fit;
  return fits.back();
}

}  // namespace kith::demand
