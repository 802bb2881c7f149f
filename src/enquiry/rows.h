// How a row of each table is read: the columns to ask for and what comes of them. For this room's own questions.
#pragma once

#include "enquiry/records.h"

// Columns of `enquiry e`, `allocation a` and `referral r`, in the order in which the functions below read them.
#define ENQUIRY_COLUMNS                                                                                               \
  "e.id, e.reference, e.door, e.received_at, e.received_on, e.source, e.asker_agency, e.sender, e.stage, e.outcome, " \
  "e.first_contact_on, e.first_contact_at, e.closed_on, e.urgent, e.urgent_at, e.team, e.primary_need, "              \
  "e.waiting_for, "                                                                                                   \
  "e.places, e.restricted, e.urgent_owner, e.urgent_worker, e.urgent_accepted_at, e.urgent_alerted"

#define ALLOCATION_COLUMNS                                                                                           \
  "a.id, a.reference, a.enquiry, a.child, a.places, a.allocated_on, a.pathway, a.team, a.lead_agency, a.lead_name, " \
  "a.level, a.lead_contact_on, a.last_review_on, a.next_review_on, a.closed_on, a.closing_reason"
#define ALLOCATION_COLUMN_COUNT 16

#define REFERRAL_COLUMNS                                                                                          \
  "r.id, r.reference, r.enquiry, r.child, r.places, r.referred_on, r.source, r.story, r.accepted_by, r.outcome, " \
  "r.outcome_on, r.closed_on"
#define REFERRAL_COLUMN_COUNT 12

namespace kith::enquiry {

EnquiryRow enquiry_of(sql::Row const& row);
AllocationRow allocation_of(sql::Row const& row);
ReferralRow referral_of(sql::Row const& row);

}  // namespace kith::enquiry
