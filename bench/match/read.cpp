#include "read.h"

#include <unordered_map>

#include <fmt/format.h>

#include "../../tests/link/development_data.h"
#include "base/csv.h"

namespace kith::bench {

namespace {
constexpr auto borough_toml = R"(
id = "id"
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
[[compare]]
columns = ["nhs_number"]
kind = "identifier"
[[compare]]
columns = ["phone"]
kind = "phone"
)";
}  // namespace

link::Model borough_model() { return link::parse_model(borough_toml, "borough").value(); }

Known read_borough(std::uint64_t people, std::uint64_t seed, bool with_agency) {
  auto const model = borough_model();
  Known known{link::make_records(model).value(), {}, {}, {}, {}};
  link::RawRecord raw;
  auto const keep = [&](Row const& row) {
    raw.id = row.cells[0];
    raw.cells.assign(row.cells.begin() + 1, row.cells.end());
    append(known.records, model, raw);
    known.people.push_back(row.person);
    known.households.push_back(row.household);
    known.origins.push_back(row.origin);
    known.registered.push_back(row.registered);
  };
  Borough const borough{people, seed};
  borough.each_of_register(keep);
  known.records.first_of_second = known.records.size();
  if (with_agency) borough.each_of_agency(keep);
  return known;
}

std::optional<Known> read_development_data(int number) {
  auto const folder = link::test::shared_folder() / "data/linkage";
  auto const path = number == 0 ? folder / "rldata/RLdata500.csv" : folder / fmt::format("febrl/dataset{}.csv", number);
  auto source = FileSource::open(path);
  if (!source) return std::nullopt;
  auto const model = link::parse_model(number == 0 ? link::test::thin_model : link::test::febrl_model, "model").value();
  Known known{link::make_records(model).value(), {}, {}, {}, {}};
  link::read_csv(known.records, model, **source, {path.string(), {}, {}}).value();
  known.records.first_of_second = known.records.size();
  std::unordered_map<std::string, std::uint64_t> numbers;
  for (link::RecordNumber i = 0; i < known.records.size(); ++i) {
    auto const& id = known.records.ids[i];
    // "rec-712-dup-0" and "rec-712-org" are one person.
    auto const person = number == 0 ? known.records.labels[i] : id.substr(4, id.find('-', 4) - 4);
    known.people.push_back(numbers.try_emplace(person, numbers.size()).first->second);
  }
  return known;
}

}  // namespace kith::bench
