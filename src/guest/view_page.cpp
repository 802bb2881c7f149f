// A family's own view as its worker sees it: whether it may be open, who has a link, what they said, and the page just
// as each of them reads it.
#include "enquiry/pages/enquiry_parts.h"
#include "enquiry/pages/words.h"
#include "guest/guest_pages.h"
#include "html/components/button.h"
#include "html/components/sortable_table.h"
#include "html/components/tag.h"
#include "html/components/text_blocks.h"
#include "message/records.h"

namespace kith::guest {

namespace {

using access::Action;
using family::family_url;
using family::OpenedFamily;
using html::Html;

access::Field const view_field{.kind = access::FieldClass::entry, .own_agency = true};

Html link_to(html::Url const& href, std::string_view words, std::string_view about) {
  return html::markup("<a class=\"govuk-link\" href=\"{}\">{}<span class=\"govuk-visually-hidden\">: {}</span></a>",
                      href, words, about);
}

Html state_of(std::vector<people::PersonRecord> const& waiting, std::vector<AskedRow> const& asked) {
  if (std::ranges::any_of(asked, &AskedRow::afraid))
    return html::inset_text({.text = html::markup("{} Somebody who was asked said that it is not safe. Nobody of the "
                                                  "family can read anything, and no message goes out.",
                                                  html::tag({.text = "Shut", .colour = html::TagColour::red}))});
  if (waiting.empty())
    return html::inset_text(
        {.text = html::markup("{} Every adult was asked alone. Whoever has a link and the code "
                              "can read the plan.",
                              html::tag({.text = "May be open", .colour = html::TagColour::green}))});
  Html names;
  for (auto const& person : waiting)
    names.add("<li>{}{}</li>", person.shown_name(),
              person.details.date_of_birth ? "" : ", whose birth date is not known");
  return html::inset_text({.text = html::markup("{} Each adult is asked alone first. Still to be asked:<ul "
                                                "class=\"govuk-list govuk-list--bullet\">{}</ul>",
                                                html::tag({.text = "Shut", .colour = html::TagColour::grey}), names)});
}

Html people_table(sql::Connection& c, OpenedFamily const& opened, std::vector<AskedRow> const& asked, bool may_write,
                  Date today) {
  html::SortableTable table{.caption = "Who was asked, and what they said",
                            .columns = {{.text = "Who"}, {.text = "What they said"}, {.text = "When and by whom"}}};
  if (may_write) table.columns.push_back({.text = "Next"});
  for (auto const& member : opened.members) {
    auto const row = std::ranges::find(asked, member.person, &AskedRow::person);
    bool const told = row != asked.end();
    Html said = told ? html::text(label(row->said)) : html::text("Not asked yet");
    if (told && !row->alone)
      said.add("<br>{}", html::tag({.text = "Not alone: ask again", .colour = html::TagColour::red}));
    std::vector<Html> cells = {html::markup("{}, {}", member.shown_name(), enquiry::age_words(member, today)), said,
                               told ? html::markup("{}, {}, {}", for_people(row->on),
                                                   row->alone ? "alone" : "with others there", row->asked_by)
                                    : Html{}};
    if (may_write) {
      auto next = link_to(family_url(opened.family, "view-ask").with("person", member.person.text()),
                          told ? "Ask again" : "Record what they said", member.shown_name());
      if (access::view_is_open(view_standing_of(c, opened.family, member.person, today)))
        next.add("<br>{}", link_to(family_url(opened.family, "view-invite").with("person", member.person.text()),
                                   "Send a link", member.shown_name()));
      next.add("<br>{}", link_to(family_url(opened.family, "view-as").with("person", member.person.text()),
                                 "What they would read", member.shown_name()));
      cells.push_back(std::move(next));
    }
    table.rows.push_back(std::move(cells));
  }
  return html::sortable_table(table);
}

Html guests_table(sql::Connection& c, std::vector<GuestRow> const& guests, OpenedFamily const& opened, bool may_write,
                  Date today) {
  if (guests.empty()) return html::markup("<p class=\"govuk-body\">Nobody has a link.</p>");
  html::SortableTable table{.caption = "Who has a link",
                            .columns = {{.text = "Who"}, {.text = "Sent to"}, {.text = "From and until"}}};
  if (may_write) table.columns.push_back({.text = "Change"});
  for (auto const& guest : guests) {
    auto who = html::markup("{}<br>{}", guest.name, label(guest.kind));
    if (!opens(c, guest, today)) who.add("<br>{}", html::tag({.text = "Shut", .colour = html::TagColour::grey}));
    std::vector<Html> cells = {
        who,
        html::markup("{}{}", message::masked(guest.channel, guest.to.reveal()),
                     guest.news ? ", and told when something changes" : ""),
        for_people(london_date(guest.invited_at)) + " to " + for_people(london_date(guest.until))};
    if (may_write)
      cells.push_back(
          link_to(family_url(opened.family, "view-end").with("guest", guest.guest.text()), "End it", guest.name));
    table.rows.push_back(std::move(cells));
  }
  return html::sortable_table(table);
}

Html team_links(std::vector<family::MemberRow> const& team, OpenedFamily const& opened, access::ActorId visitor) {
  Html items;
  for (auto const& row : team)
    if (!row.left_on && row.account != visitor)
      items.add("<li>{}: {}</li>", row.name,
                link_to(family_url(opened.family, "partner-link").with("member", row.member.text()),
                        "send a link to their actions", row.name));
  return items.empty() ? items
                       : html::markup(
                             "<h2 class=\"govuk-heading-m\">Partners who would rather not sign in</h2><ul "
                             "class=\"govuk-list govuk-list--bullet\">{}</ul>",
                             items);
}

// What the family said stands for those who see the shared record.
Html said_list(std::vector<SaidRow> const& said) {
  if (said.empty()) return {};
  html::SortableTable table{.caption = "What they said by their link",
                            .columns = {{.text = "Who and when"}, {.text = "What they said"}}};
  for (auto const& row : said) {
    auto words = row.agrees
                     ? html::markup("{}", *row.agrees ? "Agrees with the plan" : "Wants something to be different")
                     : Html{};
    if (!row.text.empty())
      words.add("{}{}", words.empty() ? Html{} : html::markup("<br>"), enquiry::lines_of(row.text));
    table.rows.push_back({html::markup("{}<br>{}", row.who, for_people(row.at)), words});
  }
  return html::sortable_table(table);
}

http::Answer show_view(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const opened = family::open(services, visitor, request, Action::see_family, view_field);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const now = services.now();
  auto const today = london_date(now);
  bool const may_write = opened->may(visitor.subject, Action::record_agreement);
  auto reader = services.readers->lease();
  auto const asked = asked_of(*reader, opened->family);
  auto main = html::markup("<h2 class=\"govuk-heading-m\">The family’s own view</h2>") +
              state_of(still_to_be_asked(*reader, opened->family, today), asked) +
              people_table(*reader, *opened, asked, may_write, today);
  if (opened->decision.sight >= access::FamilySight::shared) main += said_list(said_in(*reader, opened->family));
  main += guests_table(*reader, guests_of(*reader, opened->family, now), *opened, may_write, today);
  main += html::markup(
      "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">What the family may read, and what is kept from "
      "whom</a></p>",
      family_url(opened->family, "view-marks"));
  if (opened->may(visitor.subject, Action::manage_team))
    main += team_links(family::team_of(*reader, opened->family), *opened, visitor.subject.account);
  std::string_view done;
  for (auto const& forms : {view_forms(), mark_forms()})
    for (auto const& form : forms)
      if (form.slug == request.query.get("done")) done = form.done;
  return family::family_page(services, visitor, *opened, "view", "The family’s own view", main, done);
}

http::Answer show_as(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const opened = family::open(services, visitor, request, Action::record_agreement,
                                   {.kind = access::FieldClass::entry, .own_agency = true});
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const id = PersonId::parse(request.query.get("person"));
  auto const member = std::ranges::find_if(opened->members, [&](auto const& one) { return id && one.person == *id; });
  if (member == opened->members.end())
    return access::error_page(services, visitor, not_found("no_person", "There is no such person in this family."));
  auto reader = services.readers->lease();
  auto const today = london_date(services.now());
  auto plan =
      our_plan(*reader, opened->family, plan_now(*reader, opened->family),
               {member->person, view_standing_of(*reader, opened->family, member->person, today)}, *services.profile);
  auto const open = access::view_is_open(view_standing_of(*reader, opened->family, member->person, today));
  auto const words = door::words_for("en", true);
  // What was said by a link stands for those who see the shared record, here too.
  if (opened->decision.sight < access::FamilySight::shared) plan.said.clear();
  html::Page page;
  page.title = "What " + member->shown_name() + " would read";
  page.heading = html::text(page.title);
  page.back_link = html::BackLink{.text = "Back to the family’s own view", .href = family_url(opened->family, "view")};
  page.main = open ? our_plan_html(plan, words, *services.profile)
                   : html::inset_text({.text = html::markup("Nothing. {}", words_of_rule(open.rule))});
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

void hang_worker_pages(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/families/{id}/view",
               .action = Action::see_family,
               .name = "family_view",
               .summary = "Whether the family may read its own plan, and who has a link",
               .page = show_view});
  access::add(router, services,
              {.pattern = "/families/{id}/view-as",
               .action = Action::record_agreement,
               .name = "family_view_as",
               .summary = "The plan just as one of the family would read it",
               .page = show_as});
  family::hang(router, services, view_forms());
}

}  // namespace kith::guest
