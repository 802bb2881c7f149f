// Calls to other machines: one HTTP request, one mail. libcurl stays in calling.cpp. Encrypted unless the other end is
// this very machine; certificates and host names are checked; no redirect is followed; everything has a limit.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"

namespace kith::message {

inline constexpr std::chrono::seconds connect_within{5};
inline constexpr std::chrono::seconds answer_within{20};
inline constexpr std::size_t longest_answer = 256 * 1024;

struct HttpCall {
  std::string url;
  std::vector<std::string> headers;  // "Authorization: Bearer …"
  std::string body;
  bool post = true;
};
struct HttpAnswer {
  int status = 0;
  std::string body;
};
// Errors: no_connection (nothing was sent), no_answer (it may have arrived), not_encrypted.
Result<HttpAnswer> call(HttpCall const& request);

struct Mail {
  std::string server;  // "smtps://mail.example.org", or "smtp://…", which then must offer STARTTLS
  std::string user;    // empty: no sign-in
  std::string password;
  std::string from;
  std::string to;
  std::string text;  // headers and body as they go over the wire
};
// Answers with the server's last reply code (250). Errors: no_connection, no_answer, not_encrypted, and mail_refused
// with the reply code as its sentence.
Result<int> send_mail(Mail const& mail);

// Whether a URL may be called: https and smtps, or anything on this machine, or smtp, which must then be encrypted.
bool is_encrypted_or_here(std::string_view url);

}  // namespace kith::message
