#include "enquiry/family_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/accounts.h"
#include "base/codec.h"
#include "enquiry/commands.h"
#include "enquiry/records.h"
#include "journal/store.h"
#include "people/particulars.h"

namespace kith::enquiry {

namespace {

std::string json_text(std::string_view text) {
  std::string out;
  codec::write_leaf(out, text);
  return out;
}

std::optional<FamilyId> family_named(sql::Connection& c, std::string_view reference) {
  if (auto const enquiry = enquiry_by_reference(c, reference))
    if (auto const family = c.text("SELECT family FROM enquiry WHERE id=$1", {*enquiry}))
      return FamilyId::parse(*family);
  if (auto const known = people::person_by_reference(c, reference))
    if (auto const person = people::person(c, *known)) return person->family;
  return std::nullopt;
}

// The body as kept, without an address that must not leave.
std::string body_of(journal::Recorded const& recorded, bool masks_address) {
  if (!recorded.body) return "null";
  if (auto event = people::ParticularEvents::decode(recorded)) {
    auto* known = std::get_if<people::AddressKnown>(&*event);
    if (known == nullptr || (!masks_address && known->never_given_to.reveal().empty())) return *recorded.body;
    known->address = known->postcode = std::string{};
    return people::ParticularEvents::encode(*event, {}).body;
  }
  if (!masks_address) return *recorded.body;
  auto event = people::Events::decode(recorded);
  if (!event) return *recorded.body;
  auto const blank = [](people::Details& details) { details.address = details.postcode = std::string{}; };
  if (auto* registered = std::get_if<people::PersonRegistered>(&*event)) blank(registered->details);
  if (auto* amended = std::get_if<people::PersonAmended>(&*event)) blank(amended->details);
  return people::Events::encode(*event, {}).body;
}

// One record and all that happened to it, oldest first.
class Writing {
 public:
  Writing(sql::Connection& c, FamilyFile& file, bool masks_address)
      : c_(c), file_(file), masks_address_(masks_address) {}

  void record(std::string_view kind, std::string_view reference, RawId const& id) {
    if (!file_.records.empty()) file_.json += ",";
    file_.records.push_back(id);
    file_.json += fmt::format("\n {{\"kind\":{},\"reference\":{},\"history\":[", json_text(kind), json_text(reference));
    bool first = true;
    for (auto const& recorded : journal::load(c_, id)) {
      auto const& header = recorded.header;
      file_.json +=
          fmt::format("{}\n  {{\"what\":{},\"recorded_at\":{},\"by\":{},\"agency\":{},\"purpose\":{},\"said\":{}}}",
                      first ? "" : ",", json_text(header.type), json_text(to_text(header.recorded_at)),
                      json_text(access::name_of(c_, header.author.actor)), json_text(header.author.agency),
                      json_text(header.author.purpose), body_of(recorded, masks_address_));
      first = false;
    }
    file_.json += "]}";
  }

 private:
  sql::Connection& c_;
  FamilyFile& file_;
  bool masks_address_;
};

// Whether the asker may see a record of this kind of restriction. The house's own hand sees what is not restricted.
bool may_see(std::optional<access::Subject> const& asker, access::Resource const& resource) {
  if (!asker) return !resource.restricted;
  return static_cast<bool>(access::decide(*asker, access::Action::see_enquiry, resource));
}

access::ActorId viewer_of(std::optional<access::Subject> const& asker) {
  return asker ? asker->account : access::ActorId{};
}

}  // namespace

Result<FamilyFile> family_file(sql::Connection& c, std::string_view reference,
                               std::optional<access::Subject> const& asker, AskAbove const& above) {
  auto const unknown = not_found("no_family", fmt::format("No request or person has the reference {}.", reference));
  auto const family = family_named(c, reference);
  if (!family) return unknown;
  auto const members = people::family_members(c, *family);
  for (auto const& member : members)
    if (!may_see(asker, resource_of_person(c, member.person, viewer_of(asker)))) return unknown;

  bool const masks_address = std::ranges::any_of(members, &people::PersonRecord::protected_address);
  FamilyFile file;
  file.json = fmt::format(
      "{{\"family\":{},\"asked_for\":{},\"protected_address_left_out\":{},\"family_record_left_out\":{},\"records\":[",
      json_text(family->text()), json_text(reference), masks_address, asker.has_value());
  Writing writing(c, file, masks_address);
  for (auto const& member : members) writing.record("person", member.reference, member.person.raw());
  for (auto const& row : enquiries_of_family(c, *family))
    if (may_see(asker, resource_of(c, row.enquiry, viewer_of(asker))))
      writing.record("request", row.reference, row.enquiry.raw());
  for (auto const& member : members) {
    for (auto const& row : allocations_of_child(c, member.person))
      writing.record("allocation", row.reference, row.allocation.raw());
    for (auto const& row : referrals_of_child(c, member.person))
      writing.record("referral", row.reference, row.referral.raw());
  }
  if (!asker && above)
    for (auto const& held : above(c, *family)) writing.record(held.kind, reference, held.stream);
  file.json += "]}\n";
  return file;
}

}  // namespace kith::enquiry
