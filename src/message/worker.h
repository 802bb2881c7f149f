// Takes messages that are due out of the outbox, hands each to its carrier, and writes down what came of it. One
// thread; whatever it is doing when it dies is found again by the next one.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/crypto.h"
#include "message/carrier.h"
#include "message/commands.h"
#include "sql/database.h"

namespace kith::message {

// What a message says, in its reader's language.
struct Worded {
  std::string subject;
  std::string body;
  std::vector<Filling> fillings;  // for carriers with templates of their own
};
// `secret` is the code, or what opens the link; empty for messages that carry none.
using Wording = std::function<Worded(Template says, std::string const& language, std::string const& secret)>;

struct WorkerParts {
  journal::Writer* writer = nullptr;
  sql::ReaderPool* readers = nullptr;
  Clock const* clock = nullptr;
  Carriers carriers;
  StillSafe still_safe;
  Wording wording;
  Digest code_key{};
};

class Worker {
 public:
  explicit Worker(WorkerParts parts) : parts_(std::move(parts)) {}
  ~Worker();
  Worker(Worker const&) = delete;
  Worker& operator=(Worker const&) = delete;

  // One round: everything that is due now, some at a time. How many were settled one way or the other.
  std::size_t run_once();
  // Goes round by itself, `every` so often, until destroyed.
  void start(std::chrono::milliseconds every);

 private:
  // Whether a carrier could be reached at all.
  bool send(MessageId id);

  WorkerParts parts_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace kith::message
