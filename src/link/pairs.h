// Every pair of records that weighs at least the threshold, and none other.
#pragma once

#include <functional>
#include <vector>

#include "link/weights.h"

namespace kith::link {

struct Pair {
  RecordNumber a = 0;  // the earlier record; of the first file when two are linked
  RecordNumber b = 0;
  Weight weight = 0;

  bool operator==(Pair const&) const = default;
};

struct Search {
  unsigned threads = 1;
  RecordNumber every = 1;                     // only each so many-th record is `a`; for samples
  std::function<void(double)> progress = {};  // share of the work done; called from one thread at a time
  std::function<bool()> stop = {};            // asked now and then
};

// Best first, then by record. Stops early, with what there is, when `stop` says so.
std::vector<Pair> find_pairs(Index const& index, Weights const& weights, Weight threshold, Search const& search);

}  // namespace kith::link
