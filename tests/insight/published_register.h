// The published records as events in a register.
#pragma once

#include <unordered_map>

#include "insight/published.h"
#include "insight/register.h"

namespace kith::insight::test {

inline std::vector<profile::PlaceCode> places_named(std::string_view area) {
  std::vector<profile::PlaceCode> codes;
  while (!area.empty()) {
    auto const end = std::min(area.find(';'), area.size());
    for (auto const& code : profile::resolve_places(doncaster(), area.substr(0, end))) codes.push_back(code);
    area.remove_prefix(std::min(end + 1, area.size()));
  }
  return codes;
}

inline void keep_published(Register& kept, PublishedRecords const& records) {
  std::unordered_map<std::string, people::PersonId> children;
  auto const child_of = [&](std::string const& reference) {
    auto [entry, is_new] = children.try_emplace(reference);
    if (is_new) entry->second = kept.mint<people::PersonId>();
    return entry->second;
  };
  std::unordered_map<std::string, people::FamilyId> families;
  for (auto const& one : records.enquiries) {
    auto const id = kept.mint<enquiry::EnquiryId>();
    enquiry::EnquiryReceived received;
    received.enquiry = id;
    received.reference = one.reference;
    received.door = enquiry::Door::import;
    received.received_on = one.received_on;
    received.children = {child_of(one.child)};
    auto [family, is_new] = families.try_emplace(one.child);
    if (is_new) family->second = kept.mint<people::FamilyId>();
    received.family = family->second;
    received.places = places_named(one.area);
    kept.note(id, received);
    if (!one.outcome.empty())
      kept.note(id, screened(id, parse<profile::ScreeningOutcome>(one.outcome).value(), one.received_on));
  }
  for (auto const& one : records.allocations) {
    auto const id = kept.mint<enquiry::AllocationId>();
    enquiry::AllocationMade made;
    made.allocation = id;
    made.reference = one.reference;
    made.child = child_of(one.child);
    made.places = places_named(one.area);
    made.allocated_on = one.allocated_on;
    kept.note(id, made);
    if (one.closed_on) kept.note(id, enquiry::AllocationClosed{id, *one.closed_on, "needs_met"});
  }
  for (auto const& one : records.referrals) {
    auto const id = kept.mint<enquiry::ReferralId>();
    enquiry::ReferralMade made;
    made.referral = id;
    made.reference = one.reference;
    made.child = child_of(one.child);
    made.places = places_named(one.area);
    made.referred_on = one.referred_on;
    kept.note(id, made);
    if (!one.outcome.empty())
      kept.note(id, stepped(id, parse<profile::StepOutcome>(one.outcome).value(), one.referred_on));
  }
  kept.keep();
}

inline DemandQuery published_query() {
  return {day("2018-07-01"), day("2019-06-30"), day("2018-08-01"), day("2019-07-31"), {"Denaby", "Hexthorpe"}, {}, {},
          noon("2019-09-05")};
}

}  // namespace kith::insight::test
