#include "journal/checkpoint.h"

#include <fmt/format.h>

#include <charconv>

namespace kith::journal {

namespace {
auto constexpr first_word = "kith-checkpoint 1";

std::string signed_text(Checkpoint const& c) {
  return fmt::format("{} {} {} {}", first_word, c.sequence, to_hex(c.chain), to_text(c.at));
}

template <std::size_t N>
bool copy_bytes(std::optional<std::string> const& bytes, std::array<std::uint8_t, N>& target) {
  if (!bytes || bytes->size() != N) return false;
  std::copy(bytes->begin(), bytes->end(), target.begin());
  return true;
}
}  // namespace

Checkpoint sign_checkpoint(Head const& head, Instant at, SigningKey const& key) {
  Checkpoint checkpoint{head.sequence, head.chain, at, key.public_key, {}};
  checkpoint.signature = sign(key, signed_text(checkpoint));
  return checkpoint;
}

bool signature_holds(Checkpoint const& c) { return signature_matches(c.public_key, signed_text(c), c.signature); }

std::string to_line(Checkpoint const& c) {
  return fmt::format("{} {} {}", signed_text(c), to_hex(c.public_key), to_hex(c.signature));
}

std::optional<Checkpoint> parse_checkpoint(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    auto const end = std::min(line.find(' '), line.size());
    if (end > 0) words.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  if (words.size() != 7 || words[0] != "kith-checkpoint" || words[1] != "1") return std::nullopt;
  Checkpoint c;
  auto const read = std::from_chars(words[2].data(), words[2].data() + words[2].size(), c.sequence);
  auto const at = parse_instant(words[4]);
  if (read.ec != std::errc{} || !at || !copy_bytes(from_hex(words[3]), c.chain) ||
      !copy_bytes(from_hex(words[5]), c.public_key) || !copy_bytes(from_hex(words[6]), c.signature))
    return std::nullopt;
  c.at = *at;
  return c;
}

void insert(sql::Connection& connection, Checkpoint const& c) {
  connection.post(
      "INSERT INTO checkpoint(sequence, chain, at, public_key, signature) VALUES($1,$2,$3,$4,$5) ON CONFLICT(sequence) "
      "DO NOTHING",
      {c.sequence, sql::BytesView{text_of(c.chain)}, c.at, sql::BytesView{text_of(c.public_key)},
       sql::BytesView{text_of(c.signature)}});
}

namespace {
#define CHECKPOINT_COLUMNS "sequence, chain, at, public_key, signature"

Checkpoint checkpoint_of(sql::Row const& row) {
  Checkpoint c;
  c.sequence = row.integer(0);
  c.at = row.instant(2);
  copy_bytes(std::optional{row.bytes(1)}, c.chain);
  copy_bytes(std::optional{row.bytes(3)}, c.public_key);
  copy_bytes(std::optional{row.bytes(4)}, c.signature);
  return c;
}
}  // namespace

std::vector<Checkpoint> stored_checkpoints(sql::Connection& connection) {
  std::vector<Checkpoint> checkpoints;
  connection.query("SELECT " CHECKPOINT_COLUMNS " FROM checkpoint ORDER BY sequence", {},
                   [&](sql::Row const& row) { checkpoints.push_back(checkpoint_of(row)); });
  return checkpoints;
}

std::optional<Checkpoint> last_checkpoint(sql::Connection& connection) {
  std::optional<Checkpoint> last;
  connection.query("SELECT " CHECKPOINT_COLUMNS " FROM checkpoint ORDER BY sequence DESC LIMIT 1", {},
                   [&](sql::Row const& row) { last = checkpoint_of(row); });
  return last;
}

}  // namespace kith::journal
