#include "http/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "http/caching.h"
#include "http/compression.h"

namespace kith::http {

namespace {
bool is_well_formed(Response const& response) {
  auto const safe = [](Header const& header) { return is_safe_header(header.name, header.value); };
  bool const typed = std::none_of(response.content_type.begin(), response.content_type.end(),
                                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return response.status >= 200 && response.status <= 599 && typed &&
         std::all_of(response.headers.begin(), response.headers.end(), safe);
}

bool sets(Response const& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [&](Header const& header) { return same_name(header.name, name); });
}

void append_line(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

// A tag made for the plain bytes does not name the compressed ones, but it still names the same content.
void weaken_tag(Response& response) {
  for (auto& header : response.headers)
    if (same_name(header.name, "ETag") && !header.value.starts_with("W/")) header.value.insert(0, "W/");
}

struct Encoded {
  bool varies = false;
  std::string_view coding = {};  // of what is sent; empty for none
};

Encoded fill_asset(Wire& wire, Response& response, WireRequest const& request) {
  wire.asset = std::move(response.asset);
  response.content_type = wire.asset->content_type;
  bool const varies = !wire.asset->gzip.empty() || !wire.asset->brotli.empty();
  wire.shared = wire.asset->body;
  if (request.takes_brotli && !wire.asset->brotli.empty()) {
    wire.shared = wire.asset->brotli;
    return {varies, "br"};
  }
  if (request.takes_gzip && !wire.asset->gzip.empty()) {
    wire.shared = wire.asset->gzip;
    return {varies, "gzip"};
  }
  return {varies};
}

Encoded fill_body(Wire& wire, Response& response, WireRequest const& request) {
  if (response.asset) return fill_asset(wire, response, request);
  bool const fit = response.compress && is_worth_compressing(response.content_type, response.body.size()) &&
                   !sets(response, "Content-Encoding");
  bool const packed = fit && request.takes_gzip;
  wire.body = packed ? gzip(response.body, page_compression_level) : std::move(response.body);
  return {fit, packed ? "gzip" : ""};
}

// One date a second for each thread: making one costs as much as the rest of a small head.
std::string const& cached_date(Instant now) {
  thread_local std::int64_t second = -1;
  thread_local std::string date;
  if (now.ms / 1000 != second) {
    second = now.ms / 1000;
    date = http_date(now);
  }
  return date;
}

bool carries_no_body(int status) { return status == 204 || status == 304; }
}  // namespace

std::string http_date(Instant instant) {
  constexpr std::array<std::string_view, 7> days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto const seconds = instant.ms / 1000;
  auto const of_day = seconds % 86'400;
  Date const date{static_cast<std::int32_t>(seconds / 86'400)};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[date.weekday() - 1], date.day(),
                     months[date.month() - 1], date.year(), of_day / 3600, of_day / 60 % 60, of_day % 60);
}

std::string_view reason_phrase(int status) {
  struct Phrase {
    int status;
    std::string_view text;
  };
  static constexpr auto phrases = std::to_array<Phrase>({{200, "OK"},
                                                         {201, "Created"},
                                                         {202, "Accepted"},
                                                         {204, "No Content"},
                                                         {301, "Moved Permanently"},
                                                         {302, "Found"},
                                                         {303, "See Other"},
                                                         {304, "Not Modified"},
                                                         {307, "Temporary Redirect"},
                                                         {308, "Permanent Redirect"},
                                                         {400, "Bad Request"},
                                                         {401, "Unauthorized"},
                                                         {403, "Forbidden"},
                                                         {404, "Not Found"},
                                                         {405, "Method Not Allowed"},
                                                         {408, "Request Timeout"},
                                                         {409, "Conflict"},
                                                         {410, "Gone"},
                                                         {412, "Precondition Failed"},
                                                         {413, "Content Too Large"},
                                                         {414, "URI Too Long"},
                                                         {415, "Unsupported Media Type"},
                                                         {417, "Expectation Failed"},
                                                         {421, "Misdirected Request"},
                                                         {422, "Unprocessable Content"},
                                                         {428, "Precondition Required"},
                                                         {429, "Too Many Requests"},
                                                         {431, "Request Header Fields Too Large"},
                                                         {500, "Internal Server Error"},
                                                         {501, "Not Implemented"},
                                                         {503, "Service Unavailable"},
                                                         {505, "HTTP Version Not Supported"},
                                                         {507, "Insufficient Storage"}});
  for (auto const& phrase : phrases)
    if (phrase.status == status) return phrase.text;
  return "Other";
}

WireRequest wanted_by(Request const& request) {
  auto const codings = request.header("Accept-Encoding");
  return {request.method == Method::head, accepts_coding(codings, "gzip"), accepts_coding(codings, "br")};
}

Wire to_wire(Response response, WireRequest const& request, std::vector<Header> const& defaults, Instant now,
             bool& faulty) {
  faulty = !is_well_formed(response);
  if (faulty) response = plain_text("Something went wrong here.\n", 500);
  if (carries_no_body(response.status)) {
    response.body.clear();
    response.asset.reset();
  }
  Wire wire;
  wire.status = response.status;
  auto const encoded = fill_body(wire, response, request);
  if (!encoded.coding.empty()) weaken_tag(response);

  auto& head = wire.head;
  head.reserve(1024);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  head.append(reason_phrase(response.status)).append("\r\n");
  append_line(head, "Date", cached_date(now));
  if (!carries_no_body(response.status)) append_line(head, "Content-Length", std::to_string(wire.payload().size()));
  if (!response.content_type.empty() && !carries_no_body(response.status))
    append_line(head, "Content-Type", response.content_type);
  if (!encoded.coding.empty()) append_line(head, "Content-Encoding", encoded.coding);
  if (encoded.varies && !sets(response, "Vary")) append_line(head, "Vary", "Accept-Encoding");
  for (auto const& header : response.headers) append_line(head, header.name, header.value);
  for (auto const& header : defaults)
    if (!sets(response, header.name)) append_line(head, header.name, header.value);

  if (request.head_only) {
    wire.body.clear();
    wire.asset.reset();
  }
  return wire;
}

}  // namespace kith::http
