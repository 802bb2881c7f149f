// A random life of the facts: requests, allocations and referrals come, are decided, closed, opened again and amended;
// people are restricted and protected; contents are redacted; time stands still now and then and runs back.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "insight/register.h"

namespace kith::insight::test {

template <class Amended>
Amended amendment_of(std::string field, std::string after) {
  Amended event;
  event.field = std::move(field);
  event.after = std::move(after);
  return event;
}

class Life {
 public:
  Life(Register& kept, std::uint64_t seed) : kept_(kept), choice_(seed) {
    for (int i = 0; i < 5; ++i) people_.push_back(kept.mint<people::PersonId>());
    for (int i = 0; i < 2; ++i) accounts_.push_back(kept.mint<journal::ActorId>());
  }

  journal::ActorId account() const { return accounts_.front(); }

  void step() {
    kept_.clock.set(kept_.clock.now() + std::chrono::milliseconds{static_cast<int>(choice_.number(5)) - 1});
    switch (choice_.number(12)) {
      case 0:
        return requests_.push_back(kept_.request(to_text(any_day()), some_people(), some_places()));
      case 1:
        return allocations_.push_back(kept_.allocate(to_text(any_day()), any(people_), some_places()));
      case 2:
        return referrals_.push_back(kept_.refer(to_text(any_day()), any(people_), some_places()));
      case 3:
        return on_one(requests_, [&](auto const& id) {
          kept_.keep(id, screened(id, one_of<profile::ScreeningOutcome>(), any_day(), level()));
        });
      case 4:
        return on_one(referrals_,
                      [&](auto const& id) { kept_.keep(id, stepped(id, one_of<profile::StepOutcome>(), any_day())); });
      case 5:
        return on_one(allocations_, [&](auto const& id) {
          kept_.keep(id, enquiry::AllocationClosed{id, any_day(), any(reasons)});
        });
      case 6:
        return on_one(allocations_, [&](auto const& id) { kept_.keep(id, enquiry::AllocationReopened{id, {}}); });
      case 7:
        return on_one(requests_, [&](auto const& id) { amend<enquiry::EnquiryAmended>(id, "received_on", "outcome"); });
      case 8:
        return on_one(allocations_,
                      [&](auto const& id) { amend<enquiry::AllocationAmended>(id, "allocated_on", "level"); });
      case 9:
        return on_one(referrals_,
                      [&](auto const& id) { amend<enquiry::ReferralAmended>(id, "referred_on", "step_outcome"); });
      case 10:
        return guard(any(people_));
      default:
        if (choice_.number(4) == 0) redact_one();
    }
  }

 private:
  inline static std::vector<std::string> const reasons{"", "needs_met", "moved_away", "RC2"};

  template <class List>
  typename List::value_type const& any(List const& list) {
    return list[choice_.number(list.size())];
  }
  template <class List, class Do>
  void on_one(List const& list, Do act) {
    if (!list.empty()) act(any(list));
  }
  template <ClosedSet Outcome>
  Outcome one_of() {
    return any(members_of<Outcome>).value;
  }
  Date any_day() { return day("2018-09-01") + static_cast<int>(choice_.number(500)); }
  std::optional<int> level() {
    auto const number = static_cast<int>(choice_.number(5));
    return number == 0 ? std::nullopt : std::optional{number};
  }
  std::vector<people::PersonId> some_people() {
    std::vector<people::PersonId> some{any(people_)};
    if (auto const& other = any(people_); choice_.number(3) == 0 && other != some.front()) some.push_back(other);
    return some;
  }
  std::vector<profile::PlaceCode> some_places() {
    static auto const lists = std::to_array<std::vector<profile::PlaceCode>>(
        {{}, places({"hexthorpe"}), places({"denaby_main"}), places({"denaby_main", "old_denaby"}), places({"gone"})});
    return any(lists);
  }

  template <class Amended, class Id>
  void amend(Id const& id, std::string const& day_field, std::string const& outcome_field) {
    auto const [field, after] = any(
        std::vector<std::pair<std::string, std::string>>{{day_field, to_text(any_day())},
                                                         {outcome_field, "no_further_action"},
                                                         {outcome_field, "Progress to the Early Help pathway"},
                                                         {outcome_field, "3"},
                                                         {"closed_on", to_text(any_day())},
                                                         {"closed_on", ""},
                                                         {"places", "hexthorpe; denaby_main"},
                                                         {"area", ""},
                                                         {"level", "4"},
                                                         {"level", ""},
                                                         {"reference", "X" + to_text(any_day())},
                                                         {"child", any(people_).text()},
                                                         {"children", any(people_).text() + ";" + any(people_).text()},
                                                         {"family", any(people_).text()}});
    kept_.keep(id, amendment_of<Amended>(field, after));
  }
  void guard(people::PersonId const& person) {
    switch (choice_.number(5)) {
      case 0:
        return kept_.keep(person, people::PersonRestricted{person, {any(accounts_)}, {}});
      case 1:
        return kept_.keep(person, people::RestrictionLifted{person, {}});
      case 2:
        return kept_.keep(person, people::AddressProtected{person, {}, {}});
      case 3: {
        people::PersonAmended born;
        born.details.date_of_birth = any_day().plus_months(-216);
        born.changed = {"date_of_birth"};
        return kept_.keep(person, born);
      }
      default:
        return kept_.keep(person, people::AddressProtectionLifted{person, {}});
    }
  }
  void redact_one() {
    auto const reader = kept_.reader();
    auto const last = reader->integer("SELECT max(sequence) FROM journal").value_or(0);
    if (last == 0) return;
    auto const one = static_cast<std::int64_t>(choice_.number(static_cast<std::uint64_t>(last))) + 1;
    if (reader->text("SELECT type FROM journal WHERE sequence=$1", {one}) != journal::PayloadRedacted::event.type)
      kept_.redact({one});
  }

  Register& kept_;
  SeededRandom choice_;
  std::vector<people::PersonId> people_;
  std::vector<journal::ActorId> accounts_;
  std::vector<enquiry::EnquiryId> requests_;
  std::vector<enquiry::AllocationId> allocations_;
  std::vector<enquiry::ReferralId> referrals_;
};

}  // namespace kith::insight::test
