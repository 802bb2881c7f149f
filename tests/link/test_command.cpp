#include "link/command.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <set>
#include <sstream>

#include "link/people.h"

using namespace kith;
using namespace kith::link;

namespace {
// A folder of the test's own, gone when it ends.
class Folder {
 public:
  Folder() {
    static std::atomic<int> number{0};
    path_ = std::filesystem::temp_directory_path() /
            ("kith_link_" + std::to_string(::getpid()) + "_" + std::to_string(number++));
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(Folder const&) = delete;

  std::filesystem::path put(std::string const& name, std::string const& text) const {
    std::ofstream{path_ / name, std::ios::binary} << text;
    return path_ / name;
  }
  std::filesystem::path at(std::string const& name) const { return path_ / name; }
  std::string read(std::string const& name) const {
    std::ostringstream text;
    text << std::ifstream{path_ / name, std::ios::binary}.rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path path_;
};

std::vector<std::string> lines_of(std::string const& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

Error error_of(MatchRequest const& request) {
  auto const outcome = match(request);
  REQUIRE_FALSE(outcome.ok());
  return outcome.error();
}
}  // namespace

TEST_CASE("a file is matched with itself: pairs best first, every record in one cluster") {
  Folder const folder;
  MatchRequest request;
  request.first = folder.put("people.csv", test::to_csv(test::make_people(800, 21)));
  request.model = folder.put("model.toml", test::people_model);
  request.pairs = folder.at("pairs.csv");
  request.clusters = folder.at("clusters.csv");
  auto const outcome = match(request);
  REQUIRE(outcome.ok());
  CHECK(outcome->complete);
  auto const pairs = lines_of(folder.read("pairs.csv"));
  CHECK(pairs[0] == "id_a,id_b,probability,weight");
  CHECK(pairs.size() == outcome->pairs + 1);
  CHECK(outcome->pairs > 100);
  double before = 1e9;
  for (std::size_t i = 1; i < pairs.size(); ++i) {
    std::istringstream cells{pairs[i]};
    std::string a, b, probability, weight;
    std::getline(cells, a, ',');
    std::getline(cells, b, ',');
    std::getline(cells, probability, ',');
    std::getline(cells, weight, ',');
    CHECK(std::stod(weight) <= before);
    CHECK(std::stod(probability) >= 0.95);
    before = std::stod(weight);
  }
  auto const clusters = lines_of(folder.read("clusters.csv"));
  CHECK(clusters[0] == "cluster,id");
  std::set<std::string> ids;
  for (std::size_t i = 1; i < clusters.size(); ++i) ids.insert(clusters[i].substr(clusters[i].find(',') + 1));
  CHECK(ids.size() == 800);
  CHECK(clusters.size() == 801);
}

TEST_CASE("two files are linked, with the ids of each") {
  Folder const folder;
  auto const people = test::make_people(600, 22);
  MatchRequest request;
  request.first = folder.put("a.csv", test::to_csv({people.begin(), people.begin() + 300}));
  request.second = folder.put("b.csv", test::to_csv({people.begin() + 300, people.end()}));
  request.model = folder.put("model.toml", test::people_model);
  request.pairs = folder.at("pairs.csv");
  auto const outcome = match(request);
  REQUIRE(outcome.ok());
  auto const pairs = lines_of(folder.read("pairs.csv"));
  CHECK(pairs.size() > 20);
  std::set<std::string> first;
  for (std::size_t i = 0; i < 300; ++i) first.insert(people[i].id);
  for (std::size_t i = 1; i < pairs.size(); ++i) {
    auto const comma = pairs[i].find(',');
    CHECK(first.count(pairs[i].substr(0, comma)) == 1);
    CHECK(first.count(pairs[i].substr(comma + 1, pairs[i].find(',', comma + 1) - comma - 1)) == 0);
  }
}

TEST_CASE("the same files give the same bytes for any number of threads") {
  Folder const folder;
  MatchRequest request;
  request.first = folder.put("people.csv", test::to_csv(test::make_people(700, 23)));
  request.model = folder.put("model.toml", test::people_model);
  request.pairs = folder.at("pairs.csv");
  std::vector<std::string> results;
  for (unsigned threads : {1u, 2u, 16u}) {
    request.threads = threads;
    REQUIRE(match(request).ok());
    results.push_back(folder.read("pairs.csv"));
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] == results[2]);
}

TEST_CASE("with no model one is proposed, and every column's reason is given") {
  Folder const folder;
  MatchRequest request;
  request.first = folder.put("people.csv", test::to_csv(test::make_people(500, 24)));
  request.pairs = folder.at("pairs.csv");
  auto const outcome = match(request);
  REQUIRE(outcome.ok());
  CHECK(outcome->proposed);
  CHECK(outcome->model.id == "ref");
  REQUIRE(outcome->model.compare.size() >= 4);
  CHECK(outcome->model.compare[0].kind == CompareKind::name);
  CHECK(outcome->model.compare[0].columns.back() == "surname");
  CHECK(outcome->model.compare[1].kind == CompareKind::date);
  CHECK(outcome->model.compare[2].kind == CompareKind::postcode);
  CHECK(outcome->model.compare[3].kind == CompareKind::category);
  CHECK(outcome->notes.size() >= 6);
}

TEST_CASE("what cannot be done is said with file, line and column, and leaves no half-written file") {
  Folder const folder;
  MatchRequest request;
  request.model = folder.put("model.toml", test::people_model);
  request.pairs = folder.at("pairs.csv");
  auto const try_file = [&](std::string const& text) {
    request.first = folder.put("people.csv", text);
    auto error = error_of(request);
    CHECK(error.sentence.find("people.csv") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(request.pairs));
    CHECK_FALSE(std::filesystem::exists(folder.at("pairs.csv.unfinished")));
    return error;
  };
  CHECK(try_file("").code == "file_empty");
  CHECK(try_file(test::people_header).code == "no_rows");
  auto const absent = try_file("ref,forename,born\n1,a,b\n");
  CHECK(absent.code == "column_not_there");
  CHECK(absent.sentence.find("\"surname\"") != std::string::npos);
  CHECK(absent.sentence.find("ref, forename, born") != std::string::npos);
  auto const repeated = try_file(std::string{test::people_header} + "7,a,b,,,,\n8,c,d,,,,\n7,e,f,,,,\n");
  CHECK(repeated.code == "id_repeated");
  CHECK(repeated.sentence.find("line 4") != std::string::npos);
  CHECK(repeated.sentence.find("line 2") != std::string::npos);
  CHECK(try_file(std::string{test::people_header} + "7,a,b,,,,\n,c,d,,,,\n").code == "id_missing");
  request.first = folder.at("nowhere.csv");
  CHECK_FALSE(match(request).ok());
  request.first = folder.put("people.csv", test::to_csv(test::make_people(20, 25)));
  request.pairs = folder.at("no/such/folder.csv");
  CHECK(error_of(request).code == "cannot_write");
}

TEST_CASE("empty columns, one value everywhere and unreadable dates are told and do no harm") {
  Folder const folder;
  MatchRequest request;
  request.model = folder.put("model.toml", test::people_model);
  request.pairs = folder.at("pairs.csv");
  std::string text = test::people_header;
  for (int i = 0; i < 50; ++i) text += std::to_string(i) + ",ann,lee" + std::to_string(i) + ",someday,,F,\r\n";
  request.first = folder.put("people.csv", text);
  auto const outcome = match(request);
  REQUIRE(outcome.ok());
  std::string all;
  for (auto const& note : outcome->notes) all += note + "\n";
  CHECK(all.find("50 of 50 cells of born could not be read as a date") != std::string::npos);
  CHECK(all.find("postcode is empty throughout") != std::string::npos);
  CHECK(all.find("sex has the same value everywhere") != std::string::npos);
}

TEST_CASE("a stop keeps what was found and says so") {
  Folder const folder;
  MatchRequest request;
  request.first = folder.put("people.csv", test::to_csv(test::make_people(300, 26)));
  request.model = folder.put("model.toml", test::people_model);
  request.pairs = folder.at("pairs.csv");
  bool finding = false;
  request.progress = [&](std::string_view stage, double) { finding = finding || stage == "training"; };
  request.stop = [&] { return finding; };
  auto const outcome = match(request);
  REQUIRE(outcome.ok());
  CHECK_FALSE(outcome->complete);
  CHECK(folder.read("pairs.csv").starts_with("id_a,id_b,probability,weight\n"));
}

TEST_CASE("dates in three formats in one column are one date") {
  Folder const folder;
  std::string text = test::people_header;
  int row = 0;
  for (auto const& person : test::make_people(400, 27)) {
    if (person.born.empty()) continue;
    auto const year = person.born.substr(0, 4), month = person.born.substr(5, 2), day = person.born.substr(8, 2);
    auto const born = row % 3 == 0 ? person.born : row % 3 == 1 ? day + "/" + month + "/" + year : year + month + day;
    text +=
        std::to_string(row++) + "," + person.forename + "," + person.surname + "," + born + ",,," + person.truth + "\n";
  }
  MatchRequest request;
  request.first = folder.put("people.csv", text);
  request.model = folder.put("model.toml", test::people_model);
  request.pairs = folder.at("pairs.csv");
  auto const outcome = match(request);
  REQUIRE(outcome.ok());
  std::string all;
  for (auto const& note : outcome->notes) all += note + "\n";
  CHECK(all.find("could not be read as a date") == std::string::npos);
  CHECK(all.find("no day that exists") == std::string::npos);
  CHECK(all.find("born is written in more than one way: with the year in front") != std::string::npos);
  CHECK(outcome->pairs > 50);
}

TEST_CASE("dates with the month in front are told of when they are read with the day in front") {
  Folder const folder;
  std::string text = test::people_header;
  for (int day = 1; day <= 28; ++day) text += fmt::format("{0},ann,lee{0},05/{0:02}/2012,,F,\r\n", day);
  MatchRequest request;
  request.first = folder.put("people.csv", text);
  request.model = folder.put("model.toml", test::people_model);
  request.pairs = folder.at("pairs.csv");
  auto const outcome = match(request);
  REQUIRE(outcome.ok());
  std::string all;
  for (auto const& note : outcome->notes) all += note + "\n";
  CHECK(
      all.find("16 of 28 cells of born are no day that exists and are compared as they stand; the first is on line 14. "
               "If the month stands before the day") != std::string::npos);
  CHECK(all.find("in more than one way") == std::string::npos);
}

TEST_CASE("a disk that fills up is told, and leaves no half-written file") {
  Folder const folder;
  MatchRequest request;
  request.first = folder.put("people.csv", test::to_csv(test::make_people(300, 28)));
  request.model = folder.put("model.toml", test::people_model);
  request.pairs = folder.at("pairs.csv");
  auto* const before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old{};
  ::getrlimit(RLIMIT_FSIZE, &old);
  rlimit const small{100, old.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  auto const outcome = match(request);
  ::setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, before);
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.error().code == "cannot_write");
  CHECK(outcome.error().sentence.find("Make room") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder.at("pairs.csv")));
  CHECK_FALSE(std::filesystem::exists(folder.at("pairs.csv.unfinished")));
}

TEST_CASE("the page on a run is written when it is asked for") {
  Folder const folder;
  MatchRequest request;
  request.first = folder.put("people.csv", test::to_csv(test::make_people(300, 29)));
  request.pairs = folder.at("pairs.csv");
  request.report = folder.at("report.html");
  REQUIRE(match(request).ok());
  auto const page = folder.read("report.html");
  CHECK(page.starts_with("<!DOCTYPE html>"));
  CHECK(page.find("people.csv") != std::string::npos);
  CHECK(page.find("because its name says so") != std::string::npos);
}

TEST_CASE("a settings file of Splink says which pairs are looked at and what they weigh") {
  Folder const folder;
  auto const people = folder.put("people.csv",
                                 "ref,surname,born\n1,Marsh,2001-02-03\n2,Marsh,2001-02-03\n3,Marsh,1990-01-01\n"
                                 "4,Ash,2001-02-03\n");
  auto const settings = folder.put("model.json", R"({
    "probability_two_random_records_match": 0.2, "unique_id_column_name": "ref",
    "blocking_rules_to_generate_predictions": [{"blocking_rule": "l.surname = r.surname"}],
    "comparisons": [
      {"output_column_name": "born", "comparison_levels": [
        {"sql_condition": "born_l = born_r", "m_probability": 0.9, "u_probability": 0.1},
        {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.9}]}]})");
  MatchRequest request{people, std::nullopt, settings, folder.at("pairs.csv"), folder.at("clusters.csv")};
  auto const outcome = match(request);
  REQUIRE(outcome.ok());
  // 1 to 4 against, 9 to 1 for: 9 to 4.
  CHECK(folder.read("pairs.csv") == "id_a,id_b,probability,weight\n1,2,0.692307692308,1.1699250014\n");
  CHECK(folder.read("clusters.csv") == "cluster,id\n1,1\n1,2\n3,3\n4,4\n");
  CHECK(outcome->notes.back() == "Rule 1: 3 pairs that no rule before it finds.");
  request.report = folder.at("report.html");
  CHECK(error_of(request).code == "no_report");
  CHECK_FALSE(std::filesystem::exists(folder.at("report.html")));
}
