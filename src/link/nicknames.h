// Forenames by which the same person is commonly known in England.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kith::link {

// A set of nickname groups, one bit each: "alex" belongs to Alexander and to Alexandra. Nothing when none is known.
// `standard` is a standard name (see standard_name); only its first word counts.
struct NicknameGroups {
  std::array<std::uint64_t, 3> bits{};

  bool operator==(NicknameGroups const&) const = default;
};
NicknameGroups nickname_groups(std::string_view standard);
inline bool share_a_group(NicknameGroups const& a, NicknameGroups const& b) {
  return ((a.bits[0] & b.bits[0]) | (a.bits[1] & b.bits[1]) | (a.bits[2] & b.bits[2])) != 0;
}

}  // namespace kith::link
