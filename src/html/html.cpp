#include "html/html.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

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

// Eight bytes that are all this one.
constexpr std::uint64_t eight_of(unsigned char byte) { return 0x0101010101010101U * byte; }

// Is one of these eight bytes written as an entity? With its last bit set & is ', with its second < is >. A byte that
// is what it is compared with becomes 0, and 0 less 1 has the highest bit; bytes that had that bit before, which are of
// other scripts, do not count.
inline bool any_of_eight(char const* at) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, at, sizeof eight);
  auto const quotes = (eight ^ eight_of('"')) - eight_of(1);
  auto const ampersands = ((eight | eight_of(1)) ^ eight_of('\'')) - eight_of(1);
  auto const brackets = ((eight | eight_of(2)) ^ eight_of('>')) - eight_of(1);
  return ((quotes | ampersands | brackets) & ~eight & eight_of(0x80)) != 0;
}

// Most text has nothing to escape, so it is looked at eight bytes at a time; the last eight may overlap others.
inline bool is_plain(std::string_view text) {
  if (text.size() < 8)
    return std::all_of(text.begin(), text.end(), [](char c) { return entity_of[static_cast<unsigned char>(c)] == 0; });
  auto const* const last = text.data() + text.size() - 8;
  for (auto const* at = text.data(); at < last; at += 8)
    if (any_of_eight(at)) return false;
  return !any_of_eight(last);
}

// Runs of plain characters are copied whole.
template <class To>
[[gnu::noinline]] void append_runs(To& to, std::string_view text) {
  std::size_t run = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto const entity = entity_of[static_cast<unsigned char>(text[at])];
    if (entity == 0) continue;
    if (at > run) to.append(text.substr(run, at - run));
    to.append(entities[entity - 1]);
    run = at + 1;
  }
  to.append(text.substr(run));
}

// Escaped, to a string or to the writer of a template.
template <class To>
inline void append_text(To& to, std::string_view text) {
  if (is_plain(text))
    to.append(text);
  else
    append_runs(to, text);
}

// Coordinates are small and need two decimals at most: as whole hundredths, or tenths, they are written in a fifth of
// the time.
template <unsigned power>
char* write_parts(char* at, double number) {
  auto const whole = std::lrint(number * power);
  if (whole < 0) *at++ = '-';
  auto const parts = static_cast<unsigned>(std::abs(whole));
  at = std::to_chars(at, at + 12, parts / power).ptr;
  if (unsigned left = parts % power; left != 0) {
    *at++ = '.';
    for (unsigned place = power / 10; left != 0; place /= 10) {
      *at++ = static_cast<char>('0' + left / place);
      left %= place;
    }
  }
  return at;
}

}  // namespace

void append_escaped(std::string& to, std::string_view text) { append_text(to, text); }

std::optional<AttributeName> AttributeName::parse(std::string_view name) {
  if (!detail::is_plain_attribute_name(name)) return std::nullopt;
  AttributeName parsed;
  parsed.name_ = name;
  return parsed;
}

namespace detail {

void write_text(Writer& to, std::string_view text) { append_text(to, text); }

void write_fixed(Writer& to, Fixed number) {
  if (number.places <= 2 && std::abs(number.value) < 1e6) {
    auto* const at = to.space(24);
    return to.take(number.places == 2   ? write_parts<100>(at, number.value)
                   : number.places == 1 ? write_parts<10>(at, number.value)
                                        : write_parts<1>(at, number.value));
  }
  char digits[64];
  auto end = std::to_chars(digits, digits + sizeof digits, number.value, std::chars_format::fixed, number.places).ptr;
  std::string_view text(digits, static_cast<std::size_t>(end - digits));
  if (text.find('.') != std::string_view::npos) {
    while (text.ends_with('0')) text.remove_suffix(1);
    if (text.ends_with('.')) text.remove_suffix(1);
  }
  to.append(text == "-0" ? "0" : text);
}

void write_attribute(Writer& to, Attribute const& attribute) {
  to.append(' ');
  to.append(attribute.name.text());
  if (!attribute.value) return;
  to.append("=\"");
  write_text(to, *attribute.value);
  to.append('"');
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
