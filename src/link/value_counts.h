// How many records have each value of a field, kept up to date one record at a time. What is reckoned from the counts
// is reckoned from how many values are found so many times, in that order: so it is the same to the bit however the
// counts came about.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "link/records.h"

namespace kith::link {

class ValueCounts {
 public:
  void add(Code code);
  void take_off(Code code);  // one that was added
  std::uint32_t of(Code code) const { return code < counts_.size() ? counts_[code] : 0; }
  // Records with a known value, and how many different values they have.
  std::uint64_t known() const { return known_; }
  std::uint64_t different() const { return different_; }
  // The average share of a record's value, and so the chance that two records agree, when a value that is found so many
  // times has the share `share_of` says; 0 when no value is known.
  double average_share(std::function<double(std::uint32_t)> const& share_of) const;

 private:
  void move(std::uint32_t from, std::uint32_t to);

  std::vector<std::uint32_t> counts_;             // by code; the first, of what is not known, stays 0
  std::map<std::uint32_t, std::uint64_t> found_;  // so many times: how many values
  std::uint64_t known_ = 0;
  std::uint64_t different_ = 0;
};

}  // namespace kith::link
