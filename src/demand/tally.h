// What one replication counted, station by station, after the warm-up. Times are whole milliseconds and areas whole
// person-milliseconds, so that sums are exact and Little's law can be checked to the last unit.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kith::demand {

__extension__ using Wide = __int128;  // person-milliseconds: a thousand people for a thousand years overflow 64 bits

struct StationTally {
  std::int64_t arrivals = 0;    // who came, also those turned away or taken over
  std::int64_t began = 0;       // began service
  std::int64_t queued = 0;      // of those, who had waited
  std::int64_t completed = 0;   // finished service and left the station
  std::int64_t refused = 0;     // found no room
  std::int64_t overflowed = 0;  // taken over by another station on arrival
  std::int64_t abandoned = 0;   // left while waiting, by patience or another risk
  Wide wait_ms = 0;             // of those who began service
  Wide waiting_area = 0;        // time with n waiting, times n
  Wide busy_area = 0;           // time with n in service or blocked, times n
  Wide worked_area = 0;         // the same, open hours only
  Wide capacity_area = 0;       // servers on duty over open hours; nothing when unlimited
  Wide sojourn_ms = 0;          // time each person spent here, added person by person
  double wait_p50_days = 0, wait_p90_days = 0, wait_p95_days = 0;
  std::int64_t queue_since_ms = 0;  // when the queue that stood at the end first formed; the horizon when none stood
  std::int64_t waiting_at_end = 0;

  // The gap between the two sides of Little's law on this very path, over the larger side.
  double little_error() const {
    Wide const area = waiting_area + busy_area;
    Wide const gap = area > sojourn_ms ? area - sojourn_ms : sojourn_ms - area;
    Wide const larger = area > sojourn_ms ? area : sojourn_ms;
    return larger == 0 ? 0 : static_cast<double>(gap) / static_cast<double>(larger);
  }
};

struct ClassTally {
  std::int64_t began = 0, queued = 0;
  Wide wait_ms = 0;
};

// Of those whose clock stopped.
struct ClockTally {
  std::int64_t stopped = 0, within = 0;
  Wide total_ms = 0;
  double p50_days = 0, p90_days = 0;
};

// Who came to a station from the day on that the run had lived long enough to know, and of them who had been there.
struct AgainTally {
  std::int64_t came = 0, again = 0;
  bool operator==(AgainTally const&) const = default;
};

struct ReplicationTally {
  std::vector<StationTally> stations;
  std::vector<ClassTally> classes;  // station by class
  std::vector<ClockTally> clocks;
  std::vector<std::int64_t> exits;      // by risk, stations one after another
  std::vector<std::int64_t> routes;     // taken, by the model's routes; then those who left the system, by station
  std::vector<AgainTally> again;        // one a watch that asks for it
  std::vector<std::int64_t> overflows;  // by overflow target, stations one after another
  std::uint64_t events = 0;             // arrivals from outside and completed services, warm-up included
  bool complete = false;                // false: cancelled or never begun
  std::int64_t too_many_at_ms = -1;     // when the run had to stop because of its size
};

// One thing that happened to one person, on request and for the first replication only.
struct TraceLine {
  std::int64_t ms;
  std::uint64_t person;  // numbered as they come
  std::uint16_t station;
  enum class What : std::uint8_t {
    arrives,
    waits,
    begins,
    finishes,
    gives_up,
    refused,
    taken_over,
    blocked,
    returns
  } what;
};
std::string_view word(TraceLine::What what);

}  // namespace kith::demand
