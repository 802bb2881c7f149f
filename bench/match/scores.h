// How right a linkage is, given who everybody really is.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "link/pairs.h"

namespace kith::bench {

struct Score {
  double precision = 0;
  double recall = 0;
  double f1() const { return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0; }
};

// `people` says by record who it is. Of pairs at least `threshold`; across the two files when two are linked.
Score pairwise(link::Records const& records, std::span<link::Pair const> pairs, link::Weight threshold,
               std::span<std::uint64_t const> people);
// Bagga and Baldwin 1998: the mean over records of the share of its cluster that is right, and of its person found.
Score b_cubed(std::span<link::RecordNumber const> clusters, std::span<std::uint64_t const> people);

// Pairs in ten bins of equal count, by probability: what was said and what was so.
struct Bin {
  double said = 0;
  double so = 0;
  double standard_error = 0;
  double count = 0;
};
std::vector<Bin> calibration(std::span<link::Pair const> pairs, std::span<std::uint64_t const> people);
// The worst bin: how far off, in percentage points beyond two standard errors; 0 when all are within.
double worst_bin(std::span<Bin const> bins);

}  // namespace kith::bench
