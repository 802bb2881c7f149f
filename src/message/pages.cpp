// What became of messages: how many wait, were sent, were given up and why; and another try.
#include <fmt/format.h>

#include "html/components.h"
#include "message/commands.h"
#include "message/records.h"
#include "message/routes.h"

namespace kith::message {

void hang_reports(http::Router& router, access::Services const& services, std::string token);

namespace {

using access::Action;
using html::Html;

int constexpr most_shown = 100;

// What is in force, as the page says it.
struct Ways {
  Mode mode = Mode::off;
  std::string texts_by, emails_by;
};

Html way_line(std::string_view what, std::string const& by) {
  return by.empty() ? html::markup("<li>{}: not sent</li>", what) : html::markup("<li>{}: {}</li>", what, by);
}

Html ways_of(Ways const& ways) {
  auto html = html::markup("<p class=\"govuk-body\">{}</p>", label(ways.mode));
  if (ways.mode == Mode::off) return html;
  html.add("<ul class=\"govuk-list govuk-list--bullet\">{}{}</ul>", way_line("Text messages", ways.texts_by),
           way_line("Emails", ways.emails_by));
  return html;
}

Html counts_of(Counts const& counts) {
  html::SummaryList list;
  auto add = [&](std::string_view what, std::int64_t count) {
    list.rows.push_back({.key = {.text = html::text(what)}, .value = {.text = html::text(fmt::format("{}", count))}});
  };
  add("Waiting", counts.waiting);
  add("Sent", counts.sent);
  add("Sent, but not delivered", counts.not_delivered);
  add("Given up", counts.given_up);
  return html::summary_list(list);
}

Html state_of(MessageRow const& row) {
  auto html = html::text(label(row.state));
  if (row.why) html.add(": {}", label(*row.why));
  if (!row.detail.empty()) html.add(" ({})", row.detail);
  if (row.tries > 0) html.add(" {} {}.", row.tries, row.tries == 1 ? "try" : "tries");
  return html;
}

Html again_form(access::Services const& services, access::Visitor const& visitor, MessageRow const& row) {
  if (row.state != State::given_up || (row.until && services.now() >= *row.until)) return {};
  return access::form_for(
      services, visitor, html::url("/messages/{}/again", row.message.text()),
      html::button(
          {.text = html::markup("Try again<span class=\"govuk-visually-hidden\"> to write to {}</span>", row.masked),
           .variant = html::ButtonVariant::secondary,
           .prevent_double_click = true,
           .classes = "govuk-!-margin-bottom-0"}));
}

Html table_of(access::Services const& services, access::Visitor const& visitor, std::vector<MessageRow> const& rows) {
  html::SortableTable table{
      .caption = "Waiting and given up, the latest change first",
      .columns = {
          {.text = "Asked for"}, {.text = "What"}, {.text = "To"}, {.text = "How it stands"}, {.text = "Again"}}};
  for (auto const& row : rows)
    table.rows.push_back({html::text(for_people(row.asked_at)),
                          html::markup("{}, {}", label(row.says), label(row.channel)), html::text(row.masked),
                          state_of(row), again_form(services, visitor, row)});
  return html::sortable_table(table);
}

http::Response page_of(access::Services const& services, access::Visitor const& visitor, Ways const& ways,
                       Html const& above = {}, int status = 200) {
  auto reader = services.readers->lease();
  auto const rows = unsettled_messages(*reader, most_shown);
  auto main = ways_of(ways) + counts_of(message_counts(*reader));
  main += rows.empty() ? html::markup("<p class=\"govuk-body\">No message waits or was given up.</p>")
                       : table_of(services, visitor, rows);
  return access::framed(
      services, visitor,
      {.title = "Messages", .heading = html::text("Messages"), .main = main, .above_heading = above, .wide = true},
      status);
}

}  // namespace

void hang_routes(http::Router& router, access::Services const& services, Outgoing const& outgoing) {
  Ways const ways{outgoing.mode, outgoing.texts_by, outgoing.emails_by};
  access::add(router, services,
              {.pattern = "/messages",
               .action = Action::see_messages,
               .name = "messages",
               .summary = "How many messages wait, were sent or were given up, and why",
               .page = [ways](access::Services const& s, access::Visitor const& v,
                              http::Request const&) -> http::Answer { return page_of(s, v, ways); }});
  access::add(
      router, services,
      {.method = http::Method::post,
       .pattern = "/messages/{id}/again",
       .action = Action::see_messages,
       .name = "message_again",
       .summary = "Another round of tries for a message that was given up",
       .page = [ways](access::Services const& s, access::Visitor const& v, http::Request const& r) -> http::Answer {
         auto const id = MessageId::parse(r.parameters.at("id"));
         if (!id) return access::error_page(s, v, not_found("no_such_message", "There is no such message."));
         auto task = access::task_for(v, r, [id, author = access::author_of(v, "messages")](journal::Transaction& t) {
           return try_again(t, *id, author);
         });
         return access::perform(s, std::move(task), [&s, v, ways](Result<std::string> const& done) {
           if (done) return http::redirect("/messages");
           html::FormState form;
           form.errors.push_back({"", done.error().code, done.error().sentence});
           return page_of(s, v, ways, html::error_summary(form), access::status_of(done.error().kind));
         });
       },
       .keeps_draft = false});
  hang_reports(router, services, outgoing.callback_token);
}

}  // namespace kith::message
