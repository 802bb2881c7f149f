#include "access/lines_backwards.h"

#include <algorithm>

namespace kith::access {

namespace {
std::int64_t constexpr block_bytes = 64 * 1024;
}

LinesBackwards::LinesBackwards(std::filesystem::path const& file, std::int64_t end) : in_(file, std::ios::binary) {
  if (!in_) return;
  in_.seekg(0, std::ios::end);
  begin_ = std::clamp<std::int64_t>(end, 0, in_.tellg());
  while (held_.find('\n') == std::string::npos)
    if (!read_more()) break;
  auto const last = held_.rfind('\n');
  held_.resize(last == std::string::npos ? 0 : last + 1);
  position_ = begin_ + static_cast<std::int64_t>(held_.size());
}

bool LinesBackwards::read_more() {
  auto const size = std::min(begin_, block_bytes);
  if (size == 0) return false;
  std::string block(static_cast<std::size_t>(size), '\0');
  in_.clear();
  in_.seekg(begin_ - size);
  if (!in_.read(block.data(), size)) return false;
  begin_ -= size;
  held_.insert(0, block);
  return true;
}

std::optional<std::string_view> LinesBackwards::next() {
  for (;;) {
    auto const break_before = held_.size() < 2 ? std::string::npos : held_.rfind('\n', held_.size() - 2);
    if (break_before == std::string::npos) {
      if (read_more()) continue;
      if (held_.empty()) return std::nullopt;
    }
    auto const from = break_before == std::string::npos ? 0 : break_before + 1;
    line_.assign(held_, from, held_.size() - from - 1);
    held_.resize(from);
    position_ = begin_ + static_cast<std::int64_t>(from);
    return line_;
  }
}

}  // namespace kith::access
