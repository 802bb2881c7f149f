// Random numbers by key, not by turn. A number is a hash of who it is for and what it decides, so that two scenarios
// give the same person the same luck: adding a team or a route does not shift everybody else's dice, and what differs
// between two runs is what the change did (common random numbers). It also makes a run the same for any number of
// threads. The hash is the finaliser of SplitMix64 (Steele, Lea and Flood 2014) over well-parted keys.
#pragma once

#include <cstdint>
#include <string_view>

#include "demand/elementary.h"

namespace kith::demand {

inline constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;  // 2^64 over the golden ratio, odd

inline std::uint64_t mixed(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

// The key of a further draw of the same person and purpose.
inline std::uint64_t further(std::uint64_t key, std::uint64_t turn) { return key + turn * golden; }

// The key a name stands for (FNV-1a, then mixed), the same wherever the name stands in the file.
inline std::uint64_t key_of(std::string_view name, std::string_view purpose) {
  std::uint64_t hash = 0xcbf29ce484222325;
  auto const take = [&](std::string_view text) {
    for (unsigned char c : text) hash = (hash ^ c) * 0x100000001b3;
    hash = (hash ^ 0xff) * 0x100000001b3;
  };
  take(purpose);
  take(name);
  return mixed(hash);
}

// Strictly between 0 and 1, 52 bits fine; the twelve lowest bits are left over for rounding_part.
inline double unit(std::uint64_t bits) { return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52; }
// From the bits that unit() does not use: strictly between 0 and 1, 12 bits fine.
inline double rounding_part(std::uint64_t bits) { return (static_cast<double>(bits & 0xfff) + 0.5) * 0x1p-12; }
// Exponential with mean 1.
inline double exponential_draw(std::uint64_t bits) { return -natural_log(unit(bits)); }

}  // namespace kith::demand
