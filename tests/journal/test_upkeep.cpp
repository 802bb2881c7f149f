// Backups, other people's data, and a writer that cannot keep up: each with the code it is refused with.
#include <doctest/doctest.h>

#include <fstream>
#include <future>

#include "journal/backup.h"
#include "ledger.h"

using namespace kith;
using ledger::Bank;
using ledger::on_each_engine;

namespace {

void create_nothing_more(sql::Connection&) {}

std::string code_of(auto const& result) { return result.ok() ? "" : result.error().code; }

// A backup of a journal of three entries, and where it could be restored to.
struct BackedUp {
  explicit BackedUp(sql::Engine engine) : bank(engine), elsewhere(engine) {
    account = *bank.writer->perform(bank.opening("Ada"));
    CHECK(bank.writer->perform(bank.paying(account, 5)).ok());
    CHECK(bank.writer->perform(bank.paying(account, 7)).ok());
    std::ofstream(bank.database.folder() / "reads.log") << "a look\n";
    CHECK(back_up() == "");
  }
  std::string back_up() {
    return code_of(journal::back_up(bank.database.location(), bank.database.folder() / "reads.log", file, {}));
  }
  std::string restore() {
    return code_of(journal::restore(file, elsewhere.location(), elsewhere.folder() / "reads.log", &create_nothing_more,
                                    ledger::projections()));
  }

  Bank bank;
  testing::TestDatabase elsewhere;
  std::filesystem::path file = bank.database.folder() / "backup.db";
  std::string account;
};

}  // namespace

TEST_CASE("a backup made while the writer runs is restored with its records and its log of looks") {
  on_each_engine([](sql::Engine engine) {
    BackedUp made(engine);
    CHECK(made.restore() == "");
    auto reader = sql::connect(made.elsewhere.location(), sql::Access::read_only);
    CHECK(reader->integer("SELECT pence FROM balance WHERE account=$1", {made.account}) == 12);
    CHECK(journal::head(*reader).chain == journal::head(*made.bank.reader()).chain);
    CHECK_FALSE(journal::verify_chain(*reader, {}, std::nullopt).fault);
    CHECK(std::filesystem::file_size(made.elsewhere.folder() / "reads.log") == 7);
  });
}

TEST_CASE("a backup is never written over: backup_exists") {
  on_each_engine([](sql::Engine engine) { CHECK(BackedUp(engine).back_up() == "backup_exists"); });
}

TEST_CASE("a backup that cannot be written says so and leaves nothing behind: backup_unwritable") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    auto const out = bank.database.folder() / "no such folder" / "backup.db";
    CHECK(code_of(journal::back_up(bank.database.location(), {}, out, {})) == "backup_unwritable");
    CHECK_FALSE(std::filesystem::exists(out.parent_path()));
  });
}

TEST_CASE("what is no backup is not restored: backup_unreadable") {
  on_each_engine([](sql::Engine engine) {
    BackedUp made(engine);
    std::filesystem::remove(made.file);
    CHECK(made.restore() == "backup_unreadable");
    std::ofstream(made.file) << "not a database at all, but long enough to look at";
    CHECK(made.restore() == "backup_unreadable");
  });
}

TEST_CASE("a damaged backup restores nothing, and names the first bad entry: backup_damaged") {
  on_each_engine([](sql::Engine engine) {
    BackedUp made(engine);
    sql::connect(sql::Location::sqlite_file(made.file.string()), sql::Access::read_write)
        ->run_script("UPDATE payload SET body='{\"pence\":500}' WHERE sequence=2");
    auto const refused = journal::restore(made.file, made.elsewhere.location(), {}, &create_nothing_more, {});
    CHECK(code_of(refused) == "backup_damaged");
    CHECK(refused.error().sentence.find("2") != std::string::npos);
    auto connection = sql::connect(made.elsewhere.location(), sql::Access::read_write);
    CHECK(code_of(journal::check_version(*connection)) == "not_initialised");
  });
}

TEST_CASE("a backup is restored into an empty place only: exists_already") {
  on_each_engine([](sql::Engine engine) {
    BackedUp made(engine);
    CHECK(made.restore() == "");
    CHECK(made.restore() == "exists_already");
  });
}

TEST_CASE("data of a newer Kith is refused, of an older one sent to migrate: newer_data, older_data") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    bank.writer.reset();
    auto connection = sql::connect(bank.database.location(), sql::Access::read_write);
    CHECK(journal::check_version(*connection).ok());
    journal::keep_setting(*connection, "schema_version", std::to_string(journal::schema_version + 1));
    CHECK(code_of(journal::check_version(*connection)) == "newer_data");
    journal::keep_setting(*connection, "schema_version", std::to_string(journal::schema_version - 1));
    CHECK(code_of(journal::check_version(*connection)) == "older_data");
  });
}

TEST_CASE("an event of a newer version is not read as if it were an old one") {
  journal::Recorded recorded;
  recorded.header.type = "ledger.paid";
  recorded.header.type_version = 2;
  recorded.body = R"({"pence":5})";
  CHECK_THROWS_AS(ledger::Events::decode(recorded), journal::NewerThanProgram);
}

TEST_CASE("whoever comes when the queue is full hears so at once: too_busy") {
  on_each_engine([](sql::Engine engine) {
    journal::WriterOptions options;
    options.queue_limit = 1;
    Bank bank(engine, options);
    std::promise<void> begun, let_go;
    auto holding = [&begun, go = let_go.get_future().share()](journal::Transaction&) -> Result<std::string> {
      begun.set_value();
      go.wait();
      return std::string{};
    };
    bank.writer->submit({{}, {}, holding, [](Result<std::string>) {}});
    begun.get_future().wait();  // taken out of the queue, which is empty now
    std::promise<Result<std::string>> second, third;
    auto waiting = [](journal::Transaction&) -> Result<std::string> { return std::string{"done"}; };
    bank.writer->submit({{}, {}, waiting, [&](Result<std::string> r) { second.set_value(std::move(r)); }});
    bank.writer->submit({{}, {}, waiting, [&](Result<std::string> r) { third.set_value(std::move(r)); }});
    CHECK(code_of(third.get_future().get()) == "too_busy");
    let_go.set_value();
    CHECK(second.get_future().get().ok());
  });
}

TEST_CASE("a command that throws is answered as a fault of ours and leaves nothing: fault") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    auto const answer = bank.writer->perform({{},
                                              {},
                                              [&](journal::Transaction& t) -> Result<std::string> {
                                                TRY(bank.opening("Ada").run(t));
                                                throw std::runtime_error("planted");
                                              },
                                              {}});
    CHECK(code_of(answer) == "fault");
    CHECK(answer.error().sentence.find("planted") == std::string::npos);
    CHECK(journal::head(*bank.reader()).sequence == 0);
  });
}
