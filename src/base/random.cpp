#include "base/random.h"

#include <sodium.h>

#include <cstring>
#include <stdexcept>

namespace kith {

std::uint64_t Random::number(std::uint64_t below) {
  // Rejecting the short last stretch keeps every number equally likely.
  std::uint64_t const limit = UINT64_MAX - UINT64_MAX % below;
  std::uint64_t drawn = 0;
  do {
    std::uint8_t bytes[8];
    fill(bytes);
    std::memcpy(&drawn, bytes, sizeof(drawn));
  } while (drawn >= limit);
  return drawn % below;
}

double Random::fraction() {
  std::uint8_t bytes[8];
  fill(bytes);
  std::uint64_t drawn = 0;
  std::memcpy(&drawn, bytes, sizeof(drawn));
  return static_cast<double>(drawn >> 11) * 0x1p-53;
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  static bool const ready = sodium_init() >= 0;
  if (!ready) throw std::runtime_error("the random number generator of this machine could not be started");
  randombytes_buf(bytes.data(), bytes.size());
}

SeededRandom::SeededRandom(std::uint64_t seed) { std::memcpy(key_, &seed, sizeof(seed)); }

void SeededRandom::refill() {
  std::uint8_t seed[randombytes_SEEDBYTES];
  static_assert(randombytes_SEEDBYTES == sizeof(key_));
  std::memcpy(seed, key_, sizeof(key_));
  std::memcpy(seed + 16, &block_, sizeof(block_));
  ++block_;
  randombytes_buf_deterministic(buffer_, sizeof(buffer_), seed);
  used_ = 0;
}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
  for (auto& byte : bytes) {
    if (used_ == sizeof(buffer_)) refill();
    byte = buffer_[used_++];
  }
}

}  // namespace kith
