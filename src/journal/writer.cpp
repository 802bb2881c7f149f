#include "journal/writer.h"

#include <fmt/format.h>

#include <cstdlib>
#include <future>

#include "base/log.h"
#include "journal/answered.h"
#include "journal/events.h"

namespace kith::journal {

namespace {
using SteadyClock = std::chrono::steady_clock;

std::int64_t microseconds_since(SteadyClock::time_point start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - start).count();
}

// On PostgreSQL other servers may write too. The lock is held until the flush, so that the order of sequence numbers is
// the order of commits; its price is one flush at a time for all servers together.
auto constexpr take_append_lock = "SELECT pg_advisory_xact_lock(7512644)";
}  // namespace

// One SQL transaction's view of the journal.
class Writer::Running final : public Transaction {
 public:
  explicit Running(Writer& writer)
      : writer_(writer), command_now_(writer.parts_.clock->now()), answered_(writer.parts_.answer_key) {}

  void begin(std::span<Task const> batch) {
    auto& c = *writer_.parts_.connection;
    c.begin();
    if (c.engine() == sql::Engine::postgres) {
      c.query(take_append_lock, {}, [](sql::Row const&) {});
      auto const now = head(c);
      if (now.chain != writer_.head_.chain) writer_.kept_states_.forget_all();  // another server has written
      writer_.head_ = now;
    }
    start_ = writer_.head_;
    answered_.look_up(c, batch);
  }
  Answered& answered() { return answered_; }
  // Forgets what this transaction appended.
  void rollback() {
    writer_.parts_.connection->rollback();
    writer_.head_ = start_;
    writer_.fresh_checkpoints_.clear();
    for (auto const& stream : changed_) writer_.kept_states_.forget(stream);
    changed_.clear();
  }

  void next_command() {
    command_now_ = writer_.parts_.clock->now();
    command_ = CommandId::mint(command_now_, *writer_.parts_.random);
    appended_by_command_ = 0;
  }
  std::int64_t appended_by_command() const { return appended_by_command_; }
  std::int64_t appended() const { return writer_.head_.sequence - start_.sequence; }

  sql::Connection& connection() override { return *writer_.parts_.connection; }
  Instant now() const override { return command_now_; }
  Random& random() override { return *writer_.parts_.random; }
  std::vector<Recorded> load(StreamId const& stream) override { return journal::load(connection(), stream); }

  std::int64_t version_of(StreamId const& stream) override {
    if (auto const* kept = kept_states().find(stream)) return kept->version;
    return connection().integer("SELECT max(version) FROM journal WHERE stream=$1", {to_text(stream)}).value_or(0);
  }

  Result<std::int64_t> append(StreamId const& stream, std::int64_t expected, std::vector<NewEvent> const& events,
                              Author const& author, std::int64_t cause) override {
    if (version_of(stream) != expected)
      return conflict(
          "changed_meanwhile",
          "Somebody else changed this while you were working on it. Nothing of yours has been lost: look at "
          "their change beside yours, then save again.");
    for (auto const& event : events) {
      Recorded const recorded = keep(stream, ++expected, event, author, cause);
      project(writer_.parts_.projections, connection(), recorded);
      for (auto const& reaction : writer_.parts_.reactions) TRY(reaction(*this, recorded));
    }
    return writer_.head_.sequence;
  }

 private:
  KeptStates& kept_states() override { return writer_.kept_states_; }

  Recorded keep(StreamId const& stream, std::int64_t version, NewEvent const& event, Author const& author,
                std::int64_t cause) {
    auto& end = writer_.head_;
    Recorded recorded{{end.sequence + 1, stream, version, std::string{event.type}, event.type_version,
                       event.occurred_at, command_now_, author, cause, command_},
                      event.body};
    std::array<std::uint8_t, salt_bytes> salt{};
    random().fill(salt);
    Digest const commitment = writer_.chain_.commit(text_of(salt), event.body);
    end.chain = writer_.chain_.link(end.chain, recorded.header, commitment);
    end.sequence = recorded.header.sequence;
    ++appended_by_command_;
    insert_entry(connection(), recorded.header, text_of(commitment), text_of(end.chain));
    insert_payload(connection(), recorded.header.sequence, text_of(salt), event.body);
    changed_.push_back(stream);
    if (event.type == PayloadRedacted::event.type)
      kept_states().forget_all();  // nothing of what was taken out may stay in memory
    else
      kept_states().append(recorded);
    return recorded;
  }

  Writer& writer_;
  Instant command_now_;
  CommandId command_;
  Answered answered_;
  Head start_;
  std::int64_t appended_by_command_ = 0;
  std::vector<StreamId> changed_;
};

Writer::Writer(WriterParts parts) : parts_(std::move(parts)) {
  head_ = head(*parts_.connection);
  if (auto const last = last_checkpoint(*parts_.connection)) signed_at_sequence_ = last->sequence;
  signed_at_ = parts_.clock->now();
  forgot_at_ = signed_at_;
  if (!parts_.options.on_unknown_outcome)
    parts_.options.on_unknown_outcome = [](std::string const&) { std::_Exit(70); };
  thread_ = std::thread([this] { work(); });
}

Writer::~Writer() {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Writer::submit(Task task) {
  {
    std::lock_guard const lock(mutex_);
    if (!stopping_ && queue_.size() < parts_.options.queue_limit) {
      queue_.push_back(std::move(task));
      wake_.notify_one();
      return;
    }
  }
  task.done(unavailable("too_busy",
                        "Too many people are saving at this moment. What you typed has been kept on this "
                        "page: try again in a few seconds."));
}

Result<std::string> Writer::perform(Task task) {
  std::promise<Result<std::string>> promise;
  auto answer = promise.get_future();
  task.done = [&promise](Result<std::string> result) { promise.set_value(std::move(result)); };
  submit(std::move(task));
  return answer.get();
}

WriterCounts Writer::counts() const {
  std::lock_guard const lock(mutex_);
  auto counts = counts_;
  counts.waiting = static_cast<std::int64_t>(queue_.size());
  return counts;
}

std::vector<Task> Writer::take_batch() {
  std::unique_lock lock(mutex_);
  auto const patience =
      counts_.can_write ? std::chrono::milliseconds{parts_.options.checkpoint_every} : parts_.options.try_again_every;
  wake_.wait_for(lock, patience, [this] { return stopping_ || !queue_.empty(); });
  std::vector<Task> batch;
  while (!queue_.empty() && batch.size() < parts_.options.batch_limit) {
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return batch;
}

void Writer::work() {
  for (;;) {
    auto batch = take_batch();
    auto const started = SteadyClock::now();
    if (batch.empty() && !counts().can_write)
      try_to_write();
    else
      run_batch(batch);  // when nothing came for a while: time for a checkpoint if one is due
    std::lock_guard const lock(mutex_);
    counts_.busy_microseconds += microseconds_since(started);
    if (stopping_ && queue_.empty()) break;
  }
  try {
    Running running(*this);
    running.begin({});
    sign_if_due(running, true);
    flush(running);
  } catch (sql::Fault const& fault) {
    log::error("last_checkpoint_failed", {{"reason", fault.what()}});
  }
}

void Writer::run_batch(std::vector<Task>& batch) {
  std::vector<Result<std::string>> answers;
  answers.reserve(batch.size());
  if (!run_together(batch, answers)) {
    answers.clear();
    for (auto const& task : batch) answers.push_back(run_alone(task));
    std::lock_guard const lock(mutex_);
    ++counts_.replays;
  }
  {
    std::lock_guard const lock(mutex_);
    counts_.tasks += static_cast<std::int64_t>(batch.size());
    counts_.largest_batch = std::max(counts_.largest_batch, static_cast<std::int64_t>(batch.size()));
    for (auto const& answer : answers)
      if (!answer) ++counts_.refusals;
  }
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i].done(std::move(answers[i]));
  try {
    parts_.connection->tidy();
    forget_old_answers();
  } catch (sql::Fault const& fault) {
    log::warning("tidying_failed", {{"reason", fault.what()}});
  }
}

bool Writer::run_together(std::vector<Task>& batch, std::vector<Result<std::string>>& answers) {
  Running running(*this);
  try {
    running.begin(batch);
    for (auto const& task : batch) {
      running.next_command();
      answers.push_back(attempt(task, running));
      // A refusal after an append would leave half a command behind.
      if (!answers.back() && running.appended_by_command() > 0) {
        running.rollback();
        return false;
      }
    }
    sign_if_due(running, false);
    flush(running);
    return true;
  } catch (std::exception const& fault) {
    running.rollback();
    if (batch.size() > 1) log::warning("batch_replayed", {{"reason", fault.what()}, {"commands", batch.size()}});
    return false;
  }
}

Result<std::string> Writer::run_alone(Task const& task) {
  Running running(*this);
  try {
    running.begin({&task, 1});
    running.next_command();
    auto answer = attempt(task, running);
    if (!answer) {
      running.rollback();
      return answer;
    }
    flush(running);
    return answer;
  } catch (sql::Fault const& fault) {
    running.rollback();
    log::error("command_failed", {{"reason", fault.what()}});
    bool const lost = fault.kind == sql::FaultKind::lost;
    if (lost || fault.kind == sql::FaultKind::full) {
      std::lock_guard const lock(mutex_);
      counts_.can_write = false;
    }
    if (!lost) return sql::to_error(fault);
    return unavailable("database_lost",
                       "The records cannot be reached at this moment, so nothing was saved. What you typed has been "
                       "kept on this page: try again in a minute, and if that does not help, ring your administrator.");
  } catch (std::exception const& fault) {
    running.rollback();
    log::error("command_failed", {{"reason", fault.what()}});
    return internal_error("fault", "Something went wrong on our side, and nothing was saved. What you typed is kept.");
  }
}

// Gives the earlier answer to the same key, or runs the command and keeps its answer with its effect.
Result<std::string> Writer::attempt(Task const& task, Running& running) {
  if (auto earlier = running.answered().earlier(task)) {
    std::lock_guard const lock(mutex_);
    ++counts_.repeats;
    return *std::move(earlier);
  }
  auto answer = task.run(running);
  if (answer) running.answered().keep(running.connection(), task, *answer, running.now());
  return answer;
}

// Returns once everything in the transaction is on disk; throws when the engine said for certain that it is not.
void Writer::flush(Running& running) {
  auto const started = SteadyClock::now();
  try {
    parts_.connection->commit();
  } catch (sql::Fault const& fault) {
    bool const outcome_known = fault.kind != sql::FaultKind::lost && fault.kind != sql::FaultKind::other;
    if (!outcome_known) end(fault.what());
    throw;
  }
  for (auto const& checkpoint : std::exchange(fresh_checkpoints_, {})) {
    signed_at_sequence_ = checkpoint.sequence;
    signed_at_ = checkpoint.at;
    for (auto const& sink : parts_.checkpoint_sinks) sink(checkpoint);
  }
  std::lock_guard const lock(mutex_);
  ++counts_.flushes;
  counts_.flush_microseconds += microseconds_since(started);
  counts_.events += running.appended();
  if (running.appended() > 0) counts_.can_write = true;  // a batch of refusals writes nothing, and so proves nothing
}

// Nobody may send a command for hours after the disk was full; /ready must not wait for one.
void Writer::try_to_write() {
  auto& connection = *parts_.connection;
  try {
    connection.begin();
    keep_setting(connection, "written_again_at", to_text(parts_.clock->now()));
    connection.commit();
    log::info("writing_again");
    std::lock_guard const lock(mutex_);
    counts_.can_write = true;
  } catch (sql::Fault const&) {
    connection.rollback();
  }
}

void Writer::sign_if_due(Running& running, bool always) {
  auto const unsigned_events = head_.sequence - signed_at_sequence_;
  if (unsigned_events == 0) return;
  auto const now = running.now();
  if (!always && unsigned_events < parts_.options.checkpoint_every_events &&
      now - signed_at_ < parts_.options.checkpoint_every)
    return;
  auto const checkpoint = sign_checkpoint(head_, now, parts_.signing_key);
  insert(running.connection(), checkpoint);
  fresh_checkpoints_ = {checkpoint};
}

void Writer::forget_old_answers() {
  auto const now = parts_.clock->now();
  if (now - forgot_at_ < std::chrono::hours{1}) return;
  forgot_at_ = now;
  Answered::forget_before(*parts_.connection, now - parts_.options.answers_kept);
}

void Writer::end(std::string const& reason) {
  log::error("flush_outcome_unknown", {{"reason", reason}});
  parts_.options.on_unknown_outcome(reason);
}

}  // namespace kith::journal
