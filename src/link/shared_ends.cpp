#include "link/shared_ends.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "link/similarity.h"

namespace kith::link {

namespace {
constexpr std::size_t entries_a_bucket = 4;  // or more, where many share an end

std::uint64_t hash_of_end(std::string_view end, std::uint64_t kind) {
  constexpr std::uint64_t mixer = 0x9e3779b97f4a7c15ull;
  std::uint64_t hash = kind * mixer;
  for (char const c : end) {
    hash = (hash ^ static_cast<std::uint8_t>(c)) * mixer;
    hash ^= hash >> 32;
  }
  return hash * mixer;
}

// Of which characters there is an odd number, by the four lowest bits of each. A slip takes at most one character out
// and puts at most one in, so it changes at most two of these.
std::uint16_t odd_characters(std::string_view text) {
  unsigned odd = 0;
  for (char const c : text) odd ^= 1u << (static_cast<std::uint8_t>(c) & 15);
  return static_cast<std::uint16_t>(odd);
}
bool differ_by_two_at_most(std::uint16_t a, std::uint16_t b) {
  unsigned bits = a ^ b;
  bits &= bits - 1;
  return (bits & (bits - 1)) == 0;
}
}  // namespace

// Calls take(hash) for the front and the back that `text` shares with a value of this length within one slip of it:
// with one of the two at least. What stands in front of a slip and what stands behind it are together at least two
// characters less than the length of equally long values (an exchange) and none less than that of the shorter of two.
template <class Take>
void SharedEnds::each_end(std::string_view text, std::size_t length, Take const& take) {
  auto const back = length < 3 ? 0 : (length - 2) / 2;
  auto const front = length - 1 - back;
  take(hash_of_end(text.substr(0, front), 2 * length));
  take(hash_of_end(text.substr(text.size() - back), 2 * length + 1));
}

SharedEnds::SharedEnds(Dictionary const& dictionary) {
  auto const entries = std::size_t{dictionary.size()} * 2;
  auto const buckets = std::bit_floor(std::max<std::size_t>(2, entries / entries_a_bucket));
  shift_ = 64 - static_cast<unsigned>(std::countr_zero(buckets));
  begins_.resize(buckets + 1);
  auto const each_entry = [&](auto const& take) {
    for (Code code = 1; code < dictionary.size(); ++code) {
      auto const text = std::string_view{dictionary[code].text}.substr(0, similarity_length);
      each_end(text, text.size(), [&](std::uint64_t hash) { take(bucket(hash), code, text); });
    }
  };
  each_entry([&](std::size_t in, Code, std::string_view) { ++begins_[in + 1]; });
  std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
  odd_.resize(begins_.back());
  codes_ = PackedNumbers{odd_.size(), dictionary.size()};
  auto next = begins_;
  each_entry([&](std::size_t in, Code code, std::string_view text) {
    lengths_ |= std::uint64_t{1} << (text.size() - 1);
    odd_[next[in]] = odd_characters(text);
    codes_.set(next[in]++, code);
  });
}

void SharedEnds::append_possible(std::string_view text, std::vector<Code>& codes) const {
  text = text.substr(0, similarity_length);
  auto const odd = odd_characters(text);
  auto const longest = std::min(similarity_length, text.size() + 1);
  for (auto length = std::max<std::size_t>(2, text.size()) - 1; length <= longest; ++length) {
    if ((lengths_ >> (length - 1) & 1) == 0) continue;
    each_end(text, length, [&](std::uint64_t hash) {
      auto const in = bucket(hash);
      for (auto at = begins_[in]; at < begins_[in + 1]; ++at)
        if (differ_by_two_at_most(odd, odd_[at])) codes.push_back(codes_[at]);
    });
  }
}

std::size_t SharedEnds::bytes() const {
  return begins_.size() * sizeof begins_[0] + odd_.size() * sizeof odd_[0] + codes_.bytes();
}

}  // namespace kith::link
