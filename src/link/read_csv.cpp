#include <fmt/format.h>

#include "link/read_rows.h"

namespace kith::link {

namespace {
// Dates, telephone numbers and addresses that were typed but say nothing in the form expected.
class Unreadable {
 public:
  Unreadable(Records const& records, Model const& model) : records_(records), model_(model) {
    fields_.resize(records.fields.size());
  }

  // The last record appended, which stands on this line.
  void look_at(RawRecord const& raw, std::uint64_t line) {
    ++rows_;
    std::size_t at = 0;
    std::size_t field = 0;
    for (auto const& compare : model_.compare) {
      bool typed = false;
      for (std::size_t i = 0; i < compare.columns.size(); ++i) typed = typed || !raw.cells[at + i].empty();
      bool const strict =
          compare.kind == CompareKind::date || compare.kind == CompareKind::phone || compare.kind == CompareKind::email;
      if (strict && typed && records_.fields[field].codes.back() == 0 && fields_[field].count++ == 0)
        fields_[field].first_line = line;
      at += compare.columns.size();
      field += compare.kind == CompareKind::name ? 2 : 1;
    }
  }

  void describe(std::string const& name, Notes& notes) const {
    for (std::size_t field = 0; field < fields_.size(); ++field)
      if (auto const& [count, line] = fields_[field]; count > 0)
        notes.push_back(fmt::format(
            "{}: {} of {} cells of {} could not be read as a {} and count as missing; the first is on line {}.", name,
            count, rows_, records_.fields[field].label, wire(records_.fields[field].measure), line));
  }

 private:
  struct Seen {
    std::uint64_t count = 0;
    std::uint64_t first_line = 0;
  };
  Records const& records_;
  Model const& model_;
  std::vector<Seen> fields_;
  std::uint64_t rows_ = 0;
};
}  // namespace

Result<Notes> read_csv(Records& records, Model const& model, ByteSource& source, ReadOptions const& options) {
  RowsWanted wanted{model.id, {}, model.labels, model.missing};
  for (auto const& compare : model.compare)
    wanted.columns.insert(wanted.columns.end(), compare.columns.begin(), compare.columns.end());
  Unreadable unreadable{records, model};
  auto const empty_columns = TRY(read_rows(wanted, source, options, [&](RawRecord const& raw, std::uint64_t line) {
    append(records, model, raw);
    unreadable.look_at(raw, line);
  }));
  Notes notes;
  unreadable.describe(options.name, notes);
  notes.insert(notes.end(), empty_columns.begin(), empty_columns.end());
  return notes;
}

}  // namespace kith::link
