// Bytes to a Request: Beast's parser, then the guards that it leaves to us. Knows no sockets, so that tests and fuzzers
// can feed it byte by byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "http/message.h"
#include "http/refusal.h"

namespace kith::http {

struct ReaderLimits {
  std::size_t header_bytes = 16 * 1024;
  std::size_t target_bytes = 8 * 1024;
  std::size_t header_fields = 100;
};

// Reads one request. head_read comes exactly once, before anything of the body is taken, so that the caller can look at
// the path and set the body's limit; then feed on until complete.
class RequestReader {
 public:
  enum class Progress { needs_more, head_read, complete, refused };

  explicit RequestReader(ReaderLimits const& limits);
  ~RequestReader();

  // `used` says how many of `bytes` were taken: give the rest again, with more behind it. After refused, nothing more.
  Progress feed(std::string_view bytes, std::size_t& used);

  // From head_read on. path, query, query_text, method and headers are filled; body when complete.
  Request& request();
  // Content-Length, when the head has one.
  std::optional<std::uint64_t> content_length() const;
  bool has_body() const;
  // HTTP/1.1 with Expect: 100-continue.
  bool expects_continue() const;
  bool is_http_1_0() const;
  bool keeps_alive() const;

  // Before the body is fed. The limit holds for a chunked body as it grows; a longer Content-Length refuses at once.
  void limit_body(std::size_t bytes);

  Refusal refusal() const;

 private:
  class Parser;

  std::unique_ptr<Parser> parser_;
};

}  // namespace kith::http
