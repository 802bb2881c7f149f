#include "link/packed.h"

#include <algorithm>

namespace kith::link {

namespace {
std::uint32_t mask_of(unsigned width) { return static_cast<std::uint32_t>((std::uint64_t{1} << width) - 1); }

// With what a read touches behind the last number. Grows by an eighth at a time, so that little is set aside in vain.
void make_room(std::vector<std::uint8_t>& bytes, std::size_t bits) {
  auto const needed = (bits + 7) / 8 + sizeof(std::uint64_t);
  if (needed > bytes.capacity()) bytes.reserve(bytes.empty() ? needed : needed + needed / 8);
  bytes.resize(needed);
}
}  // namespace

void packed_write(std::uint8_t* to, unsigned shift, std::uint32_t mask, std::uint32_t number) {
  bool const turned = std::endian::native != std::endian::little;
  std::uint64_t word = 0;
  std::memcpy(&word, to, sizeof word);
  if (turned) word = __builtin_bswap64(word);
  word = (word & ~(std::uint64_t{mask} << shift)) | std::uint64_t{number} << shift;
  if (turned) word = __builtin_bswap64(word);
  std::memcpy(to, &word, sizeof word);
}

PackedNumbers::PackedNumbers(std::size_t size, std::uint32_t largest)
    : size_(size), width_(static_cast<unsigned>(std::bit_width(largest))), mask_(mask_of(width_)) {
  make_room(bytes_, size * width_);
}

PackedNumbers::PackedNumbers(std::span<std::uint32_t const> numbers)
    : PackedNumbers(numbers.size(), numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end())) {
  for (std::size_t i = 0; i < numbers.size(); ++i) set(i, numbers[i]);
}

void PackedNumbers::push_back(std::uint32_t number) {
  if (number > mask_) {
    PackedNumbers wider{size_, number};
    for (std::size_t i = 0; i < size_; ++i) wider.set(i, (*this)[i]);
    *this = std::move(wider);
  }
  make_room(bytes_, (size_ + 1) * width_);
  set(size_++, number);
}

PackedRows::PackedRows(std::size_t rows, std::span<std::uint32_t const> largest) {
  unsigned bits = 0;
  for (auto const number : largest) {
    auto const width = static_cast<unsigned>(std::bit_width(number));
    columns_.push_back({mask_of(width), static_cast<std::uint16_t>(bits / 8), static_cast<std::uint16_t>(bits % 8)});
    bits += width;
  }
  width_ = (bits + 7) / 8;
  make_room(bytes_, rows * width_ * 8);
}

}  // namespace kith::link
