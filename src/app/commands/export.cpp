// `kith export`: records as files. Whoever asks is written into the log of looks, record by record, before the first
// byte leaves; so it runs in the process that holds the folder, and its output comes back to whoever typed it.
#include <fmt/format.h>

#include "access/accounts.h"
#include "app/commands/commands.h"
#include "base/text.h"
#include "enquiry/exporting.h"
#include "enquiry/family_file.h"

namespace kith::app {

namespace {

std::size_t constexpr records_at_once = 500;   // a line of the log of looks stays readable
std::size_t constexpr bytes_at_once = 64'000;  // a piece of output fits a frame of the socket

Result<std::optional<access::Subject>> asker_of(House& house, ExportOptions const& options) {
  if (options.asker.empty()) return std::optional<access::Subject>{};
  auto const account = access::account_by_login(*house.readers().lease(), options.asker);
  if (!account || !account->enabled)
    return not_found("no_account", fmt::format("Nobody signs in as {}.", options.asker));
  return std::optional{account->subject()};
}

Result<std::string> reason_of(ExportOptions const& options) {
  std::string const why{trimmed(options.why)};
  if (why.empty() || why.size() > 200)
    return invalid("no_reason", "Say why with --why, in up to 200 characters and without a name: it is kept for good.");
  return why;
}

// Writes down who takes out what, and why, before they have it.
Result<Done> log_look(House& house, ExportOptions const& options, std::optional<access::Subject> const& asker,
                      access::Action action, std::string const& what, std::span<RawId const> records) {
  auto const why = TRY(reason_of(options));
  for (std::size_t from = 0; from < std::max<std::size_t>(records.size(), 1); from += records_at_once) {
    access::ReadEntry entry;
    entry.at = house.clock().now();
    if (asker) {
      entry.account = asker->account;
      entry.agency = asker->agency;
    }
    entry.action = action;
    entry.rule = "export";
    entry.about = fmt::format("export of {}: {}", what, why);
    for (auto const& id : records.subspan(from, std::min(records_at_once, records.size() - from)))
      entry.record += (entry.record.empty() ? "" : ",") + to_text(id);
    TRY(house.reads().record(entry));
  }
  return Done{};
}

void put(Terminal const& terminal, std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += bytes_at_once) terminal.out(text.substr(at, bytes_at_once));
}

Result<Done> may_export(std::optional<access::Subject> const& asker, access::Action action) {
  if (asker && !access::may_enter(*asker, action))
    return forbidden("not_allowed", fmt::format("{} may not see these records.", asker->name));
  return Done{};
}

Result<Done> export_door(Terminal const& terminal, House& house, ExportOptions const& options) {
  enquiry::ExportQuestion question;
  question.door = parse<imports::Door>(options.what).value_or(imports::Door::enquiries);
  question.from = options.from;
  question.to = options.to;
  question.asker = TRY(asker_of(house, options));
  auto const action = enquiry::export_action(question.door);
  TRY(may_export(question.asker, action));
  auto reader = house.readers().lease();
  auto const records = enquiry::exported_records(*reader, question);
  TRY(log_look(house, options, question.asker, action, fmt::format("{} {}", records.size(), options.what), records));

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

Result<Done> export_family(Terminal const& terminal, House& house, ExportOptions const& options) {
  auto const asker = TRY(asker_of(house, options));
  TRY(may_export(asker, access::Action::see_enquiry));
  auto reader = house.readers().lease();
  auto const file = TRY(enquiry::family_file(*reader, options.reference, asker));
  TRY(log_look(house, options, asker, access::Action::see_enquiry, "one family", file.records));
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
