#include "base/crypto.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <cstring>
#include <stdexcept>

namespace kith {

namespace {
EVP_MD_CTX* context_of(void* context) { return static_cast<EVP_MD_CTX*>(context); }

EVP_MD const* sha256_algorithm() {
  static EVP_MD const* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);  // fetching costs; do it once
  return algorithm;
}
}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr) throw std::bad_alloc();
}
Sha256::~Sha256() { EVP_MD_CTX_free(context_of(context_)); }

Sha256& Sha256::add(Bytes piece) {
  if (!open_) {
    if (EVP_DigestInit_ex2(context_of(context_), sha256_algorithm(), nullptr) != 1)
      throw std::runtime_error("OpenSSL offers no SHA-256");
    open_ = true;
  }
  EVP_DigestUpdate(context_of(context_), piece.data(), piece.size());
  return *this;
}

Digest Sha256::finish() {
  add(Bytes{});
  Digest digest{};
  unsigned length = 0;
  EVP_DigestFinal_ex(context_of(context_), digest.data(), &length);
  open_ = false;
  return digest;
}

Digest sha256(std::string_view text) {
  thread_local Sha256 hasher;
  return hasher.add(text).finish();
}

Digest hmac_sha256(Bytes key, std::string_view text) {
  Digest digest{};
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text).data(), text.size(), digest.data(),
       &length);
  return digest;
}

std::string to_hex(Bytes bytes) {
  std::string hex(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

std::optional<std::string> from_hex(std::string_view hex) {
  std::string bytes(hex.size() / 2, '\0');
  std::size_t length = 0;
  if (hex.size() % 2 != 0 ||
      sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), hex.data(), hex.size(), nullptr,
                     &length, nullptr) != 0 ||
      length != bytes.size())
    return std::nullopt;
  return bytes;
}

std::string to_base64url(Bytes bytes) {
  int constexpr variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
  text.resize(std::strlen(text.c_str()));
  return text;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string random_token(Random& random) {
  std::array<std::uint8_t, 32> bytes{};
  random.fill(bytes);
  return to_base64url(bytes);
}

// libsodium hashes with a salt of its own drawing, which would make a seeded demo differ from run to run; the raw
// function takes ours, and the PHC string is put together here in the form that libsodium verifies.
std::string hash_password(std::string_view password, PasswordCost cost, Random& random) {
  std::array<std::uint8_t, crypto_pwhash_argon2id_SALTBYTES> salt{};
  random.fill(salt);
  std::array<std::uint8_t, 32> hash{};
  if (crypto_pwhash_argon2id(hash.data(), hash.size(), password.data(), password.size(), salt.data(), cost.passes,
                             std::size_t{cost.memory_mib} << 20, crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  int constexpr variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
  char salt_text[64];
  char hash_text[64];
  sodium_bin2base64(salt_text, sizeof(salt_text), salt.data(), salt.size(), variant);
  sodium_bin2base64(hash_text, sizeof(hash_text), hash.data(), hash.size(), variant);
  return "$argon2id$v=19$m=" + std::to_string(cost.memory_mib * 1024) + ",t=" + std::to_string(cost.passes) + ",p=1$" +
         salt_text + "$" + hash_text;
}

bool password_matches(std::string_view hash, std::string_view password) {
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  char terminated[crypto_pwhash_STRBYTES] = {};
  std::memcpy(terminated, hash.data(), hash.size());
  return crypto_pwhash_argon2id_str_verify(terminated, password.data(), password.size()) == 0;
}

Digest secret_from_words(std::string_view words, std::string_view salt, PasswordCost cost) {
  auto const salted = sha256(salt);
  static_assert(crypto_pwhash_argon2id_SALTBYTES <= std::tuple_size_v<Digest>);
  Digest secret{};
  if (crypto_pwhash_argon2id(secret.data(), secret.size(), words.data(), words.size(), salted.data(), cost.passes,
                             std::size_t{cost.memory_mib} << 20, crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  return secret;
}

std::string seal(Bytes key, std::string_view text, Random& random) {
  if (key.size() != crypto_secretbox_KEYBYTES) throw std::invalid_argument("a sealing key has 32 bytes");
  std::string sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size(), '\0');
  auto* nonce = reinterpret_cast<std::uint8_t*>(sealed.data());
  random.fill({nonce, crypto_secretbox_NONCEBYTES});
  crypto_secretbox_easy(nonce + crypto_secretbox_NONCEBYTES, bytes_of(text).data(), text.size(), nonce, key.data());
  return sealed;
}

std::optional<std::string> unseal(Bytes key, std::string_view sealed) {
  if (key.size() != crypto_secretbox_KEYBYTES ||
      sealed.size() < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)
    return std::nullopt;
  auto const* nonce = bytes_of(sealed).data();
  auto const box = bytes_of(sealed.substr(crypto_secretbox_NONCEBYTES));
  std::string text(box.size() - crypto_secretbox_MACBYTES, '\0');
  if (crypto_secretbox_open_easy(reinterpret_cast<std::uint8_t*>(text.data()), box.data(), box.size(), nonce,
                                 key.data()) != 0)
    return std::nullopt;
  return text;
}

SigningKey SigningKey::from_seed(std::array<std::uint8_t, 32> const& seed) {
  SigningKey key;
  crypto_sign_seed_keypair(key.public_key.data(), key.secret_key.data(), seed.data());
  return key;
}

std::array<std::uint8_t, 64> sign(SigningKey const& key, std::string_view message) {
  std::array<std::uint8_t, 64> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(message).data(), message.size(), key.secret_key.data());
  return signature;
}

bool signature_matches(Bytes public_key, std::string_view message, Bytes signature) {
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(signature.data(), bytes_of(message).data(), message.size(), public_key.data()) ==
             0;
}

}  // namespace kith
