// Events to come, in order. A hierarchy of calendars: a fine one of 4,096 narrow slots, then wheels of 1,024 slots,
// each slot as wide as the whole calendar before it. An event waits in the coarsest that its distance asks for and is
// dealt out when its slot comes up. The model's own rate of events chooses the width so that few fine slots hold two;
// each keeps its events in order, and two levels of bits find the first filled one without a branch to guess wrong.
// Pushing and popping then cost the same however many people have a case open.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace kith::demand {

// Two events at one millisecond come in the order of `tie`, so that a run has one history only.
struct Event {
  std::int64_t ms;
  std::uint64_t tie;

  bool before(Event const& other) const { return ms != other.ms ? ms < other.ms : tie < other.tie; }
};

class EventWheel {
 public:
  // Forgets everything. Fine slots are 2^width_bits milliseconds wide; time begins at 0.
  void start(int width_bits) {
    width_bits_ = width_bits;
    fine_head_.fill(none);
    fine_filled_.fill(0);
    words_filled_ = 0;
    for (auto& wheel : wheels_) {
      wheel.head.fill(none);
      wheel.filled.fill(0);
    }
    crowd_.clear();
    nodes_.clear();
    free_ = none;
    slot_ = 0;
  }

  // Not before the last event popped.
  [[gnu::always_inline]] void push(Event event) {
    std::uint32_t node = free_;
    if (node == none) [[unlikely]]
      node = new_node();
    else
      free_ = nodes_.data()[node].next;
    nodes_.data()[node].event.ms = event.ms;
    nodes_.data()[node].event.tie = event.tie;
    link(node, event);
  }

  // False when nothing is left.
  [[gnu::always_inline]] bool pop(Event& event) {
    if (words_filled_ == 0 || !crowd_.empty()) [[unlikely]] {
      while (words_filled_ == 0 && crowd_.empty())
        if (!turn()) return false;
      if (!crowd_.empty() && (words_filled_ == 0 || crowd_.front().before(nodes_.data()[first()].event))) {
        pop_of_crowd(event);
        return true;
      }
    }
    auto const word = static_cast<unsigned>(std::countr_zero(words_filled_));
    std::uint64_t const bits = fine_filled_.data()[word];
    std::uint32_t& head = fine_head_.data()[word * 64 + static_cast<unsigned>(std::countr_zero(bits))];
    Node& node = nodes_.data()[head];
    // Half by half, as it was written: a wider load would have to wait for both halves to reach the cache.
    event.ms = node.event.ms;
    event.tie = node.event.tie;
    std::uint32_t const next = node.next;
    node.next = free_;
    free_ = head;
    head = next;
    std::uint64_t const left = next == none ? bits & (bits - 1) : bits;
    fine_filled_.data()[word] = left;
    words_filled_ = left == 0 ? words_filled_ & (words_filled_ - 1) : words_filled_;
    return true;
  }

 private:
  static constexpr unsigned fine_bits = 12;
  static constexpr unsigned fine_slots = 1u << fine_bits;
  static constexpr unsigned slot_bits = 10;
  static constexpr unsigned slots = 1u << slot_bits;
  static constexpr unsigned levels = 5;  // with the fine ones 2^62 milliseconds, more than any horizon
  static constexpr std::uint32_t none = ~0u;

  struct Node {
    Event event;
    std::uint32_t next;
  };
  struct Wheel {
    std::array<std::uint32_t, slots> head;
    std::array<std::uint64_t, slots / 64> filled;  // one bit a slot
  };

  [[gnu::always_inline]] void link(std::uint32_t node, Event const& event) {
    auto const slot = static_cast<std::uint64_t>(event.ms) >> width_bits_;
    if ((slot ^ slot_) >= fine_slots) return link_coarse(node, slot);
    auto const place = static_cast<unsigned>(slot) & (fine_slots - 1);
    std::uint32_t* at = &fine_head_.data()[place];
    if (*at == none) {
      fine_filled_.data()[place / 64] |= std::uint64_t{1} << (place % 64);
      words_filled_ |= std::uint64_t{1} << (place / 64);
    } else if (!before_in_slot(at, event)) {
      return join_crowd(node);
    }
    nodes_.data()[node].next = *at;
    *at = node;
  }

  // Moves `at` to the first node of its slot that comes later than `event`; false when too many come before.
  bool before_in_slot(std::uint32_t*& at, Event const& event) {
    for (int step = 0; *at != none && nodes_.data()[*at].event.before(event); ++step) {
      if (step == 32) return false;
      at = &nodes_.data()[*at].next;
    }
    return true;
  }

  // Hundreds at one moment, such as all cases open at the beginning: a heap keeps them in order.
  [[gnu::noinline]] void join_crowd(std::uint32_t node) {
    crowd_.push_back(nodes_[node].event);
    std::push_heap(crowd_.begin(), crowd_.end(), later);
    nodes_[node].next = free_;
    free_ = node;
  }
  [[gnu::noinline]] void pop_of_crowd(Event& event) {
    event = crowd_.front();
    std::pop_heap(crowd_.begin(), crowd_.end(), later);
    crowd_.pop_back();
  }
  static bool later(Event const& a, Event const& b) { return b.before(a); }

  [[gnu::noinline]] void link_coarse(std::uint32_t node, std::uint64_t slot) {
    // The highest bit in which the slot differs from the present one says which wheel turns it up.
    auto const level = (static_cast<unsigned>(std::bit_width(slot ^ slot_)) - 1 - fine_bits) / slot_bits;
    auto const place = static_cast<unsigned>(slot >> (fine_bits + level * slot_bits)) & (slots - 1);
    Wheel& wheel = wheels_.data()[level];
    std::uint32_t& head = wheel.head.data()[place];
    nodes_.data()[node].next = head;
    head = node;
    wheel.filled.data()[place / 64] |= std::uint64_t{1} << (place % 64);
  }

  [[gnu::noinline]] std::uint32_t new_node() {
    nodes_.push_back({});
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }

  std::uint32_t first() const {
    auto const word = static_cast<unsigned>(std::countr_zero(words_filled_));
    return fine_head_.data()[word * 64 + static_cast<unsigned>(std::countr_zero(fine_filled_.data()[word]))];
  }

  // The first filled place from `from` on in a wheel, or `slots`.
  static unsigned next_filled(Wheel const& wheel, unsigned from) {
    if (from >= slots) return slots;
    unsigned word = from / 64;
    std::uint64_t bits = wheel.filled.data()[word] & (~std::uint64_t{0} << (from % 64));
    while (bits == 0) {
      if (++word == slots / 64) return slots;
      bits = wheel.filled.data()[word];
    }
    return word * 64 + static_cast<unsigned>(std::countr_zero(bits));
  }

  // Moves to the next filled slot of the finest wheel that has one and deals its events out; false when none has.
  [[gnu::noinline]] bool turn() {
    for (unsigned level = 0; level < levels; ++level) {
      Wheel& wheel = wheels_.data()[level];
      unsigned const shift = fine_bits + level * slot_bits;
      auto const here = static_cast<unsigned>(slot_ >> shift) & (slots - 1);
      unsigned const place = next_filled(wheel, here + 1);
      if (place == slots) continue;
      std::uint64_t const above = slot_ >> (shift + slot_bits);
      slot_ = ((above << slot_bits) | place) << shift;
      std::uint32_t node = wheel.head.data()[place];
      wheel.head.data()[place] = none;
      wheel.filled.data()[place / 64] &= ~(std::uint64_t{1} << (place % 64));
      while (node != none) {
        Node const& at = nodes_.data()[node];
        std::uint32_t const next = at.next;
        link(node, at.event);
        node = next;
      }
      return true;
    }
    return false;
  }

  int width_bits_ = 0;
  std::uint64_t slot_ = 0;          // where the stretch of the fine calendar begins, counted from time 0
  std::uint64_t words_filled_ = 0;  // one bit a word of fine_filled_
  std::uint32_t free_ = none;       // first of the nodes to use again
  std::vector<Node> nodes_;
  std::vector<Event> crowd_;
  std::array<std::uint64_t, fine_slots / 64> fine_filled_;  // one bit a slot
  std::array<std::uint32_t, fine_slots> fine_head_;
  std::array<Wheel, levels> wheels_;
};

}  // namespace kith::demand
