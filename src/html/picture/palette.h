// The colours of pictures, and how far apart two of them look. The four categories and the three steps are those that
// the Government Analysis Function recommends; no picture tells things apart by colour alone.
#pragma once

#include <array>
#include <string_view>

namespace kith::html::palette {

inline constexpr std::string_view paper = "#ffffff";
inline constexpr std::string_view ink = "#17232a";    // text, outlines of symbols
inline constexpr std::string_view quiet = "#4a5a62";  // axes' words, lines of lesser weight
inline constexpr std::string_view grid = "#cbd5d6";   // rules that only guide the eye; nothing is said by them
inline constexpr std::string_view unusual = "#b3261e";
inline constexpr std::string_view wash = "#dfe8ee";  // broad areas that text lies upon

inline constexpr std::array<std::string_view, 4> categories = {"#12436d", "#28a197", "#801650", "#f46a25"};
// From few to many; text upon each is in the colour beside it.
inline constexpr std::array<std::string_view, 4> steps = {"#e6eff5", "#a3cbe6", "#2073bc", "#12436d"};
inline constexpr std::array<std::string_view, 4> on_steps = {ink, ink, paper, paper};

// The contrast of two colours "#rrggbb" as WCAG 2.2 defines it: 1 (the same) to 21 (black on white).
double contrast(std::string_view one, std::string_view other);

}  // namespace kith::html::palette
