#include "link/people.h"

#include <array>

#include <fmt/format.h>

#include "base/random.h"

namespace kith::link::test {

namespace {
constexpr auto syllables = std::to_array<std::string_view>({"bar", "ton", "mer", "li",   "wen", "har", "dal", "ros",
                                                            "kin", "so",  "ley", "ford", "ham", "bri", "can", "du",
                                                            "fen", "gar", "hol", "jen",  "lo",  "mar", "nor", "pen"});
constexpr auto forenames = std::to_array<std::string_view>(
    {"oliver", "amelia", "george", "isla",      "noah",      "ava",      "arthur",   "mia",    "muhammad",
     "ivy",    "leo",    "lily",   "oscar",     "freya",     "harry",    "florence", "archie", "willow",
     "jack",   "rosie",  "henry",  "sophia",    "charlie",   "isabella", "theo",     "grace",  "jacob",
     "daisy",  "alfie",  "elsie",  "joshua",    "evie",      "thomas",   "poppy",    "samuel", "matilda",
     "adam",   "maryam", "james",  "charlotte", "katarzyna", "ahmed",    "fatima",   "jakub",  "zofia"});

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  Person fresh(std::size_t who) {
    Person p;
    p.truth = std::to_string(who);
    // The square makes some names common and others rare, as they are.
    p.forename = forenames[skewed(forenames.size())];
    p.surname = surname();
    p.born = fmt::format("{:04}-{:02}-{:02}", 1950 + number(72), 1 + number(12), 1 + number(28));
    p.postcode = fmt::format("DN{} {}{}{}", 1 + number(12), number(10), letter(), letter());
    p.sex = number(2) == 0 ? "F" : "M";
    return p;
  }

  Person twin_of(Person const& other, std::size_t who) {
    auto p = other;
    p.truth = std::to_string(who);
    while (p.forename == other.forename) p.forename = forenames[number(forenames.size())];
    p.sex = number(2) == 0 ? "F" : "M";
    return p;
  }

  Person again(Person p) {
    if (chance(10)) p.forename = slip(p.forename);
    if (chance(10)) p.surname = slip(p.surname);
    if (chance(4)) p.surname = surname();
    if (chance(3)) std::swap(p.forename, p.surname);
    if (chance(6)) p.born[9] = static_cast<char>('0' + number(10));
    if (chance(15)) p.postcode = fmt::format("DN{} {}{}{}", 1 + number(12), number(10), letter(), letter());
    if (chance(4)) p.postcode.clear();
    if (chance(2)) p.born.clear();
    if (chance(2)) p.forename.clear();
    return p;
  }

  std::uint64_t number(std::uint64_t below) { return random_.number(below); }
  bool chance(unsigned percent) { return number(100) < percent; }

 private:
  std::size_t skewed(std::size_t below) {
    double const f = random_.fraction();
    return static_cast<std::size_t>(f * f * static_cast<double>(below));
  }
  std::string surname() {
    std::string name;
    for (int i = 0; i < 2 + (chance(40) ? 1 : 0); ++i) name += syllables[skewed(syllables.size())];
    return name;
  }
  char letter() { return static_cast<char>('A' + number(20)); }
  std::string slip(std::string text) {
    if (text.size() < 3) return text;
    auto const at = 1 + number(text.size() - 1);
    switch (number(4)) {
      case 0:
        text[at] = static_cast<char>('a' + number(26));
        break;
      case 1:
        text.erase(at, 1);
        break;
      case 2:
        text.insert(at, 1, static_cast<char>('a' + number(26)));
        break;
      default:
        std::swap(text[at - 1], text[at]);
    }
    return text;
  }

  SeededRandom random_;
};
}  // namespace

std::string Person::line() const {
  return fmt::format("{},{},{},{},{},{},{}\n", id, forename, surname, born, postcode, sex, truth);
}

std::vector<Person> make_people(std::size_t count, std::uint64_t seed) {
  Maker maker{seed};
  std::vector<Person> people;
  std::size_t who = 0;
  auto const keep = [&](Person p) {
    p.id = fmt::format("P{:06}", people.size());
    people.push_back(std::move(p));
  };
  while (people.size() < count) {
    auto const person = maker.fresh(who++);
    keep(person);
    while (people.size() < count && maker.chance(33)) keep(maker.again(person));
    if (people.size() < count && maker.chance(6)) keep(maker.twin_of(person, who++));
  }
  for (std::size_t i = people.size(); i > 1; --i) std::swap(people[i - 1], people[maker.number(i)]);
  return people;
}

std::string to_csv(std::vector<Person> const& people) {
  std::string text = people_header;
  for (auto const& person : people) text += person.line();
  return text;
}

Records to_records(std::vector<Person> const& people) {
  auto model = parse_model(people_model, "people.toml").value();
  model.labels = "truth";
  auto records = make_records(model).value();
  for (auto const& p : people)
    append(records, model, {p.id, {p.forename, p.surname, p.born, p.postcode, p.sex}, p.truth});
  records.first_of_second = records.size();
  return records;
}

}  // namespace kith::link::test
