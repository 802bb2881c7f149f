#include "http/caching.h"

#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/text.h"
#include "http/compression.h"

namespace kith::http {

namespace {
constexpr int best_level = 12;

std::string_view without_weakness(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  return tag;
}
}  // namespace

std::string etag_of(std::string_view content) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (EVP_Digest(content.data(), content.size(), digest, &size, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("SHA-256 could not be computed: the OpenSSL library is broken");
  constexpr std::string_view digits = "0123456789abcdef";
  std::string tag = "\"";
  for (int i = 0; i < 16; ++i) {
    tag += digits[digest[i] >> 4];
    tag += digits[digest[i] & 15];
  }
  return tag + '"';
}

std::shared_ptr<Asset const> make_asset(std::string content_type, std::string body, std::string brotli) {
  auto asset = std::make_shared<Asset>();
  asset->content_type = std::move(content_type);
  asset->body = std::move(body);
  asset->etag = etag_of(asset->body);
  if (is_worth_compressing(asset->content_type, asset->body.size())) {
    asset->gzip = gzip(asset->body, best_level);
    if (asset->gzip.size() >= asset->body.size()) asset->gzip.clear();
    if (brotli.size() < asset->body.size()) asset->brotli = std::move(brotli);
  }
  return asset;
}

bool has_current_copy(Request const& request, std::string_view etag) {
  auto list = request.header("If-None-Match");
  if (trimmed(list) == "*") return true;
  while (!list.empty()) {
    auto const end = std::min(list.find(','), list.size());
    if (without_weakness(trimmed(list.substr(0, end))) == without_weakness(etag)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

Response serve(std::shared_ptr<Asset const> const& asset, Request const& request, Freshness freshness) {
  Response response;
  response.set_header("ETag", asset->etag);
  response.set_header("Cache-Control",
                      freshness == Freshness::immutable ? "public, max-age=31536000, immutable" : "public, no-cache");
  if (!asset->gzip.empty()) response.set_header("Vary", "Accept-Encoding");
  if (has_current_copy(request, asset->etag))
    response.status = 304;
  else
    response.asset = asset;
  return response;
}

}  // namespace kith::http
