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

// Begins a proof under `token` and, when the link opens anything, a code on its way: one transaction. Answers with
// nothing that says which it was.
Result<std::string> begin_to_open(journal::Transaction& t, std::string const& link, std::string const& token,
                                  MessageId code);
// One try of a code. Answers with "right", "wrong", "expired", "used_up" or "gone".
Result<std::string> try_guest_code(journal::Transaction& t, std::string const& token, Bytes key,
                                   std::string_view typed);

// The guest behind this visit's cookie, if the code was typed and the link still opens something; nobody else.
std::optional<GuestRow> proved_guest(door::Visit const& visit);

}  // namespace kith::guest
