#include <doctest/doctest.h>

#include "journal/events.h"
#include "ledger.h"

using namespace kith;
using ledger::Bank;
using ledger::on_each_engine;

namespace {
// Ten entries with a checkpoint outside at every third.
void fill(Bank& bank) {
  auto account = *bank.writer->perform(bank.opening("Ada"));
  for (int i = 0; i < 9; ++i) CHECK(bank.writer->perform(bank.paying(account, i)).ok());
  bank.writer.reset();
}
journal::WriterOptions checkpoint_every_three() {
  journal::WriterOptions options;
  options.checkpoint_every_events = 3;
  return options;
}

// The first bad sequence after `damage`, 0 if none was found.
std::int64_t first_bad_after(std::string const& damage) {
  std::int64_t found = -1;
  on_each_engine([&](sql::Engine engine) {
    Bank bank(engine, checkpoint_every_three());
    fill(bank);
    auto connection = sql::connect(bank.database.location(), sql::Access::read_write);
    connection->run_script(damage);
    auto const report = journal::verify_chain(*connection, bank.outside, bank.signing_key.public_key);
    auto const bad = report.fault ? report.fault->first_bad : 0;
    CHECK((found == -1 || found == bad));
    found = bad;
  });
  return found;
}
}  // namespace

TEST_CASE("an untouched journal verifies, against the checkpoints inside and outside") {
  CHECK(first_bad_after("SELECT 1") == 0);
}

TEST_CASE("every kind of tampering is found, at the first entry it touches") {
  CHECK(first_bad_after("UPDATE payload SET body='{\"pence\":99}' WHERE sequence=5") == 5);
  CHECK(first_bad_after("UPDATE journal SET agency='police' WHERE sequence=6") == 6);
  CHECK(first_bad_after("UPDATE journal SET recorded_at=recorded_at+1 WHERE sequence=2") == 2);
  CHECK(first_bad_after("DELETE FROM journal WHERE sequence=4") == 4);
  CHECK(first_bad_after("DELETE FROM payload WHERE sequence=4") == 4);
  CHECK(first_bad_after("UPDATE payload SET sequence=-7 WHERE sequence=7; UPDATE payload SET sequence=7 WHERE "
                        "sequence=8; UPDATE payload SET sequence=8 WHERE sequence=-7") == 7);
  CHECK(first_bad_after("DELETE FROM journal WHERE sequence>8; DELETE FROM payload WHERE sequence>8; DELETE FROM "
                        "checkpoint WHERE sequence>8") == 9);
}

TEST_CASE(
    "wherever an entry is edited, deleted or swapped, and whatever of it, the first that is not as written is named") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine, checkpoint_every_three());
    fill(bank);
    auto connection = sql::connect(bank.database.location(), sql::Access::read_write);
    auto first_bad = [&](std::string const& damage) {
      connection->begin();
      journal::ChainReport report;
      try {
        connection->run_script(damage);
        report = journal::verify_chain(*connection, bank.outside, bank.signing_key.public_key);
      } catch (sql::Fault const& fault) {
        FAIL_CHECK(fault.what());
      }
      connection->rollback();
      return report.fault ? report.fault->first_bad : 0;
    };
    for (int entry = 1; entry <= 10; ++entry) {
      auto const at = " WHERE sequence=" + std::to_string(entry);
      CAPTURE(entry);
      for (std::string const edit :
           {"UPDATE journal SET stream='0000000000000000000000000z'", "UPDATE journal SET version=version+70",
            "UPDATE journal SET type='ledger.other'", "UPDATE journal SET type_version=2",
            "UPDATE journal SET occurred_at=occurred_at-1", "UPDATE journal SET recorded_at=recorded_at-1",
            "UPDATE journal SET actor='0000000000000000000000000z'", "UPDATE journal SET agency='police'",
            "UPDATE journal SET purpose='urgent'", "UPDATE journal SET cause=cause+1",
            "UPDATE journal SET command='0000000000000000000000000z'", "UPDATE payload SET body=body || ' '",
            "DELETE FROM payload", "DELETE FROM journal"}) {
        CAPTURE(edit);
        CHECK(first_bad(edit + at) == entry);
      }
      if (entry == 10) break;
      auto const next = std::to_string(entry + 1);
      for (std::string const table : {"journal", "payload"}) {
        auto const move = "UPDATE " + table + " SET sequence=";
        CHECK(first_bad(move + "-1" + at + "; " + move + std::to_string(entry) + " WHERE sequence=" + next + "; " +
                        move + next + " WHERE sequence=-1") == entry);
      }
      // Cut off behind this entry, with the checkpoints inside: only those outside can tell.
      std::string const cut = " WHERE sequence>" + std::to_string(entry) + ";";
      CHECK(first_bad("DELETE FROM journal" + cut + "DELETE FROM payload" + cut + "DELETE FROM checkpoint" + cut) ==
            entry + 1);
    }
    CHECK(first_bad("SELECT 1") == 0);
  });
}

TEST_CASE("a journal written again from the middle, chain and all, does not fit the checkpoint outside") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine, checkpoint_every_three());
    fill(bank);
    auto connection = sql::connect(bank.database.location(), sql::Access::read_write);
    // A forger with the database but not the outside file: replaces entry 5 and recomputes everything after it.
    std::vector<journal::Entry> entries;
    journal::for_each_entry(*connection, 0, [&](journal::Entry const& e) { entries.push_back(e); });
    connection->run_script("DELETE FROM journal; DELETE FROM payload; DELETE FROM checkpoint");
    journal::Chain chain;
    Digest end{};
    for (auto& entry : entries) {
      if (entry.recorded.header.sequence == 5) entry.recorded.body = R"({"pence":5000})";
      auto const commitment = chain.commit(entry.salt, *entry.recorded.body);
      end = chain.link(end, entry.recorded.header, commitment);
      journal::insert_entry(*connection, entry.recorded.header, text_of(commitment), text_of(end));
      journal::insert_payload(*connection, entry.recorded.header.sequence, entry.salt, *entry.recorded.body);
    }
    CHECK_FALSE(journal::verify_chain(*connection, {}, std::nullopt).fault);  // seen from inside, all is well
    auto const report = journal::verify_chain(*connection, bank.outside, bank.signing_key.public_key);
    REQUIRE(report.fault);
    CHECK(report.fault->first_bad == 4);  // the first entry after the last checkpoint that still fits
  });
}

TEST_CASE("a checkpoint signed with another key is no witness") {
  Bank bank(sql::Engine::sqlite, checkpoint_every_three());
  fill(bank);
  auto connection = bank.reader();
  auto const other = SigningKey::from_seed({9});
  CHECK(journal::verify_chain(*connection, bank.outside, other.public_key).fault);
  auto forged = bank.outside;
  forged[0].signature[0] ^= 1;
  CHECK(journal::verify_chain(*connection, forged, bank.signing_key.public_key).fault->first_bad == forged[0].sequence);
}

TEST_CASE("a redacted payload is gone, and the chain still verifies because the journal says so") {
  on_each_engine([](sql::Engine engine) {
    Bank bank(engine);
    auto account = *bank.writer->perform(bank.opening("Ada"));
    CHECK(bank.writer->perform(bank.paying(account, 5)).ok());
    journal::Task redaction{{},
                            "redact",
                            [](journal::Transaction& t) -> Result<std::string> {
                              t.connection().execute("DELETE FROM payload WHERE sequence=$1", {1});
                              journal::PayloadRedacted event{{1}, "asked for by the person"};
                              TRY(t.append(mint_raw_id(t.now(), t.random()), 0,
                                           {{event.event.type, 1, codec::to_json(event), t.now()}}, {}));
                              return std::string{};
                            },
                            {}};
    CHECK(bank.writer->perform(redaction).ok());
    bank.writer.reset();
    auto const report = journal::verify_chain(*bank.reader(), bank.outside, bank.signing_key.public_key);
    CHECK_FALSE(report.fault);
    CHECK(report.redacted == 1);
    auto const history = journal::load(*bank.reader(), *parse_raw_id(account));
    CHECK_FALSE(history[0].body);
    CHECK(std::get<ledger::Opened>(*ledger::Events::decode(history[0])).owner.empty());  // still folds
  });
}

TEST_CASE("a checkpoint reads back from its line, and nothing else does") {
  auto const checkpoint = journal::sign_checkpoint({42, sha256("x")}, Instant{1}, SigningKey::from_seed({3}));
  auto const back = journal::parse_checkpoint(journal::to_line(checkpoint));
  REQUIRE(back);
  CHECK(back->sequence == 42);
  CHECK(journal::signature_holds(*back));
  CHECK_FALSE(journal::parse_checkpoint("kith-checkpoint 1 x"));
  CHECK_FALSE(journal::parse_checkpoint(""));
}
