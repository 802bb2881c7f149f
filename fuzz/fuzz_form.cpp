// Forms: the first line is the Content-Type, the rest the body.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "http/form.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace kith;
  std::string_view const text{reinterpret_cast<char const*>(data), size};
  auto const line_end = std::min(text.find('\n'), text.size());
  http::FieldLimits const limits{.fields = 20, .name_bytes = 30, .value_bytes = 200};
  auto const fields =
      http::parse_form(text.substr(0, line_end), text.substr(std::min(line_end + 1, text.size())), limits);
  if (!fields) return fields.error().kind == Kind::invalid ? 0 : (std::abort(), 0);
  if (fields->size() > limits.fields) std::abort();
  for (auto const& field : *fields) {
    if (field.name.size() > limits.name_bytes || field.value.size() > limits.value_bytes) std::abort();
    if (!is_valid_utf8(field.name) || !is_valid_utf8(field.value)) std::abort();
    if (field.value.find('\0') != std::string::npos) std::abort();
  }
  return 0;
}
