// Forms: what a browser sends when somebody presses a button. Pure functions, fuzzed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"
#include "http/url.h"

namespace kith::http {

struct MultipartLimits {
  std::size_t parts = 200;
  std::size_t part_header_bytes = 4'096;
  std::size_t name_bytes = 256;
  std::size_t file_name_bytes = 255;
};

// The fields of a posted form, urlencoded or multipart without files: valid UTF-8 without NUL, as typed otherwise
// (base/text.h cleans). The body's size was limited by the route. Errors, all Kind::invalid: not_a_form, and those of
// parse_urlencoded and parse_multipart; a file where none is expected is unexpected_file.
Result<Fields> parse_form(Request const& request);
// The parts of a multipart/form-data form in order (RFC 7578). Names are UTF-8; bodies of files are bytes.
// Errors: not_a_form, bad_multipart, too_many_parts, not_utf8.
Result<std::vector<Part>> parse_multipart(Request const& request);

// The same for callers that have the pieces: `content_type` as in the header.
Result<Fields> parse_form(std::string_view content_type, std::string_view body, FieldLimits const& limits);
Result<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body,
                                          MultipartLimits const& limits = {});

// One parameter of a structured header value: parameter_of("text/html; charset=utf-8", "charset") is "utf-8".
// Quoted values are unquoted. Empty when absent.
std::string parameter_of(std::string_view header_value, std::string_view name);

}  // namespace kith::http
