#include "guest/entry.h"

#include "guest/commands.h"

namespace kith::guest {

namespace {

std::optional<GuestProof> read_proof(std::optional<std::string> const& body) {
  if (!body) return std::nullopt;
  try {
    return codec::from_json<GuestProof>(*body);
  } catch (codec::DecodeFault const&) {
    return std::nullopt;  // a proof of the door's
  }
}

bool still_opens(journal::Transaction& t, GuestProof const& proof) {
  auto const id = GuestId::parse(proof.guest);
  auto const guest = proof.known && id ? guest_by_id(t.connection(), *id, t.now()) : std::nullopt;
  return guest && opens(t.connection(), *guest, london_date(t.now()));
}

}  // namespace

Result<std::string> begin_to_open(journal::Transaction& t, std::string const& link, std::string const& token,
                                  MessageId code) {
  GuestProof proof;
  proof.code = {code, t.now()};
  proof.link = link;
  return access::keep_on(t, access::proof_shelf, token, codec::to_json(proof));
}

Result<std::string> send_code_for_link(journal::Transaction& t, std::string const& token) {
  auto proof = read_proof(access::find_on(t.connection(), access::proof_shelf, token, t.now()));
  if (!proof) return std::string{};
  auto const guest = guest_by_link(t.connection(), proof->link, t.now());
  if (!guest || !opens(t.connection(), *guest, london_date(t.now()))) return std::string{};
  proof->guest = guest->guest.text();
  proof->known =
      TRY(door::send_one_code(t, proof->code, about_guest(guest->guest), guest->channel, guest->to, guest->language));
  return access::keep_on(t, access::proof_shelf, token, codec::to_json(*proof));
}

Result<std::string> try_guest_code(journal::Transaction& t, std::string const& token, Bytes key,
                                   std::string_view typed) {
  auto proof = read_proof(access::find_on(t.connection(), access::proof_shelf, token, t.now()));
  if (!proof) return std::string{"gone"};
  auto tried = message::try_code(proof->code, key, typed, t.now());
  // The link is looked up only for a right code, so that how long a wrong one takes says nothing about it.
  if (tried == message::CodeTried::right && !still_opens(t, *proof)) {
    // Nobody was sent it: a guess, and as wrong as any other. A link that was ended meanwhile is no other.
    proof->code.used = false;
    tried = proof->code.tries >= message::most_code_tries ? message::CodeTried::used_up : message::CodeTried::wrong;
  }
  if (tried == message::CodeTried::right) proof->proved_at = t.now();
  TRY(access::keep_on(t, access::proof_shelf, token, codec::to_json(*proof)));
  return std::string{door::word_for(tried)};
}

std::optional<GuestRow> proved_guest(door::Visit const& visit) {
  auto const& services = *visit.services;
  auto const token = door::proof_token(visit);
  if (token.empty()) return std::nullopt;
  auto reader = services.readers->lease();
  auto const proof = read_proof(access::find_on(*reader, access::proof_shelf, token, services.now()));
  if (!proof || !proof->proved_at) return std::nullopt;
  auto const id = GuestId::parse(proof->guest);
  auto guest = id ? guest_by_id(*reader, *id, services.now()) : std::nullopt;
  if (!guest || !opens(*reader, *guest, london_date(services.now()))) return std::nullopt;
  return guest;
}

}  // namespace kith::guest
