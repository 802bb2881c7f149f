// E-mail by the council's own server, against a double; and messages written into a file.
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "base/log.h"
#include "message/calling.h"
#include "message/mail_carrier.h"
#include "moved_clock.h"
#include "notify_double.h"
#include "smtp_double.h"

using namespace kith;
using namespace kith::message;
using namespace kith::message::test;

namespace {
testing::MovedClock const clock_at_ten{from_london(*Date::of(2026, 11, 6), 10)};

Outcome carried(SmtpDouble const& server, Letter const& letter) {
  return MailCarrier{{server.url(), {}, {}, "earlyhelp@example.org"}, clock_at_ten}.carry(letter);
}
bool mail_has(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_CASE("a mail arrives whole: neutral subject, one address, every script, lines that start with a dot") {
  SmtpDouble server;
  auto letter = an_email();
  letter.subject = "Kod dla żółwia";
  letter.body = "Twój kod to 123456.\n.dots\nمرحبا = fine ";
  auto const outcome = carried(server, letter);
  CHECK(outcome.kind == Outcome::Kind::sent);
  CHECK(outcome.carrier == "smtp");
  REQUIRE(server.mails().size() == 1);
  auto const mail = server.mails().front();
  CHECK(mail_has(mail, "Date: Fri, 6 Nov 2026 10:00:00 +0000\r\n"));
  CHECK(mail_has(mail, "To: <mara@example.org>\r\n"));
  CHECK(mail_has(mail, "Subject: =?utf-8?Q?Kod=20dla=20=C5=BC=C3=B3=C5=82wia?=\r\n"));
  CHECK(mail_has(mail, "Message-ID: <01jd6h5m3a0000000000000001@example.org>\r\n"));
  CHECK(mail_has(mail, "Auto-Submitted: auto-generated\r\n"));
  CHECK(mail_has(mail, "Tw=C3=B3j kod to 123456.\r\n=2Edots\r\n=D9=85=D8=B1=D8=AD=D8=A8=D8=A7 =3D fine=20\r\n"));
  bool to_her = false, from_us = false;
  for (auto const& command : server.commands()) {
    to_her = to_her || command == "RCPT TO:<mara@example.org>";
    from_us = from_us || command.starts_with("MAIL FROM:<earlyhelp@example.org>");
  }
  CHECK(to_her);
  CHECK(from_us);
}

TEST_CASE("a mail server's 4xx asks for patience, its 5xx is for good, and signing in is told apart") {
  struct Said {
    char const* command;
    char const* reply;
    Outcome::Kind kind;
    Why why;
    char const* detail;
  };
  for (auto const& said :
       {Said{"RCPT", "450 4.2.1 busy", Outcome::Kind::later, Why::carrier_busy, "450"},
        Said{"RCPT", "550 5.1.1 No such user", Outcome::Kind::never, Why::refused, "550"},
        Said{"MAIL", "530 5.7.0 Authentication required", Outcome::Kind::never, Why::not_allowed, "530"}}) {
    CAPTURE(said.reply);
    SmtpDouble server{{{said.command, said.reply}}};
    auto const outcome = carried(server, an_email());
    CHECK(outcome.kind == said.kind);
    CHECK(outcome.why == said.why);
    CHECK(outcome.detail == said.detail);
    CHECK(server.mails().empty());
  }
}

TEST_CASE("an address that could smuggle another header or recipient goes nowhere") {
  SmtpDouble server;
  for (auto const* address : {"mara@example.org\r\nBcc: eve@example.org", "mara@example.org>,<eve@example.org", "mara",
                              "@example.org", "ma ra@example.org"}) {
    CAPTURE(address);
    auto letter = an_email();
    letter.to = std::string{address};
    auto const outcome = carried(server, letter);
    CHECK(outcome.kind == Outcome::Kind::never);
    CHECK(outcome.why == Why::refused);
  }
  CHECK(server.commands().empty());
}

TEST_CASE("a mail server that is not there is waited for; one that must be asked unencrypted over the net is not") {
  auto letter = an_email();
  auto const nobody = MailCarrier{{"smtp://127.0.0.1:1", {}, {}, "a@example.org"}, clock_at_ten}.carry(letter);
  CHECK(nobody.kind == Outcome::Kind::later);
  CHECK(nobody.why == Why::no_connection);
  CHECK(is_encrypted_or_here("smtps://mail.example.org"));
  CHECK_FALSE(is_encrypted_or_here("http://mail.example.org"));
  CHECK_FALSE(is_encrypted_or_here("http://127.0.0.1.example.org"));
  CHECK_FALSE(is_encrypted_or_here("http://127.0.0.1@mail.example.org"));
  CHECK(is_encrypted_or_here("http://127.0.0.1:8025/x"));
}

TEST_CASE("printed messages lie in a file for its owner alone, in order") {
  auto const folder = std::filesystem::temp_directory_path() / ("kith-print-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  PrintCarrier printer{folder / "messages.txt", clock_at_ten};
  CHECK(printer.carry(a_text()).kind == Outcome::Kind::sent);
  CHECK(printer.carry(an_email()).kind == Outcome::Kind::sent);
  std::ifstream in(folder / "messages.txt");
  std::string const text{std::istreambuf_iterator<char>{in}, {}};
  CHECK(text ==
        "2026-11-06T10:00:00.000Z Text message to 07700 900982\nYour code\nYour code is 123456.\n\n"
        "2026-11-06T10:00:00.000Z Email to mara@example.org\nYour code\nYour code is 123456.\n\n");
  struct stat about {};
  REQUIRE(::stat((folder / "messages.txt").c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  PrintCarrier nowhere{folder / "no" / "messages.txt", clock_at_ten};
  CHECK(nowhere.carry(a_text()).kind == Outcome::Kind::later);
  std::filesystem::remove_all(folder);
}
