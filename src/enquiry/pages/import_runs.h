// The import that runs now, on a thread of its own: a large file takes minutes, and the workers are for people. Those
// that have ended stay to be looked at until the program ends; the history is in past_imports.h.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "access/gate.h"
#include "enquiry/import_batch.h"

namespace kith::enquiry::import_pages {

struct ImportRun {
  imports::ImportFile file;
  std::uint64_t done = 0;  // bytes, of `total`
  std::uint64_t total = 0;
  std::optional<Result<ImportOutcome>> outcome = {};  // none while it runs
};

class ImportRuns {
 public:
  ImportRuns() = default;
  ImportRuns(ImportRuns const&) = delete;
  ImportRuns& operator=(ImportRuns const&) = delete;
  ~ImportRuns();  // stops after the batch in hand; the same file may be sent again

  // Begins, and answers with the run's number; nothing while another runs. `services` must outlive this.
  std::optional<int> begin(access::Services const& services, access::Subject const& by, imports::ImportFile file,
                           std::string bytes);
  // The run as it stands, after waiting at most so long for its end; nothing for a number that is none.
  std::optional<ImportRun> look(int number, std::chrono::milliseconds patience);

 private:
  void run(access::Services const& services, access::Subject const& by, int number, imports::ImportFile const& file,
           std::string const& bytes);

  std::mutex mutex_;
  std::condition_variable ended_;
  std::map<int, ImportRun> runs_;
  std::atomic<bool> stopping_ = false;
  bool running_ = false;
  int last_ = 0;
  std::thread thread_;
};

}  // namespace kith::enquiry::import_pages
