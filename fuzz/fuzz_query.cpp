// Paths and queries: whatever is accepted must survive being written and read again, and hold nothing harmful.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "http/url.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace kith;
  std::string_view const text{reinterpret_cast<char const*>(data), size};
  if (auto const fields = http::parse_urlencoded(text)) {
    auto const again = http::parse_urlencoded(http::to_urlencoded(*fields));
    // A field without name and value writes as "=", which is one again.
    if (!again || !(*again == *fields)) std::abort();
    for (auto const& field : *fields)
      if (!is_valid_utf8(field.name) || !is_valid_utf8(field.value)) std::abort();
  }
  if (auto const path = http::decoded_path(text)) {
    if (path->front() != '/' || !is_valid_utf8(*path) || path->find("//") != std::string::npos) std::abort();
    if ((*path + "/").find("/../") != std::string::npos) std::abort();
  }
  if (auto const plain = http::percent_decoded(text, true))
    if (http::percent_decoded(http::percent_encoded(*plain), true) != plain) std::abort();
  return 0;
}
