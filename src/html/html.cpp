#include "html/html.h"

#include <array>

namespace kith::html {

namespace {

// For each byte the entity that stands for it, or nothing for the many that stand for themselves.
constexpr auto entities = [] {
  std::array<std::string_view, 256> table{};
  table['&'] = "&amp;";
  table['<'] = "&lt;";
  table['>'] = "&gt;";
  table['"'] = "&quot;";
  table['\''] = "&#39;";
  return table;
}();

}  // namespace

void append_escaped(std::string& to, std::string_view text) {
  // Runs of plain characters are copied whole: most text has nothing to escape.
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto entity = entities[static_cast<unsigned char>(text[i])];
    if (entity.empty()) continue;
    to.append(text, copied, i - copied);
    to += entity;
    copied = i + 1;
  }
  to.append(text, copied);
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
