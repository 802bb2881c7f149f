// Multipart bodies, with a boundary known beforehand, and header parameters.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "http/form.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace kith;
  std::string_view const text{reinterpret_cast<char const*>(data), size};
  http::MultipartLimits const limits{.parts = 8, .part_header_bytes = 500, .name_bytes = 40, .file_name_bytes = 40};
  if (auto const parts = http::parse_multipart("multipart/form-data; boundary=b", text, limits)) {
    std::size_t bytes = 0;
    for (auto const& part : *parts) {
      bytes += part.body.size();
      if (part.name.empty() || part.name.size() > limits.name_bytes || !is_valid_utf8(part.name)) std::abort();
      if (part.file_name.find_first_of("/\\") != std::string::npos || !is_valid_utf8(part.file_name)) std::abort();
      if (part.body.find("\r\n--b") != std::string::npos) std::abort();
    }
    if (parts->size() > limits.parts || bytes > text.size()) std::abort();
  }
  if (http::parameter_of(text, "name").size() > text.size()) std::abort();
  return 0;
}
