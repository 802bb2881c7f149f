// Data sets for development lie beside the repository, in ../shared/data, and are not part of it. A test that wants one
// and does not find it says so and does nothing.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

namespace kith::link::test {

inline std::filesystem::path shared_folder() {
  auto const* const elsewhere = std::getenv("KITH_SHARED");
  return elsewhere != nullptr ? std::filesystem::path{elsewhere}
                              : std::filesystem::path{KITH_SOURCE_DIR} / ".." / "shared";
}

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
