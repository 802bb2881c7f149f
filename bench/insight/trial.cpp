// How long a change takes to try, from records to the first answer and to the refined one, step by step, and how long
// counting takes when there are many facts. The facts are invented, in the proportions that Doncaster published:
//   bench_insight_trial [years of Doncaster, 3 if absent] [scenario]
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "base/random.h"
#include "insight/trial.h"
#include "insight/trial_html.h"

namespace {

using namespace kith;
using namespace kith::insight;

Date const last_day = *Date::of(2026, 11, 20);

void measure(std::string_view what, auto const& work) {
  auto const start = std::chrono::steady_clock::now();
  auto const own = std::clock();
  work();
  auto const wall = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  fmt::print("{:<46} {:>9.1f} ms   processor {:>9.1f} ms\n", what, wall,
             1000.0 * static_cast<double>(std::clock() - own) / CLOCKS_PER_SEC);
}

class Invented {
 public:
  explicit Invented(double years) : days_(static_cast<int>(365.25 * years)) {
    auto const of = [&](double a_year) { return static_cast<int>(a_year * years); };
    children_ = of(5200);
    for (int i = of(6455); i > 0; --i) request();
    for (int i = of(4300); i > 0; --i) refer(any_day(), child());
    facts_.put_in_order(true);
  }
  FactTable const& facts() const { return facts_; }

 private:
  Date any_day() { return last_day - static_cast<int>(luck_.number(static_cast<std::uint64_t>(days_))); }
  std::string child() { return fmt::format("c{}", luck_.number(static_cast<std::uint64_t>(children_))); }
  int about(double mean) { return static_cast<int>(-mean * std::log(1 - luck_.fraction())); }
  void put(Counted kind, Date day, Date closed, std::string_view outcome, std::string const& child) {
    auto const end = closed <= last_day ? to_text(closed) : std::string{};
    facts_.put({kind, fmt::format("{}|{}|{}||f{}|{}|", to_text(day), end, outcome, child, child)});
  }
  void request() {
    auto const day = any_day();
    auto const who = child();
    double const luck = luck_.fraction();
    if (luck < 0.34) {
      put(Counted::requests, day, never, "progress_pathway", who);
      auto const allocated = day + 20 + about(25);
      if (allocated > last_day || luck_.fraction() > 0.93) return;
      auto const closed = allocated + about(345);
      put(Counted::allocations, allocated, closed, "", who);
      if (closed <= last_day && luck_.fraction() < 0.08) refer(closed, who);
    } else if (luck < 0.385) {
      put(Counted::requests, day, never, "transfer_social_care", who);
      if (day + 2 <= last_day) refer(day + 2, who);
    } else {
      put(Counted::requests, day, never, luck < 0.51 ? "link_existing" : "continue_universal", who);
    }
  }
  void refer(Date day, std::string const& who) {
    put(Counted::referrals, day, day + 10 + about(30), luck_.fraction() < 0.96 ? "cf_assessment" : "information_advice",
        who);
  }

  SeededRandom luck_{5};
  int days_, children_ = 1;
  FactTable facts_;
};

}  // namespace

int main(int count, char** arguments) {
  double const years = count > 1 ? std::atof(arguments[1]) : 3;
  std::string const name = count > 2 ? arguments[2] : "group-takes-anyone";
  Invented const borough(years);
  fmt::print("{} facts\n", borough.facts().size());
  auto const window = *window_of(borough.facts(), last_day);
  std::optional<BoroughCounts> counts;
  measure("count the borough", [&] { counts = count_borough(borough.facts(), window, window); });
  auto const folder = scenarios_folder();
  if (!folder) return fmt::print("{}\n", folder.error().sentence), 1;
  std::vector<ScenarioEntry> library;
  measure("read the library", [&] { library = scenario_library(*folder); });
  for (auto const& entry : library) {
    if (entry.name != name) continue;
    std::optional<Calibrated> calibrated;
    measure("calibrate", [&] { calibrated = *calibrated_for(*counts, entry.path, {}); });
    DayModels day(*counts);
    std::shared_ptr<TrialModels const> models;
    measure("the day's first models, calibration included", [&] { models = *day.of(entry, {}); });
    fmt::print("the calibrated layer holds {} characters\n", calibrated->calibration.layer.text.size());
    std::optional<TrialAnswer> answer;
    measure("the day's first answer", [&] { answer = *first_answer(*models); });
    auto const& lever = entry.levers.front();
    for (double const value : {lever.low, lever.value / 2})
      measure("a lever moved: models and first answer", [&] {
        models = *day.of(entry, {{lever.name, value}});
        answer = *first_answer(*models);
      });
    measure("as a page", [&] { (void)answer_html(*answer).source().size(); });
    measure("refined answer, today not lived yet", [&] { answer = *refined_answer(*models, {}); });
    for (unsigned const threads : {1u, std::thread::hardware_concurrency()})
      measure(fmt::format("refined answer, {} threads", threads), [&] {
        demand::Options options;
        options.threads = threads;
        answer = *refined_answer(*models, options);
      });
    fmt::print("{} events in all\n",
               answer->result.comparison.today.events + answer->result.comparison.tomorrow.events);
  }
  return 0;
}
