// Coming in by a link and a code. Every link looks the same from outside, whether it is open, ended, run out, or never
// was: the same page, a code that is asked for, an answer to a wrong one. What was proved lies sealed under the cookie
// of proofs (door/proof.h).
#pragma once

#include <optional>
#include <string>

#include "door/proof.h"
#include "guest/records.h"

namespace kith::guest {

struct GuestProof {
  std::string guest;  // its id; empty: nobody's, and no code was sent
  message::CodeAsked code;
  bool known = false;
  std::string link;  // as it came, to go back to
  std::optional<Instant> proved_at;

  bool operator==(GuestProof const&) const = default;
};
BOOST_DESCRIBE_STRUCT(GuestProof, (), (guest, code, known, link, proved_at))

// Begins a proof under `token`. This is all that the answer to a visitor waits for, and it does not look the link up:
// how long it takes says nothing about it.
Result<std::string> begin_to_open(journal::Transaction& t, std::string const& link, std::string const& token,
                                  MessageId code);
// What follows once the visitor has been answered: when the link opens anything, and codes were not asked for too
// often, a code is on its way. Answers with nothing that says which it was.
Result<std::string> send_code_for_link(journal::Transaction& t, std::string const& token);
// One try of a code. Answers with "right", "wrong", "expired", "used_up" or "gone".
Result<std::string> try_guest_code(journal::Transaction& t, std::string const& token, Bytes key,
                                   std::string_view typed);

// The guest behind this visit's cookie, if the code was typed and the link still opens something; nobody else.
std::optional<GuestRow> proved_guest(door::Visit const& visit);

}  // namespace kith::guest
