// Proving that one holds the phone or the mailbox that was called safe. Somebody gives a reference, or the words of
// answers put aside; a code goes there, if we know them; the code is typed here. What they have proved lies sealed
// under a cookie of its own. From outside, a reference that we know and one that we do not know look the same at every
// step.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/closed_set.h"
#include "door/following.h"
#include "door/visit.h"
#include "message/one_time_code.h"

namespace kith::door {

// `__Host-kith-p` on the wire.
inline constexpr std::string_view proof_cookie = "kith-p";

enum class Purpose { look, come_back };
constexpr auto closed_set(Purpose) {
  return std::to_array<Member<Purpose>>({{Purpose::look, "look", "Look up how far it has come"},
                                         {Purpose::come_back, "come_back", "Go on with answers put aside"}});
}

struct Proof {
  Purpose purpose = Purpose::look;
  message::CodeAsked code;
  bool known = false;  // whether a code was sent at all; never shown
  std::string follow;  // of `look`
  std::string opens;   // of `come_back`: the token of the answers put aside
  std::optional<Instant> proved_at;

  bool operator==(Proof const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Proof, (), (purpose, code, known, follow, opens, proved_at))

// Answers as they lie on the shelf for another day, with where a code may be sent.
struct SavedAnswers {
  Answers answers;
  message::Channel channel = message::Channel::text;
  Personal<std::string> to;
  std::string language;

  bool operator==(SavedAnswers const&) const = default;
};
BOOST_DESCRIBE_STRUCT(SavedAnswers, (), (answers, channel, to, language))

// Six words of 128 that nobody guesses: 42 bits, each guess as dear as a password.
std::string new_return_words(Random& random);
// The token that such words stand for, however they are parted and in any case; empty when they are no six words.
std::string token_of_words(access::Services const& services, std::string_view words);

// Sends a code about one thing, unless too many went there in this hour or on this day. Whether one was sent: a code
// that was not is guessed as little as one of a reference that nobody has.
Result<bool> send_one_code(journal::Transaction& t, message::CodeAsked const& code, std::string const& about,
                           message::Channel channel, Personal<std::string> const& to, std::string const& language);
// "right", "wrong", "expired", "used_up": what a try came to, as the pages' words call it.
std::string_view word_for(message::CodeTried tried);

// A proof lies under this cookie's token. Other rooms keep proofs of their own there (src/guest): leaving by "Exit this
// page" drops whatever lies there.
std::string proof_token(Visit const& visit);
std::optional<Proof> proof_behind(access::Services const& services, std::string const& token);
void remember_proof(http::Response& response, std::string const& token);
void forget_proof(http::Response& response);
// A form that counts only when it comes from a page that the proof's cookie opened; and whether a posted one did.
html::Html proof_form(Visit const& visit, html::Url const& action, html::Html const& body);
bool is_proof_form(Visit const& visit);

// Begins a proof under a new token. This is all that the answer to a visitor waits for, and it knows neither reference
// nor words: how long it takes says nothing about them.
Result<std::string> begin_proof(journal::Transaction& t, Purpose purpose, std::string const& token,
                                message::MessageId code);
// What follows once the visitor has been answered: when the reference, or the words, are known and not asked about too
// often, a code is on its way. Answers with nothing that says which it was; a proof that has gone meanwhile is no
// error.
Result<std::string> send_code_for_reference(journal::Transaction& t, std::string const& token,
                                            std::string_view typed_reference);
Result<std::string> send_code_for_words(journal::Transaction& t, std::string const& token,
                                        std::string const& saved_token);
// On to the page where the code is typed, with the proof's cookie, and behind it what follows.
http::Response on_to_the_code(Visit const& visit, std::string const& token,
                              std::function<Result<std::string>(journal::Transaction&)> what_follows,
                              html::Url const& address = "/help/code");

// One try of a code. Answers with "right", "wrong", "expired", "used_up" or "gone". A right code for answers put aside
// lays them under `answers_token`.
Result<std::string> try_proof(journal::Transaction& t, std::string const& token, Bytes key, std::string_view typed,
                              std::string const& answers_token);

}  // namespace kith::door
