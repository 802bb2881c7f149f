// The model as shipped, scenarios/doncaster/today.toml, beside what has been published of Doncaster (the tables T1 to
// T3 of the scrutiny paper of 5 September 2019, and what follows from them, T4 and T5). Each published figure is one
// year as it was counted: it must be a year that the model could have lived, and unless it is small the model's mean
// year must be near it.
#include "demand/report.h"
#include "demand/summary.h"
#include "models.h"

#include <algorithm>
#include <filesystem>

using namespace kith::demand;
using doctest::Approx;

namespace {

class LivedYears {
 public:
  LivedYears()
      : model_(read_model(std::filesystem::path{KITH_SOURCE_DIR} / "scenarios/doncaster/today.toml").value()),
        lived_(run(model_, {.replications = 200})) {}

  SimulationResult const& lived() const { return lived_; }

  // `count` gives a replication's figure. 95 in 100 of the years lie within the interval; beside it, the mean year must
  // be within 2% of `published`, unless that is so small that chance alone moves the mean of 200 years as far.
  template <class Count>
  void hold(std::string const& what, double published, Count const& count, bool small = false) const {
    std::vector<double> years;
    double mean = 0;
    for (auto const& one : lived_.runs) {
      years.push_back(static_cast<double>(count(one)));
      mean += years.back() / static_cast<double>(lived_.runs.size());
    }
    std::ranges::sort(years);
    double const low = years[years.size() / 40];
    double const high = years[years.size() - 1 - years.size() / 40];
    CHECK_MESSAGE(low <= published, what, ": ", low, " to ", high, " for ", published);
    CHECK_MESSAGE(published <= high, what, ": ", low, " to ", high, " for ", published);
    if (!small) CHECK_MESSAGE(mean == Approx(published).epsilon(0.02), what, ": ", mean, " for ", published);
  }
  void hold_flow(std::string const& what, double published, std::string const& from, std::string const& to) const {
    constexpr double least = 100;
    hold(
        what, published, [&](ReplicationTally const& one) { return watched(model_, one, from, to); },
        published < least);
  }
  StationTally const& at(ReplicationTally const& one, std::string const& station) const {
    return one.stations[static_cast<std::size_t>(std::ranges::find(model_.stations, station, &Station::name) -
                                                 model_.stations.begin())];
  }
  double came(ReplicationTally const& one, std::string const& station) const {
    return static_cast<double>(at(one, station).arrivals);
  }
  // Person-days at a station.
  double days(ReplicationTally const& one, std::string const& station) const {
    auto const& tally = at(one, station);
    return static_cast<double>(tally.waiting_area + tally.busy_area) / ms_per_day;
  }
  double again(ReplicationTally const& one, std::string const& name) const {
    auto const watch = std::ranges::find(model_.watches, name, &Watch::name);
    REQUIRE_MESSAGE(watch != model_.watches.end(), name);
    return watched_a_year(model_, one, *watch).value();
  }

 private:
  Model model_;
  SimulationResult lived_;
};

// Lived once for all cases.
LivedYears const& year() {
  static LivedYears const years;
  return years;
}

}  // namespace

TEST_CASE("The model's year holds every row of T1, enquiries by screening outcome") {
  auto const& y = year();
  y.hold("enquiries", 6455, [&](auto const& one) { return y.came(one, "front door"); });
  y.hold_flow("continue with universal services", 3042, "screening", "continue with universal services");
  y.hold_flow("information and advice", 34, "screening", "information and advice");
  y.hold_flow("link to an open case", 830, "screening", "link to an open case");
  y.hold_flow("progress to the pathway", 2200, "screening", "wait for assessment");
  y.hold_flow("screening to be completed", 56, "screening", "screening to be completed");
  y.hold_flow("transfer to social care", 289, "screening", "referral");
  y.hold_flow("unknown", 4, "screening", "outcome unknown");
}

TEST_CASE(
    "The model's year holds T2: allocations, and of whom a plan had been closed, or allocated, within the year "
    "before") {
  auto const& y = year();
  auto const closed = "Allocated within twelve months of a closing";
  auto const allocated = "Allocated within twelve months of an allocation";
  y.hold("allocations", 2061, [&](auto const& one) { return y.came(one, "plan"); });
  y.hold("previously closed", 365, [&](auto const& one) { return y.again(one, closed); });
  y.hold("previously allocated", 183, [&](auto const& one) { return y.again(one, allocated); });
  y.hold("share previously closed", 0.177, [&](auto const& one) { return y.again(one, closed) / y.came(one, "plan"); });
  y.hold("share previously allocated", 0.089,
         [&](auto const& one) { return y.again(one, allocated) / y.came(one, "plan"); });
}

TEST_CASE("The model's year holds every row of T3, referrals to social care by step, and re-referrals") {
  auto const& y = year();
  auto const before = "Referred within twelve months of a referral";
  y.hold("referrals", 4567, [&](auto const& one) { return y.came(one, "referral"); });
  y.hold("re-referrals", 1217, [&](auto const& one) { return y.again(one, before); });
  y.hold("share of re-referrals", 0.266,
         [&](auto const& one) { return y.again(one, before) / y.came(one, "referral"); });
  y.hold_flow("child and family assessment", 4385, "referral", "child and family assessment");
  y.hold_flow("protection plan from elsewhere", 38, "referral", "transfer of a child protection plan from elsewhere");
  y.hold_flow("no further action", 24, "referral", "no further action");
  y.hold_flow("not recorded", 3, "referral", "step not recorded");
  y.hold_flow("occupational therapy", 1, "referral", "occupational therapy assessment");
  y.hold_flow("information and advice", 63, "referral", "information and advice by social care");
  y.hold_flow("another agency", 9, "referral", "referral to another agency");
  y.hold_flow("transfer to early help", 39, "referral", "transfer to early help");
  y.hold_flow("pathway plan", 5, "referral", "update of a pathway plan");
}

TEST_CASE(
    "The model's year holds what T4 and T5 say of flows: open plans, days by Little's law, rates a day, allocation") {
  auto const& y = year();
  y.hold("T4.3 open plans at once", 1948, [&](auto const& one) { return y.days(one, "plan") / 365; });
  y.hold("T4.11 days to an assessment", 45,
         [&](auto const& one) { return y.days(one, "wait for assessment") / y.came(one, "wait for assessment"); });
  y.hold("T5 days a plan is open", 345, [&](auto const& one) { return y.days(one, "plan") / y.came(one, "plan"); });
  y.hold("T5 enquiries a day", 17.68, [&](auto const& one) { return y.came(one, "front door") / 365; });
  y.hold("T5 referrals a day", 12.51, [&](auto const& one) { return y.came(one, "referral") / 365; });
  y.hold("T5 allocated of those to progress", 0.937,
         [&](auto const& one) { return y.came(one, "plan") / y.came(one, "wait for assessment"); });
}

TEST_CASE("The model begins in its steady state, so that the years before the counted one do not lead up to it") {
  auto model = read_model(std::filesystem::path{KITH_SOURCE_DIR} / "scenarios/doncaster/today.toml").value();
  model.run.warm_up_days = 0;
  model.run.horizon_days = 365;
  auto const first = run(model, {.replications = 100});
  auto const& steady = year().lived();
  for (std::size_t s = 0; s < steady.stations.size(); ++s) {
    INFO(steady.stations[s].name);
    CHECK(*first.stations[s].in_system_mean.mean == Approx(*steady.stations[s].in_system_mean.mean).epsilon(0.03));
    CHECK(*first.stations[s].arrivals_per_day.mean == Approx(*steady.stations[s].arrivals_per_day.mean).epsilon(0.02));
  }
}

TEST_CASE("The report tells each way out, and of whoever comes again how many and what share") {
  auto const text = to_text(year().lived(), nullptr);
  CHECK(text.find("Ways out, a year") != std::string::npos);
  for (auto const& exit : year().lived().exits) CHECK_MESSAGE(text.find(exit.name) != std::string::npos, exit.name);
  auto const line = text.substr(text.find("Referred within twelve months of a referral"));
  CHECK(line.substr(0, line.find('\n')).find("; 26.") != std::string::npos);
  auto const json = to_json(year().lived(), nullptr);
  CHECK(json.find("\"exits\"") != std::string::npos);
  CHECK(json.find("\"share\"") != std::string::npos);
}
