// The rows that wait to be put right: the list, one row with its cells to correct, and what was done with it.
#include <fmt/format.h>

#include <charconv>

#include "access/accounts.h"
#include "base/text.h"
#include "enquiry/import/row_parser.h"
#include "enquiry/import_batch.h"
#include "enquiry/importing.h"
#include "enquiry/pages/import_pages.h"
#include "enquiry/quarantine.h"
#include "html/components.h"
#include "journal/store.h"

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
  html::Table table{.caption = html::text(caption),
                    .head = {{.text = "File"}, {.text = "Line"}, {.text = "Kind"}, {.text = "What is wrong"}},
                    .first_cell_is_header = true};
  for (auto const& row : rows) {
    auto const door = parse<imports::Door>(row.door);
    table.rows.push_back(
        {{.text = html::markup("<a class=\"govuk-link\" href=\"{}\">{}<span class=\"govuk-visually-hidden\">, line "
                               "{}</span></a>",
                               html::url("/imports/quarantine/{}", row.row), row.file, row.line)},
         {.text = html::Html(row.line), .numeric = true},
         {.text = html::text(door ? label(*door) : std::string_view{row.door})},
         {.text = html::text(row.first_fault)}});
  }
  return html::table(table);
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

// A row with everything that happened to it.
struct OpenedRow {
  RowId id;
  RowQuarantined kept;
  imports::Door door = imports::Door::enquiries;
  std::vector<journal::Recorded> history;

  bool waits() const { return history.size() == 1; }
  html::Url address() const { return html::url("/imports/quarantine/{}", id); }
  RowCell const* cell(std::string_view column) const {
    for (auto const& cell : kept.cells)
      if (cell.column == column) return &cell;
    return nullptr;
  }
  bool has_fault(imports::FaultCode code) const {
    return std::any_of(kept.faults.begin(), kept.faults.end(),
                       [&](RowFault const& fault) { return fault.code == wire(code); });
  }
};

std::optional<OpenedRow> open_row(Services const& services, http::Request const& request) {
  auto const id = RowId::parse(request.parameters.at("id"));
  if (!id) return std::nullopt;
  auto const reader = services.readers->lease();
  auto kept = quarantined_row(*reader, *id);
  if (!kept) return std::nullopt;
  auto const door = parse<imports::Door>(kept->door).value_or(imports::Door::enquiries);
  return OpenedRow{*id, *std::move(kept), door, journal::load(*reader, id->raw())};
}

http::Response no_row(Services const& services, Visitor const& visitor) {
  return access::error_page(services, visitor, not_found("no_row", "There is no such row."));
}

bool is_column(imports::Door door, std::string_view name) {
  for (auto const& column : imports::columns_of(door))
    if (column.name == name) return true;
  return false;
}

// A fault stands beside its field, or above all of them when it is about the row or a column that is not read.
FieldError beside_field(OpenedRow const& row, std::int64_t number, std::string const& column, std::string_view code,
                        std::string const& sentence) {
  if (is_column(row.door, column)) return {column, std::string{code}, sentence};
  auto const place = !column.empty() ? fmt::format("“{}”: ", column)
                     : number > 0    ? fmt::format("Column {}: ", number)
                                     : std::string{};
  return {"", std::string{code}, place + sentence};
}

html::FormState state_of(OpenedRow const& row) {
  html::FormState form;
  for (auto const& cell : row.kept.cells)
    if (!cell.column.empty()) form.values.emplace_back(cell.column, cell.text.reveal());
  for (auto const& fault : row.kept.faults)
    form.errors.push_back(beside_field(row, fault.column_number, fault.column, fault.code, fault.sentence));
  return form;
}

html::Html cell_fields(OpenedRow const& row, html::FormState const& form) {
  html::Html all;
  for (auto const& column : imports::columns_of(row.door)) {
    auto const* cell = row.cell(column.name);
    auto const hint = cell == nullptr        ? std::string{"The file has no such column"}
                      : cell->header.empty() ? std::string{}
                                             : fmt::format("In the file: “{}”", cell->header);
    all += html::input_field(
        form, {.name = std::string{column.name},
               .label = {.text = html::text(fmt::format("{}{}", column.label, column.required ? "" : " (optional)"))},
               .hint = {.text = html::text(hint)},
               .autocomplete = "off",
               .spellcheck = false});
  }
  return all;
}

// Cells of columns that are not read: shown, because shifted cells may have ended up there.
html::Html other_cells(OpenedRow const& row) {
  html::SummaryList list;
  for (std::size_t i = 0; i < row.kept.cells.size(); ++i) {
    auto const& cell = row.kept.cells[i];
    if (!cell.column.empty() || trimmed(cell.text.reveal()).empty()) continue;
    auto const name = cell.header.empty() ? fmt::format("Column {}", i + 1) : cell.header;
    list.rows.push_back({.key = {.text = html::text(name)}, .value = {.text = html::text(cell.text.reveal())}});
  }
  if (list.rows.empty()) return {};
  return html::markup("<h2 class=\"govuk-heading-m\">Other cells of this row</h2>") +
         paragraph("These columns are not read. Copy a value from here if it belongs into a field above.") +
         html::summary_list(list);
}

html::Html changed_cells(OpenedRow const& row, RowCorrected const& corrected) {
  html::Html items;
  for (auto const& cell : corrected.cells) {
    if (cell.column.empty()) continue;
    auto const* before = row.cell(cell.column);
    auto const was = before == nullptr ? std::string{} : before->text.reveal();
    if (was == cell.text.reveal()) continue;
    auto const place = imports::find_column(row.door, cell.column);
    auto const name = place ? imports::columns_of(row.door)[*place].label : std::string_view{cell.column};
    items.add("<li>{}: {}, was {}</li>", name, cell.text.reveal().empty() ? "empty" : cell.text.reveal(),
              was.empty() ? "empty" : was);
  }
  if (items.empty()) return paragraph("Taken as it was.");
  return html::markup("<ul class=\"govuk-list govuk-list--bullet\">{}</ul>", items);
}

html::Html history_of(Services const& services, OpenedRow const& row) {
  auto const reader = services.readers->lease();
  html::Timeline timeline;
  for (auto entry = row.history.rbegin(); entry != row.history.rend(); ++entry) {
    auto const event = QuarantineEvents::decode(*entry);
    if (!event) continue;
    auto const name = access::name_of(*reader, entry->header.author.actor);
    html::TimelineItem item{.datetime = to_text(entry->header.recorded_at),
                            .when = html::text(for_people(entry->header.recorded_at)),
                            .by = html::text(name.empty() ? "The command line" : name)};
    if (auto const* corrected = std::get_if<RowCorrected>(&*event)) {
      item.title = "Corrected and taken in";
      item.content = changed_cells(row, *corrected);
    } else if (auto const* dismissed = std::get_if<RowDismissed>(&*event)) {
      item.title = "Dismissed";
      item.content = paragraph(html::text(dismissed->reason));
    } else {
      item.title = "Put into the quarantine";
      for (auto const& fault : row.kept.faults)
        item.content += paragraph(html::text(fmt::format("{}: {}", fault.column, fault.sentence)));
    }
    timeline.items.push_back(std::move(item));
  }
  return html::markup("<h2 class=\"govuk-heading-m\">History</h2>") + html::timeline(timeline);
}

html::Html forms_of(Services const& services, Visitor const& visitor, OpenedRow const& row,
                    html::FormState const& form) {
  auto const correct = html::url("/imports/quarantine/{}/correct", row.id);
  auto const dismiss = html::url("/imports/quarantine/{}/dismiss", row.id);
  auto all = access::form_for(services, visitor, correct,
                              cell_fields(row, form) + council_words(services, row.door) +
                                  html::button({.text = "Check and take this row in", .prevent_double_click = true}));
  all += other_cells(row);
  all.add("<h2 class=\"govuk-heading-m\">Or leave this row out</h2>");
  all += access::form_for(services, visitor, dismiss,
                          html::input_field(form, {.name = "reason",
                                                   .label = {.text = "Why is it left out?"},
                                                   .hint = {.text = "For example: a line of totals, a test record"}}) +
                              html::button({.text = "Dismiss the row", .variant = html::ButtonVariant::warning}));
  return all;
}

html::Html cells_as_text(OpenedRow const& row) {
  auto cells = row.kept.cells;
  if (auto const last = QuarantineEvents::decode(row.history.back()))
    if (auto const* corrected = std::get_if<RowCorrected>(&*last)) cells = corrected->cells;
  html::SummaryList list;
  for (auto const& cell : cells) {
    auto const place = imports::find_column(row.door, cell.column);
    auto const name = place ? imports::columns_of(row.door)[*place].label : std::string_view{cell.header};
    list.rows.push_back({.key = {.text = html::text(name)}, .value = {.text = html::text(cell.text.reveal())}});
  }
  return html::summary_list(list);
}

html::Page row_page(Services const& services, Visitor const& visitor, OpenedRow const& row,
                    html::FormState const& form) {
  html::Page page;
  page.title = row.waits() ? "Put a row right" : "A row that was dealt with";
  page.heading = html::text(page.title);
  page.back_link = html::BackLink{.text = "All rows", .href = "/imports/quarantine"};
  page.main =
      paragraph(html::markup("<strong>{}</strong>, line {}: {}", row.kept.file, row.kept.line, label(row.door)));
  page.main += row.waits() ? forms_of(services, visitor, row, form) : cells_as_text(row);
  page.main += history_of(services, row);
  return page;
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
        return row_refused(
            services, visitor, row,
            error.fields.empty() ? std::vector{FieldError{"", error.code, error.sentence}} : error.fields);
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
                  TRY(settle_corrected(t, id, cells, by.author()));
                  auto const taken = TRY(take_row(t, taken_row, by));
                  if (must_be_new && taken != RowTaken::added)
                    return invalid("reference_taken", reference_taken().sentence, {reference_taken()});
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
