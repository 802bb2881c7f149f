#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>

#include "access/decide.h"

using namespace kith;
using namespace kith::access;

namespace {

// Every action against every role, one letter each:
//   y  yes                                  .  no
//   h  any family's record                  u  only records that MASH has
//   o  only one's own or one's agency's     s  only what became of it
//   r  figures, and the records behind      f  figures and references, never a name
// The columns: Coordinator, Screening officer, Practitioner, MASH worker, manaGer, Analyst, administrator (X).
// clang-format off
std::map<Action, std::string> const matrix = {
    //                                     CSPMGAX
    {Action::make_request,                "yyyyy.."},
    {Action::see_own_requests,            "sssss.."},
    {Action::raise_urgent,                "yyyyy.."},
    {Action::see_urgent,                  "yy.yy.."},
    {Action::accept_urgent,               "...u..."},
    {Action::see_inbox,                   "yy..y.."},
    {Action::see_enquiry,                 "hh.uh.."},
    {Action::work_enquiry,                "hh..h.."},
    {Action::screen_enquiry,              "hh..h.."},
    {Action::allocate,                    "h...h.."},
    {Action::see_partner_cases,           "y.y.y.."},
    {Action::work_allocation,             "h.o.h.."},
    {Action::refer_to_social_care,        "hh..h.."},
    {Action::see_referrals,               "yy.yy.."},
    {Action::record_step_outcome,         "...uh.."},
    {Action::search_people,               "yy.yy.."},
    {Action::restrict_record,             "....h.."},
    {Action::protect_address,             "hh.uh.."},
    {Action::import_files,                "y...y.y"},
    {Action::see_reports,                 "r...rf."},
    {Action::open_figures,                "r...rf."},
    {Action::manage_accounts,             "......y"},
    {Action::see_read_log,                "....y.y"},
    {Action::see_messages,                "......y"},
    // On a family's record: the roles that may ask at all. family_access.h decides on the family itself.
    {Action::see_families,                "yyyyy.."},
    {Action::see_family,                  "yyyyy.."},
    {Action::write_in_record,             "y.yyy.."},
    {Action::write_plan,                  "y.y.y.."},
    {Action::record_agreement,            "y.y.y.."},
    {Action::manage_team,                 "y.y.y.."},
    {Action::join_team,                   "..y...."},
    {Action::confirm_as_second,           "y...y.."},
    {Action::break_glass,                 "yyyyy.."},
    {Action::review_broken_glass,         "....y.."},
    {Action::declare_conflict,            "yyyyy.."},
    {Action::disagree,                    "yyyyy.."},
    {Action::refuse_step_up,              "y.y.y.."},
    {Action::see_caseloads,               "y...y.."},
    {Action::hand_over,                   "y...y.."},
    {Action::see_supervision,             "y.y.y.."},
    {Action::give_advice,                 "yy.yy.."},
};
// clang-format on

auto constexpr role_count = members_of<Role>.size();
auto constexpr resource_count = 128U;

Subject subject_with(unsigned role_bits, bool signed_in = true) {
  Subject subject;
  subject.signed_in = signed_in;
  for (std::size_t i = 0; i < role_count; ++i)
    if ((role_bits >> i & 1U) != 0) subject.roles.push_back(members_of<Role>[i].value);
  return subject;
}

Resource resource_of(unsigned bits) {
  auto bit = [&](unsigned n) { return (bits >> n & 1U) != 0; };
  return {bit(0), bit(1), bit(2), bit(3), bit(4), bit(5), bit(6)};
}

// What one letter gives on one record, without a thought to restriction.
Sight sight_by(char letter, Resource const& record) {
  auto const in_full = record.protected_address && !record.needs_address ? Sight::record : Sight::everything;
  switch (letter) {
    case 'y':
    case 'h':
      return in_full;
    case 'u':
      return record.with_mash ? in_full : Sight::nothing;
    case 'o':
      return record.own || record.own_agency ? in_full : Sight::nothing;
    case 's':
      return Sight::status;
    case 'r':
      return Sight::record;
    case 'f':
      return Sight::references;
    default:
      return Sight::nothing;
  }
}

// The model: the best of what each role gives by itself.
Decision expected(unsigned role_bits, Action action, Resource const& record) {
  Decision decision;
  bool any_letter = false;
  bool all_kept_from = true;
  for (std::size_t i = 0; i < role_count; ++i) {
    if ((role_bits >> i & 1U) == 0) continue;
    char const letter = matrix.at(action)[i];
    any_letter = any_letter || letter != '.';
    // Who may see a protected address is for those who may, and for managers.
    bool const kept_from = action == Action::protect_address && record.protected_address && !record.needs_address &&
                           members_of<Role>[i].value != Role::manager;
    if (!kept_from) decision.sight = std::max(decision.sight, sight_by(letter, record));
    all_kept_from = all_kept_from && kept_from;
  }
  bool const unknowable = record.restricted && !record.named;
  if (unknowable) decision.sight = Sight::nothing;
  decision.allowed = decision.sight != Sight::nothing;
  decision.hidden = any_letter && !decision.allowed && (unknowable || !all_kept_from);
  return decision;
}

}  // namespace

TEST_CASE("every set of roles, every action, every record: as the matrix says") {
  for (auto const& [action, letters] : matrix) {
    REQUIRE(letters.size() == role_count);
    for (unsigned roles = 0; roles < (1U << role_count); ++roles)
      for (unsigned bits = 0; bits < resource_count; ++bits) {
        auto const record = resource_of(bits);
        auto const model = expected(roles, action, record);
        auto const actual = decide(subject_with(roles), action, record);
        bool const same =
            actual.allowed == model.allowed && actual.hidden == model.hidden && actual.sight == model.sight;
        if (!same) FAIL_CHECK(wire(action), " roles ", roles, " record ", bits, " rule ", actual.rule);
      }
  }
}

TEST_CASE("the matrix names every action but the two that need no role") {
  for (auto const& member : members_of<Action>)
    CHECK_MESSAGE(matrix.contains(member.value) ==
                      (member.value != Action::open_to_all && member.value != Action::use_own_account),
                  member.wire);
}

TEST_CASE("what needs no role: the front page for everybody, one's own account for those signed in") {
  CHECK(decide({}, Action::open_to_all).allowed);
  CHECK_FALSE(decide({}, Action::use_own_account).allowed);
  CHECK(decide(subject_with(0), Action::use_own_account).allowed);
}

TEST_CASE("somebody not signed in may do nothing else, whatever roles stand in the account") {
  for (auto const& [action, letters] : matrix)
    for (unsigned bits = 0; bits < resource_count; ++bits) {
      auto const decision = decide(subject_with(127, false), action, resource_of(bits));
      CHECK_FALSE(decision.allowed);
      CHECK_FALSE(may_enter(subject_with(127, false), action));
    }
}

TEST_CASE("a restricted record is not there for those not named, whatever their roles") {
  for (auto const& [action, letters] : matrix)
    for (unsigned roles = 0; roles < (1U << role_count); ++roles)
      for (unsigned bits = 0; bits < resource_count; ++bits) {
        auto record = resource_of(bits);
        record.restricted = true;
        record.named = false;
        auto const decision = decide(subject_with(roles), action, record);
        CHECK_FALSE(decision.allowed);
        CHECK(decision.sight == Sight::nothing);
        // Hidden or refused is a matter of roles alone, so that the answer does not give the record away.
        CHECK(decision.hidden == may_enter(subject_with(roles), action));
      }
}

TEST_CASE("a route lets in exactly those for whom there is some record that they may open") {
  for (auto const& member : members_of<Action>)
    for (unsigned roles = 0; roles < (1U << role_count); ++roles) {
      bool some = false;
      for (unsigned bits = 0; bits < resource_count; ++bits)
        some = some || decide(subject_with(roles), member.value, resource_of(bits)).allowed;
      CHECK_MESSAGE(may_enter(subject_with(roles), member.value) == some, member.wire);
    }
}

TEST_CASE("taking a role away never shows more") {
  CHECK(rc::check([] {
    auto const action = rc::gen::elementOf(members_of<Action>);
    auto const roles = *rc::gen::inRange(0U, 1U << role_count);
    auto const taken = *rc::gen::inRange(0U, unsigned{role_count});
    auto const record = resource_of(*rc::gen::inRange(0U, resource_count));
    auto const chosen = (*action).value;
    auto const before = decide(subject_with(roles), chosen, record);
    auto const after = decide(subject_with(roles & ~(1U << taken)), chosen, record);
    RC_ASSERT(after.sight <= before.sight);
    RC_ASSERT(!after.allowed || before.allowed);
  }));
}

TEST_CASE("restricting a record never shows more") {
  CHECK(rc::check([] {
    auto const action = (*rc::gen::elementOf(members_of<Action>)).value;
    auto const subject = subject_with(*rc::gen::inRange(0U, 1U << role_count));
    auto open = resource_of(*rc::gen::inRange(0U, resource_count));
    open.restricted = false;
    auto restricted = open;
    restricted.restricted = true;
    RC_ASSERT(decide(subject, action, restricted).sight <= decide(subject, action, open).sight);
    RC_ASSERT(!decide(subject, action, restricted).allowed || decide(subject, action, open).allowed);
  }));
}

TEST_CASE("protecting an address never shows more, and being named for it never shows less") {
  for (auto const& [action, letters] : matrix)
    for (unsigned roles = 0; roles < (1U << role_count); ++roles)
      for (unsigned bits = 0; bits < resource_count; ++bits) {
        auto open = resource_of(bits);
        open.protected_address = false;
        auto masked = open;
        masked.protected_address = true;
        masked.needs_address = false;
        auto named = masked;
        named.needs_address = true;
        auto const subject = subject_with(roles);
        auto const sight = [&](Resource const& record) { return decide(subject, action, record).sight; };
        CHECK((sight(masked) <= sight(named) && sight(named) <= sight(open)));
        CHECK(sight(masked) != Sight::everything);  // whatever the role
      }
}

TEST_CASE("two roles together open nothing that neither opens alone") {
  for (auto const& [action, letters] : matrix)
    for (unsigned roles = 0; roles < (1U << role_count); ++roles)
      for (unsigned bits = 0; bits < resource_count; ++bits) {
        auto const record = resource_of(bits);
        auto best = Sight::nothing;
        for (std::size_t i = 0; i < role_count; ++i)
          if ((roles >> i & 1U) != 0) best = std::max(best, decide(subject_with(1U << i), action, record).sight);
        CHECK(decide(subject_with(roles), action, record).sight == best);
      }
}

TEST_CASE("a partner without an agreement asks for help and warns, and opens nothing that others wrote") {
  for (auto const& member : members_of<Action>) {
    CAPTURE(member.wire);
    for (auto const& role : members_of<Role>) {
      CAPTURE(role.wire);
      Subject subject{ActorId{}, "Jo", "a_school", {role.value}, true};
      Resource const held{.own = true, .own_agency = true, .with_mash = true};
      auto const before = decide(subject, member.value, held);
      auto const entered = may_enter(subject, member.value);
      subject.agency_agreement = false;
      bool const shut = role.value == Role::practitioner &&
                        (member.value == Action::see_partner_cases || member.value == Action::work_allocation);
      CHECK(decide(subject, member.value, held).allowed == (before.allowed && !shut));
      CHECK(may_enter(subject, member.value) == (entered && !shut));
      if (shut) CHECK(decide(subject, member.value, held).rule == "agency_agreement");
    }
  }
  // A second role of the council's own does not open what came by the first.
  Subject const both{ActorId{}, "Jo", "a_school", {Role::practitioner, Role::mash_worker}, true, false};
  CHECK_FALSE(decide(both, Action::work_allocation, {.own = true, .own_agency = true}).allowed);
}
