#include "link/text_table.h"

#include "link/read_rows.h"

namespace kith::link {

Code TextPool::intern(std::string_view text) {
  if (text.empty()) return 0;
  auto const found = codes_.find(text);
  if (found != codes_.end()) return found->second;
  auto const code = size();
  texts_.emplace_back(text);
  codes_.emplace(texts_.back(), code);
  return code;
}

Result<Notes> read_csv(TextTable& table, std::string const& id_column, ByteSource& source, ReadOptions const& options) {
  table.codes.resize(table.columns.size());
  return read_rows({id_column, table.columns, {}, {}}, source, options, [&](RawRecord const& raw, std::uint64_t) {
    for (std::size_t i = 0; i < raw.cells.size(); ++i) table.codes[i].push_back(table.pool.intern(raw.cells[i]));
    table.ids.push_back(raw.id);
  });
}

}  // namespace kith::link
