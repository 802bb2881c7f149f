// Html is markup that is safe to send: the only way to make it is from text, which is escaped, or from a template known
// when compiled, whose holes take typed values.
//
//   Html row = markup("<tr><td>{}</td><td><a href=\"{}\">{}</a></td></tr>", name, url("/families/{}", id), "Open");
//
// There is no way to pass a run-time string through unescaped.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/id.h"
#include "base/personal.h"
#include "html/attributes.h"
#include "html/markup_template.h"
#include "html/markup_writer.h"
#include "html/url.h"

namespace kith::html {

class Html;

// Appends `text` with & < > " ' written as entities: safe between tags and inside a quoted attribute.
void append_escaped(std::string& to, std::string_view text);

// The level of a heading, 1 to 6; anything outside is brought to the nearest.
struct HeadingLevel {
  int level = 2;

  constexpr HeadingLevel(int wanted = 2) : level(wanted < 1 ? 1 : wanted > 6 ? 6 : wanted) {}  // NOLINT: implicit
};

// Further classes in `class="govuk-tag{}"`: written with a blank before them, or nothing at all.
struct ExtraClasses {
  std::string_view classes;
};
inline ExtraClasses extra(std::string_view classes) { return {classes}; }

// A number with at most `places` decimals and no trailing zeros, for coordinates: fixed(2.50, 2) is "2.5".
struct Fixed {
  double value = 0;
  int places = 2;
};
inline Fixed fixed(double value, int places) { return {value, places}; }

namespace detail {

template <class T>
concept Number = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
                 !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

template <class T>
concept Texty = std::convertible_to<T const&, std::string_view>;
// A personal value: a page may show it, because who may see the page was decided before.
template <class T>
concept Revealing = requires(T const& value) {
  { value.reveal() } -> Texty;
};
// Url and Id.
template <class T>
concept HasText = requires(T const& value) {
  { value.text() } -> Texty;
};

// Everything that reads as text: written escaped, between tags or inside an attribute.
template <class T>
concept Text = Texty<T> || Number<T> || Revealing<T>;
template <class T>
concept AttributeText = Text<T> || HasText<T> || std::same_as<T, ExtraClasses> || std::same_as<T, Fixed>;
template <class T>
concept InTag = std::same_as<T, Attribute> || std::same_as<T, Attributes>;

// May a value of type T stand in this place of a template?
template <class T>
consteval bool fits(Place place) {
  switch (place) {
    case Place::content:
      return (AttributeText<T> && !std::same_as<T, ExtraClasses>) || std::same_as<T, Html>;
    case Place::attribute:
      return AttributeText<T>;
    case Place::address:
      return std::same_as<T, Url>;
    case Place::attributes:
      return InTag<T>;
    case Place::heading:
      return std::same_as<T, HeadingLevel>;
  }
  return false;
}

void write_text(Writer& to, std::string_view text);  // escaped
void write_fixed(Writer& to, Fixed number);
void write_attribute(Writer& to, Attribute const& present);

template <class T>
void write(Writer& to, T const& value) {
  if constexpr (std::same_as<T, Html>) {
    to.append(value.source());
  } else if constexpr (Texty<T>) {
    write_text(to, value);
  } else if constexpr (Number<T>) {
    to.append_number(value);
  } else if constexpr (Revealing<T>) {
    write_text(to, value.reveal());
  } else if constexpr (HasText<T>) {
    write_text(to, value.text());
  } else if constexpr (std::same_as<T, ExtraClasses>) {
    if (value.classes.empty()) return;
    to.append(' ');
    write_text(to, value.classes);
  } else if constexpr (std::same_as<T, Fixed>) {
    write_fixed(to, value);
  } else if constexpr (std::same_as<T, HeadingLevel>) {
    to.append(static_cast<char>('0' + value.level));
  } else if constexpr (std::same_as<T, Attribute>) {
    if (value.present) write_attribute(to, value);
  } else if constexpr (std::same_as<T, Attributes>) {
    for (auto const& attribute : value) write(to, attribute);
  }
}

// About how many bytes `write` will append, so that a string grows once: exact for markup, which may be a whole page.
template <class T>
std::size_t room_for(T const& value) {
  if constexpr (std::same_as<T, Html>)
    return value.source().size();
  else if constexpr (Texty<T>)
    return std::string_view{value}.size() + 8;
  else
    return 24;
}

}  // namespace detail

// A template for exactly these values.
template <class... Values>
class MarkupTemplate {
 public:
  template <std::size_t N>
  consteval MarkupTemplate(char const (&literal)[N]) : text_(literal, N - 1) {  // NOLINT: implicit
    std::array<detail::Hole, sizeof...(Values)> holes{};
    std::size_t count = 0;
    auto found = [&](detail::Hole hole) {
      if (count == holes.size()) throw "the template has more holes than there are values";
      holes[count++] = hole;
    };
    detail::TemplateReader(text_, found).read();
    if (count != holes.size()) throw "there are more values than the template has holes";
    [[maybe_unused]] std::size_t next = 0;
    if (!(detail::fits<std::remove_cvref_t<Values>>(holes[next++].place) && ...))
      throw "a value of this type does not belong in its hole: text in content, Url in href, Attributes in a tag";
    for (std::size_t i = 0; i < count; ++i) positions_[i] = holes[i].position;
  }

  // Inlined where the template stands, because there the compiler knows its pieces: it stores the short ones as
  // numbers, which is quicker than copying them and takes less room in the program, too.
  [[gnu::always_inline]] void write(std::string& to, Values const&... values) const {
    if constexpr (sizeof...(Values) == 0) {
      to += text_;
      return;
    }
    detail::Writer writer(to);
    std::size_t from = 0, next = 0;
    ((writer.append(between(from, positions_[next])), detail::write(writer, values), from = positions_[next++] + 2),
     ...);
    writer.append(between(from, text_.size()));
    writer.finish();
  }
  constexpr std::size_t size() const { return text_.size(); }

 private:
  std::string_view between(std::size_t from, std::size_t to) const { return {text_.data() + from, to - from}; }

  std::string_view text_;
  std::array<std::uint32_t, sizeof...(Values)> positions_{};
};

class Html {
 public:
  Html() = default;
  // Text becomes Html by being escaped, so that a component's `.text` takes either.
  template <detail::Text T>
  Html(T const& text) {  // NOLINT: implicit on purpose, escaping is always safe
    if constexpr (detail::Texty<T>)
      append_escaped(source_, text);
    else if constexpr (detail::Revealing<T>)
      append_escaped(source_, text.reveal());
    else
      source_ = std::to_string(text);
  }

  // Appends a template, its holes filled; the fast way to make long lists.
  template <class... Values>
  [[gnu::always_inline]] Html& add(MarkupTemplate<std::type_identity_t<Values>...> literal, Values const&... values) {
    literal.write(source_, values...);
    return *this;
  }
  Html& operator+=(Html const& more) {
    source_ += more.source_;
    return *this;
  }
  friend Html operator+(Html left, Html const& right) {
    left += right;
    return left;
  }

  Html& reserve(std::size_t bytes) {
    source_.reserve(bytes);
    return *this;
  }
  bool empty() const { return source_.empty(); }
  // The markup itself, to send or to measure.
  std::string const& source() const& { return source_; }
  std::string source() && { return std::move(source_); }
  bool operator==(Html const&) const = default;

 private:
  friend struct TrustedMarkup;  // the tests' own door, for the markup inside published fixtures; not defined in src
  std::string source_;
};

// Html from a literal template and its values; see the head of this file.
template <class... Values>
[[gnu::always_inline]] inline Html markup(MarkupTemplate<std::type_identity_t<Values>...> literal,
                                          Values const&... values) {
  Html html;
  html.reserve((literal.size() + ... + detail::room_for(values)));
  html.add<Values...>(literal, values...);
  return html;
}

// The text, escaped.
inline Html text(std::string_view text) { return Html(text); }

// The parts with `separator` between them.
Html join(std::span<Html const> parts, Html const& separator = {});

// What `render` makes of each item, one after another.
template <class Items, class Render>
Html each(Items const& items, Render&& render) {
  Html all;
  for (auto const& item : items) all += render(item);
  return all;
}

}  // namespace kith::html
