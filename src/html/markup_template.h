// Templates of markup, read by the compiler. A template is a literal such as `<a class="govuk-link" href="{}">{}</a>`:
// the compiler counts its holes, knows where each one stands, and refuses a value that does not belong there. What goes
// wrong is a compile error at the word `throw` below whose text explains it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "html/attributes.h"
#include "html/url.h"

namespace kith::html::detail {

// Where a hole stands.
enum class Place : std::uint8_t {
  content,     // between tags: text, or Html
  attribute,   // inside a quoted attribute: text only
  address,     // the whole of href="", src="", action="": a Url only
  attributes,  // in a tag after its last attribute: Attribute or Attributes
  heading,     // the digit of <h{}>: a HeadingLevel
};

struct Hole {
  std::uint32_t position = 0;
  Place place = Place::content;
};

// Reads a template once, from left to right, and hands each hole to `found`. Anything doubtful is refused: unquoted
// attributes, code in attributes, stray braces, unsafe addresses.
template <class Found>
class TemplateReader {
 public:
  consteval TemplateReader(std::string_view text, Found found) : text_(text), found_(found) {}

  consteval void read() {
    while (!at_end()) {
      if (here() == '<')
        read_tag();
      else if (!take_hole(Place::content))
        ++at_;
    }
  }

 private:
  constexpr bool at_end() const { return at_ >= text_.size(); }
  constexpr char here() const {
    if (at_end()) throw "the template ends inside a tag";
    return text_[at_];
  }
  constexpr bool take(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }

  constexpr bool take_hole(Place place) {
    if (take("{}")) {
      found_(Hole{static_cast<std::uint32_t>(at_ - 2), place});
      return true;
    }
    if (here() == '{' || here() == '}') throw "braces only as {}: text belongs in a value";
    return false;
  }

  constexpr std::string_view read_name() {
    auto begin = at_;
    while (is_name_character(here())) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  constexpr void read_tag() {
    ++at_;
    if (take("!")) return read_declaration();
    bool closing = take("/");
    auto name = read_name();
    if (name.empty()) throw "'<' opens a tag; write &lt; for the sign";
    if (name == "style" || name == "iframe" || name == "object" || name == "embed" || name == "base")
      throw "an element that pages never use";
    if (name == "h" && !take_hole(Place::heading)) throw "a heading is <h1> to <h6> or <h{}>";
    while (!take(">")) read_attribute_or_end(closing);
    if (name == "script" && !closing) read_script();
  }

  constexpr void read_declaration() {
    while (here() != '>') {
      if (here() == '{' || here() == '}') throw "no holes in a declaration";
      ++at_;
    }
    ++at_;
  }

  // The text of a script is the template's own, without holes: no value ever becomes code.
  constexpr void read_script() {
    while (!take("</script>")) {
      if (text_.substr(at_).starts_with("{}")) throw "no holes inside a script";
      here();
      ++at_;
    }
  }

  constexpr void read_attribute_or_end(bool closing) {
    if (take(" ") || take("\n") || take("/")) return;
    if (closing) throw "a closing tag has no attributes";
    if (take_hole(Place::attributes)) return;
    auto name = read_name();
    if (name.empty()) throw "an attribute's name was expected";
    if (holds_code(name)) throw "no style, event handler or other code in attributes";
    if (!take("=")) return;
    if (!take("\"")) throw "attribute values are in double quotes";
    takes_url(name) ? read_address() : read_value();
  }

  constexpr void read_value() {
    while (!take("\""))
      if (!take_hole(Place::attribute)) ++at_;
  }

  constexpr void read_address() {
    if (take_hole(Place::address)) {
      if (!take("\"")) throw "an address is one Url: build it with url() or with()";
      return;
    }
    auto begin = at_;
    for (; here() != '"'; ++at_)
      if (here() == '{' || here() == '}') throw "an address is one Url: build it with url() or with()";
    if (!is_safe_url(text_.substr(begin, at_ - begin))) throw "not an address a page may link to";
    ++at_;
  }

  std::string_view text_;
  Found found_;
  std::size_t at_ = 0;
};

}  // namespace kith::html::detail
