// Compression of what goes out: gzip, which every browser takes; brotli for what the build compressed beforehand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kith::http {

// Measured (bench/http/gzip_levels): an inbox of fifty rows, 45 KB, becomes 7.2 KB in 100 us at level 1 and 6.7 KB in
// 275 us at level 6; a request page of 15 KB 3.1 KB in 32 us against 3.0 KB in 77 us.
inline constexpr int page_compression_level = 1;
// Below this a response fits one packet anyway.
inline constexpr std::size_t smallest_compressed_bytes = 1'024;

// Whether an Accept-Encoding header takes a coding, "gzip" or "br". An absent (empty) header is read as no.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);
// Text of some size: images and archives are compressed already.
bool is_worth_compressing(std::string_view content_type, std::size_t bytes);
// Level 1 (quick) to 12 (small). Keeps one compressor per thread.
std::string gzip(std::string_view text, int level);

}  // namespace kith::http
