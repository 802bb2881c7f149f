// Who else is working with this family, and who has looked at its record.
#include <map>

#include "access/accounts.h"
#include "access/read_log_search.h"
#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "html/components/button.h"
#include "html/components/sortable_table.h"
#include "html/components/tag.h"

namespace kith::family {

namespace {

using html::Html;

Html member_links(MemberRow const& member, OpenedFamily const& opened, access::Subject const& subject) {
  Html html;
  auto add = [&](std::string_view slug, std::string_view words) {
    html.add("{}<a class=\"govuk-link\" href=\"{}\">{}<span class=\"govuk-visually-hidden\">: {}</span></a>",
             html.empty() ? "" : "<br>", family_url(opened.family, slug).with("member", member.member.text()), words,
             member.name);
  };
  bool const manages = opened.may(subject, access::Action::manage_team);
  bool const self = member.account == subject.account;
  if (self || manages) add("leave", self ? "I am no longer involved" : "No longer involved");
  if (manages && !member.leads) add("lead", "Make lead practitioner");
  return html;
}

Html team_table(std::vector<MemberRow> const& team, OpenedFamily const& opened, access::Subject const& subject,
                profile::Profile const& profile, bool there) {
  html::SortableTable table{
      .caption = there ? "Working with the family now" : "No longer involved",
      .columns = {{.text = "Name"}, {.text = "Agency and part"}, {.text = "Phone"}, {.text = "Since"}}};
  if (there) table.columns.push_back({.text = "Change"});
  for (auto const& member : team) {
    if (member.left_on.has_value() == there) continue;
    auto name = html::text(member.name);
    if (member.leads) name.add("<br>{}", html::tag({.text = html::text(profile.practice.names.lead)}));
    auto const part = profile::label_of(profile.practice.team_roles, member.role);
    std::vector<Html> row = {name, html::markup("{}<br>{}", enquiry::agency_words(profile, member.agency), part),
                             member.phone.empty() ? "Not recorded" : member.phone,
                             for_people(member.from) + (member.left_on ? " to " + for_people(*member.left_on) : "")};
    if (there) row.push_back(member_links(member, opened, subject));
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty())
    return there ? html::markup("<p class=\"govuk-body\">Nobody is in the team yet.</p>") : Html{};
  return html::sortable_table(table);
}

http::Answer show_team(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const opened = open(services, visitor, request, access::Action::see_family);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const team = team_of(*services.readers->lease(), opened->family);
  auto const& subject = visitor.subject;
  auto main = team_table(team, *opened, subject, *services.profile, true);
  if (opened->may(subject, access::Action::manage_team))
    main += html::button({.text = "Add somebody", .href = family_url(opened->family, "add-member")});
  main += team_table(team, *opened, subject, *services.profile, false);
  main += html::markup(
      "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">I know this family outside work</a></p>",
      family_url(opened->family, "conflict"));
  if (opened->may(subject, access::Action::manage_team))
    main +=
        html::markup("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">End a conflict of interest</a></p>",
                     family_url(opened->family, "end-conflict"));
  return family_page(services, visitor, *opened, "team", "Team", main, done_words(request));
}

// ---- who has looked

Html glass_table(std::vector<GlassRow> const& glasses, OpenedFamily const& opened, access::Subject const& subject) {
  html::SortableTable table{.caption = "Opened in an emergency",
                            .columns = {{.text = "Who and when"}, {.text = "Why"}, {.text = "Review"}}};
  for (auto const& glass : glasses) {
    Html review = glass.finding ? html::markup("{} {}", label(*glass.finding), glass.note)
                                : html::tag({.text = "To be reviewed", .colour = html::TagColour::red});
    if (!glass.finding && opened.may(subject, access::Action::review_broken_glass) && glass.account != subject.account)
      review.add("<br><a class=\"govuk-link\" href=\"{}\">Review it</a>",
                 family_url(opened.family, "review").with("glass", glass.glass.text()));
    table.rows.push_back({html::markup("{}<br>{}", glass.account_name, for_people(glass.broken_at)),
                          html::markup("{}<br>{}", label(glass.category), glass.reason), review});
  }
  return table.rows.empty() ? Html{} : html::sortable_table(table);
}

http::Answer show_readers(access::Services const& services, access::Visitor const& visitor,
                          http::Request const& request) {
  auto const opened = open(services, visitor, request, access::Action::see_family,
                           {.kind = access::FieldClass::entry, .own_agency = true});
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const until = services.reads->bytes();
  auto const found =
      access::find_looks(services.reads->file(), {.record = opened->family.text(), .until = until, .page_size = 200});
  if (!found) return access::error_page(services, visitor, found.error());
  auto reader = services.readers->lease();
  std::map<std::string, std::string> names;
  for (auto const& account : access::all_accounts(*reader)) names[account.account.text()] = account.name;
  html::SortableTable table{.caption = "Who has looked, newest first",
                            .columns = {{.text = "When"}, {.text = "Who"}, {.text = "Agency"}, {.text = "What for"}}};
  for (auto const& look : found->looks) {
    auto const at = parse_instant(look.at);
    auto const action = parse<access::Action>(look.action);
    auto const name = names.find(look.account);
    // Somebody without an account came by a link and a code; the look says by which.
    bool const guest = access::ActorId::parse(look.account).value_or(access::ActorId{}).is_nil();
    table.rows.push_back({at ? for_people(*at) : look.at,
                          guest                 ? std::string{"By a link and a code"}
                          : name == names.end() ? look.account
                                                : name->second,
                          enquiry::agency_words(*services.profile, look.agency),
                          guest    ? std::string_view{look.about}
                          : action ? label(*action)
                                   : std::string_view{look.action}});
  }
  auto main = glass_table(glasses_of(*reader, opened->family), *opened, visitor.subject) + html::sortable_table(table);
  if (found->older)
    main.add("<p class=\"govuk-body\">The {} latest looks. A manager finds older ones in the log of looks.</p>",
             table.rows.size());
  return family_page(services, visitor, *opened, "readers", "Who has looked", main, done_words(request));
}

}  // namespace

void hang_team(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/families/{id}/team",
               .action = access::Action::see_family,
               .name = "family_team",
               .summary = "Who works with a family",
               .page = show_team});
}

void hang_readers(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/families/{id}/readers",
               .action = access::Action::see_family,
               .name = "family_readers",
               .summary = "Who has looked at a family's record",
               .page = show_readers});
}

}  // namespace kith::family
