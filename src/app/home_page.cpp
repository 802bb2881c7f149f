#include "app/home_page.h"

#include <fmt/format.h>

#include "access/accounts.h"
#include "app/ways.h"
#include "enquiry/door_routes.h"
#include "enquiry/quarantine.h"
#include "family/routes.h"
#include "html/components/tag.h"
#include "insight/routes.h"
#include "journal/store.h"
#include "message/records.h"
#include "plan/routes.h"

namespace kith::app {

namespace {

using access::Action;
using access::Role;
using access::TodayItem;
using access::TodayList;
using access::TodayLists;
using access::TodayLook;
using html::Html;

// ---- what waits for whoever looks after Kith itself

TodayList given_up_list(TodayLook const& look) {
  TodayList list{.title = "Messages that were given up",
                 .all = "/messages",
                 .all_label = "All messages",
                 .action = Action::see_messages};
  for (auto const& row : message::given_up_messages(look.c, access::most_today)) {
    std::vector<Html> why;
    if (row.why) why.push_back(html::text(label(*row.why)));
    why.push_back(html::text(for_people(row.changed_at)));
    list.items.push_back({"/messages", html::markup("{} to {}", label(row.says), row.masked), std::move(why), {}});
  }
  return list;
}

TodayList quarantine_list(TodayLook const& look) {
  TodayList list{.title = "Rows of a file to put right",
                 .all = "/imports/quarantine",
                 .all_label = "The whole quarantine",
                 .action = Action::import_files};
  for (auto const& row : enquiry::quarantined(look.c, "waiting", access::most_today, 0))
    list.items.push_back({html::url("/imports/quarantine/{}", row.row),
                          html::text(fmt::format("{}, line {}", row.file, row.line)),
                          {html::text(row.first_fault)},
                          {}});
  return list;
}

TodayList first_sign_ins(TodayLook const& look) {
  TodayList list{.title = "Accounts that nobody has signed in to yet",
                 .all = "/accounts",
                 .all_label = "All accounts",
                 .action = Action::manage_accounts};
  for (auto const& account : access::all_accounts(look.c)) {
    if (!account.enabled || !account.one_time_password) continue;
    if (std::cmp_greater_equal(list.items.size(), access::most_today)) break;
    list.items.push_back({html::url("/accounts/{}", account.account),
                          html::text(account.name),
                          {html::text("Its one-time password has not been used")},
                          {}});
  }
  return list;
}

// Signed checkpoints say that nobody changed the past: when they stop, somebody should ask why.
TodayList checks_list(TodayLook const& look) {
  TodayList list{.title = "Checks", .action = Action::manage_accounts};
  auto const written = journal::head(look.c).sequence;
  std::int64_t signed_to = 0;
  std::optional<Instant> signed_at;
  look.c.query("SELECT sequence, at FROM checkpoint ORDER BY sequence DESC LIMIT 1", {}, [&](sql::Row const& row) {
    signed_to = row.integer(0);
    signed_at = row.instant(1);
  });
  bool const late = written > signed_to && (!signed_at || look.now - *signed_at > std::chrono::minutes{10});
  auto words = html::markup("Signed up to entry {} of {}{}", signed_to, written,
                            signed_at ? html::text(", " + for_people(*signed_at)) : Html{});
  if (late) words = html::tag({.text = "Late", .colour = html::TagColour::red}) + html::markup(" {}", words);
  list.items.push_back({{}, html::text("The journal’s checkpoint"), {words}, {}});
  list.items.push_back({{},
                        html::text("Messages to families"),
                        {html::text(look.services.sends_texts || look.services.sends_emails
                                        ? "Sent as texts or emails, or written down"
                                        : "Not sent: no way to send them is configured")},
                        {}});
  return list;
}

TodayLists upkeep_lists(TodayLook const& look) {
  TodayLists lists;
  if (!look.subject.is(Role::administrator)) return lists;
  lists.push_back(given_up_list(look));
  lists.push_back(quarantine_list(look));
  lists.push_back(first_sign_ins(look));
  lists.push_back(checks_list(look));
  return lists;
}

// ---- the page

TodayLists lists_for(TodayLook const& look) {
  TodayLists all;
  auto add = [&](TodayLists more) {
    for (auto& list : more) all.push_back(std::move(list));
  };
  add(plan::today_lists(look));
  add(enquiry::today_lists(look));
  add(family::today_lists(look));
  add(insight::today_lists(look));
  add(upkeep_lists(look));
  return all;
}

Html item_html(TodayItem const& item) {
  Html lines;
  for (auto const& why : item.why) lines.add("<li>{}</li>", why);
  auto const name = item.href.empty() ? html::markup("<strong>{}</strong>", item.name)
                                      : html::markup("<a class=\"govuk-link kith-work__link\" href=\"{}\">{}</a>",
                                                     item.href, item.name);
  return html::markup("<li class=\"kith-work__item\">{}<ul class=\"kith-work__why\">{}</ul></li>", name, lines);
}

Html list_html(TodayList const& list, std::size_t place) {
  Html items;
  for (auto const& item : list.items) items += item_html(item);
  auto html = html::markup(
      "<section class=\"kith-today__list\" aria-labelledby=\"today-{}\"><h2 class=\"govuk-heading-m\" "
      "id=\"today-{}\">{}</h2><ul class=\"kith-work\">{}</ul>",
      place, place, list.title, items);
  if (!list.all.empty())
    html.add("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>", list.all, list.all_label);
  return html.add("</section>");
}

// Lists without a row are one line together: that nothing waits is good to know, and need not take the page.
Html today_html(TodayLists const& lists) {
  Html full, empty;
  std::size_t place = 0;
  for (auto const& list : lists) {
    if (!list.items.empty())
      full += list_html(list, ++place);
    else
      empty.add("<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>", list.all, list.title);
  }
  Html html;
  if (!full.empty()) html = html::markup("<div class=\"kith-today\">{}</div>", full);
  if (!empty.empty())
    html.add(
        "<section class=\"kith-nothing\" aria-labelledby=\"nothing-waits\"><h2 class=\"govuk-heading-s\" "
        "id=\"nothing-waits\">Nothing waits here</h2><ul class=\"govuk-list kith-nothing__list\">{}</ul></section>",
        empty);
  return html;
}

// One line for the page: the records that it names, under the first list that named any.
Result<Done> note_what_is_shown(access::Services const& services, access::Visitor const& visitor,
                                http::Request const& request, TodayLists const& lists) {
  std::string records;
  std::size_t count = 0;
  TodayList const* first = nullptr;
  for (auto const& list : lists)
    for (auto const& item : list.items) {
      if (item.record.empty()) continue;
      if (first == nullptr) first = &list;
      records += (records.empty() ? "" : ",") + item.record;
      ++count;
    }
  if (first == nullptr) return Done{};
  return access::note_read(services, visitor, request, first->action, access::decide(visitor.subject, first->action),
                           fmt::format("home, list of {}", count), records);
}

}  // namespace

Result<Html> home_page(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  TodayLists lists;
  Html ways;
  {
    auto reader = services.readers->lease();
    lists = lists_for({services, visitor.subject, *reader, services.now()});
    ways = ways_html(*reader, visitor);
  }
  TRY(note_what_is_shown(services, visitor, request, lists));
  return today_html(lists) + html::markup("<h2 class=\"govuk-heading-m\">Everywhere you can go</h2>{}", ways);
}

}  // namespace kith::app
