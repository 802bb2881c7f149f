#include "access/sessions.h"

#include <fmt/format.h>

#include <array>

#include "access/put_aside.h"

namespace kith::access {

namespace {
std::string hash_of(std::string_view token) { return to_hex(sha256(token)); }
}  // namespace

void create_session_tables(sql::Connection& connection) {
  connection.run_script(R"(
CREATE TABLE session(token_hash TEXT PRIMARY KEY, account TEXT NOT NULL, started_at INTEGER NOT NULL,
                     seen_at INTEGER NOT NULL, ended_at INTEGER) STRICT;
CREATE INDEX session_by_account ON session(account);
CREATE TABLE draft(account TEXT NOT NULL, path TEXT NOT NULL, body BLOB NOT NULL, at INTEGER NOT NULL,
                   PRIMARY KEY(account, path)) STRICT;
)");
}

Found find_session(sql::Connection& connection, std::string_view token, Instant now, SessionLimits const& limits) {
  Found found;
  if (token.empty()) return found;
  auto hash = hash_of(token);
  bool ended = false;
  // One question for both: every request begins with it.
  static auto const question = fmt::format(
      "SELECT {}, s.started_at, s.seen_at, s.ended_at, s.account FROM session s LEFT JOIN account ON id=s.account "
      "WHERE s.token_hash=$1",
      account_columns);
  connection.query(question, {hash}, [&](sql::Row const& row) {
    int const next = account_column_count;
    found.session = Session{hash, row.id<journal::Actor>(next + 3), row.instant(next), row.instant(next + 1)};
    ended = !row.is_null(next + 2);
    if (!row.is_null(0)) found.account = account_of(row);
  });
  if (!found.session || ended) return {};
  found.expired = now - found.session->seen_at >= limits.idle || now - found.session->started_at >= limits.absolute;
  return found;
}

Result<std::string> start_session(journal::Transaction& transaction, std::string_view token, ActorId account) {
  auto const now = transaction.now();
  // Sessions long over are of no use to anybody.
  transaction.connection().post("DELETE FROM session WHERE seen_at<$1", {now - std::chrono::hours{24 * 7}});
  transaction.connection().post("INSERT INTO session(token_hash, account, started_at, seen_at) VALUES($1,$2,$3,$4)",
                                {hash_of(token), account, now, now});
  return std::string{};
}

Result<std::string> end_session(journal::Transaction& transaction, std::string_view token_hash) {
  transaction.connection().post("UPDATE session SET ended_at=$1 WHERE token_hash=$2", {transaction.now(), token_hash});
  return std::string{};
}

Result<std::string> end_sessions_of(journal::Transaction& transaction, ActorId account) {
  transaction.connection().post("UPDATE session SET ended_at=$1 WHERE account=$2 AND ended_at IS NULL",
                                {transaction.now(), account});
  return std::string{};
}

Result<std::string> end_other_sessions_of(journal::Transaction& transaction, ActorId account,
                                          std::string_view kept_token_hash) {
  transaction.connection().post(
      "UPDATE session SET ended_at=$1 WHERE account=$2 AND ended_at IS NULL AND token_hash<>$3",
      {transaction.now(), account, kept_token_hash});
  return std::string{};
}

Result<std::string> note_seen(journal::Transaction& transaction, std::string_view token_hash, Instant at) {
  transaction.connection().post("UPDATE session SET seen_at=$1 WHERE token_hash=$2 AND seen_at<$1", {at, token_hash});
  return std::string{};
}

std::string csrf_token(std::string_view session_token) {
  return to_base64url(hmac_sha256(bytes_of(session_token), "form"));
}

Result<std::string> keep_draft(journal::Transaction& transaction, Bytes sealing_key, ActorId account,
                               std::string_view path, std::string_view body) {
  auto const sealed = seal(sealing_key, body, transaction.random());
  transaction.connection().post(
      "INSERT INTO draft(account, path, body, at) VALUES($1,$2,$3,$4) ON CONFLICT(account, path) DO UPDATE SET "
      "body=excluded.body, at=excluded.at",
      {account, path, sql::BytesView{sealed}, transaction.now()});
  transaction.connection().post(
      "DELETE FROM draft WHERE account=$1 AND (at<$2 OR path NOT IN (SELECT path FROM draft WHERE account=$1 ORDER BY "
      "at DESC, path LIMIT $3))",
      {account, transaction.now() - draft_lifetime, most_drafts});
  return std::string{};
}

Result<std::string> drop_draft(journal::Transaction& transaction, ActorId account, std::string_view path) {
  transaction.connection().post("DELETE FROM draft WHERE account=$1 AND path=$2", {account, path});
  return std::string{};
}

std::optional<std::string> find_draft(sql::Connection& connection, Bytes sealing_key, ActorId account,
                                      std::string_view path) {
  std::optional<std::string> body;
  connection.query("SELECT body FROM draft WHERE account=$1 AND path=$2", {account, path},
                   [&](sql::Row const& row) { body = unseal(sealing_key, row.bytes(0)); });
  return body;
}

// These lie beside the drafts of accounts: the owner is the token's hash, which is no account's id.
namespace {
constexpr std::array shelves = {answers_shelf, later_shelf, proof_shelf};

Digest key_of(std::string_view token) { return hmac_sha256(bytes_of(token), "answers"); }
}  // namespace

Result<std::string> keep_on(journal::Transaction& transaction, Shelf const& shelf, std::string_view token,
                            std::string_view body) {
  auto const sealed = seal(key_of(token), body, transaction.random());
  transaction.connection().post(
      "INSERT INTO draft(account, path, body, at) VALUES($1,$2,$3,$4) ON CONFLICT(account, path) DO UPDATE SET "
      "body=excluded.body, at=excluded.at",
      {hash_of(token), shelf.name, sql::BytesView{sealed}, transaction.now()});
  return std::string{};
}

Result<std::string> drop_from(journal::Transaction& transaction, Shelf const& shelf, std::string_view token) {
  transaction.connection().post("DELETE FROM draft WHERE account=$1 AND path=$2", {hash_of(token), shelf.name});
  return std::string{};
}

std::optional<std::string> find_on(sql::Connection& connection, Shelf const& shelf, std::string_view token,
                                   Instant now) {
  std::optional<std::string> body;
  if (token.empty()) return body;
  connection.query("SELECT body FROM draft WHERE account=$1 AND path=$2 AND at>$3",
                   {hash_of(token), shelf.name, now - shelf.lifetime},
                   [&](sql::Row const& row) { body = unseal(key_of(token), row.bytes(0)); });
  return body;
}

bool lies_on(sql::Connection& connection, Shelf const& shelf, std::string_view token_hash, Instant now) {
  return connection
      .integer("SELECT 1 FROM draft WHERE account=$1 AND path=$2 AND at>$3",
               {token_hash, shelf.name, now - shelf.lifetime})
      .has_value();
}

Result<std::string> drop_what_is_old(journal::Transaction& transaction) {
  for (auto const& shelf : shelves)
    transaction.connection().post("DELETE FROM draft WHERE path=$1 AND at<=$2",
                                  {shelf.name, transaction.now() - shelf.lifetime});
  return std::string{};
}

bool has_what_is_old(sql::Connection& connection, Instant now) {
  return std::ranges::any_of(shelves, [&](Shelf const& shelf) {
    return connection
        .integer("SELECT 1 FROM draft WHERE path=$1 AND at<=$2 LIMIT 1", {shelf.name, now - shelf.lifetime})
        .has_value();
  });
}

}  // namespace kith::access
