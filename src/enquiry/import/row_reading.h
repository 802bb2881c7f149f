// One row being read: cells in, values out, with the faults and queries met on the way. Private to the import.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "enquiry/import/columns.h"
#include "enquiry/import/dates.h"
#include "enquiry/import/faults.h"
#include "enquiry/import/rows.h"
#include "enquiry/import/vocabulary.h"

namespace kith::imports {

class RowReading {
 public:
  // `cells` is one text for each of `columns`, in their order.
  RowReading(std::span<Column const> columns, std::span<std::string const> cells, Vocabulary& vocabulary, Date today,
             DateOrder order)
      : columns_(columns), cells_(cells), vocabulary_(vocabulary), today_(today), order_(order) {}

  std::string text(std::size_t place);
  std::string reference(std::size_t place);  // a text that tells records apart, so no number shortened to 1.2E+11
  std::string postcode(std::size_t place);
  std::optional<Date> date(std::size_t place);        // of something that has happened
  std::optional<Date> birth_date(std::size_t place);  // may be to come
  std::optional<Date> expected_date(std::size_t place);
  std::string word(std::size_t place, std::vector<profile::Word> const& words);
  std::string agency(std::size_t place);
  std::optional<profile::ScreeningOutcome> screening_outcome(std::size_t place);
  std::optional<profile::StepOutcome> step_outcome(std::size_t place);
  std::optional<int> level(std::size_t place);
  void areas(std::size_t place, std::vector<profile::PlaceCode>& places, std::vector<std::string>& names);

  // `later` must not lie before `earlier`; blames the later one's column.
  void in_order(std::optional<Date> earlier, std::optional<Date> later, std::size_t place, FaultCode code);

  void fault(std::size_t place, FaultCode code);
  void query(std::size_t place, QueryCode code);

  Date today() const { return today_; }
  bool has_faults() const { return !faults_.empty(); }
  std::vector<CellFault> take_faults() { return std::move(faults_); }
  std::vector<RowQuery> take_queries() { return std::move(queries_); }

 private:
  enum class Emptiness { machine_words, human_words_too };
  std::string cell(std::size_t place, Emptiness emptiness);
  std::optional<Date> any_date(std::size_t place);

  std::span<Column const> columns_;
  std::span<std::string const> cells_;
  Vocabulary& vocabulary_;
  Date today_;
  DateOrder order_;
  std::vector<CellFault> faults_;
  std::vector<RowQuery> queries_;
};

}  // namespace kith::imports
