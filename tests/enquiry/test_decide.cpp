// Given a history, when a command, then events or the code it fails with: for every command and every code.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <fstream>
#include <functional>
#include <regex>
#include <set>
#include <sstream>

#include "enquiry/decide.h"

using namespace kith;
using namespace kith::enquiry;

namespace {

Date const today = *Date::of(2026, 11, 10);
Instant const now = from_london(today, 10);
Context const context{now, today, {}};
Date const receipt = today - 7;

EnquiryReceived a_request() {
  EnquiryReceived r;
  r.received_at = from_london(receipt, 9);
  r.received_on = receipt;
  r.children = {people::PersonId{}};
  r.agreement = Agreement::yes;
  r.worries = "Misses school";
  r.source = "schools";
  return r;
}

Enquiry given(std::vector<Events::Event> const& events = {}) {
  Enquiry enquiry;
  evolve(enquiry, a_request());
  for (auto const& event : events) evolve(enquiry, event);
  enquiry.version = static_cast<std::int64_t>(events.size()) + 1;
  return enquiry;
}

EnquiryScreened a_decision(ScreeningOutcome outcome = ScreeningOutcome::information_advice) {
  EnquiryScreened s;
  s.outcome = outcome;
  s.screened_on = today - 1;
  s.reason = "Advice is enough";
  s.level = 2;
  return s;
}

RiskHeldLocally a_risk() {
  return {{}, "Arguments", "The family works with us", "Max Manager", true, "Anybody hurt", today + 30};
}

DecisionTold told(std::string by, std::optional<Date> on, std::string why_not) {
  DecisionTold t;
  t.by = std::move(by);
  t.on = on;
  t.why_not = std::move(why_not);
  return t;
}

UrgentRaised an_urgent_worry() {
  UrgentRaised raised;
  raised.danger = "Left alone";
  return raised;
}

template <class Command, class Change>
Command changed(Command command, Change change) {
  change(command);
  return command;
}

// What a command comes to, short: an error's codes, or the type of each event.
std::set<std::string> codes(Decided const& decided) {
  std::set<std::string> all;
  if (decided) return all;
  all.insert(decided.error().code);
  for (auto const& field : decided.error().fields) all.insert(field.code);
  return all;
}
template <class Event>
Event only(Decided const& decided) {
  REQUIRE(decided.ok());
  REQUIRE(decided->size() == 1);
  REQUIRE(std::holds_alternative<Event>(decided->front()));
  return std::get<Event>(decided->front());
}

struct Refusal {
  std::string code;
  std::string what;
  Decided decided;
};

Decided when(Enquiry const& enquiry, auto const& command) { return decide(enquiry, command, context); }

std::vector<Refusal> refusals() {
  auto received = [](auto change) { return ReceiveEnquiry{changed(a_request(), change)}; };
  auto screened = [](auto change) { return ScreenEnquiry{changed(a_decision(), change)}; };
  auto risk = [](auto change) { return HoldRisk{changed(a_risk(), change)}; };
  auto contact = [](auto change) { return changed(RecordFirstContact{"Pat", "Mother", "phone", now, ""}, change); };
  auto tried = [](auto change) { return changed(RecordTriedContact{"Pat", "phone", now, ""}, change); };
  Enquiry const nothing;
  Events::Event const decision = a_decision();
  Events::Event const open_decision = a_decision(ScreeningOutcome::to_be_completed);
  Events::Event const closed = EnquiryClosed{{}, today, "needs_met"};
  Events::Event const spoken = FirstContactMade{{}, "Pat", "Mother", "phone", now, today - 5, ""};
  Events::Event const urgent = an_urgent_worry();
  Events::Event const accepted = UrgentAccepted{{}, {}, "Mia", ""};
  return {
      {"received_already", "receiving twice", when(given(), received([](auto&) {}))},
      {"no_children", "nobody it is about", when(nothing, received([](auto& r) { r.children.clear(); }))},
      {"no_worries", "no worry", when(nothing, received([](auto& r) { r.worries = " \n"; }))},
      {"no_agreement", "nobody asked", when(nothing, received([](auto& r) { r.agreement = Agreement::not_asked; }))},
      {"no_agreement_reason", "no, without why", when(nothing, received([](auto& r) { r.agreement = Agreement::no; }))},
      {"no_agreement_reason", "unsafe, without why",
       when(nothing, received([](auto& r) { r.agreement = Agreement::unsafe_to_ask; }))},
      {"received_in_future", "received tomorrow", when(nothing, received([](auto& r) { r.received_on = today + 1; }))},

      {"unknown_field", "a field there is not", when(given(), AmendEnquiry{"door", "phone", "x"})},
      {"nothing_changed", "the same again", when(given(), AmendEnquiry{"worries", "Misses school", "x"})},
      {"bad_value", "no date", when(given(), AmendEnquiry{"received_on", "2026-02-31", "x"})},
      {"bad_value", "a date to come", when(given(), AmendEnquiry{"received_on", to_text(today + 1), "x"})},
      {"bad_value", "received after its contact",
       when(given({spoken}), AmendEnquiry{"received_on", to_text(today - 4), "x"})},
      {"bad_value", "received after its decision",
       when(given({decision}), AmendEnquiry{"received_on", to_text(today), "x"})},
      {"bad_value", "an answer there is not", when(given(), AmendEnquiry{"agreement", "perhaps", "x"})},

      {"contact_made_already", "a second first contact", when(given({spoken}), contact([](auto&) {}))},
      {"nobody_named", "nobody spoke", when(given(), contact([](auto& c) { c.by = " "; }))},
      {"nobody_named", "spoken with nobody", when(given(), contact([](auto& c) { c.with_whom = ""; }))},
      {"contact_in_future", "a contact to come", when(given(), contact([](auto& c) { c.at.ms += 1; }))},
      {"contact_before_receipt", "a contact before receipt",
       when(given(), contact([](auto& c) { c.at = from_london(receipt - 1, 23, 59); }))},
      {"nobody_named", "nobody tried", when(given(), tried([](auto& c) { c.by = ""; }))},
      {"contact_in_future", "a try to come", when(given(), tried([](auto& c) { c.at.ms += 1; }))},
      {"contact_before_receipt", "a try before receipt",
       when(given(), tried([](auto& c) { c.at = from_london(receipt - 1, 23, 59); }))},
      {"empty_note", "an empty note", when(given(), AddNote{" \n\t"})},

      {"enquiry_closed", "waiting when closed", when(given({decision, closed}), BeginWaiting{"school", {}})},
      {"nobody_named", "waiting for nobody", when(given(), BeginWaiting{"", {}})},
      {"until_in_past", "waiting until yesterday", when(given(), BeginWaiting{"school", today - 1})},
      {"not_waiting", "ending no wait", when(given(), EndWaiting{""})},

      {"enquiry_closed", "screening when closed", when(given({decision, closed}), screened([](auto&) {}))},
      {"no_reason", "no reason", when(given(), screened([](auto& s) { s.reason = ""; }))},
      {"no_existing_case", "joining no case",
       when(given(), screened([](auto& s) { s.outcome = ScreeningOutcome::link_existing; }))},
      {"no_level", "a pathway without level", when(given(), screened([](auto& s) {
                                                     s.outcome = ScreeningOutcome::progress_pathway;
                                                     s.level.reset();
                                                   }))},
      {"no_level", "a transfer without level", when(given(), screened([](auto& s) {
                                                      s.outcome = ScreeningOutcome::transfer_social_care;
                                                      s.level.reset();
                                                    }))},
      {"screened_before_receipt", "decided before receipt",
       when(given(), screened([](auto& s) { s.screened_on = receipt - 1; }))},
      {"screened_in_future", "decided tomorrow", when(given(), screened([](auto& s) { s.screened_on = today + 1; }))},

      {"incomplete_risk", "no worry", when(given(), risk([](auto& r) { r.worry = ""; }))},
      {"incomplete_risk", "no reason", when(given(), risk([](auto& r) { r.reason = ""; }))},
      {"incomplete_risk", "nobody decided", when(given(), risk([](auto& r) { r.decided_by = ""; }))},
      {"incomplete_risk", "nothing would change it",
       when(given(), risk([](auto& r) { r.would_change_our_mind = ""; }))},
      {"look_again_in_past", "looking again today", when(given(), risk([](auto& r) { r.look_again_on = today; }))},

      {"not_decided", "telling nothing", when(given(), RecordTold{told("Pat", today, "")})},
      {"not_decided", "telling what is still open", when(given({open_decision}), RecordTold{told("Pat", today, "")})},
      {"told_or_why_not", "neither", when(given({decision}), RecordTold{told("", {}, "")})},
      {"told_or_why_not", "both", when(given({decision}), RecordTold{told("Pat", today, "No phone")})},
      {"told_or_why_not", "half and why not", when(given({decision}), RecordTold{told("Pat", {}, "No phone")})},
      {"told_or_why_not", "no day", when(given({decision}), RecordTold{told("Pat", {}, "")})},
      {"told_in_future", "told tomorrow", when(given({decision}), RecordTold{told("Pat", today + 1, "")})},

      {"no_enquiry", "urgent about nothing", when(nothing, RaiseUrgent{an_urgent_worry()})},
      {"urgent_already", "urgent twice", when(given({urgent}), RaiseUrgent{an_urgent_worry()})},
      {"no_danger", "no danger",
       when(given(), RaiseUrgent{changed(an_urgent_worry(), [](auto& r) { r.danger = " "; })})},
      {"spoke_in_future", "a call to come",
       when(given(),
            RaiseUrgent{changed(an_urgent_worry(), [](auto& r) { r.spoke_at = now + std::chrono::minutes{1}; })})},
      {"not_urgent", "accepting what is not urgent", when(given(), AcceptUrgent{"Mia", ""})},
      {"accepted_already", "accepting twice", when(given({urgent, accepted}), AcceptUrgent{"Mia", ""})},
      {"nobody_named", "accepted by nobody", when(given({urgent}), AcceptUrgent{"", ""})},
      {"not_urgent", "alerting for nothing", when(given({urgent, accepted}), AlertManager{})},
      {"alerted_already", "alerting twice", when(given({urgent, UrgentAlertRaised{}}), AlertManager{})},

      {"closed_already", "closing twice", when(given({decision, closed}), CloseEnquiry{today, "x"})},
      {"not_decided", "closing undecided", when(given(), CloseEnquiry{today, "x"})},
      {"not_decided", "closing what is still open", when(given({open_decision}), CloseEnquiry{today, "x"})},
      {"closed_before_receipt", "closed before receipt", when(given({decision}), CloseEnquiry{receipt - 1, "x"})},
      {"closed_in_future", "closed tomorrow", when(given({decision}), CloseEnquiry{today + 1, "x"})},
      {"not_closed", "reopening what is open", when(given({decision}), ReopenEnquiry{"x"})},
      {"no_reason", "reopening for no reason", when(given({decision, closed}), ReopenEnquiry{" "})},
  };
}

// Every code that decide.cpp can answer with, read from its text.
std::set<std::string> codes_in_the_source() {
  std::ifstream file(std::filesystem::path{KITH_SOURCE_DIR} / "src/enquiry/decide.cpp");
  std::stringstream text;
  text << file.rdbuf();
  auto const source = text.str();
  std::set<std::string> found;
  for (char const* shape : {R"re(field_error\(\s*"\w+",\s*"(\w+)")re",
                            R"re((?:invalid|conflict|not_found)\(\s*"(\w+)")re", R"re(\{"\w+",\s*"(\w+)",)re"}) {
    std::regex const pattern(shape);
    for (std::sregex_iterator it(source.begin(), source.end(), pattern), end; it != end; ++it) found.insert((*it)[1]);
  }
  return found;
}

Events::Event any_event(int kind, int number) {
  Date const day = today + number;
  switch (kind) {
    case 0:
      return a_request();
    case 1:
      return EnquiryAmended{{}, number % 2 ? "received_on" : "area", "", number % 3 ? "nonsense;;x" : "2026-01-01", ""};
    case 2:
      return FirstContactMade{{}, "", "", "", now, day, ""};
    case 3:
      return ContactTried{};
    case 4:
      return NoteAdded{};
    case 5:
      return WaitingBegan{{}, "", day};
    case 6:
      return WaitingEnded{};
    case 7:
      return a_decision(members_of<ScreeningOutcome>[static_cast<std::size_t>(number) % 7].value);
    case 8:
      return RiskHeldLocally{};
    case 9:
      return told("", day, "");
    case 10:
      return UrgentRaised{};
    case 11:
      return UrgentAccepted{};
    case 12:
      return UrgentAlertRaised{};
    case 13:
      return EnquiryClosed{{}, day, ""};
    default:
      return EnquiryReopened{};
  }
}

}  // namespace

TEST_CASE("each command is refused with its code") {
  for (auto const& refusal : refusals()) {
    CAPTURE(refusal.code);
    CAPTURE(refusal.what);
    CHECK_FALSE(refusal.decided.ok());
    CHECK(codes(refusal.decided) == std::set{refusal.code});
    if (!refusal.decided) CHECK(refusal.decided.error().sentence.ends_with("."));
  }
}

TEST_CASE("no code in decide.cpp is without its test") {
  std::set<std::string> tested;
  for (auto const& refusal : refusals()) tested.insert(refusal.code);
  auto const written = codes_in_the_source();
  CHECK(written.size() > 30);
  for (auto const& code : written) {
    CAPTURE(code);
    CHECK(tested.contains(code));
  }
  for (auto const& code : tested) {
    CAPTURE(code);
    CHECK(written.contains(code));
  }
}

TEST_CASE("everything that is missing from a screening, a risk or a request is said at once") {
  auto s = a_decision(ScreeningOutcome::progress_pathway);
  s.reason = "";
  s.level.reset();
  s.screened_on = today + 1;
  CHECK(codes(when(given(), ScreenEnquiry{s})) == std::set<std::string>{"no_reason", "no_level", "screened_in_future"});
  CHECK(when(given(), HoldRisk{}).error().fields.size() == 5);
  EnquiryReceived empty;
  empty.received_on = today;
  CHECK(codes(when(Enquiry{}, ReceiveEnquiry{empty})) ==
        std::set<std::string>{"no_children", "no_worries", "no_agreement"});
}

TEST_CASE("somebody without an account is not asked for the family's agreement, nor why there is none") {
  for (auto const agreement : {Agreement::not_asked, Agreement::no, Agreement::unsafe_to_ask}) {
    auto request = a_request();
    request.door = Door::public_web;
    request.agreement = agreement;
    request.agreement_reason.clear();
    CHECK(when(Enquiry{}, ReceiveEnquiry{request}).ok());
  }
}

TEST_CASE("each command that is accepted makes its one event") {
  Events::Event const decision = a_decision();
  CHECK(only<EnquiryReceived>(when(Enquiry{}, ReceiveEnquiry{a_request()})).worries == "Misses school");
  auto const amended = only<EnquiryAmended>(when(given(), AmendEnquiry{"worries", "Tired", "rang"}));
  CHECK(amended.before == "Misses school");
  CHECK(amended.after == "Tired");
  auto const late_evening = from_london(today - 1, 23, 30);
  auto const contact =
      only<FirstContactMade>(when(given(), RecordFirstContact{"Pat", "Mother", "phone", late_evening, ""}));
  CHECK(contact.on == today - 1);
  only<ContactTried>(when(given(), RecordTriedContact{"Pat", "phone", now, ""}));
  only<NoteAdded>(when(given(), AddNote{"A note"}));
  only<WaitingBegan>(when(given(), BeginWaiting{"school", today}));
  only<WaitingEnded>(when(given({WaitingBegan{}}), EndWaiting{"a report"}));
  only<EnquiryScreened>(when(given(), ScreenEnquiry{a_decision()}));
  only<RiskHeldLocally>(when(given(), HoldRisk{a_risk()}));
  only<DecisionTold>(when(given({decision}), RecordTold{told("Pat", today, "")}));
  only<DecisionTold>(when(given({decision}), RecordTold{told("", {}, "It is not safe")}));
  only<UrgentRaised>(when(given(), RaiseUrgent{an_urgent_worry()}));
  only<UrgentAccepted>(when(given({an_urgent_worry()}), AcceptUrgent{"Mia", "Strategy talk"}));
  only<EnquiryClosed>(when(given({decision}), CloseEnquiry{today, "needs_met"}));
  only<EnquiryReopened>(when(given({decision, EnquiryClosed{}}), ReopenEnquiry{"A new worry"}));
  auto waiting = given({an_urgent_worry()});
  waiting.urgent_since = now - std::chrono::minutes{16};
  CHECK(only<UrgentAlertRaised>(when(waiting, AlertManager{})).minutes_waited == 16);
}

TEST_CASE("screening to be completed and decisions told: what each event leaves behind") {
  auto const waiting = given({WaitingBegan{}, a_decision(ScreeningOutcome::to_be_completed)});
  CHECK(waiting.waiting);
  CHECK_FALSE(waiting.first_contact_on.has_value());
  auto const decided = given({WaitingBegan{}, a_decision(), told("Pat", today, "")});
  CHECK_FALSE(decided.waiting);
  CHECK(decided.family_told);
  // A new decision has to be told anew, and an urgent concern raised anew alerts anew.
  CHECK_FALSE(given({a_decision(), told("Pat", today, ""), a_decision()}).family_told);
  CHECK_FALSE(given({an_urgent_worry(), UrgentAlertRaised{}, UrgentAccepted{}, an_urgent_worry()}).urgent_alerted);
  CHECK_FALSE(given({a_decision(), EnquiryClosed{}, EnquiryReopened{}}).closed.has_value());
}

TEST_CASE("an imported row is taken as it stands: files rarely hold reasons") {
  auto import = a_request();
  import.door = Door::import;
  import.worries = "";
  import.agreement = Agreement::not_asked;
  CHECK(when(Enquiry{}, ReceiveEnquiry{import}).ok());
  Enquiry enquiry;
  evolve(enquiry, import);
  enquiry.version = 1;
  auto s = a_decision(ScreeningOutcome::progress_pathway);
  s.reason = "";
  s.level.reset();
  CHECK(when(enquiry, ScreenEnquiry{s}).ok());
  CHECK(when(enquiry, CloseEnquiry{today, ""}).ok());
}

TEST_CASE("any order of events can be folded, redacted ones too, and any command decided on what comes of it") {
  CHECK(rc::check("evolve never throws, and a note can always be decided", [] {
    auto const kinds = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 15), rc::gen::inRange(0, 400)));
    Enquiry enquiry;
    for (auto const& [kind, number] : kinds) evolve(enquiry, any_event(kind, number));
    RC_ASSERT(decide(enquiry, AddNote{"A note"}, context).ok());
    for (auto const& field : amendable_fields()) (void)field_value(enquiry.received, field.name);
    (void)decide(enquiry, ScreenEnquiry{a_decision()}, context);
    (void)decide(enquiry, CloseEnquiry{today, ""}, context);
  }));
}

TEST_CASE("every amendable field reads back what was written into it") {
  for (auto const& field : amendable_fields()) {
    CAPTURE(field.name);
    using K = AmendableField::Kind;
    std::string const value = field.kind == K::date        ? "2026-11-01"
                              : field.kind == K::agreement ? "unsafe_to_ask"
                              : field.kind == K::places    ? "mexborough;denaby"
                              : field.kind == K::ways      ? "call;text"
                              : field.kind == K::voicemail ? "yes"
                                                           : "another";
    auto enquiry = given();
    evolve(enquiry, EnquiryAmended{{}, std::string{field.name}, "", value, ""});
    CHECK(field_value(enquiry.received, field.name) == value);
  }
}
