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

// What a cookie says: a live session, one that has run out (whose owner may get a draft back), or nothing.
struct Found {
  std::optional<Session> session;
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

// The same for somebody who has no account: the answers of a form of several pages, kept while they go through it.
// They are sealed with a key that is made from their own token, which we do not keep, so that nobody who copies the
// database can read them, whatever keys they have. They are gone an hour after the last page.
inline constexpr std::chrono::minutes answers_lifetime{60};
Result<std::string> keep_answers(journal::Transaction& transaction, std::string_view token, std::string_view body);
Result<std::string> drop_answers(journal::Transaction& transaction, std::string_view token);
std::optional<std::string> find_answers(sql::Connection& connection, std::string_view token, Instant now);
// Deletes the answers of those who left without sending or leaving by the exit.
Result<std::string> drop_old_answers(journal::Transaction& transaction);
bool has_old_answers(sql::Connection& connection, Instant now);

}  // namespace kith::access
