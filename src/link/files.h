// Files that `kith match` reads whole and writes.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"

namespace kith::link {

Result<std::string> read_all(std::filesystem::path const& path);

// A cluster is called by the id of its first record. Two files may use one id for two people, so there the name says
// which file.
std::string cluster_name(std::span<std::string const> ids, std::size_t first_of_second, std::size_t first);

// A file that appears under its name only when it is whole.
class OutputFile {
 public:
  static Result<OutputFile> open(std::filesystem::path const& path);
  OutputFile(OutputFile&&) = default;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  Result<Done> write(std::string& text);  // empties `text`
  Result<Done> finish();

 private:
  OutputFile() = default;
  Error failed() const;
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::filesystem::path path_;
  std::filesystem::path unfinished_;
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace kith::link
