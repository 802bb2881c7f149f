// Agencies' agreements to share information, and the part of the borough that an account answers for: an
// administrator's pages.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "access/accounts.h"
#include "access/agreements.h"
#include "access/pages.h"
#include "base/text.h"
#include "html/components.h"

namespace kith::access {

namespace {

journal::Task for_administrator(Visitor const& visitor, http::Request const& request,
                                std::function<Result<std::string>(journal::Transaction&, journal::Author const&)> run) {
  return task_for(visitor, request,
                  [author = author_of(visitor, "agreements"),
                   run = std::move(run)](journal::Transaction& transaction) -> Result<std::string> {
                    TRY(authorised(transaction, author.actor, Action::manage_accounts));
                    return run(transaction, author);
                  });
}

// The three boxes of a date field. Nothing typed is `otherwise`.
std::optional<Date> day_typed(http::Fields const& form, std::string const& field, std::optional<Date> otherwise,
                              std::vector<FieldError>& faults) {
  int parts[3] = {};
  bool empty = true, sound = true;
  for (int i = 0; auto const* suffix : {"-day", "-month", "-year"}) {
    auto const text = trimmed(form.get(field + suffix));
    empty = empty && text.empty();
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), parts[i++]);
    sound = sound && fault == std::errc{} && end == text.data() + text.size();
  }
  if (empty) return otherwise;
  if (sound && parts[0] > 0 && parts[1] > 0 && parts[2] >= 1900 && parts[2] <= 2200)
    if (auto const day = Date::of(parts[2], static_cast<unsigned>(parts[1]), static_cast<unsigned>(parts[0])))
      return day;
  faults.push_back({field, "bad_date", "Enter a real date, such as 27 3 2027."});
  return otherwise;
}

std::vector<html::DateInputItem> day_boxes(Date day) {
  return {{.name = "day", .value = std::to_string(day.day())},
          {.name = "month", .value = std::to_string(day.month())},
          {.name = "year", .value = std::to_string(day.year()), .width_characters = 4}};
}

html::Html state_of_agreement(AgreementRow const& row, Date today) {
  using enum html::TagColour;
  if (row.ended_on && *row.ended_on <= today)
    return html::tag({.text = html::text("Ended on " + for_people(*row.ended_on)), .colour = grey});
  if (today < row.from) return html::tag({.text = "To come", .colour = blue});
  if (row.until < today) return html::tag({.text = "Run out", .colour = red});
  if (row.until < today + 60) return html::tag({.text = "Runs out soon", .colour = yellow});
  return html::tag({.text = "In force", .colour = green});
}

html::Html agreement_table(Services const& services, std::vector<AgreementRow> const& rows, Date today) {
  html::SortableTable table{.caption = "Agreements",
                            .columns = {{.text = "Agency"},
                                        {.text = "From"},
                                        {.text = "Until"},
                                        {.text = "State"},
                                        {.text = "Note"},
                                        {.text = "To do"}}};
  for (auto const& row : rows) {
    html::Html end;
    if (row.holds_on(today) || today < row.from)
      end = html::markup(
          "<a class=\"govuk-link\" href=\"{}\">End it<span class=\"govuk-visually-hidden\">: {}</span></a>",
          html::url("/agreements/{}/end", row.agreement), agency_label(services, row.agency));
    table.rows.push_back({html::text(agency_label(services, row.agency)), html::text(for_people(row.from)),
                          html::text(for_people(row.until)), state_of_agreement(row, today), html::text(row.note),
                          std::move(end)});
  }
  return html::sortable_table(table);
}

// Agencies without an agreement in force, which see nothing of others' as soon as there is any agreement at all.
html::Html without_agreement(Services const& services, std::vector<AgreementRow> const& rows, Date today) {
  if (rows.empty())
    return html::warning_text(
        {.text = "No agreement is on record. Until the first one is, every agency counts as having one. From the first "
                 "one on, each agency without its own sees nothing but what it wrote: put all of them down together."});
  html::Html names;
  for (auto const& agency : services.profile->agencies) {
    if (!agency.in_use_on(today)) continue;
    bool const has =
        std::ranges::any_of(rows, [&](auto const& row) { return row.agency == agency.code && row.holds_on(today); });
    if (!has) names.add("<li>{}</li>", agency.label);
  }
  if (names.empty()) return {};
  return html::details({.summary = "Agencies without an agreement in force: they see only what they wrote",
                        .text = html::markup("<ul class=\"govuk-list govuk-list--bullet\">{}</ul>", names)});
}

html::Html sign_form(Services const& services, Visitor const& visitor, html::FormState const& form, Date today) {
  html::Checkboxes boxes{.name = "agency",
                         .fieldset = {.legend = {.text = "Which agencies signed?"}},
                         .values = form.all_values("agency"),
                         .classes = "govuk-checkboxes--small kith-columns"};
  for (auto const& agency : services.profile->agencies) {
    if (!agency.in_use_on(today)) continue;
    boxes.items.push_back({.value = agency.code, .text = agency.label});
    // The council's own are ticked beforehand: it would shut itself out first.
    if (form.values.empty() && agency.kind == "council") boxes.values.push_back(agency.code);
  }
  auto const fields =
      html::checkboxes_field(form, boxes) +
      html::date_field(form, {.id = "from", .fieldset = {.legend = {.text = "First day"}}, .items = day_boxes(today)}) +
      html::date_field(form, {.id = "until",
                              .fieldset = {.legend = {.text = "Last day"}},
                              .items = day_boxes(today.plus_months(12) - 1)}) +
      html::input_field(form, {.name = "note",
                               .label = {.text = "Note (optional)"},
                               .hint = {.text = "For example: who signed, and where the paper lies"}}) +
      html::button({.text = "Save", .prevent_double_click = true});
  return html::markup("<h2 class=\"govuk-heading-m\">Put an agreement on record</h2>") +
         draft_form_for(services, visitor, "/agreements", fields);
}

http::Response agreements_page(Services const& services, Visitor const& visitor, html::FormState const& form,
                               std::string_view done) {
  auto const today = london_date(services.now());
  auto const rows = agreements(*services.readers->lease());
  html::Page page;
  page.title = "Agreements to share information";
  page.heading = html::text(page.title);
  page.wide = true;
  page.back_link = html::BackLink{.text = "Accounts", .href = "/accounts"};
  if (done == "signed") page.above_heading = success_banner("Saved. It counts from its first day.");
  if (done == "ended") page.above_heading = success_banner("Ended. Its accounts see only what their agency wrote.");
  page.main = without_agreement(services, rows, today);
  if (!rows.empty()) page.main += agreement_table(services, rows, today);
  page.main += sign_form(services, visitor, form, today);
  if (!form.errors.empty()) return with_errors(services, visitor, std::move(page), form);
  return framed(services, visitor, std::move(page));
}

http::Answer show_agreements(Services const& services, Visitor const& visitor, http::Request const& request) {
  return agreements_page(services, visitor, kept_draft(services, visitor, request.path).value_or(html::FormState{}),
                         request.query.get("done"));
}

http::Answer save_agreements(Services const& services, Visitor const& visitor, http::Request const& request) {
  std::vector<FieldError> faults;
  AgreementSigned typed;
  auto const today = london_date(services.now());
  typed.from = day_typed(visitor.form, "from", today, faults).value_or(today);
  typed.until = day_typed(visitor.form, "until", today.plus_months(12) - 1, faults).value_or(today);
  typed.note = clean_text(visitor.form.get("note")).value_or("");
  if (length_in_characters(typed.note) > 500) faults.push_back({"note", "too_long", "Use at most 500 characters."});
  std::vector<std::string> agencies;
  for (auto const& agency : services.profile->agencies)
    for (auto const ticked : visitor.form.all("agency"))
      if (agency.code == ticked) agencies.push_back(agency.code);
  if (agencies.empty()) faults.push_back({"agency", "no_agency", "Choose at least one agency."});
  auto again = [&services, visitor](std::vector<FieldError> wrong) {
    return agreements_page(services, visitor, form_state(visitor.form, std::move(wrong)), {});
  };
  if (!faults.empty()) return again(std::move(faults));
  return perform(services,
                 for_administrator(
                     visitor, request,
                     [agencies, typed](journal::Transaction& t, journal::Author const& author) -> Result<std::string> {
                       for (auto const& agency : agencies) {
                         auto one = typed;
                         one.agency = agency;
                         TRY(sign_agreement(t, one, author));
                       }
                       return std::string{"signed"};
                     }),
                 [&services, visitor, again](Result<std::string> const& result) {
                   if (result) return http::redirect("/agreements?done=signed");
                   if (result.error().kind != Kind::invalid) return error_page(services, visitor, result.error());
                   return again(faults_of(result.error()));
                 });
}

http::Response end_page(Services const& services, Visitor const& visitor, http::Request const& request,
                        html::FormState const& form) {
  auto const id = AgreementId::parse(request.parameters.at("id"));
  std::optional<AgreementRow> found;
  for (auto const& row : agreements(*services.readers->lease()))
    if (row.agreement == id) found = row;
  if (!found) return error_page(services, visitor, not_found("no_agreement", "There is no such agreement."));
  html::Page page;
  page.title = "End an agreement";
  page.heading = html::text("End the agreement of " + agency_label(services, found->agency));
  page.back_link = html::BackLink{.text = "Agreements", .href = "/agreements"};
  page.main =
      html::inset_text({.text = "It ends today. From then on its accounts see nothing but what their agency wrote "
                                "itself, unless another agreement of theirs is in force."}) +
      form_for(
          services, visitor, html::url("/agreements/{}/end", found->agreement),
          html::input_field(form, {.name = "reason", .label = {.text = "Why does it end?"}}) +
              html::button({.text = "End it", .variant = html::ButtonVariant::warning, .prevent_double_click = true}));
  if (!form.errors.empty()) return with_errors(services, visitor, std::move(page), form);
  return framed(services, visitor, std::move(page));
}

http::Answer show_end(Services const& services, Visitor const& visitor, http::Request const& request) {
  return end_page(services, visitor, request, {});
}

http::Answer save_end(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const id = AgreementId::parse(request.parameters.at("id")).value_or(AgreementId{});
  auto const today = london_date(services.now());
  auto const reason = clean_text(visitor.form.get("reason")).value_or("");
  return perform(services,
                 for_administrator(visitor, request,
                                   [id, today, reason](journal::Transaction& t, journal::Author const& author) {
                                     return end_agreement(t, id, today, reason, author);
                                   }),
                 [&services, visitor, &request](Result<std::string> const& result) {
                   if (result) return http::redirect("/agreements?done=ended");
                   if (result.error().kind != Kind::invalid) return error_page(services, visitor, result.error());
                   return end_page(services, visitor, request, typed_with(visitor.form, result.error()));
                 });
}

// ---- the part of the borough that an account answers for

http::Response areas_page(Services const& services, Visitor const& visitor, Account const& account,
                          std::string_view done) {
  auto const chosen = areas_of(*services.readers->lease(), account.account);
  html::Checkboxes boxes{.name = "place",
                         .fieldset = {.legend = {.text = "Which parts of the borough does this person answer for?"}},
                         .hint = {.text = "Tick none for the whole borough."},
                         .values = chosen,
                         .classes = "govuk-checkboxes--small kith-columns"};
  for (auto const& place : services.profile->places)
    if (place.rank == profile::Rank::locality || place.rank == profile::Rank::ward)
      boxes.items.push_back({.value = place.code.value, .text = place.label});
  html::Page page;
  page.title = "Areas";
  page.heading = html::text(account.name);
  page.back_link = html::BackLink{.text = "Back to the account", .href = html::url("/accounts/{}", account.account)};
  if (done == "areas") page.above_heading = success_banner("Saved. It counts from this moment.");
  page.main = html::inset_text(
                  {.text = "A coordinator or manager sees the shared record of families in these places. Of families "
                           "elsewhere they see that they are known, and whom to ring. Whoever leads or belongs to a "
                           "team sees that family wherever it lives."}) +
              form_for(services, visitor, html::url("/accounts/{}/areas", account.account),
                       html::checkboxes(boxes) + html::button({.text = "Save", .prevent_double_click = true}));
  return framed(services, visitor, std::move(page));
}

std::optional<Account> account_asked(Services const& services, http::Request const& request) {
  auto const id = ActorId::parse(request.parameters.at("id"));
  return id ? account_by_id(*services.readers->lease(), *id) : std::nullopt;
}

http::Answer show_areas(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const account = account_asked(services, request);
  if (!account) return error_page(services, visitor, not_found("no_account", "There is no such account."));
  return areas_page(services, visitor, *account, request.query.get("done"));
}

http::Answer save_areas(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const account = account_asked(services, request);
  if (!account) return error_page(services, visitor, not_found("no_account", "There is no such account."));
  std::vector<std::string> places, covers;
  for (auto const& place : services.profile->places)
    for (auto const ticked : visitor.form.all("place"))
      if (place.code.value == ticked) {
        places.push_back(place.code.value);
        for (auto const& within : profile::within(*services.profile, place.code)) covers.push_back(within.value);
      }
  auto const where = html::url("/accounts/{}/areas", account->account).with("done", "areas");
  return perform(services,
                 for_administrator(
                     visitor, request,
                     [id = account->account, places, covers](journal::Transaction& t, journal::Author const& author) {
                       return give_areas(t, id, places, covers, author);
                     }),
                 [&services, visitor, where](Result<std::string> const& result) {
                   if (result) return http::redirect(std::string{where.text()});
                   return error_page(services, visitor, result.error());
                 });
}

}  // namespace

void hang_agreements(http::Router& router, Services const& services) {
  auto add_page = [&](http::Method method, char const* pattern, char const* name, char const* summary, Page page) {
    add(router, services,
        {.method = method,
         .pattern = pattern,
         .action = Action::manage_accounts,
         .name = name,
         .summary = summary,
         .page = std::move(page)});
  };
  add_page(http::Method::get, "/agreements", "agreements", "Agencies' agreements to share information",
           show_agreements);
  add_page(http::Method::post, "/agreements", "agreements_post", "Puts agreements on record", save_agreements);
  add_page(http::Method::get, "/agreements/{id}/end", "agreement_end", "Asks why an agreement ends", show_end);
  add_page(http::Method::post, "/agreements/{id}/end", "agreement_end_post", "Ends an agreement", save_end);
  add_page(http::Method::get, "/accounts/{id}/areas", "account_areas",
           "The parts of the borough that an account answers for", show_areas);
  add_page(http::Method::post, "/accounts/{id}/areas", "account_areas_post", "Saves them", save_areas);
}

}  // namespace kith::access
