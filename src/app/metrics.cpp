#include "app/metrics.h"

#include <fmt/format.h>

namespace kith::app {

std::string metrics_text(journal::WriterCounts const& writer, http::Counters const& server,
                         access::ReadLog const& reads, std::uintmax_t wal_bytes) {
  std::string text;
  auto count = [&](std::string_view name, std::string_view kind, std::string_view help, auto value) {
    text += fmt::format("# HELP kith_{0} {1}\n# TYPE kith_{0} {2}\nkith_{0} {3}\n", name, help, kind, value);
  };
  count("commands_total", "counter", "Commands answered", writer.tasks);
  count("refusals_total", "counter", "Commands refused", writer.refusals);
  count("repeats_total", "counter", "Commands answered from an earlier answer", writer.repeats);
  count("events_total", "counter", "Events appended", writer.events);
  count("flushes_total", "counter", "Flushes to disk", writer.flushes);
  count("flush_seconds_total", "counter", "Time in flushes", static_cast<double>(writer.flush_microseconds) / 1e6);
  count("writer_busy_seconds_total", "counter", "The writer's time, flushes included",
        static_cast<double>(writer.busy_microseconds) / 1e6);
  count("batch_replays_total", "counter", "Batches run again one by one", writer.replays);
  count("largest_batch", "gauge", "Most commands in one flush", writer.largest_batch);
  count("commands_waiting", "gauge", "Commands in the queue", writer.waiting);
  count("can_write", "gauge", "0 while the disk is full", writer.can_write ? 1 : 0);
  count("wal_bytes", "gauge", "Size of SQLite's write-ahead log", wal_bytes);
  count("read_log_waiting", "gauge", "Looks whose line is not on disk yet", reads.waiting());
  count("read_log_flushes_total", "counter", "Flushes of the read log", reads.flushes());
  count("connections_open", "gauge", "Open connections", server.open_connections);
  count("requests_waiting", "gauge", "Requests waiting for a worker", server.waiting_requests);
  count("requests_total", "counter", "Requests", server.requests);
  text += "# HELP kith_answers_total Answers by status\n# TYPE kith_answers_total counter\n";
  for (auto const& [status, answers] : server.answers)
    text += fmt::format("kith_answers_total{{status=\"{}\"}} {}\n", status, answers);
  text += "# HELP kith_http_refusals_total Requests refused before any page\n# TYPE kith_http_refusals_total counter\n";
  for (auto const& [reason, refusals] : server.refused)
    text += fmt::format("kith_http_refusals_total{{reason=\"{}\"}} {}\n", wire(reason), refusals);
  return text;
}

}  // namespace kith::app
