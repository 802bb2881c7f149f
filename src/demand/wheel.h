// What is still to happen, in order. A hierarchy of calendars: a wheel of 1,024 narrow slots, one of 1,024 slots as
// wide as the whole first wheel, and so on; an event waits in the coarsest wheel that its distance asks for and is
// dealt out when its slot comes up. Only the slot being read is sorted, and the model's own rate of events chooses the
// width so that a slot holds a few. Pushing and popping then cost the same however many people have a case open.
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
  // Forgets everything. Slots of the finest wheel are 2^width_bits milliseconds wide; time begins at 0.
  void start(int width_bits) {
    width_bits_ = width_bits;
    for (auto& wheel : wheels_) {
      wheel.head.fill(none);
      wheel.filled.fill(0);
    }
    nodes_.clear();
    free_ = none;
    slot_ = 0;
    now_.clear();
  }

  // Not before the last event popped.
  void push(Event event) {
    auto const slot = static_cast<std::uint64_t>(event.ms) >> width_bits_;
    if (slot <= slot_) {
      push_now(event);
      return;
    }
    // The highest bit in which the slot differs from the present one says which wheel turns it up.
    auto const level = static_cast<unsigned>(std::bit_width(slot ^ slot_) - 1) / slot_bits;
    put(std::min(level, levels - 1), slot, event);
  }

  // False when nothing is left.
  bool pop(Event& event) {
    while (now_.empty())
      if (!turn()) return false;
    event = now_.back();
    now_.pop_back();
    return true;
  }

 private:
  static constexpr unsigned slot_bits = 10;
  static constexpr unsigned slots = 1u << slot_bits;
  static constexpr unsigned levels = 6;  // 2^60 milliseconds, more than any horizon
  static constexpr std::uint32_t none = ~0u;

  struct Node {
    Event event;
    std::uint32_t next;
  };
  struct Wheel {
    std::array<std::uint32_t, slots> head;
    std::array<std::uint64_t, slots / 64> filled;  // one bit a slot
  };

  // The slot being read is kept latest first, so that the next event is at the back.
  void push_now(Event event) {
    now_.push_back(event);
    std::size_t at = now_.size() - 1;
    Event* const events = now_.data();
    for (; at > 0 && events[at - 1].before(event); --at) events[at] = events[at - 1];
    events[at] = event;
  }

  void put(unsigned level, std::uint64_t slot, Event event) {
    auto const place = static_cast<unsigned>(slot >> (level * slot_bits)) & (slots - 1);
    std::uint32_t node = free_;
    if (node == none) {
      node = static_cast<std::uint32_t>(nodes_.size());
      nodes_.push_back({});
    } else {
      free_ = nodes_.data()[node].next;
    }
    Wheel& wheel = wheels_.data()[level];
    std::uint32_t& head = wheel.head.data()[place];
    nodes_.data()[node] = {event, head};
    head = node;
    wheel.filled.data()[place / 64] |= std::uint64_t{1} << (place % 64);
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

  // Moves to the next filled slot of the finest wheel that has one and deals its events out.
  bool turn() {
    for (unsigned level = 0; level < levels; ++level) {
      Wheel& wheel = wheels_.data()[level];
      unsigned const shift = level * slot_bits;
      auto const here = static_cast<unsigned>(slot_ >> shift) & (slots - 1);
      unsigned const place = next_filled(wheel, here + 1);
      if (place == slots) continue;
      std::uint64_t const above = slot_ >> (shift + slot_bits);
      slot_ = ((above << slot_bits) | place) << shift;
      std::uint32_t node = wheel.head.data()[place];
      wheel.head.data()[place] = none;
      wheel.filled.data()[place / 64] &= ~(std::uint64_t{1} << (place % 64));
      level == 0 ? read(node) : deal(node);
      return true;
    }
    return false;
  }

  void read(std::uint32_t node) {
    while (node != none) {
      Node& at = nodes_.data()[node];
      std::uint32_t const next = at.next;
      if (now_.size() < 24)
        push_now(at.event);
      else
        now_.push_back(at.event);
      at.next = free_;
      free_ = node;
      node = next;
    }
    if (now_.size() > 24)
      std::sort(now_.begin(), now_.end(), [](Event const& a, Event const& b) { return b.before(a); });
  }

  void deal(std::uint32_t node) {
    while (node != none) {
      Node const at = nodes_.data()[node];
      nodes_.data()[node].next = free_;
      free_ = node;
      push(at.event);
      node = at.next;
    }
  }

  int width_bits_ = 0;
  std::uint64_t slot_ = 0;  // the slot being read, counted from time 0
  std::array<Wheel, levels> wheels_;
  std::vector<Node> nodes_;
  std::uint32_t free_ = none;
  std::vector<Event> now_;
};

}  // namespace kith::demand
