// What becomes of commands when the disk is full or the database gone.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "ledger.h"

using namespace kith;
using ledger::Bank;
using ledger::on_each_engine;

namespace {

// A connection whose commits fail, while `fault` is set, as a full disk or a lost server makes them.
class Failing final : public sql::Connection {
 public:
  Failing(std::unique_ptr<sql::Connection> inner, std::atomic<sql::FaultKind*>& fault)
      : inner_(std::move(inner)), fault_(fault) {}

  sql::Engine engine() const override { return inner_->engine(); }
  sql::Location const& location() const override { return inner_->location(); }
  void query(std::string_view sql, std::span<sql::Value const> values, sql::OnRow const& on_row) override {
    inner_->query(sql, values, on_row);
  }
  std::int64_t execute(std::string_view sql, std::span<sql::Value const> values) override {
    fail();
    wrote_ = true;
    return inner_->execute(sql, values);
  }
  void post(std::string_view sql, std::span<sql::Value const> values) override {
    fail();
    wrote_ = true;
    inner_->post(sql, values);
  }
  bool usable() override { return inner_->usable(); }
  void begin() override {
    wrote_ = false;
    inner_->begin();
  }
  void commit() override {
    if (wrote_) fail();  // an empty transaction is kept on the fullest disk
    inner_->commit();
  }
  void rollback() override { inner_->rollback(); }
  void run_script(std::string_view ddl) override { inner_->run_script(ddl); }
  void make_room(std::int64_t bytes) override { inner_->make_room(bytes); }
  void tidy() override { inner_->tidy(); }

 private:
  void fail() const {
    if (auto const* kind = fault_.load()) throw sql::Fault(*kind, "planted");
  }
  std::unique_ptr<sql::Connection> inner_;
  std::atomic<sql::FaultKind*>& fault_;
  bool wrote_ = false;
};

// Asks until it is so, a bounded number of times.
template <class Question>
bool comes_true(Question question) {
  for (int asked = 0; asked < 10'000'000; ++asked) {
    if (question()) return true;
    std::this_thread::yield();
  }
  return false;
}

}  // namespace

TEST_CASE(
    "while nothing can be written commands are refused in words, and the writer finds out by itself when it can") {
  struct Case {
    sql::FaultKind kind;
    char const* code;
  };
  for (auto [kind, code] : {Case{sql::FaultKind::full, "disk_full"}, Case{sql::FaultKind::lost, "database_lost"}})
    on_each_engine([&, kind = kind, code = code](sql::Engine engine) mutable {
      std::atomic<sql::FaultKind*> fault = nullptr;
      Bank bank(engine);
      bank.writer.reset();
      journal::WriterOptions options;
      options.try_again_every = std::chrono::milliseconds{1};
      bank.open(std::make_unique<Failing>(sql::connect(bank.database.location(), sql::Access::read_write), fault),
                options);
      auto const account = *bank.writer->perform(bank.opening("Ada"));
      CHECK(bank.writer->counts().can_write);

      fault = &kind;
      auto const refused = bank.writer->perform(bank.paying(account, 5, "k1"));
      CHECK(refused.error().code == code);
      CHECK(refused.error().kind == Kind::unavailable);
      CHECK_FALSE(bank.writer->counts().can_write);
      // A batch of refusals writes nothing, and so does not show that anything could be written.
      CHECK(bank.writer->perform(bank.paying(to_text(RawId{}), 5)).error().code == "no_account");
      CHECK_FALSE(bank.writer->counts().can_write);
      CHECK(bank.balance(account) == 0);

      fault = nullptr;
      CHECK(comes_true([&] { return bank.writer->counts().can_write; }));
      CHECK(bank.writer->perform(bank.paying(account, 5, "k1")).ok());
      CHECK(bank.balance(account) == 5);
      bank.writer.reset();
      CHECK_FALSE(journal::verify_chain(*bank.reader(), {}, std::nullopt).fault);
    });
}
