#include "door/proof.h"

#include "base/log.h"
#include "base/text.h"
#include "enquiry/records.h"
#include "enquiry/spoken.h"
#include "http/cookie.h"
#include "message/records.h"

namespace kith::door {

namespace {

std::size_t constexpr words_to_return = 6;

// Whether one more code may go there in this hour, and on this day.
bool may_send_code(journal::Transaction& t, std::string const& about) {
  auto const sent_in = [&](std::chrono::hours hours) {
    return message::count_about(t.connection(), about, message::Template::code, t.now() - hours);
  };
  return sent_in(std::chrono::hours{1}) < most_codes_an_hour && sent_in(std::chrono::hours{24}) < most_codes_a_day;
}

Result<Done> send_code(journal::Transaction& t, Proof& proof, std::string const& about, message::Channel channel,
                       Personal<std::string> const& to, std::string const& language) {
  proof.known = TRY(send_one_code(t, proof.code, about, channel, to, language));
  return Done{};
}

std::optional<FollowRow> follow_named(sql::Connection& c, std::string_view typed) {
  auto const cleaned = trimmed(typed);
  auto reference = enquiry::reference_in_words(cleaned);
  if (!reference) reference = without_blanks(cleaned);
  auto const enquiry = enquiry::enquiry_by_reference(c, *reference);
  return enquiry ? follow_of(c, *enquiry) : std::nullopt;
}

std::optional<SavedAnswers> saved_behind(journal::Transaction& t, std::string const& token) {
  auto const body = access::find_on(t.connection(), access::later_shelf, token, t.now());
  if (!body) return std::nullopt;
  try {
    return codec::from_json<SavedAnswers>(*body);
  } catch (codec::DecodeFault const&) {
    return std::nullopt;  // put aside by another program
  }
}

std::optional<Proof> proof_on_shelf(journal::Transaction& t, std::string const& token) {
  auto const body = access::find_on(t.connection(), access::proof_shelf, token, t.now());
  if (!body) return std::nullopt;
  return codec::from_json<Proof>(*body);
}

}  // namespace

Result<bool> send_one_code(journal::Transaction& t, message::CodeAsked const& code, std::string const& about,
                           message::Channel channel, Personal<std::string> const& to, std::string const& language) {
  if (!may_send_code(t, about)) return false;
  message::MessageAsked asked;
  asked.message = code.message;
  asked.says = message::Template::code;
  asked.until = t.now() + message::code_lifetime;
  asked.channel = channel;
  asked.to = to;
  asked.language = language;
  asked.about = about;
  TRY(message::ask(t, std::move(asked)));
  return true;
}

std::string_view word_for(message::CodeTried tried) {
  switch (tried) {
    case message::CodeTried::right:
      return "right";
    case message::CodeTried::expired:
      return "expired";
    case message::CodeTried::used_up:
      return "used_up";
    case message::CodeTried::wrong:
      break;
  }
  return "wrong";
}

std::string new_return_words(Random& random) {
  std::string words;
  for (std::size_t i = 0; i < words_to_return; ++i)
    words += (i == 0 ? "" : " ") + std::string{enquiry::spoken_word(random.number(128))};
  return words;
}

std::string token_of_words(access::Services const& services, std::string_view words) {
  auto const cleaned = fold(words);  // one blank between words, as the words to return with were given out
  if (words_in(cleaned).size() != words_to_return) return {};
  // The key of the system goes in too: the database alone does not even allow guessing.
  auto const salt = to_hex(hmac_sha256(bytes_of(services.draft_key), "answers put aside"));
  return to_base64url(secret_from_words(cleaned, salt, services.password_cost));
}

std::string proof_token(Visit const& visit) { return std::string{visit.request->cookie(proof_cookie)}; }

std::optional<Proof> proof_behind(access::Services const& services, std::string const& token) {
  auto const body = access::find_on(*services.readers->lease(), access::proof_shelf, token, services.now());
  if (!body) return std::nullopt;
  try {
    return codec::from_json<Proof>(*body);
  } catch (codec::DecodeFault const&) {
    return std::nullopt;
  }
}

void remember_proof(http::Response& response, std::string const& token) {
  auto const cookie =
      http::set_cookie({.name = std::string{proof_cookie}, .value = token, .same_site = http::SameSite::strict});
  response.add_header(cookie.name, cookie.value);
}

void forget_proof(http::Response& response) {
  auto const cookie = http::forget_cookie(proof_cookie);
  response.add_header(cookie.name, cookie.value);
}

html::Html proof_form(Visit const& visit, html::Url const& action, html::Html const& body) {
  auto const& visitor = visit.visitor;
  return html::post_form(action, visitor.subject.signed_in ? visitor.csrf : access::csrf_token(proof_token(visit)),
                         body);
}

bool is_proof_form(Visit const& visit) {
  // The gate has compared the token of somebody who is signed in already.
  return visit.visitor.subject.signed_in ||
         equal_in_constant_time(visit.visitor.form.get(html::csrf_field_name), access::csrf_token(proof_token(visit)));
}

Result<std::string> begin_proof(journal::Transaction& t, Purpose purpose, std::string const& token,
                                message::MessageId code) {
  Proof proof;
  proof.purpose = purpose;
  proof.code = {code, t.now()};
  return access::keep_on(t, access::proof_shelf, token, codec::to_json(proof));
}

Result<std::string> send_code_for_reference(journal::Transaction& t, std::string const& token,
                                            std::string_view typed_reference) {
  auto proof = proof_on_shelf(t, token);
  auto const follow = follow_named(t.connection(), typed_reference);
  if (!proof || !follow) return std::string{};
  proof->follow = follow->follow.text();
  TRY(send_code(t, *proof, about_follow(follow->follow), follow->channel, follow->to, follow->language));
  return access::keep_on(t, access::proof_shelf, token, codec::to_json(*proof));
}

Result<std::string> send_code_for_words(journal::Transaction& t, std::string const& token,
                                        std::string const& saved_token) {
  auto proof = proof_on_shelf(t, token);
  auto const saved = saved_behind(t, saved_token);
  if (!proof || !saved) return std::string{};
  proof->opens = saved_token;
  TRY(send_code(t, *proof, about_saved(saved_token), saved->channel, saved->to, saved->language));
  return access::keep_on(t, access::proof_shelf, token, codec::to_json(*proof));
}

http::Response on_to_the_code(Visit const& visit, std::string const& token,
                              std::function<Result<std::string>(journal::Transaction&)> what_follows,
                              html::Url const& address) {
  visit.services->writer->submit({{}, {}, std::move(what_follows), [](Result<std::string> const& sent) {
                                    if (!sent) log::error("code_not_sent", {{"reason", sent.error().code}});
                                  }});
  auto response = http::redirect(std::string{visit.at(address).text()});
  response.set_header("Cache-Control", "no-store");
  remember_proof(response, token);
  return response;
}

Result<std::string> try_proof(journal::Transaction& t, std::string const& token, Bytes key, std::string_view typed,
                              std::string const& answers_token) {
  auto found = proof_on_shelf(t, token);
  if (!found) return std::string{"gone"};
  auto& proof = *found;
  auto tried = message::try_code(proof.code, key, typed, t.now());
  if (tried == message::CodeTried::right && !proof.known) {
    proof.code.used = false;  // nobody was sent it: a guess, and as wrong as any other
    tried = proof.code.tries >= message::most_code_tries ? message::CodeTried::used_up : message::CodeTried::wrong;
  }
  if (tried == message::CodeTried::right) {
    proof.proved_at = t.now();
    if (proof.purpose == Purpose::come_back) {
      auto const saved = saved_behind(t, proof.opens);
      if (!saved) return std::string{"gone"};
      TRY(access::keep_on(t, access::answers_shelf, answers_token, codec::to_json(saved->answers)));
      TRY(access::drop_from(t, access::proof_shelf, token));
      return std::string{"right"};
    }
  }
  TRY(access::keep_on(t, access::proof_shelf, token, codec::to_json(proof)));
  return std::string{word_for(tried)};
}

}  // namespace kith::door
