// A short code that proves that somebody holds the phone or the mailbox they named. It is never stored, not even as a
// hash: six digits are no secret to whoever can try a million hashes. It is made again from a key that is not in the
// database and from the id of the message that carries it.
#pragma once

#include <boost/describe/class.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/crypto.h"
#include "message/events.h"

namespace kith::message {

inline constexpr std::chrono::minutes code_lifetime{15};
inline constexpr int most_code_tries = 5;
inline constexpr std::size_t code_digits = 6;

// The key for codes of one system, from a key of its own of which nothing else is told.
Digest code_key(std::string_view system_key);
// The code that the message with this id carries: six digits.
std::string code_in(Bytes key, MessageId message);

// The secret part of the link that the message with this id carries: 128 bits in 22 letters. Like a code it is made
// again from the key and the id, and stored nowhere but as its hash, which nobody guesses.
std::string link_in(Bytes key, MessageId message);
std::string hash_of_link(std::string_view link);

// One code on its way: when it was asked for, and how often somebody has tried.
struct CodeAsked {
  MessageId message;
  Instant at;
  int tries = 0;
  bool used = false;

  bool operator==(CodeAsked const&) const = default;
};
BOOST_DESCRIBE_STRUCT(CodeAsked, (), (message, at, tries, used))

enum class CodeTried { right, wrong, expired, used_up };
// Compares what was typed (blanks and hyphens do not count) in constant time and counts the try. A code works once.
CodeTried try_code(CodeAsked& asked, Bytes key, std::string_view typed, Instant now);

}  // namespace kith::message
