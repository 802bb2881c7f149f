// A packed file (ZIP) whose parts are read by name, from memory, within limits that a file made to exhaust the machine
// runs into first. Nothing is ever written to disk, and names are only compared, never used as paths.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace kith {

struct PackedLimits {
  std::uint64_t packed_bytes = 64 << 20;     // the file as it is
  std::uint64_t unpacked_bytes = 100 << 20;  // all that is read from it, all parts together
  std::uint64_t ratio = 100;                 // unpacked to packed, of one part, beyond its first megabyte
  std::uint64_t parts = 10'000;
};

class PackedFile {
 public:
  class Part {
   public:
    virtual ~Part() = default;
    // Fills the front of `into`; 0 at the end. Errors: "workbook_too_big", "workbook_broken".
    virtual Result<std::size_t> read(std::span<char> into) = 0;
  };

  virtual ~PackedFile() = default;
  // Reads the whole source into memory. Errors: "workbook_too_big", "workbook_broken".
  static Result<std::unique_ptr<PackedFile>> open(ByteSource& source, PackedLimits const& limits = {});
  virtual bool has(std::string_view name) const = 0;
  // The file must outlive the part.
  virtual Result<std::unique_ptr<Part>> part(std::string_view name) = 0;
};

}  // namespace kith
