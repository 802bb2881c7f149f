#include "enquiry/pages/request_form.h"

#include <fmt/format.h>

#include "base/text.h"
#include "enquiry/no_names.h"
#include "enquiry/pages/typed.h"

namespace kith::enquiry {

namespace {

// Reads one form, gathering what is wrong with it.
struct Reader {
  http::Fields const& form;
  profile::Profile const& profile;
  Date today;
  TypedRequest typed = {};

  void fault(std::string field, std::string code, std::string sentence) {
    typed.faults.push_back({std::move(field), std::move(code), std::move(sentence)});
  }
  template <class T>
  T take(Result<T> result) {
    if (result) return *std::move(result);
    for (auto const& error : result.error().fields) typed.faults.push_back(error);
    return T{};
  }
  std::string text(std::string const& name, std::size_t most = 200) { return take(typed_text(form, name, most)); }
  // A code of the list, or nothing: a select sends no other unless somebody meddles with it.
  std::string code(std::string const& name, std::vector<profile::Word> const& words) {
    auto const given = form.get(name);
    for (auto const& word : words)
      if (word.code == given) return word.code;
    return {};
  }

  void who(access::Subject const& subject, bool phone) {
    auto& r = typed.request.received;
    r.door = phone ? Door::phone : Door::professional;
    r.asker.name = text("asker");
    r.asker.job = text("asker_job");
    r.asker.phone = text("asker_phone");
    r.asker.email = text("asker_email");
    for (auto const& agency : profile.agencies)
      if (agency.code == form.get("agency")) r.asker.agency = agency.code;
    r.source = code("source", profile.sources);
    if (!phone && r.asker.name.reveal().empty()) fault("asker", "no_asker", "Enter your name.");
    if (phone && r.source.empty()) fault("source", "no_source", "Choose who is ringing; “Not known” will do.");
    if (r.source.empty())
      r.source = source_of_agency(profile, r.asker.agency.empty() ? subject.agency : r.asker.agency);
  }

  void born(std::string const& prefix, people::Details& details) {
    auto const read = typed_date(form, prefix + "born");
    if (!read) {
      typed.faults.insert(typed.faults.end(), read.error().fields.begin(), read.error().fields.end());
      return;
    }
    auto const date = *read;
    if (form.get(prefix + "unborn") == "yes") {
      details.expected_date_of_birth = date;
      if (!date) fault(prefix + "born", "no_expected_date", "Enter when the baby is expected. An estimate will do.");
    } else if (date && *date > today) {
      fault(prefix + "born", "born_in_future",
            "This date is in the future. If the baby is not born yet, tick the box below it.");
    } else {
      details.date_of_birth = date;
    }
  }

  void children() {
    auto const count = std::clamp(std::atoi(std::string{form.get("children")}.c_str()), 1, most_children);
    for (int number = 1; number <= count; ++number) {
      auto const prefix = fmt::format("child{}_", number);
      NewChild child;
      auto& details = child.details;
      details.forename = text(prefix + "forename");
      details.surname = text(prefix + "surname");
      born(prefix, details);
      details.sex = code(prefix + "sex", profile.sexes);
      details.ethnicity = code(prefix + "ethnicity", profile.ethnicities);
      details.disability = code(prefix + "disability", profile.disabilities);
      // A block that was added and left empty is no child; the first one is, though nothing is known of them yet.
      if (number > 1 && details == people::Details{}) continue;
      typed.request.children.push_back(std::move(child));
    }
  }

  void where() {
    auto const address = text("place", 500);
    auto const ward = form.get("ward");
    auto& places = typed.request.received.places;
    places = places_of_address(profile, address);
    if (auto const* chosen = profile::find_place(profile, PlaceCode{std::string{ward}});
        chosen != nullptr && places.empty())
      places = {chosen->code};
    if (address.empty() && ward.empty())
      fault("place", "no_place",
            "Say where the family lives. The name of a place is enough; if you do not know, choose that below.");
    typed.place_unknown = !address.empty() && places.empty();
    auto const postcode = postcode_in(address);
    for (auto& child : typed.request.children) {
      child.details.address = address;
      child.details.postcode = postcode;
    }
  }

  void agreement() {
    auto& r = typed.request.received;
    auto const answer = parse<Agreement>(form.get("agreement"));
    if (!answer || *answer == Agreement::not_asked)
      return fault("agreement", "no_agreement", "Say whether the family knows and agrees.");
    r.agreement = *answer;
    if (*answer == Agreement::yes) return;
    auto const field = std::string{*answer == Agreement::no ? "why_no" : "why_unsafe"};
    r.agreement_reason = text(field, 2'000);
    if (r.agreement_reason.empty())
      fault(field, "no_agreement_reason",
            *answer == Agreement::no ? "Say why the family has not agreed." : "Say why it is not safe to ask them.");
  }

  void story() {
    auto& r = typed.request.received;
    r.worries = text("worries", 10'000);
    if (r.worries.empty()) fault("worries", "no_worries", "Say what you are worried about.");
    r.working_well = text("working_well", 10'000);
    r.wanted = text("wanted", 10'000);
    r.primary_need = code("primary_need", profile.needs);
    auto const danger = form.get("danger");
    if (danger != "yes" && danger != "no") fault("danger", "no_danger", "Say whether anyone is in danger now.");
    typed.danger_now = r.danger_now = danger == "yes";
  }
};

}  // namespace

TypedRequest read_request(http::Fields const& form, access::Services const& services, access::Subject const& subject,
                          bool phone) {
  Reader reader{form, *services.profile, london_date(services.now())};
  reader.who(subject, phone);
  reader.children();
  reader.where();
  reader.agreement();
  reader.story();
  return std::move(reader.typed);
}

std::vector<PlaceCode> places_of_address(profile::Profile const& profile, std::string_view address) {
  if (auto whole = profile::resolve_places(profile, trimmed(address)); !whole.empty()) return whole;
  // From the end, where the town stands; "12 High Street, Mexborough, S64 9AA".
  while (!address.empty()) {
    auto const cut = address.find_last_of(",\n");
    auto const part = trimmed(cut == std::string_view::npos ? address : address.substr(cut + 1));
    if (!part.empty())
      if (auto found = profile::resolve_places(profile, part); !found.empty()) return found;
    address = cut == std::string_view::npos ? std::string_view{} : address.substr(0, cut);
  }
  return {};
}

}  // namespace kith::enquiry
