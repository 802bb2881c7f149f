// A file's columns as they are, every different text of the whole file once: what a model that Splink trained looks at,
// which knows nothing of our standard forms.
#pragma once

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "link/records.h"

namespace kith::link {

// Texts by code, shared by all columns, so that two columns can be compared by code too. 0 is missing.
class TextPool {
 public:
  TextPool() : texts_(1) {}
  Code intern(std::string_view text);
  std::string_view operator[](Code code) const { return texts_[code]; }
  Code size() const { return static_cast<Code>(texts_.size()); }

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, Code> codes_;
};

struct TextTable {
  std::vector<std::string> columns;
  std::vector<std::vector<Code>> codes;  // by column, one a record
  std::vector<std::string> ids;
  RecordNumber first_of_second = 0;  // as in Records
  TextPool pool;

  RecordNumber size() const { return static_cast<RecordNumber>(ids.size()); }
};

// Appends the rows of a file. Empty cells are missing; cells are trimmed. Errors: as of read_csv.
Result<Notes> read_csv(TextTable& table, std::string const& id_column, ByteSource& source, ReadOptions const& options);

}  // namespace kith::link
