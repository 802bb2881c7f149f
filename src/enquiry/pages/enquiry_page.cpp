// All that is known of one request, on one page: read, then rendered from the parts.
#include "enquiry/consultation.h"
#include "enquiry/pages/enquiry_parts.h"
#include "html/components/banners.h"
#include "html/components/text_blocks.h"

namespace kith::enquiry {

namespace {

using access::Action;

// The words for what has just been done, by the code in the address: nothing else can be put on the page that way.
std::string_view done_words(std::string_view done) {
  static constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"contact", "First helpful contact recorded. The clock has stopped."},
      {"tried", "The try is recorded. The clock runs on."},
      {"note", "Note added."},
      {"wait", "This request now waits for somebody."},
      {"wait-over", "Waiting has ended."},
      {"screen", "Screening saved."},
      {"told-family", "What the family was told is recorded."},
      {"told-asker", "What the person who asked was told is recorded."},
      {"amend", "Change saved. What it said before is kept."},
      {"close", "This request is closed."},
      {"reopen", "This request is open again."}};
  for (auto const& [code, sentence] : words)
    if (code == done) return sentence;
  return {};
}

bool may(access::Visitor const& visitor, Action action, access::Resource const& resource) {
  return static_cast<bool>(access::decide(visitor.subject, action, resource));
}

// Who on the register may be this child, but for the children of the request themselves.
void find_known(sql::Connection& c, people::KnownPeople& known, Opened const& opened, ShownChild& shown) {
  auto const& child = shown.person;
  auto const answer = known.ask(c, people::asked_of(child.details, child.protected_address));
  std::vector<people::PersonId> themselves;
  for (auto const& other : opened.children) themselves.push_back(other.person);
  shown.known = people::records_of(c, answer.people, themselves);
  shown.household = people::records_of(c, answer.household, themselves);
  std::erase_if(shown.household, [&](people::KnownRecord const& other) { return other.record.family == child.family; });
}

std::vector<ShownChild> shown_children(sql::Connection& c, people::KnownPeople& known, access::Visitor const& visitor,
                                       Opened const& opened) {
  std::vector<ShownChild> shown;
  for (auto const& child : opened.children) {
    auto resource = opened.resource;
    resource.protected_address = child.protected_address;
    resource.needs_address = child.protected_address && people::needs_address(c, child.person, visitor.subject.account);
    auto const sight = access::decide(visitor.subject, Action::see_enquiry, resource).sight;
    shown.push_back({child, sight == access::Sight::everything, {}, {}});
    find_known(c, known, opened, shown.back());
  }
  return shown;
}

std::vector<EnquiryRow> other_enquiries(sql::Connection& c, access::Visitor const& visitor, Opened const& opened) {
  auto others = enquiries_of_family(c, opened.state.received.family);
  std::erase_if(others, [&](EnquiryRow const& other) {
    return other.enquiry == opened.row.enquiry ||
           !may(visitor, Action::see_enquiry, resource_of(c, other.enquiry, visitor.subject.account));
  });
  return others;
}

// The decisions that still count, from the history: risks of any age, and who was told since the last screening.
void read_history(EnquiryView& view) {
  for (auto const& recorded : view.opened.history) {
    auto const event = Events::decode(recorded);
    if (!event || !recorded.body) continue;
    if (auto const* risk = std::get_if<RiskHeldLocally>(&*event)) view.risks.insert(view.risks.begin(), *risk);
    if (std::holds_alternative<EnquiryScreened>(*event)) view.told.clear();
    if (auto const* told = std::get_if<DecisionTold>(&*event)) view.told.push_back(*told);
  }
}

EnquiryView read_view(access::Services const& services, people::KnownPeople& known, access::Visitor const& visitor,
                      Opened opened) {
  EnquiryView view;
  view.opened = std::move(opened);
  auto reader = services.readers->lease();
  auto const& resource = view.opened.resource;
  view.may_work = may(visitor, Action::work_enquiry, resource);
  view.may_screen = may(visitor, Action::screen_enquiry, resource);
  view.may_allocate = may(visitor, Action::allocate, resource);
  view.may_refer = may(visitor, Action::refer_to_social_care, resource);
  view.may_open_cases = may(visitor, Action::work_allocation, resource);
  view.may_open_referrals = may(visitor, Action::see_referrals, resource);
  view.may_search = may(visitor, Action::search_people, resource);
  view.may_open_family = access::may_enter(visitor.subject, Action::see_family);
  view.children = shown_children(*reader, known, visitor, view.opened);
  view.family_enquiries = other_enquiries(*reader, visitor, view.opened);
  view.allocations = allocations_of_enquiry(*reader, view.opened.row.enquiry);
  view.referrals = referrals_of_enquiry(*reader, view.opened.row.enquiry);
  auto const names = names_from(*reader);
  view.happened = what_happened(*services.profile, view.opened.history, names, area_open(view.opened));
  view.changes = field_changes(*services.profile, view.opened.history, names);
  read_history(view);
  return view;
}

// Pages about other records on this page were looked at too: their ids go into the same line.
std::string also_shown(EnquiryView const& view) {
  std::string ids = view.opened.row.enquiry.text();
  for (auto const& other : view.family_enquiries) ids += "," + other.enquiry.text();
  for (auto const& child : view.children)
    for (auto const* const found : {&child.known, &child.household})
      for (auto const& known : *found) ids += "," + known.record.person.text();
  return ids;
}

// The consultation without names that came before, for whoever may read it.
html::Html began_as(access::Services const& services, access::Visitor const& visitor, EnquiryId id) {
  if (!access::decide(visitor.subject, Action::give_advice)) return {};
  auto const row = consultation_of(*services.readers->lease(), id);
  if (!row) return {};
  return html::markup(
      "<p class=\"govuk-body\">This began as advice without names, given on {}: <a class=\"govuk-link\" "
      "href=\"{}\">{}</a>.</p>",
      for_people(row->given_on), html::url("/consultations/{}", row->consultation), row->reference);
}

http::Answer show(access::Services const& services, people::KnownPeople& known, access::Visitor const& visitor,
                  http::Request const& request) {
  auto opened = open(services, visitor, request, Action::see_enquiry);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const view = read_view(services, known, visitor, *std::move(opened));
  if (auto const ids = also_shown(view); ids.find(',') != std::string::npos) {
    auto const noted = access::note_read(services, visitor, request, Action::see_enquiry, view.opened.decision,
                                         "shown beside an enquiry", ids);
    if (!noted) return access::error_page(services, visitor, noted.error());
  }
  auto const& profile = *services.profile;
  auto const now = services.now();
  html::Page page;
  page.title = view.opened.row.reference;
  page.back_link = html::BackLink{.text = "Inbox", .href = "/inbox"};
  if (auto const done = done_words(request.query.get("done")); !done.empty())
    page.above_heading = html::notification_banner({.text = done, .success = true});
  page.main = html::markup("<span class=\"govuk-caption-l\">{}</span><h1 class=\"govuk-heading-l\">{}</h1>",
                           view.opened.row.reference, first_names(view.opened.children));
  if (view.opened.row.restricted)
    page.main += html::warning_text({.text = "Restricted record: only the people named on it know that it exists."});
  page.main +=
      key_details(view, profile, now) + safe_contact_section(view) + next_steps(view, services, visitor) +
      request_section(view, profile) + began_as(services, visitor, view.opened.row.enquiry) +
      children_section(view, profile, london_date(now)) + decision_section(view, profile) + risk_section(view) +
      family_section(view, profile) +
      html::markup("<h2 class=\"govuk-heading-m\" id=\"history\">What happened</h2>{}", timeline_html(view.happened));
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

void hang_enquiry_page(http::Router& router, access::Services const& services,
                       std::shared_ptr<people::KnownPeople> known) {
  access::add(router, services,
              {.method = http::Method::get,
               .pattern = "/enquiries/{id}",
               .action = Action::see_enquiry,
               .name = "enquiry",
               .summary = "All that is known of one request, with its history",
               .page = [known = std::move(known)](auto const& s, auto const& v, auto const& r) {
                 return show(s, *known, v, r);
               }});
}

}  // namespace kith::enquiry
