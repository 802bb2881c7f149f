#include "link/pairs.h"

#include <algorithm>
#include <limits>
#include <mutex>

#include "link/parallel.h"

namespace kith::link {

namespace {
constexpr RecordNumber block_size = 2048;  // records scored at a time: their sums stay in the first cache
constexpr RecordNumber records_a_piece = 16;

// One record laid out against everybody: for each field a table from value to weight. Between records only the entries
// that were set are put back.
class Tables {
 public:
  Tables(Index const& index, Weights const& weights) : index_(index), weights_(weights) {
    auto const& records = *index.records;
    for (std::size_t k = 0; k < records.fields.size(); ++k) {
      auto const size = records.dictionaries[records.fields[k].dictionary].size();
      tables_.emplace_back(size, weights.fields[k].of_level[different_level]);
      tables_.back()[0] = 0;
      nothing_.resize(std::max<std::size_t>(nothing_.size(), size));
    }
    now_.resize(records.fields.size());
  }

  void set(RecordNumber record) {
    record_ = record;
    for (std::size_t k = 0; k < tables_.size(); ++k) {
      auto const code = index_.records->fields[k].codes[record];
      now_[k] = code == 0 ? nothing_.data() : tables_[k].data();
      if (code == 0) continue;
      auto const& field = weights_.fields[k];
      for (auto const& [other, level] : index_.of_field(k).of(code)) tables_[k][other] = field.of_level[level];
      tables_[k][code] = field.of_level[levels_of(index_.records->fields[k].measure).exact] + field.rarity[code];
    }
  }

  void put_back() {
    for (std::size_t k = 0; k < tables_.size(); ++k) {
      auto const code = index_.records->fields[k].codes[record_];
      if (code == 0) continue;
      auto const different = weights_.fields[k].of_level[different_level];
      for (auto const& neighbour : index_.of_field(k).of(code)) tables_[k][neighbour.code] = different;
      tables_[k][code] = different;
    }
  }

  // sums[i] = weight of the record with record begin + i, names taken straight.
  void score(RecordNumber begin, RecordNumber end, Weight* sums) const {
    std::fill(sums, sums + (end - begin), weights_.prior);
    for (std::size_t k = 0; k < tables_.size(); ++k) {
      Weight const* const table = now_[k];
      if (table == nothing_.data()) continue;
      Code const* const codes = index_.records->fields[k].codes.data() + begin;
      for (RecordNumber i = 0; i < end - begin; ++i) sums[i] += table[codes[i]];
    }
  }

  // Records whose names may be this one's the wrong way round.
  void visit_swapped(std::function<void(RecordNumber)> const& visit) const {
    auto const& records = *index_.records;
    for (auto const& [forename, surname] : records.names) {
      auto const code = records.fields[forename].codes[record_];
      if (code == 0 || records.fields[surname].codes[record_] == 0) continue;
      auto const visit_code = [&](Code other) {
        for (auto number : index_.postings[surname].of(other)) visit(number);
      };
      visit_code(code);
      for (auto const& neighbour : index_.of_field(forename).of(code))
        if (neighbour.level >= name_level::close) visit_code(neighbour.code);
    }
  }

 private:
  Index const& index_;
  Weights const& weights_;
  RecordNumber record_ = 0;
  std::vector<std::vector<Weight>> tables_;
  std::vector<Weight> nothing_;  // for a field that this record has no value in
  std::vector<Weight const*> now_;
};

class Finder {
 public:
  Finder(Index const& index, Weights const& weights, Weight threshold, Search const& search)
      : index_(index), weights_(weights), threshold_(threshold), search_(search), size_(index.records->size()) {}

  std::vector<Pair> find() {
    auto const firsts = index_.records->linking() ? index_.records->first_of_second : size_;
    auto const wanted = (firsts + search_.every - 1) / search_.every;
    auto const pieces = (wanted + records_a_piece - 1) / records_a_piece;
    std::vector<std::vector<Pair>> found(pieces);
    std::mutex guard;
    std::vector<std::unique_ptr<Tables>> spare;  // tables are large, so a thread that finishes hands them on
    std::size_t done = 0;
    in_parallel(pieces, search_.threads, [&](std::size_t piece) {
      std::unique_ptr<Tables> tables;
      {
        std::lock_guard const lock{guard};
        if (stopped_ || (search_.stop && search_.stop())) {
          stopped_ = true;
          return;
        }
        if (!spare.empty()) {
          tables = std::move(spare.back());
          spare.pop_back();
        }
      }
      if (!tables) tables = std::make_unique<Tables>(index_, weights_);
      for (std::size_t i = piece * records_a_piece; i < std::min<std::size_t>(wanted, (piece + 1) * records_a_piece);
           ++i)
        find_of(static_cast<RecordNumber>(i * search_.every), *tables, found[piece]);
      std::lock_guard const lock{guard};
      spare.push_back(std::move(tables));
      ++done;
      if (search_.progress && done % 16 == 0) search_.progress(static_cast<double>(done) / static_cast<double>(pieces));
    });
    std::vector<Pair> all;
    for (auto const& some : found) all.insert(all.end(), some.begin(), some.end());
    std::sort(all.begin(), all.end(), [](Pair const& x, Pair const& y) {
      return std::tuple{-x.weight, x.a, x.b} < std::tuple{-y.weight, y.a, y.b};
    });
    return all;
  }

 private:
  void find_of(RecordNumber a, Tables& tables, std::vector<Pair>& found) {
    auto const begin = index_.records->linking() ? index_.records->first_of_second : a + 1;
    std::array<Weight, block_size> sums;
    tables.set(a);
    std::vector<RecordNumber> swapped;
    tables.visit_swapped([&](RecordNumber b) {
      if (b >= begin) swapped.push_back(b);
    });
    std::sort(swapped.begin(), swapped.end());
    swapped.erase(std::unique(swapped.begin(), swapped.end()), swapped.end());
    auto next_swapped = swapped.begin();
    for (RecordNumber at = begin; at < size_; at += block_size) {
      auto const end = std::min(size_, at + block_size);
      tables.score(at, end, sums.data());
      for (; next_swapped != swapped.end() && *next_swapped < end; ++next_swapped)
        sums[*next_swapped - at] = std::numeric_limits<Weight>::max();
      for (RecordNumber b = at; b < end; ++b)
        if (sums[b - at] >= threshold_) consider(a, b, found);
    }
    tables.put_back();
  }

  // The sum over the fields is the most that a pair can weigh; what a household takes off is looked at here.
  void consider(RecordNumber a, RecordNumber b, std::vector<Pair>& found) const {
    auto const weight = pair_weight(index_, weights_, a, b);
    if (weight >= threshold_) found.push_back({a, b, weight});
  }

  Index const& index_;
  Weights const& weights_;
  Weight threshold_;
  Search const& search_;
  RecordNumber size_;
  bool stopped_ = false;
};
}  // namespace

std::vector<Pair> find_pairs(Index const& index, Weights const& weights, Weight threshold, Search const& search) {
  return Finder(index, weights, threshold, search).find();
}

}  // namespace kith::link
