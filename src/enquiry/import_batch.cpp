#include "enquiry/import_batch.h"

#include <fmt/format.h>

#include <span>

#include "enquiry/importing.h"
#include "enquiry/past_imports.h"
#include "enquiry/quarantine.h"

namespace kith::enquiry {

namespace {

std::size_t constexpr rows_a_task = 100;

// Rows on their way to the writer.
class Batch {
 public:
  Batch(journal::Writer& writer, imports::ImportFile const& file, By const& by, OnRejected const& rejected)
      : writer_(writer), file_(file), by_(by), rejected_(rejected) {}

  Result<Done> add(imports::ImportedRow row) {
    rows_.push_back(std::move(row));
    return rows_.size() < rows_a_task ? Result<Done>{Done{}} : send();
  }
  Result<Done> send() {
    auto const sent = perform(rows_);
    if (!sent && sent.error().kind != Kind::invalid) return sent.error();
    if (!sent) TRY(send_one_by_one());
    rows_.clear();
    return Done{};
  }
  // What was already taken when an error ended the import; empty when nothing was.
  std::string taken_so_far() const {
    auto const taken = total.added + total.changed + total.unchanged + total.kept + total.known;
    if (taken == 0) return {};
    return fmt::format(" The first {} rows were dealt with. You can safely import the same file again.", taken);
  }
  // Leaves a line among the past imports when anything has changed. `stopped` says why the file was not read to its
  // end.
  Result<Done> record(imports::ImportSummary const& summary, std::string stopped) {
    if (total.added + total.changed + total.kept == 0) return Done{};
    ImportFinished finished;
    finished.file = file_.name;
    finished.door = wire(file_.door);
    auto const whole = stopped.empty();
    finished.stopped = std::move(stopped);
    auto const count = [](std::uint64_t rows) { return static_cast<std::int64_t>(rows); };
    finished.added = count(total.added);
    finished.changed = count(total.changed);
    finished.unchanged = count(total.unchanged);
    finished.kept = count(total.kept);
    finished.known = count(total.known);
    finished.accepted = whole ? count(summary.accepted) : finished.added + finished.changed + finished.unchanged;
    finished.rejected = whole ? count(summary.rejected) : finished.kept + finished.known;
    TRY(writer_.perform(
        {{}, {}, [&](journal::Transaction& t) { return record_import(t, finished, by_.author()); }, {}}));
    return Done{};
  }
  ImportOutcome total;
  std::uint64_t refused = 0;  // rows that could be read and that what is on record does not allow

 private:
  Result<Done> perform(std::span<imports::ImportedRow const> rows) {
    ImportOutcome counts;
    TRY(writer_.perform({{}, {}, [&](journal::Transaction& t) { return take(t, rows, counts); }, {}}));
    total.added += counts.added;
    total.changed += counts.changed;
    total.unchanged += counts.unchanged;
    total.kept += counts.kept;
    total.known += counts.known;
    return Done{};
  }
  // A row of these is refused by what is on record. It goes into the quarantine, the others are taken.
  Result<Done> send_one_by_one() {
    for (auto& row : rows_) {
      auto const sent = perform({&row, 1});
      if (sent) continue;
      if (sent.error().kind != Kind::invalid || !row.row) return sent.error();
      row.row.reset();
      row.faults.push_back({row.line, 0, "", imports::FaultCode::clashes_with_record, sent.error().sentence});
      ++refused;
      if (rejected_) rejected_(row);
      TRY(perform({&row, 1}));
    }
    return Done{};
  }
  Result<std::string> take(journal::Transaction& t, std::span<imports::ImportedRow const> rows, ImportOutcome& counts) {
    counts = {};  // the writer may run this twice
    auto const* mapping = file_.mapping ? &*file_.mapping : nullptr;
    for (auto const& row : rows) {
      if (!row.row) {
        auto const kept = TRY(keep_rejected(t, file_.door, file_.name, row, by_.author(), mapping));
        ++(kept == "kept" ? counts.kept : counts.known);
        continue;
      }
      auto const taken = TRY(take_row(t, *row.row, by_));
      ++(taken == RowTaken::added ? counts.added : taken == RowTaken::changed ? counts.changed : counts.unchanged);
    }
    return std::string{};
  }

  journal::Writer& writer_;
  imports::ImportFile const& file_;
  By const& by_;
  OnRejected const& rejected_;
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
  Batch batch(writer, file, by, rejected);
  auto const on_row = [&](imports::ImportedRow&& row) -> Result<Done> {
    if (!row.row && rejected) rejected(row);
    return batch.add(std::move(row));
  };
  auto summary = imports::read_import(source, file, profile, on_row, progress);
  auto const sent = summary ? batch.send() : Result<Done>{summary.error()};
  if (!sent) {
    auto error = sent.error();
    error.sentence += batch.taken_so_far();
    // What is said is why the file stopped; that the line could not be kept either would not help anybody.
    (void)batch.record({}, error.sentence);
    return error;
  }
  summary->accepted -= batch.refused;
  summary->rejected += batch.refused;
  TRY(batch.record(*summary, {}));
  batch.total.summary = *std::move(summary);
  return std::move(batch.total);
}

}  // namespace kith::enquiry
