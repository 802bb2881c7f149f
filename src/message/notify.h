// GOV.UK Notify (docs.notifications.service.gov.uk/rest-api.html): texts and e-mails by templates that the council
// keeps there.
#pragma once

#include <map>
#include <string>

#include "base/time.h"
#include "message/carrier.h"

namespace kith::message {

// An API key of the form {name}-{service id}-{secret}, both of 36 characters. Errors: bad_notify_key.
struct NotifyKey {
  std::string service;
  std::string secret;
};
Result<NotifyKey> read_notify_key(std::string_view key);

// The token that lets a request in: a JSON Web Token (RFC 7519) signed with HS256. Good for thirty seconds around
// `now`.
std::string notify_token(NotifyKey const& key, Instant now);
// The signing alone, of any header and payload.
std::string signed_token(std::string_view header, std::string_view payload, std::string_view secret);

// Which template says what: "code_text", "code_email.ro" … to the template's id. A language that has none is written
// to in English.
using NotifyTemplates = std::map<std::string, std::string, std::less<>>;

struct NotifySettings {
  std::string url = "https://api.notifications.service.gov.uk";
  NotifyKey key;
  NotifyTemplates templates;
};

class NotifyCarrier final : public Carrier {
 public:
  NotifyCarrier(NotifySettings settings, Clock const& clock) : settings_(std::move(settings)), clock_(&clock) {}
  Outcome carry(Letter const& letter) override;

 private:
  // The carrier's id of a message that went earlier, if it knows of one; or what kept us from asking.
  Outcome look_for(Letter const& letter) const;
  std::string authorization() const;

  NotifySettings settings_;
  Clock const* clock_;
};

// The body of the request, as the published schema wants it. Only an e-mail can be cleaned of what somebody typed.
std::string notify_body(Letter const& letter, std::string_view template_id);
// The template for a letter: in its language, or in English; nullptr when there is none.
std::string const* notify_template(NotifyTemplates const& templates, Letter const& letter);

}  // namespace kith::message
