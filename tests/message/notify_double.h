// GOV.UK Notify as its published schema and documents describe it (github.com/alphagov/notifications-tech-docs,
// openapi/), on this machine: it checks method, path, token and body, and answers as a test has written down.
#pragma once

#include <doctest/doctest.h>
#include <openssl/hmac.h>

#include <boost/json.hpp>

#include <deque>
#include <mutex>

#include "base/crypto.h"
#include "http/server.h"
#include "message/notify.h"

namespace kith::message::test {

inline constexpr std::string_view service_id = "26785a09-ab16-4eb0-8407-a37497a57506";
inline constexpr std::string_view service_secret = "3d844edf-8d35-48ac-975b-e847b4f122b0";
inline constexpr std::string_view template_id = "9d751e0e-f929-4891-82a1-a3e1c3c18ee3";
inline std::string whole_key() { return "early_help-" + std::string{service_id} + "-" + std::string{service_secret}; }

// RFC 7515, Appendix C, by hand: the checking side shares no code with the side that signs.
inline std::string from_base64url(std::string_view text) {
  std::string const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string bytes;
  unsigned held = 0, bits = 0;
  for (char const c : text) {
    held = held << 6 | static_cast<unsigned>(alphabet.find(c));
    bits += 6;
    if (bits >= 8) bytes += static_cast<char>(held >> (bits -= 8) & 0xFF);
  }
  return bytes;
}

class NotifyDouble {
 public:
  explicit NotifyDouble(Clock const& clock) : clock_(&clock) {
    http::Router router;
    for (auto const* path : {"/v2/notifications/sms", "/v2/notifications/email"})
      router.add({.method = http::Method::post,
                  .pattern = path,
                  .handler = [this](http::Request const& r) -> http::Answer { return take(r); },
                  .name = path});
    router.add({.pattern = "/v2/notifications",
                .handler = [this](http::Request const& r) -> http::Answer { return list(r); },
                .name = "list"});
    http::ServerOptions options;
    options.worker_threads = 1;
    server_ = std::make_unique<http::Server>(std::move(options), std::move(router));
    REQUIRE(server_->start().ok());
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  // The next answers: a status, and the kind of error it names. When the script is at its end, 201.
  void answer_next(int status, std::string error = {}) {
    std::lock_guard const lock(mutex_);
    script_.push_back({status, std::move(error)});
  }
  // Takes the next message in and then says nothing good, as a connection that breaks does.
  void take_but_answer(int status) {
    std::lock_guard const lock(mutex_);
    script_.push_back({status, "kept"});
  }
  std::vector<boost::json::object> taken() {
    std::lock_guard const lock(mutex_);
    return taken_;
  }
  int asked() {
    std::lock_guard const lock(mutex_);
    return asked_;
  }
  std::string last_token() {
    std::lock_guard const lock(mutex_);
    return token_;
  }

 private:
  struct Scripted {
    int status;
    std::string error;
  };

  static http::Response refused(int status, std::string const& error, std::string const& message) {
    boost::json::object const one{{"error", error}, {"message", message}};
    return http::json_text(
        boost::json::serialize(boost::json::object{{"status_code", status}, {"errors", boost::json::array{one}}}),
        status);
  }

  // Why the token does not let anybody in; empty when it does.
  std::string fault_in_token(http::Request const& request) {
    std::string_view header = request.header("Authorization");
    if (!header.starts_with("Bearer ")) return "no bearer token";
    token_ = header.substr(7);
    auto const first = token_.find('.'), last = token_.rfind('.');
    if (first == std::string::npos || first == last) return "not three parts";
    auto const told = token_.substr(0, last);
    unsigned char digest[32];
    unsigned length = 0;
    HMAC(EVP_sha256(), service_secret.data(), static_cast<int>(service_secret.size()),
         reinterpret_cast<unsigned char const*>(told.data()), told.size(), digest, &length);
    if (from_base64url(token_.substr(last + 1)) != std::string(reinterpret_cast<char*>(digest), length))
      return "signature";
    auto const head = boost::json::parse(from_base64url(token_.substr(0, first))).as_object();
    if (head.at("alg") != "HS256" || head.at("typ") != "JWT") return "header";
    auto const body = boost::json::parse(from_base64url(told.substr(first + 1))).as_object();
    if (body.at("iss") != boost::json::string_view{service_id}) return "iss";
    auto const age = clock_->now().ms / 1000 - body.at("iat").as_int64();
    return age >= -30 && age <= 30 ? "" : "iat";
  }

  // SendTextMessageRequest and SendEmailRequest: what must be there, what may be, and of which type.
  static std::string fault_in_body(std::string const& path, boost::json::value const& json) {
    if (!json.is_object()) return "not an object";
    auto const& object = json.as_object();
    bool const text = path.ends_with("/sms");
    std::vector<std::string_view> strings = {"template_id", "reference"};
    for (auto const* name : {text ? "phone_number" : "email_address", text ? "sms_sender_id" : "email_reply_to_id"})
      strings.emplace_back(name);
    for (auto const& [key, value] : object) {
      if (key == "personalisation") {
        if (!value.is_object()) return "personalisation is not of type object";
      } else if (key == "sanitise_content_for" && !text) {
        if (!value.is_array()) return "sanitise_content_for is not of type array";
        for (auto const& name : value.as_array())
          if (!object.at("personalisation").as_object().contains(name.as_string())) return "sanitises nothing";
      } else if (std::ranges::find(strings, std::string_view{key}) == strings.end()) {
        return "Additional properties are not allowed (" + std::string{key} + " was unexpected)";
      } else if (!value.is_string()) {
        return std::string{key} + " is not of type string";
      }
    }
    for (auto const* name : {"template_id", text ? "phone_number" : "email_address"})
      if (!object.contains(name)) return std::string{name} + " is a required property";
    if (object.at("template_id").as_string().size() != 36) return "template_id is not a valid UUID";
    return {};
  }

  http::Response take(http::Request const& request) {
    std::lock_guard const lock(mutex_);
    ++asked_;
    if (auto const fault = fault_in_token(request); !fault.empty())
      return refused(403, "AuthError", "Invalid token: " + fault);
    auto const json = boost::json::parse(request.body);
    if (auto const fault = fault_in_body(request.path, json); !fault.empty())
      return refused(400, "ValidationError", fault);
    Scripted answer{201, {}};
    if (!script_.empty()) {
      answer = script_.front();
      script_.pop_front();
    }
    if (answer.status == 201 || answer.error == "kept") taken_.push_back(json.as_object());
    // Real answers repeat the address in their message.
    if (answer.status != 201)
      return refused(answer.status, answer.error, "for 07700 900982, mara@example.org: " + answer.error);
    return http::json_text(boost::json::serialize(boost::json::object{{"id", "201b576e-c09b-467b-9dfa-9c3b689ee730"},
                                                                      {"reference", json.at("reference")},
                                                                      {"scheduled_for", nullptr},
                                                                      {"sanitised_content", boost::json::object{}}}),
                           201);
  }

  http::Response list(http::Request const& request) {
    std::lock_guard const lock(mutex_);
    if (auto const fault = fault_in_token(request); !fault.empty())
      return refused(403, "AuthError", "Invalid token: " + fault);
    boost::json::array found;
    for (auto const& one : taken_)
      if (one.at("reference") == boost::json::string_view{request.query.get("reference")})
        found.push_back(
            boost::json::object{{"id", "6bdbbbb5-75a6-4fd5-a3b4-3ab2f0b7d1b4"}, {"reference", one.at("reference")}});
    return http::json_text(boost::json::serialize(boost::json::object{{"notifications", found}}));
  }

  Clock const* clock_;
  std::mutex mutex_;
  std::deque<Scripted> script_;
  std::vector<boost::json::object> taken_;
  int asked_ = 0;
  std::string token_;
  std::unique_ptr<http::Server> server_;
};

inline NotifySettings settings_for(NotifyDouble const& notify) {
  return {notify.url(),
          *read_notify_key(whole_key()),
          {{"code_text", std::string{template_id}},
           {"code_email", std::string{template_id}},
           {"news_text", "aaaaaaaa-f929-4891-82a1-a3e1c3c18ee3"},
           {"code_text.ro", "bbbbbbbb-f929-4891-82a1-a3e1c3c18ee3"}}};
}

inline Letter a_text(std::string code = "123456") {
  Letter letter;
  letter.message = *MessageId::parse("01jd6h5m3a0000000000000001");
  letter.language = "en";
  letter.to = std::string{"07700 900982"};
  letter.fillings = {{"code", std::move(code), false}};
  letter.subject = "Your code";
  letter.body = "Your code is 123456.";
  return letter;
}
inline Letter an_email() {
  auto letter = a_text();
  letter.channel = Channel::email;
  letter.to = std::string{"mara@example.org"};
  return letter;
}

}  // namespace kith::message::test
