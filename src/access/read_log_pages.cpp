#include <fmt/format.h>

#include <charconv>
#include <map>

#include "access/pages.h"
#include "access/read_log_search.h"
#include "base/text.h"
#include "html/components.h"

namespace kith::access {

namespace {

// What was asked, as far as it will do.
struct Asked {
  LookQuestion question;
  std::string typed_record;
  std::vector<FieldError> faults;
};

Asked asked_in(http::Fields const& query, std::int64_t log_bytes) {
  Asked asked;
  auto const account = ActorId::parse(query.get("account"));
  if (account) asked.question.account = account->text();
  asked.typed_record = trimmed(query.get("record"));
  if (auto const record = parse_raw_id(lower_ascii(asked.typed_record)))
    asked.question.record = to_text(*record);
  else if (!asked.typed_record.empty())
    asked.faults.push_back({"record", "not_an_id",
                            "Enter the 26 letters and digits of a record's reference, as they stand in its address."});
  asked.question.until = log_bytes;
  auto const until = query.get("until");
  std::int64_t wanted = 0;
  if (std::from_chars(until.data(), until.data() + until.size(), wanted).ec == std::errc{} && wanted > 0)
    asked.question.until = std::min(wanted, log_bytes);
  return asked;
}

html::Url address_of(LookQuestion const& question) {
  html::Url url = "/read-log";
  if (!question.account.empty()) url = url.with("account", question.account);
  if (!question.record.empty()) url = url.with("record", question.record);
  return url;
}

html::Html filter_of(Asked const& asked, std::vector<Account> const& accounts) {
  html::FormState const form{{{"account", asked.question.account}, {"record", asked.typed_record}}, asked.faults};
  html::Select people{.name = "account", .label = {.text = "Who looked"}};
  people.items.push_back({.value = "", .text = "Everybody"});
  for (auto const& account : accounts)
    people.items.push_back({.value = account.account.text(), .text = account.name + " (" + account.login + ")"});
  return html::markup("<form action=\"/read-log\" method=\"get\" novalidate>{}{}{}</form>",
                      html::select_field(form, people),
                      html::input_field(form, {.name = "record",
                                               .label = {.text = "Which record"},
                                               .hint = {.text = "Its reference: 26 letters and digits"},
                                               .autocomplete = "off",
                                               .spellcheck = false}),
                      html::button({.text = "Show", .variant = html::ButtonVariant::secondary}));
}

std::string moment(std::string const& text) {
  auto const at = parse_instant(text);
  return at ? for_people(*at) : text;
}

// One record's reference, or those of a list folded under how many there are.
html::Html records_of(std::string_view record) {
  auto const more = std::ranges::count(record, ',');
  if (more == 0) return html::markup("<span class=\"kith-reference\">{}</span>", record);
  html::Html all;
  for (std::string_view rest = record; !rest.empty();) {
    auto const end = std::min(rest.find(','), rest.size());
    all.add("<div class=\"kith-reference\">{}</div>", rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return html::markup("<details><summary>{} records</summary>{}</details>", more + 1, all);
}

html::Html table_of(Services const& services, LooksFound const& found, std::vector<Account> const& accounts) {
  std::map<std::string, std::string> names;
  for (auto const& account : accounts) names[account.account.text()] = account.name;
  html::SortableTable table{.caption = "Newest first",
                            .columns = {{.text = "When"},
                                        {.text = "Who"},
                                        {.text = "Agency"},
                                        {.text = "What for"},
                                        {.text = "What"},
                                        {.text = "Record"},
                                        {.text = "Allowed by"}}};
  for (auto const& look : found.looks) {
    auto const name = names.find(look.account);
    auto const action = parse<Action>(look.action);
    table.rows.push_back({html::text(moment(look.at)), html::text(name == names.end() ? look.account : name->second),
                          html::text(agency_label(services, look.agency)),
                          html::text(action ? label(*action) : std::string_view{look.action}), html::text(look.about),
                          records_of(look.record), html::text(look.rule)});
  }
  return html::sortable_table(table);
}

html::Html results_of(Services const& services, LookQuestion const& question, LooksFound const& found,
                      std::vector<Account> const& accounts) {
  auto html = found.looks.empty() ? html::markup("<p class=\"govuk-body\">Nothing here.</p>")
                                  : table_of(services, found, accounts);
  if (found.stopped_short)
    html.add("<p class=\"govuk-body\">Looked back as far as {}.</p>", moment(found.looked_back_to));
  if (found.older)
    html +=
        html::pagination({.next = html::PaginationLink{.href = address_of(question).with("until", *found.older),
                                                       .text = found.stopped_short ? "Look further back" : "Older"}});
  return html;
}

http::Answer show_read_log(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const asked = asked_in(request.query, services.reads->bytes());
  auto const& question = asked.question;
  // Looking at who looked is a look like any other; it stands in the log before it is shown.
  auto about_whom = question.account;
  if (!question.record.empty()) about_whom += (about_whom.empty() ? "" : ",") + question.record;
  auto const noted = note_read(services, visitor, request, Action::see_read_log,
                               decide(visitor.subject, Action::see_read_log), "read log", about_whom);
  if (!noted) return error_page(services, visitor, noted.error());

  auto const accounts = all_accounts(*services.readers->lease());
  html::Page page;
  page.title = "Who looked at what";
  page.heading = html::text(page.title);
  page.wide = true;
  page.main = filter_of(asked, accounts);
  if (!asked.faults.empty()) return with_errors(services, visitor, std::move(page), {{}, asked.faults});
  auto const found = find_looks(services.reads->file(), question);
  if (!found) return error_page(services, visitor, found.error());
  page.main += results_of(services, question, *found, accounts);
  return framed(services, visitor, std::move(page));
}

}  // namespace

void hang_read_log(http::Router& router, Services const& services) {
  add(router, services,
      {.pattern = "/read-log",
       .action = Action::see_read_log,
       .name = "read_log",
       .summary = "Who looked at what, newest first",
       .page = show_read_log});
}

}  // namespace kith::access
