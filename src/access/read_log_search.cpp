#include "access/read_log_search.h"

#include <string_view>

#include "access/lines_backwards.h"

namespace kith::access {

namespace {

bool names(std::string_view ids, std::string_view wanted) {
  while (!ids.empty()) {
    auto const end = std::min(ids.find(','), ids.size());
    if (ids.substr(0, end) == wanted) return true;
    ids.remove_prefix(std::min(end + 1, ids.size()));
  }
  return false;
}

// Ids stand in a line as they are, so most lines can be passed over without being taken apart.
bool may_match(std::string_view line, LookQuestion const& question) {
  auto const holds = [&](std::string const& id) { return id.empty() || line.find(id) != std::string_view::npos; };
  return holds(question.account) && holds(question.record);
}

bool matches(ReadLine const& look, LookQuestion const& question) {
  return (question.account.empty() || look.account == question.account) &&
         (question.record.empty() || names(look.record, question.record));
}

Error broken() {
  return invalid("read_log_broken", "A line of the log of who looked at what cannot be read. Tell your administrator.");
}

}  // namespace

Result<LooksFound> find_looks(std::filesystem::path const& file, LookQuestion const& question) {
  LooksFound found;
  LinesBackwards lines(file, question.until);
  auto const from = lines.position();
  std::string oldest;
  while (found.looks.size() < question.page_size && !found.stopped_short) {
    auto const line = lines.next();
    if (!line) break;
    oldest = *line;
    if (may_match(*line, question)) {
      auto look = parse_read_line(*line);
      if (!look) return broken();
      if (matches(*look, question)) found.looks.push_back(*std::move(look));
    }
    found.stopped_short = from - lines.position() >= question.most_bytes;
  }
  if (lines.position() > 0) found.older = lines.position();
  if (!oldest.empty()) {
    auto const look = parse_read_line(oldest);
    if (!look) return broken();
    found.looked_back_to = look->at;
  }
  found.stopped_short = found.stopped_short && found.older && found.looks.size() < question.page_size;
  return found;
}

}  // namespace kith::access
