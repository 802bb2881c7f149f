// Answers kept with the effect of their command, so that the same request sent again is answered and not done again.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"
#include "sql/database.h"

namespace kith::journal {

struct Task;

// What was answered before to the keys of one batch. Asked for all at once: to PostgreSQL a question each would be a
// journey there and back each.
class Answered {
 public:
  // `answer_key`: the secret under which requests are hashed.
  explicit Answered(std::string_view answer_key) : answer_key_(answer_key) {}

  void look_up(sql::Connection& connection, std::span<Task const> batch);

  // The answer to the same request under this key; nullopt when there was none. Error: key_reused, when the key came
  // with another request.
  std::optional<Result<std::string>> earlier(Task const& task) const;
  // Kept in the command's own transaction, and remembered for the rest of the batch.
  void keep(sql::Connection& connection, Task const& task, std::string const& answer, Instant now);

  // Keys and request hashes are kept for as long as a client may try again, and no longer.
  static void forget_before(sql::Connection& connection, Instant time);

 private:
  struct Earlier {
    std::string request;  // keyed hash, hex
    std::string answer;
  };
  std::string hash_of(Task const& task) const;

  std::string_view answer_key_;
  std::unordered_map<std::string, Earlier> earlier_;
};

}  // namespace kith::journal
