// What a run of matching learned and did, as one page that needs no server: what each agreement weighs, how the pairs'
// weights are spread, how right they are where somebody knows, examples, who cannot be linked, and every warning.
#pragma once

#include <span>
#include <string>

#include "link/pairs.h"
#include "link/training.h"

namespace kith::link {

struct ReportInput {
  std::string title;  // of the file or files
  Model const& model;
  Index const& index;
  Trained const& trained;
  Weights const& weights;
  std::span<Pair const> pairs;  // best first, those below the threshold too
  std::span<std::string const> notes;
};

// Records that would not even match a copy of themselves at this weight: too little is known of them.
std::size_t unlinkable_records(Index const& index, Weights const& weights, Weight threshold);

std::string report_page(ReportInput const& input);

}  // namespace kith::link
