#include "link/neighbours.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "link/deletions.h"
#include "link/parallel.h"
#include "link/spelling.h"

namespace kith::link {

namespace {
// No two values are at a level above `exact`: those are of swapped names.
constexpr unsigned bits_of_level = 3;
constexpr std::uint64_t level_mask = (1u << bits_of_level) - 1;
static_assert(name_level::exact <= level_mask);

// Calls visit(neighbour) for a list's neighbours in order, as long as it says true.
template <class Visit>
void each_of_list(std::uint8_t const* at, std::uint8_t const* const end, Visit const& visit) {
  for (Neighbour neighbour; at != end;) {
    std::uint64_t step = 0;
    for (unsigned shift = 0;; shift += 7) {
      step |= std::uint64_t{*at & 127u} << shift;
      if ((*at++ & 128) == 0) break;
    }
    neighbour.code += static_cast<Code>(step >> bits_of_level);
    neighbour.level = static_cast<Level>(step & level_mask);
    if (!visit(neighbour)) return;
  }
}
}  // namespace

Neighbours::Neighbours(Dictionary const& dictionary, std::vector<std::vector<Neighbour>> const& lists)
    : dictionary_(&dictionary) {
  std::vector<std::uint32_t> begins{0};
  for (auto const& list : lists) {
    for (Code last = 0; auto const& neighbour : list) append(neighbour, std::exchange(last, neighbour.code));
    begins.push_back(static_cast<std::uint32_t>(lists_.size()));
  }
  lists_.shrink_to_fit();
  begins_ = PackedNumbers{begins};
}

Neighbours::Neighbours(Dictionary const& dictionary, std::vector<Near> pairs) : dictionary_(&dictionary) {
  auto const seen = pairs.size();
  for (std::size_t i = 0; i < seen; ++i) pairs.push_back({pairs[i].b, pairs[i].a, pairs[i].level});
  std::sort(pairs.begin(), pairs.end(),
            [](Near const& x, Near const& y) { return std::tie(x.a, x.b) < std::tie(y.a, y.b); });
  std::vector<std::uint32_t> begins{0};
  auto pair = pairs.begin();
  for (Code code = 0; code < dictionary.size(); ++code) {
    for (Code last = 0; pair != pairs.end() && pair->a == code; ++pair)
      append({pair->b, pair->level}, std::exchange(last, pair->b));
    begins.push_back(static_cast<std::uint32_t>(lists_.size()));
  }
  lists_.shrink_to_fit();
  begins_ = PackedNumbers{begins};
}

Neighbours::Neighbours(Dictionary const& dictionary, NearDates dates)
    : dictionary_(&dictionary), dates_(std::move(dates)) {}

void Neighbours::append(Neighbour neighbour, Code last) {
  auto step = std::uint64_t{neighbour.code - last} << bits_of_level | neighbour.level;
  for (; step > 127; step >>= 7) lists_.push_back(static_cast<std::uint8_t>(step | 128));
  lists_.push_back(static_cast<std::uint8_t>(step));
}

std::span<Neighbour const> Neighbours::of(Code code, std::vector<Neighbour>& room) const {
  if (code == 0) return {};
  if (dates_) return dates_->of((*dictionary_)[code].date, room);
  room.clear();
  each_of_list(lists_.data() + begins_[code], lists_.data() + begins_[code + 1], [&](Neighbour neighbour) {
    room.push_back(neighbour);
    return true;
  });
  return room;
}

Level Neighbours::level(Code a, Code b) const {
  if (a == 0 || b == 0) return missing_level;
  if (a == b) return levels_of(dictionary_->measure()).exact;
  if (dates_) return compare_dates((*dictionary_)[a].date, (*dictionary_)[b].date);
  auto const length = [&](Code code) { return begins_[code + 1] - begins_[code]; };
  if (length(b) < length(a)) std::swap(a, b);
  auto found = different_level;
  each_of_list(lists_.data() + begins_[a], lists_.data() + begins_[a + 1], [&](Neighbour neighbour) {
    if (neighbour.code == b) found = neighbour.level;
    return neighbour.code < b;
  });
  return found;
}

namespace {
constexpr std::size_t rows_a_piece = 64;

// FNV-1a, so that the keys are the same everywhere; of the kind and then the text, so that no two kinds share a key.
std::uint64_t key(char kind, std::string_view text) {
  std::uint64_t hash = 14695981039346656037ull;
  auto const add = [&](char c) { hash = (hash ^ static_cast<std::uint8_t>(c)) * 1099511628211ull; };
  add(kind);
  std::for_each(text.begin(), text.end(), add);
  return hash;
}

void add_name_keys(Value const& value, std::vector<std::uint64_t>& keys) {
  auto const& [sound, nicknames, spelling] = *value.forms;
  if (sound.primary.size() > 1) keys.push_back(key('s', sound.primary));
  if (sound.secondary.size() > 1 && sound.secondary != sound.primary) keys.push_back(key('s', sound.secondary));
  for (std::size_t group = 0; group < most_nickname_groups; ++group)
    if ((nicknames.bits[group / 64] >> (group % 64) & 1) != 0) keys.push_back(key('n', std::to_string(group)));
  // Every run of words, because a whole value may be a part of another: "anne marie" of "mary anne marie".
  std::string_view const text = value.text;
  for (std::size_t begin = 0; begin < text.size(); begin = std::min(text.find(' ', begin), text.size() - 1) + 1)
    for (std::size_t end = begin; end < text.size();) {
      end = std::min(text.find(' ', end + 1), text.size());
      keys.push_back(key('w', text.substr(begin, end - begin)));
    }
  keys.push_back(key('k', spelling));
}
}  // namespace

bool mostly_different(Measure measure) {
  return measure == Measure::identifier || measure == Measure::phone || measure == Measure::email;
}

Vicinity::Vicinity(Dictionary const& dictionary, InstructionSet set, Code many)
    : dictionary_(dictionary), set_(set), many_(mostly_different(dictionary.measure()) && dictionary.size() > many) {
  if (dictionary.measure() == Measure::date)
    dates_ = NearDates{dictionary};
  else if (many_ && dictionary.measure() != Measure::email)
    shared_ends_ = SharedEnds{dictionary};
  else
    for (Code code = 1; code < dictionary.size(); ++code) add(code);
}

Level Vicinity::level(Value const& a, Value const& b) const {
  auto const level = compare(dictionary_.measure(), a, b);
  return many_ && level == two_wrong && dictionary_.measure() == Measure::identifier ? different_level : level;
}

namespace {
std::vector<std::uint64_t> keys_of(Measure measure, Value const& value) {
  std::vector<std::uint64_t> keys;
  if (is_name(measure)) add_name_keys(value, keys);
  if (measure == Measure::postcode && value.sector != 0)
    keys.push_back(key('p', std::string_view{value.text}.substr(0, value.sector)));
  if (measure == Measure::email) keys.push_back(key('e', std::string_view{value.text}.substr(0, value.text.find('@'))));
  return keys;
}
}  // namespace

void Vicinity::add(Code code) {
  auto const& value = dictionary_[code];
  auto const length = std::min<std::size_t>(value.text.size(), 65);
  if (groups_.size() <= length) groups_.resize(length + 1);
  auto& group = groups_[length];
  group.length = static_cast<std::uint32_t>(length);
  group.codes.push_back(code);
  group.bits.push_back(character_bits(dictionary_.measure(), value.text));
  group.fronts.push_back(front_of(value.text));
  for (auto const found : keys_of(dictionary_.measure(), value)) by_key_[found].push_back(code);
  if (is_name(dictionary_.measure())) {
    by_key_[key(value.text.size() == 1 ? 'i' : 'f', std::string_view{value.text}.substr(0, 1))].push_back(code);
    bool whole = true;
    for (auto const stem : stems_of(value.text)) {
      by_key_[key('F', stem)].push_back(code);
      if (std::exchange(whole, false)) by_key_[key('B', stem)].push_back(code);
    }
    auto const ends = ends_of(value.text);
    for (auto const front : ends.fronts) by_key_[key('1', front)].push_back(code);
    for (auto const back : ends.backs) by_key_[key('2', back)].push_back(code);
  }
}

std::vector<Code> Vicinity::possible_neighbours(Value const& value) const {
  auto const measure = dictionary_.measure();
  std::vector<Code> possible;
  Wanted const wanted{character_bits(measure, value.text), front_of(value.text)};
  auto const length = static_cast<std::uint32_t>(std::min<std::size_t>(value.text.size(), 65));
  for (auto const& group : groups_)
    if (!group.codes.empty()) append_possible(wanted, allowance(measure, length, group.length), group, set_, possible);
  auto const add_all = [&](std::uint64_t shared) {
    if (auto const list = by_key_.find(shared); list != by_key_.end())
      possible.insert(possible.end(), list->second.begin(), list->second.end());
  };
  for (auto const shared : keys_of(measure, value)) add_all(shared);
  if (!shared_ends_.empty()) shared_ends_.append_possible(value.text, possible);
  if (is_name(measure)) {
    add_all(key(value.text.size() == 1 ? 'f' : 'i', std::string_view{value.text}.substr(0, 1)));  // an initial
    // What this may be the short form of, and the short forms of this.
    bool whole = true;
    for (auto const stem : stems_of(value.text)) {
      add_all(key('1', stem));
      if (std::exchange(whole, false)) add_all(key('2', stem));
    }
    auto const ends = ends_of(value.text);
    for (auto const front : ends.fronts) add_all(key('F', front));
    for (auto const back : ends.backs) add_all(key('B', back));
  }
  std::sort(possible.begin(), possible.end());
  possible.erase(std::unique(possible.begin(), possible.end()), possible.end());
  return possible;
}

std::vector<Neighbour> Vicinity::neighbours_of(Value const& value) const {
  std::vector<Neighbour> found;
  auto const measure = dictionary_.measure();
  if (measure == Measure::category || value.text.empty()) return found;
  if (measure == Measure::date) {
    dates_.of(value.date, found);
    std::sort(found.begin(), found.end(), [](Neighbour a, Neighbour b) { return a.code < b.code; });
    return found;
  }
  for (auto const code : possible_neighbours(value)) {
    if (dictionary_[code].text == value.text) continue;
    auto const found_level = level(dictionary_[code], value);
    if (found_level > different_level) found.push_back({code, found_level});
  }
  return found;
}

Neighbours find_neighbours(Dictionary const& dictionary, unsigned threads, InstructionSet set, Code many) {
  auto const measure = dictionary.measure();
  if (measure == Measure::date) return {dictionary, NearDates{dictionary}};
  if (dictionary.size() > many && (mostly_different(measure) || measure == Measure::postcode))
    return {dictionary,
            near_by_one_deletion(dictionary, threads, [&](Value const& value) { return keys_of(measure, value); })};
  Vicinity const vicinity{dictionary, set, many};
  std::size_t const size = dictionary.size();
  std::vector<std::vector<Neighbour>> lists(size);
  in_parallel((size + rows_a_piece - 1) / rows_a_piece, threads, [&](std::size_t piece) {
    auto const end = std::min(size, (piece + 1) * rows_a_piece);
    for (std::size_t a = std::max<std::size_t>(1, piece * rows_a_piece); a < end; ++a)
      lists[a] = vicinity.neighbours_of(dictionary[static_cast<Code>(a)]);
  });
  return {dictionary, lists};
}

}  // namespace kith::link
