// What happened before in a family's record, and what a command comes to then.
#pragma once

#include <doctest/doctest.h>

#include <set>

#include "family/decide.h"

namespace kith::family::test {

inline Date const today = *Date::of(2026, 11, 10);
inline Instant const now = from_london(today, 10);

template <class Thing>
Id<Thing> id(unsigned char number) {
  RawId raw{};
  raw.bytes.back() = number;
  return Id<Thing>{raw};
}
inline ActorId const pat = id<journal::Actor>(1), max_ = id<journal::Actor>(2);

struct Given {
  Record record;
  ActorId actor = pat;

  // What happened before, by somebody.
  Given& that(Events::Event const& event, ActorId by = pat) {
    auto encoded = Events::encode(event, now);
    journal::Recorded recorded;
    recorded.header.version = ++record.version;
    recorded.header.type = encoded.type;
    recorded.header.type_version = encoded.type_version;
    recorded.header.author.actor = by;
    recorded.body = encoded.body;
    evolve(record, recorded);
    return *this;
  }
  template <class Command>
  std::set<std::string> when(Command const& command, Instant at = now) const {
    auto const decided = decide(record, command, {at, london_date(at), actor});
    std::set<std::string> codes;
    if (decided) {
      for (auto const& event : *decided)
        codes.insert(std::visit([](auto const& e) { return std::string{e.event.type}; }, event));
      return codes;
    }
    codes.insert(decided.error().code);
    for (auto const& field : decided.error().fields) codes.insert(field.code);
    return codes;
  }
};
using Codes = std::set<std::string>;

}  // namespace kith::family::test
