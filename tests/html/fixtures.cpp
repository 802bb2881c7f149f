#include "html/fixtures.h"

#include "html/fixture_renderers.h"

std::map<std::string, Render> const& renderers() {
  static auto const all = [] {
    auto table = control_renderers();
    table.merge(content_renderers());
    table.merge(navigation_renderers());
    return table;
  }();
  return all;
}

std::vector<std::string> const& components_present() {
  static auto const names = [] {
    std::vector<std::string> all;
    for (auto const& [name, render] : renderers()) all.push_back(name);
    return all;
  }();
  return names;
}
