// Counts for a monitoring system, in the Prometheus text form, on a loopback address of their own. Numbers only.
#pragma once

#include <string>

#include "access/read_log.h"
#include "http/server.h"
#include "journal/writer.h"

namespace kith::app {

std::string metrics_text(journal::WriterCounts const& writer, http::Counters const& server,
                         access::ReadLog const& reads, std::uintmax_t wal_bytes);

}  // namespace kith::app
