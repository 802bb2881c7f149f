// Whole numbers in as many bits as they need, because what lies closer together in memory is also looked up faster.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace kith::link {

// Bytes that numbers of up to 32 bits are read from and written to at any bit; the same on every machine.
class Bits {
 public:
  // Of zeros. Keeps what there was when it grows; grows by an eighth at a time, so that little is set aside in vain.
  void resize(std::size_t bits);
  std::uint32_t read(std::size_t bit, std::uint32_t mask) const {
    return static_cast<std::uint32_t>(load(bit) >> (bit % 8)) & mask;
  }
  void write(std::size_t bit, std::uint32_t mask, std::uint32_t number);
  void const* address(std::size_t bit) const { return bytes_.data() + bit / 8; }
  std::size_t bytes() const { return bytes_.capacity(); }

 private:
  std::uint64_t load(std::size_t bit) const {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes_.data() + bit / 8, sizeof word);
    return std::endian::native == std::endian::little ? word : __builtin_bswap64(word);
  }

  std::vector<std::uint8_t> bytes_;  // with a word's length more than is needed
};

// Numbers of up to 32 bits in a row, each as wide as the largest.
class PackedNumbers {
 public:
  PackedNumbers() = default;
  // Zeros, with room for numbers up to `largest`.
  PackedNumbers(std::size_t size, std::uint32_t largest);
  explicit PackedNumbers(std::span<std::uint32_t const> numbers);

  std::uint32_t operator[](std::size_t at) const { return bits_.read(at * width_, mask_); }
  std::uint32_t back() const { return (*this)[size_ - 1]; }
  void set(std::size_t at, std::uint32_t number) { bits_.write(at * width_, mask_, number); }  // there is room for it
  void push_back(std::uint32_t number);                                                        // makes room for it
  std::size_t size() const { return size_; }
  std::size_t bytes() const { return bits_.bytes(); }

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
  Bits bits_;
  std::size_t size_ = 0;
  unsigned width_ = 0;
  std::uint32_t mask_ = 0;
};

// Rows of numbers, one below the other: each column as wide as its largest.
class PackedRows {
 public:
  struct Column {
    unsigned bit = 0;  // from the beginning of a row
    std::uint32_t mask = 0;
  };
  class Row {
   public:
    Row(PackedRows const& of, std::size_t at) : of_(of), bit_(at * of.width_) {}
    std::uint32_t operator[](std::size_t column) const { return (*this)[of_.columns_[column]]; }
    std::uint32_t operator[](Column const& column) const { return of_.bits_.read(bit_ + column.bit, column.mask); }
    std::size_t size() const { return of_.columns_.size(); }

   private:
    PackedRows const& of_;
    std::size_t bit_;
  };

  PackedRows() = default;
  // Zeros, with room for numbers up to the largest of each column.
  PackedRows(std::size_t rows, std::span<std::uint32_t const> largest);
  void set(std::size_t row, std::size_t column, std::uint32_t number) {
    bits_.write(row * width_ + columns_[column].bit, columns_[column].mask, number);
  }
  Row row(std::size_t at) const { return {*this, at}; }
  Column column(std::size_t at) const { return columns_[at]; }
  void ask_for(std::size_t row) const { __builtin_prefetch(bits_.address(row * width_)); }
  std::size_t bytes() const { return bits_.bytes(); }

 private:
  Bits bits_;
  unsigned width_ = 0;
  std::vector<Column> columns_;
};

}  // namespace kith::link
