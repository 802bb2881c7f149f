// An agency's file and the register: who is found, under what, and what the journal keeps of it.
#include "people/matching/file_matching.h"

#include <fstream>

#include "people/matching/pairs.h"
#include "people/register_desk.h"

using namespace kith;
using namespace kith::people;
using namespace kith::people::test;

namespace {

struct Matching : Register {
  std::filesystem::path write(std::string const& name, std::string const& text) {
    auto const path = database.folder() / name;
    std::ofstream(path) << text;
    return path;
  }
  FileAnswer match(std::string const& csv, std::string const& model = {}) {
    FileToMatch wanted{write("pupils.csv", csv), {}, {}, {}};
    if (!model.empty()) wanted.model = write("model.toml", model);
    auto answer = try_match(wanted);
    REQUIRE_MESSAGE(answer.ok(), answer.error().sentence);
    return *std::move(answer);
  }
  Result<FileAnswer> try_match(FileToMatch const& wanted) {
    KnownPeople known;
    return match_file(*reader(), known, wanted);
  }
  std::string refusal(std::string const& csv, std::string const& model = {}) {
    FileToMatch wanted{write("pupils.csv", csv), {}, {}, {}};
    if (!model.empty()) wanted.model = write("model.toml", model);
    auto const answer = try_match(wanted);
    return answer ? "matched" : answer.error().code;
  }
  void sign(std::string const& agency, Date from, Date until) {
    REQUIRE(run([&](journal::Transaction& t) {
              return access::sign_agreement(t, {{}, agency, from, until, "On paper"}, {});
            }).ok());
  }
  Result<std::string> keep(std::string const& agency, std::string const& purpose) {
    return run([&](journal::Transaction& t) {
      return note_file_matched(t, {{}, {}, agency, purpose, std::string(64, 'f'), 3, 1, "register-3"},
                               {accounts.at("pat"), {}, "matching"});
    });
  }
};

}  // namespace

TEST_CASE("each row of a file is answered as the screen would answer it") {
  Matching desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04");
  desk.add("Ben", "Brook", "2018-01-02");
  auto const answer = desk.match(
      "id,forename,surname,date_of_birth,sex,postcode\n"
      "u1,AVA,Oakfeild,04/05/2019,,\n"
      "u2,Zed,Nobody,2011-01-01,,\n"
      "u3,Ava,,,,\n");
  CHECK(answer.rows == 3);
  CHECK(answer.complete);
  CHECK(answer.file_sha256.size() == 64);
  REQUIRE(answer.found >= 1);
  CHECK(answer.pairs.front().row == "u1");
  CHECK(answer.pairs.front().person == ava);
  CHECK(answer.pairs.front().reference == desk.record(ava).reference);
  CHECK(answer.pairs.front().probability >= 0.85);
  for (auto const& pair : answer.pairs) CHECK(pair.row != "u2");

  KnownPeople known;
  auto const screen =
      known.ask(*desk.reader(), {std::string{"AVA"}, std::string{"Oakfeild"}, std::string{"04/05/2019"}, {}, {}});
  REQUIRE(screen.people.size() == 1);
  CHECK(screen.people.front().weight == answer.pairs.front().weight);
}

TEST_CASE("restricted people and protected identities are in no file's answer") {
  Matching desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04");
  auto const ben = desk.add("Ben", "Brook", "2018-01-02");
  auto const file = "forename,surname,date_of_birth\nAva,Oakfield,2019-05-04\nBen,Brook,2018-01-02\n";
  CHECK(desk.match(file).pairs.size() == 2);
  desk.restrict(ava, {"max"});
  REQUIRE(desk.run([&](journal::Transaction& t) { return protect_identity(t, ben, "An adoption order", {}); }).ok());
  auto const answer = desk.match(file);
  CHECK(answer.pairs.empty());
  CHECK(answer.found == 0);
  CHECK(answer.rows == 2);
}

TEST_CASE("a model file says which column is which; what the register has not cannot be compared") {
  Matching desk;
  auto const ava = desk.add("Ava", "Oakfield", "2019-05-04");
  auto const csv = "Pupil,First,Last,Born\nP7,Ava,Oakfield,05042019\n";
  std::string const names = "[[compare]]\ncolumns = [\"First\", \"Last\"]\nkind = \"name\"\n";
  auto const answer = desk.match(
      csv, "id = \"Pupil\"\n" + names + "[[compare]]\ncolumns = [\"Born\"]\nkind = \"date\"\nformat = \"%m%d%Y\"\n");
  REQUIRE(answer.pairs.size() == 1);
  CHECK(answer.pairs.front().row == "P7");
  CHECK(answer.pairs.front().person == ava);

  CHECK(desk.refusal(csv) == "nothing_to_compare");
  CHECK(desk.refusal(csv, names + "[[compare]]\ncolumns = [\"Born\"]\nkind = \"phone\"\n") == "cannot_compare");
  CHECK(desk.refusal(csv, names + names) == "compared_twice");
  CHECK(desk.refusal("") == "file_empty");
  CHECK(desk.refusal("forename,surname\n") == "no_rows");
}

TEST_CASE("a file is matched under an agreement that holds and for a purpose, and both are kept") {
  Matching desk;
  auto const today = london_date(desk.clock.now());
  CHECK(desk.keep("education", "Who is missing school").error().code == "no_agreement");
  desk.sign("education", today - 400, today - 1);
  desk.sign("health", today, today);
  auto const refused = desk.keep("education", "Who is missing school");
  REQUIRE_FALSE(refused.ok());
  CHECK(has(refused.error().sentence, "Agreements that hold: health."));
  desk.sign("education", today, today + 100);
  CHECK(desk.keep("education", " ").error().code == "no_purpose");
  REQUIRE(desk.keep("education", "Who is missing school").ok());
  auto const kept = file_matches(*desk.reader(), 10);
  REQUIRE(kept.size() == 1);
  CHECK(kept.front().matched.purpose == "Who is missing school");
  CHECK(kept.front().matched.agreement != access::AgreementId{});
  CHECK(kept.front().by == desk.accounts.at("pat"));
  CHECK(has(desk.get("max", "/people/files").body, "Who is missing school"));
  CHECK(desk.get("tia", "/people/files").status == 403);
}

TEST_CASE("a profile says how sure a match must be") {
  Matching desk;
  desk.add("Ava", "Oakfield", "2019-05-04");
  KnownPeople strict({.match_percent = 99, .possible_percent = 99});
  KnownPeople usual;
  Asked const nearly{std::string{"Ava"}, std::string{"Oakfield"}, std::string{"2019-05"}, {}, {}};
  Asked const name{std::string{"Ava"}, std::string{"Oakfield"}, {}, {}, {}};
  for (auto const& asked : {nearly, name}) {
    auto const sure = usual.ask(*desk.reader(), asked).people;
    for (auto const& one : strict.ask(*desk.reader(), asked).people) CHECK(one.probability >= 0.99);
    CHECK(strict.ask(*desk.reader(), asked).people.size() <= sure.size());
  }
}
