#include "html/picture/genogram_kin.h"

#include <algorithm>
#include <limits>

namespace kith::html::picture {

namespace {

using Entries = std::vector<Lists::Entry>;

void add_parents(Entries& to, std::size_t couple, GenogramUnion const& pair) {
  if (pair.first) to.push_back({couple, *pair.first});
  if (pair.second && pair.second != pair.first) to.push_back({couple, *pair.second});
}

// Each child where its age puts it; those of one age, or of none that is known, as they were given.
void add_children(Entries& to, std::size_t couple, Genogram const& genogram) {
  auto const begin = static_cast<std::ptrdiff_t>(to.size());
  auto age = [&](std::size_t person) {
    int const born = genogram.people[person].born;
    return born == 0 ? std::numeric_limits<int>::max() : born;
  };
  for (auto const& child : genogram.unions[couple].children) {
    auto const person = child.person;
    if (std::any_of(to.begin() + begin, to.end(), [&](auto const& other) { return other.item == person; })) continue;
    auto const younger =
        std::find_if(to.begin() + begin, to.end(), [&](auto const& other) { return age(other.item) > age(person); });
    to.insert(younger, {couple, person});
  }
}

void add_partners(Entries& to, std::size_t one, std::size_t other) {
  auto const known = [&](auto const& entry) { return entry.list == one && entry.item == other; };
  if (std::any_of(to.begin(), to.end(), known)) return;
  to.push_back({one, other});
  to.push_back({other, one});
}

}  // namespace

Lists::Lists(std::size_t count, std::span<Entry const> entries) : starts_(count + 1, 0), items_(entries.size()) {
  // Where each list ends; filled from the back, that becomes where it starts.
  for (auto const& entry : entries) ++starts_[entry.list];
  for (std::size_t list = 1; list <= count; ++list) starts_[list] += starts_[list - 1];
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) items_[--starts_[entry->list]] = entry->item;
}

Kin::Kin(Genogram const& genogram, std::vector<int> const& row) : pull(row.size(), 0) {
  auto const couples = genogram.unions.size(), people = row.size();
  Entries of_parents, of_children, upwards, downwards, beside;
  for (auto* entries : {&of_parents, &of_children, &upwards, &downwards, &beside}) entries->reserve(people + couples);
  for (std::size_t i = 0; i < couples; ++i) {
    add_parents(of_parents, i, genogram.unions[i]);
    add_children(of_children, i, genogram);
  }
  parents = Lists(couples, of_parents);
  children = Lists(couples, of_children);
  for (std::size_t i = 0; i < couples; ++i) {
    auto const above = parents[i], below = children[i];
    for (std::size_t at = 0; at < below.size(); ++at) {
      if (!above.empty()) upwards.push_back({below[at], i});
      pull[below[at]] += static_cast<int>(below.size()) - 1 - 2 * static_cast<int>(at);
    }
    if (!above.empty() && !below.empty()) downwards.push_back({above.front(), i});
    if (above.size() == 2 && row[above[0]] == row[above[1]]) add_partners(beside, above[0], above[1]);
  }
  child_of = Lists(people, upwards);
  parent_in = Lists(people, downwards);
  partners = Lists(people, beside);
}

}  // namespace kith::html::picture
