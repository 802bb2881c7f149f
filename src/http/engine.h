// What a connection needs from the server around it.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

#include "http/addresses.h"
#include "http/server.h"
#include "http/wire.h"

namespace kith::http {

using TimePoint = std::chrono::steady_clock::time_point;

// Counted on several threads.
struct Tally {
  std::atomic<std::size_t> open_connections{0};
  std::atomic<std::size_t> requests_in_flight{0};
  std::atomic<std::uint64_t> accepted_connections{0};
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> bytes_in{0};
  std::atomic<std::uint64_t> bytes_out{0};
  std::array<std::atomic<std::uint64_t>, 600> answers{};
  std::array<std::atomic<std::uint64_t>, members_of<Reason>.size()> refused{};

  void refuse(Reason reason) { ++refused[static_cast<std::size_t>(reason)]; }
};

// A request on its way to a worker, and the way back.
struct Admission {
  std::uint64_t connection = 0;
  std::uint64_t turn = 0;  // which request of that connection: a late answer must not meet the next one
  Route const* route = nullptr;
  std::shared_ptr<Request const> request;
  TimePoint since;
};

class Engine {
 public:
  virtual ~Engine() = default;
  virtual ServerOptions const& options() const = 0;
  virtual Router const& router() const = 0;
  virtual TrustedProxies const& proxies() const = 0;
  virtual bool is_tls() const = 0;
  virtual bool is_stopping() const = 0;
  virtual Tally& tally() = 0;
  virtual std::string new_request_id() = 0;
  // Hands a request to the workers; the answer comes back through Connection::deliver. False when the lane is full.
  virtual bool dispatch(Admission admission) = 0;
  // An error no handler made, as it goes on the wire. `request` may be null.
  virtual Wire error_wire(Refusal const& refusal, WireRequest const& request, std::string const& request_id) = 0;
  // The connection is closed; called once.
  virtual void closed(std::uint64_t connection) = 0;

  // Bytes held for all connections; the reactor's thread only.
  std::size_t bodies_bytes = 0;
  std::size_t answers_bytes = 0;
};

}  // namespace kith::http
