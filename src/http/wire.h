// A Response to the bytes of an answer. Runs on the worker that made the response, so that the reactor only copies.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "http/message.h"

namespace kith::http {

// What of the request decides how its answer is written.
struct WireRequest {
  bool head_only = false;
  bool takes_gzip = false;
  bool takes_brotli = false;
};
WireRequest wanted_by(Request const& request);

// An answer ready to be sent, but for the Connection header and the empty line, which depend on what the connection
// does next.
struct Wire {
  int status = 500;
  std::string head;                    // status line and header lines, each with its CRLF
  std::string body;                    // or:
  std::shared_ptr<Asset const> asset;  // keeps `shared` alive
  std::string_view shared;

  std::string_view payload() const { return asset ? shared : std::string_view{body}; }
};

// `defaults` are sent unless the response sets a header of the same name. A response with an unsafe header or a status
// outside 200 to 599 is a fault in a handler: `faulty` is set and the answer is a plain 500.
Wire to_wire(Response response, WireRequest const& request, std::vector<Header> const& defaults, Instant now,
             bool& faulty);

// "Sat, 21 Nov 2026 23:05:00 GMT" (RFC 9110 section 5.6.7).
std::string http_date(Instant instant);
std::string_view reason_phrase(int status);

}  // namespace kith::http
