#include "people/matching/register_model.h"

#include <numeric>
#include <thread>

namespace kith::people {

namespace {

auto constexpr columns = R"(
[[compare]]
columns = ["forename", "surname"]
kind = "name"
[[compare]]
columns = ["date_of_birth"]
kind = "date"
[[compare]]
columns = ["sex"]
kind = "category"
[[compare]]
columns = ["postcode"]
kind = "postcode"
)";

// How often one person's two records agree at each level, and two strangers', loosest first and without "missing"; each
// list is brought to a sum of one.
link::FieldOdds odds(std::vector<double> m, std::vector<double> u) {
  link::FieldOdds field;
  for (auto* const shares : {&m, &u}) {
    auto const total = std::accumulate(shares->begin(), shares->end(), 0.0);
    for (auto& share : *shares) share /= total;
    shares->insert(shares->begin(), 0.0);
  }
  field.m = std::move(m);
  field.u = std::move(u);
  return field;
}

}  // namespace

link::Model register_model() { return link::parse_model(columns, "the register's model").value(); }

link::Trained register_numbers() {
  link::Trained trained;
  auto& fields = trained.mixture.fields;
  // different, sounds alike, similar, a known form, one slip, the same, nearly swapped, swapped
  fields.push_back(odds({0.03, 0.01, 0.015, 0.03, 0.035, 0.87, 0.002, 0.005},
                        {0.975, 0.01, 0.012, 0.0008, 0.0015, 0.0015, 5e-7, 1e-7}));
  fields.push_back(odds({0.06, 0.01, 0.02, 0.002, 0.03, 0.875}, {0.985, 0.006, 0.006, 0.0001, 0.0015, 0.0006}));
  fields.back().of_home = fields.back().of_twins = true;
  // different, within a month, two parts of three, the year and 1 January, day and month swapped, one digit, the same
  fields.push_back(
      odds({0.01, 0.005, 0.02, 0.003, 0.01, 0.025, 0.93}, {0.985, 0.004, 0.008, 0.0002, 0.00004, 0.003, 0.0001}));
  fields.back().of_twins = true;
  fields.push_back(odds({0.02, 0.98}, {0.5, 0.5}));
  // different, same sector, one character, the same
  fields.push_back(odds({0.18, 0.03, 0.03, 0.76}, {0.986, 0.01, 0.004, 0.0002}));
  fields.back().of_home = fields.back().of_twins = true;
  return trained;
}

link::LiveOptions register_options() {
  link::LiveOptions options;
  options.least_people = 20'000;
  options.twins = 0.03;
  options.siblings = 1;
  options.threads = std::max(1u, std::thread::hardware_concurrency());
  return options;
}

bool Asked::empty() const { return *this == Asked{}; }

Asked asked_of(Details const& d, bool protected_address) {
  Asked asked{d.forename, d.surname, d.date_of_birth ? to_text(*d.date_of_birth) : std::string{}, d.sex, d.postcode};
  if (protected_address) asked.postcode = std::string{};
  return asked;
}

std::vector<std::string> cells_of(Asked const& asked) {
  return {asked.forename.reveal(), asked.surname.reveal(), asked.date_of_birth.reveal(), asked.sex.reveal(),
          asked.postcode.reveal()};
}

}  // namespace kith::people
