// What goes out by `kith export`: the same figures when it is taken in elsewhere, and nothing that must stay.
#include <doctest/doctest.h>

#include <fmt/format.h>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <set>

#include "access/accounts.h"
#include "access/read_log.h"
#include "base/csv.h"
#include "command_line.h"
#include "databases.h"
#include "people/register.h"

using namespace kith;
using namespace kith::app;
using namespace kith::app::test;

namespace {

std::vector<std::string> operator+(std::vector<std::string> first, std::vector<std::string> const& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

// The three tables, without the counts of children: a file names one child a request.
std::vector<boost::json::value> tables_of(std::vector<std::string> const& place) {
  auto const report =
      boost::json::parse(done(std::vector<std::string>{"report", "demand", "--from", "2025-07-01", "--to", "2026-06-30",
                                                       "--areas", "Denaby,Hexthorpe", "--format", "json"} +
                              place));
  auto const& screening = report.at("screening");
  return {screening.at("rows"), screening.at("total"), report.at("re_referral"), report.at("steps")};
}

// A small fictional borough, made once: three systems' worth of tests read it, each from a copy.
std::filesystem::path const& borough() {
  static testing::TemporaryFolder const folder;
  static auto const data = [] {
    auto path = folder.path() / "borough";
    done({"demo", "--data", path.string(), "--years", "1.5", "--families", "60", "--until", "2026-06-30"});
    return path;
  }();
  return data;
}

struct ExportCopy {
  testing::TemporaryFolder folder;
  std::filesystem::path data = folder.path() / "copy";
  std::string csv = (folder.path() / "out.csv").string();

  ExportCopy() { std::filesystem::copy(borough(), data, std::filesystem::copy_options::recursive); }

  Said exported(std::vector<std::string> const& more) {
    return kith_says(std::vector<std::string>{"export"} + more + std::vector<std::string>{"--data", data.string()});
  }
  std::vector<std::vector<std::string>> rows(std::vector<std::string> const& more) {
    auto const said = exported(more + std::vector<std::string>{"--why", "a test"});
    CHECK_MESSAGE(said.code == 0, said.err);
    MemorySource source(said.out);
    CsvReader reader(source);
    std::vector<std::vector<std::string>> rows;
    CsvRecord record;
    while (reader.next(record).value()) rows.emplace_back(record.fields.begin(), record.fields.end());
    return rows;
  }
  // The first request's row, its child, and what the hub does about them.
  people::PersonRecord child_of(std::string const& reference) {
    auto const connection = sql::connect(Place::folder_of(data).database, sql::Access::read_only);
    return *people::person(*connection, *people::person_by_reference(*connection, reference));
  }
  access::ActorId account(std::string_view login) {
    auto const connection = sql::connect(Place::folder_of(data).database, sql::Access::read_only);
    return access::account_by_login(*connection, login)->account;
  }
  void act(std::function<Result<std::string>(journal::Transaction&)> run) {
    auto const house = House::open(Place::folder_of(data), {}).value();
    REQUIRE(house->writer().perform({{}, {}, std::move(run), {}}).ok());
  }
  void restrict(people::PersonId person, std::vector<access::ActorId> named) {
    act([&](journal::Transaction& t) { return people::restrict_person(t, person, named, "a test", {}); });
  }
};

bool has_row(std::vector<std::vector<std::string>> const& rows, std::string_view reference) {
  return std::ranges::any_of(rows, [&](auto const& row) { return row.front() == reference; });
}

}  // namespace

TEST_CASE("what is exported and imported into an empty system of the same profile makes the same three tables") {
  ExportCopy copy;
  auto const before = tables_of({"--data", copy.data.string()});
  REQUIRE(before[1].at(0).as_int64() > 0);
  REQUIRE(before[2].at("allocations").at(0).as_int64() > 0);
  REQUIRE(before[3].at("total").at(0).as_int64() > 0);
  for (auto const engine : testing::engines()) {
    testing::TestDatabase const database(engine);
    auto const place = engine == sql::Engine::sqlite
                           ? std::vector<std::string>{"--data", (copy.folder.path() / "empty").string()}
                           : std::vector<std::string>{"--database", database.location().target, "--keys",
                                                      (copy.folder.path() / "keys").string()};
    done(std::vector<std::string>{"init", "--profile", "doncaster"} + place);
    CHECK(tables_of(place) != before);
    for (auto const* what : {"enquiries", "allocations", "referrals"}) {
      done({"export", what, "--data", copy.data.string(), "--why", "a test", copy.csv});
      auto const taken = done(std::vector<std::string>{"import", what, copy.csv} + place);
      CHECK(taken.find(" 0 rejected") != std::string::npos);
    }
    CHECK(tables_of(place) == before);
  }
}

TEST_CASE("an export has the import's columns, in their order, and only the days asked for") {
  ExportCopy copy;
  auto const all = copy.rows({"referrals"});
  auto const some = copy.rows({"referrals", "--from", "2026-01-01", "--to", "2026-03-31"});
  CHECK(all.front() == std::vector<std::string>{"reference", "child_reference", "referred_on", "source", "area",
                                                "step_outcome", "closed_on"});
  CHECK(some.size() > 1);
  CHECK(some.size() < all.size());
  for (std::size_t i = 1; i < some.size(); ++i) {
    CHECK(some[i][2] >= "2026-01-01");
    CHECK(some[i][2] <= "2026-03-31");
  }
}

TEST_CASE("a restricted child's records leave only in the name of somebody who is named and may see them") {
  ExportCopy copy;
  auto const allocation = copy.rows({"allocations"}).at(1);
  auto const child = copy.child_of(allocation[2]);
  auto const request = allocation[1];
  copy.restrict(child.person, {copy.account("manager"), copy.account("analyst")});
  for (auto const* what : {"enquiries", "allocations"}) {
    auto const reference = what == std::string_view{"enquiries"} ? request : allocation[0];
    CHECK_FALSE(has_row(copy.rows({what}), reference));
    CHECK_FALSE(has_row(copy.rows({what, "--as", "coordinator"}), reference));
    CHECK(has_row(copy.rows({what, "--as", "manager"}), reference));
    auto const analyst = copy.exported({what, "--as", "analyst", "--why", "a test"});
    CHECK(analyst.code == 1);
    CHECK(analyst.out.empty());
  }
  CHECK(copy.exported({"family", request, "--why", "a test"}).code == 1);
  CHECK(copy.exported({"family", request, "--why", "a test", "--as", "manager"}).code == 0);
  CHECK(copy.exported({"enquiries", "--as", "nobody", "--why", "a test"}).err.find("Nobody signs in as nobody") !=
        std::string::npos);
}

TEST_CASE("a protected address leaves neither in a row nor in a family's file") {
  ExportCopy copy;
  auto row = copy.rows({"enquiries"}).at(1);
  auto const postcode = row[12];
  REQUIRE_FALSE(postcode.empty());
  auto const child = copy.child_of(row[4]);
  auto const file = copy.exported({"family", row[0], "--why", "asked for by the family"});
  CHECK(file.out.find(postcode) != std::string::npos);
  copy.act([&](journal::Transaction& t) {
    return people::protect_address(t, child.person, {access::ActorId{}}, "a test", {});
  });
  CHECK(copy.rows({"enquiries"}).at(1)[12].empty());
  auto const masked = copy.exported({"family", row[0], "--why", "asked for by the family"});
  CHECK(masked.code == 0);
  CHECK(masked.out.find(postcode) == std::string::npos);
  CHECK(masked.out.find("\"protected_address_left_out\":true") != std::string::npos);
}

TEST_CASE("a family's file holds every record of theirs with its history, and is found by any reference") {
  ExportCopy copy;
  auto const allocation = copy.rows({"allocations"}).at(1);
  auto const by_request = copy.exported({"family", allocation[1], "--why", "a test"});
  auto const by_child = copy.exported({"family", allocation[2], "--why", "a test"});
  auto const file = boost::json::parse(by_request.out);
  CHECK(boost::json::parse(by_child.out).at("records") == file.at("records"));
  std::set<std::string> references;
  for (auto const& record : file.at("records").as_array()) {
    references.insert(std::string{record.at("reference").as_string()});
    CHECK_FALSE(record.at("history").as_array().empty());
  }
  for (int const column : {0, 1, 2}) CHECK(references.contains(allocation[static_cast<std::size_t>(column)]));
  CHECK(copy.exported({"family", "EH999999", "--why", "a test"}).err.find("No request or person") != std::string::npos);
}

TEST_CASE("who took what out, and why, is in the log of looks; without a reason nothing leaves") {
  ExportCopy copy;
  auto const rows = copy.rows({"allocations", "--as", "manager"});
  std::vector<access::ReadLine> lines;
  REQUIRE(access::read_log_lines(Place::folder_of(copy.data).read_log(), [&](auto const& line) {
            lines.push_back(line);
          }).ok());
  REQUIRE_FALSE(lines.empty());
  CHECK(lines.back().about == fmt::format("export of {} allocations: a test", rows.size() - 1));
  CHECK(lines.back().account == copy.account("manager").text());
  CHECK(lines.back().rule == "export");
  CHECK(std::ranges::count(lines.back().record, ',') == static_cast<std::ptrdiff_t>(rows.size() - 2));

  for (auto const& why : {std::string{" "}, std::string(201, 'x')}) {
    auto const refused = copy.exported({"enquiries", "--why", why, copy.csv});
    CHECK(refused.code == 1);
    CHECK_FALSE(std::filesystem::exists(copy.csv));
    CHECK_FALSE(std::filesystem::exists(copy.csv + ".part"));
  }
  CHECK(copy.exported({"enquiries"}).code == 2);
}
