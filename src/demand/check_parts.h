// The checks of a model's parts, each adding what it finds to one list of faults.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "demand/check_model.h"

namespace kith::demand {

inline bool is_amount(double number) { return std::isfinite(number) && number >= 0; }

struct Check {
  Model const& model;
  Faults& faults;
  std::set<std::string_view> stations, classes, outcomes, caseloads, places;  // places: stations and exits

  void law(std::string const& path, std::string const& part, std::string_view key, Law const& law) {
    if (auto const fault = fault_of(law))
      faults.add("bad_law", path + "." + std::string(key), part, fmt::format("{}: the law {}.", key, *fault));
  }
  void known(std::set<std::string_view> const& names, std::string const& path, std::string const& part,
             std::string_view key, std::string_view kind, std::string const& name) {
    if (names.contains(name)) return;
    std::vector<std::string_view> const all(names.begin(), names.end());
    faults.add("unknown_name", path + "." + std::string(key), part,
               fmt::format("{}: there is no {} called \"{}\"; the model has {}.", key, kind, name,
                           all.empty() ? "none" : fmt::format("{}", fmt::join(all, ", "))));
  }
  void amount(std::string const& path, std::string const& part, std::string_view key, double number) {
    if (!is_amount(number))
      faults.add("negative", path + "." + std::string(key), part,
                 fmt::format("{}: {} is not possible; it must be a number, 0 or above.", key, number));
  }
  void factors(std::string const& path, std::string const& part, std::string_view key,
               std::vector<double> const& numbers, std::size_t count) {
    if (numbers.empty()) return;
    if (numbers.size() != count)
      faults.add("wrong_count", path + "." + std::string(key), part,
                 fmt::format("{}: needs {} numbers, not {}.", key, count, numbers.size()));
    for (double number : numbers) amount(path, part, key, number);
  }

  template <class Part>
  std::set<std::string_view> names(std::vector<Part> const& parts, std::string_view kind) {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      std::string const path = fmt::format("{}[{}].name", kind, i);
      if (parts[i].name.empty()) faults.add("missing", path, std::string(kind), "name: every one needs a name.");
      if (!names.insert(parts[i].name).second)
        faults.add("twice", path, fmt::format("{} \"{}\"", kind, parts[i].name),
                   "name: two have this name; change one.");
    }
    return names;
  }

  void run();
  void arrival(std::size_t i);
  void station(std::size_t i);
  void uncertain();
  void extras();
  void rest();
  void all();
};

}  // namespace kith::demand
