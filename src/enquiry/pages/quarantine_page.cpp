// The rows that wait to be put right: the list, and correcting or dismissing one.
#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "enquiry/import/row_parser.h"
#include "enquiry/import_batch.h"
#include "enquiry/importing.h"
#include "enquiry/pages/quarantine_row.h"
#include "enquiry/quarantine.h"
#include "html/components.h"

namespace kith::enquiry::import_pages {

namespace {

using access::Action;

int constexpr rows_a_page = 50;

struct Tab {
  std::string_view state;
  std::string_view label;
};
auto constexpr tabs =
    std::to_array<Tab>({{"waiting", "Waiting"}, {"corrected", "Corrected"}, {"dismissed", "Dismissed"}});

html::Html list_of(std::vector<QuarantineRow> const& rows, std::string_view caption) {
  html::SortableTable table{
      .caption = html::text(caption),
      .columns = {{.text = "File"}, {.text = "Line", .numeric = true}, {.text = "Kind"}, {.text = "What is wrong"}}};
  for (auto const& row : rows) {
    auto const door = parse<imports::Door>(row.door);
    table.rows.push_back(
        {html::markup("<a class=\"govuk-link\" href=\"{}\">{}<span class=\"govuk-visually-hidden\">, line "
                      "{}</span></a>",
                      html::url("/imports/quarantine/{}", row.row), row.file, row.line),
         html::Html(row.line), html::text(door ? label(*door) : std::string_view{row.door}),
         html::text(row.first_fault)});
  }
  return html::sortable_table(table);
}

http::Answer show_list(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const reader = services.readers->lease();
  auto current = tabs[0];
  html::SubNavigation navigation{.label = "Rows by what was done with them"};
  for (auto const& tab : tabs)
    if (request.query.get("state") == tab.state) current = tab;
  for (auto const& tab : tabs)
    navigation.items.push_back({.text = html::text(tab.label),
                                .href = html::Url{"/imports/quarantine"}.with("state", tab.state),
                                .current = tab.state == current.state,
                                .count = static_cast<int>(quarantine_count(*reader, tab.state))});
  int const count = static_cast<int>(quarantine_count(*reader, current.state));
  int const pages = std::max(1, (count + rows_a_page - 1) / rows_a_page);
  int number = 1;
  auto const typed = request.query.get("page");
  std::from_chars(typed.data(), typed.data() + typed.size(), number);
  number = std::clamp(number, 1, pages);

  html::Page page;
  page.title = "Rows to put right";
  page.heading = html::text(page.title);
  page.wide = true;
  page.main = sections(services, "quarantine") + html::sub_navigation(navigation);
  auto const rows = quarantined(*reader, current.state, rows_a_page, (number - 1) * rows_a_page);
  page.main += rows.empty() ? paragraph("No rows here.") : list_of(rows, current.label);
  page.main += html::page_links(html::Url{"/imports/quarantine"}.with("state", current.state), number, pages);
  return access::framed(services, visitor, std::move(page));
}

http::Response no_row(Services const& services, Visitor const& visitor) {
  return access::error_page(services, visitor, not_found("no_row", "There is no such row."));
}

http::Answer show_row(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const row = open_row(services, request);
  if (!row) return no_row(services, visitor);
  auto const noted =
      access::note_read(services, visitor, request, Action::import_files,
                        access::decide(visitor.subject, Action::import_files), "quarantined row", row->id.text());
  if (!noted) return access::error_page(services, visitor, noted.error());
  auto const form = row->waits() ? state_of(*row) : html::FormState{};
  auto page = row_page(services, visitor, *row, form);
  auto const done = request.query.get("done");
  if (row->waits()) {
    page.above_heading = html::error_summary(form, "What has to be put right");
  } else if (!done.empty()) {
    auto const next = quarantined(*services.readers->lease(), "waiting", 1, 0);
    auto content =
        paragraph(done == "corrected" ? "The row has been corrected and taken in." : "The row has been dismissed.");
    content += next.empty() ? paragraph("No more rows wait.")
                            : html::markup(
                                  "<p class=\"govuk-body\"><a class=\"govuk-notification-banner__link\" "
                                  "href=\"{}\">Go on to the next row</a></p>",
                                  html::url("/imports/quarantine/{}", next.front().row));
    page.above_heading = html::notification_banner({.content = content, .success = true});
  }
  return access::framed(services, visitor, std::move(page));
}

// The row's page again, with what was typed and what is wrong with it.
http::Response row_refused(Services const& services, Visitor const& visitor, OpenedRow const& row,
                           std::vector<FieldError> faults) {
  auto form = access::form_state(visitor.form, std::move(faults));
  auto const kept = state_of(row);
  if (!visitor.form.has("reference")) form.values.insert(form.values.end(), kept.values.begin(), kept.values.end());
  return refused(services, visitor, row_page(services, visitor, row, form), form);
}

// Sends what is to be done with a row, and shows the row afterwards.
http::Answer settle(Services const& services, Visitor const& visitor, http::Request const& request,
                    OpenedRow const& row, std::string_view done,
                    std::function<Result<std::string>(journal::Transaction&)> run) {
  auto const guarded = [actor = visitor.subject.account,
                        run = std::move(run)](journal::Transaction& t) -> Result<std::string> {
    TRY(access::authorised(t, actor, Action::import_files));
    return run(t);
  };
  return access::perform(
      services, access::task_for(visitor, request, guarded),
      [&services, visitor, row, place = row.address().with("done", done)](Result<std::string> const& result) {
        if (result) return http::redirect(std::string{place.text()});
        auto const& error = result.error();
        if (error.kind != Kind::invalid || error.code == "settled_already")
          return access::error_page(services, visitor, error);
        return row_refused(services, visitor, row, access::faults_of(error));
      });
}

// The cells as corrected: those of the file with what was typed, and those that the file had no column for.
std::vector<RowCell> typed_cells(OpenedRow const& row, http::Fields const& form) {
  auto const typed = [&](std::string_view column) { return clean_text(form.get(column)).value_or(std::string{}); };
  auto cells = row.kept.cells;
  for (auto& cell : cells)
    if (is_column(row.door, cell.column)) cell.text = typed(cell.column);
  for (auto const& column : imports::columns_of(row.door))
    if (row.cell(column.name) == nullptr && !typed(column.name).empty())
      cells.push_back({"", std::string{column.name}, typed(column.name)});
  return cells;
}

Result<imports::ParsedRow> read_again(Services const& services, OpenedRow const& row,
                                      std::vector<RowCell> const& cells) {
  std::vector<imports::KeptCell> kept;
  for (auto const& cell : cells) kept.push_back({cell.header, cell.column, cell.text});
  imports::ColumnMapping rules;
  rules.door = row.door;
  for (auto const& rule : row.kept.rules) rules.values.push_back({rule.column, rule.theirs, rule.ours});
  auto const order = parse<imports::DateOrder>(row.kept.date_order).value_or(imports::DateOrder::day_first);
  return imports::parse_cells(row.door, kept, *services.profile, london_date(services.now()), order, &rules);
}

FieldError reference_taken() {
  return {"reference", "duplicate_reference",
          "Another record has this reference. Give this row its own, or dismiss the row."};
}

http::Answer correct(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const row = open_row(services, request);
  if (!row) return no_row(services, visitor);
  if (!row->waits()) return http::redirect(std::string{row->address().text()});
  auto const cells = typed_cells(*row, visitor.form);
  auto const parsed = read_again(services, *row, cells);
  if (!parsed) return access::error_page(services, visitor, parsed.error());
  std::vector<FieldError> faults;
  for (auto const& fault : parsed->faults)
    faults.push_back(beside_field(*row, fault.column_number, fault.column, wire(fault.code), fault.sentence));
  if (!parsed->row) return row_refused(services, visitor, *row, std::move(faults));
  // A row that was kept because its reference is another row's must not overwrite that one.
  bool const must_be_new = row->has_fault(imports::FaultCode::duplicate_reference);
  return settle(services, visitor, request, *row, "corrected",
                [id = row->id, cells, must_be_new, taken_row = *parsed->row,
                 by = import_hand(visitor.subject)](journal::Transaction& t) -> Result<std::string> {
                  if (must_be_new && taken_before(t.connection(), taken_row))
                    return invalid("reference_taken", reference_taken().sentence, {reference_taken()});
                  TRY(settle_corrected(t, id, cells, by.author()));
                  TRY(take_row(t, taken_row, by));
                  return id.text();
                });
}

http::Answer dismiss(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const row = open_row(services, request);
  if (!row) return no_row(services, visitor);
  if (!row->waits()) return http::redirect(std::string{row->address().text()});
  return settle(
      services, visitor, request, *row, "dismissed",
      [id = row->id, reason = clean_text(visitor.form.get("reason")).value_or(std::string{}),
       by = import_hand(visitor.subject)](journal::Transaction& t) { return dismiss_row(t, id, reason, by.author()); });
}

}  // namespace

void hang_quarantine_pages(http::Router& router, Services const& services) {
  access::add(router, services,
              {.pattern = "/imports/quarantine",
               .action = Action::import_files,
               .name = "quarantine",
               .summary = "Rows of imported files that wait to be put right",
               .page = show_list});
  access::add(router, services,
              {.pattern = "/imports/quarantine/{id}",
               .action = Action::import_files,
               .name = "quarantined_row",
               .summary = "One such row, its cells and what is wrong with them",
               .page = show_row});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/imports/quarantine/{id}/correct",
               .action = Action::import_files,
               .name = "correct_row",
               .summary = "Read a corrected row again and take it in",
               .page = correct});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/imports/quarantine/{id}/dismiss",
               .action = Action::import_files,
               .name = "dismiss_row",
               .summary = "Leave a row out, with the reason",
               .page = dismiss});
}

}  // namespace kith::enquiry::import_pages
