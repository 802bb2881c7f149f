// The inbox: what has come in, who waits for what, and for how long.
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "base/text.h"
#include "enquiry/pages/hub_pages.h"
#include "enquiry/pages/words.h"
#include "enquiry/spoken.h"
#include "html/components/button.h"
#include "html/components/filter.h"
#include "html/components/pagination.h"
#include "html/components/sortable_table.h"
#include "html/components/sub_navigation.h"
#include "html/components/text_blocks.h"
#include "journal/kept_answers.h"

namespace kith::enquiry {

namespace {

using html::Html;
using html::Url;

auto constexpr page_size = 50;

// The address's questions, as asked. Only what the profile knows is kept.
struct Asked {
  std::optional<Stage> stage = Stage::fresh;
  std::string source;
  std::string need;
  std::string place;
  bool uncontacted = false;
  bool urgent = false;
  InboxSort sort = InboxSort::longest_waiting;
  bool sort_chosen = false;
  int page = 1;
};

bool knows(std::vector<profile::Word> const& words, std::string_view code) {
  return std::ranges::any_of(words, [&](auto const& word) { return word.code == code; });
}

Asked parse_asked(http::Fields const& query, profile::Profile const& profile) {
  Asked asked;
  auto const tab = query.get("tab");
  if (tab == "all")
    asked.stage.reset();
  else
    asked.stage = kith::parse<Stage>(tab).value_or(Stage::fresh);
  if (knows(profile.sources, query.get("source"))) asked.source = query.get("source");
  if (knows(profile.needs, query.get("need"))) asked.need = query.get("need");
  if (profile::find_place(profile, PlaceCode{std::string{query.get("place")}})) asked.place = query.get("place");
  asked.uncontacted = query.get("uncontacted") == "1";
  asked.urgent = query.get("urgent") == "1";
  // Whoever waits longest is first where people wait; where nobody does, the newest.
  bool const backwards = query.get("direction") == "descending";
  asked.sort_chosen = query.get("sort") == "received" || query.get("sort") == "reference";
  if (query.get("sort") == "reference")
    asked.sort = backwards ? InboxSort::reference_last_first : InboxSort::reference;
  else if (query.get("sort") == "received")
    asked.sort = backwards ? InboxSort::newest : InboxSort::longest_waiting;
  else if (!asked.stage || asked.stage == Stage::decided)
    asked.sort = InboxSort::newest;
  auto const page = query.get("page");
  std::from_chars(page.data(), page.data() + page.size(), asked.page);
  asked.page = std::clamp(asked.page, 1, 100'000);
  return asked;
}

html::Sort sort_of(InboxSort sort) {
  using enum html::SortDirection;
  switch (sort) {
    case InboxSort::longest_waiting:
      return {"received", ascending};
    case InboxSort::newest:
      return {"received", descending};
    case InboxSort::reference:
      return {"reference", ascending};
    case InboxSort::reference_last_first:
      break;
  }
  return {"reference", descending};
}

Url with_filters(Url url, Asked const& asked) {
  url = url.with("tab", asked.stage ? wire(*asked.stage) : "all");
  if (!asked.source.empty()) url = url.with("source", asked.source);
  if (!asked.need.empty()) url = url.with("need", asked.need);
  if (!asked.place.empty()) url = url.with("place", asked.place);
  if (asked.uncontacted) url = url.with("uncontacted", "1");
  if (asked.urgent) url = url.with("urgent", "1");
  return url;
}
Url with_sort(Url url, Asked const& asked) {
  if (!asked.sort_chosen) return url;
  auto const sort = sort_of(asked.sort);
  return url.with("sort", sort.key)
      .with("direction", sort.direction == html::SortDirection::ascending ? "ascending" : "descending");
}
Url here(Asked const& asked) { return with_sort(with_filters("/inbox", asked), asked); }

InboxQuery query_of(Asked const& asked, profile::Profile const& profile, ActorId viewer) {
  InboxQuery query;
  query.stage = asked.stage;
  query.source = asked.source;
  query.need = asked.need;
  if (!asked.place.empty()) query.places = profile::within(profile, PlaceCode{asked.place});
  query.only_uncontacted = asked.uncontacted;
  query.only_urgent = asked.urgent;
  query.sort = asked.sort;
  query.page = asked.page;
  query.page_size = page_size;
  query.viewer = viewer;
  return query;
}

Html tabs(Asked const& asked, StageCounts const& counts) {
  html::SubNavigation navigation{.label = "Inbox"};
  auto add = [&](std::optional<Stage> stage, std::string_view text, std::int64_t count) {
    auto other = asked;
    other.stage = stage;
    other.sort_chosen = false;
    navigation.items.push_back({.text = text,
                                .href = with_filters("/inbox", other),
                                .current = asked.stage == stage,
                                .count = static_cast<int>(count)});
  };
  for (auto const& member : members_of<Stage>) add(member.value, member.label, counts.of(member.value));
  add(std::nullopt, "All", counts.all());
  return html::sub_navigation(navigation);
}

std::vector<html::SelectedFilter> selected(Asked const& asked, profile::Profile const& profile) {
  std::vector<html::SelectedFilter> filters;
  auto add = [&](std::string words, auto clear) {
    auto without = asked;
    clear(without);
    filters.push_back({.text = words, .remove = here(without)});
  };
  if (!asked.source.empty())
    add("Source: " + profile::label_of(profile.sources, asked.source), [](Asked& a) { a.source.clear(); });
  if (!asked.need.empty())
    add("Need: " + profile::label_of(profile.needs, asked.need), [](Asked& a) { a.need.clear(); });
  if (!asked.place.empty())
    add("Place: " + profile::place_label(profile, PlaceCode{asked.place}), [](Asked& a) { a.place.clear(); });
  if (asked.uncontacted) add("No first contact yet", [](Asked& a) { a.uncontacted = false; });
  if (asked.urgent) add("Urgent", [](Asked& a) { a.urgent = false; });
  return filters;
}

Html filters(Asked const& asked, profile::Profile const& profile, Date today) {
  Asked cleared;
  cleared.stage = asked.stage;
  auto fields =
      html::select({.name = "source",
                    .label = {.text = "Who asked"},
                    .items = choices(profile.sources, today, asked.source, "Anybody"),
                    .value = asked.source}) +
      html::select({.name = "need",
                    .label = {.text = "Primary need"},
                    .items = choices(profile.needs, today, asked.need, "Any need"),
                    .value = asked.need}) +
      html::select({.name = "place",
                    .label = {.text = "Place"},
                    .hint = {.text = "A locality or ward takes in every place in it"},
                    .items = place_choices(profile, "Anywhere"),
                    .value = asked.place}) +
      html::checkboxes({.name = "uncontacted",
                        .items = {{.value = "1", .text = "No first contact yet", .checked = asked.uncontacted}},
                        .classes = "govuk-checkboxes--small"}) +
      html::checkboxes({.name = "urgent",
                        .items = {{.value = "1", .text = "Urgent", .checked = asked.urgent}},
                        .classes = "govuk-checkboxes--small"});
  auto hidden = html::hidden_field("tab", asked.stage ? wire(*asked.stage) : "all");
  if (asked.sort_chosen) {
    auto const sort = sort_of(asked.sort);
    hidden +=
        html::hidden_field("sort", sort.key) +
        html::hidden_field("direction", sort.direction == html::SortDirection::ascending ? "ascending" : "descending");
  }
  return html::filter({.action = "/inbox",
                       .selected = selected(asked, profile),
                       .clear = here(cleared),
                       .fields = fields,
                       .hidden = hidden});
}

// The filters look alike to everybody who asks the same on one day, and take as long to draw as ten rows.
class KeptFilters {
 public:
  Html drawn(Asked const& asked, profile::Profile const& profile, Date today) {
    auto const key = to_text(today) + std::string{here(asked).text()};
    {
      std::shared_lock const lock(mutex_);
      if (auto const found = drawn_.find(key); found != drawn_.end()) return found->second;
    }
    auto form = filters(asked, profile, today);
    std::unique_lock const lock(mutex_);
    if (drawn_.size() >= most_kept) drawn_.clear();
    return drawn_.try_emplace(key, std::move(form)).first->second;
  }

 private:
  static constexpr std::size_t most_kept = 256;
  std::shared_mutex mutex_;
  std::unordered_map<std::string, Html> drawn_;
};

std::vector<Html> row_of(ListedEnquiry const& listed, profile::Profile const& profile, Instant now) {
  auto const& row = listed.row;
  auto const today = london_date(now);
  Html reference = html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", enquiry_url(row.enquiry), row.reference);
  if (row.door == Door::public_web) reference.add("<br><span class=\"govuk-hint\">{}</span>", in_words(row.reference));
  Html children;
  for (auto const& child : listed.children) children.add("<div>{}</div>", listed_child(child, today));
  bool const hidden_place = std::ranges::any_of(listed.children, &ListedChild::protected_address);
  if (row.restricted) children += html::tag({.text = "Restricted", .colour = html::TagColour::magenta});
  auto const source = profile::label_of(profile.sources, row.source);
  auto const agency = agency_words(profile, row.asker_agency);
  auto asker = html::text(source);
  if (!agency.empty() && agency != source) asker.add("<br>{}", agency);
  Html status = urgent_tag(row.urgent);
  if (!status.empty()) status += html::text(" ");
  status += stage_tag(row);
  if (row.stage == Stage::waiting && !row.waiting_for.empty()) status.add("<br>For {}", row.waiting_for);
  if (row.outcome) status.add("<br>{}", outcome_words(profile, *row.outcome));
  return {reference,
          children,
          hidden_place ? "Address protected" : places_words(profile, row.places),
          asker,
          for_people(row.received_on),
          clock_html(contact_clock(row, profile, now)),
          status};
}

Html list_of(Asked const& asked, Inbox const& inbox, profile::Profile const& profile, Instant now) {
  html::SortableTable table{.caption = "Requests for help",
                            .caption_hidden = true,
                            .columns = {{.text = "Reference", .sort_key = "reference"},
                                        {.text = "Children"},
                                        {.text = "Place"},
                                        {.text = "Who asked"},
                                        {.text = "Received", .sort_key = "received"},
                                        {.text = "First helpful contact"},
                                        {.text = "Status"}},
                            .sort = sort_of(asked.sort),
                            .here = with_filters("/inbox", asked),
                            .empty_text = "Nothing here. Choose another tab, or take a filter away.",
                            .classes = "kith-inbox"};
  for (auto const& listed : inbox.rows) table.rows.push_back(row_of(listed, profile, now));
  return html::sortable_table(table);
}

Html showing(Asked const& asked, Inbox const& inbox) {
  if (inbox.rows.empty()) return {};
  auto const first = (asked.page - 1) * page_size + 1;
  return html::markup("<p class=\"kith-showing govuk-body\">Showing {} to {} of {}</p>", first,
                      first + static_cast<int>(inbox.rows.size()) - 1, count_words(inbox.total, "request", "requests"));
}

// Somebody rings and says the reference of what they sent.
Html finder() {
  auto const box =
      html::input({.name = "said",
                   .label = {.text = "Reference"},
                   .hint = {.text = "As a number, such as EH000123, or as three words, such as copper otter lantern"},
                   .width_characters = 20,
                   .autocomplete = "off",
                   .spellcheck = false});
  return html::details({.summary = "Find a request by its reference",
                        .text = html::markup("<form action=\"/enquiries/find\" method=\"get\" novalidate>{}{}</form>",
                                             box, html::button({.text = "Find"}))});
}

http::Answer find(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  std::string said{trimmed(request.query.get("said"))};
  std::ranges::transform(said, said.begin(), upper_ascii);
  if (auto const meant = reference_in_words(said)) said = *meant;
  auto reader = services.readers->lease();
  auto const id = enquiry_by_reference(*reader, said);
  auto const resource = id ? resource_of(*reader, *id, visitor.subject.account) : access::Resource{};
  if (!id || !access::decide(visitor.subject, access::Action::see_enquiry, resource))
    return access::error_page(
        services, visitor, not_found("no_enquiry", "No request has this reference. Ask for it again, word by word."));
  return http::redirect(std::string{enquiry_url(*id).text()});
}

// What the page keeps from one visit to the next.
struct KeptInbox {
  KeptFilters filters;
  journal::KeptAnswers<InboxQuery, Inbox> lists;

  std::shared_ptr<Inbox const> list(sql::Connection& c, InboxQuery const& query) {
    return lists.of(c, query, [&](sql::Connection& same) { return inbox(same, query); });
  }
};

http::Answer show(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                  KeptInbox& kept) {
  auto const& profile = *services.profile;
  auto const now = services.now();
  auto asked = parse_asked(request.query, profile);
  std::shared_ptr<Inbox const> found;
  int pages = 1;
  {
    auto reader = services.readers->lease();
    found = kept.list(*reader, query_of(asked, profile, visitor.subject.account));
    pages = static_cast<int>((found->total + page_size - 1) / page_size);
    if (found->rows.empty() && pages > 0 && asked.page > pages) {
      asked.page = pages;
      found = kept.list(*reader, query_of(asked, profile, visitor.subject.account));
    }
  }
  std::string ids;
  for (auto const& listed : found->rows) ids += (ids.empty() ? "" : ",") + listed.row.enquiry.text();
  auto const noted = access::note_read(services, visitor, request, access::Action::see_inbox,
                                       access::decide(visitor.subject, access::Action::see_inbox),
                                       "list of " + std::to_string(found->rows.size()), ids);
  if (!noted) return access::error_page(services, visitor, noted.error());

  html::Page page;
  page.title = "Inbox";
  page.heading = "Inbox";
  page.wide = true;
  page.main = tabs(asked, found->counts) + kept.filters.drawn(asked, profile, london_date(now)) + finder() +
              showing(asked, *found) + list_of(asked, *found, profile, now) +
              html::page_links(here(asked), asked.page, pages);
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

void hang_inbox(http::Router& router, access::Services const& services) {
  access::add(
      router, services,
      {.method = http::Method::get,
       .pattern = "/inbox",
       .action = access::Action::see_inbox,
       .name = "inbox",
       .summary = "What has come in, by where it stands, with the clock to first helpful contact",
       .page = [kept = std::make_shared<KeptInbox>()](auto const& at, auto const& visitor, auto const& request) {
         return show(at, visitor, request, *kept);
       }});
  access::add(router, services,
              {.method = http::Method::get,
               .pattern = "/enquiries/find",
               .action = access::Action::see_inbox,
               .name = "find_enquiry",
               .summary = "Looks up a request by its reference, as a number or as three words",
               .page = find});
}

}  // namespace kith::enquiry
