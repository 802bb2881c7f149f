// Enquiries, allocations and referrals as tables, and the questions that pages ask of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/decide.h"
#include "enquiry/allocation_events.h"
#include "enquiry/decide.h"
#include "enquiry/referral_events.h"
#include "journal/projection.h"
#include "people/register.h"

namespace kith::enquiry {

journal::Projection enquiry_records();
journal::Projection allocation_records();
journal::Projection referral_records();

// Where an enquiry stands in the hub: the tabs of the inbox.
enum class Stage { fresh, waiting, to_tell, decided };
constexpr auto closed_set(Stage) {
  return std::to_array<Member<Stage>>({{Stage::fresh, "new", "New"},
                                       {Stage::waiting, "waiting", "Waiting for someone"},
                                       {Stage::to_tell, "to_tell", "Waiting to be told"},
                                       {Stage::decided, "decided", "Decided"}});
}

enum class UrgentState { no, raised, accepted };
constexpr auto closed_set(UrgentState) {
  return std::to_array<Member<UrgentState>>({{UrgentState::no, "no", "Not urgent"},
                                             {UrgentState::raised, "raised", "Urgent: not accepted yet"},
                                             {UrgentState::accepted, "accepted", "Urgent: accepted"}});
}

// One enquiry as a row.
struct EnquiryRow {
  EnquiryId enquiry;
  std::string reference;
  Door door = Door::professional;
  Instant received_at;
  Date received_on;
  std::string source;
  std::string asker_agency;
  ActorId sender;  // the account that recorded it
  Stage stage = Stage::fresh;
  std::optional<ScreeningOutcome> outcome;
  std::optional<Date> first_contact_on;
  std::optional<Instant> first_contact_at;
  std::optional<Date> closed_on;
  UrgentState urgent = UrgentState::no;
  std::optional<Instant> urgent_at;
  ActorId urgent_owner;       // who raised it and rings until it is accepted
  std::string urgent_worker;  // the MASH worker who accepted it
  std::optional<Instant> urgent_accepted_at;
  bool urgent_alerted = false;
  std::string team;
  std::string primary_need;
  std::string waiting_for;
  std::string places;  // codes joined by ';'
  bool restricted = false;
};

// As much of a child as a list shows.
struct ListedChild {
  people::PersonId person;
  Personal<std::string> forename;
  std::optional<Date> born;
  std::optional<Date> expected;
  bool protected_address = false;
};
struct ListedEnquiry {
  EnquiryRow row;
  std::vector<ListedChild> children;  // restricted ones left out unless the viewer is named
};

enum class InboxSort { longest_waiting, newest, reference, reference_last_first };
constexpr auto closed_set(InboxSort) {
  return std::to_array<Member<InboxSort>>(
      {{InboxSort::longest_waiting, "waiting", "Longest waiting"},
       {InboxSort::newest, "newest", "Newest"},
       {InboxSort::reference, "reference", "Reference"},
       {InboxSort::reference_last_first, "reference_last_first", "Reference, last first"}});
}

struct InboxQuery {
  std::optional<Stage> stage;  // nullopt: all
  std::string source;
  std::string need;
  std::vector<PlaceCode> places;  // any of these; empty: anywhere
  bool only_uncontacted = false;
  bool only_urgent = false;
  InboxSort sort = InboxSort::longest_waiting;
  int page = 1;
  int page_size = 50;
  ActorId viewer;

  bool operator==(InboxQuery const&) const = default;
};
// How many requests open to this viewer stand at each stage.
struct StageCounts {
  std::int64_t fresh = 0, waiting = 0, to_tell = 0, decided = 0;
  std::int64_t all() const { return fresh + waiting + to_tell + decided; }
  std::int64_t& at(Stage stage);
  std::int64_t of(Stage stage) const { return StageCounts{*this}.at(stage); }
};
StageCounts stage_counts(sql::Connection& c, ActorId viewer);

struct Inbox {
  std::vector<ListedEnquiry> rows;
  std::int64_t total = 0;  // of the query, over all pages
  StageCounts counts;      // of everything, for the tabs
};
Inbox inbox(sql::Connection& c, InboxQuery const& query);

std::optional<EnquiryRow> enquiry_row(sql::Connection& c, EnquiryId id);
std::optional<EnquiryId> enquiry_by_reference(sql::Connection& c, std::string_view reference);
std::optional<EnquiryId> enquiry_by_import_key(sql::Connection& c, std::string_view key);
std::vector<people::PersonRecord> children_of(sql::Connection& c, EnquiryId id);
// Everything a family ever asked, newest first.
std::vector<EnquiryRow> enquiries_of_family(sql::Connection& c, FamilyId family);
// What one account sent to the hub, newest first.
std::vector<EnquiryRow> enquiries_sent_by(sql::Connection& c, ActorId sender, int limit);
// Urgent concerns that nobody in the MASH has accepted, longest waiting first; and those accepted since `since`.
std::vector<ListedEnquiry> urgent_waiting(sql::Connection& c, ActorId viewer);
// The same waiting ones as rows alone, for a warning on every page.
std::vector<EnquiryRow> urgent_rows(sql::Connection& c, ActorId viewer);
// Those of which no manager has been alerted yet, restricted ones too: for the timer, never for a page.
std::vector<EnquiryRow> urgent_not_alerted(sql::Connection& c);
std::vector<ListedEnquiry> urgent_accepted_since(sql::Connection& c, ActorId viewer, Instant since);

struct AllocationRow {
  AllocationId allocation;
  std::string reference;
  std::optional<EnquiryId> enquiry;
  PersonId child;
  std::string places;
  Date allocated_on;
  Pathway pathway = Pathway::team;
  std::string team;
  std::string lead_agency;
  std::string lead_name;
  std::optional<int> level;
  std::optional<Date> lead_contact_on;
  std::optional<Date> last_review_on;
  std::optional<Date> next_review_on;
  std::optional<Date> closed_on;
  std::string closing_reason;
  bool restricted = false;
};
std::optional<AllocationRow> allocation_by_id(sql::Connection& c, AllocationId id);
std::optional<AllocationId> allocation_by_import_key(sql::Connection& c, std::string_view key);
std::vector<AllocationRow> allocations_of_enquiry(sql::Connection& c, EnquiryId id);
std::vector<AllocationRow> allocations_of_child(sql::Connection& c, PersonId child);

struct PartnerCase {
  AllocationRow row;
  people::PersonRecord child;
};

struct ReferralRow {
  ReferralId referral;
  std::string reference;
  std::optional<EnquiryId> enquiry;
  PersonId child;
  std::string places;
  Date referred_on;
  std::string source;
  std::string story;
  std::string accepted_by;
  std::optional<StepOutcome> outcome;
  std::optional<Date> outcome_on;
  std::optional<Date> closed_on;
  bool restricted = false;
};
std::optional<ReferralRow> referral_by_id(sql::Connection& c, ReferralId id);
std::optional<ReferralId> referral_by_import_key(sql::Connection& c, std::string_view key);
std::vector<ReferralRow> referrals_of_enquiry(sql::Connection& c, EnquiryId id);
std::vector<ReferralRow> referrals_of_child(sql::Connection& c, PersonId child);
struct ListedReferral {
  ReferralRow row;
  people::PersonRecord child;
};
// Live referrals whose outcome has not come back, oldest first.
std::vector<ListedReferral> referrals_waiting(sql::Connection& c, ActorId viewer, int limit);

}  // namespace kith::enquiry
