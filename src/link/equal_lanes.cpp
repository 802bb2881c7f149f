#include "link/equal_lanes.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace kith::link {

namespace {
LaneMask known_lanes(std::span<std::uint32_t const> row) {
  LaneMask known = 0;
  for (std::size_t lane = 0; lane < row.size(); ++lane) known |= LaneMask{row[lane] != 0} << lane;
  return known;
}

void equal_scalar(std::span<std::uint32_t const> row, std::uint32_t const* others, std::span<LaneMask> equal) {
  LaneMask const known = known_lanes(row);
  for (auto& mask : equal) {
    mask = 0;
    for (std::size_t lane = 0; lane < row.size(); ++lane) mask |= LaneMask{row[lane] == others[lane]} << lane;
    mask &= known;
    others += row.size();
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) LaneMask equal_eight(__m256i row, std::uint32_t const* other) {
  auto const there = _mm256_loadu_si256(reinterpret_cast<__m256i const*>(other));
  return static_cast<LaneMask>(_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpeq_epi32(row, there))));
}

__attribute__((target("avx2"))) void equal_avx2(std::span<std::uint32_t const> row, std::uint32_t const* others,
                                                std::span<LaneMask> equal) {
  LaneMask const known = known_lanes(row);
  for (auto& mask : equal) mask = 0;
  for (std::size_t lane = 0; lane < row.size(); lane += lane_step) {
    auto const here = _mm256_loadu_si256(reinterpret_cast<__m256i const*>(row.data() + lane));
    auto const* other = others + lane;
    for (auto& mask : equal) {
      mask |= equal_eight(here, other) << lane;
      other += row.size();
    }
  }
  for (auto& mask : equal) mask &= known;
}

// Two rows of eight lanes fill a register.
__attribute__((target("avx512f"))) void equal_avx512(std::span<std::uint32_t const> row, std::uint32_t const* others,
                                                     std::span<LaneMask> equal) {
  if (row.size() != lane_step) return equal_avx2(row, others, equal);
  LaneMask const known = known_lanes(row);
  auto const here = _mm512_broadcast_i64x4(_mm256_loadu_si256(reinterpret_cast<__m256i const*>(row.data())));
  std::size_t i = 0;
  for (; i + 2 <= equal.size(); i += 2, others += 2 * lane_step) {
    LaneMask const both = _mm512_cmpeq_epi32_mask(here, _mm512_loadu_si512(others));
    equal[i] = both & 0xff & known;
    equal[i + 1] = both >> 8 & known;
  }
  equal_scalar(row, others, equal.subspan(i));
}
#endif
}  // namespace

EqualLanes equal_lanes(InstructionSet set) {
#if defined(__x86_64__)
  if (set == InstructionSet::avx512) return equal_avx512;
  if (set == InstructionSet::avx2) return equal_avx2;
#endif
  return equal_scalar;
}

}  // namespace kith::link
