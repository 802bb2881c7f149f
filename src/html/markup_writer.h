// Gathers the pieces of a template and hands them to the string together. A template has two pieces for each hole, most
// of them a few bytes; a string given each by itself would look each time whether it has room.
#pragma once

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>

namespace kith::html::detail {

class Writer {
 public:
  explicit Writer(std::string& to) : to_(to) {}
  Writer(Writer const&) = delete;
  Writer& operator=(Writer const&) = delete;

  [[gnu::always_inline]] void append(std::string_view piece) {
    if (piece.size() > room()) return append_past_the_end(piece);
    std::char_traits<char>::copy(at_, piece.data(), piece.size());
    at_ += piece.size();
  }
  void append(char piece) {
    *space(1) = piece;
    ++at_;
  }
  void append_number(std::integral auto number) { take(std::to_chars(space(24), end(), number).ptr); }

  // Where as many as `bytes` bytes (at most 64) may be written; take() then says where they ended.
  char* space(std::size_t bytes) {
    if (bytes > room()) finish();
    return at_;
  }
  void take(char* end) { at_ = end; }

  // Hands over what was gathered. The last call: what is gathered after it and not handed over is lost.
  [[gnu::noinline]] void finish() {
    to_.append(gathered_, static_cast<std::size_t>(at_ - gathered_));
    at_ = gathered_;
  }

 private:
  char* end() { return gathered_ + sizeof gathered_; }
  std::size_t room() { return static_cast<std::size_t>(end() - at_); }
  // A long piece, such as the table inside a page, goes straight to its place.
  [[gnu::noinline]] void append_past_the_end(std::string_view piece) {
    finish();
    to_.append(piece);
  }

  std::string& to_;
  char gathered_[512];  // NOLINT: only what was written is read
  char* at_ = gathered_;
};

}  // namespace kith::html::detail
