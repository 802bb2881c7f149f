// Where bytes come from: a file, a stream or memory. Readers of large files take a ByteSource, so that nothing need be
// held in memory whole, and so that a second pass over the same bytes is possible.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <istream>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kith {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills the front of `into` and says how many bytes; 0 only at the end. `into` must not be empty.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
  // Back to the first byte. Refused by a stream that cannot seek.
  virtual Result<Done> rewind() = 0;
  // The number of bytes in all, 0 when that is not known beforehand.
  virtual std::uint64_t size() const = 0;
  // The number of bytes handed over since the start, for a progress bar.
  virtual std::uint64_t position() const = 0;
};

// Called now and then with bytes done and bytes in all; the latter is 0 when not known.
using BytesProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// Bytes already in memory, which must outlive the source.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  Result<std::size_t> read(std::span<char> into) override;
  Result<Done> rewind() override;
  std::uint64_t size() const override { return bytes_.size(); }
  std::uint64_t position() const override { return at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

// A stream, which must outlive the source. Rewinding needs a stream that can seek.
class StreamSource final : public ByteSource {
 public:
  explicit StreamSource(std::istream& stream) : stream_(stream) {}
  Result<std::size_t> read(std::span<char> into) override;
  Result<Done> rewind() override;
  std::uint64_t size() const override { return 0; }
  std::uint64_t position() const override { return position_; }

 private:
  std::istream& stream_;
  std::uint64_t position_ = 0;
};

// A file on disk. open() refuses what is not there, not readable or not a plain file.
class FileSource final : public ByteSource {
 public:
  static Result<std::unique_ptr<ByteSource>> open(std::filesystem::path const& path);
  Result<std::size_t> read(std::span<char> into) override;
  Result<Done> rewind() override;
  std::uint64_t size() const override { return size_; }
  std::uint64_t position() const override { return position_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  FileSource(std::FILE* file, std::string name, std::uint64_t size)
      : file_(file), name_(std::move(name)), size_(size) {}

  std::unique_ptr<std::FILE, Close> file_;
  std::string name_;
  std::uint64_t size_ = 0;
  std::uint64_t position_ = 0;
};

}  // namespace kith
