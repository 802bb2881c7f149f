// The hash chain. Entry n carries commitment_n = SHA-256(salt_n, body_n) and chain_n = SHA-256(chain_(n-1), header_n,
// commitment_n). Because the chain holds commitments and not bodies, a body and its salt can be deleted and the chain
// still verifies; because each commitment is salted, a deleted body cannot be guessed from it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/crypto.h"
#include "journal/envelope.h"

namespace kith::journal {

inline constexpr std::size_t salt_bytes = 16;

// Not for two threads at once: it keeps one hashing context.
class Chain {
 public:
  Digest commit(std::string_view salt, std::string_view body);
  Digest link(Digest const& previous, Header const& header, Digest const& commitment);

 private:
  Sha256 hasher_;
  std::string text_;
};

}  // namespace kith::journal
