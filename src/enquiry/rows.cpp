#include "enquiry/rows.h"

namespace kith::enquiry {

EnquiryRow enquiry_of(sql::Row const& row) {
  EnquiryRow r;
  r.enquiry = row.id<struct Enquiry>(0);
  r.reference = row.string(1);
  r.door = parse<Door>(row.text(2)).value_or(Door::professional);
  r.received_at = row.instant(3);
  r.received_on = row.date(4).value_or(Date{});
  r.source = row.string(5);
  r.asker_agency = row.string(6);
  r.sender = row.id<journal::Actor>(7);
  r.stage = parse<Stage>(row.text(8)).value_or(Stage::fresh);
  if (!row.is_null(9)) r.outcome = parse<ScreeningOutcome>(row.text(9));
  r.first_contact_on = row.date(10);
  r.first_contact_at = row.maybe_instant(11);
  r.closed_on = row.date(12);
  r.urgent = parse<UrgentState>(row.text(13)).value_or(UrgentState::no);
  r.urgent_at = row.maybe_instant(14);
  r.team = row.string(15);
  r.primary_need = row.string(16);
  r.waiting_for = row.string(17);
  r.places = row.string(18);
  r.restricted = row.flag(19);
  r.urgent_owner = ActorId::parse(row.text(20)).value_or(ActorId{});
  r.urgent_worker = row.string(21);
  r.urgent_accepted_at = row.maybe_instant(22);
  r.urgent_alerted = row.flag(23);
  return r;
}

AllocationRow allocation_of(sql::Row const& row) {
  AllocationRow r;
  r.allocation = row.id<Allocation>(0);
  r.reference = row.string(1);
  if (!row.is_null(2)) r.enquiry = EnquiryId::parse(row.text(2));
  r.child = row.id<people::Person>(3);
  r.places = row.string(4);
  r.allocated_on = row.date(5).value_or(Date{});
  r.pathway = parse<Pathway>(row.text(6)).value_or(Pathway::team);
  r.team = row.string(7);
  r.lead_agency = row.string(8);
  r.lead_name = row.string(9);
  if (auto const level = row.maybe_integer(10)) r.level = static_cast<int>(*level);
  r.lead_contact_on = row.date(11);
  r.last_review_on = row.date(12);
  r.next_review_on = row.date(13);
  r.closed_on = row.date(14);
  r.closing_reason = row.string(15);
  return r;
}

ReferralRow referral_of(sql::Row const& row) {
  ReferralRow r;
  r.referral = row.id<Referral>(0);
  r.reference = row.string(1);
  if (!row.is_null(2)) r.enquiry = EnquiryId::parse(row.text(2));
  r.child = row.id<people::Person>(3);
  r.places = row.string(4);
  r.referred_on = row.date(5).value_or(Date{});
  r.source = row.string(6);
  r.story = row.string(7);
  r.accepted_by = row.string(8);
  if (!row.is_null(9)) r.outcome = parse<StepOutcome>(row.text(9));
  r.outcome_on = row.date(10);
  r.closed_on = row.date(11);
  return r;
}

}  // namespace kith::enquiry
