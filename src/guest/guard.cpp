#include "guest/guard.h"

#include <algorithm>

#include "base/text.h"
#include "guest/our_plan.h"

namespace kith::guest {

namespace {

// Shorter than this, what is kept would be found by chance in any text.
std::size_t constexpr least_letters = 5;

std::string pressed(std::string_view text) {
  auto letters = fold(text);
  std::erase(letters, ' ');
  return letters;
}

// "17 Canary Yard" of "17 Canary Yard, Hexthorpe": what only one home has. A town alone betrays nobody.
std::string_view first_line(std::string_view address) {
  return trimmed(address.substr(0, address.find_first_of(",\n")));
}
// The same without its number: "Canary Yard".
std::string_view street(std::string_view line) {
  auto const at = line.find_first_not_of("0123456789 -/abcdABCD");
  auto const blank = line.find(' ');
  if (line.empty() || line.front() < '0' || line.front() > '9' || blank == std::string_view::npos) return line;
  return at == std::string_view::npos ? line : trimmed(line.substr(blank));
}

std::string home_of(people::PersonRecord const& person) {
  return pressed(first_line(person.details.address.reveal())) + "|" + pressed(person.details.postcode.reveal());
}

}  // namespace

Guard::Guard(std::vector<people::PersonRecord> const& members, std::optional<people::PersonId> reader,
             std::vector<family::MemberRow> const& team, profile::Profile const& profile) {
  std::string own;
  for (auto const& member : members)
    if (member.person == reader) own = home_of(member);
  bool const together =
      std::ranges::all_of(members, [&](auto const& member) { return home_of(member) == home_of(members.front()); });
  for (auto const& member : members) {
    if (member.person == reader) continue;
    bool const elsewhere = reader ? home_of(member) != own : !together;
    if (!elsewhere && !member.protected_address) continue;
    auto const line = first_line(member.details.address.reveal());
    keep(line);
    keep(street(line));
    keep(member.details.postcode.reveal());
  }
  for (auto const& member : team) {
    if (!is_specialist(member.agency, member.role)) continue;
    keep(member.name);
    keep(member.phone);
  }
  for (auto const& agency : profile.agencies) {
    if (!is_specialist(agency.code)) continue;
    keep(agency.label);
    keep(agency.phone);
    for (auto const& alias : agency.aliases) keep(alias);
  }
}

void Guard::keep(std::string_view words) {
  auto letters = pressed(words);
  if (letters.size() >= least_letters) kept_.push_back(std::move(letters));
}

bool Guard::finds_in(std::string_view text) const {
  if (kept_.empty() || text.empty()) return false;
  auto const letters = pressed(text);
  return std::ranges::any_of(kept_, [&](auto const& words) { return letters.find(words) != std::string::npos; });
}

}  // namespace kith::guest
