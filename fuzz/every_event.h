// Every event that the journal can hold, by wire name.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "access/events.h"
#include "enquiry/allocation_events.h"
#include "enquiry/events.h"
#include "enquiry/quarantine.h"
#include "enquiry/referral_events.h"
#include "enquiry/saved_mappings.h"
#include "journal/events.h"
#include "people/events.h"

namespace kith::fuzz {

struct EveryEvent {
  std::string_view type;
  int version;
  // The body read and written again. Throws what the decoder throws.
  std::string (*again)(journal::Recorded const&);
};

template <class Set>
void add(std::vector<EveryEvent>& all) {
  for (auto const& entry : Set::entries)
    all.push_back({entry.type, entry.version,
                   [](journal::Recorded const& recorded) { return Set::encode(*Set::decode(recorded), {}).body; }});
}

inline std::vector<EveryEvent> every_event() {
  std::vector<EveryEvent> all;
  add<access::Events>(all);
  add<enquiry::AllocationEvents>(all);
  add<enquiry::Events>(all);
  add<enquiry::MappingEvents>(all);
  add<enquiry::QuarantineEvents>(all);
  add<enquiry::ReferralEvents>(all);
  add<journal::EventSet<std::variant<journal::PayloadRedacted>>>(all);
  add<people::Events>(all);
  return all;
}

}  // namespace kith::fuzz
