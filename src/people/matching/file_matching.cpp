#include "people/matching/file_matching.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/complaints.h"
#include "base/crypto.h"
#include "base/csv.h"
#include "base/text.h"
#include "link/files.h"
#include "link/read_rows.h"
#include "link/standardise.h"

namespace kith::people {

namespace {

constexpr auto register_columns =
    std::to_array<std::string_view>({"forename", "surname", "date_of_birth", "sex", "postcode"});

// Which of the file's columns stands for which of the register's; empty for none.
struct FileColumns {
  std::string id;
  std::array<std::string, register_columns.size()> names;
  std::string date_format;
  std::vector<std::string> missing;
};

Result<FileColumns> columns_of_model(std::filesystem::path const& file) {
  auto const text = TRY(link::read_all(file));
  auto const model = TRY(link::parse_model(text, file.string()));
  FileColumns columns{model.id, {}, {}, model.missing};
  auto give = [&](std::size_t place, std::string const& name) -> Result<Done> {
    if (!columns.names[place].empty())
      return invalid("compared_twice", fmt::format("{} compares {} twice. Take one of them out.", file.string(),
                                                   register_columns[place]));
    columns.names[place] = name;
    return Done{};
  };
  for (auto const& compare : model.compare) {
    using link::CompareKind;
    if (compare.kind == CompareKind::name) {
      TRY(give(0, compare.columns.at(0)));
      TRY(give(1, compare.columns.at(1)));
    } else if (compare.kind == CompareKind::date) {
      TRY(give(2, compare.columns.at(0)));
      columns.date_format = compare.format;
    } else if (compare.kind == CompareKind::category) {
      TRY(give(3, compare.columns.at(0)));
    } else if (compare.kind == CompareKind::postcode) {
      TRY(give(4, compare.columns.at(0)));
    } else {
      return invalid("cannot_compare",
                     fmt::format("{} compares a column as {}. The register is matched by name, date of birth, sex (as "
                                 "a category) and postcode: leave the others out.",
                                 file.string(), wire(compare.kind)));
    }
  }
  return columns;
}

// By their names, as far as the file has them.
Result<FileColumns> columns_of_header(std::string_view text, std::filesystem::path const& file) {
  MemorySource source(text);
  CsvReader reader(source);
  CsvRecord header;
  FileColumns columns;
  if (!TRY(reader.next(header)))
    return invalid("file_empty", fmt::format("{} is empty. Give a file with a header and rows.", file.string()));
  for (auto const& title : header.fields) {
    auto name = std::string_view{title};
    if (name.starts_with("\xef\xbb\xbf")) name.remove_prefix(3);
    name = trimmed(name);
    auto const known = std::ranges::find(register_columns, name);
    if (known != register_columns.end())
      columns.names[static_cast<std::size_t>(known - register_columns.begin())] = name;
    if (name == "id") columns.id = name;
  }
  return columns;
}

Asked asked_in(std::vector<std::string> const& cells, FileColumns const& columns) {
  std::array<std::string, register_columns.size()> all;
  std::size_t next = 0;
  for (std::size_t place = 0; place < all.size(); ++place)
    if (!columns.names[place].empty()) all[place] = cells[next++];
  if (!columns.date_format.empty()) all[2] = link::standardise(link::Measure::date, all[2], columns.date_format);
  return {all[0], all[1], all[2], all[3], all[4]};
}

}  // namespace

Result<FileAnswer> match_file(sql::Connection& connection, KnownPeople& known, FileToMatch const& wanted) {
  // Read once, so that the digest is of what was matched.
  auto const whole = TRY(link::read_all(wanted.file));
  auto const columns = TRY(wanted.model ? columns_of_model(*wanted.model) : columns_of_header(whole, wanted.file));
  link::RowsWanted rows{columns.id, {}, {}, columns.missing};
  for (auto const& name : columns.names)
    if (!name.empty()) rows.columns.push_back(name);
  bool const has_name = !columns.names[0].empty() || !columns.names[1].empty();
  if (!has_name)
    return invalid("nothing_to_compare",
                   fmt::format("{} has no column called forename or surname. Rename its columns, or say with --model "
                               "which is which.",
                               wanted.file.string()));
  FileAnswer answer;
  answer.file_sha256 = to_hex(sha256(whole));
  MemorySource source(whole);
  auto const take = [&](link::RawRecord const& raw, std::uint64_t) {
    answer.complete = answer.complete && !(wanted.stop && wanted.stop());
    if (!answer.complete) return;  // the rest is read in a moment and asked of nobody
    ++answer.rows;
    auto const found = known.ask(connection, asked_in(raw.cells, columns)).people;
    auto const people = records_of(connection, found);
    answer.found += people.empty() ? 0 : 1;
    for (auto const& one : people)
      answer.pairs.push_back(
          {raw.id, one.record.person, one.record.reference, one.found.probability, one.found.weight});
  };
  answer.notes = TRY(link::read_rows(rows, source, {wanted.file.string(), wanted.progress, {}}, take));
  return answer;
}

Result<access::AgreementId> agreement_for_matching(sql::Connection& connection, std::string_view agency, Date day) {
  std::set<std::string> others;
  for (auto const& row : access::agreements(connection)) {
    if (!row.holds_on(day)) continue;
    if (row.agency == agency) return row.agreement;
    others.insert(row.agency);
  }
  return forbidden("no_agreement",
                   fmt::format("No agreement of {} to share information holds today, so its file cannot be matched. {}",
                               agency.empty() ? "no agency" : agency,
                               others.empty() ? "None is on record: an administrator records them under Agreements."
                                              : fmt::format("Agreements that hold: {}.", fmt::join(others, ", "))));
}

Result<std::string> note_file_matched(journal::Transaction& t, FileMatched matched, journal::Author const& author) {
  if (is_blank(matched.purpose)) return fault("purpose", "no_purpose", "Say what the file is matched for.");
  matched.agreement = TRY(agreement_for_matching(t.connection(), matched.agency, london_date(t.now())));
  matched.match = FileMatchId::mint(t.now(), t.random());
  TRY(t.append(matched.match.raw(), 0, {FileMatchEvents::encode(matched, t.now())}, author));
  return matched.match.text();
}

std::string_view const file_match_ddl = R"(
CREATE TABLE file_match(
  id TEXT PRIMARY KEY, agreement TEXT NOT NULL, agency TEXT NOT NULL, purpose TEXT NOT NULL, file_sha256 TEXT NOT NULL,
  rows INTEGER NOT NULL, found INTEGER NOT NULL, model TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL) KEYED;
)";

bool apply_file_match(sql::Connection& c, journal::Recorded const& recorded) {
  auto const event = FileMatchEvents::decode(recorded);
  if (!event) return false;
  auto const& e = std::get<FileMatched>(*event);
  c.post(
      "INSERT INTO file_match(id, agreement, agency, purpose, file_sha256, rows, found, model, at, actor) "
      "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)",
      {to_text(recorded.header.stream), e.agreement, e.agency, e.purpose, e.file_sha256, e.rows, e.found, e.model,
       recorded.header.recorded_at, recorded.header.author.actor});
  return true;
}

std::vector<FileMatchRow> file_matches(sql::Connection& connection, int limit) {
  std::vector<FileMatchRow> found;
  connection.query(
      "SELECT id, agreement, agency, purpose, file_sha256, rows, found, model, at, actor FROM file_match ORDER BY at "
      "DESC, id DESC LIMIT $1",
      {limit}, [&](sql::Row const& row) {
        FileMatchRow r;
        r.matched = {row.id<FileMatch>(0), row.id<access::Agreement>(1),
                     row.string(2),        row.string(3),
                     row.string(4),        row.integer(5),
                     row.integer(6),       row.string(7)};
        r.at = row.instant(8);
        r.by = row.id<journal::Actor>(9);
        found.push_back(std::move(r));
      });
  return found;
}

}  // namespace kith::people
