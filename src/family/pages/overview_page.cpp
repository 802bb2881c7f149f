// A family at a glance: each child's line, who helps, what is agreed, the plan, the last notes. As much of it as the
// one who asks may see.
#include "enquiry/pages/enquiry_parts.h"
#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "html/components/button.h"
#include "html/components/summary_list.h"
#include "html/components/tag.h"
#include "html/components/text_blocks.h"
#include "profile/clock.h"

namespace kith::family {

namespace {

using html::Html;

// ---- the child's line, always in sight

struct ChildLine {
  people::PersonRecord child;
  std::optional<Seen> seen;
  std::optional<Date> alone_on;
  bool words_open = false;  // may the one who asks read what the child said?
};

Html seen_words(ChildLine const& line, profile::Profile const& profile, Instant now) {
  auto const limit = profile.clocks.child_seen;
  auto const overdue = enquiry::overdue_tag();
  if (!line.seen) return html::markup("{} Not seen yet", overdue);
  auto const& seen = *line.seen;
  auto html = html::markup("{}, {}, by {}", for_people(seen.on), seen.alone ? "alone" : "not alone", seen.by);
  if (profile::is_overdue(limit, noon_of(seen.on), now)) html = overdue + html::markup(" Last seen {}", html);
  if (!seen.alone)
    html.add("<br>{}", line.alone_on ? "Last seen alone " + for_people(*line.alone_on) : "Never seen alone");
  if (!line.words_open) return html;
  auto add = [&](char const* what, std::string const& text) {
    if (!text.empty())
      html.add("<p class=\"govuk-body govuk-!-margin-bottom-1\"><strong>{}</strong> {}</p>", what, text);
  };
  add("Said:", seen.said);
  add("Wants:", seen.wants);
  add("A day is like:", seen.day_is_like);
  return html;
}

Html child_lines(std::vector<ChildLine> const& lines, profile::Profile const& profile, Instant now) {
  html::SummaryList list;
  for (auto const& line : lines) {
    auto const age = enquiry::age_words(line.child, london_date(now));
    list.rows.push_back({.key = {.text = html::markup("{}, {}", line.child.shown_name(), age)},
                         .value = {.text = seen_words(line, profile, now)}});
  }
  return html::markup("<h2 class=\"govuk-heading-m\">The children</h2>") + html::summary_list(list);
}

Html adults(OpenedFamily const& opened, Date today) {
  Html items;
  for (auto const& member : opened.members)
    if (!is_child(member, today)) items.add("<li>{}</li>", member.shown_name());
  if (items.empty()) return {};
  return html::markup("<h2 class=\"govuk-heading-m\">Adults</h2><ul class=\"govuk-list\">{}</ul>", items);
}

// ---- who helps, as a few lines; the team has its own page

Html who_helps(std::vector<MemberRow> const& team, profile::Profile const& profile, bool whole) {
  Html items;
  for (auto const& member : team) {
    if (member.left_on || (!whole && !member.leads)) continue;
    auto const agency = enquiry::agency_words(profile, member.agency);
    items.add("<li>{}{}, {}{}</li>", member.leads ? profile.practice.names.lead + ": " : "", member.name, agency,
              member.phone.empty() ? "" : ", " + member.phone);
  }
  if (items.empty())
    items = html::markup("<li>{} {}</li>", html::tag({.text = "No lead", .colour = html::TagColour::red}),
                         "Nobody is in the team yet. Ring the early help hub on " + profile.contacts.hub_phone + ".");
  return html::markup(
      "<h2 class=\"govuk-heading-m\">Who is working with this family</h2><ul class=\"govuk-list\">{}</ul>", items);
}

Html agreement_line(std::vector<AnswerRow> const& answers, FamilyId family) {
  auto const link =
      html::markup("<a class=\"govuk-link\" href=\"{}\">Agreement and sharing</a>", family_url(family, "sharing"));
  if (answers.empty())
    return html::markup(
        "<h2 class=\"govuk-heading-m\">Agreement</h2><p class=\"govuk-body\">Nobody has been asked yet "
        "whether they want to take part. {}</p>",
        link);
  auto const& latest = answers.front();
  return html::markup("<h2 class=\"govuk-heading-m\">Agreement</h2><p class=\"govuk-body\">{}: {}, {}. {}</p>",
                      latest.who, label(latest.answer), for_people(latest.on), link);
}

Html buttons(access::Subject const& subject, OpenedFamily const& opened) {
  using access::Action;
  Html html;
  auto add = [&](Action action, std::string_view words, std::string_view slug, bool first) {
    if (!opened.may(subject, action)) return;
    html += html::button({.text = words,
                          .href = family_url(opened.family, slug),
                          .variant = first ? html::ButtonVariant::standard : html::ButtonVariant::secondary});
  };
  add(Action::write_in_record, "Write it down", "note", true);
  add(Action::write_in_record, "A child was seen", "seen", false);
  add(Action::join_team, "Take this family on", "join", true);
  add(Action::break_glass, "Open in an emergency", "emergency", false);
  return html.empty() ? html : html::button_group(html);
}

Html waiting_for_second(std::vector<AskRow> const& asks, access::Subject const& subject, OpenedFamily const& opened) {
  Html items;
  for (auto const& ask : asks) {
    if (ask.agrees) continue;
    auto words = html::markup("{}, since {}", label(ask.about), for_people(ask.asked_at));
    if (opened.may(subject, access::Action::confirm_as_second) && ask.asked_by != subject.account)
      words.add(": <a class=\"govuk-link\" href=\"{}\">give your word</a>",
                family_url(opened.family, "second").with("ask", ask.ask.text()));
    items.add("<li>{}</li>", words);
  }
  if (items.empty()) return {};
  return html::inset_text({.text = html::markup("<p class=\"govuk-body\">Waits for a second named person; help goes on "
                                                "meanwhile.</p><ul class=\"govuk-list\">{}</ul>",
                                                items)});
}

// Somebody who may know only that the family is known, and whom to ring.
Html known_only(std::vector<MemberRow> const& team, profile::Profile const& profile) {
  return html::inset_text({.text = "This family is known to early help. Ring the lead practitioner: they can tell you "
                                   "what you need for your work."}) +
         who_helps(team, profile, false);
}

http::Answer show_overview(access::Services const& services, access::Visitor const& visitor,
                           http::Request const& request, Additions const& additions) {
  auto const opened = open(services, visitor, request, access::Action::see_family, {.kind = access::FieldClass::known});
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const& profile = *services.profile;
  auto const now = services.now();
  auto const today = london_date(now);
  auto const sight = opened->decision.sight;
  auto reader = services.readers->lease();
  auto const team = team_of(*reader, opened->family);
  Html main;
  if (sight < access::FamilySight::card) {
    main = known_only(team, profile) + buttons(visitor.subject, *opened);
    return family_page(services, visitor, *opened, "overview", opened->name(), main, done_words(request));
  }
  bool const shared = sight >= access::FamilySight::shared;
  std::vector<ChildLine> lines;
  for (auto const& child : children_of(*opened, today)) {
    auto seen = last_seen(*reader, child.person);
    bool const words_open =
        seen && opened->shows(visitor.subject, Standing::field_of(seen->author, seen->agency, visitor.subject));
    lines.push_back({child, std::move(seen), last_seen_alone(*reader, child.person), words_open});
  }
  main = buttons(visitor.subject, *opened);
  if (shared) main += waiting_for_second(asks_of(*reader, opened->family), visitor.subject, *opened);
  main += child_lines(lines, profile, now) + adults(*opened, today) + who_helps(team, profile, true);
  if (sight >= access::FamilySight::own_entries) {
    main += agreement_line(answers_of(*reader, opened->family), opened->family);
    if (additions.plan_summary) main += additions.plan_summary(services, visitor, *opened);
    auto happened = timeline_of(*reader, *opened, services, visitor, additions);
    if (happened.size() > 6) happened.resize(6);
    main += html::markup("<h2 class=\"govuk-heading-m\">Latest</h2>") + timeline_html(happened, 3) +
            html::markup("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">The whole timeline</a></p>",
                         family_url(opened->family, "timeline"));
  }
  return family_page(services, visitor, *opened, "overview", opened->name(), main, done_words(request));
}

}  // namespace

void hang_overview(http::Router& router, access::Services const& services, Additions const& additions) {
  access::add(
      router, services,
      {.pattern = "/families/{id}",
       .action = access::Action::see_family,
       .name = "family",
       .summary = "A family at a glance",
       .page = [additions](auto const& s, auto const& v, auto const& r) { return show_overview(s, v, r, additions); }});
}

}  // namespace kith::family
