#include "message/mail_carrier.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "message/calling.h"

namespace kith::message {

namespace {

// An address as it may stand between < and >, and in a header: one of these alone, and nothing that ends a line.
bool is_one_address(std::string_view address) {
  auto const at = address.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == address.size()) return false;
  return std::ranges::none_of(address, [](char c) {
    auto const byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 127 || c == '<' || c == '>' || c == ',' || c == ';' || c == '"' || c == '\\';
  });
}

// RFC 2045 section 6.7: lines of at most 76 characters, every byte that is not plain as =XX.
std::string quoted_printable(std::string_view text) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char const c = text[i];
    if (c == '\n') {
      out += "\r\n";
      column = 0;
      continue;
    }
    bool const line_ends = i + 1 == text.size() || text[i + 1] == '\n';
    bool const plain = (c >= '!' && c <= '~' && c != '=' && !(c == '.' && column == 0)) || (c == ' ' && !line_ends);
    auto const piece = plain ? std::string{c} : fmt::format("={:02X}", static_cast<unsigned char>(c));
    if (column + piece.size() > 75) {
      out += "=\r\n";
      column = 0;
    }
    out += piece;
    column += piece.size();
  }
  return out;
}

// A header in any script (RFC 2047), in pieces of at most 75 characters that part no letter.
std::string header_text(std::string_view text) {
  if (std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; })) return std::string{text};
  std::string out, piece;
  auto flush = [&] {
    if (piece.empty()) return;
    out += fmt::format("{}=?utf-8?Q?{}?=", out.empty() ? "" : "\r\n ", piece);
    piece.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    auto end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    std::string letter;
    for (char const c : text.substr(at, end - at)) {
      bool const plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      letter += plain ? std::string{c} : fmt::format("={:02X}", static_cast<unsigned char>(c));
    }
    if (piece.size() + letter.size() > 60) flush();
    piece += letter;
    at = end;
  }
  flush();
  return out;
}

// "Sun, 22 Nov 2026 12:00:00 +0000" (RFC 5322 section 3.3).
std::string mail_date(Instant now) {
  auto const days = std::array{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  auto const months = std::array{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::time_t const seconds = now.ms / 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", days[static_cast<std::size_t>(parts.tm_wday)],
                     parts.tm_mday, months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour,
                     parts.tm_min, parts.tm_sec);
}

}  // namespace

std::string mail_text(Letter const& letter, std::string_view from, Instant now) {
  auto const domain = from.substr(from.find('@') + 1);
  std::string text;
  text += fmt::format("Date: {}\r\n", mail_date(now));
  text += fmt::format("From: <{}>\r\nTo: <{}>\r\n", from, letter.to.reveal());
  text += fmt::format("Subject: {}\r\n", header_text(letter.subject));
  text += fmt::format("Message-ID: <{}@{}>\r\n", letter.message.text(), domain);
  text += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
  text += fmt::format("Content-Language: {}\r\n", letter.language);
  text += "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
  return text + quoted_printable(letter.body) + "\r\n";
}

Outcome MailCarrier::carry(Letter const& letter) {
  auto const& to = letter.to.reveal();
  if (!is_one_address(to)) return Outcome::never(Why::refused, "not an address");
  auto const sent = send_mail({.server = settings_.server,
                               .user = settings_.user,
                               .password = settings_.password,
                               .from = settings_.from,
                               .to = to,
                               .text = mail_text(letter, settings_.from, clock_->now())});
  if (sent) return Outcome::posted("smtp", {});
  auto const& error = sent.error();
  if (error.code == "not_encrypted") return Outcome::never(Why::not_configured, error.code);
  if (error.code == "no_connection") return Outcome::later(Why::no_connection, error.sentence);
  if (error.code != "mail_refused") return Outcome::later(Why::no_answer, error.sentence);
  // 4xx asks for patience, 5xx is for good (RFC 5321 section 4.2.1); 530 to 535 are about signing in.
  if (error.sentence.starts_with('4')) return Outcome::later(Why::carrier_busy, error.sentence);
  return Outcome::never(error.sentence.starts_with("53") ? Why::not_allowed : Why::refused, error.sentence);
}

Outcome PrintCarrier::carry(Letter const& letter) {
  auto const entry = fmt::format("{} {} to {}\n{}\n{}\n\n", to_text(clock_->now()), label(letter.channel),
                                 letter.to.reveal(), letter.subject, letter.body);
  int const descriptor = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  bool const kept =
      descriptor >= 0 && ::write(descriptor, entry.data(), entry.size()) == static_cast<ssize_t>(entry.size());
  if (descriptor >= 0) ::close(descriptor);
  if (!kept) return Outcome::later(Why::no_connection, "file");
  return Outcome::posted("print", {});
}

}  // namespace kith::message
