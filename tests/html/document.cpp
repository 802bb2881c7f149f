#include "html/document.h"

#include <gumbo.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace {

std::string text_of(GumboNode const& node) {
  if (node.type == GUMBO_NODE_TEXT) return node.v.text.text;
  std::string text;
  if (node.type == GUMBO_NODE_ELEMENT)
    for (unsigned i = 0; i < node.v.element.children.length; ++i)
      text += text_of(*static_cast<GumboNode const*>(node.v.element.children.data[i])) + " ";
  return text;
}

std::vector<std::string> words_of(std::string const& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::string collapsed(std::string const& text) {
  std::string line;
  for (auto const& word : words_of(text)) line += (line.empty() ? "" : " ") + word;
  return line;
}

void collect(GumboNode const& node, std::vector<Element>& to) {
  if (node.type != GUMBO_NODE_ELEMENT) return;
  auto const& element = node.v.element;
  // The parser knows few of the elements of drawings; those it names by their own text.
  std::string name = gumbo_normalized_tagname(element.tag);
  if (element.tag == GUMBO_TAG_UNKNOWN) {
    auto written = element.original_tag;
    gumbo_tag_from_original_text(&written);
    name.assign(written.data, written.length);
  }
  Element one{std::move(name), {}, collapsed(text_of(node))};
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    auto const* attribute = static_cast<GumboAttribute const*>(element.attributes.data[i]);
    one.attributes[attribute->name] = attribute->value;
  }
  to.push_back(std::move(one));
  for (unsigned i = 0; i < element.children.length; ++i)
    collect(*static_cast<GumboNode const*>(element.children.data[i]), to);
}

}  // namespace

Document::Document(std::string const& html) {
  auto* parsed = gumbo_parse(html.c_str());
  collect(*parsed->root, elements);
  gumbo_destroy_output(&kGumboDefaultOptions, parsed);
}

std::vector<Element> Document::named(std::string_view name) const {
  std::vector<Element> found;
  std::ranges::copy_if(elements, std::back_inserter(found), [&](auto const& one) { return one.name == name; });
  return found;
}

Element const* Document::by_id(std::string_view id) const {
  auto found =
      std::ranges::find_if(elements, [&](auto const& one) { return one.has("id") && one.attribute("id") == id; });
  return found == elements.end() ? nullptr : &*found;
}

std::vector<Element> Document::with_class(std::string_view one_class) const {
  std::vector<Element> found;
  for (auto const& one : elements)
    if (std::ranges::count(words_of(one.attribute("class")), one_class)) found.push_back(one);
  return found;
}

std::string faults_of(Document const& document) {
  std::string all;
  auto fault = [&](std::string const& line) { all += line + "\n"; };
  std::set<std::string> ids, labelled;
  for (auto const& one : document.elements) {
    if (one.has("id") && !ids.insert(one.attribute("id")).second) fault("id twice: " + one.attribute("id"));
    if (one.name == "label") labelled.insert(one.attribute("for"));
  }
  for (auto const& one : document.elements) {
    for (auto name : {"for", "aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls"})
      for (auto const& id : words_of(one.attribute(name)))
        if (!ids.contains(id)) fault(std::string(name) + " points nowhere: " + id);
    auto href = one.attribute("href");
    if (href.size() > 1 && href[0] == '#' && !ids.contains(href.substr(1))) fault("link to nowhere: " + href);
    bool control =
        one.name == "select" || one.name == "textarea" || (one.name == "input" && one.attribute("type") != "hidden");
    if (control && !labelled.contains(one.attribute("id"))) fault("no label: " + one.attribute("id"));
    if ((one.name == "a" || one.name == "button") && one.text.empty() && !one.has("aria-label"))
      fault("a " + one.name + " without words");
    if (one.has("style")) fault("a style attribute on " + one.name);
    for (auto const& [name, value] : one.attributes)
      if (name.starts_with("on")) fault("an event handler: " + name);
  }
  return all;
}
