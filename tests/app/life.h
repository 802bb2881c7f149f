// Any life of the house: commands picked by number, on whatever there is by then. Many are refused, as in life.
#pragma once

#include <cstdint>
#include <vector>

#include "app/whole_house.h"
#include "enquiry/quarantine.h"

namespace kith::app::test {

// Which command, and two numbers from which it takes what it needs.
struct Step {
  int kind = 0;
  std::uint32_t first = 0;
  std::uint32_t second = 0;
};

// The id in the first column of one of the rows, whichever number says; an id of nothing where there are none.
template <class Thing>
Id<Thing> any_of(sql::Connection& c, std::string_view sql, std::uint32_t number) {
  std::vector<Id<Thing>> ids;
  c.query(sql, {}, [&](sql::Row const& row) { ids.push_back(row.id<Thing>(0)); });
  return ids.empty() ? Id<Thing>{} : ids[number % ids.size()];
}

class Life {
 public:
  explicit Life(WholeHouse& house) : house_(house) {}

  static int kinds();
  // Whether the command was accepted.
  bool live(Step const& step);

 private:
  using Command = std::function<Result<std::string>(journal::Transaction&)>;
  using Kind = Command (Life::*)(Step const&);
  static std::vector<Kind> const& all_kinds();

  Command receive(Step const&);
  Command amend(Step const&);
  Command screen(Step const&);
  Command make_contact(Step const&);
  Command try_contact(Step const&);
  Command note(Step const&);
  Command begin_waiting(Step const&);
  Command end_waiting(Step const&);
  Command hold_risk(Step const&);
  Command tell(Step const&);
  Command raise_urgent(Step const&);
  Command accept_urgent(Step const&);
  Command alert_manager(Step const&);
  Command close(Step const&);
  Command reopen(Step const&);
  Command allocate(Step const&);
  Command change_allocation(Step const&);
  Command refer(Step const&);
  Command change_referral(Step const&);
  Command restrict_person(Step const&);
  Command lift_restriction(Step const&);
  Command protect_address(Step const&);
  Command lift_protection(Step const&);
  Command amend_person(Step const&);
  Command import_enquiry(Step const&);
  Command import_allocation(Step const&);
  Command import_referral(Step const&);
  Command keep_rejected(Step const&);
  Command correct_row(Step const&);
  Command dismiss_row(Step const&);
  Command save_mapping(Step const&);
  Command record_import(Step const&);
  Command change_account(Step const&);
  Command live_with_family(Step const&);  // family_life.cpp
  Command work_with_family(Step const&);
  Command live_with_plan(Step const&);
  Command ask_at_the_door(Step const&);  // message_life.cpp
  Command live_with_messages(Step const&);
  Command know_more(Step const&);  // register_life.cpp
  Command agree_with_agencies(Step const&);
  Command advise(Step const&);
  Command live_with_guests(Step const&);  // guest_life.cpp

  Date today() const { return london_date(house_.clock.now()); }
  people::Details details(Step const&) const;
  template <class Act>
  Command act(Step const& step, char const* login, Act command);

  WholeHouse& house_;
  std::vector<enquiry::EnquiryId> enquiries_;
  std::vector<enquiry::AllocationId> allocations_;
};

}  // namespace kith::app::test
