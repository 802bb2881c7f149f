// `kith import`: one pass to read and check, rows taken in a hundred at a time, the rest kept in the quarantine.
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "app/commands/commands.h"
#include "enquiry/import/mapping.h"
#include "enquiry/import/reader.h"
#include "enquiry/import/rejects.h"
#include "enquiry/importing.h"

namespace kith::app {

namespace {

std::size_t constexpr rows_a_task = 100;

struct Counts {
  std::uint64_t added = 0, changed = 0, unchanged = 0;
};

// Rows on their way to the writer, sent a hundred at a time so that they share a flush.
class Batch {
 public:
  Batch(House& house, imports::Door door, std::string file) : house_(house), door_(door), file_(std::move(file)) {
    by_.purpose = "import";
    by_.system = true;
  }
  Result<Done> add(imports::ImportedRow row) {
    rows_.push_back(std::move(row));
    if (rows_.size() < rows_a_task) return Done{};
    return send();
  }
  Result<Done> send() {
    if (rows_.empty()) return Done{};
    Counts counts;
    TRY(house_.writer().perform({{}, {}, [&](journal::Transaction& t) { return take(t, counts); }, {}}));
    total.added += counts.added;
    total.changed += counts.changed;
    total.unchanged += counts.unchanged;
    rows_.clear();
    return Done{};
  }
  Counts total;

 private:
  Result<std::string> take(journal::Transaction& t, Counts& counts) {
    counts = {};  // a batch may be run twice
    for (auto const& row : rows_) {
      if (!row.row) {
        TRY(enquiry::keep_rejected(t, door_, file_, row, by_.author()));
        continue;
      }
      auto const taken = TRY(enquiry::take_row(t, *row.row, by_));
      ++(taken == enquiry::RowTaken::added     ? counts.added
         : taken == enquiry::RowTaken::changed ? counts.changed
                                               : counts.unchanged);
    }
    return std::string{};
  }

  House& house_;
  imports::Door door_;
  std::string file_;
  enquiry::By by_;
  std::vector<imports::ImportedRow> rows_;
};

Result<std::optional<imports::ColumnMapping>> mapping_of(ImportOptions const& options) {
  if (!options.mapping) return std::optional<imports::ColumnMapping>{};
  std::ifstream in(*options.mapping, std::ios::binary);
  if (!in) return not_found("no_mapping", fmt::format("The mapping {} cannot be read.", options.mapping->string()));
  std::stringstream text;
  text << in.rdbuf();
  return std::optional{TRY(imports::parse_mapping(text.str()))};
}

Result<int> import(Terminal const& terminal, House& house, ImportOptions const& options) {
  auto const door = parse<imports::Door>(options.door).value_or(imports::Door::enquiries);
  imports::ImportFile const file{options.file.filename().string(), door, london_date(house.clock().now()),
                                 TRY(mapping_of(options))};
  ProgressBar bar(terminal, "Reading");
  auto progress = [&](std::uint64_t done, std::uint64_t total) { bar.show(done, total); };

  std::string rejects;
  imports::RejectsWriter rejects_writer(rejects);
  imports::ImportSummary summary;
  Counts total;
  if (options.strict) {  // nothing is taken unless everything can be
    summary = TRY(imports::read_import(
        options.file, file, house.profile(),
        [&](imports::ImportedRow&& row) -> Result<Done> {
          if (!row.row) rejects_writer.add(row);
          return Done{};
        },
        progress));
  }
  bool const refused = options.strict && summary.rejected > 0;
  if (!refused) {
    Batch batch(house, door, file.name);
    summary = TRY(imports::read_import(
        options.file, file, house.profile(),
        [&](imports::ImportedRow&& row) -> Result<Done> {
          if (!row.row) rejects_writer.add(row);
          return batch.add(std::move(row));
        },
        progress));
    TRY(batch.send());
    total = batch.total;
  }
  if (options.rejects) {
    std::ofstream out(*options.rejects, std::ios::binary);
    out << rejects;
    out.close();
    if (!out)
      return unavailable("rejects_unwritable",
                         fmt::format("The rejected rows could not be written to {}.", options.rejects->string()));
  }
  terminal.say("{} accepted, {} rejected", refused ? 0 : summary.accepted, summary.rejected);
  if (!refused) terminal.say("{} added, {} changed, {} unchanged", total.added, total.changed, total.unchanged);
  for (auto const& note : summary.notes) terminal.err(note.sentence + "\n");
  if (refused) {
    terminal.err(
        fmt::format("Nothing was taken, because {} rows cannot be and --strict was given.\n", summary.rejected));
    return 1;
  }
  if (summary.rejected > 0) terminal.err("The rejected rows wait in the quarantine, where they can be put right.\n");
  return 0;
}

}  // namespace

int run_import(Terminal const& terminal, House& house, ImportOptions const& options) {
  auto const code = import(terminal, house, options);
  return code ? *code : terminal.complain(code.error());
}

}  // namespace kith::app
