// Looking something up in the log of who looked at what: newest first, a page at a time, never more than a bounded
// stretch of the file for one page.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "access/read_log.h"

namespace kith::access {

struct LookQuestion {
  std::string account = {};  // an account's id, or empty for everybody's
  std::string record = {};   // an id, or empty for everything
  std::int64_t until = 0;    // bytes of the file: only lines before it
  std::size_t page_size = 50;
  std::int64_t most_bytes = 64 << 20;  // how much of the file is read for one page
};

struct LooksFound {
  std::vector<ReadLine> looks;        // newest first
  std::optional<std::int64_t> older;  // `until` for what comes next; nothing at the beginning of the log
  std::string looked_back_to;         // the moment of the oldest line read; empty when none was
  bool stopped_short = false;         // `most_bytes` were read before the page was full
};

// Errors: read_log_broken, for a line that is no line of a read log.
Result<LooksFound> find_looks(std::filesystem::path const& file, LookQuestion const& question);

}  // namespace kith::access
