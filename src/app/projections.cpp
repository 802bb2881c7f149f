// The record sets of every room, lower rooms first: enquiry's projection reads people's tables.
#include "access/accounts.h"
#include "access/agreements.h"
#include "app/house.h"
#include "door/following.h"
#include "enquiry/consultation.h"
#include "enquiry/past_imports.h"
#include "enquiry/quarantine.h"
#include "enquiry/records.h"
#include "enquiry/saved_mappings.h"
#include "family/records.h"
#include "family/work_records.h"
#include "guest/records.h"
#include "insight/facts.h"
#include "insight/saved_scenarios.h"
#include "message/records.h"
#include "people/register.h"
#include "plan/records.h"

namespace kith::app {

journal::Projections all_projections() {
  return {access::account_records(),       access::agreement_records(),   people::person_records(),
          enquiry::enquiry_records(),      enquiry::allocation_records(), enquiry::referral_records(),
          enquiry::quarantine_records(),   enquiry::mapping_records(),    enquiry::import_records(),
          enquiry::consultation_records(), insight::demand_facts(),       insight::scenario_records(),
          family::family_records(),        family::work_records(),        plan::plan_records(),
          message::message_records(),      door::follow_records(),        guest::guest_records()};
}

}  // namespace kith::app
