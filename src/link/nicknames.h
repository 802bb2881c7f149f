// Forenames by which the same person is commonly known in England.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace kith::link {

// A set of nickname groups, one bit each: "alex" belongs to Alexander and to Alexandra. Nothing when none is known.
// `standard` is a standard name (see standard_name); only its first word counts.
inline constexpr std::size_t most_nickname_groups = 384;
struct NicknameGroups {
  std::array<std::uint64_t, most_nickname_groups / 64> bits{};

  bool operator==(NicknameGroups const&) const = default;
};
// Groups beside those of the English nicknames, each a line of names.
std::span<std::string_view const> more_name_groups();
NicknameGroups nickname_groups(std::string_view standard);
inline bool share_a_group(NicknameGroups const& a, NicknameGroups const& b) {
  for (std::size_t i = 0; i < a.bits.size(); ++i)
    if ((a.bits[i] & b.bits[i]) != 0) return true;
  return false;
}

}  // namespace kith::link
