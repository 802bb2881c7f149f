#include <fmt/format.h>

#include "link/read_rows.h"

namespace kith::link {

namespace {
// Whether a cell begins with a year: 2015-02-09, 20150209.
bool has_year_in_front(std::string_view cell) {
  return std::min(cell.find_first_not_of("0123456789"), cell.size()) >= 4;
}

// Dates, telephone numbers and addresses that were typed but say nothing in the form expected, and dates of which one
// may doubt that they were read as they were meant.
class Doubtful {
 public:
  Doubtful(Records const& records, Model const& model) : records_(records), model_(model) {
    fields_.resize(records.fields.size());
  }

  // The last record appended, which stands on this line.
  void look_at(RawRecord const& raw, std::uint64_t line) {
    ++rows_;
    std::size_t at = 0;
    std::size_t field = 0;
    for (auto const& compare : model_.compare) {
      auto const cells = std::span{raw.cells}.subspan(at, compare.columns.size());
      bool const typed = std::ranges::any_of(cells, [](auto const& cell) { return !cell.empty(); });
      bool const strict =
          compare.kind == CompareKind::date || compare.kind == CompareKind::phone || compare.kind == CompareKind::email;
      if (strict && typed) look_at(fields_[field], compare, cells.front(), last_standard(records_.fields[field]), line);
      at += compare.columns.size();
      field += compare.kind == CompareKind::name ? 2 : 1;
    }
  }

  void describe(std::string const& name, Notes& notes) const {
    for (std::size_t field = 0; field < fields_.size(); ++field) {
      auto const& [unread, not_a_day, year_in_front, year_behind, month_first] = fields_[field];
      auto const& label = records_.fields[field].label;
      if (unread.count > 0)
        notes.push_back(fmt::format(
            "{}: {} of {} cells of {} could not be read as a {} and count as missing; the first is on line {}.", name,
            unread.count, rows_, label, wire(records_.fields[field].measure), unread.first_line));
      if (not_a_day.count > 0)
        notes.push_back(fmt::format(
            "{}: {} of {} cells of {} are no day that exists and are compared as they stand; the first is on line "
            "{}.{}",
            name, not_a_day.count, rows_, label, not_a_day.first_line,
            month_first * 20 > rows_ ? " If the month stands before the day, say so with a format in the model file."
                                     : ""));
      if (year_in_front.count > 0 && year_behind.count > 0)
        notes.push_back(fmt::format(
            "{}: {} is written in more than one way: with the year in front in {} cells, first on line {}, and behind "
            "in "
            "{}, first on line {}. Each was read in its own way.",
            name, label, year_in_front.count, year_in_front.first_line, year_behind.count, year_behind.first_line));
    }
  }

 private:
  struct Seen {
    std::uint64_t count = 0;
    std::uint64_t first_line = 0;
    void on(std::uint64_t line) {
      if (count++ == 0) first_line = line;
    }
  };
  struct OfField {
    Seen unread, not_a_day, year_in_front, year_behind;
    std::uint64_t month_first = 0;  // of those that are no day: a day with its month and day exchanged
  };

  std::string_view last_standard(Field const& field) const {
    return records_.dictionaries[field.dictionary][static_cast<Code>(field.codes.back())].text;
  }
  static void look_at(OfField& seen, Compare const& compare, std::string_view cell, std::string_view standard,
                      std::uint64_t line) {
    if (standard.empty()) return seen.unread.on(line);
    if (compare.kind != CompareKind::date) return;
    if (!is_real_date(standard)) {
      seen.not_a_day.on(line);
      seen.month_first +=
          is_real_date(fmt::format("{}{}{}", standard.substr(0, 4), standard.substr(6, 2), standard.substr(4, 2)));
    }
    if (compare.columns.size() == 1 && compare.format.empty())
      (has_year_in_front(cell) ? seen.year_in_front : seen.year_behind).on(line);
  }
  Records const& records_;
  Model const& model_;
  std::vector<OfField> fields_;
  std::uint64_t rows_ = 0;
};
}  // namespace

Result<Notes> read_csv(Records& records, Model const& model, ByteSource& source, ReadOptions const& options) {
  RowsWanted wanted{model.id, {}, model.labels, model.missing};
  for (auto const& compare : model.compare)
    wanted.columns.insert(wanted.columns.end(), compare.columns.begin(), compare.columns.end());
  Doubtful doubtful{records, model};
  auto const empty_columns = TRY(read_rows(wanted, source, options, [&](RawRecord const& raw, std::uint64_t line) {
    append(records, model, raw);
    doubtful.look_at(raw, line);
  }));
  Notes notes;
  doubtful.describe(options.name, notes);
  notes.insert(notes.end(), empty_columns.begin(), empty_columns.end());
  return notes;
}

}  // namespace kith::link
