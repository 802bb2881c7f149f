// The lines of a file, newest first, without reading what came before: the read log grows for years.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace kith::access {

class LinesBackwards {
 public:
  // Begins at the byte `end`; a piece before it that no line end closes (a line cut short) is passed over. A file that
  // is not there has no lines.
  LinesBackwards(std::filesystem::path const& file, std::int64_t end);

  // The next older line without its line end, valid until the next call; nullopt at the beginning of the file.
  std::optional<std::string_view> next();
  // Where the line just given begins, in bytes: all before it is older. Before the first call, the end of the newest
  // whole line.
  std::int64_t position() const { return position_; }

 private:
  bool read_more();  // false at the beginning of the file

  std::ifstream in_;
  std::string held_;           // the bytes of the file from begin_ to position_
  std::int64_t begin_ = 0;     // where held_ begins
  std::int64_t position_ = 0;  // held_ ends here: always behind a line end
  std::string line_;
};

}  // namespace kith::access
