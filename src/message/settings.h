// Which messages go out, and how. Nothing goes out unless somebody says so.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "message/carrier.h"

namespace kith::message {

enum class Mode { off, print, send };
constexpr auto closed_set(Mode) {
  return std::to_array<Member<Mode>>({{Mode::off, "off", "No message goes out."},
                                      {Mode::print, "print", "Messages are written into messages.txt, not sent."},
                                      {Mode::send, "send", "Messages are sent."}});
}

// The settings as text, named as in kith.toml. Secrets are files, so that they stand in no process list.
struct Settings {
  std::string messages = "off";
  std::string notify_url = {};
  std::string notify_key_file = {};
  std::string notify_templates = {};  // "code_text=ID,code_email=ID,news_text=ID,code_text.ro=ID"
  std::string notify_callback_file = {};
  std::string smtp_server = {};
  std::string smtp_user = {};
  std::string smtp_password_file = {};
  std::string smtp_from = {};
};

// What is in force. Texts go by Notify; e-mails by the mail server when there is one, else by Notify.
struct Outgoing {
  Mode mode = Mode::off;
  Carriers carriers;
  std::string texts_by, emails_by;  // "GOV.UK Notify", "mail server", "messages.txt", or empty
  std::string callback_token;       // that Notify shows when it reports; empty: it may not report
};
// `print_to` is the file of mode `print`. Errors, each naming the setting: bad_value, no_such_file, open_to_others,
// nothing_to_send_with.
Result<Outgoing> outgoing(Settings const& settings, std::filesystem::path const& print_to, Clock const& clock);

}  // namespace kith::message
