#include "insight/borough_layer.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <iterator>

namespace kith::insight {

namespace {

class Writing {
 public:
  explicit Writing(BoroughLayer const& layer) : layer_(layer) {}

  std::string all() {
    add("title = \"Today, from the records\"\n[run]\nstart = {}\nhorizon_days = {}\nwarm_up_days = 0\n",
        to_text(layer_.start), layer_.horizon_days);
    for (auto const& [name, share] : layer_.outcomes)
      add("[[outcome]]\nname = \"{}\"\nprobability = {}\n", name, share);
    arrival("enquiries", "front door", layer_.requests);
    arrival("referrals", "referral", layer_.referrals);
    if (layer_.lone_plans.rate_per_day > 0) arrival("plans without a request", "plan", layer_.lone_plans);
    station("wait for assessment", layer_.wait);
    station("plan", layer_.plan);
    station("child and family assessment", layer_.assessment);
    if (layer_.assessment_days)
      add("[[station]]\nname = \"assessment\"\nservice = {{law = \"gamma\", mean_days = {}, shape = 2}}\n",
          *layer_.assessment_days);
    routes();
    for (auto const& [station, on_the_way] : layer_.open_of_base)
      add("[[open]]\nstation = \"{}\"\non_the_way = {}\nremove = true\n", station, on_the_way);
    open("plan", layer_.open_plans, "outcome = \"help\"\n");
    open("wait for assessment", layer_.waiting_ages, "outcome = \"help\"\n");
    open("child and family assessment", layer_.open_assessments, "");
    for (auto const& [name, count, remaining, outcome, on_the_way] : layer_.under_way) {
      add("[[open]]\nstation = \"{}\"\ncount = {}\nremaining = {}\n", name, count, law(remaining));
      if (on_the_way) add("on_the_way = true\n");
      if (!outcome.empty()) add("outcome = \"{}\"\n", outcome);
    }
    if (layer_.open_screening > 0) add("[[open]]\nstation = \"screening\"\ncount = {}\n", layer_.open_screening);
    uncertain();
    for (auto const& name : layer_.illustrations) add("[[illustration]]\nname = \"{}\"\nremove = true\n", name);
    for (auto const& [name, says] : layer_.watched) add("[[watch]]\nname = \"{}\"\nsays = \"{}\"\n", name, says);
    return std::move(out_);
  }

 private:
  template <class... Values>
  void add(fmt::format_string<Values const&...> form, Values const&... values) {
    fmt::format_to(std::back_inserter(out_), form, values...);
  }
  // Tens of thousands of numbers, each the shortest text that reads as the same number.
  static std::string list(std::vector<double> const& numbers) {
    std::string text = "[";
    text.reserve(numbers.size() * 24);
    char digits[32];
    for (auto const number : numbers) {
      if (text.size() > 1) text += ", ";
      text.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
    }
    return text += ']';
  }
  static std::string law(demand::Law const& law) {
    if (law.kind == demand::LawKind::exponential)
      return fmt::format("{{law = \"exponential\", mean_days = {}}}", law.mean_days);
    return "{law = \"empirical\", values_days = " + list(law.values_days) + ", weights = " + list(law.weights) + "}";
  }

  void arrival(std::string_view name, std::string_view to, demand::Arrival const& arrival) {
    add("[[arrival]]\nname = \"{}\"\nto = \"{}\"\nrate_per_day = {}\ntrend_per_year = {}\n", name, to,
        arrival.rate_per_day, arrival.trend_per_year);
    if (!arrival.outcome.empty()) add("outcome = \"{}\"\n", arrival.outcome);
    add("weekday = {}\n", list(arrival.weekday.empty() ? std::vector<double>(7, 1) : arrival.weekday));
    if (arrival.season)
      add("season = {{amplitude = {}, period_days = {}, peak_day = {}}}\n", arrival.season->amplitude,
          arrival.season->period_days, arrival.season->peak_day);
    add("periods = [");
    for (auto const& period : arrival.periods)
      add("{{from_day = {}, to_day = {}, factor = {}}}, ", period.from_day, period.to_day, period.factor);
    add("]\n");
  }
  void station(std::string_view name, std::optional<demand::Law> const& service) {
    if (service) add("[[station]]\nname = \"{}\"\nservice = {}\n", name, law(*service));
  }
  void route(std::string_view from, std::string_view to, double probability, std::string_view more = "") {
    add("[[route]]\nfrom = \"{}\"\nto = \"{}\"\nprobability = {}\n{}", from, to, probability, more);
  }
  void routes() {
    route("assessment", "plan", layer_.assessment_to_plan);
    route("screening", "referral", layer_.transfers_met, "outcome = \"social care\"\n");
    route("referral", "child and family assessment", layer_.assessed);
    if (layer_.back_after)
      route("plan", "front door", layer_.plan_to_door, fmt::format("delay = {}\n", law(*layer_.back_after)));
    if (layer_.next_plan_after)
      route("plan", "plan", layer_.plan_to_plan, fmt::format("delay = {}\n", law(*layer_.next_plan_after)));
    for (auto const& [from, exit, outcome, probability] : layer_.ways_out)
      route(from, exit, probability, outcome.empty() ? "" : fmt::format("outcome = \"{}\"\n", outcome));
    if (layer_.plan_to_referral > 0) {
      route("plan", "referral", layer_.plan_to_referral);
      add("[[watch]]\nname = \"Plans that end with social care\"\nfrom = \"plan\"\nto = \"referral\"\n"
          "says = \"balancing measure\"\n");
    }
    if (layer_.referred_again_after)
      route("child and family assessment", "referral", layer_.assessment_to_referral,
            fmt::format("delay = {}\n", law(*layer_.referred_again_after)));
  }

  // Whoever has a plan, or is to have one, needed help.
  void open(std::string_view name, std::vector<std::int64_t> const& by_age, std::string_view outcome) {
    std::string ages;
    for (std::size_t age = 0; age < by_age.size(); ++age)
      for (std::int64_t i = 0; i < by_age[age]; ++i) fmt::format_to(std::back_inserter(ages), "{}, ", age);
    if (!ages.empty()) add("[[open]]\nstation = \"{}\"\nages_days = [{}]\n{}", name, ages, outcome);
  }

  void uncertain() {
    auto const range = [&](std::string_view part, std::string_view name, double spread) {
      if (spread > 0)
        add("[[uncertain]]\npart = \"{}\"\nname = \"{}\"\nlow = {}\nhigh = {}\nsource = \"What chance leaves open in "
            "the records\"\n",
            part, name, std::exp(-spread), std::exp(spread));
    };
    range("arrival", "enquiries", layer_.requests_spread);
    if (layer_.plan) range("station.service", "plan", layer_.plan_spread);
  }

  BoroughLayer const& layer_;
  std::string out_;
};

}  // namespace

std::string text_of(BoroughLayer const& layer) { return Writing(layer).all(); }

}  // namespace kith::insight
