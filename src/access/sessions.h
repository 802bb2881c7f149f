// Sessions and drafts: secondary facts outside the journal. The cookie's token is kept only as its hash; a draft is
// kept sealed, so that neither is of use to somebody who copies the database.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "access/accounts.h"
#include "base/crypto.h"
#include "journal/writer.h"
#include "sql/database.h"

namespace kith::access {

// The cookie that carries a session's token: `__Host-kith` on the wire.
inline constexpr std::string_view session_cookie = "kith";

struct SessionLimits {
  std::chrono::minutes idle{30};
  std::chrono::hours absolute{12};
};

// The lasting tables of this room; made at `init`, copied by `backup` no more than sessions deserve (not at all).
void create_session_tables(sql::Connection& connection);

struct Session {
  std::string token_hash;
  ActorId account;
  Instant started_at;
  Instant seen_at;
};

// What a cookie says: a live session, one that has run out (whose owner may get a draft back), or nothing; and the
// account it belongs to, as it stands now.
struct Found {
  std::optional<Session> session;
  std::optional<Account> account;
  bool expired = false;
};
Found find_session(sql::Connection& connection, std::string_view token, Instant now, SessionLimits const& limits);

// Each returns a task body for the writer.
Result<std::string> start_session(journal::Transaction& transaction, std::string_view token, ActorId account);
Result<std::string> end_session(journal::Transaction& transaction, std::string_view token_hash);
Result<std::string> end_sessions_of(journal::Transaction& transaction, ActorId account);
// Ends all of an account's sessions but one: after a new password, whoever else was signed in as this person is out.
Result<std::string> end_other_sessions_of(journal::Transaction& transaction, ActorId account,
                                          std::string_view kept_token_hash);
Result<std::string> note_seen(journal::Transaction& transaction, std::string_view token_hash, Instant at);

// The token that proves a form is ours: made from the session's own, so nothing needs storing.
std::string csrf_token(std::string_view session_token);

// How much an account may leave lying about: beyond it the oldest draft goes.
inline constexpr int most_drafts = 50;
inline constexpr std::chrono::hours draft_lifetime{24 * 30};

// A form that was typed but not saved: `path` is the page it belongs to, `body` its fields, urlencoded.
Result<std::string> keep_draft(journal::Transaction& transaction, Bytes sealing_key, ActorId account,
                               std::string_view path, std::string_view body);
Result<std::string> drop_draft(journal::Transaction& transaction, ActorId account, std::string_view path);
std::optional<std::string> find_draft(sql::Connection& connection, Bytes sealing_key, ActorId account,
                                      std::string_view path);

// The same for somebody who has no account, on one of these shelves. What lies there is sealed with a key that is made
// from their own token, which we do not keep, so that nobody who copies the database can read it, whatever keys they
// have. It is gone when its time has passed since it was last written.
struct Shelf {
  std::string_view name;
  std::chrono::minutes lifetime;
};
// The answers of a form of several pages, while somebody goes through it.
inline constexpr Shelf answers_shelf{"/help", std::chrono::minutes{60}};
// The same put aside for another day.
inline constexpr Shelf later_shelf{"/help/later", std::chrono::days{7}};
// How far somebody has come in proving who they are.
inline constexpr Shelf proof_shelf{"/help/proof", std::chrono::minutes{30}};

Result<std::string> keep_on(journal::Transaction& transaction, Shelf const& shelf, std::string_view token,
                            std::string_view body);
Result<std::string> drop_from(journal::Transaction& transaction, Shelf const& shelf, std::string_view token);
std::optional<std::string> find_on(sql::Connection& connection, Shelf const& shelf, std::string_view token,
                                   Instant now);
// Deletes what lies longer than its shelf keeps it.
Result<std::string> drop_what_is_old(journal::Transaction& transaction);
bool has_what_is_old(sql::Connection& connection, Instant now);

}  // namespace kith::access
