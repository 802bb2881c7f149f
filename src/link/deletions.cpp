#include "link/deletions.h"

#include <algorithm>
#include <array>

#include "link/parallel.h"
#include "link/similarity.h"

namespace kith::link {

namespace {
constexpr std::size_t entries_a_part = std::size_t{1} << 21;  // so that sorting stays in the cache and memory small
constexpr std::uint64_t base = 0x9e3779b97f4a7c15ull;

// The values with one hash are candidates for each other.
struct Entry {
  std::uint32_t hash = 0;
  Code code = 0;

  bool operator<(Entry const& other) const { return hash != other.hash ? hash < other.hash : code < other.code; }
};

std::uint64_t mixed(std::uint64_t hash) {
  hash = (hash ^ (hash >> 32)) * 0xd6e8feb86659fd93ull;
  return hash ^ (hash >> 32);
}

std::uint64_t letter(char c) { return static_cast<std::uint8_t>(c) + 1u; }

// Calls take(hash) for the text and for each text with one character taken out, in time in proportion to its length:
// the hash is a polynomial, so that the part behind the gap is that of the whole, less what stood in front.
template <class Take>
void each_deletion(std::string_view text, Take const& take) {
  text = text.substr(0, similarity_length);
  std::array<std::uint64_t, similarity_length + 1> front{};
  std::array<std::uint64_t, similarity_length + 1> power{};
  power[0] = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    front[i + 1] = front[i] * base + letter(text[i]);
    power[i + 1] = power[i] * base;
  }
  auto const whole = front[text.size()];
  take(mixed(whole));
  for (std::size_t gap = 0; gap < text.size(); ++gap) {
    auto const behind = text.size() - gap - 1;
    take(mixed(front[gap] * power[behind] + whole - front[gap + 1] * power[behind]));
  }
}

void compare_group(Dictionary const& dictionary, std::span<Entry const> group, std::vector<Neighbours::Near>& found) {
  auto const measure = dictionary.measure();
  for (std::size_t i = 0; i < group.size(); ++i)
    for (std::size_t j = i + 1; j < group.size(); ++j) {
      if (group[i].code == group[j].code) continue;
      auto level = compare(measure, dictionary[group[i].code], dictionary[group[j].code]);
      if (measure == Measure::identifier && level == two_wrong) continue;
      if (level > different_level) found.push_back({group[i].code, group[j].code, level});
    }
}

bool by_codes(Neighbours::Near const& x, Neighbours::Near const& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; }
bool same_codes(Neighbours::Near const& x, Neighbours::Near const& y) { return x.a == y.a && x.b == y.b; }
}  // namespace

std::vector<Neighbours::Near> near_by_one_deletion(
    Dictionary const& dictionary, unsigned threads,
    std::function<std::vector<std::uint64_t>(Value const&)> const& keys) {
  std::size_t entries = 0;
  for (Code code = 1; code < dictionary.size(); ++code) entries += dictionary[code].text.size() + 1;
  auto const parts = entries / entries_a_part + 1;
  std::vector<std::vector<Neighbours::Near>> found(parts);
  in_parallel(parts, threads, [&](std::size_t part) {
    std::vector<Entry> mine;
    for (Code code = 1; code < dictionary.size(); ++code) {
      auto const take = [&](std::uint64_t hash) {
        if ((hash >> 32) % parts == part) mine.push_back({static_cast<std::uint32_t>(hash), code});
      };
      each_deletion(dictionary[code].text, take);
      for (auto const key : keys(dictionary[code])) take(mixed(key));
    }
    std::sort(mine.begin(), mine.end());
    for (std::size_t begin = 0; begin < mine.size();) {
      auto end = begin + 1;
      while (end < mine.size() && mine[end].hash == mine[begin].hash) ++end;
      if (end - begin > 1) compare_group(dictionary, std::span(mine).subspan(begin, end - begin), found[part]);
      begin = end;
    }
    std::sort(found[part].begin(), found[part].end(), by_codes);
    found[part].erase(std::unique(found[part].begin(), found[part].end(), same_codes), found[part].end());
  });
  std::vector<Neighbours::Near> all;
  for (auto& some : found) {
    all.insert(all.end(), some.begin(), some.end());
    some = {};
  }
  std::sort(all.begin(), all.end(), by_codes);
  all.erase(std::unique(all.begin(), all.end(), same_codes), all.end());
  return all;
}

}  // namespace kith::link
