// What is known of people over time: numbers that are checked, names and addresses that find them, and what is kept
// from whoever searches.
#include "people/particulars.h"

#include <rapidcheck.h>

#include "people/matching/pairs.h"
#include "people/register_desk.h"

using namespace kith;
using namespace kith::people;
using namespace kith::people::test;

namespace {

using People = std::vector<PersonId>;

struct Particulars : Register {
  template <class Event>
  Event about(PersonId person) {
    Event event;
    event.person = person;
    event.particular = ParticularId::mint(clock.now(), random);
    return event;
  }
  Result<std::string> record(ParticularEvents::Event event) {
    return run([&](journal::Transaction& t) { return record_particular(t, event, {}); });
  }
  std::string code_of(ParticularEvents::Event event) {
    auto const done = record(std::move(event));
    return done ? std::string{} : done.error().code;
  }
  NameKnown name(PersonId person, NameUse use, std::string forename, std::string surname) {
    auto event = about<NameKnown>(person);
    event.use = use;
    event.forename = std::move(forename);
    event.surname = std::move(surname);
    return event;
  }
  AddressKnown address(PersonId person, std::string text, std::string postcode) {
    auto event = about<AddressKnown>(person);
    event.address = std::move(text);
    event.postcode = std::move(postcode);
    return event;
  }
  NumberKnown number(PersonId person, NumberKind kind, std::string number) {
    auto event = about<NumberKnown>(person);
    event.kind = kind;
    event.number = std::move(number);
    return event;
  }
};

// Numbers made by the published rules, written a second time and apart from what is tested: digits first, then what
// the last or first character must be.
char nhs_check(std::vector<int> const& digits) {
  int sum = 0, weight = 10;
  for (int const digit : digits) sum += digit * weight--;
  int const rest = sum % 11;
  if (rest == 0) return '0';
  return rest == 1 ? 'X' : static_cast<char>('0' + 11 - rest);
}

}  // namespace

TEST_CASE("an NHS number agrees with its last digit; ten times the same digit is none") {
  for (auto const* number : {"9434765919", "9434765870"}) CHECK(is_nhs_number(number));
  for (auto const* number : {"1234567890", "0000000000", "9999999999", "943476591", "94347659190", "943476591X", ""})
    CHECK_FALSE(is_nhs_number(number));
  CHECK(rc::check("the ninth digits decide the tenth, and no other tenth will do", [] {
    std::vector<int> digits;
    std::string text;
    for (int i = 0; i < 9; ++i) {
      digits.push_back(*rc::gen::inRange(0, 10));
      text += static_cast<char>('0' + digits.back());
    }
    auto const check = nhs_check(digits);
    bool const same = text.find_first_not_of(text.front()) == std::string::npos;
    for (char last = '0'; last <= '9'; ++last)
      RC_ASSERT(is_nhs_number(text + last) == (last == check && !(same && last == text.front())));
  }));
}

TEST_CASE("a UPN's letter agrees with its digits, and a temporary one ends in a letter") {
  for (auto const* number : {"B801200005001", "A950000178301", "H243278544154"}) CHECK(is_upn(number));
  for (auto const* number : {"A801200005001", "B801200005002", "B80120000500", "b801200005001", "B8012O0005001", ""})
    CHECK_FALSE(is_upn(number));
  // One digit off is always found: each weight is smaller than the modulus, which is prime.
  CHECK(rc::check("one digit off is found", [] {
    std::string number = "B801200005001";
    auto const place = *rc::gen::inRange<std::size_t>(1, 13);
    auto const digit = static_cast<char>('0' + *rc::gen::inRange(0, 10));
    RC_PRE(number[place] != digit);
    number[place] = digit;
    RC_ASSERT(!is_upn(number));
  }));
}

TEST_CASE("what makes no sense is refused, with a code of its own") {
  Particulars desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04");
  CHECK(desk.code_of(desk.name(ava, NameUse::alias, " ", "")) == "nobody_named");
  CHECK(desk.code_of(desk.address(ava, "", " ")) == "no_address");
  CHECK(desk.code_of(desk.number(ava, NumberKind::nhs_number, "943 476 5918")) == "not_an_nhs_number");
  CHECK(desk.code_of(desk.number(ava, NumberKind::upn, "A801200005001")) == "not_a_upn");
  CHECK(desk.code_of(desk.about<ContactKnown>(ava)) == "nothing_written");
  CHECK(desk.code_of(desk.about<LanguageKnown>(ava)) == "no_language");
  CHECK(desk.code_of(desk.about<BirthDateWeighed>(PersonId::mint(desk.clock.now(), desk.random))) == "no_person");
  auto backwards = desk.name(ava, NameUse::former, "Ava", "Elmwood");
  backwards.from = Date::of(2022, 1, 1);
  backwards.until = Date::of(2021, 1, 1);
  CHECK(desk.code_of(backwards) == "until_before_from");
  CHECK(particulars_of(*desk.reader(), ava).empty());
  auto ended = desk.about<ParticularEnded>(ava);
  ended.until = london_date(desk.clock.now());
  CHECK(desk.code_of(ended) == "no_reason");
  ended.reason = "Moved";
  CHECK(desk.code_of(ended) == "no_particular");
  auto const home = desk.address(ava, "4 Larch Lane", "DN99 9AA");
  CHECK(desk.code_of(home).empty());
  ended.particular = home.particular;
  ended.until = ended.until + 1;
  CHECK(desk.code_of(ended) == "ends_in_future");
  ended.until = ended.until - 1;
  CHECK(desk.code_of(ended).empty());
  CHECK(desk.code_of(ended) == "ended_already");
}

TEST_CASE("a number belongs to one person, however it is written; of a restricted record nothing is said") {
  Particulars desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04");
  auto const ben = desk.add("Ben", "Elmwood", "2018-02-01");
  CHECK(desk.code_of(desk.number(ava, NumberKind::nhs_number, "943 476 5919")).empty());
  CHECK(desk.code_of(desk.number(ben, NumberKind::nhs_number, "943-476-5919")) == "number_taken");
  CHECK(desk.code_of(desk.number(ava, NumberKind::nhs_number, "9434765919")).empty());  // her own, once more
  CHECK(desk.find("943 476 5919") == People{ava});
  CHECK(desk.find("9434765919") == People{ava});
  CHECK(desk.code_of(desk.number(ben, NumberKind::upn, "b801200005001")).empty());
  CHECK(desk.find("B801200005001") == People{ben});
  desk.restrict(ava, {"max"});
  CHECK(desk.code_of(desk.number(ben, NumberKind::nhs_number, "9434765919")).empty());
  CHECK(desk.find("9434765919", "pat") == People{ben});
}

TEST_CASE("somebody is found by a former name, an alias and a name in another script, and by today's still") {
  Particulars desk;
  auto const maud = desk.add("Maud", "Quillfeather", "1990-02-01");
  desk.add("Other", "Person", "1990-02-01");
  auto former = desk.name(maud, NameUse::former, "Maud", "Hollowmere");
  former.until = Date::of(2015, 6, 1);
  REQUIRE(desk.record(former).ok());
  REQUIRE(desk.record(desk.name(maud, NameUse::alias, "Posy", "")).ok());
  REQUIRE(desk.record(desk.name(maud, NameUse::other_script, "Мод", "Квиллфезер")).ok());
  for (auto const* words : {"Hollowmere", "maud hollow", "Posy", "Posy Quillfeather", "Мод", "Quillfeather"}) {
    CAPTURE(words);
    CHECK(desk.find(words) == People{maud});
  }
  auto const rows = particulars_of(*desk.reader(), maud);
  REQUIRE(rows.size() == 3);
  CHECK(rows.back().text == "Maud Hollowmere");  // what has ended comes last
  SUBCASE("a change of details keeps the other names") {
    auto details = desk.Register::record(maud).details;
    details.surname = std::string{"Elmwood"};
    REQUIRE(desk.run([&](journal::Transaction& t) { return amend_person(t, maud, details, "Married", {}); }).ok());
    CHECK(desk.find("Hollowmere") == People{maud});
    CHECK(desk.find("Elmwood") == People{maud});
  }
  SUBCASE("of a protected identity no other name finds anybody") {
    REQUIRE(desk.run([&](journal::Transaction& t) { return protect_identity(t, maud, "Adopted", {}); }).ok());
    CHECK(desk.find("Hollowmere").empty());
    CHECK(desk.find("Posy").empty());
  }
}

TEST_CASE(
    "somebody is found by an old address, its postcode and a phone; of a protected address by none of the first") {
  Particulars desk;
  auto const maud = desk.add("Maud", "Quillfeather", "1990-02-01");
  auto const lark = desk.add("Lark", "Larch", "1991-02-01");
  auto old = desk.address(maud, "4 Larch Lane", "DN99 9AA");
  old.until = Date::of(2020, 1, 1);
  REQUIRE(desk.record(old).ok());
  REQUIRE(desk.record(desk.address(maud, "9 Birch Row", "DN99 9BB")).ok());
  auto contact = desk.about<ContactKnown>(maud);
  contact.phone = std::string{"01632 960 001"};
  REQUIRE(desk.record(contact).ok());
  CHECK(desk.find("larch lane") == People{maud});
  CHECK(desk.find("4 Larch Lane") == People{maud});
  CHECK(desk.find("dn999aa") == People{maud});
  CHECK(desk.find("01632 960001") == People{maud});
  auto both = People{maud, lark};
  std::ranges::sort(both);
  CHECK(desk.find("Larch") == both);  // a street and a surname
  desk.protect(maud, "max");
  CHECK(desk.find("larch lane").empty());
  CHECK(desk.find("DN99 9AA").empty());
  CHECK(desk.find("birch row").empty());
  CHECK(desk.find("Larch") == People{lark});
  CHECK(desk.find("01632960001") == People{maud});
}

TEST_CASE("a child in two households has two addresses at once, each with its days") {
  Particulars desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04");
  auto week = desk.address(ava, "4 Larch Lane", "DN99 9AA");
  week.with_whom = "mother";
  auto weekend = desk.address(ava, "9 Birch Row", "DN99 9BB");
  weekend.use = AddressUse::part_of_the_time;
  weekend.with_whom = "father";
  weekend.never_given_to = std::string{"Grandfather"};
  REQUIRE(desk.record(week).ok());
  REQUIRE(desk.record(weekend).ok());
  auto const rows = particulars_of(*desk.reader(), ava);
  REQUIRE(rows.size() == 2);
  for (auto const& row : rows) CHECK_FALSE(row.until.has_value());
  CHECK(desk.find("larch lane") == People{ava});
  CHECK(desk.find("birch row") == People{ava});
}
