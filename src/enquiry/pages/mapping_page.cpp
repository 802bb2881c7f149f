// Setting up a column mapping: show us the header, confirm what each column is, give it a name.
#include <fmt/format.h>

#include "base/text.h"
#include "enquiry/import/reader.h"
#include "enquiry/pages/import_pages.h"
#include "enquiry/saved_mappings.h"
#include "html/components.h"

namespace kith::enquiry::import_pages {

namespace {

using access::Action;

std::size_t constexpr header_limit = 300;
std::string_view constexpr dates_settled = "settled";

std::string header_field(std::size_t i) { return fmt::format("header-{}", i); }
std::string ours_field(std::size_t i) { return fmt::format("ours-{}", i); }

// The first step: which records, and what the header looks like.
html::Page header_page(Services const& services, Visitor const& visitor, html::FormState const& form) {
  html::Page page;
  page.title = "Set up a column mapping";
  page.heading = html::text(page.title);
  auto body = html::radios_field(form, door_question());
  body += html::file_upload_field(form, {.name = "file",
                                         .label = {.text = "A file from the other system"},
                                         .hint = {.text = "Only its column headings are read; nothing is imported yet"},
                                         .attributes = {{"accept", ".csv,.txt,.xlsx"}}});
  body += html::textarea_field(form, {.name = "header",
                                      .label = {.text = "Or paste the line with the column headings"},
                                      .rows = 3,
                                      .spellcheck = false});
  body += html::button({.text = "Continue"});
  page.main = sections(services, "mappings") + html::upload_form("/imports/mappings/new", visitor.csrf, body);
  return page;
}

html::Html column_questions(html::FormState const& form, imports::Door door) {
  html::Html all;
  for (std::size_t i = 0; i < header_limit; ++i) {
    auto const header = form.value(header_field(i));
    if (header.empty()) break;
    html::Select select{.name = ours_field(i), .label = {.text = html::text("“" + header + "” is")}};
    select.items.push_back({.value = "", .text = "Not needed: leave this column out"});
    for (auto const& column : imports::columns_of(door))
      select.items.push_back({.value = std::string{column.name},
                              .text = fmt::format("{}{}", column.label, column.required ? " (needed)" : "")});
    all += html::hidden_field(header_field(i), header) + html::select_field(form, select);
  }
  return all;
}

html::Html dates_question(html::FormState const& form) {
  html::Radios radios{.name = "dates", .fieldset = {.legend = {.text = "How are dates written?"}}};
  radios.items.push_back({.value = std::string{dates_settled},
                          .text = "Work it out from each file",
                          .hint = {.text = "We look at every date of the file before we read the first row"}});
  for (auto const& member : members_of<imports::DateOrder>)
    radios.items.push_back({.value = std::string{member.wire}, .text = html::text(member.label)});
  return html::radios_field(form, radios);
}

// The second step: what each column is.
html::Page columns_page(Services const& services, Visitor const& visitor, html::FormState const& form) {
  auto const door = parse<imports::Door>(form.value("door")).value_or(imports::Door::enquiries);
  html::Page page;
  page.title = "What is in each column?";
  page.heading = html::text(page.title);
  page.back_link = html::BackLink{.href = "/imports/mappings/new"};
  auto body = html::hidden_field("door", wire(door)) + html::hidden_field("mapping", form.value("mapping"));
  body +=
      paragraph(html::markup("This mapping is for <strong>{}</strong>. We have filled in what we recognise. Check "
                             "each column.",
                             label(door)));
  body += column_questions(form, door);
  body += html::textarea_field(
      form, {.name = "values",
             .label = {.text = "Their words and ours (optional)"},
             .hint = {.text = "One on each line: our column, a colon, their word, an equals sign, our word. For "
                              "example: Source: HV team = health_visitor"},
             .rows = 6,
             .spellcheck = false});
  body += council_words(services, door) + dates_question(form);
  body += html::input_field(form, {.name = "name",
                                   .label = {.text = "Name of this mapping"},
                                   .hint = {.text = "For example: Contacts from the old system"},
                                   .autocomplete = "off"});
  body += html::button({.text = "Save the mapping", .prevent_double_click = true});
  page.main = sections(services, "mappings") + access::form_for(services, visitor, "/imports/mappings", body);
  return page;
}

// The second step's form for a mapping: a suggestion, or one saved before.
html::FormState state_of(imports::ColumnMapping const& mapping, std::string const& id) {
  html::FormState form;
  form.values = {{"door", std::string{wire(mapping.door)}},
                 {"mapping", id},
                 {"name", mapping.name},
                 {"dates", std::string{mapping.date_order ? wire(*mapping.date_order) : dates_settled}}};
  std::size_t i = 0;
  for (auto const& pair : mapping.columns) {
    form.values.emplace_back(header_field(i), pair.theirs);
    form.values.emplace_back(ours_field(i++), pair.ours);
  }
  std::string values;
  for (auto const& rule : mapping.values) values += fmt::format("{}: {} = {}\n", rule.column, rule.theirs, rule.ours);
  form.values.emplace_back("values", values);
  return form;
}

http::Answer show_new(Services const& services, Visitor const& visitor, http::Request const&) {
  return access::framed(services, visitor, header_page(services, visitor, {}));
}

http::Answer show_saved(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const id = MappingId::parse(request.parameters.at("id"));
  auto const mapping = id ? saved_mapping(*services.readers->lease(), *id) : std::nullopt;
  if (!mapping)
    return access::error_page(services, visitor, not_found("no_mapping", "There is no such column mapping."));
  return access::framed(services, visitor, columns_page(services, visitor, state_of(*mapping, id->text())));
}

Result<std::vector<std::string>> headers_in(Visitor const& visitor, imports::Door door) {
  auto const* file = uploaded(visitor, "file");
  auto const pasted = visitor.form.get("header");
  if (file == nullptr && trimmed(pasted).empty())
    return invalid("missing", "Choose a file, or paste the line with the column headings.");
  MemorySource source(file != nullptr ? std::string_view{file->body} : pasted);
  auto headers = TRY(imports::read_headers(source, door, file != nullptr ? file->file_name : "What you pasted"));
  if (headers.size() > header_limit)
    return invalid("too_many_columns", fmt::format("The file has more than {} columns. Take away those that are not "
                                                   "needed.",
                                                   header_limit));
  return headers;
}

http::Answer suggest(Services const& services, Visitor const& visitor, http::Request const&) {
  auto const refuse = [&](FieldError fault) {
    auto const form = access::form_state(visitor.form, {std::move(fault)});
    return refused(services, visitor, header_page(services, visitor, form), form);
  };
  auto const door = parse<imports::Door>(visitor.form.get("door"));
  if (!door) return refuse({"door", "missing", "Choose what kind of records the file holds."});
  auto const headers = headers_in(visitor, *door);
  if (!headers) return refuse({"file", headers.error().code, headers.error().sentence});
  auto const form = state_of(imports::suggest_mapping(*door, *headers), "");
  return access::framed(services, visitor, columns_page(services, visitor, form));
}

// A column by its name or its label, as people type it.
std::string column_named(imports::Door door, std::string_view typed) {
  auto const wanted = imports::comparable_header(typed);
  for (auto const& column : imports::columns_of(door))
    if (imports::comparable_header(column.name) == wanted || imports::comparable_header(column.label) == wanted)
      return std::string{column.name};
  return {};
}

// "Source: HV team = health_visitor", a line at a time.
void read_values(std::string_view text, imports::ColumnMapping& mapping, std::vector<FieldError>& faults) {
  auto const fault = [&](int line, std::string_view what) {
    faults.push_back({"values", "bad_line", fmt::format("Line {}: {}", line, what)});
  };
  for (int number = 1; !text.empty(); ++number) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    auto const colon = line.find(':');
    auto const equals = line.rfind('=');
    if (colon == std::string_view::npos || equals == std::string_view::npos || equals < colon) {
      fault(number, "write it like “Source: HV team = health_visitor”.");
      continue;
    }
    imports::ValueRule rule{column_named(mapping.door, line.substr(0, colon)),
                            std::string{trimmed(line.substr(colon + 1, equals - colon - 1))},
                            std::string{trimmed(line.substr(equals + 1))}};
    if (rule.column.empty())
      fault(number, fmt::format("“{}” is none of our columns.", trimmed(line.substr(0, colon))));
    else if (rule.theirs.empty())
      fault(number, "their word is missing, before the equals sign.");
    else
      mapping.values.push_back(std::move(rule));
  }
}

// Each of ours once at most, and those that are needed.
void check_columns(imports::ColumnMapping const& mapping, std::vector<FieldError>& faults) {
  for (auto const& column : imports::columns_of(mapping.door)) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
      if (mapping.columns[i].ours != column.name || ++found != 2) continue;
      faults.push_back({ours_field(i), "ours_twice",
                        fmt::format("Two columns are said to be “{}”. Choose one of them.", column.label)});
    }
    if (column.required && found == 0)
      faults.push_back(
          {"", "missing", fmt::format("Say which column is “{}”: no row can be taken without it.", column.label)});
  }
}

imports::ColumnMapping mapping_in(http::Fields const& form, std::vector<FieldError>& faults) {
  imports::ColumnMapping mapping;
  mapping.name = clean_text(form.get("name")).value_or("");
  if (mapping.name.empty()) faults.push_back({"name", "name_missing", "Give the mapping a name."});
  mapping.door = parse<imports::Door>(form.get("door")).value_or(imports::Door::enquiries);
  mapping.date_order = parse<imports::DateOrder>(form.get("dates"));
  for (std::size_t i = 0; i < header_limit && form.has(header_field(i)); ++i)
    mapping.columns.push_back({std::string{form.get(header_field(i))}, std::string{form.get(ours_field(i))}});
  check_columns(mapping, faults);
  read_values(form.get("values"), mapping, faults);
  return mapping;
}

http::Answer save(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const refuse = [&services, visitor](std::vector<FieldError> faults) {
    auto const form = access::form_state(visitor.form, std::move(faults));
    return refused(services, visitor, columns_page(services, visitor, form), form);
  };
  std::vector<FieldError> faults;
  auto const mapping = mapping_in(visitor.form, faults);
  if (!faults.empty()) return refuse(std::move(faults));
  auto const id = MappingId::parse(visitor.form.get("mapping"));
  auto const author = access::author_of(visitor, "import");
  auto const run = [mapping, id, author](journal::Transaction& t) -> Result<std::string> {
    TRY(access::authorised(t, author.actor, Action::import_files));
    return save_mapping(t, id, mapping, author);
  };
  return access::perform(services, access::task_for(visitor, request, run),
                         [&services, visitor, refuse](Result<std::string> const& result) {
                           if (result) return http::redirect("/imports?done=mapping&mapping=" + *result);
                           auto const& error = result.error();
                           if (error.kind != Kind::invalid) return access::error_page(services, visitor, error);
                           return refuse(access::faults_of(error));
                         });
}

}  // namespace

void hang_mapping_pages(http::Router& router, Services const& services) {
  access::add(router, services,
              {.pattern = "/imports/mappings/new",
               .action = Action::import_files,
               .name = "new_mapping",
               .summary = "Show the header of another system's export",
               .page = show_new});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/imports/mappings/new",
               .action = Action::import_files,
               .name = "suggest_mapping",
               .summary = "A mapping suggested for that header, to confirm",
               .page = suggest,
               .body_limit_bytes = upload_body_limit_bytes,
               .keeps_draft = false});
  access::add(router, services,
              {.pattern = "/imports/mappings/{id}",
               .action = Action::import_files,
               .name = "mapping",
               .summary = "A saved column mapping, to change",
               .page = show_saved});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/imports/mappings",
               .action = Action::import_files,
               .name = "save_mapping",
               .summary = "Save a column mapping",
               .page = save,
               .keeps_draft = false});
}

}  // namespace kith::enquiry::import_pages
