#include <doctest/doctest.h>

#include <map>
#include <set>

#include "html/fixtures.h"

namespace {

// How many fixtures the pinned release has for each component: one added or gone must be looked at by a person.
std::map<std::string, std::size_t> const published = {
    {"accordion", 13},
    {"back-link", 7},
    {"breadcrumbs", 12},
    {"button", 38},
    {"character-count", 34},
    {"checkboxes", 42},
    {"date-input", 50},
    {"details", 10},
    {"error-message", 9},
    {"error-summary", 19},
    {"exit-this-page", 4},
    {"fieldset", 18},
    {"file-upload", 22},
    {"generic-header", 7},
    {"hint", 6},
    {"input", 45},
    {"inset-text", 6},
    {"label", 17},
    {"language-navigation", 13},
    {"notification-banner", 21},
    {"pagination", 15},
    {"panel", 19},
    {"password-input", 12},
    {"phase-banner", 7},
    {"radios", 43},
    {"select", 19},
    {"service-navigation", 33},
    {"skip-link", 9},
    {"summary-list", 30},
    {"table", 21},
    {"tabs", 14},
    {"tag", 12},
    {"task-list", 11},
    {"textarea", 18},
    {"warning-text", 8},
};

// Fixtures we differ from on purpose, each with its reason. At most twenty.
constexpr auto no_gaps = "nulls in a list leave gaps in its numbering; our lists cannot hold nulls";
std::map<std::string, std::string> const excluded = {
    {"accordion: with falsy values", no_gaps},
    {"checkboxes: with falsy values", no_gaps},
    {"radios: with falsy items", no_gaps},
    {"task-list: with empty values", no_gaps},
};

std::vector<Fixture> const& all_fixtures() {
  static auto const fixtures = [] {
    std::vector<Fixture> all;
    for (auto const& component : components_present())
      for (auto& fixture : fixtures_of(component)) all.push_back(std::move(fixture));
    return all;
  }();
  return fixtures;
}

std::string name_of(Fixture const& fixture) { return fixture.component + ": " + fixture.name; }

bool means_the_same(Fixture const& fixture) {
  return canonical_tree(fixture.actual) == canonical_tree(fixture.expected);
}

// Our output with every `from` replaced by `to`: a fault planted on purpose.
Fixture with_fault(Fixture fixture, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = fixture.actual.find(from, at)) != std::string::npos; at += to.size())
    fixture.actual.replace(at, from.size(), to);
  return fixture;
}

}  // namespace

TEST_CASE("every published fixture of every component we have comes out with the same meaning") {
  for (auto const& fixture : all_fixtures()) {
    if (excluded.contains(name_of(fixture))) continue;
    bool same = means_the_same(fixture);
    CHECK_MESSAGE(same, name_of(fixture), "\n--- published\n", canonical_tree(fixture.expected), "--- ours\n",
                  canonical_tree(fixture.actual));
  }
}

TEST_CASE("the package holds exactly the fixtures that were looked at") {
  CHECK(components_present().size() == published.size());
  for (auto const& component : components_present()) {
    CAPTURE(component);
    REQUIRE(published.contains(component));
    CHECK(fixtures_of(component).size() == published.at(component));
  }
}

TEST_CASE("an exclusion names a fixture that exists and still differs") {
  CHECK(excluded.size() <= 20);
  std::map<std::string, bool> same;
  for (auto const& fixture : all_fixtures()) same[name_of(fixture)] = means_the_same(fixture);
  for (auto const& [name, reason] : excluded) {
    CAPTURE(name);
    REQUIRE(same.contains(name));
    CHECK_FALSE(same.at(name));
    CHECK(reason.size() > 20);
  }
}

TEST_CASE("the comparison notices faults planted in our output") {
  struct Fault {
    std::string_view from, to;
  };
  constexpr Fault faults[] = {
      {"role=\"alert\"", ""},                              // an error that is not announced
      {"-hint\"", "-hints\""},                             // a description that points nowhere
      {"&lt;", "<"},                                       // an escape forgotten
      {" open>", ">"},                                     // a flag lost
      {" checked", ""},                                    // an answer lost
      {"aria-current=\"page\"", "aria-current=\"true\""},  // another state
      {" for=\"", " data-for=\""},                         // a label without its control
      {"<h1", "<h2"},                                      // the page's heading gone
      {"govuk-visually-hidden", "govuk-hidden"},           // words no longer said
      {" value=\"", " value=\" "},                         // what was typed, changed
      {"</legend>", "!</legend>"},                         // text added
      {" scope=\"col\"", ""},                              // a table's header unbound
  };
  for (auto const& fault : faults) {
    std::size_t caught = 0;
    for (auto const& fixture : all_fixtures()) {
      if (excluded.contains(name_of(fixture))) continue;
      caught += !means_the_same(with_fault(fixture, fault.from, fault.to));
    }
    CAPTURE(fault.from);
    CHECK(caught > 0);
  }
}
