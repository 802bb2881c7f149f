// Choosing a file, taking it in, and what became of it.
#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "access/accounts.h"
#include "enquiry/import_batch.h"
#include "enquiry/import_routes.h"
#include "enquiry/pages/import_pages.h"
#include "enquiry/pages/import_runs.h"
#include "enquiry/past_imports.h"
#include "enquiry/quarantine.h"
#include "enquiry/saved_mappings.h"
#include "html/components.h"

namespace kith::enquiry {

namespace import_pages {

namespace {

using access::Action;

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

html::Html mappings_table(std::vector<MappingRow> const& mappings) {
  html::Html all = html::markup("<h2 class=\"govuk-heading-m\">Saved column mappings</h2>");
  all += paragraph(
      "A mapping says which columns of another system’s export are which of ours. Set it up once, then "
      "choose it each time you import a file from that system.");
  html::Table table{.caption = "Mappings you can choose", .head = {{.text = "Name"}, {.text = "For"}}};
  table.first_cell_is_header = true;
  for (auto const& row : mappings)
    table.rows.push_back({{.text = html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>",
                                                html::url("/imports/mappings/{}", row.mapping), row.name)},
                          {.text = html::text(label(row.door))}});
  if (!mappings.empty()) all += html::table(table);
  return all +
         html::button(
             {.text = "Set up a mapping", .href = "/imports/mappings/new", .variant = html::ButtonVariant::secondary});
}

int constexpr most_listed = 30;

html::Html past_table(Services const& services) {
  auto reader = services.readers->lease();
  html::SortableTable table{.caption = "Past imports, newest first",
                            .columns = {{.text = "File"},
                                        {.text = "Records"},
                                        {.text = "When"},
                                        {.text = "By"},
                                        {.text = "Accepted", .numeric = true},
                                        {.text = "New", .numeric = true},
                                        {.text = "Changed", .numeric = true},
                                        {.text = "Rejected", .numeric = true}},
                            .empty_text = "Nothing has been imported yet."};
  for (auto const& past : past_imports(*reader, most_listed)) {
    auto const& f = past.finished;
    auto const door = parse<imports::Door>(f.door);
    auto const name = access::name_of(*reader, past.by);
    html::Html file = html::text(f.file);
    if (!f.stopped.empty())
      file += html::markup(" ") + html::tag({.text = "Stopped early", .colour = html::TagColour::orange});
    table.rows.push_back({file, html::text(door ? label(*door) : std::string_view{f.door}),
                          html::text(for_people(past.at)), html::text(name.empty() ? "Command line" : name),
                          html::text(std::to_string(f.accepted)), html::text(std::to_string(f.added)),
                          html::text(std::to_string(f.changed)), html::text(std::to_string(f.rejected))});
  }
  return html::sortable_table(table) +
         html::markup("<p class=\"govuk-hint\">An import that changed nothing leaves no line here.</p>");
}

html::Html mapping_question(html::FormState const& form, std::vector<MappingRow> const& mappings) {
  if (mappings.empty()) return {};
  html::Select select{.name = "mapping",
                      .label = {.text = "Column mapping (optional)"},
                      .hint = {.text = "Choose one if the file comes from another system. Leave it if the columns have "
                                       "Kith’s own names."}};
  select.items.push_back({.value = "", .text = "None: the columns have Kith’s names"});
  for (auto const& row : mappings)
    select.items.push_back({.value = row.mapping.text(), .text = fmt::format("{} ({})", row.name, label(row.door))});
  return html::select_field(form, select);
}

html::Page import_page(Services const& services, Visitor const& visitor, html::FormState const& form) {
  auto const mappings = saved_mappings(*services.readers->lease());
  html::Page page;
  page.title = "Import a file";
  page.heading = html::text(page.title);
  auto body = html::radios_field(form, door_question());
  body += html::file_upload_field(form, {.name = "file",
                                         .label = {.text = "The file"},
                                         .hint = {.text = "CSV or Excel workbook (.xlsx), 50 MB at most"},
                                         .attributes = {{"accept", ".csv,.txt,.xlsx"}}});
  body += mapping_question(form, mappings);
  body += paragraph(
      "Rows that cannot be read are not lost: they wait in the quarantine until somebody corrects or "
      "dismisses them. Importing the same file again changes nothing.");
  body += html::button({.text = "Import the file", .prevent_double_click = true});
  page.wide = true;
  page.main = sections(services, "imports") + html::upload_form("/imports", visitor.csrf, body) + past_table(services) +
              mappings_table(mappings);
  return page;
}

http::Answer show_import(Services const& services, Visitor const& visitor, http::Request const& request) {
  html::FormState form;
  if (auto const id = MappingId::parse(request.query.get("mapping")))
    if (auto const mapping = saved_mapping(*services.readers->lease(), *id))
      form.values = {{"mapping", id->text()}, {"door", std::string{wire(mapping->door)}}};
  auto page = import_page(services, visitor, form);
  if (request.query.get("done") == "mapping")
    page.above_heading = html::notification_banner(
        {.text = "The column mapping has been saved. You can choose it below.", .success = true});
  return access::framed(services, visitor, std::move(page));
}

// What was asked for, or what is wrong with it.
struct AskedImport {
  imports::ImportFile file;
  http::Part const* upload = nullptr;
  std::vector<FieldError> faults;
};

AskedImport asked_in(Services const& services, Visitor const& visitor) {
  AskedImport asked;
  asked.file.today = london_date(services.now());
  auto const door = parse<imports::Door>(visitor.form.get("door"));
  if (!door) asked.faults.push_back({"door", "missing", "Choose what kind of records the file holds."});
  asked.file.door = door.value_or(imports::Door::enquiries);
  asked.upload = uploaded(visitor, "file");
  if (asked.upload == nullptr)
    asked.faults.push_back({"file", "missing", "Choose the file to import."});
  else if (asked.upload->body.size() > upload_limit_bytes)
    asked.faults.push_back({"file", "too_large", "The file is larger than 50 MB. Split it and import the parts."});
  else
    asked.file.name = asked.upload->file_name;
  if (auto const wanted = visitor.form.get("mapping"); !wanted.empty()) {
    auto const id = MappingId::parse(wanted);
    asked.file.mapping = id ? saved_mapping(*services.readers->lease(), *id) : std::nullopt;
    if (!asked.file.mapping)
      asked.faults.push_back({"mapping", "no_mapping", "There is no such mapping any more. Choose another."});
    else if (door && asked.file.mapping->door != *door)
      asked.faults.push_back({"mapping", "other_door",
                              fmt::format("This mapping is for {}. Choose another, or change what kind of records the "
                                          "file holds.",
                                          label(asked.file.mapping->door))});
  }
  return asked;
}

html::Html counts_of(ImportOutcome const& outcome) {
  html::SummaryList list;
  auto const row = [&](std::string_view key, std::uint64_t count, std::string_view meaning) {
    list.rows.push_back(
        {.key = {.text = html::text(key)}, .value = {.text = html::markup("<strong>{}</strong> {}", count, meaning)}});
  };
  row("Accepted", outcome.summary.accepted, "rows that could be read");
  row("Added", outcome.added, "of them are new");
  row("Changed", outcome.changed, "of them were here already and have now been brought up to date");
  row("Unchanged", outcome.unchanged, "of them were here already, just the same");
  row("Rejected", outcome.summary.rejected, "rows that have to be put right by somebody");
  return html::summary_list(list);
}

html::Html rejected_note(ImportOutcome const& outcome) {
  if (outcome.summary.rejected == 0) return {};
  auto const known = outcome.known == 0 ? std::string{}
                                        : fmt::format(" {} there already from an earlier import.",
                                                      counted(outcome.known, "row was", "rows were"));
  return html::inset_text({.text = html::markup("{} now in the quarantine.{} <a class=\"govuk-link\" "
                                                "href=\"/imports/quarantine\">Look at the rows to put right</a>",
                                                counted(outcome.kept, "row is", "rows are"), known)});
}

http::Response result_page(Services const& services, Visitor const& visitor, imports::ImportFile const& file,
                           ImportOutcome const& outcome) {
  html::Page page;
  page.title = "The file has been imported";
  page.heading = html::text(page.title);
  page.back_link = html::BackLink{.text = "Import another file", .href = "/imports"};
  page.main = paragraph(html::markup("<strong>{}</strong>, read as {}.", file.name, label(file.door)));
  page.main += counts_of(outcome) + rejected_note(outcome);
  html::Html notes;
  for (auto const& note : outcome.summary.notes) notes.add("<li>{}</li>", note.sentence);
  if (outcome.summary.queried > 0)
    notes.add("<li>{} accepted although something in them looks odd, such as a birth date still to come.</li>",
              counted(outcome.summary.queried, "row was", "rows were"));
  if (!notes.empty())
    page.main.add(
        "<h2 class=\"govuk-heading-m\">What we noticed</h2><ul class=\"govuk-list govuk-list--bullet\">{}</ul>", notes);
  return access::framed(services, visitor, std::move(page));
}

http::Response working_page(Services const& services, Visitor const& visitor, ImportRun const& run) {
  html::Page page;
  page.title = "Still working on the file";
  page.heading = html::text(page.title);
  page.back_link = html::BackLink{.text = "Imports", .href = "/imports"};
  auto const percent = run.total == 0 ? 0 : std::min<std::uint64_t>(run.done * 100 / run.total, 99);
  page.main = paragraph(
      html::markup("<strong>{}</strong>, read as {}: {}% read.", run.file.name, label(run.file.door), percent));
  page.main += html::markup("<p><progress class=\"kith-progress\" max=\"100\" value=\"{}\">{}%</progress></p>", percent,
                            percent);
  page.main += paragraph(
      "This page shows the result by itself. You can leave it: the import goes on, and its result is "
      "listed under Imports.");
  auto response = access::framed(services, visitor, std::move(page));
  response.set_header("Refresh", "3");
  return response;
}

http::Response stopped_page(Services const& services, Visitor const& visitor, ImportRun const& run) {
  html::Page page;
  page.title = "The file could not be imported";
  page.heading = html::text(page.title);
  page.back_link = html::BackLink{.text = "Imports", .href = "/imports"};
  page.main = paragraph(html::markup("<strong>{}</strong>, read as {}.", run.file.name, label(run.file.door)));
  page.main += paragraph(html::text(run.outcome->error().sentence));
  return access::framed(services, visitor, std::move(page));
}

http::Answer show_run(ImportRuns& runs, Services const& services, Visitor const& visitor,
                      http::Request const& request) {
  int number = 0;
  auto const& text = request.parameters.at("number");
  std::from_chars(text.data(), text.data() + text.size(), number);
  auto const run = runs.look(number, std::chrono::milliseconds{0});
  if (!run)
    return access::error_page(services, visitor,
                              not_found("no_import", "This import is over. Its result is listed under Imports."));
  if (!run->outcome) return working_page(services, visitor, *run);
  return *run->outcome ? result_page(services, visitor, run->file, **run->outcome)
                       : stopped_page(services, visitor, *run);
}

// Most files are done before anybody looks up; for those that are not, the worker goes back to people.
auto constexpr patience = std::chrono::milliseconds{2'000};

http::Answer take_import(ImportRuns& runs, Services const& services, Visitor const& visitor) {
  auto const asked = asked_in(services, visitor);
  auto const refuse = [&](std::vector<FieldError> faults) {
    auto const form = access::form_state(visitor.form, std::move(faults));
    return refused(services, visitor, import_page(services, visitor, form), form);
  };
  if (!asked.faults.empty()) return refuse(asked.faults);
  auto const number = runs.begin(services, visitor.subject, asked.file, asked.upload->body);
  if (!number)
    return refuse({{"file", "busy", "Another file is being imported at this moment. Try again in a minute."}});
  auto const run = runs.look(*number, patience);
  bool const wrong_file = run && run->outcome && !*run->outcome && run->outcome->error().kind == Kind::invalid;
  if (wrong_file) return refuse({{"file", run->outcome->error().code, run->outcome->error().sentence}});
  return http::redirect(std::string{html::url("/imports/runs/{}", *number).text()});
}

}  // namespace

html::Html sections(Services const& services, std::string_view current) {
  auto const waiting = quarantine_count(*services.readers->lease(), "waiting");
  return html::sub_navigation(
      {.label = "Imports",
       .items = {{.text = "Import a file", .href = "/imports", .current = current == "imports"},
                 {.text = "Column mapping", .href = "/imports/mappings/new", .current = current == "mappings"},
                 {.text = "Rows to put right",
                  .href = "/imports/quarantine",
                  .current = current == "quarantine",
                  .count = static_cast<int>(waiting)}}});
}

html::Radios door_question() {
  html::Radios radios{.name = "door", .fieldset = {.legend = {.text = "What kind of records does the file hold?"}}};
  for (auto const& member : members_of<imports::Door>)
    radios.items.push_back({.value = std::string{member.wire}, .text = html::text(member.label)});
  return radios;
}

html::Html paragraph(html::Html const& text) { return html::markup("<p class=\"govuk-body\">{}</p>", text); }

http::Response refused(Services const& services, Visitor const& visitor, html::Page page, html::FormState const& form) {
  page.error = true;
  page.above_heading = html::error_summary(form);
  return access::framed(services, visitor, std::move(page), 422);
}

http::Part const* uploaded(Visitor const& visitor, std::string_view name) {
  for (auto const& part : visitor.files)
    if (part.name == name) return &part;
  return nullptr;
}

html::Html council_words(Services const& services, imports::Door door) {
  auto const& profile = *services.profile;
  html::Html lists;
  auto const list = [&](std::string_view column, auto const& words) {
    html::Html items;
    for (auto const& word : words) items.add("<li>{} ({})</li>", word.label, word.code);
    lists.add("<p class=\"govuk-body\"><strong>{}</strong></p><ul class=\"govuk-list govuk-list--bullet\">{}</ul>",
              column, items);
  };
  for (auto const& column : imports::columns_of(door)) {
    if (column.name == "source") list(column.label, profile.sources);
    if (column.name == "source_agency" || column.name == "lead_agency") list(column.label, profile.agencies);
    if (column.name == "sex") list(column.label, profile.sexes);
    if (column.name == "ethnicity") list(column.label, profile.ethnicities);
    if (column.name == "disability") list(column.label, profile.disabilities);
    if (column.name == "primary_need") list(column.label, profile.needs);
    if (column.name == "outcome") list(column.label, profile.screening_outcomes);
    if (column.name == "step_outcome") list(column.label, profile.step_outcomes);
  }
  return html::details({.summary = "The words that the council uses", .text = lists});
}

}  // namespace import_pages

void hang_import_routes(http::Router& router, access::Services const& services) {
  using namespace import_pages;
  auto const runs = std::make_shared<ImportRuns>();
  access::add(router, services,
              {.pattern = "/imports",
               .action = access::Action::import_files,
               .name = "imports",
               .summary = "Choose a file to import",
               .page = show_import});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/imports",
               .action = access::Action::import_files,
               .name = "import_file",
               .summary = "Take a file in",
               .page = [runs](Services const& s, Visitor const& v, http::Request const&) -> http::Answer {
                 return take_import(*runs, s, v);
               },
               .body_limit_bytes = upload_body_limit_bytes,
               .keeps_draft = false});
  access::add(router, services,
              {.pattern = "/imports/runs/{number}",
               .action = access::Action::import_files,
               .name = "import_run",
               .summary = "How far an import is, and what became of its rows",
               .page = [runs](Services const& s, Visitor const& v, http::Request const& r) -> http::Answer {
                 return show_run(*runs, s, v, r);
               }});
  hang_mapping_pages(router, services);
  hang_quarantine_pages(router, services);
}

}  // namespace kith::enquiry
