#include "enquiry/pages/urgent_board.h"

#include "access/accounts.h"
#include "base/text.h"
#include "enquiry/pages/door_pages.h"
#include "enquiry/pages/hub_pages.h"
#include "enquiry/pages/words.h"
#include "html/components.h"
#include "journal/store.h"

namespace kith::enquiry {

namespace {

using access::Action;
using access::Services;
using access::Visitor;
using html::Html;

std::string waited_words(Services const& services, EnquiryRow const& row) {
  auto const since = row.urgent_at.value_or(row.received_at);
  auto const limit = services.profile->clocks.urgent_accepted;
  auto const minutes = profile::elapsed(since, services.now()).minutes.count();
  auto words = "Waiting " + count_words(minutes, "minute", "minutes");
  if (profile::is_overdue(limit, since, services.now()))
    words += ": longer than the limit of " + profile::for_people(limit);
  return words;
}

RaisedConcern last_raised(sql::Connection& c, EnquiryRow const& row) {
  RaisedConcern raised;
  for (auto const& recorded : journal::load(c, row.enquiry.raw()))
    if (auto const event = Events::decode(recorded))
      if (auto const* found = std::get_if<UrgentRaised>(&*event)) raised.event = *found;
  raised.by = access::name_of(c, row.urgent_owner);
  return raised;
}

Html accept_form(Services const& services, Visitor const& visitor, html::FormState const& form, EnquiryRow const& row) {
  // Only the form that was pressed comes back as typed.
  bool const pressed = form.value("about") == row.enquiry.text();
  html::FormState const empty;
  auto const& shown = pressed ? form : empty;
  auto const worker_id = pressed ? std::string{"worker"} : "worker-" + row.reference;
  auto fields = html::hidden_field("about", row.enquiry.text());
  fields += html::input_field(shown, {.name = "worker",
                                      .id = worker_id,
                                      .label = {.text = "MASH worker who accepts it"},
                                      .value = pressed ? "" : visitor.subject.name,
                                      .width_characters = 20,
                                      .autocomplete = "off"});
  fields += html::input_field(
      shown,
      {.name = "next_step", .id = "next-step-" + row.reference, .label = {.text = "What happens now (optional)"}});
  fields += html::button({.text = html::text("Accept " + row.reference), .prevent_double_click = true});
  return access::form_for(services, visitor, html::url("/urgent/{}/accept", row.enquiry), fields);
}

Html children_words(ListedEnquiry const& listed, Date today) {
  return html::each(listed.children, [&](ListedChild const& child) {
    return html::markup("<div>{}</div>", listed_child(child, today));
  });
}

Html waiting_card(Services const& services, Visitor const& visitor, html::FormState const& form,
                  ListedEnquiry const& one, RaisedConcern const& raised) {
  html::SummaryList list;
  auto const row = [&](std::string_view key, Html value) {
    list.rows.push_back({.key = {.text = html::text(key)}, .value = {.text = std::move(value)}});
  };
  row("State", html::tag({.text = "Not accepted yet", .colour = html::TagColour::red}) +
                   html::markup(" <strong>{}</strong>", waited_words(services, one.row)));
  row("Children", children_words(one, london_date(services.now())));
  row("The danger", html::text(raised.event.danger));
  row("Raised by", html::text(raised.by));
  row("Spoke to",
      html::text(raised.event.spoke_to.empty()
                     ? std::string{"Nobody yet"}
                     : raised.event.spoke_to +
                           (raised.event.spoke_at ? ", " + for_people(*raised.event.spoke_at) : std::string{})));
  auto content = html::summary_list(list);
  auto const resource = access::Resource{.with_mash = true};  // the board shows only what is open to this viewer
  if (access::decide(visitor.subject, Action::accept_urgent, resource))
    content += accept_form(services, visitor, form, one.row);
  html::SummaryCard card{.title = html::text(one.row.reference)};
  if (works_in_hub(visitor.subject))
    card.actions.items.push_back({.text = "Open", .href = enquiry_url(one.row.enquiry)});
  return html::summary_card(card, content);
}

}  // namespace

std::string UrgentBoard::ids() const {
  std::string all;
  for (auto const* list : {&waiting, &accepted})
    for (auto const& one : *list) all += (all.empty() ? "" : ",") + one.row.enquiry.text();
  return all;
}

UrgentBoard read_urgent_board(Services const& services, Visitor const& visitor) {
  auto reader = services.readers->lease();
  UrgentBoard board;
  board.waiting = urgent_waiting(*reader, visitor.subject.account);
  for (auto const& one : board.waiting) board.raised.push_back(last_raised(*reader, one.row));
  auto const today = from_london(london_date(services.now()));
  board.accepted = urgent_accepted_since(*reader, visitor.subject.account, today);
  return board;
}

Html urgent_board_html(Services const& services, Visitor const& visitor, html::FormState const& form,
                       UrgentBoard const& board) {
  auto html = html::markup("<h2 class=\"govuk-heading-l\">Waiting for a named MASH worker</h2>");
  if (board.waiting.empty()) html.add("<p class=\"govuk-body\">Nothing is waiting.</p>");
  for (std::size_t i = 0; i < board.waiting.size(); ++i)
    html += waiting_card(services, visitor, form, board.waiting[i], board.raised[i]);
  html.add("<h2 class=\"govuk-heading-m\">Accepted today</h2>");
  if (board.accepted.empty()) return html.add("<p class=\"govuk-body\">Nothing yet.</p>");
  html::SortableTable table{
      .columns = {{.text = "Reference"}, {.text = "Children"}, {.text = "Accepted by"}, {.text = "When"}}};
  for (auto const& one : board.accepted)
    table.rows.push_back({html::text(one.row.reference), children_words(one, london_date(services.now())),
                          html::text(one.row.urgent_worker),
                          html::text(for_people(one.row.urgent_accepted_at.value_or(services.now())))});
  return html + html::sortable_table(table);
}

Html own_urgent_waiting(Services const& services, Visitor const& visitor, std::vector<EnquiryRow> const& rows) {
  Html list;
  for (auto const& row : rows) {
    if (row.urgent_owner != visitor.subject.account) continue;
    list += html::alert({.variant = html::AlertVariant::error,
                         .title = html::text(row.reference + ": not accepted yet"),
                         .content = html::markup(
                             "<p class=\"govuk-body\">{}. It is yours until a named MASH worker accepts it. Ring {} "
                             "again.</p>",
                             waited_words(services, row), phone_link(services.profile->contacts.mash_phone))});
  }
  return list;
}

}  // namespace kith::enquiry
