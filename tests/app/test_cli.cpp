// The command line from outside: what it says, what it answers with, what it refuses.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "access/agreements.h"
#include "app/cli.h"
#include "each_engine.h"
#include "has.h"
#include "journal/store.h"

using namespace kith;
using namespace kith::app;

namespace {

struct Shell {
  Shell() : database(testing::each_engine()) {
    if (database.location().engine == sql::Engine::postgres)
      place = {"--database", database.location().target, "--keys", folder.string()};
  }
  // Runs `kith WORDS --data …`; what it said is in out and err.
  int kith(std::vector<std::string> words) {
    words.insert(words.end(), place.begin(), place.end());
    return bare(words);
  }
  int bare(std::vector<std::string> const& words) {
    out.clear();
    err.clear();
    return run_command_line(
        words, {[this](std::string_view text) { out += text; }, [this](std::string_view text) { err += text; }, false});
  }
  std::unique_ptr<sql::Connection> open() { return sql::connect(location(), sql::Access::read_write); }
  sql::Location location() const {
    return place.front() == "--data" ? Place::folder_of(folder).database : database.location();
  }
  std::filesystem::path write(std::string const& name, std::string const& text) {
    std::ofstream(database.folder() / name) << text;
    return database.folder() / name;
  }

  testing::TestDatabase database;
  std::filesystem::path folder = database.folder() / "house";
  std::vector<std::string> place = {"--data", folder.string()};
  std::string out, err;
};

struct Initialised : Shell {
  Initialised() { REQUIRE(kith({"init", "--profile", "doncaster"}) == 0); }
};

auto constexpr three_rows =
    "reference,received_on,child_reference,outcome\n"
    "C1,2018-07-02,K1,information_advice\n"
    "C2,2018-07-31,K2,progress_pathway\n"
    "C3,2018-02-31,K3,\n";

}  // namespace

TEST_CASE("wrong usage is exit 2, with one sentence and where to look") {
  Shell shell;
  for (std::vector<std::string> const& words :
       std::vector<std::vector<std::string>>{{},
                                             {"dance"},
                                             {"init"},
                                             {"init", "--profile"},
                                             {"verify", "--loud"},
                                             {"user"},
                                             {"user", "add", "ada"},
                                             {"report", "demand"},
                                             {"report", "demand", "--from", "31/06/2019", "--to", "2019-06-30"},
                                             {"import", "cats", "x.csv"},
                                             {"demo", "--years", "900"}}) {
    CAPTURE(words.size() > 1 ? words[1] : words.empty() ? "" : words[0]);
    CHECK(shell.bare(words) == 2);
    CHECK(shell.out.empty());
    CHECK(shell.err.ends_with("Try `kith --help`.\n"));
  }
  CHECK(shell.bare({"verify"}) == 2);
  CHECK(shell.err == "Say where the data lives: --data DIR, or --database URL with --keys DIR.\n");
}

TEST_CASE("help and version are exit 0") {
  Shell shell;
  for (std::vector<std::string> const& words :
       std::vector<std::vector<std::string>>{{"--help"}, {"--version"}, {"import", "enquiries", "--help"}}) {
    CHECK(shell.bare(words) == 0);
    CHECK_FALSE(shell.out.empty());
    CHECK(shell.err.empty());
  }
}

TEST_CASE("nothing works before init, and init works once") {
  Shell shell;
  for (std::string const command : {"verify", "rebuild"}) {
    CHECK(shell.kith({command}) == 1);
    CHECK_FALSE(shell.err.empty());
  }
  CHECK(shell.kith({"init", "--profile", "atlantis"}) == 1);
  CHECK(testing::has(shell.err, "atlantis"));
  CHECK(shell.kith({"init", "--profile", "doncaster"}) == 0);
  CHECK(testing::has(shell.out, "Sign in as admin with this one-time password: "));
  CHECK(shell.kith({"init", "--profile", "doncaster"}) == 1);
  CHECK(testing::has(shell.err, "There is Kith data in"));
  CHECK(testing::has(shell.err, "Nothing has been changed."));
}

TEST_CASE("keys are for their owner alone") {
  Initialised shell;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(shell.folder / "keys"))
    if (entry.is_regular_file())
      CHECK((entry.status().permissions() & std::filesystem::perms::mask) ==
            (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("an import says how many, writes the rejects, and takes the same file again without change") {
  Initialised shell;
  auto const file = shell.write("enquiries.csv", three_rows).string();
  auto const rejects = shell.database.folder() / "rejects.csv";
  CHECK(shell.kith({"import", "enquiries", file, "--rejects", rejects.string()}) == 0);
  CHECK(testing::has(shell.out, "2 accepted, 1 rejected\n2 added, 0 changed, 0 unchanged\n"));
  std::string written;
  std::getline(std::ifstream(rejects) >> std::ws, written, '\0');
  CHECK(testing::has(written, "C3"));
  CHECK(testing::has(written, "received_on"));
  CHECK(shell.kith({"import", "enquiries", file}) == 0);
  CHECK(testing::has(shell.out, "0 added, 0 changed, 2 unchanged"));
  CHECK(shell.kith({"report", "demand", "--from", "2018-07-01", "--to", "2019-06-30", "--format", "json"}) == 0);
  CHECK(testing::has(shell.out, "\"report\": \"demand\""));
  CHECK(shell.kith({"verify"}) == 0);
  CHECK(testing::has(shell.out, "A replay of the journal gives the records as they are."));
}

TEST_CASE("a strict import takes all or nothing") {
  Initialised shell;
  auto const file = shell.write("enquiries.csv", three_rows).string();
  CHECK(shell.kith({"import", "enquiries", file, "--strict"}) == 1);
  CHECK(testing::has(shell.out, "0 accepted, 1 rejected"));
  CHECK(testing::has(shell.err, "--strict"));
  CHECK(shell.open()->integer("SELECT count(*) FROM enquiry") == 0);
  CHECK(shell.open()->integer("SELECT count(*) FROM quarantine") == 0);
}

TEST_CASE("a file that is not there, or has not the columns, is exit 1 and named") {
  Initialised shell;
  CHECK(shell.kith({"import", "enquiries", "/nowhere/enquiries.csv"}) == 1);
  CHECK(testing::has(shell.err, "/nowhere/enquiries.csv"));
  auto const file = shell.write("columns.csv", "reference,colour\n1,red\n").string();
  CHECK(shell.kith({"import", "enquiries", file}) == 1);
  CHECK(testing::has(shell.err, "columns.csv has no column “received_on”"));
}

TEST_CASE("accounts are added, changed and disabled; what is wrong is said in a sentence") {
  Initialised shell;
  CHECK(shell.kith({"user", "add", "ada", "--role", "coordinator", "--name", "Ada Example"}) == 0);
  CHECK(testing::has(shell.out, "ada may sign in with this one-time password: "));
  CHECK(shell.kith({"user", "add", "Ada", "--role", "coordinator"}) == 1);
  CHECK(testing::has(shell.err, "Somebody already has this sign-in name."));
  CHECK(shell.kith({"user", "add", "ben", "--role", "wizard"}) == 1);
  CHECK(testing::has(shell.err, "There is no role wizard. The roles are: coordinator"));
  CHECK(shell.kith({"user", "add", "ben", "--role", "practitioner", "--agency", "atlantis"}) == 1);
  CHECK(testing::has(shell.err, "The profile has no agency atlantis."));
  CHECK(shell.kith({"user", "disable", "nobody"}) == 1);
  CHECK(shell.err == "Nobody signs in as nobody.\n");
  CHECK(shell.kith({"user", "disable", "ada"}) == 0);
  CHECK(shell.kith({"user", "list"}) == 0);
  CHECK(testing::has(shell.out, "(disabled)"));
  CHECK(shell.kith({"user", "disable", "admin"}) == 1);
  CHECK(testing::has(shell.err, "This is the last administrator."));
}

TEST_CASE("verify names the first bad sequence of a journal that was tampered with") {
  Initialised shell;
  CHECK(shell.kith({"user", "add", "ada", "--role", "coordinator"}) == 0);
  CHECK(shell.kith({"verify"}) == 0);
  shell.open()->execute("UPDATE journal SET agency='police' WHERE sequence=3");
  CHECK(shell.kith({"verify", "--chain"}) == 1);
  CHECK(testing::has(shell.err, "First bad sequence: 3"));
}

TEST_CASE("verify finds records that are not what the journal says, and rebuild cures them") {
  Initialised shell;
  CHECK(shell.kith({"user", "add", "ada", "--role", "coordinator"}) == 0);
  shell.open()->execute("UPDATE account SET roles='administrator' WHERE login='ada'");
  CHECK(shell.kith({"verify"}) == 1);
  CHECK(testing::has(shell.err, "the table account has 2 rows where a replay gives 2. Run `kith rebuild`."));
  CHECK(shell.kith({"verify", "--chain"}) == 0);
  CHECK(shell.kith({"rebuild"}) == 0);
  CHECK(shell.kith({"verify"}) == 0);
}

TEST_CASE("an older program refuses newer data, whatever it is asked, and changes nothing") {
  Initialised shell;
  auto const file = shell.write("enquiries.csv", three_rows).string();
  journal::keep_setting(*shell.open(), "schema_version", "99");
  auto const before = shell.open()->integer("SELECT max(sequence) FROM journal");
  for (std::vector<std::string> const& words :
       std::vector<std::vector<std::string>>{{"verify"},
                                             {"rebuild"},
                                             {"migrate"},
                                             {"user", "list"},
                                             {"import", "enquiries", file},
                                             {"backup", (shell.database.folder() / "b.db").string()},
                                             {"init", "--profile", "doncaster"},
                                             {"serve", "--listen", "127.0.0.1:0"},
                                             {"report", "demand", "--from", "2018-07-01", "--to", "2019-06-30"}}) {
    CAPTURE(words[0]);
    CHECK(shell.kith(words) == 1);
    CHECK((testing::has(shell.err, "newer Kith") || words[0] == "init"));
  }
  CHECK(shell.open()->integer("SELECT max(sequence) FROM journal") == before);
}

TEST_CASE("records that another version made are refused by those who read, and made again by migrate") {
  Initialised shell;
  journal::keep_setting(*shell.open(), "records", "another");
  CHECK(shell.kith({"report", "demand", "--from", "2018-07-01", "--to", "2019-06-30"}) == 1);
  CHECK(testing::has(shell.err, "Run `kith migrate`"));
  CHECK(shell.kith({"migrate"}) == 0);
  CHECK(shell.kith({"report", "demand", "--from", "2018-07-01", "--to", "2019-06-30"}) == 0);
}

TEST_CASE("plain HTTP is refused off loopback, and an address that is none is refused by name") {
  Initialised shell;
  CHECK(shell.kith({"serve", "--listen", "0.0.0.0:0"}) == 1);
  CHECK(testing::has(shell.err, "Plain HTTP is only served to this machine."));
  CHECK(shell.kith({"serve", "--listen", "127.0.0.1:0", "--metrics-listen", "0.0.0.0:0"}) == 1);
  CHECK(testing::has(shell.err, "Plain HTTP is only served to this machine."));
  for (std::string const address :
       {"8080", ":8080", "127.0.0.1:", "127.0.0.1:80x", "127.0.0.1:70000", "127.0.0.1:-1"}) {
    CAPTURE(address);
    CHECK(shell.kith({"serve", "--listen", address}) == 1);
    CHECK(shell.err == "listen (command line): give an address and a port, such as 127.0.0.1:8080.\n");
  }
}

TEST_CASE("an unknown key in a named configuration file stops everything, with file and line") {
  Initialised shell;
  auto const file = shell.write("kith.toml", "\nlissen = '127.0.0.1:1'\n").string();
  for (std::string const command : {"serve", "doctor", "verify"}) {
    CHECK(shell.kith({command, "--config", file}) == 1);
    CHECK(shell.err == file + " line 2: there is no setting called lissen. `kith doctor` lists them all.\n");
  }
}

TEST_CASE("a flag beats the environment, which beats the file; doctor says which") {
  Initialised shell;
  auto const file = shell.write("kith.toml", "workers = 2\nsession_hours = 3\n").string();
  ::setenv("KITH_WORKERS", "5", 1);
  CHECK(shell.kith({"doctor", "--config", file}) == 0);
  CHECK(testing::has(shell.out, "(KITH_WORKERS)"));
  CHECK(testing::has(shell.out, "(" + file + " line 2)"));
  CHECK(shell.kith({"doctor", "--config", file, "--workers", "6"}) == 0);
  CHECK_FALSE(testing::has(shell.out, "(KITH_WORKERS)"));
  ::unsetenv("KITH_WORKERS");
  CHECK(shell.kith({"doctor", "--workers", "none"}) == 1);
  CHECK(testing::has(shell.out, "workers (command line): give a whole number from 1 to 256."));
}

TEST_CASE("a backup is restored into an empty place and verifies there") {
  Initialised shell;
  CHECK(shell.kith({"user", "add", "ada", "--role", "coordinator"}) == 0);
  auto const backup = (shell.database.folder() / "backup.db").string();
  CHECK(shell.kith({"backup", backup}) == 0);
  CHECK(shell.kith({"backup", backup}) == 1);
  auto const elsewhere = (shell.database.folder() / "elsewhere").string();
  CHECK(shell.bare({"restore", backup, "--data", elsewhere}) == 0);
  CHECK(shell.bare({"verify", "--data", elsewhere}) == 0);
  CHECK(shell.bare({"restore", backup, "--data", elsewhere}) == 1);
}

TEST_CASE("a file is matched with the register only under an agreement and for a purpose, and the pairs leave last") {
  Initialised shell;
  auto const file = shell.write("pupils.csv", "id,forename,surname,date_of_birth\nu1,Ava,Oakfield,2019-05-04\n");
  auto const pairs = shell.database.folder() / "pairs.csv";
  auto const people = shell.write("people.csv",
                                  "reference,received_on,child_reference,forename,surname,date_of_birth\n"
                                  "C1,2018-07-02,K1,Ava,Oakfield,2019-05-04\n");
  REQUIRE(shell.kith({"import", "enquiries", people.string()}) == 0);
  std::vector<std::string> const match = {"match", file.string(), "--pairs", pairs.string()};
  auto with = [&](std::vector<std::string> const& more) {
    auto words = match;
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  CHECK(shell.kith(match) == 2);
  CHECK(testing::has(shell.err, "--agreement AGENCY"));
  CHECK(shell.bare(with({"--agreement", "education", "--purpose", "x"})) == 2);
  CHECK(shell.kith(with({"--agreement", "education", "--purpose", "Who is missing school"})) == 1);
  CHECK(testing::has(shell.err, "No agreement of education"));
  CHECK_FALSE(std::filesystem::exists(pairs));

  {
    auto const opened = House::open({shell.folder, shell.location()}, {});
    REQUIRE(opened.ok());
    auto const today = london_date((*opened)->clock().now());
    REQUIRE((*opened)
                ->writer()
                .perform({{},
                          {},
                          [&](journal::Transaction& t) {
                            return access::sign_agreement(t, {{}, "education", today, today + 300, "On paper"}, {});
                          },
                          {}})
                .ok());
  }
  REQUIRE_MESSAGE(shell.kith(with({"--agreement", "education", "--purpose", "Who is missing school"})) == 0, shell.err);
  CHECK(testing::has(shell.err, "1 rows, 1 of whom may be known, in 1 pairs."));
  std::ifstream written(pairs);
  std::string header, row;
  std::getline(written, header);
  std::getline(written, row);
  CHECK(header == "id_a,id_b,probability,weight");
  CHECK(testing::has(row, ",u1,"));
  CHECK(shell.open()->text("SELECT purpose FROM file_match") == "Who is missing school");
  // Who was found stands in the log of looks, under the same purpose.
  std::ifstream looks(shell.folder / "reads.log");
  std::string const log{std::istreambuf_iterator<char>(looks), {}};
  CHECK(testing::has(log, "Who is missing school"));
  CHECK_FALSE(testing::has(log, "Oakfield"));
}
