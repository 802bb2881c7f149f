// How long one decision on rights takes, on standings drawn by lot. One line a figure, four columns between tabs: what,
// figure, beside, to reach.
//
//   bench_access_decide [DECISIONS]
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <random>
#include <vector>

#include "access/family_access.h"

namespace kith::bench {

namespace {

struct Question {
  access::Subject subject;
  access::Action action = access::Action::see_family;
  access::FamilyStanding standing;
  access::Field field;
  access::FamilyContext context;
};

std::vector<Question> drawn_questions(std::size_t count) {
  std::mt19937 lot{20261122};
  auto one_in = [&](unsigned n) { return lot() % n == 0; };
  static constexpr access::Action actions[] = {access::Action::see_family, access::Action::write_in_record,
                                               access::Action::manage_team, access::Action::break_glass};
  std::vector<Question> all(count);
  for (auto& q : all) {
    q.subject.signed_in = true;
    q.subject.agency = "school";
    q.subject.roles = {members_of<access::Role>[lot() % members_of<access::Role>.size()].value};
    if (one_in(3)) q.subject.roles.push_back(access::Role::practitioner);
    q.action = actions[lot() % 4];
    q.standing.relationship = members_of<access::Relationship>[lot() % 4].value;
    q.standing.conflict = one_in(20);
    q.standing.restricted = one_in(8);
    q.standing.named = one_in(2);
    q.standing.with_mash = one_in(4);
    q.standing.protected_address = one_in(6);
    q.field.kind = members_of<access::FieldClass>[lot() % members_of<access::FieldClass>.size()].value;
    q.field.own_agency = one_in(3);
    q.context.in_area = !one_in(5);
  }
  return all;
}

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace

}  // namespace kith::bench

int main(int argc, char** argv) {
  using namespace kith;
  auto const decisions = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 20'000'000ULL;
  auto const questions = bench::drawn_questions(4096);
  std::uint64_t allowed = 0;
  auto const start = bench::cpu_seconds();
  for (std::uint64_t i = 0; i < decisions; ++i) {
    auto const& q = questions[i % questions.size()];
    allowed += static_cast<bool>(access::decide(q.subject, q.action, q.standing, q.field, q.context));
  }
  auto const took = bench::cpu_seconds() - start;
  fmt::print("access::decide on a family\t{:.0f} ns CPU\t{} decisions, {:.0f}% allowed\t1,000 ns\n",
             took / static_cast<double>(decisions) * 1e9, decisions,
             100.0 * static_cast<double>(allowed) / static_cast<double>(decisions));
}
