// The style sheets, scripts and images that pages use, and the wording of the public pages: built from assets/ and
// embedded in the binary.
#pragma once

#include <span>
#include <string_view>

#include "html/url.h"

namespace kith::html {

struct Asset {
  std::string_view name;          // "kith.css"
  std::string_view path;          // "/assets/kith-0123456789abcdef.css": changes with the content, may be kept for ever
  std::string_view content_type;  // "text/css; charset=utf-8"
  std::string_view sha256;        // of the bytes, 64 hexadecimal digits
  std::string_view bytes;
  std::string_view gzip;  // the same, compressed
  std::string_view brotli;
};

std::span<Asset const> assets();

// One language's wording, as assets/words/LANGUAGE.toml has it; the room `door` reads it.
struct Catalogue {
  std::string_view language;  // "ro"
  std::string_view toml;
};
std::span<Catalogue const> catalogues();

// The asset at a request's path, or null.
Asset const* find_asset(std::string_view path);
// Where a page finds the asset of this name; an unknown name is a programmer's error and throws std::out_of_range.
Url asset_url(std::string_view name);

}  // namespace kith::html
