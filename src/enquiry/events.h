// What can have happened to an enquiry, from the first knock to the last word told. Wire names and versions are kept
// for ever (tests/golden). Everything a person typed is payload; the header holds ids, codes and times.
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/closed_set.h"
#include "base/codec.h"
#include "base/personal.h"
#include "journal/event_set.h"
#include "people/events.h"
#include "profile/profile.h"

namespace kith::enquiry {

using EnquiryId = Id<struct Enquiry>;
using journal::ActorId;
using journal::EventName;
using people::FamilyId;
using people::PersonId;
using profile::Footing;
using profile::PlaceCode;
using profile::ScreeningOutcome;

// Which door it came through.
enum class Door { professional, phone, public_web, import };
constexpr auto closed_set(Door) {
  return std::to_array<Member<Door>>({{Door::professional, "professional", "Request by a professional"},
                                      {Door::phone, "phone", "Phone call to the hub"},
                                      {Door::public_web, "public_web", "Public web form"},
                                      {Door::import, "import", "Imported file"}});
}

// Does the family know, and agree to take part? Sharing rests on law, and is another question.
enum class Agreement { yes, no, unsafe_to_ask, not_asked };
constexpr auto closed_set(Agreement) {
  return std::to_array<Member<Agreement>>({{Agreement::yes, "yes", "Yes, they know and agree"},
                                           {Agreement::no, "no", "No"},
                                           {Agreement::unsafe_to_ask, "unsafe_to_ask", "It is not safe to ask"},
                                           {Agreement::not_asked, "not_asked", "Not recorded"}});
}

// The person who asked, as they gave themselves.
struct Asker {
  Personal<std::string> name;
  std::string job;
  std::string agency;  // profile code or, from an import, as given
  Personal<std::string> phone;
  Personal<std::string> email;

  bool operator==(Asker const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Asker, (), (name, job, agency, phone, email))

// A way in which the person who asked can be reached without harm.
enum class SafeWay { call, text, email, other, none };
constexpr auto closed_set(SafeWay) {
  return std::to_array<Member<SafeWay>>({{SafeWay::call, "call", "Phone call"},
                                         {SafeWay::text, "text", "Text message"},
                                         {SafeWay::email, "email", "Email"},
                                         {SafeWay::other, "other", "Another way"},
                                         {SafeWay::none, "none", "They ring us: there is no safe way"}});
}

// What somebody without an account said about reaching them: a phone may be in the wrong hands.
struct SafeContact {
  std::vector<SafeWay> ways;
  std::optional<bool> voicemail;  // whether one may be left; nothing when nobody is to call
  Personal<std::string> other_way;
  Personal<std::string> times;
  Personal<std::string> may_know;
  Personal<std::string> must_not_know;
  std::string language;  // in which they read our questions: "en", "ro"

  bool operator==(SafeContact const&) const = default;
};
BOOST_DESCRIBE_STRUCT(SafeContact, (), (ways, voicemail, other_way, times, may_know, must_not_know, language))

// A request arrived. One request may be about several children; each has a person record.
struct EnquiryReceived {
  static constexpr EventName event{"enquiry.received", 1};
  EnquiryId enquiry;
  std::string reference;
  Door door = Door::professional;
  Instant received_at;
  Date received_on;
  std::string source;  // profile code: who referred
  Asker asker;
  std::vector<PersonId> children;
  FamilyId family;
  std::vector<PlaceCode> places;
  Agreement agreement = Agreement::not_asked;
  std::string agreement_reason;
  std::string worries;
  std::string working_well;
  std::string wanted;
  bool danger_now = false;
  std::string primary_need;
  std::string import_key;           // which row of which file, for imports
  Personal<std::string> household;  // who else is in the family, in the words of the person who asked
  std::optional<SafeContact> safe_contact;
};
BOOST_DESCRIBE_STRUCT(EnquiryReceived, (),
                      (enquiry, reference, door, received_at, received_on, source, asker, children, family, places,
                       agreement, agreement_reason, worries, working_well, wanted, danger_now, primary_need, import_key,
                       household, safe_contact))

// One field put right, or added to. `before` and `after` are as shown to people or as codes, by the field.
struct EnquiryAmended {
  static constexpr EventName event{"enquiry.amended", 1};
  EnquiryId enquiry;
  std::string field;
  std::string before;
  std::string after;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(EnquiryAmended, (), (enquiry, field, before, after, reason))

// Somebody spoke helpfully with the family: the one event that stops the clock.
struct FirstContactMade {
  static constexpr EventName event{"enquiry.first_contact_made", 1};
  EnquiryId enquiry;
  std::string by;         // the worker's name as typed, often not the one who records it
  std::string with_whom;  // mother, father, the young person …
  std::string method;     // profile code
  Instant at;
  Date on;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(FirstContactMade, (), (enquiry, by, with_whom, method, at, on, note))

// A call nobody answered, a letter, a visit with nobody in. The clock runs on.
struct ContactTried {
  static constexpr EventName event{"enquiry.contact_tried", 1};
  EnquiryId enquiry;
  std::string by;
  std::string method;
  Instant at;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(ContactTried, (), (enquiry, by, method, at, note))

struct NoteAdded {
  static constexpr EventName event{"enquiry.note_added", 1};
  EnquiryId enquiry;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(NoteAdded, (), (enquiry, text))

// The hub waits for somebody before it can decide.
struct WaitingBegan {
  static constexpr EventName event{"enquiry.waiting_began", 1};
  EnquiryId enquiry;
  std::string for_whom;
  std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(WaitingBegan, (), (enquiry, for_whom, until))

struct WaitingEnded {
  static constexpr EventName event{"enquiry.waiting_ended", 1};
  EnquiryId enquiry;
  std::string what_came;
};
BOOST_DESCRIBE_STRUCT(WaitingEnded, (), (enquiry, what_came))

// Screening decided, or decided again. `to_be_completed` is a decision not yet made: the clock and the row stay open.
struct EnquiryScreened {
  static constexpr EventName event{"enquiry.screened", 1};
  EnquiryId enquiry;
  ScreeningOutcome outcome = ScreeningOutcome::to_be_completed;
  Date screened_on;
  std::string reason;
  std::optional<int> level;
  Footing footing = Footing::none;
  std::string primary_need;
  std::vector<std::string> further_needs;
  std::string existing_case;  // for link_existing: the reference of the case it joins
};
BOOST_DESCRIBE_STRUCT(EnquiryScreened, (),
                      (enquiry, outcome, screened_on, reason, level, footing, primary_need, further_needs,
                       existing_case))

// A worry that early help carries itself rather than passing on (seed 001, sections 4 and 6).
struct RiskHeldLocally {
  static constexpr EventName event{"enquiry.risk_held_locally", 1};
  EnquiryId enquiry;
  std::string worry;
  std::string reason;
  std::string decided_by;
  bool social_worker_took_part = false;
  std::string would_change_our_mind;
  Date look_again_on;
};
BOOST_DESCRIBE_STRUCT(RiskHeldLocally, (),
                      (enquiry, worry, reason, decided_by, social_worker_took_part, would_change_our_mind,
                       look_again_on))

// Who was told of the decision: the family, or the person who asked.
enum class Told { family, asker };
constexpr auto closed_set(Told) {
  return std::to_array<Member<Told>>(
      {{Told::family, "family", "The family"}, {Told::asker, "asker", "The person who asked"}});
}
struct DecisionTold {
  static constexpr EventName event{"enquiry.decision_told", 1};
  EnquiryId enquiry;
  Told whom = Told::family;
  std::string by;  // who told them; empty when nobody did
  std::optional<Date> on;
  std::string method;
  std::string why_not;  // set when nobody told them, and that is the decision
};
BOOST_DESCRIBE_STRUCT(DecisionTold, (), (enquiry, whom, by, on, method, why_not))

// "Urgent" was pressed: the sender spoke to the MASH, or tried, and owns it until a named MASH worker accepts.
struct UrgentRaised {
  static constexpr EventName event{"enquiry.urgent_raised", 1};
  EnquiryId enquiry;
  ActorId owner;
  std::string spoke_to;
  std::optional<Instant> spoke_at;
  std::string danger;
};
BOOST_DESCRIBE_STRUCT(UrgentRaised, (), (enquiry, owner, spoke_to, spoke_at, danger))

struct UrgentAccepted {
  static constexpr EventName event{"enquiry.urgent_accepted", 1};
  EnquiryId enquiry;
  ActorId by;
  std::string worker;  // the MASH worker's name
  std::string next_step;
};
BOOST_DESCRIBE_STRUCT(UrgentAccepted, (), (enquiry, by, worker, next_step))

// Past the profile's limit without acceptance: the manager was alerted.
struct UrgentAlertRaised {
  static constexpr EventName event{"enquiry.urgent_alert_raised", 1};
  EnquiryId enquiry;
  int minutes_waited = 0;
};
BOOST_DESCRIBE_STRUCT(UrgentAlertRaised, (), (enquiry, minutes_waited))

struct EnquiryClosed {
  static constexpr EventName event{"enquiry.closed", 1};
  EnquiryId enquiry;
  Date on;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(EnquiryClosed, (), (enquiry, on, reason))

struct EnquiryReopened {
  static constexpr EventName event{"enquiry.reopened", 1};
  EnquiryId enquiry;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(EnquiryReopened, (), (enquiry, reason))

using Events =
    journal::EventSet<std::variant<EnquiryReceived, EnquiryAmended, FirstContactMade, ContactTried, NoteAdded,
                                   WaitingBegan, WaitingEnded, EnquiryScreened, RiskHeldLocally, DecisionTold,
                                   UrgentRaised, UrgentAccepted, UrgentAlertRaised, EnquiryClosed, EnquiryReopened>>;

}  // namespace kith::enquiry
