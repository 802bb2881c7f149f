#include "http/compression.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <stdexcept>

#include "base/text.h"
#include "http/message.h"

namespace kith::http {

namespace {
// A compressor takes longer to set up than a small page takes to compress: one per thread and level.
struct Free {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};
struct Compressor {
  explicit Compressor(int with_level) : state(libdeflate_alloc_compressor(with_level)), level(with_level) {
    if (!state) throw std::runtime_error("libdeflate could not be started: out of memory");
  }
  std::unique_ptr<libdeflate_compressor, Free> state;
  int level;
};

libdeflate_compressor* compressor_of(int level) {
  thread_local std::unique_ptr<Compressor> kept;
  if (!kept || kept->level != level) kept = std::make_unique<Compressor>(level);
  return kept->state.get();
}

// The weight of one member of Accept-Encoding: 1 without ";q=", 0 when it cannot be read.
double weight_of(std::string_view member) {
  auto const semicolon = member.find(';');
  if (semicolon == std::string_view::npos) return 1;
  auto parameter = trimmed(member.substr(semicolon + 1));
  if (parameter.size() < 3 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') return 0;
  parameter.remove_prefix(2);
  double weight = 0;
  auto const [end, problem] = std::from_chars(parameter.data(), parameter.data() + parameter.size(), weight);
  return problem == std::errc{} && end == parameter.data() + parameter.size() ? weight : 0;
}
}  // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  std::optional<double> weight;
  std::optional<double> any_weight;
  while (!accept_encoding.empty()) {
    auto const end = std::min(accept_encoding.find(','), accept_encoding.size());
    auto const member = accept_encoding.substr(0, end);
    accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
    auto const named = trimmed(member.substr(0, std::min(member.find(';'), member.size())));
    if (same_name(named, coding) || (coding == "gzip" && same_name(named, "x-gzip"))) weight = weight_of(member);
    if (named == "*") any_weight = weight_of(member);
  }
  return weight.value_or(any_weight.value_or(0)) > 0;
}

bool is_worth_compressing(std::string_view content_type, std::size_t bytes) {
  if (bytes < smallest_compressed_bytes) return false;
  constexpr auto texts =
      std::to_array<std::string_view>({"text/", "application/json", "application/javascript", "application/xml",
                                       "image/svg+xml", "application/ld+json", "application/manifest+json"});
  return std::any_of(texts.begin(), texts.end(), [&](auto start) { return content_type.starts_with(start); });
}

std::string gzip(std::string_view text, int level) {
  auto* const compressor = compressor_of(level);
  std::string packed(libdeflate_gzip_compress_bound(compressor, text.size()), '\0');
  auto const bytes = libdeflate_gzip_compress(compressor, text.data(), text.size(), packed.data(), packed.size());
  if (bytes == 0) throw std::runtime_error("libdeflate could not compress a response");
  packed.resize(bytes);
  return packed;
}

}  // namespace kith::http
