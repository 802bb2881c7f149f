#include "link/pairs.h"

#include <algorithm>
#include <mutex>

#include "link/against.h"
#include "link/parallel.h"

namespace kith::link {

namespace {
constexpr RecordNumber records_a_piece = 16;

class Finder {
 public:
  Finder(Index const& index, Weights const& weights, Weight threshold, Search const& search)
      : index_(index), weights_(weights), threshold_(threshold), search_(search), size_(index.records->size()) {}

  std::vector<Pair> find() {
    auto const firsts = index_.records->linking() ? index_.records->first_of_second : size_;
    auto const wanted = (firsts + search_.every - 1) / search_.every;
    auto const pieces = (wanted + records_a_piece - 1) / records_a_piece;
    std::vector<std::vector<Pair>> found(pieces);
    in_parallel(pieces, search_.threads, [&](std::size_t piece) {
      auto const against = take();
      if (!against) return;
      auto const end = std::min<std::size_t>(wanted, (piece + 1) * records_a_piece);
      for (std::size_t i = piece * records_a_piece; i < end; ++i)
        find_of(static_cast<Place>(i * search_.every), *against, found[piece]);
      give_back(against, pieces);
    });
    std::vector<Pair> all;
    for (auto const& some : found) all.insert(all.end(), some.begin(), some.end());
    std::sort(all.begin(), all.end(), [](Pair const& x, Pair const& y) {
      return std::tuple{-x.weight, x.a, x.b} < std::tuple{-y.weight, y.a, y.b};
    });
    return all;
  }

 private:
  // The tables of a record against everybody are large, so pieces hand them on.
  std::shared_ptr<Against> take() {
    std::lock_guard const lock{guard_};
    stopped_ = stopped_ || (search_.stop && search_.stop());
    if (stopped_) return nullptr;
    if (spare_.empty()) return std::make_shared<Against>(index_, weights_, threshold_);
    auto against = std::move(spare_.back());
    spare_.pop_back();
    return against;
  }

  void give_back(std::shared_ptr<Against> against, std::size_t pieces) {
    std::lock_guard const lock{guard_};
    spare_.push_back(std::move(against));
    if (search_.progress && ++done_ % 16 == 0)
      search_.progress(static_cast<double>(done_) / static_cast<double>(pieces));
  }

  void find_of(Place place, Against& against, std::vector<Pair>& found) const {
    auto const begin = index_.records->linking() ? index_.records->first_of_second : place + 1;
    auto const a = index_.order[place];
    against.set_record(place);
    against.visit(begin, [&](Place other, Weight weight) {
      auto const b = index_.order[other];
      found.push_back({std::min(a, b), std::max(a, b), weight});
    });
  }

  Index const& index_;
  Weights const& weights_;
  Weight threshold_;
  Search const& search_;
  RecordNumber size_;
  std::mutex guard_;
  std::vector<std::shared_ptr<Against>> spare_;
  std::size_t done_ = 0;
  bool stopped_ = false;
};
}  // namespace

std::vector<Pair> find_pairs(Index const& index, Weights const& weights, Weight threshold, Search const& search) {
  return Finder(index, weights, threshold, search).find();
}

}  // namespace kith::link
