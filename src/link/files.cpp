#include "link/files.h"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "base/bytes.h"

namespace kith::link {

Result<std::string> read_all(std::filesystem::path const& path) {
  auto source = TRY(FileSource::open(path));
  std::string text;
  std::string part(1 << 16, '\0');
  while (auto const size = TRY(source->read(part))) text.append(part, 0, size);
  return text;
}

std::string cluster_name(std::span<std::string const> ids, std::size_t first_of_second, std::size_t first) {
  if (first_of_second == ids.size()) return ids[first];
  return fmt::format("{}-{}", first < first_of_second ? "a" : "b", ids[first]);
}

Result<OutputFile> OutputFile::open(std::filesystem::path const& path) {
  OutputFile out;
  out.path_ = path;
  out.unfinished_ = path;
  out.unfinished_ += ".unfinished";
  out.file_.reset(std::fopen(out.unfinished_.c_str(), "wb"));
  if (!out.file_)
    return unavailable("cannot_write", fmt::format("{} cannot be written: {}. Choose another place.", path.string(),
                                                   std::strerror(errno)));
  return out;
}

OutputFile::~OutputFile() {
  if (!file_) return;
  file_.reset();
  std::error_code ignored;
  std::filesystem::remove(unfinished_, ignored);
}

Result<Done> OutputFile::write(std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) return failed();
  text.clear();
  return Done{};
}

Result<Done> OutputFile::finish() {
  if (std::fflush(file_.get()) != 0) return failed();
  file_.reset();
  std::error_code fault;
  std::filesystem::rename(unfinished_, path_, fault);
  if (fault)
    return unavailable("cannot_write", fmt::format("{} cannot be written: {}.", path_.string(), fault.message()));
  return Done{};
}

Error OutputFile::failed() const {
  return unavailable("cannot_write", fmt::format("{} could not be written to the end: {}. Make room and try again.",
                                                 path_.string(), std::strerror(errno)));
}

}  // namespace kith::link
