#include "journal/kept_states.h"

namespace kith::journal {

KeptStates::Kept const* KeptStates::find(StreamId const& stream) {
  if (auto found = recent_.find(stream); found != recent_.end()) return &found->second;
  auto node = older_.extract(stream);
  if (node.empty()) return nullptr;
  keep(stream, std::move(node.mapped()));
  return &recent_.find(stream)->second;
}

void KeptStates::keep(StreamId const& stream, Kept kept) {
  if (recent_.size() >= limit_ && !recent_.contains(stream)) {
    older_ = std::move(recent_);
    recent_.clear();
  }
  older_.erase(stream);
  recent_[stream] = std::move(kept);
}

void KeptStates::append(Recorded const& recorded) {
  auto const* const kept = find(recorded.header.stream);
  if (!kept) return;
  keep(recorded.header.stream, {recorded.header.version, kept->step, kept->step(kept->state.get(), recorded)});
}

void KeptStates::forget(StreamId const& stream) {
  recent_.erase(stream);
  older_.erase(stream);
}

void KeptStates::forget_all() {
  recent_.clear();
  older_.clear();
}

}  // namespace kith::journal
