// The one file that knows Beast.
#include "http/request_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <string>
#include <utility>

#include "http/url.h"

namespace kith::http {

namespace {
namespace beast = boost::beast;
using beast::error_code;

// Beast reports a request line that it could not finish without saying why; these look at it again. `line` may go on
// beyond the request line.
bool has_long_target(std::string_view line, std::size_t limit_bytes) {
  auto const start = std::min(line.find(' '), line.size() - 1) + 1;
  return std::min(line.find_first_of(" \r\n", start), line.size()) - start > limit_bytes;
}

bool names_another_version(std::string_view line) {
  line = line.substr(0, std::min(line.find("\r\n"), line.size()));
  auto const protocol = line.substr(line.rfind(' ') + 1);
  return protocol.size() == 8 && protocol.starts_with("HTTP/") && protocol != "HTTP/1.0" && protocol != "HTTP/1.1";
}

Refusal refusal_of(error_code const& problem) {
  using Error = beast::http::error;
  if (problem == Error::header_limit) return {431, Reason::headers_too_large};
  if (problem == Error::body_limit) return {413, Reason::body_too_large};
  if (problem == Error::bad_target) return {400, Reason::bad_target};
  bool const framing = problem == Error::bad_content_length || problem == Error::multiple_content_length ||
                       problem == Error::bad_transfer_encoding || problem == Error::bad_chunk ||
                       problem == Error::bad_chunk_extension;
  return {400, framing ? Reason::bad_framing : Reason::malformed};
}

bool is_plain_number(std::string_view text) {
  return !text.empty() && text.size() <= 18 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Letters, digits and what ports, addresses and internationalised names need. Nothing that could end a URL early.
bool is_host(std::string_view text) {
  constexpr std::string_view marks = "-._:[]";
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           marks.find(c) != std::string_view::npos;
  });
}
}  // namespace

class RequestReader::Parser final : public beast::http::basic_parser<true> {
 public:
  explicit Parser(ReaderLimits const& limits) : limits_(limits) {
    header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    body_limit(boost::none);
    eager(false);
  }

  Progress feed(std::string_view bytes, std::size_t& used) {
    used = 0;
    if (refused_) return Progress::refused;
    if (head_told_ && is_done()) return Progress::complete;
    // Nothing chunked ends in fewer than five bytes ("0", two line ends). Beast 1.81 counts on as many once it has seen
    // the last chunk's size, and ends the process when a client sends them one by one.
    if (head_told_ && chunked() && bytes.size() < 5 && bytes.starts_with('0')) return Progress::needs_more;
    error_code problem;
    used = put(boost::asio::const_buffer(bytes.data(), bytes.size()), problem);
    if (!head_told_) {
      note_folds(bytes.substr(0, used));
      // Beast's own limit counts what one call is given; this one counts the whole head, however it is cut up.
      head_bytes_ += used;
      if (head_bytes_ > limits_.header_bytes) refuse(too_long());
    }
    if (problem && problem != beast::http::error::need_more) {
      if (!request_line_read_) check_request_line(bytes);
      return refuse(refusal_of(problem));  // unless refused for a better known reason already
    }
    if (refused_) return Progress::refused;
    if (problem) return bytes.size() - used > most_held_back() ? refuse(too_long()) : Progress::needs_more;
    if (!head_told_) {
      if (!is_header_done()) return Progress::needs_more;
      check_head();
      if (refused_) return Progress::refused;
      head_told_ = true;
      eager(true);
      return Progress::head_read;
    }
    return is_done() ? Progress::complete : Progress::needs_more;
  }

  void limit_body(std::size_t bytes) {
    auto const length = content_length();
    if (length && *length > bytes)
      refuse({413, Reason::body_too_large});
    else
      body_limit(bytes);
  }

  Request request;
  bool http_1_0 = false;
  bool expects_continue = false;
  Refusal refusal;

 private:
  using string_view = boost::core::string_view;
  using verb = beast::http::verb;
  using field = beast::http::field;

  // Beast takes a field only whole: what it leaves is one unfinished line, or a chunk's head.
  std::size_t most_held_back() const { return limits_.header_bytes + 4; }
  Refusal too_long() const {
    return head_told_ ? Refusal{400, Reason::bad_framing} : Refusal{431, Reason::headers_too_large};
  }

  Progress refuse(Refusal why) {
    if (!refused_) refusal = why;
    refused_ = true;
    return Progress::refused;
  }
  void check_request_line(std::string_view line) {
    if (has_long_target(line, limits_.target_bytes)) refuse({414, Reason::target_too_long});
    if (names_another_version(line)) refuse({505, Reason::version});
  }
  // From inside one of Beast's callbacks: any error stops it, ours is the one told.
  void refuse(Refusal why, error_code& problem) {
    refuse(why);
    problem = beast::http::error::bad_field;
  }

  // Beast unfolds obs-fold (a header line that starts with a blank) silently. Proxies disagree on what it means.
  void note_folds(std::string_view head) {
    for (char c : head) {
      if (after_line_feed_ && (c == ' ' || c == '\t')) refuse({400, Reason::malformed});
      after_line_feed_ = c == '\n';
    }
  }

  void on_request_impl(verb method, string_view, string_view target, int version, error_code& problem) override {
    request_line_read_ = true;
    http_1_0 = version == 10;
    if (method == verb::get)
      request.method = Method::get;
    else if (method == verb::head)
      request.method = Method::head;
    else if (method == verb::post)
      request.method = Method::post;
    else
      return refuse(
          method == verb::unknown ? Refusal{501, Reason::unknown_method} : Refusal{405, Reason::method_not_allowed},
          problem);
    if (target.size() > limits_.target_bytes) return refuse({414, Reason::target_too_long}, problem);
    std::string_view const text{target.data(), target.size()};
    auto const mark = std::min(text.find('?'), text.size());
    auto path = decoded_path(text.substr(0, mark));
    auto const query_text = text.substr(std::min(mark + 1, text.size()));
    auto const printable = [](char c) { return c > 0x20 && c < 0x7f && c != '#'; };
    auto query = parse_urlencoded(query_text);
    if (!path || !query || !std::all_of(query_text.begin(), query_text.end(), printable))
      return refuse({400, Reason::bad_target}, problem);
    request.path = std::move(*path);
    request.query_text = std::string{query_text};
    request.query = std::move(*query);
  }

  void on_response_impl(int, string_view, int, error_code&) override {}  // never called: this parses requests

  void on_field_impl(field name, string_view name_text, string_view value, error_code& problem) override {
    // Trailer fields come after the body, when every decision has been made.
    if (head_told_) return refuse({400, Reason::bad_framing}, problem);
    if (request.headers.size() == limits_.header_fields) return refuse({431, Reason::headers_too_large}, problem);
    request.headers.push_back(
        {std::string{name_text.data(), name_text.size()}, std::string{value.data(), value.size()}});
    auto const& kept = request.headers.back().value;
    if (name == field::host && ++hosts_ > 1) return refuse({400, Reason::bad_host}, problem);
    if (name == field::host && !is_host(kept)) return refuse({400, Reason::bad_host}, problem);
    if (name == field::content_length && (++lengths_ > 1 || !is_plain_number(kept)))
      return refuse({400, Reason::bad_framing}, problem);
    if (name == field::transfer_encoding && (++codings_ > 1 || !same_name(kept, "chunked")))
      return refuse({400, Reason::bad_framing}, problem);
    if (name == field::expect) {
      if (!same_name(kept, "100-continue")) return refuse({417, Reason::expectation}, problem);
      expects_continue = !http_1_0;
    }
  }

  void check_head() {
    if (hosts_ != 1) refuse({400, Reason::bad_host});
    if (codings_ > 0 && (http_1_0 || lengths_ > 0)) refuse({400, Reason::bad_framing});
  }

  std::size_t on_body_impl(string_view bytes, error_code&) override {
    request.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override {
    request.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  void on_finish_impl(error_code&) override {}

  ReaderLimits limits_;
  std::size_t head_bytes_ = 0;
  bool request_line_read_ = false;
  bool after_line_feed_ = false;
  bool head_told_ = false;
  bool refused_ = false;
  int hosts_ = 0;
  int lengths_ = 0;
  int codings_ = 0;
};

RequestReader::RequestReader(ReaderLimits const& limits) : parser_(std::make_unique<Parser>(limits)) {}
RequestReader::~RequestReader() = default;

RequestReader::Progress RequestReader::feed(std::string_view bytes, std::size_t& used) {
  return parser_->feed(bytes, used);
}
Request& RequestReader::request() { return parser_->request; }
std::optional<std::uint64_t> RequestReader::content_length() const {
  auto const length = parser_->content_length();
  return length ? std::optional<std::uint64_t>{*length} : std::nullopt;
}
bool RequestReader::has_body() const { return parser_->chunked() || content_length().value_or(0) > 0; }
bool RequestReader::expects_continue() const { return parser_->expects_continue && has_body(); }
bool RequestReader::is_http_1_0() const { return parser_->http_1_0; }
bool RequestReader::keeps_alive() const { return parser_->keep_alive(); }
void RequestReader::limit_body(std::size_t bytes) { parser_->limit_body(bytes); }
Refusal RequestReader::refusal() const { return parser_->refusal; }

}  // namespace kith::http
