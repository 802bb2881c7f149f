// Records for the measurements: the invented borough, and development data that lie beside the repository.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "link/records.h"
#include "register.h"

namespace kith::bench {

// Records and who they really are; training never sees the people.
struct Known {
  link::Records records;
  std::vector<std::uint64_t> people;
  std::vector<std::uint64_t> households;  // of the borough only
  std::vector<std::size_t> origins;       // of the borough only
  std::vector<bool> registered;           // of the borough only: is there a record of this person in the first file?
};

link::Model borough_model();
// The register, and behind it what the agency knows when `with_agency`.
Known read_borough(std::uint64_t people, std::uint64_t seed, bool with_agency);

// FEBRL 1 to 3 with `number`, or RLdata500 with 0. nullopt when the data are not there.
std::optional<Known> read_development_data(int number);

}  // namespace kith::bench
