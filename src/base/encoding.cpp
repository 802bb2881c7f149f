#include "base/encoding.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"

namespace kith {

namespace {
constexpr std::size_t block_size = 64 << 10;
constexpr std::string_view utf_8_mark = "\xef\xbb\xbf";

// Checks UTF-8 in pieces of any length (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
class Utf8Check {
 public:
  void take(std::string_view bytes) {
    std::size_t i = 0;
    while (valid_ && i < bytes.size()) {
      if (wanted_ == 0) i = past_ascii(bytes, i);
      if (i < bytes.size()) take_byte(static_cast<unsigned char>(bytes[i++]));
    }
  }
  bool valid_so_far() const { return valid_; }
  bool valid_to_the_end() const { return valid_ && wanted_ == 0; }

 private:
  static std::size_t past_ascii(std::string_view bytes, std::size_t i) {
    while (i + 8 <= bytes.size()) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data() + i, 8);
      if ((word & 0x8080808080808080u) != 0) break;
      i += 8;
    }
    while (i < bytes.size() && static_cast<unsigned char>(bytes[i]) < 0x80) ++i;
    return i;
  }

  void take_byte(unsigned char byte) {
    if (wanted_ > 0) {
      valid_ = byte >= low_ && byte <= high_;
      low_ = 0x80;
      high_ = 0xbf;
      --wanted_;
      return;
    }
    if (byte >= 0xc2 && byte <= 0xdf)
      wanted_ = 1;
    else if (byte >= 0xe0 && byte <= 0xef)
      wanted_ = 2;
    else if (byte >= 0xf0 && byte <= 0xf4)
      wanted_ = 3;
    else
      valid_ = byte < 0x80;
    if (byte == 0xe0) low_ = 0xa0;
    if (byte == 0xed) high_ = 0x9f;
    if (byte == 0xf0) low_ = 0x90;
    if (byte == 0xf4) high_ = 0x8f;
  }

  bool valid_ = true;
  int wanted_ = 0;
  unsigned char low_ = 0x80;
  unsigned char high_ = 0xbf;
};

// Files that people pick by mistake, known by their first bytes.
std::optional<Error> not_text(std::string_view start) {
  if (start.starts_with("PK\x03\x04"))
    return invalid("workbook", "This is a workbook or another packed file, not text. Save it as “CSV UTF-8”.");
  if (start.starts_with("\xd0\xcf\x11\xe0"))
    return invalid("old_workbook",
                   "This is a workbook of Excel before 2007, or one with a password. Save it as “CSV UTF-8”.");
  if (start.starts_with("%PDF-")) return invalid("not_text", "This is a PDF. Ask for the same report as CSV.");
  return std::nullopt;
}

// UTF-16 without a mark shows in Latin text as a zero at every second byte.
std::optional<Encoding> unmarked_utf_16(std::string_view start) {
  std::array<std::size_t, 2> zeros{};
  std::size_t const looked_at = std::min<std::size_t>(start.size(), 4096) & ~std::size_t{1};
  for (std::size_t i = 0; i < looked_at; ++i) zeros[i % 2] += start[i] == '\0';
  if (looked_at == 0) return std::nullopt;
  if (zeros[0] == 0 && zeros[1] * 10 > looked_at * 4) return Encoding::utf_16_le;
  if (zeros[1] == 0 && zeros[0] * 10 > looked_at * 4) return Encoding::utf_16_be;
  return std::nullopt;
}

std::optional<Encoding> marked(std::string_view start) {
  if (start.starts_with(utf_8_mark)) return Encoding::utf_8_marked;
  if (start.starts_with("\xff\xfe")) return Encoding::utf_16_le;
  if (start.starts_with("\xfe\xff")) return Encoding::utf_16_be;
  return unmarked_utf_16(start);
}

// Fills the block as far as the source goes.
Result<std::string_view> read_block(ByteSource& source, std::string& block) {
  block.resize(block_size);
  std::size_t filled = 0;
  while (filled < block.size()) {
    std::size_t const count = TRY(source.read({block.data() + filled, block.size() - filled}));
    if (count == 0) break;
    filled += count;
  }
  return std::string_view(block).substr(0, filled);
}

void append_character(std::string& out, char32_t point) {
  auto const tail = [&](int shift) { out += static_cast<char>(0x80 | ((point >> shift) & 0x3f)); };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xc0 | (point >> 6));
    tail(0);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xe0 | (point >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0 | (point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}
}  // namespace

Result<Encoding> decide_encoding(ByteSource& source, BytesProgress const& progress) {
  TRY(source.rewind());
  std::string block;
  std::string_view bytes = TRY(read_block(source, block));
  if (auto wrong = not_text(bytes)) return *wrong;
  auto const mark = marked(bytes);
  Utf8Check check;
  bool has_zero = false;
  bool const is_utf_16 = mark == Encoding::utf_16_le || mark == Encoding::utf_16_be;
  while (!bytes.empty() && !is_utf_16) {
    check.take(bytes);
    has_zero = has_zero || std::memchr(bytes.data(), 0, bytes.size()) != nullptr;
    if (progress) progress(source.position(), source.size());
    if (has_zero || (!check.valid_so_far() && mark)) break;
    bytes = TRY(read_block(source, block));
  }
  TRY(source.rewind());
  if (is_utf_16) return *mark;
  if (has_zero) return invalid("not_text", "The file holds bytes that no text has. Export it as CSV, in UTF-8.");
  if (mark && !check.valid_to_the_end())
    return invalid("bad_utf_8", "The file says that it is UTF-8, and is not. Export it again, as “CSV UTF-8”.");
  if (mark) return *mark;
  return check.valid_to_the_end() ? Encoding::utf_8 : Encoding::windows_1252;
}

Result<Done> Utf8Source::rewind() {
  TRY(inner_.rewind());
  begun_ = false;
  held_.clear();
  converted_.clear();
  at_ = 0;
  return Done{};
}

Result<std::size_t> Utf8Source::read(std::span<char> into) {
  while (at_ == converted_.size())
    if (!TRY(convert_more())) return std::size_t{0};
  std::size_t const count = std::min(into.size(), converted_.size() - at_);
  std::copy_n(converted_.data() + at_, count, into.data());
  at_ += count;
  return count;
}

// False when nothing is left.
Result<bool> Utf8Source::convert_more() {
  std::string_view bytes = TRY(read_block(inner_, block_));
  if (bytes.empty() && held_.empty()) return false;
  bool const is_first = !begun_;
  begun_ = true;
  converted_.clear();
  at_ = 0;
  if (encoding_ == Encoding::windows_1252) {
    converted_ = from_windows_1252(bytes);
  } else if (encoding_ == Encoding::utf_16_le || encoding_ == Encoding::utf_16_be) {
    bool const is_marked = is_first && (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff"));
    convert_utf_16(bytes.substr(is_marked ? 2 : 0), bytes.empty());
  } else {
    converted_ = is_first && bytes.starts_with(utf_8_mark) ? bytes.substr(utf_8_mark.size()) : bytes;
  }
  return true;
}

void Utf8Source::convert_utf_16(std::string_view bytes, bool is_end) {
  std::string const all = held_ + std::string(bytes);
  held_.clear();
  std::size_t const high_at = encoding_ == Encoding::utf_16_le ? 1 : 0;
  auto const unit = [&](std::size_t i) -> char32_t {
    return static_cast<char32_t>(static_cast<unsigned char>(all[i + high_at]) << 8 |
                                 static_cast<unsigned char>(all[i + 1 - high_at]));
  };
  std::size_t i = 0;
  while (i < all.size()) {
    bool const is_whole = i + 2 <= all.size();
    char32_t const first = is_whole ? unit(i) : 0xfffd;
    bool const opens_pair = first >= 0xd800 && first < 0xdc00;
    if ((!is_whole || (opens_pair && i + 4 > all.size())) && !is_end) {
      held_ = all.substr(i);
      return;
    }
    char32_t const second = opens_pair && i + 4 <= all.size() ? unit(i + 2) : 0;
    bool const is_pair = second >= 0xdc00 && second < 0xe000;
    bool const is_broken = first >= 0xd800 && first < 0xe000 && !is_pair;
    char32_t const point = is_pair ? 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00) : first;
    append_character(converted_, is_broken ? 0xfffd : point);
    i += is_pair ? 4 : 2;
  }
}

Result<TextFile> open_text(std::filesystem::path const& path, BytesProgress const& progress) {
  TextFile opened;
  opened.file = TRY(FileSource::open(path));
  opened.encoding = TRY(decide_encoding(*opened.file, progress));
  opened.text = std::make_unique<Utf8Source>(*opened.file, opened.encoding);
  return opened;
}

}  // namespace kith
