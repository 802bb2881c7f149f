// What can have happened to an allocation: one child's episode of early help, held by a team and lead practitioner or
// by one agency alone.
#pragma once

#include "enquiry/events.h"

namespace kith::enquiry {

using AllocationId = Id<struct Allocation>;

// Level 2 may be held by one agency alone, with no team and no meeting (seed 002, paragraph 18).
enum class Pathway { team, single_agency };
constexpr auto closed_set(Pathway) {
  return std::to_array<Member<Pathway>>({{Pathway::team, "team", "A team and lead practitioner"},
                                         {Pathway::single_agency, "single_agency", "One agency alone"}});
}

struct AllocationMade {
  static constexpr EventName event{"allocation.made", 1};
  AllocationId allocation;
  std::string reference;
  std::optional<EnquiryId> enquiry;
  std::string enquiry_reference;  // as an import gave it, when the enquiry itself is not here
  PersonId child;
  std::vector<PlaceCode> places;
  Date allocated_on;
  Pathway pathway = Pathway::team;
  std::string team;
  std::string lead_agency;
  Personal<std::string> lead_name;
  std::optional<int> level;
  std::string import_key;
};
BOOST_DESCRIBE_STRUCT(AllocationMade, (),
                      (allocation, reference, enquiry, enquiry_reference, child, places, allocated_on, pathway, team,
                       lead_agency, lead_name, level, import_key))

// One or more fields put right: the allocation as it stands afterwards in those fields.
struct AllocationAmended {
  static constexpr EventName event{"allocation.amended", 1};
  AllocationId allocation;
  std::string field;
  std::string before;
  std::string after;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(AllocationAmended, (), (allocation, field, before, after, reason))

struct LeadNamed {
  static constexpr EventName event{"allocation.lead_named", 1};
  AllocationId allocation;
  std::string lead_agency;
  Personal<std::string> lead_name;
};
BOOST_DESCRIBE_STRUCT(LeadNamed, (), (allocation, lead_agency, lead_name))

struct LeadMadeContact {
  static constexpr EventName event{"allocation.lead_made_contact", 1};
  AllocationId allocation;
  Date on;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(LeadMadeContact, (), (allocation, on, note))

struct ReviewHeld {
  static constexpr EventName event{"allocation.review_held", 1};
  AllocationId allocation;
  Date on;
  std::optional<Date> next_on;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(ReviewHeld, (), (allocation, on, next_on, note))

// The hub offered the lead practitioner help, by one click.
struct HelpOffered {
  static constexpr EventName event{"allocation.help_offered", 1};
  AllocationId allocation;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(HelpOffered, (), (allocation, note))

struct AllocationClosed {
  static constexpr EventName event{"allocation.closed", 1};
  AllocationId allocation;
  Date on;
  std::string reason;  // profile code, or as typed in an import
};
BOOST_DESCRIBE_STRUCT(AllocationClosed, (), (allocation, on, reason))

struct AllocationReopened {
  static constexpr EventName event{"allocation.reopened", 1};
  AllocationId allocation;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(AllocationReopened, (), (allocation, reason))

using AllocationEvents = journal::EventSet<std::variant<AllocationMade, AllocationAmended, LeadNamed, LeadMadeContact,
                                                        ReviewHeld, HelpOffered, AllocationClosed, AllocationReopened>>;

}  // namespace kith::enquiry
