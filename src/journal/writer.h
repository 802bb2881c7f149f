// The one way to change anything. Commands wait in a queue; one thread takes up to 256 of them, runs each in turn (each
// sees those before it), and flushes once for all. Nobody is answered before that flush: not a success, not a refusal,
// not a repeat, because any of them may rest on a change that is not yet on disk.
//
// If one command breaks a batch, the batch is rolled back and each command runs again in a transaction of its own. If a
// flush fails in a way that leaves its outcome unknown, nothing is acknowledged and the process must end; starting
// again recovers. That is `on_unknown_outcome`'s business, and it does not return.
//
// When the disk is full or the database gone, commands are refused, and the writer tries by itself, every second,
// whether it can write again.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/crypto.h"
#include "base/random.h"
#include "base/result.h"
#include "journal/checkpoint.h"
#include "journal/kept_states.h"
#include "journal/projection.h"
#include "journal/store.h"

namespace kith::journal {

// What a command sees while it runs: the streams as they stand, and one place to append.
class Transaction {
 public:
  virtual ~Transaction() = default;

  virtual sql::Connection& connection() = 0;
  virtual Instant now() const = 0;
  virtual Random& random() = 0;  // for ids of what is being made
  virtual std::vector<Recorded> load(StreamId const& stream) = 0;
  // What the stream's history comes to, as it stands now. Read from the database only when no command did so lately.
  template <Evolving State>
  Standing<State> state(StreamId const& stream) {
    if (auto const* kept = kept_states().find(stream); kept && kept->step == &KeptStates::step<State>)
      return {kept->version, std::static_pointer_cast<State const>(kept->state)};
    auto standing = KeptStates::fold<State>(load(stream));
    kept_states().keep(stream, {standing.version, &KeptStates::step<State>, standing.state});
    return standing;
  }
  // Of the last event of the stream; 0 for none.
  virtual std::int64_t version_of(StreamId const& stream) = 0;
  // Appends after version `expected` of the stream; a conflict (code "changed_meanwhile") if it has moved on. Projects
  // each event into the records and runs reactions before it returns. Returns the sequence of the last event.
  virtual Result<std::int64_t> append(StreamId const& stream, std::int64_t expected,
                                      std::vector<NewEvent> const& events, Author const& author,
                                      std::int64_t cause = 0) = 0;

 private:
  virtual KeptStates& kept_states() = 0;
};

// One command on its way. `run` may be called twice (see above) and so must have no effect but through the transaction.
// The answer is a short text for the caller, such as the id of what was made; it is what a repeat gets back.
struct Task {
  std::string key;      // idempotency key, chosen by the caller; empty for none
  std::string request;  // what was asked, in full: a repeat with the same key must ask the same
  std::function<Result<std::string>(Transaction&)> run;
  std::function<void(Result<std::string>)> done;  // called once, after the flush, on the writer's thread: be quick
};

// What one event causes elsewhere: an event of one room becomes a command of another, in the same transaction.
using Reaction = std::function<Result<Done>(Transaction&, Recorded const&)>;

struct WriterOptions {
  std::size_t batch_limit = 256;
  std::size_t queue_limit = 8192;
  std::int64_t checkpoint_every_events = 1000;
  std::chrono::seconds checkpoint_every{60};
  std::chrono::hours answers_kept{24 * 14};
  std::chrono::milliseconds try_again_every{1000};             // while nothing can be written
  std::function<void(std::string const&)> on_unknown_outcome;  // default: log and end the process
};

// Counts since the start, for /metrics and for tests.
struct WriterCounts {
  std::int64_t tasks = 0;
  std::int64_t refusals = 0;
  std::int64_t repeats = 0;
  std::int64_t events = 0;
  std::int64_t flushes = 0;
  std::int64_t replays = 0;  // batches run again one by one
  std::int64_t flush_microseconds = 0;
  std::int64_t busy_microseconds = 0;  // the writer's own time, flushes included
  std::int64_t largest_batch = 0;
  std::int64_t waiting = 0;
  bool can_write = true;  // false from the first command that could not be kept until something can be again
};

struct WriterParts {
  std::unique_ptr<sql::Connection> connection;
  Projections projections;
  std::vector<Reaction> reactions;
  Clock const* clock = nullptr;
  Random* random = nullptr;
  SigningKey signing_key;
  std::string answer_key;  // keys the hashes of requests
  std::vector<CheckpointSink> checkpoint_sinks;
  WriterOptions options;
};

class Writer {
 public:
  explicit Writer(WriterParts parts);
  ~Writer();  // finishes what waits, signs a last checkpoint
  Writer(Writer const&) = delete;
  Writer& operator=(Writer const&) = delete;

  // Puts a command in the queue. When the queue is full, `done` hears so at once.
  void submit(Task task);
  // The same, waiting for the answer. Not from the writer's own thread.
  Result<std::string> perform(Task task);
  WriterCounts counts() const;

 private:
  class Running;

  void work();
  std::vector<Task> take_batch();
  void run_batch(std::vector<Task>& batch);
  bool run_together(std::vector<Task>& batch, std::vector<Result<std::string>>& answers);
  Result<std::string> run_alone(Task const& task);
  Result<std::string> attempt(Task const& task, Running& running);
  void flush(Running& running);
  void sign_if_due(Running& running, bool always);
  void try_to_write();
  void forget_old_answers();
  void end(std::string const& reason);

  WriterParts parts_;
  Chain chain_;
  Head head_;
  KeptStates kept_states_;
  std::int64_t signed_at_sequence_ = 0;
  Instant signed_at_;
  Instant forgot_at_;
  std::vector<Checkpoint> fresh_checkpoints_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> queue_;
  bool stopping_ = false;
  WriterCounts counts_;
  std::thread thread_;
};

}  // namespace kith::journal
