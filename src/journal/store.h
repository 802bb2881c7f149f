// The journal's two tables, and reading them. Appending is here too, but only the Writer calls it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "journal/chain.h"
#include "journal/envelope.h"
#include "sql/database.h"

namespace kith::journal {

// The version of the lasting tables. A program refuses data with a higher one.
inline constexpr int schema_version = 1;

// Creates the lasting tables in an empty database.
void create_tables(sql::Connection& connection);
// What keeps this program from using the database: not Kith's, or made by a newer Kith. `migrate` cures an older one.
Result<Done> check_version(sql::Connection& connection);

// One text kept beside the journal: the packed profile, the name of the record set, and the like.
std::optional<std::string> setting(sql::Connection& connection, std::string_view name);
void keep_setting(sql::Connection& connection, std::string_view name, std::string_view value);

// The end of the chain: sequence 0 and an all-zero digest for an empty journal.
struct Head {
  std::int64_t sequence = 0;
  Digest chain{};
};
Head head(sql::Connection& connection);

// The events of one stream, oldest first.
std::vector<Recorded> load(sql::Connection& connection, StreamId const& stream);

// One entry as it stands in the tables, for verifying and copying.
struct Entry {
  Recorded recorded;
  std::string salt;
  std::string commitment;
  std::string chain;
};
// Every entry with sequence above `after`, in order, a page of rows at a time so that memory stays flat.
void for_each_entry(sql::Connection& connection, std::int64_t after, std::function<void(Entry const&)> const& visit);
// The same without salts and digests: what a rebuild needs.
void for_each_event(sql::Connection& connection, std::int64_t after, std::function<void(Recorded const&)> const& visit);

// Puts one entry into the tables, exactly as given.
void insert_entry(sql::Connection& connection, Header const& header, std::string_view commitment,
                  std::string_view chain);
void insert_payload(sql::Connection& connection, std::int64_t sequence, std::string_view salt, std::string_view body);

}  // namespace kith::journal
