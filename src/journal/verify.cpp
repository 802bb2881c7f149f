#include "journal/verify.h"

#include <fmt/format.h>

#include <unordered_map>
#include <unordered_set>

#include "base/codec.h"
#include "journal/events.h"

namespace kith::journal {

namespace {

// Checkpoints by sequence: the stored ones and the outside ones, checked as the walk passes them.
class Walk {
 public:
  Walk(std::vector<Checkpoint> const& stored, std::vector<Checkpoint> const& outside,
       std::optional<std::array<std::uint8_t, 32>> const& trusted_key) {
    for (auto const* list : {&stored, &outside})
      for (auto const& checkpoint : *list) {
        if (!signature_holds(checkpoint) || (trusted_key && checkpoint.public_key != *trusted_key))
          forged_ = std::min(forged_.value_or(checkpoint.sequence), checkpoint.sequence);
        waiting_.emplace(checkpoint.sequence, checkpoint);
        last_ = std::max(last_, checkpoint.sequence);
      }
  }

  void take(Entry const& entry) {
    if (report.fault) return;
    auto const& header = entry.recorded.header;
    std::int64_t const expected = report.entries + 1;
    if (header.sequence != expected)
      return fail(expected,
                  fmt::format("Entry {} is missing: the next one in the journal is {}.", expected, header.sequence));
    Digest const commitment = commitment_of(entry);
    if (report.fault) return;
    chain_ = hashing_.link(chain_, header, commitment);
    if (text_of(chain_) != entry.chain)
      return fail(
          expected,
          fmt::format("Entry {} is not the one that was written: its place in the chain does not fit.", expected));
    ++report.entries;
    check_checkpoints();
  }

  void finish() {
    if (report.fault) return;
    if (forged_)
      return fail(*forged_, fmt::format("The checkpoint at {} is not signed by this system's key.", *forged_));
    if (last_ > report.entries)
      return fail(report.entries + 1,
                  fmt::format("The journal ends at {}, but a checkpoint was signed at {}: entries {} to {} are gone.",
                              report.entries, last_, report.entries + 1, last_));
    for (auto const& [sequence, number] : missing_)
      if (!redacted_.contains(sequence))
        return fail(sequence,
                    fmt::format("The content of entry {} is gone, and no entry says that it was redacted.", sequence));
    report.redacted = static_cast<std::int64_t>(missing_.size());
  }

  ChainReport report;

 private:
  void fail(std::int64_t sequence, std::string sentence) { report.fault = ChainFault{sequence, std::move(sentence)}; }

  Digest commitment_of(Entry const& entry) {
    auto const sequence = entry.recorded.header.sequence;
    Digest stored{};
    if (entry.commitment.size() == stored.size())
      std::copy(entry.commitment.begin(), entry.commitment.end(), stored.begin());
    if (!entry.recorded.body) {
      missing_.emplace(sequence, 1);
      return stored;
    }
    if (hashing_.commit(entry.salt, *entry.recorded.body) != stored)
      fail(sequence, fmt::format("The content of entry {} is not what was written.", sequence));
    if (entry.recorded.header.type == PayloadRedacted::event.type) {
      for (auto redacted : codec::from_json<PayloadRedacted>(*entry.recorded.body).sequences)
        redacted_.insert(redacted);
    }
    return stored;
  }

  void check_checkpoints() {
    auto [first, last] = waiting_.equal_range(report.entries);
    for (auto it = first; it != last; ++it) {
      if (it->second.chain != chain_)
        return fail(agreed_ + 1,
                    fmt::format("The journal was written again after entry {}: the checkpoint signed at {} "
                                "does not fit it.",
                                agreed_, report.entries));
      ++report.checkpoints;
    }
    if (first != last) agreed_ = report.entries;
  }

  Chain hashing_;
  Digest chain_{};
  std::unordered_multimap<std::int64_t, Checkpoint> waiting_;
  std::unordered_map<std::int64_t, int> missing_;
  std::unordered_set<std::int64_t> redacted_;
  std::optional<std::int64_t> forged_;
  std::int64_t last_ = 0;
  std::int64_t agreed_ = 0;
};

}  // namespace

ChainReport verify_chain(sql::Connection& connection, std::vector<Checkpoint> const& outside,
                         std::optional<std::array<std::uint8_t, 32>> const& trusted_key) {
  Walk walk(stored_checkpoints(connection), outside, trusted_key);
  for_each_entry(connection, 0, [&](Entry const& entry) { walk.take(entry); });
  walk.finish();
  return std::move(walk.report);
}

}  // namespace kith::journal
