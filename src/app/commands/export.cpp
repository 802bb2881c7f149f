// `kith export`: records as files. Whoever asks is written into the log of looks, record by record, before the first
// byte leaves; so it runs in the process that holds the folder, and its output comes back to whoever typed it.
#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/commands/taking_out.h"
#include "enquiry/exporting.h"
#include "enquiry/family_file.h"
#include "guest/records.h"
#include "journal/store.h"
#include "plan/records.h"

namespace kith::app {

namespace {

std::size_t constexpr records_at_once = 500;  // between two moves of the bar

// Writes down who takes out what, and why, before they have it.
Result<Done> log_export(House& house, ExportOptions const& options, std::optional<access::Subject> const& asker,
                        access::Action action, std::string const& what, std::span<RawId const> records) {
  auto const why = TRY(reason_of(options.why, "--why"));
  return log_look(house, {asker, action, "export", fmt::format("export of {}: {}", what, why)}, records);
}

Result<Done> export_door(Terminal const& terminal, House& house, ExportOptions const& options) {
  enquiry::ExportQuestion question;
  question.door = parse<imports::Door>(options.what).value_or(imports::Door::enquiries);
  question.from = options.from;
  question.to = options.to;
  question.asker = TRY(asker_of(house, options.asker));
  auto const action = enquiry::export_action(question.door);
  TRY(may_take_out(question.asker, action));
  auto reader = house.readers().lease();
  auto const records = enquiry::exported_records(*reader, question);
  TRY(log_export(house, options, question.asker, action, fmt::format("{} {}", records.size(), options.what), records));

  ProgressBar bar(terminal, "Writing");
  std::string text;
  CsvWriter csv(text);
  enquiry::write_export_header(question.door, csv);
  for (std::size_t from = 0; from < records.size(); from += records_at_once) {
    auto const some = std::span(records).subspan(from, std::min(records_at_once, records.size() - from));
    enquiry::write_export_rows(*reader, question.door, some, csv);
    put(terminal, text);
    text.clear();
    bar.show(from + some.size(), records.size());
  }
  put(terminal, text);
  terminal.err(
      fmt::format("{} {} written. Protected addresses are left out; restricted records too, but for those that "
                  "whoever asks is named for.\n",
                  records.size(), options.what));
  return Done{};
}

std::vector<enquiry::HeldAbove> held_above(sql::Connection& c, people::FamilyId family) {
  std::vector<enquiry::HeldAbove> held;
  if (!journal::load(c, family.raw()).empty()) held.push_back({"family record", family.raw()});
  for (auto const& row : plan::plans_of_family(c, family)) held.push_back({"plan", row.plan.raw()});
  // With the links that were sent, as hashes: what the family and partners said by them is here.
  auto const guests = guest::stream_of(family);
  if (!journal::load(c, guests).empty()) held.push_back({"family's own view", guests});
  return held;
}

Result<Done> export_family(Terminal const& terminal, House& house, ExportOptions const& options) {
  auto const asker = TRY(asker_of(house, options.asker));
  TRY(may_take_out(asker, access::Action::see_enquiry));
  auto reader = house.readers().lease();
  auto const file = TRY(enquiry::family_file(*reader, options.reference, asker, held_above));
  TRY(log_export(house, options, asker, access::Action::see_enquiry, "one family", file.records));
  put(terminal, file.json);
  terminal.err("Read it before it is given to anybody: it holds what others said, and words that may name them.\n");
  return Done{};
}

}  // namespace

int run_export(Terminal const& terminal, House& house, ExportOptions const& options) {
  try {
    auto const done =
        options.what == "family" ? export_family(terminal, house, options) : export_door(terminal, house, options);
    return done ? 0 : terminal.complain(done.error());
  } catch (sql::Fault const& fault) {
    return terminal.complain(sql::to_error(fault));
  }
}

}  // namespace kith::app
