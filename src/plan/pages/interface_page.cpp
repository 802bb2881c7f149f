// One page for whoever is named for the interface between early help and social care: both queues, each row with whose
// it is, since when, by when, and the way to act.
#include <algorithm>

#include "enquiry/pages/door_pages.h"
#include "enquiry/pages/words.h"
#include "html/components/filter.h"
#include "html/components/sortable_table.h"
#include "html/components/sub_navigation.h"
#include "html/components/tag.h"
#include "plan/interface_queues.h"
#include "plan/pages/plan_pages.h"
#include "profile/place_codes.h"

namespace kith::plan {

namespace {

using access::Action;
using html::Html;

// The tabs: both queues, or one of them.
struct InterfaceView {
  std::string_view show;  // in the address
  std::string_view words;
  std::optional<Queue> queue;
};
constexpr InterfaceView views[] = {
    {"", "Both", std::nullopt}, {"up", "Step up", Queue::step_up}, {"down", "Step down", Queue::step_down}};

html::Url address_of(std::string_view show, std::string const& place) {
  html::Url url = "/interface";
  if (!show.empty()) url = url.with("show", show);
  return place.empty() ? url : url.with("place", place);
}

bool lies_in(std::string const& codes, std::vector<profile::PlaceCode> const& places) {
  return std::ranges::any_of(profile::parted(codes),
                             [&](auto const& code) { return std::ranges::find(places, code) != places.end(); });
}

Html waited(InterfaceRow const& row, Instant now) {
  auto const since = profile::elapsed(row.since, now);
  auto const days = since.calendar_days;
  auto const hours = since.minutes.count() / 60;
  auto const ago = days > 0    ? enquiry::count_words(days, "day ago", "days ago")
                   : hours > 0 ? enquiry::count_words(hours, "hour ago", "hours ago")
                               : std::string{"less than an hour ago"};
  return html::markup("{}<br>{}", for_people(london_date(row.since)), ago);
}

Html due_html(InterfaceRow const& row, Instant now) {
  if (!row.due) return html::text("No limit is set");
  auto const words = html::text(for_people(*row.due));
  return now > *row.due ? enquiry::overdue_tag() + html::markup(" {}", words) : words;
}

Html queue_table(std::vector<InterfaceRow> const& rows, Queue queue, Instant now) {
  bool const up = queue == Queue::step_up;
  std::string const heading = up ? "Step up: waiting for social care" : "Step down: waiting for early help";
  html::SortableTable table{.caption = heading,
                            .caption_hidden = true,
                            .columns = {{.text = "About"},
                                        {.text = "What waits"},
                                        {.text = "With"},
                                        {.text = "Since"},
                                        {.text = "Due by"},
                                        {.text = "Act"}},
                            .empty_text = up ? "Nothing waits to step up." : "Nothing waits to step down."};
  for (auto const& row : rows)
    if (row.queue == queue)
      table.rows.push_back({row.about, html::text(row.what), html::text(row.with.empty() ? "Nobody yet" : row.with),
                            waited(row, now), due_html(row, now),
                            html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", row.act, row.act_words)});
  return html::markup("<h2 class=\"govuk-heading-m\">{}</h2>{}", heading, html::sortable_table(table));
}

// Whom to ring about any of it.
Html named_person(profile::Contacts const& contacts) {
  if (contacts.interface_name.empty())
    return html::markup(
        "<p class=\"govuk-body\">Nobody is named for the interface between early help and social care.</p>");
  auto words = html::markup(
      "<p class=\"govuk-body\">Named for the interface between early help and social care: <strong>{}</strong>",
      contacts.interface_name);
  if (!contacts.interface_phone.empty()) words.add(", {}", enquiry::phone_link(contacts.interface_phone));
  return words.add("</p>");
}

http::Answer show_interface(access::Services const& services, access::Visitor const& visitor,
                            http::Request const& request) {
  auto const& subject = visitor.subject;
  if (!access::decide(subject, Action::see_urgent))
    return access::error_page(services, visitor, forbidden("not_allowed", "Your role does not include this page."));
  auto const& profile = *services.profile;
  std::string place{request.query.get("place")};
  if (!profile::find_place(profile, profile::PlaceCode{place})) place.clear();
  auto const asked = request.query.get("show");
  auto const* const view = std::ranges::find(views, asked, &InterfaceView::show);
  auto const& shown = view == std::end(views) ? views[0] : *view;

  auto rows = interface_rows(services, subject, *services.readers->lease());
  if (!place.empty()) {
    auto const places = profile::within(profile, profile::PlaceCode{place});
    std::erase_if(rows, [&](InterfaceRow const& row) { return !lies_in(row.places, places); });
  }
  std::string ids;
  for (auto const& row : rows)
    if (!shown.queue || row.queue == *shown.queue) ids += (ids.empty() ? "" : ",") + row.record;
  if (!ids.empty()) {
    auto const noted = access::note_read(services, visitor, request, Action::see_referrals,
                                         access::decide(subject, Action::see_referrals), "interface", ids);
    if (!noted) return access::error_page(services, visitor, noted.error());
  }

  html::SubNavigation tabs{.label = "Both queues"};
  for (auto const& one : views) {
    auto const count =
        std::ranges::count_if(rows, [&](InterfaceRow const& row) { return !one.queue || row.queue == *one.queue; });
    tabs.items.push_back({.text = html::text(one.words),
                          .href = address_of(one.show, place),
                          .current = one.show == shown.show,
                          .count = static_cast<int>(count)});
  }
  std::vector<html::SelectedFilter> selected;
  if (!place.empty())
    selected.push_back({.text = "Place: " + profile::place_label(profile, profile::PlaceCode{place}),
                        .remove = address_of(shown.show, {})});
  html::Page page;
  page.title = "Step up and step down";
  page.heading = html::text(page.title);
  page.wide = true;
  page.main = named_person(profile.contacts) + html::sub_navigation(tabs);
  page.main +=
      html::filter({.action = "/interface",
                    .selected = selected,
                    .clear = address_of(shown.show, {}),
                    .fields = html::select({.name = "place",
                                            .label = {.text = "Place"},
                                            .hint = {.text = "Families whose address is protected are in no place"},
                                            .items = enquiry::place_choices(profile, "Anywhere"),
                                            .value = place}),
                    .hidden = shown.show.empty() ? Html{} : html::hidden_field("show", shown.show)});
  for (auto const queue : {Queue::step_up, Queue::step_down})
    if (!shown.queue || *shown.queue == queue) page.main += queue_table(rows, queue, services.now());
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

void hang_interface(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/interface",
               .action = Action::see_referrals,
               .name = "interface",
               .summary = "What waits to step up to social care, and to step down from it",
               .page = show_interface});
}

}  // namespace kith::plan
