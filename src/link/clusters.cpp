#include "link/clusters.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "link/standardise.h"

namespace kith::link {

namespace {
constexpr std::int64_t never = std::int64_t{-1} << 48;

// NHS numbers and pupil numbers that pass their own check: nobody has two.
bool is_proven(std::string_view number) { return is_valid_nhs_number(number) || is_valid_upn(number); }

// By record the code of its proven number; 0 when there is none.
std::vector<std::vector<Code>> proven_numbers(Records const& records) {
  std::vector<std::vector<Code>> numbers;
  for (auto const& field : records.fields) {
    if (field.measure != Measure::identifier) continue;
    auto const& dictionary = records.dictionaries[field.dictionary];
    std::vector<bool> proven(dictionary.size());
    for (Code code = 1; code < dictionary.size(); ++code) proven[code] = is_proven(dictionary[code].text);
    if (std::find(proven.begin(), proven.end(), true) == proven.end()) continue;
    auto& of = numbers.emplace_back();
    for (auto const code : field.codes) of.push_back(proven[code] ? code : 0);
  }
  return numbers;
}

class Agglomeration {
 public:
  explicit Agglomeration(Records const& records)
      : linking_(records.linking()),
        group_of_(records.size()),
        links_(records.size()),
        sizes_(records.size()),
        numbers_(proven_numbers(records)) {
    std::iota(group_of_.begin(), group_of_.end(), RecordNumber{0});
    for (RecordNumber i = 0; i < records.size(); ++i)
      (i < records.first_of_second ? sizes_[i].first : sizes_[i].second) = 1;
  }

  // Above what an unseen pair counts, so that a sum over seen pairs is enough.
  void link(RecordNumber a, RecordNumber b, std::int64_t above) {
    links_[a][b] += above;
    links_[b][a] += above;
  }

  RecordNumber group(RecordNumber record) {
    while (group_of_[record] != record) {
      group_of_[record] = group_of_[group_of_[record]];
      record = group_of_[record];
    }
    return record;
  }

  void join_if_on_balance(RecordNumber a, RecordNumber b) {
    a = group(a);
    b = group(b);
    if (a == b || have_different_numbers(a, b)) return;
    if (links_[a][b] + pairs_between(sizes_[a], sizes_[b]) * least_cluster_weight < 0) return;
    if (links_[a].size() < links_[b].size()) std::swap(a, b);
    links_[a].erase(b);
    for (auto const& [other, above] : links_[b]) {
      if (other == a) continue;
      links_[a][other] += above;
      links_[other].erase(b);
      links_[other][a] += above;
    }
    links_[b] = {};
    sizes_[a].first += sizes_[b].first;
    sizes_[a].second += sizes_[b].second;
    for (auto& numbers : numbers_)
      if (numbers[a] == 0) numbers[a] = numbers[b];
    group_of_[b] = a;
  }

 private:
  struct Size {
    std::int64_t first = 0;   // records of the first file
    std::int64_t second = 0;  // and of the second
  };
  // Pairs that were there to be looked at.
  std::int64_t pairs_between(Size a, Size b) const {
    return linking_ ? a.first * b.second + a.second * b.first : (a.first + a.second) * (b.first + b.second);
  }

  bool have_different_numbers(RecordNumber a, RecordNumber b) const {
    return std::any_of(numbers_.begin(), numbers_.end(), [&](auto const& numbers) {
      return numbers[a] != 0 && numbers[b] != 0 && numbers[a] != numbers[b];
    });
  }

  bool linking_;
  std::vector<RecordNumber> group_of_;
  std::vector<std::unordered_map<RecordNumber, std::int64_t>> links_;  // between groups
  std::vector<Size> sizes_;
  std::vector<std::vector<Code>> numbers_;  // by identifier column and group
};
}  // namespace

std::vector<RecordNumber> cluster(Records const& records, std::span<Pair const> pairs, Weight threshold,
                                  std::span<std::pair<RecordNumber, RecordNumber> const> apart) {
  Agglomeration groups{records};
  for (auto const& pair : pairs)
    if (pair.weight > least_cluster_weight)
      groups.link(pair.a, pair.b, std::min(pair.weight, -least_cluster_weight) - least_cluster_weight);
  for (auto const& [a, b] : apart) groups.link(a, b, never);
  for (auto const& pair : pairs) {
    if (pair.weight < threshold) break;
    groups.join_if_on_balance(pair.a, pair.b);
  }
  std::vector<RecordNumber> firsts(records.size(), records.size());
  std::vector<RecordNumber> clusters(records.size());
  for (RecordNumber i = 0; i < records.size(); ++i) {
    auto& first = firsts[groups.group(i)];
    first = std::min(first, i);
    clusters[i] = first;
  }
  return clusters;
}

}  // namespace kith::link
