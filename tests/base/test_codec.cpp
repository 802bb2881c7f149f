#include <doctest/doctest.h>

#include "base/codec.h"
#include "base/crypto.h"

using namespace kith;

namespace {
enum class Answer { yes, no };
constexpr auto closed_set(Answer) {
  return std::to_array<Member<Answer>>({{Answer::yes, "yes", "Yes"}, {Answer::no, "no", "No"}});
}
struct Child {
  Personal<std::string> forename;
  std::optional<Date> born;
};
BOOST_DESCRIBE_STRUCT(Child, (), (forename, born))
bool operator==(Child const& a, Child const& b) { return a.forename == b.forename && a.born == b.born; }

struct Heard {
  std::int64_t count = 0;
  Answer agreed = Answer::no;
  std::vector<Child> children;
  Code<struct SourceSet> source;
  bool urgent = false;
};
BOOST_DESCRIBE_STRUCT(Heard, (), (count, agreed, children, source, urgent))
}  // namespace

TEST_CASE("a described struct is written in the order described, defaults left out, and read back") {
  Heard heard{.count = 2,
              .agreed = Answer::yes,
              .children = {{Personal<std::string>{"Zoë \"Z\""}, Date::of(2015, 3, 1)}, {}},
              .source = Code<SourceSet>{"school"},
              .urgent = false};
  auto json = codec::to_json(heard);
  CHECK(json ==
        R"({"count":2,"agreed":"yes","children":[{"forename":"Zoë \"Z\"","born":"2015-03-01"},{}],"source":"school"})");
  auto back = codec::from_json<Heard>(json);
  CHECK(back.children == heard.children);
  CHECK(back.agreed == Answer::yes);
}

TEST_CASE("reading passes over unknown keys and names the field that does not fit") {
  CHECK(codec::from_json<Heard>(R"({"count":1,"agreed":"no","colour":"red"})").count == 1);
  CHECK_THROWS_WITH_AS(codec::from_json<Heard>(R"({"agreed":"no"})"), "count: missing", codec::DecodeFault);
  CHECK_THROWS_WITH_AS(codec::from_json<Heard>(R"({"count":1,"agreed":"maybe"})"), "agreed: not a member of the set",
                       codec::DecodeFault);
  CHECK_THROWS_WITH_AS(codec::from_json<Heard>(R"({"count":1,"agreed":"no","children":[{"born":"x"}]})"),
                       "children: born: not a date", codec::DecodeFault);
  CHECK_THROWS_WITH_AS(codec::from_json<Heard>("{"), "not JSON", codec::DecodeFault);
}

TEST_CASE("the cryptography gives the published answers") {
  CHECK(to_hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(hmac_sha256(bytes_of("Jefe"), "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");  // RFC 4231, case 2
  SeededRandom random{1};
  auto hash = hash_password("correct horse", {8, 1}, random);
  CHECK(password_matches(hash, "correct horse"));
  CHECK_FALSE(password_matches(hash, "correct house"));
  auto key = SigningKey::from_seed({});
  auto signature = sign(key, "sequence 7");
  CHECK(signature_matches(key.public_key, "sequence 7", signature));
  CHECK_FALSE(signature_matches(key.public_key, "sequence 8", signature));
  CHECK(*from_hex(to_hex(bytes_of("kith"))) == "kith");
}
