#include "link/packed.h"

#include <algorithm>

namespace kith::link {

namespace {
std::uint32_t mask_of(unsigned width) { return static_cast<std::uint32_t>((std::uint64_t{1} << width) - 1); }
}  // namespace

void Bits::resize(std::size_t bits) {
  auto const needed = (bits + 7) / 8 + sizeof(std::uint64_t);
  if (needed > bytes_.capacity()) bytes_.reserve(bytes_.empty() ? needed : needed + needed / 8);
  bytes_.resize(needed);
}

void Bits::write(std::size_t bit, std::uint32_t mask, std::uint32_t number) {
  auto const shift = bit % 8;
  auto word = (load(bit) & ~(std::uint64_t{mask} << shift)) | std::uint64_t{number} << shift;
  if (std::endian::native != std::endian::little) word = __builtin_bswap64(word);
  std::memcpy(bytes_.data() + bit / 8, &word, sizeof word);
}

PackedNumbers::PackedNumbers(std::size_t size, std::uint32_t largest)
    : size_(size), width_(static_cast<unsigned>(std::bit_width(largest))), mask_(mask_of(width_)) {
  bits_.resize(size * width_);
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
  bits_.resize((size_ + 1) * width_);
  set(size_++, number);
}

PackedRows::PackedRows(std::size_t rows, std::span<std::uint32_t const> largest) {
  for (auto const number : largest) {
    auto const width = static_cast<unsigned>(std::bit_width(number));
    columns_.push_back({width_, mask_of(width)});
    width_ += width;
  }
  bits_.resize(rows * width_);
}

}  // namespace kith::link
