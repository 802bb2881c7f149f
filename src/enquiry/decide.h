// What may happen to an enquiry, and what follows: pure functions of its history and the command. Time comes in,
// nothing else does.
#pragma once

#include <vector>

#include "base/result.h"
#include "enquiry/events.h"

namespace kith::enquiry {

// What the rules need to know of an enquiry's past.
struct Enquiry {
  std::int64_t version = 0;  // 0: there is no such enquiry
  EnquiryReceived received;  // with every amendment folded in
  ActorId sender;            // who put it on record
  std::optional<Date> first_contact_on;
  bool waiting = false;
  std::optional<EnquiryScreened> decision;
  bool family_told = false;
  bool asker_told = false;
  std::optional<EnquiryClosed> closed;

  enum class Urgent { no, raised, accepted };
  Urgent urgent = Urgent::no;
  Instant urgent_since;
  bool urgent_alerted = false;
};
// Total: any event on any state, a redacted one (all defaults) too.
void evolve(Enquiry& enquiry, Events::Event const& event);
void evolve(Enquiry& enquiry, journal::Recorded const& recorded);
Enquiry enquiry_from(std::vector<journal::Recorded> const& history);

struct Context {
  Instant now;
  Date today;
  ActorId actor;
};

// Commands, imperative. Each says what it may fail with.

// received_already, no_children, no_worries, no_agreement, no_agreement_reason, received_in_future
struct ReceiveEnquiry {
  EnquiryReceived received;
};
// unknown_field, nothing_changed, bad_value (a date that is none, is to come, or puts receipt after what followed it)
struct AmendEnquiry {
  std::string field;  // see amendable_fields
  std::string value;  // a code, ISO date, or text, by the field
  std::string reason;
};
// contact_made_already, contact_in_future, contact_before_receipt, nobody_named
struct RecordFirstContact {
  std::string by;
  std::string with_whom;
  std::string method;
  Instant at;
  std::string note;
};
// nobody_named, contact_in_future, contact_before_receipt
struct RecordTriedContact {
  std::string by;
  std::string method;
  Instant at;
  std::string note;
};
// empty_note
struct AddNote {
  std::string text;
};
// enquiry_closed, nobody_named, until_in_past
struct BeginWaiting {
  std::string for_whom;
  std::optional<Date> until;
};
// not_waiting
struct EndWaiting {
  std::string what_came;
};
// enquiry_closed; and, all said at once: no_reason, no_existing_case, no_level, screened_before_receipt,
// screened_in_future
struct ScreenEnquiry {
  EnquiryScreened screened;
};
// incomplete_risk (with the field), look_again_in_past
struct HoldRisk {
  RiskHeldLocally risk;
};
// not_decided, told_or_why_not, told_in_future
struct RecordTold {
  DecisionTold told;
};
// no_enquiry, urgent_already, no_danger, spoke_in_future
struct RaiseUrgent {
  UrgentRaised raised;
};
// not_urgent, accepted_already, nobody_named
struct AcceptUrgent {
  std::string worker;
  std::string next_step;
};
// not_urgent, alerted_already
struct AlertManager {};
// closed_already, not_decided, closed_before_receipt, closed_in_future
struct CloseEnquiry {
  Date on;
  std::string reason;
};
// not_closed, no_reason
struct ReopenEnquiry {
  std::string reason;
};

using Decided = Result<std::vector<Events::Event>>;
Decided decide(Enquiry const& enquiry, ReceiveEnquiry const& command, Context const& context);
Decided decide(Enquiry const& enquiry, AmendEnquiry const& command, Context const& context);
Decided decide(Enquiry const& enquiry, RecordFirstContact const& command, Context const& context);
Decided decide(Enquiry const& enquiry, RecordTriedContact const& command, Context const& context);
Decided decide(Enquiry const& enquiry, AddNote const& command, Context const& context);
Decided decide(Enquiry const& enquiry, BeginWaiting const& command, Context const& context);
Decided decide(Enquiry const& enquiry, EndWaiting const& command, Context const& context);
Decided decide(Enquiry const& enquiry, ScreenEnquiry const& command, Context const& context);
Decided decide(Enquiry const& enquiry, HoldRisk const& command, Context const& context);
Decided decide(Enquiry const& enquiry, RecordTold const& command, Context const& context);
Decided decide(Enquiry const& enquiry, RaiseUrgent const& command, Context const& context);
Decided decide(Enquiry const& enquiry, AcceptUrgent const& command, Context const& context);
Decided decide(Enquiry const& enquiry, AlertManager const& command, Context const& context);
Decided decide(Enquiry const& enquiry, CloseEnquiry const& command, Context const& context);
Decided decide(Enquiry const& enquiry, ReopenEnquiry const& command, Context const& context);

// The fields of an enquiry that a person can put right: the stored name and what it is called on pages.
struct AmendableField {
  std::string_view name;
  std::string_view label;
  enum class Kind { line, text, date, source, agency, need, places, agreement, ways, voicemail } kind;
  bool about_contact = false;  // of how whoever asked at the public door can be reached without harm
};
std::vector<AmendableField> const& amendable_fields();
// The field as it stands, in the form in which amendments keep it: a code, an ISO date, codes joined by ';', or text.
std::string field_value(EnquiryReceived const& received, std::string_view field);
// Safe ways as amendments keep them, codes joined by ';', and back; nothing for a text with a way that is none.
std::string joined_ways(std::vector<SafeWay> const& ways);
std::optional<std::vector<SafeWay>> parted_ways(std::string_view codes);

}  // namespace kith::enquiry
