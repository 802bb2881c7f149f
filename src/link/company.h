// Values that keep company: families come from somewhere and name their children accordingly, and most first names are
// of one sex. Two strangers who share the one are likelier to share the other, so that agreement on both says less than
// the two agreements added up. How much less is learned from the records alone, as a mixture of sorts of people, in
// each of which names, words and categories are independent (latent classes, Lazarsfeld and Henry 1968).
#pragma once

#include <array>
#include <span>
#include <vector>

#include "link/records.h"

namespace kith::link {

class Company {
 public:
  Company() = default;  // everything is independent
  // Learned from names, words and categories; from 60,000 records where there are more. Records of one person repeat
  // each other, so that with `matches_a_record` (expected matches of a record) each counts for its part of a person.
  Company(Records const& records, double matches_a_record);

  // log2 of how many times more often two strangers agree on all these values than if they were independent; never
  // below 0, so that it never makes a pair likelier. By field; 0 where they do not agree, or have no code.
  double bits(std::span<Code const> agreed) const;

  static constexpr std::size_t sorts = 24;
  using BySort = std::array<float, sorts>;

 private:
  struct Column {
    std::size_t field = 0;
    std::vector<std::uint32_t> places;  // in `times`, by code
    // How many times commoner a value is in a sort than altogether; first of what is missing, or was not learned from.
    std::vector<BySort> times;
  };

  BySort sizes_{};
  std::vector<Column> columns_;
};

}  // namespace kith::link
