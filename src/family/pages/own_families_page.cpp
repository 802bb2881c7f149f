// The families of the one who is signed in, what their agency was given, and the steps that wait for a second person.
#include <algorithm>

#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "html/components/banners.h"
#include "html/components/sortable_table.h"
#include "html/components/tag.h"
#include "profile/clock.h"

namespace kith::family {

namespace {

using html::Html;

// Each child's first name and age, and the one who was seen longest ago.
struct FamilyLine {
  OpenedFamily opened;
  std::vector<people::PersonRecord> children;
  std::optional<Date> seen_on;  // the earliest of the children's last times
  bool never_seen = false;
};

std::optional<FamilyLine> line_of(sql::Connection& c, FamilyId family, access::Visitor const& visitor, Instant now) {
  auto opened = glimpse(c, family, visitor.subject, now);
  if (!opened) return std::nullopt;
  FamilyLine line;
  line.opened = *std::move(opened);
  line.children = children_of(line.opened, london_date(now));
  for (auto const& child : line.children) {
    auto const seen = last_seen(c, child.person);
    if (!seen) line.never_seen = true;
    if (seen && (!line.seen_on || seen->on < *line.seen_on)) line.seen_on = seen->on;
  }
  return line;
}

Html family_link(FamilyLine const& line, Date today) {
  Html children;
  for (auto const& child : line.children) {
    if (!children.empty()) children.add(", ");
    children.add("{}", enquiry::listed_child(child, today));
  }
  return html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a><br>{}", family_url(line.opened.family),
                      line.opened.name(), children);
}

Html seen_cell(FamilyLine const& line, profile::Profile const& profile, Instant now) {
  auto const overdue = html::tag({.text = "Overdue", .colour = html::TagColour::red});
  if (line.children.empty()) return html::text("No child on record");
  if (line.never_seen) return html::markup("{} A child not seen yet", overdue);
  if (profile::is_overdue(profile.clocks.child_seen, from_london(*line.seen_on, 12), now))
    return html::markup("{} {}", overdue, for_people(*line.seen_on));
  return html::text(for_people(*line.seen_on));
}

Html own_table(sql::Connection& c, access::Services const& services, access::Visitor const& visitor,
               std::vector<std::string>& ids) {
  auto const now = services.now();
  html::SortableTable table{.caption = "Families I work with",
                            .columns = {{.text = "Family"}, {.text = "My part"}, {.text = "Children last seen"}}};
  for (auto const& own : families_of(c, visitor.subject.account)) {
    auto const line = line_of(c, own.family, visitor, now);
    if (!line) continue;
    ids.push_back(own.family.text());
    table.rows.push_back(
        {family_link(*line, london_date(now)),
         html::markup("{}<br>since {}", own.leads ? services.profile->practice.names.lead : "In the team",
                      for_people(own.since)),
         seen_cell(*line, *services.profile, now)});
  }
  if (table.rows.empty())
    return html::markup("<p class=\"govuk-body\">You are in no family’s team. When you join one, it stands here.</p>");
  return html::sortable_table(table);
}

Html held_table(sql::Connection& c, access::Services const& services, access::Visitor const& visitor,
                std::vector<std::string>& ids) {
  auto const now = services.now();
  html::SortableTable table{.caption = "Given to my agency: somebody is to take them on",
                            .columns = {{.text = "Family"}, {.text = "Take on"}}};
  if (!visitor.subject.is(access::Role::practitioner)) return {};
  for (auto const& family : families_held_by(c, visitor.subject.agency, visitor.subject.account, 50)) {
    auto const line = line_of(c, family, visitor, now);
    if (!line) continue;
    ids.push_back(family.text());
    table.rows.push_back(
        {family_link(*line, london_date(now)), html::markup("<a class=\"govuk-link\" href=\"{}\">Take on<span "
                                                            "class=\"govuk-visually-hidden\"> {}</span></a>",
                                                            family_url(family, "join"), line->opened.name())});
  }
  return table.rows.empty() ? Html{} : html::sortable_table(table);
}

std::string joined_ids(std::vector<std::string> const& ids) {
  std::string all;
  for (auto const& id : ids) all += (all.empty() ? "" : ",") + id;
  return all;
}

http::Answer show_own_families(access::Services const& services, access::Visitor const& visitor,
                               http::Request const& request) {
  using access::Action;
  std::vector<std::string> ids;
  Html main;
  {
    auto reader = services.readers->lease();
    main = own_table(*reader, services, visitor, ids) + held_table(*reader, services, visitor, ids);
  }
  if (!ids.empty()) {
    auto const noted = access::note_read(services, visitor, request, Action::see_families,
                                         access::decide(visitor.subject, Action::see_families),
                                         "list of " + std::to_string(ids.size()), joined_ids(ids));
    if (!noted) return access::error_page(services, visitor, noted.error());
  }
  html::Page page;
  page.title = "My families";
  page.heading = html::text(page.title);
  if (auto const done = done_words(request); !done.empty())
    page.above_heading = html::notification_banner({.text = done, .success = true});
  page.main = std::move(main);
  return access::framed(services, visitor, std::move(page));
}

// ---- what waits for a second person, and what was opened in an emergency

Html overdue_tag(Instant due, Instant now) {
  return now > due ? html::tag({.text = "Overdue", .colour = html::TagColour::red}) : Html{};
}

http::Answer show_second_looks(access::Services const& services, access::Visitor const& visitor,
                               http::Request const& request) {
  using access::Action;
  auto const now = services.now();
  auto const limit = services.profile->clocks.second_person;
  std::vector<std::string> ids;
  html::SortableTable table{
      .caption = "Oldest first",
      .columns = {{.text = "Family"}, {.text = "What"}, {.text = "By whom, since when"}, {.text = "Due"}}};
  auto add = [&](sql::Connection& c, FamilyId family, html::Url const& href, std::string const& what,
                 std::string const& who, Instant at) {
    auto const line = line_of(c, family, visitor, now);
    if (!line) return;
    ids.push_back(family.text());
    auto const due = profile::due(limit, at);
    table.rows.push_back({html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", href, line->opened.name()), what,
                          who + ", " + for_people(at),
                          html::markup("{} {}", for_people(london_date(due)), overdue_tag(due, now))});
  };
  {
    auto reader = services.readers->lease();
    if (access::may_enter(visitor.subject, Action::review_broken_glass))
      for (auto const& glass : glasses_to_review(*reader))
        add(*reader, glass.family, family_url(glass.family, "review").with("glass", glass.glass.text()),
            "Opened in an emergency", glass.account_name, glass.broken_at);
    for (auto const& ask : asks_waiting(*reader))
      add(*reader, ask.family, family_url(ask.family, "second").with("ask", ask.ask.text()),
          std::string{label(ask.about)}, ask.asked_by_name, ask.asked_at);
  }
  if (!ids.empty()) {
    auto const noted = access::note_read(services, visitor, request, Action::confirm_as_second,
                                         access::decide(visitor.subject, Action::see_families),
                                         "list of " + std::to_string(ids.size()), joined_ids(ids));
    if (!noted) return access::error_page(services, visitor, noted.error());
  }
  html::Page page;
  page.title = "For a second look";
  page.heading = html::text(page.title);
  page.main =
      html::markup(
          "<p class=\"govuk-body\">Steps that a second named person looks at, by the next working day. "
          "Help goes on meanwhile.</p>") +
      (table.rows.empty() ? html::markup("<p class=\"govuk-body\">Nothing waits.</p>") : html::sortable_table(table));
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

void hang_own_families(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/families",
               .action = access::Action::see_families,
               .name = "families",
               .summary = "The families one works with",
               .page = show_own_families});
}

void hang_second_looks(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/second-looks",
               .action = access::Action::confirm_as_second,
               .name = "second_looks",
               .summary = "Steps that wait for a second person",
               .page = show_second_looks});
}

void hang_routes(http::Router& router, access::Services const& services, Additions additions) {
  hang_own_families(router, services);
  hang_second_looks(router, services);
  hang_overview(router, services, additions);
  hang_people(router, services);
  hang_timeline(router, services, additions);
  hang_sharing(router, services);
  hang_team(router, services);
  hang_readers(router, services);
  hang_caseloads(router, services);
  hang_decisions(router, services);
  hang_help(router, services);
  hang_reflections(router, services);
  hang_forms(router, services);
}

}  // namespace kith::family
