// The design system's published fixtures: for each component the options given to its macro and the HTML that came out.
// We give the same options to our functions and compare.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct Fixture {
  std::string component;
  std::string name;
  std::string expected;
  std::string actual;  // what our function made of the same options
};

// The components that are here, by the design system's names.
std::vector<std::string> const& components_present();
// Every fixture of a component, in the package's order; throws std::runtime_error when the package is not installed.
std::vector<Fixture> fixtures_of(std::string const& component);

// The tree a browser would build: a line an element, attributes and classes sorted, white space collapsed. Two pieces
// of HTML mean the same when these are equal.
std::string canonical_tree(std::string const& html);
