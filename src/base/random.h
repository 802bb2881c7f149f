// Randomness comes in as a value: the system's own for people, a seeded one for the demo borough and for tests.
#pragma once

#include <cstdint>
#include <span>

namespace kith {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;

  // A number in [0, below), each equally likely. `below` must be above zero.
  std::uint64_t number(std::uint64_t below);
  // A number in [0, 1), 53 bits fine.
  double fraction();
};

// The operating system's generator, through libsodium. Safe for keys, salts, tokens and ids.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

// The same seed gives the same stream on every machine (ChaCha20, libsodium's deterministic generator). Never for keys
// of a real system.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(std::span<std::uint8_t> bytes) override;

 private:
  void refill();

  std::uint8_t key_[32] = {};
  std::uint64_t block_ = 0;
  std::uint8_t buffer_[4096] = {};
  std::size_t used_ = sizeof(buffer_);
};

}  // namespace kith
