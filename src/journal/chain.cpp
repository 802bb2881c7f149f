#include "journal/chain.h"

namespace kith::journal {

namespace {
void add_number(std::string& text, std::int64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) text += static_cast<char>(static_cast<std::uint64_t>(number) >> shift);
}
// Each text goes in with its length before it, so that no two headers share a spelling.
void add_text(std::string& text, std::string_view piece) {
  add_number(text, static_cast<std::int64_t>(piece.size()));
  text += piece;
}
void add_id(std::string& text, RawId const& id) { text += text_of(id.bytes); }
}  // namespace

Digest Chain::commit(std::string_view salt, std::string_view body) { return hasher_.add(salt).add(body).finish(); }

Digest Chain::link(Digest const& previous, Header const& header, Digest const& commitment) {
  text_.clear();
  add_number(text_, header.sequence);
  add_id(text_, header.stream);
  add_number(text_, header.version);
  add_text(text_, header.type);
  add_number(text_, header.type_version);
  add_number(text_, header.occurred_at.ms);
  add_number(text_, header.recorded_at.ms);
  add_id(text_, header.author.actor.raw());
  add_text(text_, header.author.agency);
  add_text(text_, header.author.purpose);
  add_number(text_, header.cause);
  add_id(text_, header.command.raw());
  return hasher_.add(Bytes{previous}).add(text_).add(Bytes{commitment}).finish();
}

}  // namespace kith::journal
