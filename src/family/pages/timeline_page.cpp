// One timeline of everything, newest first; and the chronology, oldest first, that prints.
#include <algorithm>

#include "enquiry/pages/enquiry_parts.h"
#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "html/components/pagination.h"
#include "html/components/text_blocks.h"
#include "html/components/timeline.h"

namespace kith::family {

namespace {

using html::Html;

constexpr std::size_t page_size = 100;
// More than any family has; what is older stays in the journal and in the export of the family.
constexpr int most_entries = 2000;

std::string entry_title(Entry const& entry) {
  if (entry.child_seen) return "A child was seen";
  auto title = std::string{label(entry.kind)};
  if (!entry.with_whom.empty()) title += " with " + entry.with_whom;
  return title;
}

Happening happening_of(Entry const& entry, OpenedFamily const& opened, access::Services const& services,
                       access::Subject const& subject) {
  Happening h;
  h.at = entry.happened_at;
  h.recorded_at = entry.recorded_at;
  h.title = entry_title(entry);
  h.by =
      entry.author_name + (entry.agency.empty() ? "" : ", " + enquiry::agency_words(*services.profile, entry.agency));
  h.text = entry.text;
  if (entry.amended) h.text += "\n(Changed since it was written.)";
  if (entry.audience == Audience::named) h.title += " – for named people only";
  h.significant = entry.significant;
  if (opened.may(subject, access::Action::write_in_record) && !entry.child_seen)
    h.href =
        family_url(opened.family, entry.author == subject.account ? "amend" : "mark").with("entry", entry.entry.text());
  return h;
}

// Requests and referrals tell what the hub and social care did: for those who see the shared record.
void add_doors(sql::Connection& c, OpenedFamily const& opened, access::Services const& services,
               access::Subject const& subject, std::vector<Happening>& all) {
  auto const& profile = *services.profile;
  for (auto const& row : enquiry::enquiries_of_family(c, opened.family)) {
    auto const resource = enquiry::resource_of(c, row.enquiry, subject.account);
    bool const may_open = static_cast<bool>(access::decide(subject, access::Action::see_enquiry, resource));
    Happening h{.at = row.received_at, .recorded_at = row.received_at, .title = "Request for help " + row.reference};
    h.by = profile::label_of(profile.sources, row.source);
    if (row.outcome) h.text = "Screening: " + enquiry::outcome_words(profile, *row.outcome);
    if (may_open) h.href = html::url("/enquiries/{}", row.enquiry);
    all.push_back(h);
    if (row.first_contact_at)
      all.push_back(
          {.at = *row.first_contact_at, .recorded_at = *row.first_contact_at, .title = "First helpful contact"});
  }
  for (auto const& member : opened.members) {
    for (auto const& row : enquiry::allocations_of_child(c, member.person)) {
      auto const at = from_london(row.allocated_on, 12);
      all.push_back({.at = at,
                     .recorded_at = at,
                     .title = "Allocated for " + member.shown_name(),
                     .by = enquiry::agency_words(profile, row.lead_agency)});
    }
    for (auto const& row : enquiry::referrals_of_child(c, member.person)) {
      auto const at = from_london(row.referred_on, 12);
      Happening h{.at = at, .recorded_at = at, .title = "Referred to social care: " + member.shown_name()};
      h.text = row.outcome ? "Came back: " + profile::label_of(profile.step_outcomes, wire(*row.outcome))
                           : std::string{"No outcome yet. Early help stays responsible until a named worker accepts."};
      h.significant = true;
      all.push_back(std::move(h));
    }
  }
}

Html shown_item_text(Happening const& happening, bool open) {
  if (happening.text.empty()) return {};
  auto const lines = enquiry::lines_of(happening.text);
  return open ? lines : html::details({.summary = "Read it", .text = lines});
}

http::Answer show_timeline(access::Services const& services, access::Visitor const& visitor,
                           http::Request const& request, Additions const& additions) {
  auto const opened = open(services, visitor, request, access::Action::see_family,
                           {.kind = access::FieldClass::entry, .own_agency = true});
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto happened = timeline_of(*services.readers->lease(), *opened, services, visitor, additions);
  auto const pages = std::max<std::size_t>(1, (happened.size() + page_size - 1) / page_size);
  std::size_t page = 1;
  for (std::size_t i = 1; i <= pages; ++i)
    if (request.query.get("page") == std::to_string(i)) page = i;
  auto const from = std::min(happened.size(), (page - 1) * page_size);
  auto const to = std::min(happened.size(), from + page_size);
  std::vector<Happening> const shown{happened.begin() + static_cast<std::ptrdiff_t>(from),
                                     happened.begin() + static_cast<std::ptrdiff_t>(to)};
  auto const url = family_url(opened->family, "timeline");
  auto main = html::markup(
      "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">The chronology of significant events, to "
      "print</a></p>",
      family_url(opened->family, "chronology"));
  main += timeline_html(shown, page == 1 ? 3 : 0);
  html::Pagination turning;
  if (page > 1) turning.previous = html::PaginationLink{.href = url.with("page", std::to_string(page - 1))};
  if (page < pages) turning.next = html::PaginationLink{.href = url.with("page", std::to_string(page + 1))};
  if (turning.previous || turning.next) main += html::pagination(turning);
  return family_page(services, visitor, *opened, "timeline", "Timeline", main, done_words(request));
}

http::Answer show_chronology(access::Services const& services, access::Visitor const& visitor,
                             http::Request const& request, Additions const& additions) {
  auto const opened = open(services, visitor, request, access::Action::see_family,
                           {.kind = access::FieldClass::entry, .own_agency = true});
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto happened = timeline_of(*services.readers->lease(), *opened, services, visitor, additions);
  std::erase_if(happened, [](Happening const& h) { return !h.significant; });
  std::ranges::reverse(happened);
  auto main = html::markup("<h2 class=\"govuk-heading-m\">Chronology of significant events</h2>");
  main += happened.empty()
              ? html::markup(
                    "<p class=\"govuk-body\">Nothing has been picked for the chronology yet. Pick events in the "
                    "timeline.</p>")
              : timeline_html(happened, happened.size());
  return family_page(services, visitor, *opened, "timeline", "Chronology", main);
}

}  // namespace

std::vector<Happening> timeline_of(sql::Connection& c, OpenedFamily const& opened, access::Services const& services,
                                   access::Visitor const& visitor, Additions const& additions) {
  std::vector<Happening> all;
  for (auto const& entry : entries_of(c, opened.family, visitor.subject.account, 0, most_entries))
    if (opened.shows(visitor.subject, entry)) all.push_back(happening_of(entry, opened, services, visitor.subject));
  if (opened.decision.sight >= access::FamilySight::shared) add_doors(c, opened, services, visitor.subject, all);
  for (auto& happening : work_happenings(c, opened, services, visitor.subject)) all.push_back(std::move(happening));
  if (additions.happenings)
    for (auto& happening : additions.happenings(c, opened, services)) all.push_back(std::move(happening));
  std::ranges::stable_sort(all, [](Happening const& a, Happening const& b) { return a.at > b.at; });
  return all;
}

Html timeline_html(std::vector<Happening> const& happenings, std::size_t open_ones) {
  if (happenings.empty()) return html::markup("<p class=\"govuk-body\">Nothing has been written down yet.</p>");
  html::Timeline timeline;
  std::size_t texts = 0;
  for (auto const& happening : happenings) {
    html::TimelineItem item{.title = happening.title,
                            .datetime = to_text(happening.at),
                            .when = for_people(happening.at),
                            .by = happening.by,
                            .significant = happening.significant};
    // Both dates, when somebody wrote it down later than the day itself.
    if (london_date(happening.recorded_at) != london_date(happening.at))
      item.when = html::markup("{} (written down {})", for_people(london_date(happening.at)),
                               for_people(london_date(happening.recorded_at)));
    if (!happening.href.text().empty())
      item.title = html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", happening.href, happening.title);
    item.content = shown_item_text(happening, texts < open_ones);
    if (!happening.text.empty()) ++texts;
    timeline.items.push_back(std::move(item));
  }
  return html::timeline(timeline);
}

void hang_timeline(http::Router& router, access::Services const& services, Additions const& additions) {
  access::add(
      router, services,
      {.pattern = "/families/{id}/timeline",
       .action = access::Action::see_family,
       .name = "family_timeline",
       .summary = "Everything that happened, newest first",
       .page = [additions](auto const& s, auto const& v, auto const& r) { return show_timeline(s, v, r, additions); }});
  access::add(router, services,
              {.pattern = "/families/{id}/chronology",
               .action = access::Action::see_family,
               .name = "family_chronology",
               .summary = "Significant events, oldest first, to print",
               .page = [additions](auto const& s, auto const& v, auto const& r) {
                 return show_chronology(s, v, r, additions);
               }});
}

}  // namespace kith::family
