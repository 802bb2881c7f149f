// The people to link, column by column: every distinct standard value once, and a code for each record. 0 is missing.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "link/levels.h"
#include "link/model.h"
#include "link/packed.h"

namespace kith::link {

using Code = std::uint32_t;
using RecordNumber = std::uint32_t;

// Distinct values. A name's forename and surname share one, so that swapped names can be seen.
class Dictionary {
 public:
  explicit Dictionary(Measure measure) : measure_(measure), values_(1), slots_(4) {}
  Code intern(std::string_view standard);  // empty is 0
  std::optional<Code> find(std::string_view standard) const;
  Value const& operator[](Code code) const { return values_[code]; }
  Code size() const { return static_cast<Code>(values_.size()); }  // codes are below this
  Measure measure() const { return measure_; }
  // Of the values and of what finds them, texts and forms that lie elsewhere included.
  std::size_t bytes() const;

 private:
  Measure measure_;
  std::deque<Value> values_;
  // Finds a value by its text: the code stands where the hash says or, when that is taken, behind it; 0 is free. A
  // power of two of them, never more than half taken.
  std::vector<Code> slots_;
  std::size_t slot_of(std::string_view standard) const;  // where it stands, or would
  void make_room();
};

struct Field {
  Measure measure = Measure::word;
  std::string label;  // the column, as the file calls it
  std::size_t dictionary = 0;
  PackedNumbers codes = {};  // one a record
};

// Two fields that are one person's names.
struct NameFields {
  std::size_t forename = 0;
  std::size_t surname = 0;
};

struct Records {
  std::vector<Dictionary> dictionaries;
  std::vector<Field> fields;
  std::vector<NameFields> names;
  std::vector<std::string> ids;
  std::vector<std::string> labels;   // the true person where the model names such a column; empty when not known
  RecordNumber first_of_second = 0;  // records from here on are of the second file; size() when there is only one

  RecordNumber size() const { return static_cast<RecordNumber>(ids.size()); }
  bool linking() const { return first_of_second != size(); }
  // Pairs that are to be decided: across the two files, or within the one.
  double pair_count() const;
};

// Fields as the model says, without people. Errors: too many fields.
Result<Records> make_records(Model const& model);
// A person's cells, one for each column of the model in its order.
struct RawRecord {
  std::string id;
  std::vector<std::string> cells;
  std::string label;
};
void append(Records& records, Model const& model, RawRecord const& raw);

// What was odd in a file but did not stop the work: one sentence each.
using Notes = std::vector<std::string>;

// Reads a CSV file into `records`. `name` is how sentences call the file; `progress` is told the share read.
// Errors: no header, a column that is not there, an id missing or repeated, and those of CsvReader.
struct ReadOptions {
  std::string name;
  std::function<void(double)> progress = {};
  std::function<bool()> stop = {};
};
Result<Notes> read_csv(Records& records, Model const& model, ByteSource& source, ReadOptions const& options);

}  // namespace kith::link
