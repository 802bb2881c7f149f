#include "insight/fact_table.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <future>

#include "profile/profile.h"

namespace kith::insight {

namespace {

// A date that a projection wrote: ISO and valid, so that it is read without being checked again. Days from the civil
// calendar as in Howard Hinnant's "chrono-compatible low-level date algorithms".
Date date_in(std::string_view text) {
  if (text.size() != 10) return never;
  auto const digit = [&](std::size_t at) { return text[at] - '0'; };
  int const month = digit(5) * 10 + digit(6);
  int const day = digit(8) * 10 + digit(9);
  int const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3) - (month <= 2 ? 1 : 0);
  int const era = year / 400;
  int const year_of_era = year - era * 400;
  int const day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return {era * 146'097 + day_of_era - 719'468};
}

template <ClosedSet E>
std::int8_t place_in_set(std::string_view code) {
  for (std::size_t i = 0; i < members_of<E>.size(); ++i)
    if (members_of<E>[i].wire == code) return static_cast<std::int8_t>(i);
  return -1;
}

std::int8_t level_in(std::string_view text) {
  int level = 0;
  std::from_chars(text.data(), text.data() + text.size(), level);
  return static_cast<std::int8_t>(std::clamp(level, -1, 127));
}

// Takes the next part of a line off its front.
std::string_view take_part(std::string_view& line, char end_mark) {
  auto const* const end = static_cast<char const*>(std::memchr(line.data(), end_mark, line.size()));
  auto const length = end == nullptr ? line.size() : static_cast<std::size_t>(end - line.data());
  auto const part = line.substr(0, length);
  line.remove_prefix(std::min(length + 1, line.size()));
  return part;
}

constexpr int parts_before_children = 5;

// Takes a fact out of a child's, so that the others stand in the list of those that changed.
void take_from(ByChild& by_child, std::uint32_t child, std::uint32_t fact) {
  auto const mine = by_child.facts_of(child);
  std::vector<std::uint32_t> others(mine.begin(), mine.end());
  std::erase(others, fact);
  by_child.anew[child] = std::move(others);
}

}  // namespace

void FactList::expect_facts_of(std::uint32_t child, int step) const {
  auto const& [start, of, anew] = by_child;
  if (child + 1 >= start.size()) return;
  if (step == 0)
    __builtin_prefetch(&start[child]);
  else if (step == 1 && start[child] < of.size())
    __builtin_prefetch(&of[start[child]]);
  else
    for (auto at = start[child]; at < start[child + 1]; ++at) __builtin_prefetch(&facts[of[at]]);
}

BirthDate BirthDate::of(std::string_view person, std::string_view born) { return {IdBits::of(person), date_in(born)}; }

FactTable::FactTable() { number_of_places(""); }

// Three times over the same rows: what one asks of the memory has come when the next needs it.
void FactTable::put(std::span<FactRow const> rows) {
  read_.clear();
  read_children_.clear();
  for (auto const& row : rows) {
    auto const& now = read_.emplace_back(read(row));
    if (now.has_id) list(now.kind).ids.expect(now.id);
    if (now.has_family) family_numbers_.expect(now.family);
  }
  for (auto const& child : read_children_) child_numbers_.expect(child);
  for (auto const& row : read_) {
    if (row.has_id) list(row.kind).ids.expect_id(row.id);
    if (row.has_family) family_numbers_.expect_id(row.family);
  }
  for (auto const& child : read_children_) child_numbers_.expect_id(child);
  for (auto const& row : read_) put_read(row);
}

// One line, as facts.cpp put it together: day, closed_on, outcome, level, family, children, places.
FactTable::ReadRow FactTable::read(FactRow const& row) {
  ReadRow now;
  now.kind = row.kind;
  now.reference = row.reference;
  now.first_child = read_children_.size();
  auto line = row.counted;
  now.fact.day = date_in(take_part(line, '|'));
  now.fact.closed_on = date_in(take_part(line, '|'));
  auto const code = take_part(line, '|');
  if (row.kind == Counted::allocations)
    now.fact.outcome = code == left_for_good ? 0 : -1;
  else
    now.fact.outcome = row.kind == Counted::referrals ? place_in_set<profile::StepOutcome>(code)
                                                      : place_in_set<profile::ScreeningOutcome>(code);
  now.fact.level = level_in(take_part(line, '|'));
  auto const family = take_part(line, '|');
  auto children = take_part(line, '|');
  // A request whose family nobody recorded counts as that of its first child.
  now.has_family = row.kind == Counted::requests;
  if (now.has_family) now.family = IdBits::of(family.empty() ? children.substr(0, children.find(';')) : family);
  while (!children.empty()) read_children_.push_back(IdBits::of(take_part(children, ';')));
  now.fact.child_count = static_cast<std::uint16_t>(read_children_.size() - now.first_child);
  now.places = line;
  now.has_id = !row.id.empty();
  if (now.has_id) now.id = IdBits::of(row.id);
  return now;
}

void FactTable::put_read(ReadRow const& row) {
  auto& kept = list(row.kind);
  if (!row.has_id) return put_counted(kept.facts.emplace_back(), row);
  auto const at = kept.ids.number_of(row.id);
  if (at == kept.facts.size()) {
    make_room_for_one(kept.facts);
    make_room_for_one(kept.references);
    kept.facts.emplace_back();
    kept.references.push_back(0);
  } else {
    ++left_behind_;
  }
  put_counted(kept.facts[at], row);
  if (texts_.data() + kept.references[at] != row.reference || texts_.empty()) {
    kept.references[at] = static_cast<std::uint32_t>(texts_.size());
    texts_.append(row.reference).push_back('\0');
  }
}

// Its children and what the row says; the rest of the fact stays.
void FactTable::put_counted(Fact& fact, ReadRow const& row) {
  fact.day = row.fact.day;
  fact.closed_on = row.fact.closed_on;
  fact.outcome = row.fact.outcome;
  fact.level = row.fact.level;
  put_children(fact, std::span{read_children_}.subspan(row.first_child, row.fact.child_count));
  if (row.has_family) fact.family = family_numbers_.number_of(row.family);
  fact.places = number_of_places(row.places);
}

void FactTable::put_children(Fact& fact, std::span<IdBits const> ids) {
  auto const first = children_.size();
  for (auto const& id : ids) {
    make_room_for_one(children_);
    children_.push_back(child_numbers_.number_of(id));
  }
  std::span<std::uint32_t const> const now{children_.data() + first, children_.size() - first};
  if (std::ranges::equal(now, children_of(fact))) {
    children_.resize(first);
    return;
  }
  fact.first_child = static_cast<std::uint32_t>(first);
  fact.child_count = static_cast<std::uint16_t>(now.size());
}

std::uint32_t FactTable::number_of_places(std::string_view text) {
  if (auto const found = place_numbers_.find(text); found != place_numbers_.end()) return found->second;
  auto const number = static_cast<std::uint32_t>(places_.size());
  places_.emplace_back(text);
  place_numbers_.emplace(text, number);
  return number;
}

void FactTable::put_guarded(std::string_view person, bool is_restricted, bool address_protected,
                            std::string_view named) {
  guarded_.push_back({child_numbers_.number_of(person), is_restricted, address_protected, std::string{named}});
}

// Three times over them, as over the rows of facts.
void FactTable::put(std::span<BirthDate const> births) {
  for (auto const& birth : births) child_numbers_.expect(birth.person);
  for (auto const& birth : births) child_numbers_.expect_id(birth.person);
  born_.resize(child_count(), never);
  for (auto const& birth : births)
    if (auto const child = child_numbers_.find(birth.person); child != Numbering::none) born_[child] = birth.born;
}

void FactTable::put_in_order(bool holds_all) {
  // Each by itself, and what takes the time is waiting for memory, which two threads do as well as one.
  auto beside = std::async(std::launch::async, [this] { index(list(Counted::requests)); });
  index(list(Counted::allocations));
  index(list(Counted::referrals));
  beside.get();
  if (!holds_all) return;
  for (auto& kept : lists_) {
    auto const first = std::ranges::min_element(kept.facts, {}, &Fact::day);
    kept.first_day = first == kept.facts.end() ? std::nullopt : std::optional{first->day};
  }
}

auto FactTable::earlier_in(FactList const& list) {
  return [&list](std::uint32_t one, std::uint32_t other) {
    auto const day = list.facts[one].day;
    if (day != list.facts[other].day || list.ids.count() == 0) return day < list.facts[other].day;
    return list.ids.id_of(one) < list.ids.id_of(other);
  };
}

std::vector<std::uint32_t> FactTable::children_touched(FactRow const& row) const {
  auto const& kept = list(row.kind);
  std::vector<std::uint32_t> touched;
  if (auto const at = kept.ids.find(row.id); at != Numbering::none)
    for (auto const child : children_of(kept.facts[at])) touched.push_back(child);
  auto line = row.counted;
  for (int part = 0; part < parts_before_children; ++part) take_part(line, '|');
  auto ids = take_part(line, '|');
  while (!ids.empty())
    if (auto const child = child_numbers_.find(take_part(ids, ';')); child != Numbering::none) touched.push_back(child);
  return touched;
}

std::uint32_t FactTable::change(FactRow const& row) {
  auto& kept = list(row.kind);
  auto const known = kept.ids.find(row.id);
  std::vector<std::uint32_t> touched;
  std::optional<Date> day_before;
  if (known != Numbering::none) {
    auto const children = children_of(kept.facts[known]);
    touched.assign(children.begin(), children.end());
    day_before = kept.facts[known].day;
  }
  put(row);
  auto const at = kept.ids.find(row.id);
  auto const& fact = kept.facts[at];
  for (auto const child : touched) take_from(kept.by_child, child, at);
  for (auto const child : children_of(fact)) take_from(kept.by_child, child, at);
  for (auto const child : children_of(fact)) {
    auto& facts = kept.by_child.anew[child];
    facts.insert(std::ranges::upper_bound(facts, at, earlier_in(kept)), at);
  }
  if (!kept.first_day || fact.day < *kept.first_day)
    kept.first_day = fact.day;
  else if (day_before == kept.first_day && fact.day != *day_before)
    kept.first_day = std::ranges::min_element(kept.facts, {}, &Fact::day)->day;
  return at;
}

bool FactTable::is_out_of_order() const {
  return std::ranges::any_of(lists_, [&](auto const& kept) { return kept.by_child.anew.size() > 1024 + size() / 64; });
}

// Facts of one child on one day stand in the order of their ids, so that it does not matter in which they were put.
void FactTable::index(FactList& kept) const {
  auto& start = kept.by_child.start;
  auto& of = kept.by_child.of;
  start.assign(child_count() + 2, 0);
  // Counted two places on and filled one place on: when all are filled, each start is where it belongs.
  for (auto const& fact : kept.facts)
    for (auto const child : children_of(fact)) ++start[child + 2];
  for (std::size_t c = 2; c < start.size(); ++c) start[c] += start[c - 1];
  of.resize(start.back());
  for (std::uint32_t i = 0; i < kept.facts.size(); ++i)
    for (auto const child : children_of(kept.facts[i])) of[start[child + 1]++] = i;
  start.pop_back();
  kept.by_child.anew.clear();
  auto const is_earlier = earlier_in(kept);
  for (std::size_t c = 0; c + 1 < start.size(); ++c) {
    std::span const mine{of.data() + start[c], start[c + 1] - start[c]};
    if (mine.size() > 1 && !std::ranges::is_sorted(mine, is_earlier)) std::ranges::sort(mine, is_earlier);
  }
}

std::size_t FactTable::size() const {
  std::size_t facts = 0;
  for (auto const& kept : lists_) facts += kept.facts.size();
  return facts;
}

}  // namespace kith::insight
