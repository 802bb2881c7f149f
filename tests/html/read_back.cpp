#include "html/read_back.h"

#include <gumbo.h>

namespace {

GumboNode const* paragraph_in(GumboNode const* node) {
  if (node->type != GUMBO_NODE_ELEMENT) return nullptr;
  if (node->v.element.tag == GUMBO_TAG_P) return node;
  for (unsigned i = 0; i < node->v.element.children.length; ++i)
    if (auto const* found = paragraph_in(static_cast<GumboNode const*>(node->v.element.children.data[i]))) return found;
  return nullptr;
}

}  // namespace

ReadBack read_back(std::string const& paragraph) {
  auto* parsed = gumbo_parse(paragraph.c_str());
  ReadBack read;
  if (auto const* found = paragraph_in(parsed->root)) {
    auto const& element = found->v.element;
    if (auto const* title = gumbo_get_attribute(&element.attributes, "title")) read.attribute = title->value;
    for (unsigned i = 0; i < element.children.length; ++i) {
      auto const* child = static_cast<GumboNode const*>(element.children.data[i]);
      bool is_text = child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE;
      read.text += is_text ? child->v.text.text : "<element>";
    }
  }
  gumbo_destroy_output(&kGumboDefaultOptions, parsed);
  return read;
}
