#include "base/bytes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace kith {

Result<std::size_t> MemorySource::read(std::span<char> into) {
  std::size_t const count = std::min(into.size(), bytes_.size() - at_);
  std::copy_n(bytes_.data() + at_, count, into.data());
  at_ += count;
  return count;
}

Result<Done> MemorySource::rewind() {
  at_ = 0;
  return Done{};
}

Result<std::size_t> StreamSource::read(std::span<char> into) {
  stream_.read(into.data(), static_cast<std::streamsize>(into.size()));
  if (stream_.bad()) return unavailable("read_failed", "The file could not be read to its end. Try again.");
  auto const count = static_cast<std::size_t>(stream_.gcount());
  position_ += count;
  return count;
}

Result<Done> StreamSource::rewind() {
  stream_.clear();
  position_ = 0;
  stream_.seekg(0);
  if (!stream_)
    return invalid("not_seekable", "The file comes from a pipe, and has to be read more than once. Save it first.");
  return Done{};
}

Result<std::unique_ptr<ByteSource>> FileSource::open(std::filesystem::path const& path) {
  std::string const name = path.string();
  std::error_code problem;
  auto const status = std::filesystem::status(path, problem);
  if (!std::filesystem::exists(status)) return not_found("no_such_file", fmt::format("There is no file {}.", name));
  if (!std::filesystem::is_regular_file(status))
    return invalid("not_a_file", fmt::format("{} is not a file that can be read more than once. Save it first.", name));
  auto const size = std::filesystem::file_size(path, problem);
  std::FILE* const file = std::fopen(path.c_str(), "rbe");
  if (problem || file == nullptr)
    return unavailable("read_failed", fmt::format("{} cannot be opened: {}.", name, std::strerror(errno)));
  std::setvbuf(file, nullptr, _IONBF, 0);  // readers ask for large blocks, a second buffer would only copy
  return std::unique_ptr<ByteSource>(new FileSource(file, name, size));
}

Result<std::size_t> FileSource::read(std::span<char> into) {
  std::size_t const count = std::fread(into.data(), 1, into.size(), file_.get());
  if (count < into.size() && std::ferror(file_.get()) != 0)
    return unavailable("read_failed", fmt::format("{} could not be read to its end. Try again.", name_));
  position_ += count;
  return count;
}

Result<Done> FileSource::rewind() {
  std::clearerr(file_.get());
  position_ = 0;
  if (std::fseek(file_.get(), 0, SEEK_SET) != 0)
    return unavailable("read_failed", fmt::format("{} could not be read a second time. Try again.", name_));
  return Done{};
}

}  // namespace kith
