#include "message/settings.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <fstream>

#include "base/text.h"
#include "message/calling.h"
#include "message/mail_carrier.h"
#include "message/notify.h"

namespace kith::message {

namespace {

// The first line of a file that only its owner, or root's group of readers, can read.
Result<std::string> secret_in(std::string_view setting, std::string const& file) {
  struct stat about {};
  if (::stat(file.c_str(), &about) != 0)
    return unavailable("no_such_file", fmt::format("{}: the file {} cannot be read.", setting, file));
  if ((about.st_mode & 007) != 0)
    return unavailable("open_to_others",
                       fmt::format("{}: everybody can read the file {}. Run: chmod 640 {}", setting, file, file));
  std::string line;
  std::ifstream in(file);
  std::getline(in, line);
  if (trimmed(line).empty())
    return unavailable("no_such_file", fmt::format("{}: the file {} is empty.", setting, file));
  return std::string{trimmed(line)};
}

Error bad_value(std::string_view setting, std::string_view what) {
  return invalid("bad_value", fmt::format("{}: {}", setting, what));
}

Result<NotifyTemplates> templates_in(std::string_view text) {
  NotifyTemplates templates;
  while (!text.empty()) {
    auto const item = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), item.size() + 1));
    auto const equals = item.find('=');
    auto const name = trimmed(item.substr(0, std::min(equals, item.size())));
    auto const known = name.substr(0, name.find('.'));
    bool const is_known = known == "code_text" || known == "code_email" || known == "news_text" ||
                          known == "news_email" || known == "link_text" || known == "link_email";
    if (equals == std::string_view::npos || !is_known || trimmed(item.substr(equals + 1)).empty())
      return bad_value("notify_templates",
                       "give code_text=ID, code_email=ID, news_text=ID, news_email=ID, link_text=ID and "
                       "link_email=ID with commas between; a language follows a dot: code_text.ro=ID.");
    templates[std::string{name}] = trimmed(item.substr(equals + 1));
  }
  return templates;
}

Result<std::shared_ptr<Carrier>> notify_of(Settings const& settings, Clock const& clock) {
  NotifySettings notify;
  if (!settings.notify_url.empty()) notify.url = settings.notify_url;
  while (notify.url.ends_with('/')) notify.url.pop_back();
  if (!notify.url.starts_with("http") || !is_encrypted_or_here(notify.url))
    return bad_value("notify_url", "give an https:// address.");
  auto const key = TRY(secret_in("notify_key_file", settings.notify_key_file));
  notify.key = TRY(read_notify_key(key));
  notify.templates = TRY(templates_in(settings.notify_templates));
  return std::shared_ptr<Carrier>{std::make_shared<NotifyCarrier>(std::move(notify), clock)};
}

Result<std::shared_ptr<Carrier>> mail_of(Settings const& settings, Clock const& clock) {
  MailSettings mail{settings.smtp_server, settings.smtp_user, {}, settings.smtp_from};
  if (!mail.server.starts_with("smtp") || !is_encrypted_or_here(mail.server))
    return bad_value("smtp_server", "give an smtps:// or smtp:// address, such as smtps://mail.example.org.");
  if (mail.from.find('@') == std::string::npos || mail.from.find_first_of("<> \r\n") != std::string::npos)
    return bad_value("smtp_from", "give the address that e-mails come from, such as earlyhelp@example.org.");
  if (!settings.smtp_password_file.empty())
    mail.password = TRY(secret_in("smtp_password_file", settings.smtp_password_file));
  return std::shared_ptr<Carrier>{std::make_shared<MailCarrier>(std::move(mail), clock)};
}

}  // namespace

Result<Outgoing> outgoing(Settings const& settings, std::filesystem::path const& print_to, Clock const& clock) {
  Outgoing out;
  auto const mode = parse<Mode>(settings.messages);
  if (!mode) return bad_value("messages", "say off, print or send.");
  out.mode = *mode;
  if (out.mode == Mode::off) return out;
  if (out.mode == Mode::print) {
    out.carriers.text = out.carriers.email = std::make_shared<PrintCarrier>(print_to, clock);
    out.texts_by = out.emails_by = "messages.txt";
    return out;
  }
  if (!settings.notify_key_file.empty()) {
    out.carriers.text = out.carriers.email = TRY(notify_of(settings, clock));
    out.texts_by = out.emails_by = "GOV.UK Notify";
    if (!settings.notify_callback_file.empty())
      out.callback_token = TRY(secret_in("notify_callback_file", settings.notify_callback_file));
  }
  if (!settings.smtp_server.empty()) {
    out.carriers.email = TRY(mail_of(settings, clock));
    out.emails_by = "the mail server";
  }
  if (!out.carriers.text && !out.carriers.email)
    return invalid("nothing_to_send_with",
                   "messages: to send, name a notify_key_file for GOV.UK Notify, an smtp_server, or both.");
  return out;
}

}  // namespace kith::message
