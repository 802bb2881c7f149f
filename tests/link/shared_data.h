// A test that wants a development data set and does not find it says so and does nothing.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <optional>
#include <sstream>
#include <string>

#include "link/development_data.h"

namespace kith::link::test {

inline std::optional<std::string> shared_data(std::string const& name) {
  auto const path = shared_folder() / "data" / name;
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    MESSAGE("skipped: the development data set " << name << " is not beside the repository (../shared/data)");
    return std::nullopt;
  }
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace kith::link::test
