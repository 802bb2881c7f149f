#include <libpq-fe.h>

#include <fmt/format.h>

#include <charconv>
#include <unordered_map>
#include <vector>

#include "base/crypto.h"
#include "sql/engines.h"

namespace kith::sql {

namespace {

// SQLSTATE classes: 23 integrity, 40 and 55 locks, 53 no room, 08 and 57 connection.
FaultKind kind_of(std::string_view state) {
  auto const group = state.substr(0, 2);
  if (group == "23") return FaultKind::constraint;
  if (group == "40" || group == "55") return FaultKind::busy;
  if (group == "53") return FaultKind::full;
  if (group == "08" || group == "57" || state.empty()) return FaultKind::lost;
  return FaultKind::other;
}

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ClearResult>;

bool succeeded(PGresult const* result) {
  auto const status = PQresultStatus(result);
  return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

Fault fault_of(PGresult const* result, std::string_view sql) {
  char const* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  char const* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  return {kind_of(state ? state : ""),
          fmt::format("{} (PostgreSQL {}, in: {})", message ? message : PQresultErrorMessage(result),
                      state ? state : "connection lost", sql.substr(0, 200))};
}

class PostgresRow final : public Row {
 public:
  explicit PostgresRow(PGresult* result) : result_(result) {}
  void move_to(int row) { row_ = row; }
  bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
  std::int64_t integer(int column) const override { return number<std::int64_t>(column); }
  double real(int column) const override { return number<double>(column); }
  std::string_view text(int column) const override {
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }
  std::string bytes(int column) const override {
    auto hex = text(column);
    if (!hex.starts_with("\\x")) return std::string{hex};
    return from_hex(hex.substr(2)).value_or(std::string{});
  }

 private:
  template <class N>
  N number(int column) const {
    auto const digits = text(column);
    N value{};
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }
  PGresult* result_;
  int row_ = 0;
};

// Values in the shape libpq wants: texts with an end mark, bytes as they are.
class Parameters {
 public:
  explicit Parameters(std::span<Value const> values) {
    texts_.reserve(values.size());
    for (auto const& value : values)
      std::visit(
          [&](auto const& v) {
            using T = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<T, std::nullptr_t>)
              add({}, true, 0);
            else if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, double>)
              add(fmt::format("{}", v), false, 0);
            else if constexpr (std::is_same_v<T, BytesView>)
              add(std::string{v.bytes}, false, 1);
            else
              add(std::string{v}, false, 0);
          },
          value.content());
    for (std::size_t i = 0; i < texts_.size(); ++i) pointers_.push_back(nulls_[i] ? nullptr : texts_[i].c_str());
  }
  int count() const { return static_cast<int>(pointers_.size()); }
  char const* const* pointers() const { return pointers_.data(); }
  int const* lengths() const { return lengths_.data(); }
  int const* formats() const { return formats_.data(); }

 private:
  void add(std::string text, bool null, int format) {
    lengths_.push_back(static_cast<int>(text.size()));
    texts_.push_back(std::move(text));
    nulls_.push_back(null);
    formats_.push_back(format);
  }
  std::vector<std::string> texts_;
  std::vector<bool> nulls_;
  std::vector<char const*> pointers_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

// A connection, closed with its owner.
class Handle {
 public:
  explicit Handle(PGconn* connection) : connection_(connection) {}
  ~Handle() { PQfinish(connection_); }
  Handle(Handle const&) = delete;
  Handle& operator=(Handle const&) = delete;
  operator PGconn*() const { return connection_; }  // NOLINT: libpq's functions take nothing else

 private:
  PGconn* connection_;
};

class PostgresConnection final : public Connection {
 public:
  PostgresConnection(std::string const& url, Access access)
      : location_(Location::postgres(url)), access_(access), connection_(PQconnectdb(url.c_str())) {
    settle();
  }
  Engine engine() const override { return Engine::postgres; }
  Location const& location() const override { return location_; }

  void query(std::string_view sql, std::span<Value const> values, OnRow const& on_row) override {
    auto answer = run(sql, values);
    PostgresRow row(answer.get());
    for (int i = 0, count = PQntuples(answer.get()); i < count; ++i) {
      row.move_to(i);
      on_row(row);
    }
  }
  std::int64_t execute(std::string_view sql, std::span<Value const> values) override {
    auto answer = run(sql, values);
    std::string_view const count = PQcmdTuples(answer.get());
    std::int64_t changed = 0;
    std::from_chars(count.data(), count.data() + count.size(), changed);
    return changed;
  }

  void post(std::string_view sql, std::span<Value const> values) override {
    send(prepare(sql), sql, values);
    // The server stops reading when nobody takes its answers; taking them every so often keeps both sides moving.
    if (waiting_ >= 128) drain();
  }

  // A server that ends a connection says so first, and hangs up a moment later: either will do. PQnotifies makes libpq
  // hear what has come in.
  bool usable() override {
    bool const open = PQconsumeInput(connection_) == 1;
    PQfreemem(PQnotifies(connection_));
    return open && !said_goodbye_ && PQstatus(connection_) == CONNECTION_OK;
  }
  void begin() override {
    if (!usable()) {
      PQreset(connection_);
      waiting_ = 0;
      said_goodbye_ = false;
      names_.clear();
      settle();
    }
    Connection::post("BEGIN", {});
  }
  void commit() override {
    // To a transaction that had failed before, COMMIT is no error: it is answered with ROLLBACK.
    if (std::string_view{PQcmdStatus(run("COMMIT", {}).get())} != "COMMIT")
      throw Fault(FaultKind::constraint, "the transaction had failed before it was to be kept");
  }
  void rollback() override {
    try {
      drain();
    } catch (Fault const&) {
    }
    PQclear(PQexec(connection_, "ROLLBACK"));
  }
  void run_script(std::string_view ddl) override {
    drain();
    Answer const answer{PQexec(connection_, dialect_ddl(Engine::postgres, ddl).c_str())};
    if (!succeeded(answer.get())) throw fault_of(answer.get(), ddl);
  }
  void make_room(std::int64_t) override {}
  void tidy() override {}

 private:
  // What every connection begins with. A fault names the reason why there is none.
  void settle() {
    if (PQstatus(connection_) != CONNECTION_OK)
      throw Fault(FaultKind::lost,
                  fmt::format("The PostgreSQL database cannot be reached: {}", PQerrorMessage(connection_)));
    // Notices are not logged: one may quote what somebody typed. SQLSTATE 57P01 to 57P03: the server is going away.
    PQsetNoticeReceiver(
        connection_,
        [](void* self, PGresult const* notice) {
          char const* const state = PQresultErrorField(notice, PG_DIAG_SQLSTATE);
          if (state != nullptr && std::string_view{state}.starts_with("57P"))
            static_cast<PostgresConnection*>(self)->said_goodbye_ = true;
        },
        this);
    run_script("SET client_min_messages=warning; SET timezone='UTC'");
    if (access_ == Access::read_only)
      run_script("SET default_transaction_read_only=on");
    else  // an answer means that it is on disk, whatever the server's own configuration says
      run_script(
          "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN "
          "('off', 'local')");
  }
  Fault connection_fault(std::string_view sql) const {
    return {FaultKind::lost, fmt::format("{} (in: {})", PQerrorMessage(connection_), sql.substr(0, 200))};
  }

  std::string const& prepare(std::string_view sql) {
    if (auto found = names_.find(sql); found != names_.end()) return found->second;
    drain();
    auto name = fmt::format("s{}", names_.size());
    Answer const answer{PQprepare(connection_, name.c_str(), std::string{sql}.c_str(), 0, nullptr)};
    if (!succeeded(answer.get())) throw fault_of(answer.get(), sql);
    return names_.emplace(std::string{sql}, std::move(name)).first->second;
  }

  void send(std::string const& name, std::string_view sql, std::span<Value const> values) {
    if (waiting_ == 0 && PQenterPipelineMode(connection_) != 1) throw connection_fault("pipeline mode");
    Parameters const p(values);
    ++waiting_;
    if (PQsendQueryPrepared(connection_, name.c_str(), p.count(), p.pointers(), p.lengths(), p.formats(), 0) != 1)
      throw connection_fault(sql);
  }

  // What was posted before goes to the server with it: one journey there and back for all.
  Answer run(std::string_view sql, std::span<Value const> values) {
    send(prepare(sql), sql, values);
    return drain(waiting_ == 1 ? sql : posted);
  }

  // Takes the answers of everything sent, and returns the last. The first fault is thrown once the connection is usable
  // again.
  static constexpr std::string_view posted = "one of several statements";
  Answer drain(std::string_view sent = posted) {
    Answer last;
    if (waiting_ == 0) return last;
    waiting_ = 0;
    std::optional<Fault> first;
    PQpipelineSync(connection_);
    for (bool synchronised = false; !synchronised;) {
      Answer answer{PQgetResult(connection_)};
      if (!answer) {  // the end of one statement's answers, or a lost connection
        if (PQstatus(connection_) != CONNECTION_OK) throw connection_fault("pipeline");
        continue;
      }
      auto const status = PQresultStatus(answer.get());
      if (status == PGRES_PIPELINE_SYNC)
        synchronised = true;
      else if (status == PGRES_FATAL_ERROR && !first)
        first = fault_of(answer.get(), sent);
      else
        last = std::move(answer);
    }
    PQexitPipelineMode(connection_);
    if (first) throw *first;
    return last;
  }

  Location location_;
  Access access_;
  Handle connection_;
  int waiting_ = 0;
  bool said_goodbye_ = false;
  std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> names_;
};

}  // namespace

std::unique_ptr<Connection> connect_postgres(std::string const& url, Access access) {
  return std::make_unique<PostgresConnection>(url, access);
}

}  // namespace kith::sql
