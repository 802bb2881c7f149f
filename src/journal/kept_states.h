// The states of the things that commands last worked on, each folded from its history, so that the next command on one
// of them reads nothing. Only the writer has them: nobody else appends, so they stay what the histories come to.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "journal/envelope.h"

namespace kith::journal {

// A state that a history comes to: it begins as State{} and `evolve(state, recorded)` takes it over one event.
template <class State>
concept Evolving = std::default_initializable<State> && std::copy_constructible<State> &&
    requires(State& state, Recorded const& recorded) {
  evolve(state, recorded);
};

// Where a stream stands. A picture of one moment: what is appended later does not change it.
template <Evolving State>
struct Standing {
  std::int64_t version = 0;  // of the last event; 0 when the stream has none
  std::shared_ptr<State const> state;

  State const& operator*() const { return *state; }
  State const* operator->() const { return state.get(); }
};

class KeptStates {
 public:
  // At most twice this many are kept. A large council has some thousands of requests open at one time, with the
  // children they are about; one takes a kilobyte or two.
  explicit KeptStates(std::size_t limit = 8192) : limit_(limit) {}

  // How a state of one type goes over one event; it also tells the types apart.
  using Step = std::shared_ptr<void const> (*)(void const* before, Recorded const& recorded);
  template <Evolving State>
  static std::shared_ptr<void const> step(void const* before, Recorded const& recorded) {
    auto after = std::make_shared<State>(*static_cast<State const*>(before));
    evolve(*after, recorded);
    return after;
  }

  struct Kept {
    std::int64_t version = 0;
    Step step = nullptr;
    std::shared_ptr<void const> state;
  };
  // nullptr when the stream is not kept. Valid until the next call of anything else.
  Kept const* find(StreamId const& stream);
  void keep(StreamId const& stream, Kept kept);

  void append(Recorded const& recorded);  // takes the state of its stream, if it is kept, over this event
  void forget(StreamId const& stream);
  void forget_all();

  // What a history comes to.
  template <Evolving State>
  static Standing<State> fold(std::vector<Recorded> const& history) {
    auto state = std::make_shared<State>();
    for (auto const& recorded : history) evolve(*state, recorded);
    return {history.empty() ? 0 : history.back().header.version, std::move(state)};
  }

 private:
  struct Hash {
    std::size_t operator()(StreamId const& stream) const noexcept {
      return std::hash<Id<struct Stream>>{}(Id<struct Stream>{stream});
    }
  };
  using Shelf = std::unordered_map<StreamId, Kept, Hash>;

  // What was used lately, and what was used before that. When the first is full the second is thrown away and the first
  // takes its place; whatever is used moves back to the first.
  std::size_t limit_;
  Shelf recent_;
  Shelf older_;
};

}  // namespace kith::journal
