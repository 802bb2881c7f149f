#include "message/calling.h"

#include <curl/curl.h>

#include <cstring>
#include <memory>
#include <mutex>

namespace kith::message {

namespace {

struct Closer {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Closer>;
using Lines = std::unique_ptr<curl_slist, Closer>;

void add_line(Lines& lines, std::string const& line) {
  auto* grown = curl_slist_append(lines.get(), line.c_str());
  if (grown == nullptr) throw std::bad_alloc();
  static_cast<void>(lines.release());
  lines.reset(grown);
}

// Zero bytes taken tells curl to stop.
std::size_t take_answer(char const* bytes, std::size_t size, std::size_t count, void* into) {
  auto& answer = *static_cast<std::string*>(into);
  if (answer.size() + size * count > longest_answer) return 0;
  answer.append(bytes, size * count);
  return size * count;
}

struct Rest {
  std::string_view text;
};
std::size_t give_mail(char* bytes, std::size_t size, std::size_t count, void* from) {
  auto& rest = static_cast<Rest*>(from)->text;
  auto const part = std::min(rest.size(), size * count);
  std::memcpy(bytes, rest.data(), part);
  rest.remove_prefix(part);
  return part;
}

std::string_view host_of(std::string_view url) {
  auto const scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find('/'));
  if (auto const user = url.rfind('@'); user != std::string_view::npos) url.remove_prefix(user + 1);
  if (url.starts_with('[')) return url.substr(0, url.find(']') + 1);
  return url.substr(0, url.find(':'));
}

bool is_here(std::string_view url) {
  auto const host = host_of(url);
  return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

Handle new_handle(std::string const& url) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  Handle handle(curl_easy_init());
  if (!handle) throw std::bad_alloc();
  auto* h = handle.get();
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT, static_cast<long>(connect_within.count()));
  curl_easy_setopt(h, CURLOPT_TIMEOUT, static_cast<long>(answer_within.count()));
  curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(h, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  // A proxy set for other programs has no business with these addresses when the other end is this machine.
  if (is_here(url)) curl_easy_setopt(h, CURLOPT_NOPROXY, "*");
  return handle;
}

Error not_encrypted() {
  return invalid("not_encrypted", "Messages go over an encrypted connection only. Use https:// or smtps://.");
}

// Whether anything can have arrived at the other end.
Error fault_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_URL_MALFORMAT:
    case CURLE_USE_SSL_FAILED:
      return unavailable("no_connection", std::string{"curl "} + std::to_string(code));
    default:
      return unavailable("no_answer", std::string{"curl "} + std::to_string(code));
  }
}

}  // namespace

bool is_encrypted_or_here(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("smtps://") || url.starts_with("smtp://") || is_here(url);
}

Result<HttpAnswer> call(HttpCall const& request) {
  if (!is_encrypted_or_here(request.url)) return not_encrypted();
  auto const handle = new_handle(request.url);
  auto* h = handle.get();
  curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
  Lines headers;
  for (auto const& header : request.headers) add_line(headers, header);
  if (request.post) {
    curl_easy_setopt(h, CURLOPT_POST, 1L);
    curl_easy_setopt(h, CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    add_line(headers, "Expect:");  // no waiting for 100 Continue: bodies are small
  }
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers.get());
  HttpAnswer answer;
  curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, &take_answer);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, &answer.body);
  if (auto const code = curl_easy_perform(h); code != CURLE_OK) return fault_of(code);
  long status = 0;
  curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

Result<int> send_mail(Mail const& mail) {
  if (!is_encrypted_or_here(mail.server)) return not_encrypted();
  auto const handle = new_handle(mail.server);
  auto* h = handle.get();
  curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  // Without encryption to another machine nothing is said, not even the password.
  if (!is_here(mail.server)) curl_easy_setopt(h, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  if (!mail.user.empty()) {
    curl_easy_setopt(h, CURLOPT_USERNAME, mail.user.c_str());
    curl_easy_setopt(h, CURLOPT_PASSWORD, mail.password.c_str());
  }
  auto const from = "<" + mail.from + ">";
  curl_easy_setopt(h, CURLOPT_MAIL_FROM, from.c_str());
  Lines to;
  add_line(to, "<" + mail.to + ">");
  curl_easy_setopt(h, CURLOPT_MAIL_RCPT, to.get());
  Rest rest{mail.text};
  curl_easy_setopt(h, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(h, CURLOPT_READFUNCTION, &give_mail);
  curl_easy_setopt(h, CURLOPT_READDATA, &rest);
  std::string ignored;
  curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, &take_answer);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, &ignored);
  auto const code = curl_easy_perform(h);
  long reply = 0;
  curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &reply);
  if (code == CURLE_OK) return static_cast<int>(reply);
  if (reply >= 400) return unavailable("mail_refused", std::to_string(reply));
  return fault_of(code);
}

}  // namespace kith::message
