// The few cryptographic acts Kith needs, each a thin wrap of OpenSSL 3 (SHA-256, HMAC) or libsodium (signatures,
// passwords). Nothing here is our own invention.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"

namespace kith {

using Bytes = std::span<std::uint8_t const>;
using Digest = std::array<std::uint8_t, 32>;

inline Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}
inline std::string_view text_of(Bytes bytes) { return {reinterpret_cast<char const*>(bytes.data()), bytes.size()}; }

// SHA-256 over several pieces, one after another. Keeps its context, so a loop pays for it once.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256 const&) = delete;
  Sha256& operator=(Sha256 const&) = delete;

  Sha256& add(Bytes piece);
  Sha256& add(std::string_view piece) { return add(bytes_of(piece)); }
  // The digest of what was added since the last finish(); then empty again.
  Digest finish();

 private:
  void* context_;
  bool open_ = false;
};
Digest sha256(std::string_view text);
// Keyed: nobody without the key can tell which text gave the digest.
Digest hmac_sha256(Bytes key, std::string_view text);

std::string to_hex(Bytes bytes);
std::optional<std::string> from_hex(std::string_view hex);  // the bytes
std::string to_base64url(Bytes bytes);                      // no padding
bool equal_in_constant_time(std::string_view a, std::string_view b);

// A secret of 256 bits in base64url: session tokens, one-time passwords, reset links.
std::string random_token(Random& random);

// Argon2id (RFC 9106) in PHC string form. `memory_mib` and `passes` set the cost; verifying reads them from the hash.
struct PasswordCost {
  unsigned memory_mib = 64;
  unsigned passes = 2;
};
std::string hash_password(std::string_view password, PasswordCost cost, Random& random);
bool password_matches(std::string_view hash, std::string_view password);

// A secret of 32 bytes made of a few words (Argon2id): whoever guesses pays this for every guess. The same words and
// salt give the same secret; the salt is any text that is not made public.
Digest secret_from_words(std::string_view words, std::string_view salt, PasswordCost cost);

// Encryption of small secrets at rest with a key of 32 bytes (XSalsa20-Poly1305). unseal gives nothing when the key is
// not the one or a byte has changed.
std::string seal(Bytes key, std::string_view text, Random& random);
std::optional<std::string> unseal(Bytes key, std::string_view sealed);

// Ed25519 signing of checkpoints.
struct SigningKey {
  std::array<std::uint8_t, 32> public_key{};
  std::array<std::uint8_t, 64> secret_key{};

  static SigningKey from_seed(std::array<std::uint8_t, 32> const& seed);
};
std::array<std::uint8_t, 64> sign(SigningKey const& key, std::string_view message);
bool signature_matches(Bytes public_key, std::string_view message, Bytes signature);

}  // namespace kith
