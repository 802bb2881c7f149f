#include "enquiry/decide.h"

#include <algorithm>

#include "base/text.h"

namespace kith::enquiry {

namespace {

bool blank(std::string_view text) { return trimmed(text).empty(); }

// Most refusals are about one field of the form: its sentence is the error's too.
Error field_error(char const* field, char const* code, char const* sentence) {
  return invalid(code, sentence, {{field, code, sentence}});
}

// One error that says everything that is wrong; its sentence is the first field's.
Error all_of(std::vector<FieldError> faults) {
  auto const first = faults.front();
  return invalid(first.code, first.sentence, std::move(faults));
}

bool decided(Enquiry const& e) { return e.decision && e.decision->outcome != ScreeningOutcome::to_be_completed; }

Decided one(Events::Event event) { return std::vector<Events::Event>{std::move(event)}; }

// What keeps these from being the safe ways to reach somebody; nothing when they can be.
char const* ways_fault(EnquiryReceived const& received, std::string const& codes) {
  auto const ways = parted_ways(codes);
  if (!ways) return "Choose from the ways in the list.";
  if (ways->empty()) return "Choose at least one way, or that they ring us.";
  auto const has = [&](SafeWay way) { return std::ranges::find(*ways, way) != ways->end(); };
  if (has(SafeWay::none) && ways->size() > 1) return "If there is no safe way, choose no other.";
  if ((has(SafeWay::call) || has(SafeWay::text)) && blank(received.asker.phone.reveal()))
    return "There is no telephone number on record. Add it first.";
  if (has(SafeWay::email) && blank(received.asker.email.reveal()))
    return "There is no email address on record. Add it first.";
  return nullptr;
}

}  // namespace

Decided decide(Enquiry const& e, ReceiveEnquiry const& command, Context const& context) {
  auto const& r = command.received;
  if (e.version != 0) return conflict("received_already", "This request has been received already.");
  std::vector<FieldError> faults;
  if (r.children.empty()) faults.push_back({"children", "no_children", "Say which child or children this is about."});
  if (r.received_on > context.today)
    faults.push_back({"received_on", "received_in_future", "The date received cannot be in the future."});
  if (r.door != Door::import) {
    if (blank(r.worries)) faults.push_back({"worries", "no_worries", "Say what you are worried about."});
    // A neighbour cannot ask for a family's agreement, and owes nobody a reason.
    bool const owes_agreement = r.door != Door::public_web;
    bool const needs_reason = r.agreement == Agreement::no || r.agreement == Agreement::unsafe_to_ask;
    if (owes_agreement && needs_reason && blank(r.agreement_reason))
      faults.push_back({"agreement_reason", "no_agreement_reason",
                        "Say why the family has not agreed, or why it is not safe to ask."});
    // In danger, nobody waits for an answer before they ring.
    if (owes_agreement && r.agreement == Agreement::not_asked && !r.danger_now)
      faults.push_back({"agreement", "no_agreement", "Say whether the family knows and agrees."});
  }
  if (!faults.empty()) return all_of(std::move(faults));
  return one(r);
}

Decided decide(Enquiry const& e, AmendEnquiry const& command, Context const& context) {
  bool known = false;
  for (auto const& field : amendable_fields()) {
    if (field.name != command.field) continue;
    known = true;
    if (field.kind == AmendableField::Kind::date) {
      auto const date = parse_date(command.value);
      if (!date) return field_error("value", "bad_value", "Enter a real date.");
      if (*date > context.today) return field_error("value", "bad_value", "The date cannot be in the future.");
      bool const after_contact = e.first_contact_on && *date > *e.first_contact_on;
      bool const after_decision = e.decision && *date > e.decision->screened_on;
      if (command.field == "received_on" && (after_contact || after_decision))
        return field_error("value", "bad_value",
                           "The request cannot have come in after its first contact or its decision.");
    }
    if (field.about_contact && e.received.door != Door::public_web)
      return invalid("unknown_field", "Only a request from the public door says how to reach somebody safely.");
    if (field.kind == AmendableField::Kind::ways)
      if (auto const* fault = ways_fault(e.received, command.value)) return field_error("value", "bad_value", fault);
    if (field.kind == AmendableField::Kind::voicemail && command.value != "yes" && command.value != "no")
      return field_error("value", "bad_value", "Choose one of the answers.");
    if (field.kind == AmendableField::Kind::agreement && !parse<Agreement>(command.value))
      return field_error("value", "bad_value", "Choose one of the answers.");
  }
  if (!known) return invalid("unknown_field", "There is no such field to change.");
  auto before = field_value(e.received, command.field);
  if (before == command.value) return field_error("value", "nothing_changed", "This is what it already says.");
  return one(EnquiryAmended{e.received.enquiry, command.field, std::move(before), command.value, command.reason});
}

Decided decide(Enquiry const& e, RecordFirstContact const& command, Context const& context) {
  if (e.first_contact_on)
    return invalid("contact_made_already", "A first helpful contact is on record already. Add a note for this one.");
  if (blank(command.by)) return field_error("by", "nobody_named", "Say who spoke with the family.");
  if (blank(command.with_whom)) return field_error("with_whom", "nobody_named", "Say who was spoken with.");
  auto const on = london_date(command.at);
  if (command.at > context.now) return field_error("at", "contact_in_future", "The contact cannot be in the future.");
  if (on < e.received.received_on)
    return field_error("at", "contact_before_receipt", "The contact cannot be before the request was received.");
  return one(FirstContactMade{e.received.enquiry, command.by, command.with_whom, command.method, command.at, on,
                              command.note});
}

Decided decide(Enquiry const& e, RecordTriedContact const& command, Context const& context) {
  if (blank(command.by)) return field_error("by", "nobody_named", "Say who tried.");
  if (command.at > context.now) return field_error("at", "contact_in_future", "The try cannot be in the future.");
  if (london_date(command.at) < e.received.received_on)
    return field_error("at", "contact_before_receipt", "The try cannot be before the request was received.");
  return one(ContactTried{e.received.enquiry, command.by, command.method, command.at, command.note});
}

Decided decide(Enquiry const& e, AddNote const& command, Context const&) {
  if (blank(command.text)) return field_error("text", "empty_note", "Write the note first.");
  return one(NoteAdded{e.received.enquiry, command.text});
}

Decided decide(Enquiry const& e, BeginWaiting const& command, Context const& context) {
  if (e.closed) return invalid("enquiry_closed", "This enquiry is closed. Reopen it first, saying why.");
  if (blank(command.for_whom)) return field_error("for_whom", "nobody_named", "Say who you are waiting for.");
  if (command.until && *command.until < context.today)
    return field_error("until", "until_in_past", "The day to wait until has passed already.");
  return one(WaitingBegan{e.received.enquiry, command.for_whom, command.until});
}

Decided decide(Enquiry const& e, EndWaiting const& command, Context const&) {
  if (!e.waiting) return invalid("not_waiting", "Nobody is being waited for.");
  return one(WaitingEnded{e.received.enquiry, command.what_came});
}

Decided decide(Enquiry const& e, ScreenEnquiry const& command, Context const& context) {
  auto s = command.screened;
  s.enquiry = e.received.enquiry;
  if (e.closed) return invalid("enquiry_closed", "This enquiry is closed. Reopen it first, saying why.");
  std::vector<FieldError> faults;
  if (e.received.door != Door::import) {
    if (s.outcome == ScreeningOutcome::link_existing && blank(s.existing_case))
      faults.push_back({"existing_case", "no_existing_case", "Give the reference of the early help case it joins."});
    if (blank(s.reason))
      faults.push_back({"reason", "no_reason", "Say why: the reason is what people will look for later."});
    bool const needs_level =
        s.outcome == ScreeningOutcome::progress_pathway || s.outcome == ScreeningOutcome::transfer_social_care;
    if (needs_level && !s.level) faults.push_back({"level", "no_level", "Choose the level of need."});
  }
  if (s.screened_on < e.received.received_on)
    faults.push_back(
        {"screened_on", "screened_before_receipt", "The decision cannot be before the request was received."});
  if (s.screened_on > context.today)
    faults.push_back({"screened_on", "screened_in_future", "The decision cannot be in the future."});
  if (!faults.empty()) return all_of(std::move(faults));
  return one(std::move(s));
}

Decided decide(Enquiry const& e, HoldRisk const& command, Context const& context) {
  auto risk = command.risk;
  risk.enquiry = e.received.enquiry;
  std::vector<FieldError> faults;
  if (blank(risk.worry)) faults.push_back({"worry", "incomplete_risk", "Say what the worry is."});
  if (blank(risk.reason))
    faults.push_back({"risk_reason", "incomplete_risk", "Say why it is held here and not passed on."});
  if (blank(risk.decided_by)) faults.push_back({"decided_by", "incomplete_risk", "Say who decided."});
  if (blank(risk.would_change_our_mind))
    faults.push_back({"would_change_our_mind", "incomplete_risk", "Say what would change your mind."});
  if (risk.look_again_on <= context.today)
    faults.push_back({"look_again_on", "look_again_in_past", "The day to look again must be after today."});
  if (!faults.empty()) return all_of(std::move(faults));
  return one(std::move(risk));
}

Decided decide(Enquiry const& e, RecordTold const& command, Context const& context) {
  auto told = command.told;
  told.enquiry = e.received.enquiry;
  if (!decided(e)) return invalid("not_decided", "There is no decision to tell anybody yet.");
  bool const nobody_told = blank(told.by) && !told.on && !blank(told.why_not);
  bool const somebody_told = !blank(told.by) && told.on && blank(told.why_not);
  if (!nobody_told && !somebody_told)
    return field_error("by", "told_or_why_not", "Say who told them and when, or why nobody did.");
  if (told.on && *told.on > context.today)
    return field_error("on", "told_in_future", "They cannot have been told in the future.");
  return one(std::move(told));
}

Decided decide(Enquiry const& e, RaiseUrgent const& command, Context const& context) {
  auto raised = command.raised;
  raised.enquiry = e.received.enquiry;
  raised.owner = context.actor;
  if (e.version == 0) return not_found("no_enquiry", "There is no such enquiry.");
  if (e.urgent == Enquiry::Urgent::raised)
    return invalid("urgent_already", "This is already urgent, and nobody in the MASH has accepted it yet. Ring them.");
  if (blank(raised.danger)) return field_error("danger", "no_danger", "Say what the danger is.");
  if (raised.spoke_at && *raised.spoke_at > context.now)
    return field_error("spoke_at", "spoke_in_future", "The call cannot be in the future.");
  return one(std::move(raised));
}

Decided decide(Enquiry const& e, AcceptUrgent const& command, Context const& context) {
  if (e.urgent == Enquiry::Urgent::no) return invalid("not_urgent", "This is not marked urgent.");
  if (e.urgent == Enquiry::Urgent::accepted)
    return invalid("accepted_already", "A MASH worker has accepted this already.");
  if (blank(command.worker))
    return field_error("worker", "nobody_named", "Give the name of the MASH worker who accepts it.");
  return one(UrgentAccepted{e.received.enquiry, context.actor, command.worker, command.next_step});
}

Decided decide(Enquiry const& e, AlertManager const&, Context const& context) {
  if (e.urgent != Enquiry::Urgent::raised) return invalid("not_urgent", "Nothing urgent is waiting here.");
  if (e.urgent_alerted) return invalid("alerted_already", "The manager was alerted already.");
  auto const waited = std::chrono::duration_cast<std::chrono::minutes>(context.now - e.urgent_since);
  return one(UrgentAlertRaised{e.received.enquiry, static_cast<int>(waited.count())});
}

Decided decide(Enquiry const& e, CloseEnquiry const& command, Context const& context) {
  if (e.closed) return invalid("closed_already", "This enquiry is closed already.");
  if (e.received.door != Door::import && !decided(e))
    return invalid("not_decided", "Decide what happens with this request before closing it.");
  if (command.on < e.received.received_on)
    return field_error("on", "closed_before_receipt", "It cannot have been closed before it was received.");
  if (command.on > context.today) return field_error("on", "closed_in_future", "It cannot be closed in the future.");
  return one(EnquiryClosed{e.received.enquiry, command.on, command.reason});
}

Decided decide(Enquiry const& e, ReopenEnquiry const& command, Context const&) {
  if (!e.closed) return invalid("not_closed", "This enquiry is open.");
  if (blank(command.reason)) return field_error("reason", "no_reason", "Say why it is opened again.");
  return one(EnquiryReopened{e.received.enquiry, command.reason});
}

}  // namespace kith::enquiry
