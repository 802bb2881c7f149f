// Compression of what goes out: gzip, which every browser takes; brotli for what the build compressed beforehand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kith::http {

// Measured (bench/http/gzip_levels): an 11 KB table page becomes 1.8 KB in 30 us at level 1, 1.4 KB in 53 us at level
// 6, no smaller above 8; 26 KB of prose and markup 5.4 KB in 107 us against 4.8 KB in 289 us. The first level saves
// nearly all.
inline constexpr int page_compression_level = 1;
// Below this a response fits one packet anyway.
inline constexpr std::size_t smallest_compressed_bytes = 1'024;

// Whether an Accept-Encoding header takes a coding, "gzip" or "br". An absent (empty) header is read as no.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);
// Text of some size: images and archives are compressed already.
bool is_worth_compressing(std::string_view content_type, std::size_t bytes);
// Level 1 (quick) to 9 (small). Keeps one compressor per thread.
std::string gzip(std::string_view text, int level);

}  // namespace kith::http
