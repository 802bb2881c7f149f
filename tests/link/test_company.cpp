#include "link/company.h"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include "base/random.h"

using namespace kith;
using namespace kith::link;

namespace {
constexpr auto names_and_sex = R"(
[[compare]]
columns = ["forename", "surname"]
kind = "name"
[[compare]]
columns = ["sex"]
kind = "category"
[[compare]]
columns = ["town"]
kind = "category"
)";

// One in ten has names from a list of its own, every forename is of one sex, and the town is anybody's.
Records two_origins(bool apart) {
  auto const model = parse_model(names_and_sex, "model").value();
  auto records = make_records(model).value();
  SeededRandom random{5};
  for (int i = 0; i < 8000; ++i) {
    bool const few = random.number(10) == 0;
    auto const girl = random.number(2);
    auto const name = [&](std::string_view what) {
      return fmt::format("{}{}", what,
                         static_cast<char>('a' + random.number(20)) + std::string(apart && few ? "ya" : "son"));
    };
    auto const forename = name(apart && girl == 1 ? "mari" : "tom");
    append(records, model,
           {std::to_string(i), {forename, name("bel"), girl == 1 ? "F" : "M", random.number(2) == 0 ? "A" : "B"}, {}});
  }
  records.first_of_second = records.size();
  return records;
}

std::array<Code, 4> codes(Records const& records, std::array<std::string_view, 4> values) {
  std::array<Code, 4> found{};
  for (std::size_t k = 0; k < values.size(); ++k)
    found[k] = records.dictionaries[records.fields[k].dictionary].find(values[k]).value();
  return found;
}
}  // namespace

TEST_CASE("names of one origin, and of one sex, say less together, by how rare the origin and the sex are") {
  auto const records = two_origins(true);
  Company const company{records, 0};
  CHECK(company.bits(codes(records, {"tomcya", "beldya", "", ""})) == doctest::Approx(std::log2(10)).epsilon(0.15));
  CHECK(company.bits(codes(records, {"tomcya", "", "m", ""})) == doctest::Approx(1).epsilon(0.1));
  CHECK(company.bits(codes(records, {"tomcya", "beldya", "m", ""})) == doctest::Approx(std::log2(20)).epsilon(0.15));
  CHECK(company.bits(codes(records, {"maricson", "beldson", "", ""})) < 0.3);
  // Agreement against what usually goes together is never made to say more.
  CHECK(company.bits(codes(records, {"tomcya", "beldson", "f", ""})) == 0);
}

TEST_CASE("where nothing keeps company, agreement on several things says all that its parts say") {
  auto const records = two_origins(false);
  Company const company{records, 0};
  CHECK(company.bits(codes(records, {"tomcson", "beldson", "m", "a"})) < 0.3);
  CHECK(company.bits(codes(records, {"", "beldson", "", ""})) == 0);
  CHECK(Company{}.bits(codes(records, {"tomcson", "beldson", "m", "a"})) == 0);
}
