#include "base/packed_file.h"

#include <zip.h>

#include <algorithm>

namespace kith {

namespace {
Error broken() {
  return invalid("workbook_broken",
                 "The workbook is damaged and cannot be read. Open it in a spreadsheet and save it anew.");
}
Error too_big() {
  return invalid("workbook_too_big", "The workbook is too big once unpacked. Save the sheet as “CSV UTF-8” instead.");
}

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct ClosePart {
  void operator()(zip_file_t* part) const { zip_fclose(part); }
};

// What may still be unpacked. Counted while unpacking: the sizes that a file states are its own claim.
struct Allowance {
  std::uint64_t left = 0;
  std::uint64_t ratio = 0;
};

class ZipPart final : public PackedFile::Part {
 public:
  ZipPart(zip_file_t* part, std::uint64_t packed, Allowance& allowance)
      : part_(part), packed_(packed), allowance_(allowance) {}

  Result<std::size_t> read(std::span<char> into) override {
    auto const count = zip_fread(part_.get(), into.data(), into.size());
    if (count < 0) return broken();
    auto const size = static_cast<std::uint64_t>(count);
    unpacked_ += size;
    constexpr std::uint64_t harmless = 1 << 20;
    bool const is_bomb = unpacked_ > harmless && unpacked_ / allowance_.ratio > packed_;
    if (size > allowance_.left || is_bomb) return too_big();
    allowance_.left -= size;
    return static_cast<std::size_t>(size);
  }

 private:
  std::unique_ptr<zip_file_t, ClosePart> part_;
  std::uint64_t packed_;
  std::uint64_t unpacked_ = 0;
  Allowance& allowance_;
};

class Zip final : public PackedFile {
 public:
  Zip(std::string bytes, PackedLimits const& limits)
      : bytes_(std::move(bytes)), allowance_{limits.unpacked_bytes, limits.ratio} {}

  Result<Done> open(std::uint64_t most_parts) {
    zip_error_t problem;
    zip_error_init(&problem);
    zip_source_t* const source = zip_source_buffer_create(bytes_.data(), bytes_.size(), 0, &problem);
    if (source != nullptr) archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &problem));
    if (source != nullptr && !archive_) zip_source_free(source);
    zip_error_fini(&problem);
    if (!archive_) return broken();
    if (static_cast<std::uint64_t>(zip_get_num_entries(archive_.get(), 0)) > most_parts) return too_big();
    return Done{};
  }

  bool has(std::string_view name) const override {
    return zip_name_locate(archive_.get(), std::string{name}.c_str(), ZIP_FL_ENC_RAW) >= 0;
  }

  Result<std::unique_ptr<Part>> part(std::string_view name) override {
    zip_stat_t about;
    auto const index = zip_name_locate(archive_.get(), std::string{name}.c_str(), ZIP_FL_ENC_RAW);
    if (index < 0 || zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &about) != 0) return broken();
    zip_file_t* const opened = zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0);
    if (opened == nullptr) return broken();
    std::uint64_t const packed = (about.valid & ZIP_STAT_COMP_SIZE) != 0 ? about.comp_size : 0;
    return std::unique_ptr<Part>(
        std::make_unique<ZipPart>(opened, std::min<std::uint64_t>(packed, bytes_.size()), allowance_));
  }

 private:
  std::string bytes_;
  std::unique_ptr<zip_t, CloseArchive> archive_;
  Allowance allowance_;
};
}  // namespace

Result<std::unique_ptr<PackedFile>> PackedFile::open(ByteSource& source, PackedLimits const& limits) {
  TRY(source.rewind());
  std::string bytes;
  std::string block(64 << 10, '\0');
  while (std::size_t const count = TRY(source.read(block))) {
    if (bytes.size() + count > limits.packed_bytes) return too_big();
    bytes.append(block, 0, count);
  }
  auto zip = std::make_unique<Zip>(std::move(bytes), limits);
  TRY(zip->open(limits.parts));
  return std::unique_ptr<PackedFile>(std::move(zip));
}

}  // namespace kith
