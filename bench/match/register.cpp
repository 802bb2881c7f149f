#include "register.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "names.h"

namespace kith::bench {

namespace {
// SplitMix64 (Steele, Lea and Flood 2014): a stream for each household costs nothing to start.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t limit) {
    return static_cast<std::uint64_t>((static_cast<__uint128_t>(next()) * limit) >> 64);
  }
  bool in_ten_thousand(unsigned chance) { return below(10000) < chance; }
  // Small numbers are commoner, as the first names of a list are.
  std::size_t leaning(std::size_t limit) { return static_cast<std::size_t>(below(limit) * below(1u << 20) >> 20); }

 private:
  std::uint64_t state_;
};

std::vector<std::string> parts_of(std::string_view text, char between) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    auto const end = std::min(text.find(between), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

using Forms = std::vector<std::string>;  // of one name, the usual one first
std::vector<Forms> names_of(std::string_view text) {
  std::vector<Forms> names;
  for (auto const& name : parts_of(text, ' ')) names.push_back(parts_of(name, '/'));
  return names;
}

struct Group {
  std::vector<Forms> boys, girls, surnames;
  std::vector<std::string> fronts, backs, girls_ending;
  unsigned made = 0;
};

std::vector<Group> const& groups() {
  static std::vector<Group> const all = [] {
    std::vector<Group> made;
    for (auto const& g : name_groups)
      made.push_back({names_of(g.boys), names_of(g.girls), names_of(g.surnames), parts_of(g.fronts, ' '),
                      parts_of(g.backs, ' '), parts_of(g.girls_ending, ' '), g.made});
    return made;
  }();
  return all;
}

struct Person {
  std::uint64_t number = 0;
  Forms forename;
  Forms surname;
  std::string married;  // the name a woman may take; empty for others
  int year = 0, month = 0, day = 0;
  bool girl = false;
  std::string nhs, phone;
  bool registered = true;
  unsigned agency_records = 0;
};

struct Household {
  std::uint64_t number = 0;
  std::size_t origin = 0;
  std::string postcode, next_postcode;
  std::vector<Person> people;
};

// Ten digits, the last a check digit by modulus 11; none when the remainder would be ten.
std::string nhs_number(Dice& dice) {
  for (;;) {
    std::string digits = fmt::format("{:09}", 400000000 + dice.below(400000000));
    int sum = 0;
    for (int i = 0; i < 9; ++i) sum += (10 - i) * (digits[static_cast<std::size_t>(i)] - '0');
    int const check = (11 - sum % 11) % 11;
    if (check < 10) return digits + static_cast<char>('0' + check);
  }
}

// Of an area that there is not.
std::string postcode(std::uint64_t which) {
  static constexpr std::string_view letters = "ABDEFGHJLNPQ";
  auto const unit = which % 144;
  auto const sector = which / 144 % 10;
  auto const district = which / 1440 + 1;
  return fmt::format("XB{} {}{}{}", district, sector, letters[unit / 12], letters[unit % 12]);
}

// Of a range that is given to nobody.
std::string phone(Dice& dice) { return fmt::format("05{:09}", dice.below(1000000000)); }

class Maker {
 public:
  Maker(std::uint64_t seed, std::uint64_t household, std::uint64_t households)
      : dice_(seed * 0x2545f4914f6cdd1dull + household), postcodes_(households / 18 + 1) {
    home_.number = household;
    auto at = dice_.below(1000);
    while (at >= name_groups[home_.origin].share && home_.origin + 1 < name_groups.size())
      at -= name_groups[home_.origin++].share;
    home_.postcode = postcode(dice_.below(postcodes_));
    home_.next_postcode = postcode(dice_.below(postcodes_));
  }

  Household household() {
    auto const family = surname();
    auto const mothers_phone = phone(dice_);
    int const parents = 1 + dice_.in_ten_thousand(6000);
    int const mother_born = 1955 + static_cast<int>(dice_.below(45));
    for (int i = 0; i < parents; ++i) {
      auto& parent = add(i == 0, mother_born - static_cast<int>(dice_.below(5)));
      parent.surname = i > 0 || dice_.in_ten_thousand(7500) ? family : surname();
      parent.phone = i == 0 ? mothers_phone : phone(dice_);
      if (parent.girl) parent.married = surname().front();
    }
    auto const children = dice_.below(5);
    for (std::uint64_t i = 0; i < children; ++i) {
      auto& child = add(dice_.below(2) == 0, mother_born + 18 + static_cast<int>(dice_.below(22)));
      child.surname = dice_.in_ten_thousand(9000) ? family : surname();
      child.phone = mothers_phone;
      if (dice_.in_ten_thousand(160)) add_twin(child);
    }
    for (auto& person : home_.people) decide_records(person);
    return std::move(home_);
  }

  // Somebody's record as the register has it, or with the slips of an agency.
  Row row(Household const& home, Person const& person, bool agency, unsigned copy) {
    Row row;
    row.person = person.number;
    row.household = home.number;
    row.origin = home.origin;
    row.registered = person.registered;
    auto& [id, forename, surname, born, sex, code, nhs, phone_number] = row.cells;
    id = fmt::format("{}{}{}", agency ? 'A' : 'R', person.number, agency ? fmt::format("-{}", copy) : std::string{});
    Slips const slips;
    auto const happens = [&](unsigned chance) { return agency && dice_.in_ten_thousand(chance); };
    forename = one_form(person.forename, happens(slips.nickname) || happens(slips.spelled_otherwise));
    surname = one_form(person.surname, happens(slips.spelled_otherwise / 2));
    if (!person.married.empty() && happens(slips.married)) surname = person.married;
    if (!person.married.empty() && happens(slips.double_barrelled)) surname += "-" + person.married;
    if (happens(slips.forename_slip)) slip(forename, 'a', 26);
    if (happens(slips.surname_slip)) slip(surname, 'a', 26);
    born = date(person, happens(slips.day_month), happens(slips.date_slip));
    if (happens(slips.no_date)) born.clear();
    sex = person.girl ? "F" : "M";
    code = happens(slips.moved) ? home.next_postcode : home.postcode;
    if (happens(slips.postcode_slip)) slip(code, 'A', 26);
    if (happens(slips.no_postcode)) code.clear();
    if (!dice_.in_ten_thousand(slips.nhs_missing)) nhs = person.nhs;
    if (happens(slips.nhs_of_sibling)) nhs = home.people[dice_.below(home.people.size())].nhs;
    if (!nhs.empty() && happens(slips.nhs_slip)) slip(nhs, '0', 10);
    if (!dice_.in_ten_thousand(slips.phone_missing))
      phone_number = happens(slips.phone_new) ? phone(dice_) : person.phone;
    if (happens(slips.swapped_names)) std::swap(forename, surname);
    if (happens(slips.no_forename)) forename = "Baby";
    for (auto* name : {&forename, &surname}) capital(*name);
    return row;
  }

 private:
  Person& add(bool girl, int year) {
    auto& person = home_.people.emplace_back();
    person.number = home_.number * 16 + home_.people.size() - 1;
    person.girl = girl;
    person.year = year;
    person.month = 1 + static_cast<int>(dice_.below(12));
    person.day = 1 + static_cast<int>(dice_.below(28));
    person.forename = forename(girl);
    // Brothers and sisters have names of their own.
    for (std::size_t i = 0; i + 1 < home_.people.size();)
      if (home_.people[i++].forename == person.forename) {
        person.forename = forename(girl);
        i = 0;
      }
    person.nhs = nhs_number(dice_);
    return person;
  }

  void add_twin(Person const& of) {
    auto const other = of;  // `of` may move
    auto& twin = add(dice_.below(3) == 0 ? !other.girl : other.girl, other.year);
    twin.month = other.month;
    twin.day = other.day;
    twin.surname = other.surname;
    twin.phone = other.phone;
  }

  void decide_records(Person& person) {
    bool const family = home_.people.size() > 1 && home_.number % 40 == 0;
    person.registered = !(family && &person == &home_.people.back()) && home_.number % 80 != 1;
    if (!person.registered)
      person.agency_records = 1;
    else if (dice_.in_ten_thousand(2500))
      person.agency_records = 1;
  }

  Forms forename(bool girl) {
    auto const& names = girl ? groups()[home_.origin].girls : groups()[home_.origin].boys;
    return names[dice_.leaning(names.size())];
  }

  Forms surname() {
    auto const& group = groups()[home_.origin];
    if (dice_.below(1000) >= group.made) return group.surnames[dice_.leaning(group.surnames.size())];
    auto const& front = group.fronts[dice_.leaning(group.fronts.size())];
    return {front + group.backs[dice_.leaning(group.backs.size())]};
  }

  std::string one_form(Forms const& forms, bool another) {
    return another && forms.size() > 1 ? forms[1 + dice_.below(forms.size() - 1)] : forms.front();
  }

  static std::string date(Person const& person, bool turned, bool wrong_digit) {
    int month = person.month;
    int day = person.day;
    if (turned && day <= 12) std::swap(month, day);
    auto text = fmt::format("{:04}-{:02}-{:02}", person.year, month, day);
    if (wrong_digit) text[person.nhs[8] % 2 == 0 ? 9 : 3] = person.nhs[7];
    return text;
  }

  void slip(std::string& text, char first, unsigned letters) {
    if (text.size() < 3) return;
    auto const at = 1 + dice_.below(text.size() - 1);
    auto const another = static_cast<char>(first + static_cast<char>(dice_.below(letters)));
    auto const which = dice_.below(first == '0' ? 2 : 4);
    if (which == 0)
      text[at] = another;
    else if (which == 1)
      std::swap(text[at - 1], text[at]);
    else if (which == 2)
      text.erase(at, 1);
    else
      text.insert(at, 1, another);
  }

  static void capital(std::string& name) {
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  }

  Dice dice_;
  std::uint64_t postcodes_;
  Household home_;
};

constexpr double people_a_household = 3.6;
}  // namespace

Borough::Borough(std::uint64_t people, std::uint64_t seed) : people_(people), seed_(seed) {}

void Borough::each(bool agency, std::function<void(Row const&)> const& visit) const {
  auto const households = static_cast<std::uint64_t>(static_cast<double>(people_) / people_a_household) + 1;
  for (std::uint64_t h = 0; h < households; ++h) {
    Maker maker{seed_, h, households};
    auto const home = maker.household();
    for (auto const& person : home.people) {
      if (!agency && person.registered) visit(maker.row(home, person, false, 0));
      if (agency)
        for (unsigned copy = 0; copy < person.agency_records; ++copy) visit(maker.row(home, person, true, copy));
    }
  }
}

void Borough::each_of_register(std::function<void(Row const&)> const& visit) const { each(false, visit); }
void Borough::each_of_agency(std::function<void(Row const&)> const& visit) const { each(true, visit); }

}  // namespace kith::bench
