// Records that may be one person: what the machine proposes, what people decide, and that joining is taken back
// exactly.
#include "people/matching/pairs.h"

#include <fmt/format.h>
#include <rapidcheck.h>

#include <algorithm>
#include <random>
#include <set>

#include "people/register_desk.h"

using namespace kith;
using namespace kith::people;
using namespace kith::people::test;

namespace {

void at_their_home(PersonRegistered& registered) { registered.details.postcode = std::string{"DN99 9AA"}; }

// A desk with a queue.
struct Queue : Register {
  KnownPeople known;

  Queue() { add_person("sam", "Sam Screener", Role::screening_officer); }

  journal::Author author(std::string const& login) { return {accounts.at(login), {}, "matching"}; }
  void sweep_all() {
    for (int i = 0; i < 50; ++i) {
      auto const swept = sweep(*writer, *readers, known, 20);
      REQUIRE(swept.ok());
      if (*swept == 0) return;
    }
    FAIL("the sweep does not end");
  }
  std::vector<PairRecord> at(PairStage stage, std::string const& login = "pat") {
    return pairs_at(*reader(), stage, accounts.at(login), 100);
  }
  Result<std::string> decide(PairId pair, PairDecision decision, std::string const& login = "pat") {
    return run([&](auto& t) { return decide_pair(t, pair, decision, "I rang the school", author(login)); });
  }
  Result<std::string> join(PairId pair, std::string const& login) {
    return run([&](auto& t) { return join_pair(t, pair, "So did I", author(login)); });
  }
  Result<std::string> part(PairId pair, std::string const& login) {
    return run([&](auto& t) { return part_pair(t, pair, "Two cousins", author(login)); });
  }
  void guard(PersonId id) {
    REQUIRE(run([&](auto& t) { return protect_identity(t, id, "An adoption order", author("max")); }).ok());
  }
  std::vector<journal::TableDigest> records() {
    auto digests = journal::digest_records({access::account_records(), person_records()}, *reader());
    return digests;
  }
};

std::string code_of(Result<std::string> const& result) { return result.ok() ? "" : result.error().code; }

// Two records of one girl.
struct TwoRecords : Queue {
  PersonId older = add("Ava", "Oakfield", "2019-05-04", at_their_home);
  PersonId newer = (pass(std::chrono::seconds{1}), add("Ava", "Oakfeild", "2019-05-04", at_their_home));
  PairId pair = pair_of(older, newer);
  TwoRecords() { sweep_all(); }
};

}  // namespace

TEST_CASE("two records of one child are proposed once, whatever is swept again, with parts that add up") {
  TwoRecords desk;
  auto const open = desk.at(PairStage::open);
  REQUIRE(open.size() == 1);
  CHECK(open[0].pair == desk.pair);
  CHECK(open[0].one.person == desk.older);
  CHECK(open[0].other.person == desk.newer);
  CHECK(open[0].model == register_model_name);
  std::int64_t sum = 0;
  for (auto const& part : open[0].parts) sum += part.weight;
  CHECK(sum == open[0].weight);
  auto const events = desk.events();
  auto details = desk.record(desk.older).details;
  details.sex = "female";
  CHECK(desk.run([&](auto& t) { return amend_person(t, desk.older, details, "Told", {}); }).ok());
  desk.sweep_all();
  CHECK(desk.at(PairStage::open).size() == 1);
  CHECK(desk.events() == events + 2);  // the amendment and the sweep; nothing is proposed again
}

TEST_CASE("a sweep with nothing to look at writes nothing") {
  TwoRecords desk;
  auto const events = desk.events();
  desk.sweep_all();
  CHECK(desk.events() == events);
}

TEST_CASE("different people and twins are not proposed") {
  Queue desk;
  desk.add("Ava", "Oakfield", "2019-05-04", at_their_home);
  desk.add("Montgomery", "Oakfield", "2019-05-04", at_their_home);
  desk.add("Ben", "Brook", "2018-01-02");
  desk.sweep_all();
  CHECK(desk.at(PairStage::open).empty());
}

TEST_CASE("a pair that may be twins says so on its page") {
  Queue desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04", at_their_home);
  auto const eva = desk.add("Eva", "Oakfield", "2019-05-04", at_their_home);
  desk.sweep_all();
  REQUIRE(desk.at(PairStage::open).size() == 1);
  CHECK(desk.at(PairStage::open)[0].may_be_twins);
  CHECK(has(desk.get("pat", "/people/matches/" + pair_of(ava, eva).text()), "twins are two children"));
}

TEST_CASE("what people decided is kept, stands in its list, and the machine never asks again") {
  for (auto const& [decision, stage] :
       {std::pair{PairDecision::different, PairStage::settled}, std::pair{PairDecision::household, PairStage::settled},
        std::pair{PairDecision::unsure, PairStage::unsure}, std::pair{PairDecision::same, PairStage::to_confirm}}) {
    PairState state;
    evolve(state, MatchProposed{PairId{}, PersonId{}, PersonId{}, 900, "register-1", false, {}}, {});
    auto const decided = decide(state, decision, "I rang the school", PairContext{});
    REQUIRE(decided.ok());
    evolve(state, *decided, {});
    CHECK(state.decision == decision);
    CHECK(decide(state, MatchProposed{}, PairContext{}).empty());
  }
  TwoRecords desk;
  CHECK(desk.decide(desk.pair, PairDecision::different).ok());
  desk.sweep_all();
  auto details = desk.record(desk.newer).details;
  details.surname = std::string{"Oakfield"};
  CHECK(desk.run([&](auto& t) { return amend_person(t, desk.newer, details, "Misspelt", {}); }).ok());
  desk.sweep_all();
  CHECK(desk.at(PairStage::open).empty());
  REQUIRE(desk.at(PairStage::settled).size() == 1);
  CHECK(desk.at(PairStage::settled)[0].why == "I rang the school");
  CHECK(desk.at(PairStage::settled)[0].decided_by == desk.accounts.at("pat"));
}

TEST_CASE("records are joined by two people, and the older one leads") {
  TwoRecords desk;
  CHECK(code_of(desk.join(desk.pair, "sam")) == "not_decided_same");
  CHECK(desk.decide(desk.pair, PairDecision::same).ok());
  CHECK(code_of(desk.join(desk.pair, "pat")) == "same_account");
  CHECK(desk.join(desk.pair, "sam").ok());
  CHECK(code_of(desk.join(desk.pair, "max")) == "joined_already");
  CHECK(code_of(desk.decide(desk.pair, PairDecision::different)) == "joined_already");
  CHECK(lead_of(*desk.reader(), desk.newer) == desk.older);
  CHECK(records_of(*desk.reader(), desk.newer) == std::vector{desk.older, desk.newer});
  CHECK(desk.at(PairStage::joined)[0].agreeing == std::vector<std::string>{"forename", "date_of_birth", "postcode"});
  auto const found =
      desk.known.ask(*desk.reader(), {std::string{"Ava"}, std::string{"Oakfeild"}, std::string{"2019-05-04"}, {}, {}});
  CHECK(found.people.size() == 2);
  CHECK(records_of(*desk.reader(), found.people).size() == 1);  // shown as one person
}

TEST_CASE("a pair that nobody spoke of, a decision without a reason, and parting what is not joined are refused") {
  TwoRecords desk;
  CHECK(code_of(desk.decide(pair_of(desk.older, desk.older), PairDecision::same)) == "no_pair");
  CHECK(code_of(desk.run([&](auto& t) {
          return decide_pair(t, desk.pair, PairDecision::same, "  ", desk.author("pat"));
        })) == "no_reason");
  CHECK(code_of(desk.part(desk.pair, "sam")) == "not_joined");
}

TEST_CASE("parting restores every record exactly, on each engine") {
  TwoRecords desk;
  for (int i = 0; i < 10; ++i) {
    auto const name = std::string(1, static_cast<char>('a' + i));
    auto const one = desk.add("Ava" + name, "Oakfield" + name, "2019-05-04", at_their_home);
    auto const other = desk.add("Ava" + name, "Oakfield" + name, "2019-05-04", at_their_home);
    desk.sweep_all();
    auto const pair = pair_of(one, other);
    REQUIRE(desk.decide(pair, PairDecision::same).ok());
    auto const before = desk.records();
    auto const person_before = desk.get("max", "/people/" + one.text()).body;
    REQUIRE(desk.join(pair, "sam").ok());
    CHECK(desk.records() != before);
    REQUIRE(desk.part(pair, "max").ok());
    CHECK(desk.records() == before);
    CHECK(desk.get("max", "/people/" + one.text()).body == person_before);
  }
}

TEST_CASE("a hundred pairs joined and parted in any order leave every table as it was, on each engine") {
  Queue desk;
  std::vector<PairId> pairs;
  for (int i = 0; i < 100; ++i) {
    auto const name = fmt::format("{}{}", static_cast<char>('a' + i % 26), static_cast<char>('a' + i / 26));
    auto const born = fmt::format("20{:02}-0{}-1{}", 5 + i % 12, 1 + i % 9, i % 10);
    auto const one = desk.add("Ava" + name, "Oakfield" + name, born, at_home);
    auto const other = desk.add("Ava" + name, "Oakfeild" + name, born);
    MatchProposed const proposed{pair_of(one, other), one, other, 900 + i, "m", i % 2 == 0, {}};
    REQUIRE(desk.run([&](auto& t) { return propose_pair(t, proposed, {}); }).ok());
    REQUIRE(desk.decide(proposed.pair, PairDecision::same, i % 3 == 0 ? "max" : "pat").ok());
    pairs.push_back(proposed.pair);
  }
  auto const before = desk.records();
  std::mt19937 dice(4);  // the same order on every machine
  auto const in_any_order = [&] {
    for (auto left = pairs.size(); left > 1; --left) std::swap(pairs[left - 1], pairs[dice() % left]);
  };
  in_any_order();
  for (auto const pair : pairs) REQUIRE(desk.join(pair, "sam").ok());
  CHECK(desk.at(PairStage::joined).size() == 100);
  CHECK(desk.records() != before);
  in_any_order();
  for (auto const pair : pairs) REQUIRE(desk.part(pair, dice() % 2 == 0 ? "max" : "sam").ok());
  CHECK(desk.records() == before);
}

namespace {
// Any history of a pair, as people and the machine may make it.
PairState any_state() {
  PairState state;
  auto const person = [] {
    auto const number = *rc::gen::inRange<std::uint64_t>(1, 1'000'000'000);
    RawId raw;
    for (std::size_t i = 0; i < 8; ++i) raw.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
    return PersonId{raw};
  };
  auto const one = person();
  auto const other = person();
  for (auto const& event : decide(state, MatchProposed{pair_of(one, other), one, other, 900, "m", false, {}}, {}))
    evolve(state, event, {});
  auto const decisions = *rc::gen::inRange(0, 4);
  for (int i = 0; i < decisions; ++i) {
    auto const decision = members_of<PairDecision>[*rc::gen::inRange<std::size_t>(0, members_of<PairDecision>.size())];
    evolve(state, *decide(state, decision.value, "why", {}), journal::ActorId{person().raw()});
  }
  evolve(state, *decide(state, PairDecision::same, "why", {}), journal::ActorId{person().raw()});
  return state;
}

// Joins and parts a pair; `take_back` is what parting does to the state. True when nothing is left of it.
template <class TakeBack>
bool is_identity(TakeBack take_back) {
  auto const before = any_state();
  auto state = before;
  auto const joined = decide(state, JoinPeople{{"surname"}, "why"}, PairContext{});  // nobody who decided
  RC_ASSERT(joined.ok());
  evolve(state, *joined, {});
  RC_ASSERT(state.joined);
  take_back(state);
  auto after = state;
  after.version = before.version;  // the history itself only grows
  return after == before;
}
}  // namespace

TEST_CASE("joining and then parting is the identity, on 10,000 random pairs") {
  int tried = 0;
  bool const held = rc::check("join, then part", [&] {
    for (int i = 0; i < 100; ++i, ++tried)
      RC_ASSERT(is_identity([](PairState& state) {
        auto const parted = decide(state, PartPeople{"why"}, PairContext{});
        RC_ASSERT(parted.ok());
        evolve(state, *parted, {});
      }));
  });
  CHECK(held);
  CHECK(tried >= 10'000);
}

TEST_CASE("the same property finds a parting that forgets who decided") {
  rc::detail::TestParams params;
  params.maxSuccess = 20;
  auto const result = rc::detail::checkTestable(
      [] {
        RC_ASSERT(is_identity([](PairState& state) {
          evolve(state, *decide(state, PartPeople{"why"}, PairContext{}), {});
          state.decision.reset();
        }));
      },
      rc::detail::TestMetadata{}, params);
  CHECK_FALSE(result.is<rc::detail::SuccessResult>());
}

TEST_CASE("a protected identity is neither proposed nor joined, nor seen in the queue") {
  TwoRecords desk;
  CHECK(desk.decide(desk.pair, PairDecision::same).ok());
  desk.guard(desk.newer);
  CHECK(code_of(desk.join(desk.pair, "sam")) == "protected_identity");
  CHECK(desk.at(PairStage::to_confirm).empty());
  auto const third = desk.add("Ava", "Oakfeild", "2019-05-04", at_their_home);
  desk.sweep_all();
  CHECK_FALSE(pair_record(*desk.reader(), pair_of(desk.newer, third), desk.accounts.at("max")));
  CHECK(pair_record(*desk.reader(), pair_of(desk.older, third), desk.accounts.at("max")));
  Queue other;
  auto const ava = other.add("Ava", "Oakfield", "2019-05-04", at_their_home);
  other.guard(ava);
  other.add("Ava", "Oakfield", "2019-05-04", at_their_home);
  other.sweep_all();
  CHECK(other.at(PairStage::open).empty());
}

TEST_CASE("an identity is not protected while its record is joined to another") {
  TwoRecords desk;
  REQUIRE(desk.decide(desk.pair, PairDecision::same).ok());
  REQUIRE(desk.join(desk.pair, "sam").ok());
  CHECK(code_of(desk.run([&](auto& t) { return protect_identity(t, desk.newer, "Adopted", {}); })) ==
        "joined_elsewhere");
}

TEST_CASE("a possible match with a restricted person waits for those named alone") {
  Queue desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04", at_their_home);
  desk.restrict(ava, {"max"});
  desk.add("Ava", "Oakfield", "2019-05-04", at_their_home);
  desk.sweep_all();
  CHECK(desk.at(PairStage::open, "pat").empty());
  REQUIRE(desk.at(PairStage::open, "max").size() == 1);
  auto const pair = desk.at(PairStage::open, "max")[0].pair;
  auto const path = "/people/matches/" + pair.text();
  auto const nothing = "/people/matches/" + pair_of(ava, ava).text();
  CHECK(desk.get("pat", path).body == desk.get("pat", nothing).body);
  CHECK(desk.get("pat", path).status == 404);
  CHECK(desk.get("max", path).status == 200);
  CHECK(code_of(desk.decide(pair, PairDecision::same, "pat")) == "no_pair");
  CHECK(desk.decide(pair, PairDecision::same, "max").ok());
  desk.restrict(ava, {"max", "sam"});
  CHECK(code_of(desk.join(pair, "sam")) == "restricted");
}

TEST_CASE("a record that is joined is not joined to a second one") {
  TwoRecords desk;
  auto const third = desk.add("Ava", "Oakfield", "2019-05-04", at_their_home);
  desk.sweep_all();
  auto const second = pair_of(desk.newer, third);
  REQUIRE(desk.decide(desk.pair, PairDecision::same).ok());
  REQUIRE(desk.decide(second, PairDecision::same).ok());
  REQUIRE(desk.join(desk.pair, "sam").ok());
  CHECK(code_of(desk.join(second, "sam")) == "joined_elsewhere");
}

TEST_CASE("the pages lead through it: two records beside each other, decided by one, joined by another, parted") {
  TwoRecords desk;
  auto const path = "/people/matches/" + desk.pair.text();
  CHECK(has(desk.get("pat", "/people/matches"), path));
  auto const page = desk.get("pat", path);
  for (auto const* words : {"Differs", "Oakfeild", "The same in both: first name, date of birth, postcode",
                            "How the machine reckoned it", "Different people of one household"})
    CHECK(has(page, words));
  CHECK(desk.post("pat", path + "/decide", {{"why", "x"}}).status == 422);
  CHECK(desk.post("pat", path + "/decide", {{"decision", "same"}}).status == 422);
  CHECK(location(desk.post("pat", path + "/decide", {{"decision", "same"}, {"why", "Rang the school"}})) ==
        path + "?done=decide");
  CHECK(has(desk.get("pat", path), "nobody joins"));
  CHECK(desk.post("pat", path + "/join", {{"why", "Me again"}}).status == 403);
  CHECK(location(desk.post("sam", path + "/join", {{"why", "So did I"}})) == path + "?done=join");
  CHECK(has(desk.get("pat", "/people/" + desk.older.text()), "The same person as"));
  CHECK(has(desk.get("pat", "/people/matches?stage=joined"), path));
  CHECK(location(desk.post("pat", path + "/part", {{"why", "Cousins"}})) == path + "?done=part");
  CHECK(desk.get("tia", path).status == 403);
  CHECK(std::ranges::any_of(desk.looks(), [](auto const& look) { return look.about == "two records side by side"; }));
}

TEST_CASE("fewer than three things the same give a plain warning") {
  Queue desk;
  auto const one = desk.add("Ava", "Oakfield", "2019-05-04");
  auto const other = desk.add("Ava", "Oakfield", "2019-04-05");
  desk.sweep_all();
  CHECK(has(desk.get("pat", "/people/matches/" + pair_of(one, other).text()), "Three or more are wanted"));
}

TEST_CASE("a protected address stays hidden between two records") {
  TwoRecords desk;
  desk.protect(desk.older, "max");
  auto const path = "/people/matches/" + desk.pair.text();
  CHECK(has(desk.get("pat", path), "Protected: not shown"));
  CHECK(has(desk.get("max", path), "DN99 9AA"));
}

TEST_CASE("an identity is protected and shown again by a manager, on the person's page") {
  Register desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04");
  auto const path = "/people/" + ava.text();
  CHECK(desk.get("pat", path + "/protect-identity").status != 200);
  CHECK(desk.post("max", path + "/protect-identity", {{"reason", ""}}).status == 422);
  CHECK(location(desk.post("max", path + "/protect-identity", {{"reason", "An adoption order"}})) ==
        path + "?done=protect-identity");
  CHECK(has(desk.get("max", path), "Identity protected"));
  CHECK(desk.post("max", path + "/lift-identity-protection", {{"reason", "By mistake"}}).status == 303);
  CHECK_FALSE(has_protected_identity(*desk.reader(), ava));
}

namespace {

// Invented people no two of whom are alike: the number's digits as syllables.
struct Invented {
  std::string forename, surname, born, postcode;
};
Invented invented(int number) {
  static constexpr std::array<std::string_view, 10> first{"Al",  "Bre", "Cor", "Del", "Fen",
                                                          "Gri", "Hol", "Jas", "Kir", "Lom"};
  static constexpr std::array<std::string_view, 10> last{"dra", "vin", "mond", "sey",  "wick",
                                                         "ton", "ley", "bury", "cott", "gard"};
  auto const a = static_cast<std::size_t>(number / 100 % 10), b = static_cast<std::size_t>(number / 10 % 10);
  auto const c = static_cast<std::size_t>(number % 10);
  return {fmt::format("{}{}", first.at(c), last.at(a)), fmt::format("{}o{}{}", first.at(a), last.at(b), last.at(c)),
          to_text(*Date::of(2009, 1, 1) + number * 6),
          fmt::format("DN{} {}{}{}", 90 + a % 10, b, static_cast<char>('A' + c), 'B')};
}

}  // namespace

TEST_CASE(
    "a thousand sealed children come again: each match goes to the restricted desk alone, and nobody else learns of "
    "it") {
  Queue desk;
  int constexpr sealed = 1000;
  auto const add = [&](Invented const& who) {
    return desk.add(who.forename, who.surname, who.born,
                    [&](PersonRegistered& registered) { registered.details.postcode = who.postcode; });
  };
  for (int i = 0; i < sealed; ++i) desk.restrict(add(invented(i)), {"max"});
  // What anybody else is told before and after must not differ: of the asking and of the queue.
  auto const connection = desk.reader();
  auto const told_of = [&](Invented const& who, Among among) {
    Asked const asked{who.forename, who.surname, who.born, {}, who.postcode};
    return desk.known.ask(*connection, asked, among).people;
  };
  for (int i = 0; i < sealed; ++i) {
    CHECK(told_of(invented(i), Among::open).empty());
    CHECK_FALSE(told_of(invented(i), Among::restricted).empty());
  }
  // They come again by another door, one in three with a slip: a letter, a digit, no postcode.
  for (int i = 0; i < sealed; ++i) {
    auto who = invented(i);
    if (i % 9 == 0) std::swap(who.surname[2], who.surname[3]);
    if (i % 9 == 3) who.born.back() = who.born.back() == '9' ? '8' : static_cast<char>(who.born.back() + 1);
    if (i % 9 == 6) who.postcode.clear();
    add(who);
  }
  while (*sweep(*desk.writer, *desk.readers, desk.known, 500) > 0) {
  }
  auto waiting = pairs_at(*connection, PairStage::open, desk.accounts.at("max"), 2 * sealed);
  std::erase_if(waiting, [](auto const& pair) { return !pair.one.restricted && !pair.other.restricted; });
  std::set<PersonId> come_again;
  for (auto const& pair : waiting)
    if (pair.one.restricted != pair.other.restricted)
      come_again.insert(pair.one.restricted ? pair.one.person : pair.other.person);
  CHECK(come_again.size() == sealed);
  for (auto const* login : {"pat", "sam", "tia"}) {
    for (auto const& pair : pairs_at(*connection, PairStage::open, desk.accounts.at(login), 2 * sealed))
      CHECK_FALSE((pair.one.restricted || pair.other.restricted));
    for (auto const& pair : waiting) CHECK_FALSE(pair_record(*connection, pair.pair, desk.accounts.at(login)));
  }
  // Whoever asks for the newcomer finds the newcomer, and nobody who is sealed.
  for (int i = 0; i < sealed; ++i) {
    auto const found = told_of(invented(i), Among::open);
    CHECK_FALSE(found.empty());
    for (auto const& one : found) CHECK_FALSE(desk.record(one.person).restricted);
  }
}
