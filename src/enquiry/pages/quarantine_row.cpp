#include "enquiry/pages/quarantine_row.h"

#include <fmt/format.h>

#include "access/accounts.h"
#include "base/text.h"
#include "html/components.h"
#include "journal/store.h"

namespace kith::enquiry::import_pages {

namespace {

html::Html cell_fields(OpenedRow const& row, html::FormState const& form) {
  html::Html here, elsewhere;
  for (auto const& column : imports::columns_of(row.door)) {
    auto const* cell = row.cell(column.name);
    auto const hint = cell == nullptr        ? std::string{"The file has no such column"}
                      : cell->header.empty() ? std::string{}
                                             : fmt::format("In the file: “{}”", cell->header);
    // What the row says, and what is wrong with it, comes first; the columns that its file does not have are folded.
    auto const name = std::string{column.name};
    bool const wanted = cell != nullptr || form.error(name) != nullptr || !form.value(name).empty();
    (wanted ? here : elsewhere) += html::input_field(
        form, {.name = name,
               .label = {.text = html::text(fmt::format("{}{}", column.label, column.required ? "" : " (optional)"))},
               .hint = {.text = html::text(hint)},
               .autocomplete = "off",
               .spellcheck = false});
  }
  if (elsewhere.empty()) return here;
  return here + html::details({.summary = "Columns that the file does not have", .text = elsewhere});
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
        item.content += paragraph(
            html::text(fault.column.empty() ? fault.sentence : fmt::format("{}: {}", fault.column, fault.sentence)));
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

}  // namespace

std::optional<OpenedRow> open_row(Services const& services, http::Request const& request) {
  auto const id = RowId::parse(request.parameters.at("id"));
  if (!id) return std::nullopt;
  auto const reader = services.readers->lease();
  auto kept = quarantined_row(*reader, *id);
  if (!kept) return std::nullopt;
  auto const door = parse<imports::Door>(kept->door).value_or(imports::Door::enquiries);
  return OpenedRow{*id, *std::move(kept), door, journal::load(*reader, id->raw())};
}

bool is_column(imports::Door door, std::string_view name) {
  for (auto const& column : imports::columns_of(door))
    if (column.name == name) return true;
  return false;
}

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

}  // namespace kith::enquiry::import_pages
