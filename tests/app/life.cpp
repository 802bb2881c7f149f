#include "app/life.h"

#include "enquiry/import_batch.h"
#include "enquiry/importing.h"
#include "enquiry/past_imports.h"
#include "enquiry/records.h"
#include "enquiry/saved_mappings.h"

namespace kith::app::test {

using namespace kith::enquiry;

namespace {

auto constexpr names = {"Ava", "Zoë", "Ben", "", "Máire-Anne", "O'Brien"};
auto constexpr surnames = {"Oakfield", "Brook", "", "Larch Lane"};
auto constexpr places = {"hexthorpe", "denaby", "mexborough", "nowhere"};

template <class List>
auto pick(List const& list, std::uint32_t number) {
  return *(std::begin(list) + number % std::size(list));
}

// One of the ids that a table has by now, or one that nothing has.
people::PersonId any_person(sql::Connection& c, std::uint32_t number) {
  return any_of<people::Person>(c, "SELECT id FROM person ORDER BY id", number);
}

}  // namespace

std::vector<Life::Kind> const& Life::all_kinds() {
  static std::vector<Kind> const all = {
      &Life::receive, &Life::amend, &Life::screen, &Life::make_contact, &Life::try_contact, &Life::note,
      &Life::begin_waiting, &Life::end_waiting, &Life::hold_risk, &Life::tell, &Life::raise_urgent,
      &Life::accept_urgent, &Life::alert_manager, &Life::close, &Life::reopen, &Life::allocate,
      &Life::change_allocation, &Life::refer, &Life::change_referral, &Life::restrict_person, &Life::lift_restriction,
      &Life::protect_address, &Life::lift_protection, &Life::amend_person, &Life::import_enquiry,
      &Life::import_allocation, &Life::import_referral, &Life::keep_rejected, &Life::correct_row, &Life::dismiss_row,
      &Life::save_mapping, &Life::record_import, &Life::change_account, &Life::live_with_family, &Life::live_with_plan,
      // Again: each of these is many commands, of which many are refused.
      &Life::live_with_family, &Life::live_with_family, &Life::live_with_plan, &Life::live_with_plan,
      &Life::live_with_plan, &Life::live_with_plan, &Life::work_with_family, &Life::work_with_family,
      &Life::ask_at_the_door, &Life::live_with_messages, &Life::know_more, &Life::agree_with_agencies, &Life::advise,
      &Life::live_with_guests, &Life::live_with_guests};
  return all;
}

int Life::kinds() { return static_cast<int>(all_kinds().size()); }

bool Life::live(Step const& step) {
  house_.pass(std::chrono::minutes{step.second % 3000});
  auto const kind = all_kinds().at(static_cast<std::size_t>(step.kind));
  return house_.run((this->*kind)(step)).ok();
}

people::Details Life::details(Step const& step) const {
  people::Details d;
  d.forename = std::string{pick(names, step.first)};
  d.surname = std::string{pick(surnames, step.second)};
  if (step.first % 5 != 0) d.date_of_birth = today() - static_cast<int>(step.second % 5000);
  if (step.first % 7 == 0) d.expected_date_of_birth = today() + static_cast<int>(step.second % 200);
  d.sex = step.first % 2 == 0 ? "f" : "";
  d.address = std::string{step.second % 3 == 0 ? "4 Larch Lane" : ""};
  d.postcode = step.second % 2 == 0 ? "DN99 9A" + std::string(1, static_cast<char>('A' + step.first % 26)) : "";
  return d;
}

template <class Act>
Life::Command Life::act(Step const& step, char const* login, Act command) {
  auto const id = enquiries_.empty() ? EnquiryId{} : pick(enquiries_, step.first);
  return [=, who = house_.by(login)](journal::Transaction& t) { return enquiry::act(t, id, command, who); };
}

Life::Command Life::receive(Step const& step) {
  NewRequest request;
  request.enquiry = EnquiryId::mint(house_.clock.now(), house_.random);
  enquiries_.push_back(request.enquiry);
  request.children.push_back({{}, details(step), {}});
  if (step.first % 3 == 0) request.children.push_back({{}, details({0, step.second, step.first}), {}});
  auto& r = request.received;
  r.received_at = house_.clock.now();
  r.received_on = today() - static_cast<int>(step.second % 4);
  r.source = "schools";
  r.asker.agency = "dial_house_primary";
  r.asker.name = std::string{"Jo Teacher"};
  r.agreement = Agreement::yes;
  r.worries = "Misses school \"often\"\n";
  r.primary_need = step.second % 2 == 0 ? "parenting" : "";
  r.places = {PlaceCode{pick(places, step.first)}, PlaceCode{pick(places, step.second)}};
  if (step.first % 4 == 1) {
    auto reader = house_.reader();
    if (auto const known = any_person(*reader, step.first); known != people::PersonId{})
      request.children.front().known = known;
  }
  return [=, who = house_.by("pat")](journal::Transaction& t) { return enquiry::receive(t, request, who); };
}

Life::Command Life::amend(Step const& step) {
  auto const& field = amendable_fields()[step.second % amendable_fields().size()];
  using K = AmendableField::Kind;
  std::string value = "another " + std::to_string(step.second);
  if (field.kind == K::date) value = to_text(today() - static_cast<int>(step.second % 9));
  if (field.kind == K::agreement) value = "unsafe_to_ask";
  if (field.kind == K::places) value = std::string{pick(places, step.second)} + ";adwick";
  return act(step, "pat", AmendEnquiry{std::string{field.name}, value, "She rang"});
}
Life::Command Life::screen(Step const& step) {
  ScreenEnquiry screening;
  auto& s = screening.screened;
  s.outcome = pick(members_of<ScreeningOutcome>, step.second).value;
  s.screened_on = today();
  s.reason = "Advice is enough";
  s.level = static_cast<int>(step.second % 4) + 1;
  s.existing_case = "A-1";
  s.primary_need = step.second % 3 == 0 ? "housing" : "";
  return act(step, "sam", screening);
}
Life::Command Life::make_contact(Step const& step) {
  return act(step, "pat", RecordFirstContact{"Pat", "Mother", "phone", house_.clock.now(), ""});
}
Life::Command Life::try_contact(Step const& step) {
  return act(step, "pat", RecordTriedContact{"Pat", "phone", house_.clock.now(), ""});
}
Life::Command Life::note(Step const& step) { return act(step, "pat", AddNote{"A note"}); }
Life::Command Life::begin_waiting(Step const& step) {
  return act(step, "pat", BeginWaiting{"school " + std::to_string(step.second % 3), today() + 7});
}
Life::Command Life::end_waiting(Step const& step) { return act(step, "pat", EndWaiting{"A report"}); }
Life::Command Life::hold_risk(Step const& step) {
  return act(step, "sam", HoldRisk{{{}, "Arguments", "They work with us", "Max", true, "Anybody hurt", today() + 30}});
}
Life::Command Life::tell(Step const& step) {
  DecisionTold told;
  told.whom = step.second % 2 == 0 ? Told::family : Told::asker;
  if (step.second % 3 == 0) {
    told.why_not = "It is not safe";
  } else {
    told.by = "Pat";
    told.on = today();
  }
  return act(step, "pat", RecordTold{told});
}
Life::Command Life::raise_urgent(Step const& step) {
  RaiseUrgent raise;
  raise.raised.danger = "Left alone";
  return act(step, "pat", raise);
}
Life::Command Life::accept_urgent(Step const& step) { return act(step, "mia", AcceptUrgent{"Mia Mash", "A visit"}); }
Life::Command Life::alert_manager(Step const& step) { return act(step, "max", AlertManager{}); }
Life::Command Life::close(Step const& step) { return act(step, "pat", CloseEnquiry{today(), "needs_met"}); }
Life::Command Life::reopen(Step const& step) { return act(step, "pat", ReopenEnquiry{"A new worry"}); }

Life::Command Life::allocate(Step const& step) {
  AllocationMade made;
  made.allocation = AllocationId::mint(house_.clock.now(), house_.random);
  allocations_.push_back(made.allocation);
  made.child = any_person(*house_.reader(), step.first);
  if (!enquiries_.empty() && step.second % 2 == 0) made.enquiry = pick(enquiries_, step.second);
  made.allocated_on = today() - static_cast<int>(step.second % 30);
  made.places = {PlaceCode{pick(places, step.second)}};
  made.team = step.second % 3 == 0 ? "" : "east";
  made.lead_agency = step.second % 3 == 0 ? "dial_house_primary" : "";
  made.lead_name = std::string{"Lee Lead"};
  if (step.first % 2 == 0) made.level = 3;
  return [=, who = house_.by("pat")](journal::Transaction& t) { return enquiry::allocate(t, {made}, who); };
}
Life::Command Life::change_allocation(Step const& step) {
  auto const id = allocations_.empty() ? AllocationId{} : pick(allocations_, step.first);
  std::vector<AllocationEvents::Event> const changes = {
      LeadNamed{id, "school_nursing", std::string{"Noa Nurse"}},
      LeadMadeContact{id, today(), ""},
      ReviewHeld{id, today(), today() + 90, ""},
      HelpOffered{id, "A group"},
      AllocationAmended{id, "area", "", "denaby", "A slip"},
      AllocationAmended{id, "allocated_on", "", to_text(today() - 40), "A slip"},
      AllocationAmended{id, "level", "", "4", "A slip"},
      AllocationAmended{id, "closed_on", "", to_text(today()), "A slip"},
      AllocationClosed{id, today(), "needs_met"},
      AllocationReopened{id, "A new worry"}};
  return [=, change = pick(changes, step.second), who = house_.by("pat")](journal::Transaction& t) {
    return enquiry::change_allocation(t, id, {change}, who);
  };
}

Life::Command Life::refer(Step const& step) {
  ReferralMade made;
  made.referral = ReferralId::mint(house_.clock.now(), house_.random);
  made.child = any_person(*house_.reader(), step.first);
  if (!enquiries_.empty()) made.enquiry = pick(enquiries_, step.second);
  made.referred_on = today() - static_cast<int>(step.second % 10);
  made.places = {PlaceCode{pick(places, step.second)}};
  made.source = "schools";
  made.story = "Told once";
  return [=, who = house_.by("pat")](journal::Transaction& t) { return enquiry::refer(t, {made}, who); };
}
Life::Command Life::change_referral(Step const& step) {
  auto const id = any_of<struct enquiry::Referral>(*house_.reader(), "SELECT id FROM referral ORDER BY id", step.first);
  auto const outcome = pick(members_of<StepOutcome>, step.second).value;
  std::vector<ReferralEvents::Event> const changes = {
      ReferralAccepted{id, "Mia Mash"},
      StepOutcomeRecorded{id, outcome, today(), "As agreed"},
      StepOutcomeRecorded{id, StepOutcome::transfer_early_help, today(), ""},
      ReferralAmended{id, "referred_on", "", to_text(today() - 20), "A slip"},
      ReferralAmended{id, "area", "", "mexborough", "A slip"},
      ReferralClosed{id, today()}};
  return [=, change = pick(changes, step.second), who = house_.by("mia")](journal::Transaction& t) {
    return enquiry::change_referral(t, id, {change}, who);
  };
}

Life::Command Life::restrict_person(Step const& step) {
  auto const id = any_person(*house_.reader(), step.first);
  std::vector<access::ActorId> named = {house_.accounts.at("max")};
  if (step.second % 2 == 0) named.push_back(house_.accounts.at("sam"));
  return [=](journal::Transaction& t) { return people::restrict_person(t, id, named, "Works here", {}); };
}
Life::Command Life::lift_restriction(Step const& step) {
  auto const id = any_person(*house_.reader(), step.first);
  return [=](journal::Transaction& t) { return people::lift_restriction(t, id, "Has left", {}); };
}
Life::Command Life::protect_address(Step const& step) {
  auto const id = any_person(*house_.reader(), step.first);
  std::vector<access::ActorId> const named = {house_.accounts.at(step.second % 2 == 0 ? "pat" : "mia")};
  return [=](journal::Transaction& t) { return people::protect_address(t, id, named, "A court order", {}); };
}
Life::Command Life::lift_protection(Step const& step) {
  auto const id = any_person(*house_.reader(), step.first);
  return [=](journal::Transaction& t) { return people::lift_address_protection(t, id, "Order ended", {}); };
}
Life::Command Life::amend_person(Step const& step) {
  auto const id = any_person(*house_.reader(), step.first);
  return [id, d = details({0, step.second, step.first})](journal::Transaction& t) {
    return people::amend_person(t, id, d, "Mother said", {});
  };
}

Life::Command Life::import_enquiry(Step const& step) {
  imports::EnquiryRow row;
  row.reference = "C" + std::to_string(step.first % 4);
  row.received_on = today() - static_cast<int>(step.second % 300);
  row.child_reference = step.second % 3 == 0 ? "" : "K" + std::to_string(step.second % 4);
  row.forename = std::string{pick(names, step.second)};
  row.surname = std::string{pick(surnames, step.first)};
  row.places = {PlaceCode{pick(places, step.second)}};
  if (step.second % 2 == 0) row.outcome = pick(members_of<ScreeningOutcome>, step.first / 4).value;
  if (step.second % 5 == 0) row.first_contact_on = row.received_on + 1;
  if (step.second % 7 == 0) row.closed_on = today();
  return [=, who = import_hand(house_.subject("pat"))](journal::Transaction& t) -> Result<std::string> {
    return std::string{wire(TRY(take_row(t, row, who)))};
  };
}
Life::Command Life::import_allocation(Step const& step) {
  imports::AllocationRow row;
  row.reference = "A" + std::to_string(step.first % 4);
  row.enquiry_reference = step.second % 2 == 0 ? "C1" : "";
  row.child_reference = "K" + std::to_string(step.second % 4);
  row.allocated_on = today() - 100;
  row.places = {PlaceCode{pick(places, step.second)}};
  row.lead_agency = profile::AgencyCode{step.second % 3 == 0 ? "education" : ""};
  if (step.second % 4 == 0) row.level = 3;
  if (step.second % 3 == 0) row.closed_on = today() - static_cast<int>(step.second % 50);
  return [=, who = import_hand(house_.subject("pat"))](journal::Transaction& t) -> Result<std::string> {
    return std::string{wire(TRY(take_row(t, row, who)))};
  };
}
Life::Command Life::import_referral(Step const& step) {
  imports::ReferralRow row;
  row.reference = "R" + std::to_string(step.first % 4);
  row.child_reference = "K" + std::to_string(step.second % 4);
  row.referred_on = today() - 100;
  row.places = {PlaceCode{pick(places, step.second)}};
  if (step.second % 2 == 0) row.step_outcome = pick(members_of<StepOutcome>, step.second / 2).value;
  if (step.second % 3 == 0) row.closed_on = today() - static_cast<int>(step.second % 50);
  return [=, who = import_hand(house_.subject("pat"))](journal::Transaction& t) -> Result<std::string> {
    return std::string{wire(TRY(take_row(t, row, who)))};
  };
}

Life::Command Life::keep_rejected(Step const& step) {
  imports::ImportedRow row;
  row.line = step.first % 5;
  row.kept_cells = {{"reference", "reference", std::string{"C" + std::to_string(step.second % 3)}}};
  row.faults = {{row.line, 1, step.second % 2 == 0 ? "received_on" : "", imports::FaultCode::bad_date, "No date."}};
  return [=](journal::Transaction& t) {
    return enquiry::keep_rejected(t, imports::Door::enquiries, "contacts.csv", row, {});
  };
}
Life::Command Life::correct_row(Step const& step) {
  auto const id =
      any_of<struct enquiry::QuarantinedRow>(*house_.reader(), "SELECT id FROM quarantine ORDER BY id", step.first);
  return [=](journal::Transaction& t) {
    return settle_corrected(t, id, {{"reference", "reference", std::string{"C9"}}}, {});
  };
}
Life::Command Life::dismiss_row(Step const& step) {
  auto const id =
      any_of<struct enquiry::QuarantinedRow>(*house_.reader(), "SELECT id FROM quarantine ORDER BY id", step.first);
  return [=](journal::Transaction& t) { return enquiry::dismiss_row(t, id, "A line of totals", {}); };
}
Life::Command Life::save_mapping(Step const& step) {
  imports::ColumnMapping mapping;
  mapping.name = "System " + std::to_string(step.first % 3);
  mapping.columns = {{"Contact ID", "reference"}};
  mapping.values = {{"area", "Old Town", std::to_string(step.second)}};
  std::optional<MappingId> id;
  if (step.second % 2 == 0)
    id =
        any_of<struct enquiry::SavedMapping>(*house_.reader(), "SELECT id FROM column_mapping ORDER BY id", step.first);
  return [=](journal::Transaction& t) { return enquiry::save_mapping(t, id, mapping, {}); };
}
Life::Command Life::record_import(Step const& step) {
  ImportFinished finished;
  finished.file = "contacts " + std::to_string(step.first % 3) + ".csv";
  finished.door = "enquiries";
  finished.accepted = finished.added = static_cast<std::int64_t>(step.second % 50);
  if (step.first % 4 == 0) finished.stopped = "The file ends in the middle of a row.";
  return [=](journal::Transaction& t) { return enquiry::record_import(t, finished, {}); };
}
Life::Command Life::change_account(Step const& step) {
  auto const ann = house_.accounts.at("ann");
  return [=](journal::Transaction& t) -> Result<std::string> {
    switch (step.second % 4) {
      case 0:
        return access::set_password(t, ann, "hash " + std::to_string(step.first), step.first % 2 == 0, {});
      case 1:
        return access::change_roles(t, ann, "education", {Role::analyst, Role::coordinator}, {});
      case 2:
        return access::disable_account(t, ann, "Has left", {});
      default:
        return access::enable_account(t, ann, {});
    }
  };
}

}  // namespace kith::app::test
