#include "html/html.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kith::html {

namespace {

constexpr std::string_view entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};

// For each byte 0, or one more than the index of the entity that stands for it.
constexpr auto entity_of = [] {
  std::array<std::uint8_t, 256> table{};
  std::uint8_t next = 0;
  for (unsigned char c : {'&', '<', '>', '"', '\''}) table[c] = ++next;
  return table;
}();

}  // namespace

void append_escaped(std::string& to, std::string_view text) {
  // Runs of plain characters are copied whole: most text has nothing to escape.
  auto const* run = text.data();
  auto const* const end = run + text.size();
  for (auto const* at = run; at != end; ++at) {
    auto entity = entity_of[static_cast<unsigned char>(*at)];
    if (entity == 0) continue;
    to.append(run, at);
    to += entities[entity - 1];
    run = at + 1;
  }
  to.append(run, end);
}

std::optional<AttributeName> AttributeName::parse(std::string_view name) {
  if (!detail::is_plain_attribute_name(name)) return std::nullopt;
  AttributeName parsed;
  parsed.name_ = name;
  return parsed;
}

namespace detail {

void write_fixed(std::string& to, Fixed number) {
  char digits[64];
  // Coordinates are small and need two decimals at most: as whole hundredths they are written in a fifth of the time.
  if (number.places <= 2 && std::abs(number.value) < 1e6) {
    static constexpr int powers[] = {1, 10, 100};
    auto const power = powers[std::max(number.places, 0)];
    auto whole = std::llrint(number.value * power);
    if (whole == 0) {
      to += '0';
      return;
    }
    if (whole < 0) to += '-';
    whole = std::abs(whole);
    auto* end = std::to_chars(digits, digits + sizeof digits, whole / power).ptr;
    if (auto const part = static_cast<int>(whole % power); part != 0) {
      *end++ = '.';
      int place = power / 10;
      for (int left = part; left != 0; place /= 10) {
        *end++ = static_cast<char>('0' + left / place);
        left %= place;
      }
    }
    to.append(digits, end);
    return;
  }
  auto end = std::to_chars(digits, digits + sizeof digits, number.value, std::chars_format::fixed, number.places).ptr;
  std::string_view text(digits, static_cast<std::size_t>(end - digits));
  if (text.find('.') != std::string_view::npos) {
    while (text.ends_with('0')) text.remove_suffix(1);
    if (text.ends_with('.')) text.remove_suffix(1);
  }
  to += text == "-0" ? "0" : text;
}

void write_attribute(std::string& to, Attribute const& attribute) {
  if (!attribute.present) return;
  to += ' ';
  to += attribute.name.text();
  if (!attribute.value) return;
  to += "=\"";
  append_escaped(to, *attribute.value);
  to += '"';
}

}  // namespace detail

Html join(std::span<Html const> parts, Html const& separator) {
  Html all;
  bool first = true;
  for (auto const& part : parts) {
    if (!first) all += separator;
    all += part;
    first = false;
  }
  return all;
}

}  // namespace kith::html
