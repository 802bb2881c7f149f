#include "enquiry/import_batch.h"

#include <fmt/format.h>

#include "enquiry/importing.h"
#include "enquiry/quarantine.h"

namespace kith::enquiry {

namespace {

std::size_t constexpr rows_a_task = 100;

// Rows on their way to the writer.
class Batch {
 public:
  Batch(journal::Writer& writer, imports::ImportFile const& file, By const& by)
      : writer_(writer), file_(file), by_(by) {}

  Result<Done> add(imports::ImportedRow row) {
    rows_.push_back(std::move(row));
    return rows_.size() < rows_a_task ? Result<Done>{Done{}} : send();
  }
  Result<Done> send() {
    if (rows_.empty()) return Done{};
    ImportOutcome counts;
    TRY(writer_.perform({{}, {}, [&](journal::Transaction& t) { return take(t, counts); }, {}}));
    total.added += counts.added;
    total.changed += counts.changed;
    total.unchanged += counts.unchanged;
    total.kept += counts.kept;
    total.known += counts.known;
    rows_.clear();
    return Done{};
  }
  // What was already taken when an error ended the import; empty when nothing was.
  std::string taken_so_far() const {
    auto const taken = total.added + total.changed + total.unchanged + total.kept + total.known;
    if (taken == 0) return {};
    return fmt::format(" The first {} rows were dealt with. You can safely import the same file again.", taken);
  }
  ImportOutcome total;

 private:
  Result<std::string> take(journal::Transaction& t, ImportOutcome& counts) {
    counts = {};  // the writer may run this twice
    auto const* mapping = file_.mapping ? &*file_.mapping : nullptr;
    for (auto const& row : rows_) {
      if (!row.row) {
        auto const kept = TRY(keep_rejected(t, file_.door, file_.name, row, by_.author(), mapping));
        ++(kept == "kept" ? counts.kept : counts.known);
        continue;
      }
      auto taken = take_row(t, *row.row, by_);
      if (!taken) return at_line(row.line, taken.error());
      ++(*taken == RowTaken::added ? counts.added : *taken == RowTaken::changed ? counts.changed : counts.unchanged);
    }
    return std::string{};
  }
  Error at_line(std::uint64_t line, Error error) const {
    error.sentence = fmt::format("{}, line {}: {}", file_.name, line, error.sentence);
    return error;
  }

  journal::Writer& writer_;
  imports::ImportFile const& file_;
  By const& by_;
  std::vector<imports::ImportedRow> rows_;
};

}  // namespace

By import_hand(access::Subject subject) {
  By by;
  by.subject = std::move(subject);
  by.purpose = "import";
  by.system = true;
  return by;
}

Result<ImportOutcome> import_file(journal::Writer& writer, profile::Profile const& profile, ByteSource& source,
                                  imports::ImportFile const& file, By const& by, BytesProgress const& progress,
                                  OnRejected const& rejected) {
  Batch batch(writer, file, by);
  auto const on_row = [&](imports::ImportedRow&& row) -> Result<Done> {
    if (!row.row && rejected) rejected(row);
    return batch.add(std::move(row));
  };
  auto summary = imports::read_import(source, file, profile, on_row, progress);
  auto const sent = summary ? batch.send() : Result<Done>{summary.error()};
  if (!sent) {
    auto error = sent.error();
    error.sentence += batch.taken_so_far();
    return error;
  }
  batch.total.summary = *std::move(summary);
  return std::move(batch.total);
}

}  // namespace kith::enquiry
