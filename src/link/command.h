// `kith match`: files in, files out. The command line hands plain values over; nothing here knows about flags.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "link/model.h"
#include "link/records.h"

namespace kith::link {

struct MatchRequest {
  std::filesystem::path first;
  std::optional<std::filesystem::path> second = {};    // absent: `first` is matched with itself
  std::optional<std::filesystem::path> model = {};     // absent: one is proposed, saying why
  std::filesystem::path pairs;                         // written: id_a,id_b,probability,weight
  std::optional<std::filesystem::path> clusters = {};  // written: cluster,id
  std::optional<std::filesystem::path> report = {};    // written: a page on what was learned and found
  unsigned threads = 0;                                // 0: as many as the machine has cores
  // Told what is being done and the share of it that is done, 0 to 1. Called from one thread at a time.
  std::function<void(std::string_view stage, double share)> progress = {};
  // Asked now and then; true stops the work, and the pairs found so far are kept.
  std::function<bool()> stop = {};
};

struct MatchOutcome {
  Model model;
  bool proposed = false;  // the model was made up here; `notes` say why
  Notes notes;            // for the person, in order
  std::size_t records = 0;
  std::size_t pairs = 0;
  std::size_t clusters = 0;  // 0 when none were asked for
  double expected_matches = 0;
  bool complete = true;  // false: stopped before all pairs were found
};

// Exit code 0 for an outcome that is complete, 1 otherwise. Errors name file, line and field.
Result<MatchOutcome> match(MatchRequest const& request);
// "12,034 records, 1,204 pairs …": what to say at the end.
std::string in_words(MatchOutcome const& outcome);

}  // namespace kith::link
