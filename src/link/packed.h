// Whole numbers in as many bits as they need, because what lies closer together in memory is also looked up faster.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace kith::link {

// A number of up to 32 bits that begins `shift` bits, fewer than eight, into `from`: the same on every machine. Eight
// bytes are touched.
inline std::uint32_t packed_read(std::uint8_t const* from, unsigned shift, std::uint32_t mask) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, sizeof word);
  if (std::endian::native != std::endian::little) word = __builtin_bswap64(word);
  return static_cast<std::uint32_t>(word >> shift) & mask;
}
void packed_write(std::uint8_t* to, unsigned shift, std::uint32_t mask, std::uint32_t number);

// Numbers of up to 32 bits in a row, each as wide as the largest.
class PackedNumbers {
 public:
  PackedNumbers() = default;
  // Zeros, with room for numbers up to `largest`.
  PackedNumbers(std::size_t size, std::uint32_t largest);
  explicit PackedNumbers(std::span<std::uint32_t const> numbers);

  std::uint32_t operator[](std::size_t at) const {
    return packed_read(bytes_.data() + at * width_ / 8, at * width_ % 8, mask_);
  }
  std::uint32_t back() const { return (*this)[size_ - 1]; }
  void set(std::size_t at, std::uint32_t number) {  // there is room for it
    packed_write(bytes_.data() + at * width_ / 8, at * width_ % 8, mask_, number);
  }
  void push_back(std::uint32_t number);  // makes room for it
  std::size_t size() const { return size_; }
  std::size_t bytes() const { return bytes_.capacity(); }

  class Iterator {
   public:
    using value_type = std::uint32_t;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(PackedNumbers const& of, std::size_t at) : of_(&of), at_(at) {}
    std::uint32_t operator*() const { return (*of_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return {*of_, at_++}; }
    bool operator==(Iterator const& other) const { return at_ == other.at_; }

   private:
    PackedNumbers const* of_ = nullptr;
    std::size_t at_ = 0;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size_}; }

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t size_ = 0;
  unsigned width_ = 0;
  std::uint32_t mask_ = 0;
};

// Rows of numbers, one below the other: each column as wide as its largest, each row a whole number of bytes.
class PackedRows {
 public:
  struct Column {
    std::uint32_t mask = 0;
    std::uint16_t byte = 0;  // from the beginning of a row
    std::uint16_t shift = 0;
  };
  class Row {
   public:
    Row(PackedRows const& of, std::size_t at) : columns_(of.columns_), begin_(of.bytes_.data() + at * of.width_) {}
    std::uint32_t operator[](std::size_t column) const { return (*this)[columns_[column]]; }
    std::uint32_t operator[](Column const& column) const {
      return packed_read(begin_ + column.byte, column.shift, column.mask);
    }

   private:
    std::span<Column const> columns_;
    std::uint8_t const* begin_;
  };

  PackedRows() = default;
  // Zeros, with room for numbers up to the largest of each column.
  PackedRows(std::size_t rows, std::span<std::uint32_t const> largest);
  void set(std::size_t row, std::size_t column, std::uint32_t number) {
    auto const& [mask, byte, shift] = columns_[column];
    packed_write(bytes_.data() + row * width_ + byte, shift, mask, number);
  }
  Row row(std::size_t at) const { return {*this, at}; }
  Column column(std::size_t at) const { return columns_[at]; }
  void ask_for(std::size_t row) const { __builtin_prefetch(bytes_.data() + row * width_); }
  std::size_t bytes() const { return bytes_.capacity(); }

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t width_ = 0;  // of a row, in bytes
  std::vector<Column> columns_;
};

}  // namespace kith::link
