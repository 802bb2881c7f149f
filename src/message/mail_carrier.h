// E-mail through the council's own mail server (RFC 5321), and messages written into a file for trying Kith out.
#pragma once

#include <filesystem>
#include <string>

#include "base/time.h"
#include "message/carrier.h"

namespace kith::message {

struct MailSettings {
  std::string server;  // "smtps://mail.example.org"
  std::string user;
  std::string password;
  std::string from;  // an address
};

// The whole mail: headers, an empty line, the text in quoted form (RFC 5322, RFC 2045). Its Message-ID is made from the
// message's reference, so that a mail sent twice is seen to be one.
std::string mail_text(Letter const& letter, std::string_view from, Instant now);

class MailCarrier final : public Carrier {
 public:
  MailCarrier(MailSettings settings, Clock const& clock) : settings_(std::move(settings)), clock_(&clock) {}
  Outcome carry(Letter const& letter) override;

 private:
  MailSettings settings_;
  Clock const* clock_;
};

// Appends what would have been sent to a file that only its owner can read. For the demo borough and for trying Kith
// out, where no address is real.
class PrintCarrier final : public Carrier {
 public:
  PrintCarrier(std::filesystem::path file, Clock const& clock) : file_(std::move(file)), clock_(&clock) {}
  Outcome carry(Letter const& letter) override;

 private:
  std::filesystem::path file_;
  Clock const* clock_;
};

}  // namespace kith::message
