// Things that do not change from request to request: style sheets, scripts, images. Made once, compressed once, told to
// the browser to keep; and the question "do you still have it?" answered.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "http/message.h"

namespace kith::http {

struct Asset {
  std::string content_type;
  std::string body;
  std::string gzip;    // the body compressed hard; empty when that would not be smaller
  std::string brotli;  // smaller still, for browsers that take it; empty when nobody compressed it so
  std::string etag;    // of the content, with quotes
};

// Compresses at the best level: call it when the program starts, not per request. `brotli` is the body as the build
// compressed it, if it did.
std::shared_ptr<Asset const> make_asset(std::string content_type, std::string body, std::string brotli = {});

enum class Freshness {
  immutable,   // the URL carries the content's hash: a year
  revalidate,  // the URL stays while the content may change: ask each time
};
// 200, or 304 when the browser says it has it.
Response serve(std::shared_ptr<Asset const> const& asset, Request const& request, Freshness freshness);

// A strong tag of the content: 128 bits of SHA-256, in quotes.
std::string etag_of(std::string_view content);
// Whether If-None-Match names this tag, compared weakly (RFC 9110 section 13.1.2), or is "*".
bool has_current_copy(Request const& request, std::string_view etag);

}  // namespace kith::http
