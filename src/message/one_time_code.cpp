#include "message/one_time_code.h"

#include <fmt/format.h>

namespace kith::message {

Digest code_key(std::string_view system_key) { return hmac_sha256(bytes_of(system_key), "one-time codes"); }

std::string code_in(Bytes key, MessageId message) {
  auto const digest = hmac_sha256(key, message.text());
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | digest[i];
  static_assert(code_digits == 6);
  return fmt::format("{:06}", number % 1'000'000);  // 2^64 is so many times a million that no code is likelier
}

std::string link_in(Bytes key, MessageId message) {
  auto const digest = hmac_sha256(key, "link " + message.text());
  return to_base64url(Bytes{digest}.first(16));
}

std::string hash_of_link(std::string_view link) { return to_hex(sha256(link)); }

CodeTried try_code(CodeAsked& asked, Bytes key, std::string_view typed, Instant now) {
  std::string digits;
  for (char const c : typed)
    if (c != ' ' && c != '-') digits += c;
  // Compared first, whatever else is wrong, so that every answer takes as long.
  bool const right = equal_in_constant_time(digits, code_in(key, asked.message));
  if (asked.used || asked.tries >= most_code_tries) return CodeTried::used_up;
  if (now - asked.at >= code_lifetime) return CodeTried::expired;
  ++asked.tries;
  if (right) asked.used = true;
  return right ? CodeTried::right : asked.tries >= most_code_tries ? CodeTried::used_up : CodeTried::wrong;
}

}  // namespace kith::message
