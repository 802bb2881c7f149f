// Event bodies: any bytes are read or refused, and what is read is written the same way for ever after. The first byte
// says which event, the second which version it claims to be.
#include "base/codec.h"

#include <cstdlib>

#include "every_event.h"
#include "journal/envelope.h"
#include "journal/event_codec.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static auto const all = kith::fuzz::every_event();
  if (size < 2) return 0;
  auto const& event = all[data[0] % all.size()];
  kith::journal::Recorded recorded;
  recorded.header.type = event.type;
  recorded.header.type_version = data[1] % 3;
  recorded.body = std::string(reinterpret_cast<char const*>(data) + 2, size - 2);
  std::string written;
  try {
    written = event.again(recorded);
  } catch (kith::codec::DecodeFault const&) {
    return 0;
  } catch (kith::journal::NewerThanProgram const&) {
    return recorded.header.type_version > event.version ? 0 : (std::abort(), 0);
  }
  // What was read once is read again, whatever it was: a fault from here on is a fault of ours.
  recorded.header.type_version = event.version;
  recorded.body = written;
  if (event.again(recorded) != written) std::abort();
  return 0;
}
