#include "enquiry/commands.h"

#include <fmt/format.h>

#include "enquiry/records.h"
#include "people/protections.h"

namespace kith::enquiry {

namespace {

Context context_of(journal::Transaction& t, By const& by) {
  return {t.now(), london_date(t.now()), by.subject.account};
}

// What each command needs permission for.
template <class Command>
access::Action action_of() {
  if constexpr (std::is_same_v<Command, ScreenEnquiry> || std::is_same_v<Command, HoldRisk>)
    return access::Action::screen_enquiry;
  else if constexpr (std::is_same_v<Command, AcceptUrgent>)
    return access::Action::accept_urgent;
  else if constexpr (std::is_same_v<Command, RaiseUrgent>)
    return access::Action::raise_urgent;
  else
    return access::Action::work_enquiry;
}

Error hidden_or_forbidden(access::Decision const& decision) {
  if (decision.hidden) return not_found("no_enquiry", "There is no such enquiry.");
  return forbidden("not_allowed", "Your role does not include this. If you need it for your work, ask your manager.");
}

Result<Done> authorise(By const& by, access::Action action, access::Resource const& resource) {
  if (by.system) return Done{};
  auto const decision = access::decide(by.subject, action, resource);
  if (!decision) return hidden_or_forbidden(decision);
  return Done{};
}

// A live request's own reference: the next number of this borough.
std::string next_reference(sql::Connection& c) {
  return fmt::format("EH{:06}", c.integer("SELECT max(number) FROM enquiry").value_or(0) + 1);
}

Result<people::FamilyId> family_of(journal::Transaction& t, NewRequest const& request) {
  for (auto const& child : request.children) {
    if (!child.known) continue;
    auto const person = people::person(t.connection(), *child.known);
    if (!person) return not_found("no_person", "One of the children is no longer on record.");
    return person->family;
  }
  return people::FamilyId::mint(t.now(), t.random());
}

template <class Events, class Event>
Result<std::string> append_one(journal::Transaction& t, journal::StreamId const& stream, std::int64_t version,
                               Event const& event, By const& by) {
  TRY(t.append(stream, version, {Events::encode(event, t.now())}, by.author()));
  return to_text(stream);
}

}  // namespace

access::Resource resource_of_person(journal::Transaction& t, people::PersonId id, access::ActorId viewer) {
  auto const person = t.state<people::Protections>(id.raw());
  access::Resource resource;
  resource.restricted = person->restricted;
  resource.named = person->restricted && person->may_know(viewer);
  resource.protected_address = person->protected_address;
  resource.needs_address = person->protected_address && person->may_see_address(viewer);
  return resource;
}

access::Resource resource_of(journal::Transaction& t, EnquiryId id, access::ActorId viewer) {
  auto const enquiry = t.state<Enquiry>(id.raw());
  // What was received may have been redacted, and the children with it; the records may know more.
  if (enquiry->received.children.empty()) return resource_of(t.connection(), id, viewer);
  access::Resource resource;
  resource.own = enquiry->sender == viewer;
  resource.with_mash = enquiry->urgent != Enquiry::Urgent::no ||
                       (enquiry->decision && enquiry->decision->outcome == ScreeningOutcome::transfer_social_care);
  bool named_for_all = true, needs_all = true;
  for (auto const& child : enquiry->received.children) {
    auto const about = resource_of_person(t, child, viewer);
    resource.restricted |= about.restricted;
    resource.protected_address |= about.protected_address;
    named_for_all &= !about.restricted || about.named;
    needs_all &= !about.protected_address || about.needs_address;
  }
  resource.named = resource.restricted && named_for_all;
  resource.needs_address = resource.protected_address && needs_all;
  return resource;
}

Result<std::string> receive(journal::Transaction& t, NewRequest const& request, By const& by) {
  TRY(authorise(by, access::Action::make_request, {}));
  auto received = request.received;
  received.enquiry = request.enquiry;
  received.family = TRY(family_of(t, request));
  std::vector<people::PersonRegistered> new_people;
  for (auto const& child : request.children) {
    if (child.known) {
      received.children.push_back(*child.known);
      continue;
    }
    auto const id = people::PersonId::mint(t.now(), t.random());
    auto const reference = child.reference.empty() ? fmt::format("P-{}", id.text().substr(16)) : child.reference;
    new_people.push_back({id, received.family, reference, child.details});
    received.children.push_back(id);
  }
  if (received.reference.empty()) received.reference = next_reference(t.connection());
  // Decided before anybody is registered, so that a refusal leaves nobody behind.
  auto const events = TRY(decide(Enquiry{}, ReceiveEnquiry{received}, context_of(t, by)));
  for (auto const& person : new_people) TRY(people::register_person(t, person, by.author()));
  return append_one<Events>(t, request.enquiry.raw(), 0, events.front(), by);
}

template <class Command>
Result<std::string> act(journal::Transaction& t, EnquiryId id, Command const& command, By const& by) {
  auto const standing = t.state<Enquiry>(id.raw());
  auto const& enquiry = *standing;
  if (enquiry.version == 0) return not_found("no_enquiry", "There is no such enquiry.");
  auto const resource = resource_of(t, id, by.subject.account);
  TRY(authorise(by, action_of<Command>(), resource));
  // Somebody outside the hub may raise urgent what they asked for themselves; of anything else they must not learn that
  // it exists.
  if constexpr (std::is_same_v<Command, RaiseUrgent>)
    if (!by.system && !resource.own && !access::decide(by.subject, access::Action::see_enquiry, resource))
      return not_found("no_enquiry", "There is no such enquiry.");
  // Nobody writes over what is kept from them.
  if constexpr (std::is_same_v<Command, AmendEnquiry>)
    if (!by.system && command.field == "area" && resource.protected_address && !resource.needs_address)
      return forbidden("not_named_for_address", "The address is protected: those named for it can change the area.");
  if (by.expected_version && *by.expected_version != enquiry.version)
    return conflict("changed_meanwhile",
                    "Somebody else changed this enquiry while you were working on it. Their change and what you typed "
                    "are both shown below: check them, then save again.");
  auto const events = TRY(decide(enquiry, command, context_of(t, by)));
  std::vector<journal::NewEvent> encoded;
  for (auto const& event : events) encoded.push_back(Events::encode(event, t.now()));
  TRY(t.append(id.raw(), enquiry.version, encoded, by.author()));
  return id.text();
}

template Result<std::string> act(journal::Transaction&, EnquiryId, AmendEnquiry const&, By const&);
template Result<std::string> act(journal::Transaction&, EnquiryId, RecordFirstContact const&, By const&);
template Result<std::string> act(journal::Transaction&, EnquiryId, RecordTriedContact const&, By const&);
template Result<std::string> act(journal::Transaction&, EnquiryId, AddNote const&, By const&);
template Result<std::string> act(journal::Transaction&, EnquiryId, BeginWaiting const&, By const&);
template Result<std::string> act(journal::Transaction&, EnquiryId, EndWaiting const&, By const&);
template Result<std::string> act(journal::Transaction&, EnquiryId, ScreenEnquiry const&, By const&);
template Result<std::string> act(journal::Transaction&, EnquiryId, HoldRisk const&, By const&);
template Result<std::string> act(journal::Transaction&, EnquiryId, RecordTold const&, By const&);
template Result<std::string> act(journal::Transaction&, EnquiryId, RaiseUrgent const&, By const&);
template Result<std::string> act(journal::Transaction&, EnquiryId, AcceptUrgent const&, By const&);
template Result<std::string> act(journal::Transaction&, EnquiryId, AlertManager const&, By const&);
template Result<std::string> act(journal::Transaction&, EnquiryId, CloseEnquiry const&, By const&);
template Result<std::string> act(journal::Transaction&, EnquiryId, ReopenEnquiry const&, By const&);

Result<std::string> allocate(journal::Transaction& t, Allocate const& command, By const& by) {
  auto made = command.made;
  TRY(authorise(by, access::Action::allocate, resource_of_person(t, made.child, by.subject.account)));
  if (made.allocated_on > london_date(t.now()))
    return invalid("allocated_in_future", "The allocation cannot be in the future.",
                   {{"allocated_on", "allocated_in_future", "The allocation cannot be in the future."}});
  if (!by.system && made.team.empty() && made.lead_agency.empty())
    return invalid("no_lead", "Choose the team or the agency that takes this on.",
                   {{"team", "no_lead", "Choose the team or the agency that takes this on."}});
  if (made.reference.empty()) made.reference = fmt::format("A-{}", made.allocation.text().substr(16));
  return append_one<AllocationEvents>(t, made.allocation.raw(), 0, made, by);
}

Result<std::string> change_allocation(journal::Transaction& t, AllocationId id, AllocationChange const& change,
                                      By const& by) {
  auto const allocation = allocation_by_id(t.connection(), id);
  if (!allocation) return not_found("no_allocation", "There is no such allocation.");
  auto resource = resource_of_person(t, allocation->child, by.subject.account);
  resource.own_agency = !by.subject.agency.empty() && allocation->lead_agency == by.subject.agency;
  TRY(authorise(by, access::Action::work_allocation, resource));
  bool const reopens = std::holds_alternative<AllocationReopened>(change.event);
  bool const amends = std::holds_alternative<AllocationAmended>(change.event);
  if (allocation->closed_on && !reopens && !amends)
    return invalid("allocation_closed", "This allocation is closed. Reopen it first, saying why.");
  if (auto const* closed = std::get_if<AllocationClosed>(&change.event);
      closed && closed->on < allocation->allocated_on)
    return invalid("closed_before_allocated", "It cannot have been closed before it was allocated.",
                   {{"closed_on", "closed_before_allocated", "It cannot have been closed before it was allocated."}});
  return append_one<AllocationEvents>(t, id.raw(), t.version_of(id.raw()), change.event, by);
}

Result<std::string> refer(journal::Transaction& t, Refer const& command, By const& by) {
  auto made = command.made;
  TRY(authorise(by, access::Action::refer_to_social_care, resource_of_person(t, made.child, by.subject.account)));
  if (made.referred_on > london_date(t.now()))
    return invalid("referred_in_future", "The referral cannot be in the future.",
                   {{"referred_on", "referred_in_future", "The referral cannot be in the future."}});
  if (made.reference.empty()) made.reference = fmt::format("R-{}", made.referral.text().substr(16));
  return append_one<ReferralEvents>(t, made.referral.raw(), 0, made, by);
}

Result<std::string> change_referral(journal::Transaction& t, ReferralId id, ReferralChange const& change,
                                    By const& by) {
  auto const referral = referral_by_id(t.connection(), id);
  if (!referral) return not_found("no_referral", "There is no such referral.");
  auto resource = resource_of_person(t, referral->child, by.subject.account);
  resource.with_mash = true;
  TRY(authorise(by, access::Action::record_step_outcome, resource));
  if (auto const* step = std::get_if<StepOutcomeRecorded>(&change.event); step && step->on < referral->referred_on)
    return invalid("outcome_before_referral", "The outcome cannot be before the referral.",
                   {{"on", "outcome_before_referral", "The outcome cannot be before the referral."}});
  return append_one<ReferralEvents>(t, id.raw(), t.version_of(id.raw()), change.event, by);
}

}  // namespace kith::enquiry
