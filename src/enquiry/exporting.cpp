#include "enquiry/exporting.h"

#include <fmt/format.h>

#include <algorithm>

#include "enquiry/commands.h"
#include "enquiry/records.h"
#include "journal/store.h"

namespace kith::enquiry {

namespace {

// Each door's table, oldest first. A record about a restricted child is taken only where $3 is named for every such
// child; nobody is named as the nil id.
std::string_view question_of(imports::Door door) {
  switch (door) {
    case imports::Door::enquiries:
      return "SELECT e.id FROM enquiry e WHERE e.received_on BETWEEN $1 AND $2 AND NOT EXISTS(SELECT 1 FROM "
             "enquiry_child k JOIN person p ON p.id=k.person WHERE k.enquiry=e.id AND p.restricted=1 AND NOT "
             "EXISTS(SELECT 1 FROM person_named n WHERE n.person=p.id AND n.account=$3)) ORDER BY e.received_on, "
             "e.reference, e.id";
    case imports::Door::allocations:
      return "SELECT a.id FROM allocation a JOIN person p ON p.id=a.child WHERE a.allocated_on BETWEEN $1 AND $2 AND "
             "(p.restricted=0 OR EXISTS(SELECT 1 FROM person_named n WHERE n.person=p.id AND n.account=$3)) ORDER BY "
             "a.allocated_on, a.reference, a.id";
    case imports::Door::referrals:
      break;
  }
  return "SELECT r.id FROM referral r JOIN person p ON p.id=r.child WHERE r.referred_on BETWEEN $1 AND $2 AND "
         "(p.restricted=0 OR EXISTS(SELECT 1 FROM person_named n WHERE n.person=p.id AND n.account=$3)) ORDER BY "
         "r.referred_on, r.reference, r.id";
}

access::Resource resource_of_record(sql::Connection& c, imports::Door door, RawId const& id,
                                    access::Subject const& asker) {
  if (door == imports::Door::enquiries) return resource_of(c, EnquiryId{id}, asker.account);
  if (door == imports::Door::referrals) {
    auto const referral = referral_by_id(c, ReferralId{id});
    return referral ? resource_of_person(c, referral->child, asker.account) : access::Resource{};
  }
  auto const allocation = allocation_by_id(c, AllocationId{id});
  if (!allocation) return {};
  auto resource = resource_of_person(c, allocation->child, asker.account);
  resource.own_agency = !asker.agency.empty() && allocation->lead_agency == asker.agency;
  return resource;
}

std::string text_of(std::optional<Date> const& date) { return date ? to_text(*date) : std::string{}; }
std::string text_of(std::optional<int> const& number) { return number ? fmt::format("{}", *number) : std::string{}; }

// How a person is called across files. Somebody without a reference of their own goes by their id.
std::string reference_of(people::PersonRecord const& person) {
  return person.reference.empty() ? person.person.text() : person.reference;
}
std::string child_reference(sql::Connection& c, PersonId child) {
  auto const person = people::person(c, child);
  return person ? reference_of(*person) : child.text();
}

// One protected address protects whoever lives there.
bool has_protected_address(sql::Connection& c, FamilyId family) {
  return c.integer("SELECT 1 FROM person WHERE family=$1 AND protected_address=1 LIMIT 1", {family}).has_value();
}

std::vector<std::string> cells_of(sql::Connection& c, EnquiryId id) {
  auto const row = enquiry_row(c, id).value_or(EnquiryRow{});
  auto const state = enquiry_from(journal::load(c, id.raw()));
  auto const children = children_of(c, id);
  auto const child = children.empty() ? people::PersonRecord{} : children.front();
  auto const& details = child.details;
  bool const masked = has_protected_address(c, child.family);
  return {row.reference,
          to_text(row.received_on),
          row.source,
          row.asker_agency,
          children.empty() ? std::string{} : reference_of(child),
          details.forename.reveal(),
          details.surname.reveal(),
          text_of(details.date_of_birth),
          text_of(details.expected_date_of_birth),
          details.sex,
          details.ethnicity,
          details.disability,
          masked ? std::string{} : details.postcode.reveal(),
          row.places,
          row.primary_need,
          row.outcome ? std::string{wire(*row.outcome)} : std::string{},
          state.decision ? to_text(state.decision->screened_on) : std::string{},
          text_of(row.first_contact_on),
          text_of(row.closed_on),
          state.decision ? text_of(state.decision->level) : std::string{}};
}

// The request that an allocation came from: ours, or the one that an import named and never brought.
std::string request_of(sql::Connection& c, AllocationRow const& row) {
  if (row.enquiry)
    if (auto const enquiry = enquiry_row(c, *row.enquiry)) return enquiry->reference;
  for (auto const& recorded : journal::load(c, row.allocation.raw()))
    if (auto const event = AllocationEvents::decode(recorded))
      if (auto const* made = std::get_if<AllocationMade>(&*event)) return made->enquiry_reference;
  return {};
}

std::vector<std::string> cells_of(sql::Connection& c, AllocationId id) {
  auto const row = allocation_by_id(c, id).value_or(AllocationRow{});
  return {row.reference,      request_of(c, row),        child_reference(c, row.child),
          row.places,         to_text(row.allocated_on), row.lead_agency,
          text_of(row.level), text_of(row.closed_on),    row.closing_reason};
}

std::vector<std::string> cells_of(sql::Connection& c, ReferralId id) {
  auto const row = referral_by_id(c, id).value_or(ReferralRow{});
  return {row.reference,
          child_reference(c, row.child),
          to_text(row.referred_on),
          row.source,
          row.places,
          row.outcome ? std::string{wire(*row.outcome)} : std::string{},
          text_of(row.closed_on)};
}

}  // namespace

access::Action export_action(imports::Door door) {
  switch (door) {
    case imports::Door::enquiries:
      return access::Action::see_enquiry;
    case imports::Door::allocations:
      return access::Action::work_allocation;
    case imports::Door::referrals:
      break;
  }
  return access::Action::see_referrals;
}

std::vector<RawId> exported_records(sql::Connection& c, ExportQuestion const& question) {
  std::vector<RawId> ids;
  auto const viewer = question.asker ? question.asker->account : access::ActorId{};
  c.query(question_of(question.door),
          {question.from ? to_text(*question.from) : "0001-01-01", question.to ? to_text(*question.to) : "9999-12-31",
           viewer},
          [&](sql::Row const& row) {
            if (auto const id = parse_raw_id(row.text(0))) ids.push_back(*id);
          });
  if (question.asker)
    std::erase_if(ids, [&](RawId const& id) {
      return !access::decide(*question.asker, export_action(question.door),
                             resource_of_record(c, question.door, id, *question.asker));
    });
  return ids;
}

void write_export_header(imports::Door door, CsvWriter& csv) {
  for (auto const& column : imports::columns_of(door)) csv.cell(column.name);
  csv.end_record();
}

void write_export_rows(sql::Connection& c, imports::Door door, std::span<RawId const> records, CsvWriter& csv) {
  for (auto const& id : records) {
    if (door == imports::Door::enquiries)
      csv.record(cells_of(c, EnquiryId{id}));
    else if (door == imports::Door::allocations)
      csv.record(cells_of(c, AllocationId{id}));
    else
      csv.record(cells_of(c, ReferralId{id}));
  }
}

}  // namespace kith::enquiry
