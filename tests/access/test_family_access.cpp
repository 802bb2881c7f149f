// Who may see what of a family's record, against a model that was written by itself: rows of vetoes and grants, counted
// by brute force in a borough of eight agencies. A planted fault in the rules must show.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <functional>
#include <random>
#include <set>

#include "access/family_access.h"

using namespace kith;
using namespace kith::access;

namespace {

// ---- a borough drawn by lot

struct User {
  std::set<Role> roles;
  int agency = 0;
  std::set<int> areas = {};  // none: the whole borough
};
struct Entry {
  int author = 0;
  int agency = 0;
  int information = 0;
  FieldClass kind = FieldClass::entry;
  std::set<int> named;
};
struct OneFamily {
  bool restricted = false, with_mash = false, left = false, address_protected = false;
  std::set<int> named, conflicts, team, leads, address_named, glass;
  std::set<int> agencies_holding;
  int area = 0;                          // 0: nobody knows where they live
  std::set<std::pair<int, int>> shared;  // agency, kind of information
  std::vector<Entry> entries;
};
struct Borough {
  std::vector<bool> agency_agreement;
  std::vector<User> users;
  std::vector<OneFamily> families;
};

constexpr int agencies = 8, users = 200, families = 500, kinds = 4, areas = 5;

Borough drawn_borough(std::mt19937& lot) {
  auto number = [&](int below) { return static_cast<int>(lot() % static_cast<unsigned>(below)); };
  auto one_in = [&](int n) { return number(n) == 0; };
  Borough borough;
  for (int a = 0; a < agencies; ++a) borough.agency_agreement.push_back(!one_in(4));
  for (int u = 0; u < users; ++u) {
    User user{{}, number(agencies)};
    if (one_in(2))
      for (int i = number(3); i >= 0; --i) user.areas.insert(1 + number(areas));
    user.roles.insert(
        members_of<Role>[static_cast<std::size_t>(number(static_cast<int>(members_of<Role>.size())))].value);
    if (one_in(3)) user.roles.insert(Role::practitioner);
    if (one_in(9)) user.roles.clear();
    borough.users.push_back(std::move(user));
  }
  auto some_users = [&](int most) {
    std::set<int> some;
    for (int i = number(most + 1); i > 0; --i) some.insert(number(users));
    return some;
  };
  for (int f = 0; f < families; ++f) {
    OneFamily family;
    family.restricted = one_in(5);
    family.area = number(areas + 1);
    family.with_mash = one_in(4);
    family.left = one_in(6);
    family.address_protected = one_in(4);
    family.named = some_users(40);
    family.conflicts = some_users(12);
    family.team = some_users(60);
    family.leads = some_users(20);
    family.address_named = some_users(40);
    family.glass = some_users(50);
    for (int a = 0; a < agencies; ++a) {
      if (one_in(3)) family.agencies_holding.insert(a);
      for (int k = 0; k < kinds; ++k)
        if (one_in(4)) family.shared.insert({a, k});
    }
    for (int e = 0; e < 6; ++e) {
      Entry entry{number(users), 0, number(kinds), members_of<FieldClass>[static_cast<std::size_t>(number(6))].value,
                  some_users(10)};
      entry.agency = borough.users[static_cast<std::size_t>(entry.author)].agency;
      family.entries.push_back(std::move(entry));
    }
    borough.families.push_back(std::move(family));
  }
  return borough;
}

// ---- what the engine is told

struct Asked {
  Subject subject;
  FamilyStanding standing;
  Field field;
  FamilyContext context;
};

Asked asked_of(Borough const& borough, int u, int f, int e) {
  auto const& user = borough.users[static_cast<std::size_t>(u)];
  auto const& family = borough.families[static_cast<std::size_t>(f)];
  auto const& entry = family.entries[static_cast<std::size_t>(e)];
  Asked asked;
  asked.subject.signed_in = true;
  asked.subject.roles.assign(user.roles.begin(), user.roles.end());
  asked.standing.relationship = family.leads.contains(u)                        ? Relationship::leads
                                : family.team.contains(u)                       ? Relationship::on_team
                                : family.agencies_holding.contains(user.agency) ? Relationship::agency_holds
                                                                                : Relationship::none;
  asked.standing.conflict = family.conflicts.contains(u);
  asked.standing.restricted = family.restricted;
  asked.standing.named = family.named.contains(u);
  asked.standing.with_mash = family.with_mash;
  asked.standing.left_early_help = family.left;
  asked.standing.protected_address = family.address_protected;
  asked.standing.needs_address = family.address_named.contains(u);
  asked.field.kind = entry.kind;
  asked.field.own = entry.author == u;
  asked.field.own_agency = entry.agency == user.agency;
  asked.field.named = entry.named.contains(u);
  asked.field.shared_with_agency = family.shared.contains({user.agency, entry.information});
  asked.context.agency_agreement = borough.agency_agreement[static_cast<std::size_t>(user.agency)];
  asked.context.glass_broken = family.glass.contains(u);
  asked.context.in_area = user.areas.empty() || family.area == 0 || user.areas.contains(family.area);
  return asked;
}

// ---- the model: five heights of sight, counted from what each person is and holds; no line of it is the engine's

int model_height(Borough const& borough, int u, int f) {
  auto const& user = borough.users[static_cast<std::size_t>(u)];
  auto const& family = borough.families[static_cast<std::size_t>(f)];
  auto is = [&](Role role) { return user.roles.count(role) > 0; };
  std::vector<int> ways{0};
  bool elsewhere = family.area != 0 && !user.areas.empty();
  for (int const area : user.areas) elsewhere = elsewhere && area != family.area;
  if (is(Role::manager)) ways.push_back(elsewhere ? 1 : 4);
  if (is(Role::coordinator)) ways.push_back(elsewhere ? 1 : 4);
  if (is(Role::screening_officer)) ways.push_back(2);
  if (is(Role::mash_worker)) ways.push_back(family.with_mash ? 4 : 2);
  bool const part = family.leads.count(u) + family.team.count(u) > 0;
  if (is(Role::practitioner) && family.leads.count(u) > 0) ways.push_back(4);
  if (is(Role::practitioner) && family.leads.count(u) == 0) {
    if (family.team.count(u) > 0) ways.push_back(family.left ? 1 : 3);
    if (family.team.count(u) == 0 && family.agencies_holding.count(user.agency) > 0)
      ways.push_back(family.left ? 1 : 2);
  }
  int height = *std::max_element(ways.begin(), ways.end());
  bool const agreement = borough.agency_agreement[static_cast<std::size_t>(user.agency)];
  if (!agreement) height = part && height >= 3 ? 3 : 0;
  if (agreement && height > 0 && height < 4 && family.glass.count(u) > 0) height = 4;
  bool const practises = is(Role::manager) || is(Role::coordinator) || is(Role::screening_officer) ||
                         is(Role::mash_worker) || is(Role::practitioner);
  if (!practises || family.conflicts.count(u) > 0 || (family.restricted && family.named.count(u) == 0)) height = 0;
  return height;
}

bool model_sees(Borough const& borough, int u, int f, int e) {
  auto const& user = borough.users[static_cast<std::size_t>(u)];
  auto const& family = borough.families[static_cast<std::size_t>(f)];
  auto const& entry = family.entries[static_cast<std::size_t>(e)];
  int const height = model_height(borough, u, f);
  if (height == 0) return false;
  if (entry.kind == FieldClass::known) return true;
  if (entry.kind == FieldClass::reflection) return entry.author == u;
  if (height == 1) return false;
  if (entry.kind == FieldClass::card) return true;
  if (entry.kind == FieldClass::address) return !family.address_protected || family.address_named.count(u) > 0;
  if (height == 2) return false;
  if (entry.kind == FieldClass::named_only) return entry.author == u || entry.named.count(u) > 0;
  return height == 4 || entry.author == u || entry.agency == user.agency ||
         family.shared.count({user.agency, entry.information}) > 0;
}

using Engine = std::function<bool(Asked const&)>;

bool by_the_rules(Asked const& asked) {
  return static_cast<bool>(decide(asked.subject, Action::see_family, asked.standing, asked.field, asked.context));
}

struct Compared {
  std::int64_t decisions = 0, allowed = 0, disagreements = 0;
};
Compared compare(Engine const& engine, std::int64_t decisions, unsigned seed) {
  std::mt19937 lot{seed};
  Compared compared;
  while (compared.decisions < decisions) {
    auto const borough = drawn_borough(lot);
    for (int i = 0; i < 250'000 && compared.decisions < decisions; ++i, ++compared.decisions) {
      int const u = static_cast<int>(lot() % users), f = static_cast<int>(lot() % families),
                e = static_cast<int>(lot() % 6);
      bool const engine_says = engine(asked_of(borough, u, f, e));
      compared.allowed += engine_says;
      compared.disagreements += engine_says != model_sees(borough, u, f, e);
    }
  }
  return compared;
}

}  // namespace

TEST_CASE(
    "a million decisions in a borough of 8 agencies, 200 people and 500 families agree with a model of their own") {
  auto const compared = compare(by_the_rules, 1'000'000, 20261122);
  CHECK(compared.decisions == 1'000'000);
  CHECK(compared.disagreements == 0);
  // Neither always yes nor always no.
  CHECK(compared.allowed > 150'000);
  CHECK(compared.allowed < 850'000);
}

TEST_CASE("the comparison finds rules with one veto left out") {
  auto without = [](auto forget) {
    return [forget](Asked asked) {
      forget(asked);
      return by_the_rules(asked);
    };
  };
  CHECK(compare(without([](Asked& a) { a.standing.conflict = false; }), 50'000, 1).disagreements > 0);
  CHECK(compare(without([](Asked& a) { a.standing.restricted = false; }), 50'000, 2).disagreements > 0);
  CHECK(compare(without([](Asked& a) { a.standing.left_early_help = false; }), 50'000, 3).disagreements > 0);
  CHECK(compare(without([](Asked& a) { a.standing.protected_address = false; }), 50'000, 4).disagreements > 0);
  CHECK(compare(without([](Asked& a) { a.context.agency_agreement = true; }), 50'000, 5).disagreements > 0);
  CHECK(compare(without([](Asked& a) { a.field.shared_with_agency = true; }), 50'000, 6).disagreements > 0);
  CHECK(compare(without([](Asked& a) { a.field.named = true; }), 50'000, 7).disagreements > 0);
  CHECK(compare(without([](Asked& a) { a.context.in_area = true; }), 50'000, 8).disagreements > 0);
}

TEST_CASE("taking a grant away, or adding a restriction, never shows more: 100,000 random cases") {
  std::mt19937 lot{7};
  std::vector<std::function<void(Asked&)>> const takings = {
      [](Asked& a) { a.standing.conflict = true; },
      [](Asked& a) {
        a.standing.restricted = true;
        a.standing.named = false;
      },
      [](Asked& a) { a.standing.left_early_help = true; },
      [](Asked& a) {
        a.standing.protected_address = true;
        a.standing.needs_address = false;
      },
      [](Asked& a) { a.standing.with_mash = false; },
      [](Asked& a) { a.context.agency_agreement = false; },
      [](Asked& a) { a.context.glass_broken = false; },
      [](Asked& a) { a.context.in_area = false; },
      [](Asked& a) { a.field.shared_with_agency = false; },
      [](Asked& a) { a.field.named = false; },
      [](Asked& a) { a.standing.relationship = Relationship::none; },
      [](Asked& a) {
        if (a.standing.relationship == Relationship::leads) a.standing.relationship = Relationship::on_team;
      },
      [](Asked& a) {
        if (!a.subject.roles.empty()) a.subject.roles.pop_back();
      }};
  auto const borough = drawn_borough(lot);
  std::int64_t shown_more = 0, shown_less = 0;
  for (int i = 0; i < 100'000; ++i) {
    auto const before = asked_of(borough, static_cast<int>(lot() % users), static_cast<int>(lot() % families),
                                 static_cast<int>(lot() % 6));
    auto after = before;
    takings[lot() % takings.size()](after);
    shown_more += by_the_rules(after) && !by_the_rules(before);
    shown_less += !by_the_rules(after) && by_the_rules(before);
  }
  CHECK(shown_more == 0);
  CHECK(shown_less > 1000);  // the takings do take
}

TEST_CASE("a broken glass opens the shared record for whoever may know of the family, and lets nobody write") {
  Subject officer;
  officer.signed_in = true;
  officer.roles = {Role::screening_officer};
  FamilyStanding standing;
  Field const entry{.kind = FieldClass::entry};
  FamilyContext broken;
  broken.glass_broken = true;
  CHECK_FALSE(decide(officer, Action::see_family, standing, entry, {}));
  CHECK(decide(officer, Action::see_family, standing, entry, broken));
  CHECK_FALSE(decide(officer, Action::write_in_record, standing, entry, broken));
  SUBCASE("never for kin") {
    standing.conflict = true;
    CHECK(decide(officer, Action::see_family, standing, entry, broken).hidden);
    CHECK(decide(officer, Action::break_glass, standing, {.kind = FieldClass::known}, {}).hidden);
  }
  SUBCASE("never for a restricted record") {
    standing.restricted = true;
    CHECK(decide(officer, Action::break_glass, standing, {.kind = FieldClass::known}, {}).hidden);
  }
  SUBCASE("never for a protected address") {
    standing.protected_address = true;
    CHECK_FALSE(decide(officer, Action::see_family, standing, {.kind = FieldClass::address}, broken));
    standing.needs_address = true;
    CHECK(decide(officer, Action::see_family, standing, {.kind = FieldClass::address}, broken));
  }
}

TEST_CASE("to work for an agency opens nothing; its open allocation opens who they are, and joining what it wrote") {
  Subject teacher;
  teacher.signed_in = true;
  teacher.roles = {Role::practitioner};
  FamilyStanding standing;
  auto sight = [&] { return sight_of(teacher, standing, {}).sight; };
  CHECK(sight() == FamilySight::nothing);
  CHECK(decide(teacher, Action::see_family, standing, {}, {}).hidden);
  standing.relationship = Relationship::agency_holds;
  CHECK(sight() == FamilySight::card);
  CHECK(decide(teacher, Action::join_team, standing, {}, {}));
  CHECK_FALSE(decide(teacher, Action::write_in_record, standing, {}, {}));
  standing.relationship = Relationship::on_team;
  CHECK(sight() == FamilySight::own_entries);
  CHECK(decide(teacher, Action::write_plan, standing, {}, {}));
  CHECK_FALSE(decide(teacher, Action::manage_team, standing, {}, {}));
  standing.relationship = Relationship::leads;
  CHECK(sight() == FamilySight::shared);
  CHECK(decide(teacher, Action::manage_team, standing, {}, {}));
  SUBCASE("a family that leaves early help takes its team's sight with it in the same moment") {
    standing.relationship = Relationship::on_team;
    standing.left_early_help = true;
    CHECK(sight() == FamilySight::known);
    CHECK_FALSE(decide(teacher, Action::write_in_record, standing, {}, {}));
  }
}

TEST_CASE("an analyst and an administrator see no family, whatever they are told") {
  for (auto const role : {Role::analyst, Role::administrator}) {
    Subject subject;
    subject.signed_in = true;
    subject.roles = {role};
    FamilyStanding standing;
    standing.relationship = Relationship::leads;
    standing.named = standing.needs_address = true;
    FamilyContext context;
    context.glass_broken = true;
    for (auto const& kind : members_of<FieldClass>)
      CHECK_FALSE(
          decide(subject, Action::see_family, standing, {.kind = kind.value, .own = true, .named = true}, context));
  }
}

TEST_CASE(
    "a coordinator of another part of the borough knows whom to ring, and opens the record only in an emergency") {
  Subject coordinator;
  coordinator.signed_in = true;
  coordinator.roles = {Role::coordinator};
  FamilyStanding standing;
  FamilyContext elsewhere;
  elsewhere.in_area = false;
  Field const entry{.kind = FieldClass::entry};
  CHECK(decide(coordinator, Action::see_family, standing, entry, {}));
  CHECK(sight_of(coordinator, standing, elsewhere).sight == FamilySight::known);
  CHECK_FALSE(decide(coordinator, Action::see_family, standing, {.kind = FieldClass::card}, elsewhere));
  CHECK_FALSE(decide(coordinator, Action::write_in_record, standing, {}, elsewhere));
  CHECK_FALSE(decide(coordinator, Action::hand_over, standing, {}, elsewhere));
  CHECK(decide(coordinator, Action::break_glass, standing, {.kind = FieldClass::known}, elsewhere));
  elsewhere.glass_broken = true;
  CHECK(decide(coordinator, Action::see_family, standing, entry, elsewhere));
  CHECK_FALSE(decide(coordinator, Action::write_in_record, standing, {}, elsewhere));
}
