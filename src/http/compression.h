// Compression of what goes out: gzip, which every browser takes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kith::http {

// Measured on an 11 KB page: level 1 makes it 5 times smaller in 0.1 ms, level 6 6 times in 0.25 ms. See the decision.
inline constexpr int page_compression_level = 1;
// Below this a response fits one packet anyway.
inline constexpr std::size_t smallest_compressed_bytes = 1'024;

// Whether an Accept-Encoding header takes gzip. An absent (empty) header is read as no.
bool accepts_gzip(std::string_view accept_encoding);
// Text of some size: images and archives are compressed already.
bool is_worth_compressing(std::string_view content_type, std::size_t bytes);
// Level 1 (quick) to 9 (small). Keeps one compressor per thread.
std::string gzip(std::string_view text, int level);

}  // namespace kith::http
