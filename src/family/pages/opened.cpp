// Opening a family: the way through that all of its pages share.
#include <algorithm>
#include <map>

#include "family/pages/family_pages.h"
#include "html/components/banners.h"
#include "html/components/sub_navigation.h"
#include "html/components/text_blocks.h"

namespace kith::family {

namespace {

// The read log keeps decisions of one shape.
access::Decision logged(access::FamilyDecision const& decision) {
  auto const sight = decision.sight >= access::FamilySight::card ? access::Sight::record : access::Sight::status;
  return {decision.allowed, decision.hidden, decision.rule, sight};
}

html::Html navigation(access::Subject const& subject, OpenedFamily const& opened, std::string const& current) {
  html::SubNavigation navigation{.label = "This family"};
  auto add = [&](std::string const& text, std::string_view part, std::string const& code) {
    navigation.items.push_back({.text = text, .href = family_url(opened.family, part), .current = code == current});
  };
  add("Overview", "", "overview");
  bool const inside = opened.decision.sight >= access::FamilySight::own_entries;
  if (inside) {
    add("Plan", "plan", "plan");
    add("Meetings", "meetings", "meetings");
    add("Help", "help", "help");
    add("Timeline", "timeline", "timeline");
    add("People", "people", "people");
    add("Agreement and sharing", "sharing", "sharing");
  }
  add("Team", "team", "team");
  if (inside) add("The family’s own view", "view", "view");
  if (opened.decision.sight >= access::FamilySight::card) add("Decisions", "decisions", "decisions");
  if (inside || opened.may(subject, access::Action::manage_team)) add("Who has looked", "readers", "readers");
  return html::sub_navigation(navigation);
}

// What must be known before anything is read: that the record is open for an hour only, that the family has left.
html::Html warnings(OpenedFamily const& opened) {
  html::Html html;
  if (opened.decision.rule == "broken_glass")
    html += html::warning_text(
        {.text = "You opened this record in an emergency. It stays open to you for an hour. A manager looks at why you "
                 "opened it by the next working day."});
  if (opened.standing.standing.left_early_help)
    html += html::warning_text(
        {.text = "This family no longer takes part in early help. Sharing with the team has stopped. The record is "
                 "kept; a manager or the lead practitioner decides within five working days whether to close it or, "
                 "for a reason of safety, to step it up."});
  return html;
}

}  // namespace

Error no_such_family() {
  return not_found("no_family", "There is no such family. Check the address, or look for it among your families.");
}

html::Url family_url(FamilyId family) { return html::url("/families/{}", family); }
html::Url family_url(FamilyId family, std::string_view part) {
  return part.empty() ? family_url(family) : html::url("/families/{}/{}", family, part);
}

std::string OpenedFamily::name() const {
  std::map<std::string, int> counts;
  for (auto const& member : members)
    if (!member.details.surname.reveal().empty()) ++counts[member.details.surname.reveal()];
  if (counts.empty()) return "A family to be identified";
  auto const most = std::ranges::max_element(counts, {}, [](auto const& entry) { return entry.second; });
  return "The " + most->first + " family";
}

bool OpenedFamily::shows(access::Subject const& subject, Entry const& entry) const {
  return shows(subject, standing.field_of(entry, subject));
}

bool OpenedFamily::shows(access::Subject const& subject, access::Field const& field) const {
  return static_cast<bool>(
      access::decide(subject, access::Action::see_family, standing.standing, field, standing.context));
}

bool OpenedFamily::may(access::Subject const& subject, access::Action action) const {
  return static_cast<bool>(access::decide(subject, action, standing.standing, {}, standing.context));
}

Result<OpenedFamily> open(access::Services const& services, access::Visitor const& visitor,
                          http::Request const& request, access::Action action, access::Field const& field) {
  auto const id = FamilyId::parse(request.parameters.at("id"));
  if (!id) return no_such_family();
  OpenedFamily opened;
  opened.family = *id;
  {
    auto reader = services.readers->lease();
    opened.members = people::family_members(*reader, *id);
    if (opened.members.empty()) return no_such_family();
    opened.standing = standing_of(*reader, *id, visitor.subject, services.now());
  }
  opened.decision = access::decide(visitor.subject, action, opened.standing.standing, field, opened.standing.context);
  if (opened.decision.hidden) return no_such_family();
  if (!opened.decision)
    return forbidden("not_allowed",
                     "Your part in this family's help does not include this page. If you need it for your work, ask "
                     "the lead practitioner or the early help hub.");
  TRY(access::note_read(services, visitor, request, action, logged(opened.decision), "family", id->text()));
  return opened;
}

std::optional<OpenedFamily> glimpse(sql::Connection& c, FamilyId family, access::Subject const& subject, Instant now) {
  OpenedFamily opened;
  opened.family = family;
  opened.standing = standing_of(c, family, subject, now);
  opened.decision =
      access::decide(subject, access::Action::see_family, opened.standing.standing, {}, opened.standing.context);
  if (!opened.decision) return std::nullopt;
  opened.members = people::family_members(c, family);
  return opened;
}

http::Response family_page(access::Services const& services, access::Visitor const& visitor, OpenedFamily const& opened,
                           std::string const& current, std::string const& title, html::Html main,
                           std::string_view done) {
  html::Page page;
  page.title = title + " – family record";
  if (!done.empty()) page.above_heading = html::notification_banner({.text = done, .success = true});
  page.main = html::markup("<span class=\"govuk-caption-l\">Family record</span><h1 class=\"govuk-heading-l\">{}</h1>",
                           opened.name()) +
              warnings(opened) + navigation(visitor.subject, opened, current) + main;
  return access::framed(services, visitor, std::move(page));
}

bool is_child(people::PersonRecord const& person, Date today) {
  auto const& born = person.details.date_of_birth;
  if (!born) return true;
  auto const eighteenth = Date::of(born->year() + 18, born->month(), born->day());
  return today < eighteenth.value_or(*born + 6574);
}

std::vector<people::PersonRecord> children_of(OpenedFamily const& opened, Date today) {
  std::vector<people::PersonRecord> children;
  for (auto const& member : opened.members)
    if (is_child(member, today)) children.push_back(member);
  return children;
}

}  // namespace kith::family
