#include "link/neighbours.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/time.h"
#include "link/parallel.h"

namespace kith::link {

Neighbours::Neighbours(Measure measure, std::vector<std::vector<Neighbour>> const& lists)
    : exact_(levels_of(measure).exact), begins_(1, 0) {
  std::size_t total = 0;
  for (auto const& list : lists) total += list.size();
  entries_.reserve(total);
  for (auto const& list : lists) {
    entries_.insert(entries_.end(), list.begin(), list.end());
    begins_.push_back(entries_.size());
  }
}

Level Neighbours::level(Code a, Code b) const {
  if (a == 0 || b == 0) return missing_level;
  if (a == b) return exact_;
  auto list = of(a);
  auto other = of(b);
  if (other.size() < list.size()) {
    std::swap(list, other);
    std::swap(a, b);
  }
  auto const found =
      std::lower_bound(list.begin(), list.end(), b, [](Neighbour n, Code code) { return n.code < code; });
  return found != list.end() && found->code == b ? found->level : different_level;
}

namespace {
constexpr std::size_t rows_a_piece = 64;

// FNV-1a, so that the keys are the same everywhere.
std::uint64_t key(char kind, std::string_view text) {
  std::uint64_t hash = 14695981039346656037ull ^ static_cast<std::uint8_t>(kind);
  for (char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 1099511628211ull;
  return hash;
}

void add_name_keys(Value const& value, std::vector<std::uint64_t>& keys) {
  if (value.sound.primary.size() > 1) keys.push_back(key('s', value.sound.primary));
  if (value.sound.secondary.size() > 1 && value.sound.secondary != value.sound.primary)
    keys.push_back(key('s', value.sound.secondary));
  for (std::size_t group = 0; group < 192; ++group)
    if ((value.nicknames.bits[group / 64] >> (group % 64) & 1) != 0) keys.push_back(key('n', std::to_string(group)));
  // Every run of words, because a whole value may be a part of another: "anne marie" of "mary anne marie".
  std::string_view const text = value.text;
  for (std::size_t begin = 0; begin < text.size(); begin = std::min(text.find(' ', begin), text.size() - 1) + 1)
    for (std::size_t end = begin; end < text.size();) {
      end = std::min(text.find(' ', end + 1), text.size());
      keys.push_back(key('w', text.substr(begin, end - begin)));
    }
  // An initial.
  keys.push_back(key(text.size() == 1 ? 'i' : 'f', text.substr(0, 1)));
}

// Two of three parts, and the month, in which and beside which the dates within a month lie.
void add_date_keys(Value const& value, std::vector<std::uint64_t>& keys) {
  std::string_view const text = value.text;
  if (text.size() != 8) return;
  keys.push_back(key('y', text.substr(0, 6)));
  keys.push_back(key('m', text.substr(4, 4)));
  keys.push_back(key('d', std::string{text.substr(0, 4)} + std::string{text.substr(6, 2)}));
  if (value.real_date) keys.push_back(key('M', to_text(Date{value.day_number}).substr(0, 7)));
}
}  // namespace

Vicinity::Vicinity(Dictionary const& dictionary, InstructionSet set) : dictionary_(dictionary), set_(set) {
  catch_up();
}

void Vicinity::catch_up() {
  for (; known_ < dictionary_.size(); ++known_) add(known_);
}

std::vector<std::uint64_t> Vicinity::keys_of(Value const& value) const {
  std::vector<std::uint64_t> keys;
  auto const measure = dictionary_.measure();
  if (is_name(measure)) add_name_keys(value, keys);
  if (measure == Measure::date) add_date_keys(value, keys);
  if (measure == Measure::postcode && value.sector != 0)
    keys.push_back(key('p', std::string_view{value.text}.substr(0, value.sector)));
  if (measure == Measure::email) keys.push_back(key('e', std::string_view{value.text}.substr(0, value.text.find('@'))));
  return keys;
}

void Vicinity::add(Code code) {
  auto const& value = dictionary_[code];
  auto const length = std::min<std::size_t>(value.text.size(), 65);
  if (groups_.size() <= length) groups_.resize(length + 1);
  auto& group = groups_[length];
  group.length = static_cast<std::uint32_t>(length);
  group.codes.push_back(code);
  group.bits.push_back(character_bits(dictionary_.measure(), value.text));
  for (auto const found : keys_of(value)) by_key_[found].push_back(code);
}

std::vector<Neighbour> Vicinity::neighbours_of(Value const& value) const {
  std::vector<Neighbour> found;
  auto const measure = dictionary_.measure();
  if (measure == Measure::category || value.text.empty()) return found;
  std::vector<Code> possible;
  auto const bits = character_bits(measure, value.text);
  auto const length = static_cast<std::uint32_t>(std::min<std::size_t>(value.text.size(), 65));
  for (auto const& group : groups_)
    if (!group.codes.empty()) append_possible(bits, allowance(measure, length, group.length), group, 0, set_, possible);
  auto const add_all = [&](std::uint64_t wanted) {
    if (auto const list = by_key_.find(wanted); list != by_key_.end())
      possible.insert(possible.end(), list->second.begin(), list->second.end());
  };
  for (auto const wanted : keys_of(value)) add_all(wanted);
  if (is_name(measure)) add_all(key(value.text.size() == 1 ? 'f' : 'i', std::string_view{value.text}.substr(0, 1)));
  if (measure == Measure::date && value.real_date)
    for (int days : {-31, -15, 15, 31}) add_all(key('M', to_text(Date{value.day_number + days}).substr(0, 7)));
  std::sort(possible.begin(), possible.end());
  possible.erase(std::unique(possible.begin(), possible.end()), possible.end());
  for (auto const code : possible) {
    if (dictionary_[code].text == value.text) continue;
    auto const level = compare(measure, dictionary_[code], value);
    if (level > different_level) found.push_back({code, level});
  }
  return found;
}

Neighbours find_neighbours(Dictionary const& dictionary, unsigned threads, InstructionSet set) {
  Vicinity const vicinity{dictionary, set};
  std::size_t const size = dictionary.size();
  std::vector<std::vector<Neighbour>> lists(size);
  in_parallel((size + rows_a_piece - 1) / rows_a_piece, threads, [&](std::size_t piece) {
    auto const end = std::min(size, (piece + 1) * rows_a_piece);
    for (std::size_t a = std::max<std::size_t>(1, piece * rows_a_piece); a < end; ++a)
      lists[a] = vicinity.neighbours_of(dictionary[static_cast<Code>(a)]);
  });
  return {dictionary.measure(), lists};
}

}  // namespace kith::link
