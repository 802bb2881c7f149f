#include "link/report.h"

#include <doctest/doctest.h>

#include "link/people.h"

using namespace kith;
using namespace kith::link;

TEST_CASE(
    "the page tells levels, spread, calibration, examples and who cannot be linked, and escapes what people typed") {
  auto people = test::make_people(900, 51);
  for (std::size_t i = 0; i < 5; ++i) {
    people[i].forename = people[i].surname = people[i].born = people[i].postcode = "";
    people[i].id = "<b>" + people[i].id;
  }
  auto const records = test::to_records(people);
  auto const index = make_index(records, 2);
  auto const trained = train(index, {});
  auto const weights = make_weights(trained);
  auto const pairs = find_pairs(index, weights, -1000, {});
  auto const model = parse_model(test::people_model, "people.toml").value();
  std::vector<std::string> const notes{"sex <b> says little"};
  auto const page = report_page({"a & b.csv", model, index, trained, weights, pairs, notes});
  CHECK(page.starts_with("<!DOCTYPE html>"));
  CHECK(page.find("a &amp; b.csv") != std::string::npos);
  CHECK(page.find("sex &lt;b&gt; says little") != std::string::npos);
  CHECK(page.find("<b>") == std::string::npos);
  for (auto const* part : {"What each agreement weighs", "How the weights are spread", "Said, and so", "Examples",
                           "day and month swapped", "cannot be linked"})
    CHECK_MESSAGE(page.find(part) != std::string::npos, part);
  // What is rare among strangers is said as people say it, not as 9.5e-06%.
  CHECK(page.find("<td class=\"number\">1 in ") != std::string::npos);
  CHECK(page.find("e-0") == std::string::npos);
  // Those five have nothing but a sex; a full record can always be linked.
  auto const lost = unlinkable_records(index, weights, to_weight(weight_of(0.95)));
  CHECK(lost >= 5);
  CHECK(lost < 60);
}
