// Whole requests, as bytes on a connection: read at once and byte by byte they must come to the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/request_reader.h"

namespace {
struct Outcome {
  bool complete = false;
  int status = 0;
  std::string path = {};
  std::string body = {};
};

// `step` bytes at a time, what is not taken given again.
Outcome read_request(std::string_view bytes, std::size_t step) {
  using Progress = kith::http::RequestReader::Progress;
  kith::http::RequestReader reader{{.header_bytes = 600, .target_bytes = 100, .header_fields = 8}};
  std::string held;
  while (!bytes.empty()) {
    auto const piece = bytes.substr(0, step);
    held += piece;
    bytes.remove_prefix(piece.size());
    for (;;) {
      std::size_t used = 0;
      auto const progress = reader.feed(held, used);
      if (used > held.size()) std::abort();
      held.erase(0, used);
      if (progress == Progress::refused) return {.status = reader.refusal().status};
      if (progress == Progress::complete) return {true, 0, reader.request().path, reader.request().body};
      if (progress == Progress::needs_more) break;
      reader.limit_body(200);
    }
    if (reader.request().body.size() > 200) std::abort();
  }
  return {};
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text{reinterpret_cast<char const*>(data), size};
  auto const whole = read_request(text, size + 1);
  auto const cut = read_request(text, 1);
  if (whole.complete != cut.complete || whole.path != cut.path || whole.body != cut.body) std::abort();
  // A broken request may be seen sooner in one way than in the other, but never be taken in one and refused in the
  // other.
  if (whole.status != 0 && cut.complete) std::abort();
  return 0;
}
