#include "guest/guard.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "guest/our_plan.h"
#include "guest/phone.h"
#include "people/particulars.h"

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

}  // namespace

struct Guard::Home {
  std::string line;
  std::string postcode;
  bool never_given = false;  // somebody is named to whom it is never given

  std::string pressed_whole() const { return pressed(line) + "|" + pressed(postcode); }
};

// One of the family, with every address and number that is known of them, of today and of before.
struct Guard::Household {
  people::PersonId person;
  bool protected_address = false;
  std::vector<Home> homes;  // the register's own first, be it empty
  struct Contact {
    std::string phone;
    std::string email;
    bool secret = false;  // somebody is named who must not know of it
  };
  std::vector<Contact> contacts;
};

Guard::Household Guard::household_of(sql::Connection& c, people::PersonRecord const& member) {
  auto const home = [](std::string const& address, std::string const& postcode, bool never_given) {
    return Home{std::string{first_line(address)}, postcode, never_given};
  };
  Household household{member.person, member.protected_address, {}, {}};
  household.homes.push_back(home(member.details.address.reveal(), member.details.postcode.reveal(), false));
  for (auto const& row : people::particulars_of(c, member.person)) {
    if (row.kind == "address") household.homes.push_back(home(row.text, row.postcode, !row.unsafe.empty()));
    if (row.kind == "contact") {
      // "01632 960123, maud@example.org", or either alone.
      auto const phone = row.text.substr(0, row.text.find(", "));
      auto const email =
          row.text.find('@') == std::string::npos ? std::string{} : row.text.substr(row.text.rfind(' ') + 1);
      household.contacts.push_back({phone, email, !row.unsafe.empty()});
    }
  }
  return household;
}

void Guard::keep_others(std::vector<Household> const& households, std::optional<people::PersonId> reader) {
  // What the reader knows anyway: their own homes; for a copy that anybody may pick up, the one that all share.
  std::set<std::string> known;
  for (auto const& one : households)
    if (one.person == reader)
      for (auto const& home : one.homes) known.insert(home.pressed_whole());
  bool const together = std::ranges::all_of(households, [&](auto const& one) {
    return one.homes.front().pressed_whole() == households.front().homes.front().pressed_whole();
  });
  if (!reader && together && !households.empty()) known.insert(households.front().homes.front().pressed_whole());
  for (auto const& one : households) {
    if (one.person == reader) continue;
    bool const elsewhere = one.protected_address || !known.contains(one.homes.front().pressed_whole());
    for (auto const& home : one.homes) {
      if (!one.protected_address && !home.never_given && known.contains(home.pressed_whole())) continue;
      keep(home.line);
      keep(street(home.line));
      keep(home.postcode);
    }
    for (auto const& contact : one.contacts) {
      if (!elsewhere && !contact.secret) continue;
      keep_number(contact.phone);
      keep(contact.email);
    }
  }
}

Guard::Guard(sql::Connection& c, FamilyId family, std::optional<people::PersonId> reader,
             std::vector<family::MemberRow> const& team, profile::Profile const& profile) {
  std::vector<Household> households;
  for (auto const& member : people::family_members(c, family)) households.push_back(household_of(c, member));
  keep_others(households, reader);
  for (auto const& member : team) {
    if (!is_specialist(member.agency, member.role)) continue;
    keep(member.name);
    keep_number(member.phone);
  }
  for (auto const& agency : profile.agencies) {
    if (!is_specialist(agency.code)) continue;
    keep(agency.label);
    keep_number(agency.phone);
    for (auto const& alias : agency.aliases) keep(alias);
  }
}

void Guard::keep(std::string_view words) {
  auto letters = pressed(words);
  if (letters.size() >= least_letters) kept_.push_back(std::move(letters));
}

void Guard::keep_number(std::string_view phone) {
  if (auto digits = telling_digits(phone); !digits.empty()) numbers_.push_back(std::move(digits));
}

bool Guard::finds_in(std::string_view text) const {
  auto const letters = pressed(text);
  std::string digits;
  for (char const c : text)
    if (is_digit(c)) digits += c;
  auto const in = [](std::string const& where) {
    return [&where](std::string const& what) { return where.find(what) != std::string::npos; };
  };
  return std::ranges::any_of(kept_, in(letters)) || std::ranges::any_of(numbers_, in(digits));
}

}  // namespace kith::guest
