#include "link/neighbours.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/time.h"
#include "link/deletions.h"
#include "link/parallel.h"
#include "link/spelling.h"

namespace kith::link {

Neighbours::Neighbours(Measure measure, std::vector<std::vector<Neighbour>> const& lists)
    : exact_(levels_of(measure).exact), begins_(1, 0) {
  std::size_t total = 0;
  for (auto const& list : lists) total += list.size();
  entries_.reserve(total);
  begins_.reserve(lists.size() + 1);
  for (auto const& list : lists) {
    entries_.insert(entries_.end(), list.begin(), list.end());
    begins_.push_back(static_cast<std::uint32_t>(entries_.size()));
  }
}

Neighbours::Neighbours(Measure measure, Code codes, std::vector<Near> pairs)
    : exact_(levels_of(measure).exact), begins_(codes + 1, 0) {
  for (auto const& pair : pairs) {
    ++begins_[pair.a + 1];
    ++begins_[pair.b + 1];
  }
  for (Code code = 0; code < codes; ++code) begins_[code + 1] += begins_[code];
  entries_.resize(pairs.size() * 2);
  auto next = begins_;
  for (auto const& pair : pairs) {
    entries_[next[pair.a]++] = {pair.b, pair.level};
    entries_[next[pair.b]++] = {pair.a, pair.level};
  }
  for (Code code = 0; code < codes; ++code)
    std::sort(entries_.begin() + begins_[code], entries_.begin() + begins_[code + 1],
              [](Neighbour x, Neighbour y) { return x.code < y.code; });
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
  for (std::size_t group = 0; group < most_nickname_groups; ++group)
    if ((value.nicknames.bits[group / 64] >> (group % 64) & 1) != 0) keys.push_back(key('n', std::to_string(group)));
  // Every run of words, because a whole value may be a part of another: "anne marie" of "mary anne marie".
  std::string_view const text = value.text;
  for (std::size_t begin = 0; begin < text.size(); begin = std::min(text.find(' ', begin), text.size() - 1) + 1)
    for (std::size_t end = begin; end < text.size();) {
      end = std::min(text.find(' ', end + 1), text.size());
      keys.push_back(key('w', text.substr(begin, end - begin)));
    }
  keys.push_back(key('k', value.spelling));
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

// A year's 1 January may stand for any of its days, so the one is looked for among the others.
std::uint64_t key_of_year(Value const& date, bool new_years_day) {
  return key(new_years_day ? 'J' : 'Y', std::string_view{date.text}.substr(0, 4));
}
}  // namespace

bool mostly_different(Measure measure) {
  return measure == Measure::identifier || measure == Measure::phone || measure == Measure::email;
}

Vicinity::Vicinity(Dictionary const& dictionary, InstructionSet set, Code many)
    : dictionary_(dictionary), set_(set), many_(mostly_different(dictionary.measure()) && dictionary.size() > many) {
  if (many_ && dictionary.measure() != Measure::email) sort_by_ends();
  catch_up();
}

Level Vicinity::level(Value const& a, Value const& b) const {
  auto const level = compare(dictionary_.measure(), a, b);
  return many_ && level == two_wrong && dictionary_.measure() == Measure::identifier ? different_level : level;
}

namespace {
// One slip, an exchange of two neighbours included, leaves either so many characters at the back as they are, or all
// but one of the others at the front.
struct Ends {
  std::size_t front = 0;
  std::size_t back = 0;
  explicit Ends(std::size_t length) {
    back = length < 3 ? 0 : (length - 2) / 2;
    front = length < 2 ? 0 : length - 1 - back;
  }
};
bool comes_before_from_back(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}
}  // namespace

void Vicinity::sort_by_ends() {
  for (Code code = 1; code < dictionary_.size(); ++code) by_front_.push_back(code);
  by_back_ = by_front_;
  std::sort(by_front_.begin(), by_front_.end(),
            [&](Code a, Code b) { return dictionary_[a].text < dictionary_[b].text; });
  std::sort(by_back_.begin(), by_back_.end(),
            [&](Code a, Code b) { return comes_before_from_back(dictionary_[a].text, dictionary_[b].text); });
  known_ = dictionary_.size();
}

void Vicinity::append_sharing_an_end(Value const& value, std::vector<Code>& possible) const {
  std::string_view const text = value.text;
  Ends const ends{text.size()};
  auto const front = text.substr(0, ends.front);
  auto at = std::lower_bound(by_front_.begin(), by_front_.end(), front,
                             [&](Code code, std::string_view wanted) { return dictionary_[code].text < wanted; });
  for (; at != by_front_.end() && dictionary_[*at].text.starts_with(front); ++at) possible.push_back(*at);
  auto const back = text.substr(text.size() - ends.back);
  at = std::lower_bound(by_back_.begin(), by_back_.end(), back, [&](Code code, std::string_view wanted) {
    return comes_before_from_back(dictionary_[code].text, wanted);
  });
  for (; at != by_back_.end() && dictionary_[*at].text.ends_with(back); ++at) possible.push_back(*at);
}

void Vicinity::catch_up() {
  for (; known_ < dictionary_.size(); ++known_) add(known_);
}

namespace {
std::vector<std::uint64_t> keys_of(Measure measure, Value const& value) {
  std::vector<std::uint64_t> keys;
  if (is_name(measure)) add_name_keys(value, keys);
  if (measure == Measure::date) add_date_keys(value, keys);
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
  if (dictionary_.measure() == Measure::date) by_key_[key_of_year(value, is_new_years_day(value))].push_back(code);
  if (is_name(dictionary_.measure())) {
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

namespace {
// One digit replaced, two neighbours exchanged, or day and month: few enough to be asked for one by one. Only codes
// below `known` are of interest.
void append_dates_with_a_slip(Dictionary const& dictionary, Code known, std::string text, std::vector<Code>& possible) {
  auto const ask = [&] {
    if (auto const code = dictionary.find(text); code && *code < known) possible.push_back(*code);
  };
  if (text.size() == 8) {
    auto const month_first = text;
    text = month_first.substr(0, 4) + month_first.substr(6, 2) + month_first.substr(4, 2);
    ask();
    text = month_first;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    char const digit = text[i];
    for (text[i] = '0'; text[i] <= '9'; ++text[i])
      if (text[i] != digit) ask();
    text[i] = digit;
    if (i == 0 || text[i] == text[i - 1]) continue;
    std::swap(text[i], text[i - 1]);
    ask();
    std::swap(text[i], text[i - 1]);
  }
}
}  // namespace

std::vector<Neighbour> Vicinity::neighbours_of(Value const& value) const {
  std::vector<Neighbour> found;
  auto const measure = dictionary_.measure();
  if (measure == Measure::category || value.text.empty()) return found;
  std::vector<Code> possible;
  Wanted const wanted{character_bits(measure, value.text), front_of(value.text)};
  auto const length = static_cast<std::uint32_t>(std::min<std::size_t>(value.text.size(), 65));
  if (measure == Measure::date)
    append_dates_with_a_slip(dictionary_, known_, value.text, possible);
  else
    for (auto const& group : groups_)
      if (!group.codes.empty())
        append_possible(wanted, allowance(measure, length, group.length), group, set_, possible);
  auto const add_all = [&](std::uint64_t shared) {
    if (auto const list = by_key_.find(shared); list != by_key_.end())
      possible.insert(possible.end(), list->second.begin(), list->second.end());
  };
  for (auto const shared : keys_of(measure, value)) add_all(shared);
  if (!by_front_.empty()) append_sharing_an_end(value, possible);
  if (is_name(measure)) add_all(key(value.text.size() == 1 ? 'f' : 'i', std::string_view{value.text}.substr(0, 1)));
  if (is_name(measure)) {  // what this may be the short form of, and the short forms of this
    bool whole = true;
    for (auto const stem : stems_of(value.text)) {
      add_all(key('1', stem));
      if (std::exchange(whole, false)) add_all(key('2', stem));
    }
    auto const ends = ends_of(value.text);
    for (auto const front : ends.fronts) add_all(key('F', front));
    for (auto const back : ends.backs) add_all(key('B', back));
  }
  if (measure == Measure::date) add_all(key_of_year(value, !is_new_years_day(value)));
  if (measure == Measure::date && value.real_date)
    for (int days : {-31, -15, 15, 31}) add_all(key('M', to_text(Date{value.day_number + days}).substr(0, 7)));
  std::sort(possible.begin(), possible.end());
  possible.erase(std::unique(possible.begin(), possible.end()), possible.end());
  for (auto const code : possible) {
    if (dictionary_[code].text == value.text) continue;
    auto const found_level = level(dictionary_[code], value);
    if (found_level > different_level) found.push_back({code, found_level});
  }
  return found;
}

Neighbours find_neighbours(Dictionary const& dictionary, unsigned threads, InstructionSet set, Code many) {
  auto const measure = dictionary.measure();
  if (dictionary.size() > many && (mostly_different(measure) || measure == Measure::postcode))
    return {measure, dictionary.size(),
            near_by_one_deletion(dictionary, threads, [&](Value const& value) { return keys_of(measure, value); })};
  Vicinity const vicinity{dictionary, set, many};
  std::size_t const size = dictionary.size();
  std::vector<std::vector<Neighbour>> lists(size);
  in_parallel((size + rows_a_piece - 1) / rows_a_piece, threads, [&](std::size_t piece) {
    auto const end = std::min(size, (piece + 1) * rows_a_piece);
    for (std::size_t a = std::max<std::size_t>(1, piece * rows_a_piece); a < end; ++a)
      lists[a] = vicinity.neighbours_of(dictionary[static_cast<Code>(a)]);
  });
  return {measure, lists};
}

}  // namespace kith::link
