#include "message/notify.h"

#include <fmt/format.h>

#include "base/codec.h"
#include "base/crypto.h"
#include "message/calling.h"

namespace kith::message {

namespace {

std::size_t constexpr uuid_length = 36;
auto constexpr carrier_name = "notify";

// As much of its answers as we need; the rest is passed over.
struct Accepted {
  std::string id;

  bool operator==(Accepted const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Accepted, (), (id))
struct Found {
  std::vector<Accepted> notifications;
};
BOOST_DESCRIBE_STRUCT(Found, (), (notifications))
struct Refused {
  std::string error;

  bool operator==(Refused const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Refused, (), (error))
struct Refusals {
  std::vector<Refused> errors;
};
BOOST_DESCRIBE_STRUCT(Refusals, (), (errors))

template <class T>
std::optional<T> read(std::string const& body) {
  try {
    return codec::from_json<T>(body);
  } catch (codec::DecodeFault const&) {
    return std::nullopt;
  }
}

// "400 ValidationError": the kind of error, never its message, which can repeat the address.
std::string detail_of(HttpAnswer const& answer) {
  auto detail = fmt::format("{}", answer.status);
  auto const refusals = read<Refusals>(answer.body);
  if (!refusals || refusals->errors.empty()) return detail;
  detail += ' ';
  for (char const c : refusals->errors.front().error.substr(0, 40))
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) detail += c;
  return detail;
}

// By status alone: the words of an error may change.
Outcome outcome_of(HttpAnswer const& answer) {
  auto const detail = detail_of(answer);
  if (answer.status == 429) return Outcome::later(Why::carrier_busy, detail);
  if (answer.status >= 500) return Outcome::later(Why::carrier_fault, detail);
  if (answer.status == 401 || answer.status == 403) return Outcome::never(Why::not_allowed, detail);
  return Outcome::never(Why::refused, detail);
}

Outcome outcome_of(Error const& error) {
  if (error.code == "not_encrypted") return Outcome::never(Why::not_configured, error.code);
  return Outcome::later(error.code == "no_connection" ? Why::no_connection : Why::no_answer, error.sentence);
}

void write_member(std::string& json, std::string_view name, std::string_view value) {
  if (json.back() != '{') json += ',';
  codec::write_leaf(json, name);
  json += ':';
  codec::write_leaf(json, value);
}

}  // namespace

Result<NotifyKey> read_notify_key(std::string_view key) {
  auto const is_uuid = [](std::string_view text) {
    return text.size() == uuid_length && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-' &&
           text.find_first_not_of("0123456789abcdefABCDEF-") == std::string_view::npos;
  };
  auto const secret = key.substr(key.size() - std::min(key.size(), uuid_length));
  auto const before = key.substr(0, key.size() - secret.size());
  auto const service = before.size() > uuid_length ? before.substr(before.size() - uuid_length - 1, uuid_length) : "";
  if (!is_uuid(secret) || !is_uuid(service) || !before.ends_with('-'))
    return invalid("bad_notify_key",
                   "This is no key of GOV.UK Notify: a name and two ids of 36 characters each, joined "
                   "by hyphens.");
  return NotifyKey{std::string{service}, std::string{secret}};
}

std::string signed_token(std::string_view header, std::string_view payload, std::string_view secret) {
  auto const told = to_base64url(bytes_of(header)) + "." + to_base64url(bytes_of(payload));
  return told + "." + to_base64url(hmac_sha256(bytes_of(secret), told));
}

std::string notify_token(NotifyKey const& key, Instant now) {
  return signed_token(R"({"typ":"JWT","alg":"HS256"})",
                      fmt::format(R"({{"iss":"{}","iat":{}}})", key.service, now.ms / 1000), key.secret);
}

std::string const* notify_template(NotifyTemplates const& templates, Letter const& letter) {
  auto const name = fmt::format("{}_{}", wire(letter.says), wire(letter.channel));
  auto found = templates.find(name + "." + letter.language);
  if (found == templates.end()) found = templates.find(name);
  return found == templates.end() ? nullptr : &found->second;
}

std::string notify_body(Letter const& letter, std::string_view template_id) {
  std::string json = "{";
  write_member(json, letter.channel == Channel::text ? "phone_number" : "email_address", letter.to.reveal());
  write_member(json, "template_id", template_id);
  json += R"(,"personalisation":{)";
  for (auto const& filling : letter.fillings) write_member(json, filling.name, filling.text);
  json += '}';
  write_member(json, "reference", letter.message.text());
  std::string typed;
  for (auto const& filling : letter.fillings) {
    if (!filling.typed) continue;
    if (!typed.empty()) typed += ',';
    codec::write_leaf(typed, std::string_view{filling.name});
  }
  if (!typed.empty()) json += R"(,"sanitise_content_for":[)" + typed + "]";
  return json + "}";
}

std::string NotifyCarrier::authorization() const {
  return "Authorization: Bearer " + notify_token(settings_.key, clock_->now());
}

Outcome NotifyCarrier::look_for(Letter const& letter) const {
  auto const answer = call({.url = settings_.url + "/v2/notifications?reference=" + letter.message.text(),
                            .headers = {authorization()},
                            .body = {},
                            .post = false});
  if (!answer) return outcome_of(answer.error());
  if (answer->status != 200) return outcome_of(*answer);
  auto const found = read<Found>(answer->body);
  if (!found) return Outcome::later(Why::carrier_fault, "200 unreadable");
  return Outcome::posted(carrier_name, found->notifications.empty() ? std::string{} : found->notifications.front().id);
}

Outcome NotifyCarrier::carry(Letter const& letter) {
  auto const* template_id = notify_template(settings_.templates, letter);
  if (template_id == nullptr) return Outcome::never(Why::not_configured, "no template");
  // A text cannot be cleaned by the carrier, so nothing that somebody typed goes into one.
  bool const typed = std::ranges::any_of(letter.fillings, &Filling::typed);
  if (typed && letter.channel == Channel::text) return Outcome::never(Why::refused, "typed text");
  if (letter.may_have_gone)
    if (auto earlier = look_for(letter); earlier.kind != Outcome::Kind::sent || !earlier.carrier_id.empty())
      return earlier;
  auto const answer = call(
      {.url = settings_.url + (letter.channel == Channel::text ? "/v2/notifications/sms" : "/v2/notifications/email"),
       .headers = {authorization(), "Content-Type: application/json"},
       .body = notify_body(letter, *template_id)});
  if (!answer) return outcome_of(answer.error());
  if (answer->status != 201) return outcome_of(*answer);
  auto const accepted = read<Accepted>(answer->body);
  return Outcome::posted(carrier_name, accepted ? accepted->id : std::string{});
}

}  // namespace kith::message
