#include "profile/tree.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/toml.h"

namespace kith::profile {

namespace {
int line_of(toml::source_region const& region) { return static_cast<int>(region.begin.line); }

Node node_of(toml::node const& source);

Node table_of(toml::table const& source) {
  Node node;
  node.shape = Node::Shape::table;
  for (auto const& [key, value] : source) {
    node.children.emplace_back(std::string{key.str()}, node_of(value));
    // A table's own line is its header's; a value's is where its key stands, which is where people look.
    if (!value.is_table() && !value.is_array_of_tables()) node.children.back().second.line = line_of(key.source());
  }
  std::stable_sort(node.children.begin(), node.children.end(),
                   [](auto const& a, auto const& b) { return a.second.line < b.second.line; });
  return node;
}

Node list_of(toml::array const& source) {
  Node node;
  node.shape = Node::Shape::list;
  for (auto const& item : source) node.items.push_back(node_of(item));
  return node;
}

Node node_of(toml::node const& source) {
  Node node;
  if (auto const* table = source.as_table()) {
    node = table_of(*table);
  } else if (auto const* list = source.as_array()) {
    node = list_of(*list);
  } else if (auto const* text = source.as_string()) {
    node.shape = Node::Shape::text;
    node.text = text->get();
  } else if (auto const* number = source.as_integer()) {
    node.shape = Node::Shape::whole_number;
    node.number = number->get();
  } else if (auto const* date = source.as_date()) {
    // The library has checked that the day exists.
    node.shape = Node::Shape::day;
    node.day = Date::of(date->get().year, date->get().month, date->get().day).value_or(Date{});
  }
  node.line = line_of(source.source());
  return node;
}
}  // namespace

Node read_tree(std::string_view toml_text, std::string const& file, Faults& faults) {
  try {
    return node_of(parse_toml(toml_text));
  } catch (toml::parse_error const& error) {
    faults.add({file, line_of(error.source())}, fmt::format("column {}", error.source().begin.column), "not_toml",
               fmt::format("the file cannot be read as TOML: {}.", error.description()));
    Node nothing;
    nothing.shape = Node::Shape::table;
    return nothing;
  }
}

}  // namespace kith::profile
