// What can have happened to a referral: one child's transfer to children's social care, until the step outcome comes
// back.
#pragma once

#include "enquiry/events.h"

namespace kith::enquiry {

using ReferralId = Id<struct Referral>;
using profile::StepOutcome;

struct ReferralMade {
  static constexpr EventName event{"referral.made", 1};
  ReferralId referral;
  std::string reference;
  std::optional<EnquiryId> enquiry;
  PersonId child;
  std::vector<PlaceCode> places;
  Date referred_on;
  std::string source;
  std::string story;  // what is carried across, so that the family need not tell it again
  std::string import_key;
};
BOOST_DESCRIBE_STRUCT(ReferralMade, (),
                      (referral, reference, enquiry, child, places, referred_on, source, story, import_key))

struct ReferralAmended {
  static constexpr EventName event{"referral.amended", 1};
  ReferralId referral;
  std::string field;
  std::string before;
  std::string after;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReferralAmended, (), (referral, field, before, after, reason))

// A named worker of social care took it on. Early help stays responsible until then.
struct ReferralAccepted {
  static constexpr EventName event{"referral.accepted", 1};
  ReferralId referral;
  std::string worker;
};
BOOST_DESCRIBE_STRUCT(ReferralAccepted, (), (referral, worker))

// What social care did, one of nine (seed 000, paragraph 8). `transfer_early_help` steps down to the same family.
struct StepOutcomeRecorded {
  static constexpr EventName event{"referral.step_outcome_recorded", 1};
  ReferralId referral;
  StepOutcome outcome = StepOutcome::not_recorded;
  Date on;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(StepOutcomeRecorded, (), (referral, outcome, on, note))

struct ReferralClosed {
  static constexpr EventName event{"referral.closed", 1};
  ReferralId referral;
  Date on;
};
BOOST_DESCRIBE_STRUCT(ReferralClosed, (), (referral, on))

using ReferralEvents = journal::EventSet<
    std::variant<ReferralMade, ReferralAmended, ReferralAccepted, StepOutcomeRecorded, ReferralClosed>>;

}  // namespace kith::enquiry
