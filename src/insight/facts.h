// What the reports count: one row a fact (a request, an allocation, a referral), kept by a projection of insight's own
// so that reports lean on no other room's tables. The row as it stands is in demand_fact; every state it left behind is
// in demand_past with the moments between which Kith knew it so. A report "as known on" a past day reads both.
//
// Codes, ids and birth dates only (who turns 18 has left): no name, no free text, no address.
#pragma once

#include "journal/projection.h"

namespace kith::insight {

// Listens to enquiry, allocation and referral events, and to people's birth dates, restrictions and protections. At
// most two statements an event, none for events that change no count. A redacted event is passed over; a redaction
// makes the facts of its streams again from what is left, so that records made live and records rebuilt are the same.
journal::Projection demand_facts();

}  // namespace kith::insight
