#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <fmt/format.h>

#include "link/model.h"

using namespace kith;
using namespace kith::link;

namespace {
std::string code_of(std::string_view toml) {
  auto const model = parse_model(toml, "model.toml");
  REQUIRE_FALSE(model.ok());
  CHECK(model.error().sentence.starts_with("model.toml"));
  return model.error().code;
}
std::string one_and(std::string_view more) {
  return fmt::format("colour = \"red\"\n[[compare]]\ncolumns = [\"surname\"]\nkind = \"word\"\n{}", more);
}
}  // namespace

TEST_CASE("a model file says what to compare and how") {
  auto const model = parse_model(R"(
id = "rec_id"
[read]
missing = ["NA", "-"]
[[compare]]
columns = ["given_name", "surname"]
kind = "name"
[[compare]]
columns = ["date_of_birth"]
kind = "date"
format = "%Y%m%d"
[train]
prior = "auto"
[predict]
threshold = 0.99
)",
                                 "model.toml");
  REQUIRE(model.ok());
  CHECK(model->id == "rec_id");
  REQUIRE(model->missing.size() == 2);
  CHECK(model->missing[1] == "-");
  REQUIRE(model->compare.size() == 2);
  CHECK(model->compare[1].columns.front() == "date_of_birth");
  CHECK(model->compare[1].kind == CompareKind::date);
  CHECK(model->compare[1].format == "%Y%m%d");
  CHECK_FALSE(model->prior);
  CHECK(model->threshold == 0.99);
  CHECK(parse_model(to_toml(*model), "again").value() == *model);
}

TEST_CASE("keys that are not known are left alone, so that files can say more") {
  CHECK(parse_model(one_and("size = 3\n"), "m").ok());
}

TEST_CASE("a model file that is wrong is told where and what to do") {
  CHECK(code_of("id = ") == "model_unreadable");
  CHECK(code_of("id = \"a\"\n[+]\n") == "model_unreadable");
  CHECK(code_of("id = \"x\"") == "nothing_to_compare");
  CHECK(code_of("id = 7\n") == "wrong_type");
  CHECK(code_of("[[compare]]\ncolumns = [\"a\"]\nkind = \"colour\"") == "kind_unknown");
  CHECK(code_of("[[compare]]\nkind = \"word\"") == "columns_missing");
  CHECK(code_of("[[compare]]\ncolumns = [\"a\", \"b\", \"c\"]\nkind = \"name\"") == "columns_wrong");
  CHECK(code_of("[[compare]]\ncolumns = [\"a\", \"b\"]\nkind = \"date\"") == "columns_wrong");
  CHECK(code_of("[[compare]]\ncolumns = [\"a\"]\nkind = \"date\"\nformat = \"%Q\"") == "format_unknown");
  CHECK(code_of(one_and("[predict]\nthreshold = 1.5")) == "threshold_wrong");
  CHECK(code_of(one_and("[train]\nprior = \"perhaps\"")) == "prior_wrong");
  CHECK(code_of("[compare]\n") == "nothing_to_compare");
}

TEST_CASE("no text whatever makes the model reader fall over") {
  CHECK(rc::check([] {
    auto const text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"[]=\"\n abk%.7#'"}));
    auto const model = parse_model(text, "m");
    RC_ASSERT(model.ok() || !model.error().sentence.empty());
  }));
}
