// Every event that the journal can hold, by wire name.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "access/events.h"
#include "door/events.h"
#include "enquiry/allocation_events.h"
#include "enquiry/events.h"
#include "enquiry/past_imports.h"
#include "enquiry/quarantine.h"
#include "enquiry/referral_events.h"
#include "enquiry/saved_mappings.h"
#include "family/events.h"
#include "insight/saved_scenarios.h"
#include "journal/events.h"
#include "message/events.h"
#include "people/events.h"
#include "people/matching/events.h"
#include "plan/events.h"

namespace kith::fuzz {

struct EveryEvent {
  std::string_view type;
  int version;
  // The body read and written again. Throws what the decoder throws.
  std::string (*again)(journal::Recorded const&);
};

template <journal::EventType... E>
void add(std::vector<EveryEvent>& all, journal::EventSet<std::variant<E...>>) {
  using Set = journal::EventSet<std::variant<E...>>;
  (all.push_back({E::event.type, E::event.version,
                  [](journal::Recorded const& recorded) { return Set::encode(*Set::decode(recorded), {}).body; }}),
   ...);
}

inline std::vector<EveryEvent> every_event() {
  std::vector<EveryEvent> all;
  add(all, access::Events{});
  add(all, enquiry::AllocationEvents{});
  add(all, enquiry::Events{});
  add(all, enquiry::MappingEvents{});
  add(all, enquiry::QuarantineEvents{});
  add(all, enquiry::ReferralEvents{});
  add(all, journal::EventSet<std::variant<journal::PayloadRedacted>>{});
  add(all, enquiry::ImportEvents{});
  add(all, people::Events{});
  add(all, people::MatchEvents{});
  add(all, family::Events{});
  add(all, plan::Events{});
  add(all, insight::ScenarioEvents{});
  add(all, message::Events{});
  add(all, door::Events{});
  return all;
}

}  // namespace kith::fuzz
