// Which encoding a text file is in, decided once for the whole file, and the file's bytes as UTF-8.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/closed_set.h"
#include "base/result.h"

namespace kith {

enum class Encoding { utf_8, utf_8_marked, utf_16_le, utf_16_be, windows_1252 };
constexpr auto closed_set(Encoding) {
  using enum Encoding;
  return std::to_array<Member<Encoding>>({
      {utf_8, "utf-8", "UTF-8"},
      {utf_8_marked, "utf-8-marked", "UTF-8 with a byte-order mark"},
      {utf_16_le, "utf-16le", "UTF-16, little end first"},
      {utf_16_be, "utf-16be", "UTF-16, big end first"},
      {windows_1252, "windows-1252", "Windows-1252"},
  });
}

// Reads the source to its end and rewinds it. A byte-order mark decides; without one, a file that is valid UTF-8
// throughout is UTF-8, and any other is Windows-1252. Errors: "workbook", "old_workbook", "not_text" for files that are
// not text at all, "bad_utf_8" for a marked file that breaks its promise.
Result<Encoding> decide_encoding(ByteSource& source, BytesProgress const& progress = {});

// The source's bytes as UTF-8, without a byte-order mark. Broken UTF-16 becomes U+FFFD. position() and size() count the
// bytes of the file underneath. The inner source must outlive it.
class Utf8Source final : public ByteSource {
 public:
  Utf8Source(ByteSource& inner, Encoding encoding) : inner_(inner), encoding_(encoding) {}
  Result<std::size_t> read(std::span<char> into) override;
  Result<Done> rewind() override;
  std::uint64_t size() const override { return inner_.size(); }
  std::uint64_t position() const override { return inner_.position(); }

 private:
  Result<bool> convert_more();
  void convert_utf_16(std::string_view bytes, bool is_end);

  ByteSource& inner_;
  Encoding encoding_;
  bool begun_ = false;
  std::string block_;      // as read
  std::string held_;       // half a UTF-16 character, kept for the next block
  std::string converted_;  // UTF-8 not yet handed over, from `at_` on
  std::size_t at_ = 0;
};

// Both steps for a file: open, decide, convert.
struct TextFile {
  std::unique_ptr<ByteSource> file;
  std::unique_ptr<ByteSource> text;  // read this one
  Encoding encoding = Encoding::utf_8;
};
Result<TextFile> open_text(std::filesystem::path const& path, BytesProgress const& progress = {});

}  // namespace kith
