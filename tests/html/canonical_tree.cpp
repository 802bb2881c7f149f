// HTML read by a browser's own rules (gumbo is an HTML5 parser) and written in one canonical form.
#include <gumbo.h>

#include <algorithm>

#include "html/fixtures.h"

namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (char c : text) {
    bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    if (!blank)
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::string joined(std::vector<std::string> const& words) {
  std::string line;
  for (auto const& word : words) line += (line.empty() ? "" : " ") + word;
  return line;
}

std::string name_of(GumboElement const& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  auto piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  return {piece.data, piece.length};
}

std::string attributes_of(GumboElement const& element) {
  std::vector<std::string> attributes;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    auto const* attribute = static_cast<GumboAttribute const*>(element.attributes.data[i]);
    std::string name = attribute->name, value = attribute->value;
    if (name == "class") {
      auto classes = words_of(value);
      std::ranges::sort(classes);
      value = joined(classes);
    }
    attributes.push_back(" [" + name + "=" + value + "]");
  }
  std::ranges::sort(attributes);
  std::string line;
  for (auto const& attribute : attributes) line += attribute;
  return line;
}

void write(GumboNode const& node, std::string& to, std::size_t depth) {
  std::string margin(depth * 2, ' ');
  if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_CDATA) {
    to += margin + "\"" + joined(words_of(node.v.text.text)) + "\"\n";
  } else if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE) {
    auto const& element = node.v.element;
    to += margin + name_of(element) + attributes_of(element) + "\n";
    for (unsigned i = 0; i < element.children.length; ++i)
      write(*static_cast<GumboNode const*>(element.children.data[i]), to, depth + 1);
  }
}

}  // namespace

std::string canonical_tree(std::string const& html) {
  auto* parsed = gumbo_parse(html.c_str());
  std::string tree;
  write(*parsed->root, tree, 0);
  gumbo_destroy_output(&kGumboDefaultOptions, parsed);
  return tree;
}
