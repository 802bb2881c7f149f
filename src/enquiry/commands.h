// Commands as the writer runs them: authorise, load the history, decide, append. The CLI, the imports, the demo borough
// and the pages all come in here.
#pragma once

#include <string>
#include <vector>

#include "access/decide.h"
#include "enquiry/allocation_events.h"
#include "enquiry/decide.h"
#include "enquiry/referral_events.h"
#include "journal/writer.h"
#include "people/register.h"

namespace kith::enquiry {

// Who acts, as commands see it. `expected_version` guards against two people editing at once: when set and the enquiry
// has moved on, the command is refused with "changed_meanwhile".
struct By {
  access::Subject subject;
  std::string purpose;
  std::optional<std::int64_t> expected_version = {};
  bool system = false;  // imports, jobs, the demo borough and the public door act with the house's own hand

  journal::Author author() const { return {subject.account, subject.agency, purpose}; }
};

// A child named in a new request: one already known, or one to be registered now.
struct NewChild {
  std::optional<people::PersonId> known;
  people::Details details;
  std::string reference;  // an import's own; empty for a live request
};

// A new request. Registers the children not yet known, as one family when they are several.
struct NewRequest {
  EnquiryId enquiry;
  std::vector<NewChild> children;
  EnquiryReceived received;  // children, family and reference are filled in here
};
Result<std::string> receive(journal::Transaction& t, NewRequest const& request, By const& by);

// Any command on an enquiry that exists. Rights are checked against the enquiry as it stands.
template <class Command>
Result<std::string> act(journal::Transaction& t, EnquiryId id, Command const& command, By const& by);

// What the enquiry is, as far as rights go, for this viewer.
access::Resource resource_of(sql::Connection& c, EnquiryId id, access::ActorId viewer);
access::Resource resource_of_person(sql::Connection& c, people::PersonId id, access::ActorId viewer);
// The same within a command, from what the histories come to: the database is asked only for what no command asked
// lately.
access::Resource resource_of(journal::Transaction& t, EnquiryId id, access::ActorId viewer);
access::Resource resource_of_person(journal::Transaction& t, people::PersonId id, access::ActorId viewer);

// One allocation for each child of an enquiry, or of an import's row.
// Errors: no_lead (a team allocation needs a lead or a team), allocated_in_future.
struct Allocate {
  AllocationMade made;
};
Result<std::string> allocate(journal::Transaction& t, Allocate const& command, By const& by);
// What happens to an allocation afterwards. Errors: no_allocation, allocation_closed, closed_before_allocated.
struct AllocationChange {
  AllocationEvents::Event event;
};
Result<std::string> change_allocation(journal::Transaction& t, AllocationId id, AllocationChange const& change,
                                      By const& by);

// Errors: referred_in_future.
struct Refer {
  ReferralMade made;
};
Result<std::string> refer(journal::Transaction& t, Refer const& command, By const& by);
// Errors: no_referral, outcome_before_referral.
struct ReferralChange {
  ReferralEvents::Event event;
};
Result<std::string> change_referral(journal::Transaction& t, ReferralId id, ReferralChange const& change, By const& by);

}  // namespace kith::enquiry
