// Folding a history, and the one table of fields that can be put right.
#include "base/text.h"
#include "enquiry/decide.h"
#include "profile/place_codes.h"

namespace kith::enquiry {

namespace {

struct Accessor {
  AmendableField field;
  std::string (*get)(EnquiryReceived const&);
  void (*set)(EnquiryReceived&, std::string const&);
};

#define TEXT_FIELD(member, label, kind)                                                              \
  Accessor {                                                                                         \
    {#member, label, AmendableField::Kind::kind}, [](EnquiryReceived const& r) { return r.member; }, \
        [](EnquiryReceived& r, std::string const& v) { r.member = v; }                               \
  }

SafeContact& contact_of(EnquiryReceived& r) {
  if (!r.safe_contact) r.safe_contact.emplace();
  return *r.safe_contact;
}

#define CONTACT_FIELD(name, member, label, kind)                                                                   \
  Accessor {                                                                                                       \
    {name, label, AmendableField::Kind::kind, true},                                                               \
        [](EnquiryReceived const& r) { return r.safe_contact ? r.safe_contact->member.reveal() : std::string{}; }, \
        [](EnquiryReceived& r, std::string const& v) { contact_of(r).member = v; }                                 \
  }

std::vector<Accessor> const& accessors() {
  using K = AmendableField::Kind;
  static std::vector<Accessor> const all = {
      {{"received_on", "Date received", K::date},
       [](EnquiryReceived const& r) { return to_text(r.received_on); },
       [](EnquiryReceived& r, std::string const& v) {
         if (auto const date = parse_date(v)) r.received_on = *date;
       }},
      TEXT_FIELD(source, "Source", source),
      {{"asker_name", "Who asked", K::line},
       [](EnquiryReceived const& r) { return r.asker.name.reveal(); },
       [](EnquiryReceived& r, std::string const& v) { r.asker.name = v; }},
      {{"asker_job", "Their job", K::line},
       [](EnquiryReceived const& r) { return r.asker.job; },
       [](EnquiryReceived& r, std::string const& v) { r.asker.job = v; }},
      {{"source_agency", "Their agency", K::agency},
       [](EnquiryReceived const& r) { return r.asker.agency; },
       [](EnquiryReceived& r, std::string const& v) { r.asker.agency = v; }},
      {{"asker_phone", "Their phone", K::line},
       [](EnquiryReceived const& r) { return r.asker.phone.reveal(); },
       [](EnquiryReceived& r, std::string const& v) { r.asker.phone = v; }},
      {{"asker_email", "Their e-mail", K::line},
       [](EnquiryReceived const& r) { return r.asker.email.reveal(); },
       [](EnquiryReceived& r, std::string const& v) { r.asker.email = v; }},
      {{"area", "Places", K::places},
       [](EnquiryReceived const& r) { return profile::joined(r.places); },
       [](EnquiryReceived& r, std::string const& v) { r.places = profile::parted(v); }},
      {{"agreement", "Does the family know and agree?", K::agreement},
       [](EnquiryReceived const& r) { return std::string{wire(r.agreement)}; },
       [](EnquiryReceived& r, std::string const& v) {
         if (auto const agreement = parse<Agreement>(v)) r.agreement = *agreement;
       }},
      TEXT_FIELD(agreement_reason, "Why", text),
      TEXT_FIELD(worries, "What people are worried about", text),
      TEXT_FIELD(working_well, "What is working well", text),
      TEXT_FIELD(wanted, "What would help", text),
      TEXT_FIELD(primary_need, "Primary need", need),
      {{"safe_ways", "Safe ways to reach them", K::ways, true},
       [](EnquiryReceived const& r) { return r.safe_contact ? joined_ways(r.safe_contact->ways) : std::string{}; },
       [](EnquiryReceived& r, std::string const& v) {
         if (auto const ways = parted_ways(v)) contact_of(r).ways = *ways;
       }},
      {{"voicemail", "Whether a voicemail may be left", K::voicemail, true},
       [](EnquiryReceived const& r) -> std::string {
         if (!r.safe_contact || !r.safe_contact->voicemail) return {};
         return *r.safe_contact->voicemail ? "yes" : "no";
       },
       [](EnquiryReceived& r, std::string const& v) {
         auto& voicemail = contact_of(r).voicemail;
         if (v.empty())
           voicemail.reset();
         else
           voicemail = v == "yes";
       }},
      CONTACT_FIELD("other_way", other_way, "The other way", line),
      CONTACT_FIELD("contact_times", times, "When to reach them", text),
      CONTACT_FIELD("may_know", may_know, "Who may know", text),
      CONTACT_FIELD("must_not_know", must_not_know, "Who must not find out", text),
  };
  return all;
}

#undef TEXT_FIELD
#undef CONTACT_FIELD

struct Fold {
  Enquiry& e;

  void operator()(EnquiryReceived const& event) { e.received = event; }
  void operator()(EnquiryAmended const& event) {
    for (auto const& accessor : accessors())
      if (accessor.field.name == event.field) accessor.set(e.received, event.after);
  }
  void operator()(FirstContactMade const& event) { e.first_contact_on = event.on; }
  void operator()(ContactTried const&) {}
  void operator()(NoteAdded const&) {}
  void operator()(WaitingBegan const&) { e.waiting = true; }
  void operator()(WaitingEnded const&) { e.waiting = false; }
  void operator()(EnquiryScreened const& event) {
    e.decision = event;
    e.family_told = e.asker_told = false;  // a new decision has to be told anew
    if (event.outcome != ScreeningOutcome::to_be_completed) e.waiting = false;
  }
  void operator()(RiskHeldLocally const&) {}
  void operator()(DecisionTold const& event) { (event.whom == Told::family ? e.family_told : e.asker_told) = true; }
  void operator()(UrgentRaised const&) {
    e.urgent = Enquiry::Urgent::raised;
    e.urgent_alerted = false;  // raised anew, it alerts anew
  }
  void operator()(UrgentAccepted const&) { e.urgent = Enquiry::Urgent::accepted; }
  void operator()(UrgentAlertRaised const&) { e.urgent_alerted = true; }
  void operator()(EnquiryClosed const& event) { e.closed = event; }
  void operator()(EnquiryReopened const&) { e.closed.reset(); }
};

}  // namespace

void evolve(Enquiry& enquiry, Events::Event const& event) { std::visit(Fold{enquiry}, event); }

void evolve(Enquiry& enquiry, journal::Recorded const& recorded) {
  enquiry.version = recorded.header.version;
  auto const event = Events::decode(recorded);
  if (!event) return;
  evolve(enquiry, *event);
  if (std::holds_alternative<EnquiryReceived>(*event)) enquiry.sender = recorded.header.author.actor;
  if (std::holds_alternative<UrgentRaised>(*event)) enquiry.urgent_since = recorded.header.occurred_at;
}

Enquiry enquiry_from(std::vector<journal::Recorded> const& history) {
  Enquiry enquiry;
  for (auto const& recorded : history) evolve(enquiry, recorded);
  return enquiry;
}

std::string joined_ways(std::vector<SafeWay> const& ways) {
  std::string codes;
  for (auto const way : ways) codes.append(codes.empty() ? "" : ";").append(wire(way));
  return codes;
}

std::optional<std::vector<SafeWay>> parted_ways(std::string_view codes) {
  std::vector<SafeWay> ways;
  while (!codes.empty()) {
    auto const end = std::min(codes.find(';'), codes.size());
    auto const way = parse<SafeWay>(codes.substr(0, end));
    if (!way) return std::nullopt;
    ways.push_back(*way);
    codes.remove_prefix(std::min(end + 1, codes.size()));
  }
  return ways;
}

std::vector<AmendableField> const& amendable_fields() {
  static std::vector<AmendableField> const fields = [] {
    std::vector<AmendableField> all;
    for (auto const& accessor : accessors()) all.push_back(accessor.field);
    return all;
  }();
  return fields;
}

std::string field_value(EnquiryReceived const& received, std::string_view field) {
  for (auto const& accessor : accessors())
    if (accessor.field.name == field) return accessor.get(received);
  return {};
}

}  // namespace kith::enquiry
