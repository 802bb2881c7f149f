// The named ways out of the shipped model, filled from the records.
#pragma once

#include <vector>

#include "insight/borough_counts.h"
#include "insight/borough_layer.h"

namespace kith::insight {

// Where the base names the ways out, how many take each is the records' to say; one that they do not know nobody takes.
std::vector<BoroughLayer::WayOut> ways_out(demand::Model const& base, BoroughCounts const& counts);

}  // namespace kith::insight
