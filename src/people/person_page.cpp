// What is known of one person, their family, and how it came to be known.
#include "access/accounts.h"
#include "html/components/banners.h"
#include "html/components/button.h"
#include "html/components/summary_list.h"
#include "html/components/text_blocks.h"
#include "html/components/timeline.h"
#include "people/matching/pairs.h"
#include "people/particulars.h"
#include "people/people_pages.h"

namespace kith::people {

namespace {

using access::Action;
using html::Html;

auto constexpr fields = {"forename",   "surname", "date_of_birth", "expected_date_of_birth", "sex", "ethnicity",
                         "disability", "address", "postcode"};

bool hides(std::string_view field, bool address_open) {
  return !address_open && (field == "address" || field == "postcode");
}

std::string_view person_done_words(std::string_view done) {
  static constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"details", "Change saved. What it said before is kept."},
      {"restrict", "This record is restricted to the people you named."},
      {"lift-restriction", "This record is no longer restricted."},
      {"protect-address", "The address is protected: only those named see it."},
      {"lift-protection", "The address is shown again."},
      {"protect-identity", "The identity is protected: this record is never matched with another."},
      {"lift-identity-protection", "This record can be matched again."}};
  for (auto const& [code, sentence] : words)
    if (code == done) return sentence;
  return {};
}

Html details_list(OpenedPerson const& opened, profile::Profile const& profile, bool address_open) {
  html::SummaryList list;
  list.rows.push_back({.key = {.text = "Reference"}, .value = {.text = opened.record.reference}});
  for (std::string_view const field : fields) {
    auto words = field_words(profile, opened.record.details, field);
    if (field == "expected_date_of_birth" && words.empty()) continue;
    if (hides(field, address_open)) words = "Protected: not shown";
    list.rows.push_back(
        {.key = {.text = field_label(field)},
         .value = {.text = words.empty() ? html::markup("<span class=\"govuk-hint\">Not recorded</span>")
                                         : html::text(words)}});
  }
  return html::summary_list(list);
}

Html family_list(std::vector<PersonRecord> const& family) {
  if (family.empty()) return html::markup("<p class=\"govuk-body\">Nobody else of this family is on the register.</p>");
  return html::markup("<ul class=\"govuk-list govuk-list--bullet\">{}</ul>",
                      html::each(family, [](PersonRecord const& member) {
                        std::string born;
                        if (member.details.date_of_birth) born = ", born " + for_people(*member.details.date_of_birth);
                        return html::markup("<li><a class=\"govuk-link\" href=\"{}\">{}</a>{}</li>",
                                            person_url(member.person), member.shown_name(), born);
                      }));
}

struct Told {
  std::string title;
  std::vector<std::string> lines;
};

// One event in words, against what was known before it.
Told told_of(Events::Event const& event, Details const& before, profile::Profile const& profile, bool address_open) {
  if (auto const* amended = std::get_if<PersonAmended>(&event)) {
    Told told{"Details changed", {}};
    for (auto const& field : amended->changed) {
      if (hides(field, address_open)) {
        told.lines.push_back(field_label(field) + " changed; it is protected, so neither is shown");
        continue;
      }
      auto quoted = [](std::string const& words) { return words.empty() ? "nothing" : "“" + words + "”"; };
      told.lines.push_back(field_label(field) + " changed from " + quoted(field_words(profile, before, field)) +
                           " to " + quoted(field_words(profile, amended->details, field)));
    }
    told.lines.push_back("Because: " + amended->reason);
    return told;
  }
  if (std::holds_alternative<PersonRegistered>(event)) return {"Put on the register", {}};
  if (auto const* e = std::get_if<PersonRestricted>(&event)) return {"Record restricted", {"Because: " + e->reason}};
  if (auto const* e = std::get_if<RestrictionLifted>(&event)) return {"Restriction lifted", {"Because: " + e->reason}};
  if (auto const* e = std::get_if<AddressProtected>(&event)) return {"Address protected", {"Because: " + e->reason}};
  return {"Address shown again", {"Because: " + std::get<AddressProtectionLifted>(event).reason}};
}

// The events of matching on a person's own stream are about their identity alone.
Told told_of_identity(MatchEvents::Event const& event) {
  if (auto const* e = std::get_if<IdentityProtected>(&event))
    return {"Identity protected", {"Because: " + e->reason.reveal()}};
  auto const* lifted = std::get_if<IdentityProtectionLifted>(&event);
  return {"Identity no longer protected", {"Because: " + (lifted ? lifted->reason.reveal() : std::string{})}};
}

// What was put down over time: that it was, and of what kind. What it says stands on the family's page, for whoever may
// see it.
Told told_of_particular(ParticularEvents::Event const& event) {
  struct Title {
    char const* operator()(NameKnown const&) const { return "Another name put down"; }
    char const* operator()(AddressKnown const&) const { return "An address put down"; }
    char const* operator()(NumberKnown const&) const { return "A number put down"; }
    char const* operator()(ContactKnown const&) const { return "A safe contact put down"; }
    char const* operator()(LanguageKnown const&) const { return "A language put down"; }
    char const* operator()(BirthDateWeighed const&) const { return "How sure the date of birth is, put down"; }
    char const* operator()(ParticularEnded const&) const { return "Something holds no longer"; }
  };
  return {std::visit(Title{}, event), {}};
}

Html history_of(sql::Connection& c, OpenedPerson const& opened, profile::Profile const& profile, bool address_open) {
  html::Timeline timeline;
  Details before;
  for (auto const& recorded : opened.history) {
    auto const event = Events::decode(recorded);
    auto const of_identity = MatchEvents::decode(recorded);
    auto const of_particular = ParticularEvents::decode(recorded);
    if (!event && !of_identity && !of_particular) continue;
    auto told = event         ? told_of(*event, before, profile, address_open)
                : of_identity ? told_of_identity(*of_identity)
                              : told_of_particular(*of_particular);
    if (!recorded.body) told.lines = {"What was written here has been deleted for good."};
    if (event) {
      if (auto const* registered = std::get_if<PersonRegistered>(&*event)) before = registered->details;
      if (auto const* amended = std::get_if<PersonAmended>(&*event)) before = amended->details;
    }
    auto const name = access::name_of(c, recorded.header.author.actor);
    timeline.items.push_back(
        {.title = told.title,
         .datetime = to_text(recorded.header.recorded_at),
         .when = for_people(recorded.header.recorded_at),
         .by = name.empty() ? "Kith" : name,
         .content = html::each(told.lines, [](auto const& line) { return html::markup("<p>{}</p>", line); })});
  }
  std::ranges::reverse(timeline.items);
  return html::timeline(timeline);
}

Html actions(access::Visitor const& visitor, PersonRecord const& record, access::Resource const& resource,
             bool identity_protected) {
  Html items;
  auto may = [&](Action action) { return static_cast<bool>(access::decide(visitor.subject, action, resource)); };
  auto add = [&](html::Url const& href, std::string_view text) {
    items.add("<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>", href, text);
  };
  auto const id = record.person;
  if (may(Action::work_enquiry)) add(html::url("/people/{}/details", id), "Change details");
  if (may(Action::protect_address)) {
    add(html::url("/people/{}/protect-address", id),
        record.protected_address ? "Change who may see the address" : "Protect the address");
    if (record.protected_address) add(html::url("/people/{}/lift-protection", id), "Show the address again");
  }
  if (may(Action::restrict_record)) {
    add(html::url("/people/{}/restrict", id),
        record.restricted ? "Change who may see this record" : "Restrict this record");
    if (record.restricted) add(html::url("/people/{}/lift-restriction", id), "Lift the restriction");
    if (identity_protected)
      add(html::url("/people/{}/lift-identity-protection", id), "End the protection of the identity");
    else
      add(html::url("/people/{}/protect-identity", id), "Protect the identity");
  }
  return items.empty() ? Html{} : html::markup("<ul class=\"govuk-list\">{}</ul>", items);
}

http::Answer show(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                  PersonSection const& section) {
  auto const opened = open_person(services, visitor, request, Action::search_people);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const& record = opened->record;
  auto const& profile = *services.profile;
  bool const address_open = opened->decision.sight == access::Sight::everything;
  html::Page page;
  page.title = "Person " + record.reference;
  page.heading = record.shown_name();
  if (auto const done = person_done_words(request.query.get("done")); !done.empty())
    page.above_heading = html::notification_banner({.text = done, .success = true});
  if (record.restricted)
    page.main += html::warning_text({.text = "Restricted record: only the people named on it know that it exists."});
  if (record.protected_address && address_open)
    page.main += html::warning_text(
        {.text = "Protected address: you see it because you are named. Do not pass it on, nor write it in a note."});
  page.main += details_list(*opened, profile, address_open);
  Html history;
  {
    auto reader = services.readers->lease();
    auto family = family_members(*reader, record.family);
    std::erase_if(family, [&](PersonRecord const& member) {
      return member.person == record.person ||
             (member.restricted && !is_named(*reader, member.person, visitor.subject.account));
    });
    if (access::may_enter(visitor.subject, Action::see_inbox)) page.main += other_records(*reader, visitor, record);
    page.main += actions(visitor, record, resource_of(*reader, record, visitor.subject.account),
                         has_protected_identity(*reader, record.person)) +
                 html::markup("<h2 class=\"govuk-heading-m\">Family</h2>{}", family_list(family));
    history = history_of(*reader, *opened, profile, address_open);
  }
  if (section) page.main += section(services, visitor, record);
  page.main += html::markup("<h2 class=\"govuk-heading-m\">What happened to this record</h2>{}", history);
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

void hang_person_page(http::Router& router, access::Services const& services, PersonSection section) {
  access::add(router, services,
              {.method = http::Method::get,
               .pattern = "/people/{id}",
               .action = Action::search_people,
               .name = "person",
               .summary = "What is known of one person, with its history",
               .page = [section = std::move(section)](auto const& s, auto const& v, auto const& r) {
                 return show(s, v, r, section);
               }});
}

}  // namespace kith::people
