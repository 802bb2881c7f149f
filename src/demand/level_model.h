// Counts of months as a negative-binomial regression whose level may wander: log of the mean = what is known beforehand
// (working days) + level + season of the month. The level moves from month to month by a trend and a random step
// (a local level model; Durbin and Koopman 2012, chapter 9); seasons and trend are drawn towards none as far as the
// counts do not say otherwise. How far the level wanders and how restless months are is not guessed: every pair of a
// grid is fitted and weighs as much as the counts make it likely (Laplace's approximation).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace kith::demand {

struct MonthCount {
  double count = 0;
  double offset = 0;  // natural logarithm of what the mean is a multiple of
  int month = 0;      // of the year, from 0
};

inline constexpr int months_a_year = 12;

// Where the level stands in the last month, how it goes on, and what each month of the year is worth; logarithms.
struct LevelState {
  double level = 0, trend = 0;  // trend: a month
  std::array<double, months_a_year> season{};
};

// The regression with one pair of the grid.
class LevelFit {
 public:
  double wander = 0;  // standard deviation of the level's step from one month to the next
  double unrest = 0;  // of a month's mean around what was expected, as a share of it
  double weight = 0;  // of all pairs; they add to 1

  LevelState mode() const { return state_; }
  // A state that the counts leave possible; equal keys, equal states.
  LevelState draw(std::uint64_t key) const;
  std::vector<double> const& levels() const { return levels_; }  // by month

 private:
  friend class LevelFitting;
  LevelState state_;
  std::vector<double> levels_;
  bool has_more_ = false;            // a trend and seasons beside levels
  std::vector<double> last_factor_;  // of the precision: the last level, the trend and the seasons; lower triangle
};

enum class LevelParts { level_only, trend_and_season };

// One fit for each pair that weighs anything. `months`: at least one, with a count above 0 among them.
std::vector<LevelFit> fit_levels(std::span<MonthCount const> months, LevelParts parts);

// The fit that the key falls on, each as often as it weighs.
LevelFit const& any_of(std::span<LevelFit const> fits, std::uint64_t key);

}  // namespace kith::demand
