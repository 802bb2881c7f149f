// `kith import`: the importer of the import page, with a progress bar, a file of rejected rows and all or nothing.
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "app/commands/commands.h"
#include "enquiry/import/mapping.h"
#include "enquiry/import/reader.h"
#include "enquiry/import/rejects.h"
#include "enquiry/import_batch.h"
#include "enquiry/saved_mappings.h"

namespace kith::app {

namespace {

// The mapping of this name; or, when nobody saved one, the file of this name.
Result<std::optional<imports::ColumnMapping>> mapping_of(House& house, imports::Door door,
                                                         ImportOptions const& options) {
  if (options.mapping.empty()) return std::optional<imports::ColumnMapping>{};
  auto reader = house.readers().lease();
  if (auto const saved = enquiry::saved_mapping(*reader, door, options.mapping)) return saved;
  std::ifstream in(options.mapping_file, std::ios::binary);
  if (!in) {
    std::string names;
    for (auto const& row : enquiry::saved_mappings(*reader))
      if (row.door == door) names += fmt::format("{}“{}”", names.empty() ? "" : ", ", row.name);
    return not_found("no_mapping", fmt::format("No mapping for {} has the name “{}”, and no file either. {}",
                                               options.door, options.mapping,
                                               names.empty() ? "None is saved yet: make one on the page Imports."
                                                             : fmt::format("Saved are: {}.", names)));
  }
  std::stringstream text;
  text << in.rdbuf();
  return std::optional{TRY(imports::parse_mapping(text.str()))};
}

Result<int> import(Terminal const& terminal, House& house, ImportOptions const& options) {
  auto const door = parse<imports::Door>(options.door).value_or(imports::Door::enquiries);
  imports::ImportFile const file{options.file.filename().string(), door, london_date(house.clock().now()),
                                 TRY(mapping_of(house, door, options))};
  ProgressBar bar(terminal, "Reading");
  auto progress = [&](std::uint64_t done, std::uint64_t total) { bar.show(done, total); };

  std::string rejects;
  imports::RejectsWriter rejects_writer(rejects);
  enquiry::ImportOutcome outcome;
  auto& summary = outcome.summary;
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
    auto const source = TRY(FileSource::open(options.file));
    outcome = TRY(enquiry::import_file(house.writer(), house.profile(), *source, file, enquiry::import_hand({}),
                                       progress, [&](imports::ImportedRow const& row) { rejects_writer.add(row); }));
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
  if (!refused) terminal.say("{} added, {} changed, {} unchanged", outcome.added, outcome.changed, outcome.unchanged);
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
