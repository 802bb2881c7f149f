// A rendered page as a browser reads it: every element with its attributes, in order.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;  // of the element and everything in it, white space collapsed

  std::string attribute(std::string const& wanted) const {
    auto found = attributes.find(wanted);
    return found == attributes.end() ? "" : found->second;
  }
  bool has(std::string const& wanted) const { return attributes.contains(wanted); }
};

struct Document {
  std::vector<Element> elements;

  explicit Document(std::string const& html);
  std::vector<Element> named(std::string_view name) const;
  // The element with this id, or null.
  Element const* by_id(std::string_view id) const;
  std::vector<Element> with_class(std::string_view one_class) const;
};

// What a page must hold for everyone to be able to use it, as a line for each thing that is wrong: ids used once;
// labels, descriptions, controls and links within the page that point at something; a name for every control.
std::string faults_of(Document const& document);
