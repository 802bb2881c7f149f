// `kith report`: the published tables from the records, in every form.
#include <fmt/format.h>

#include <fstream>

#include "app/commands/commands.h"
#include "insight/demand.h"
#include "insight/formats/demand_formats.h"
#include "insight/present.h"
#include "insight/report_html.h"
#include "insight/reports.h"

namespace kith::app {

namespace {

Result<std::string> rendered(insight::DemandReport const& report, ReportOptions const& options) {
  auto const form = options.published ? insight::Form::published : insight::Form::complete;
  if (options.format == "json") return insight::demand_as_json(report);
  auto const presented = insight::present(report, form);
  if (options.format == "text") return insight::demand_as_text(presented);
  if (options.format == "csv") return insight::demand_as_csv(presented);
  if (options.format == "html") return insight::demand_as_html(presented);
  if (options.format == "xlsx") return insight::demand_as_xlsx(presented);
  return invalid("no_such_format",
                 fmt::format("There is no format {}. Choose text, json, csv, html or xlsx.", options.format));
}

Result<std::string> made(Place const& place, ReportOptions const& options) {
  bool known = false;
  for (auto const& report : insight::report_names) known = known || report.name == options.name;
  if (!known)
    return not_found("no_such_report", fmt::format("There is no report {}. `kith report` lists them.", options.name));
  auto opened = TRY(open_read_only(place));
  TRY(check_records(*opened.connection));
  insight::DemandQuery query;
  query.from = options.from;
  query.to = options.to;
  query.steps_from = options.steps_from;
  query.steps_to = options.steps_to;
  query.areas = options.areas;
  if (options.as_known_on) query.as_known_at = from_london(*options.as_known_on + 1);
  query.now = SystemClock{}.now();
  try {
    auto const report = TRY(insight::demand_report(*opened.connection, opened.profile, query));
    return rendered(report, options);
  } catch (sql::Fault const& fault) {
    return sql::to_error(fault);
  }
}

}  // namespace

int run_report(Terminal const& terminal, Place const& place, ReportOptions const& options) {
  if (options.name.empty()) {
    for (auto const& report : insight::report_names) terminal.say("{:12} {}", report.name, report.summary);
    return 0;
  }
  auto const text = made(place, options);
  if (!text) return terminal.complain(text.error());
  if (!options.out) {
    terminal.out(*text);
    return 0;
  }
  std::ofstream file(*options.out, std::ios::binary);
  file << *text;
  file.close();
  if (!file)
    return terminal.complain(
        unavailable("not_written", fmt::format("{} could not be written.", options.out->string())));
  return 0;
}

}  // namespace kith::app
