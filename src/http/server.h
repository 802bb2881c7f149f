// The HTTP server: HTTP/1.0 and 1.1, plain or TLS. One thread talks to sockets; handlers run on workers.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/message.h"
#include "http/refusal.h"
#include "http/router.h"

namespace kith::http {

struct Limits {
  std::size_t header_bytes = 16 * 1024;
  std::size_t target_bytes = 8 * 1024;
  std::size_t header_fields = 100;
  std::size_t connections = 10'000;
  // A council's whole staff can sit behind one address; proxies named below are not counted.
  std::size_t connections_per_address = 6'000;
  std::size_t waiting_requests = 1'000;           // in each lane; beyond it 503. At 5 ms a page and 4 workers, 1.25 s
  std::size_t bodies_bytes = 256 * 1024 * 1024;   // of all requests that are arriving; beyond it 503
  std::size_t answers_bytes = 256 * 1024 * 1024;  // of all answers that are being read; beyond it 503
};

struct Timeouts {
  using milliseconds = std::chrono::milliseconds;

  milliseconds head{10'000};    // from the first byte of a request (or the connection) to the end of its headers
  milliseconds body{20'000};    // plus what the body may take at the slowest rate
  milliseconds answer{60'000};  // from a handler and what it waits for; then 503
  milliseconds write{20'000};   // plus what the answer may take at the slowest rate
  milliseconds idle{75'000};    // between two requests of one connection
  milliseconds linger{1'000};   // after an answer that closes, so that the peer reads it before its data bounces
  milliseconds stop{10'000};    // for requests in flight when the server stops
  milliseconds check{100};      // how often the deadlines above are looked at
  std::size_t slowest_bytes_per_second = 4'096;
};

struct TlsFiles {
  std::string certificate_chain;  // PEM
  std::string private_key;        // PEM
};

// One request and how it ended: for the log. Holds no path, query or body: those may be about people.
struct Exchange {
  std::string request_id;
  Method method = Method::get;
  std::string route;  // Route::name, empty when none matched
  int status = 0;
  std::size_t request_body_bytes = 0;
  std::size_t response_body_bytes = 0;
  std::chrono::microseconds took{};  // from the end of the head to the answer's making
  std::string remote_address;
};

struct ServerOptions {
  std::string listen_address = "127.0.0.1";
  std::uint16_t listen_port = 0;  // 0: any free one
  std::size_t worker_threads = 4;
  std::size_t urgent_threads = 1;  // on top, for urgent routes only
  Limits limits = {};
  Timeouts timeouts = {};
  // On every response, errors included, unless the response sets its own of that name.
  std::vector<Header> default_headers = {};
  TlsFiles tls = {};  // both paths, or neither for plain HTTP
  // Addresses or ranges ("10.0.0.0/8") whose X-Forwarded-For and X-Forwarded-Proto are believed. Plain HTTP is served
  // to loopback and to these only.
  std::vector<std::string> trusted_proxies = {};
  // Host names (without port) that are ours; any other is answered 421. Empty: any.
  std::vector<std::string> hosts = {};

  // The page for an error that no handler made (404, 413, 503 ...). Called on any thread; must be quick. Without it,
  // one sentence of plain text.
  std::function<Response(Refusal const&, std::string const& request_id)> error_page = {};
  // Called on any thread once an answer is made; must be quick and must not throw.
  std::function<void(Exchange const&)> on_exchange = {};
  // A handler threw: its words, for the log, never for the page.
  std::function<void(std::string const& request_id, std::string const& what)> on_fault = {};
};

// For /metrics. Everything since the start but the first three.
struct Counters {
  std::size_t open_connections = 0;
  std::size_t waiting_requests = 0;
  std::size_t requests_in_flight = 0;
  std::uint64_t accepted_connections = 0;
  std::uint64_t requests = 0;
  std::map<int, std::uint64_t> answers;  // by status
  std::map<Reason, std::uint64_t> refused;
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
};

class Server {
 public:
  Server(ServerOptions options, Router router);
  Server(ServerOptions options, Handler handler);
  ~Server();  // stops
  Server(Server const&) = delete;
  Server& operator=(Server const&) = delete;

  // Listens and returns. Errors: bad_address, bad_proxy, bad_header, insecure_listen, tls_files, cannot_listen. A
  // server starts once.
  Result<Done> start();
  // Where it listens, once started.
  std::uint16_t port() const;
  // Takes nothing new, lets requests in flight finish within timeouts.stop, closes, joins. Any thread but a worker;
  // more than once is fine. A handler that never returns holds this up: nothing can end a thread from outside.
  void stop();
  // Blocks until SIGINT or SIGTERM, or until another thread stops the server; then stops it.
  void run_until_signal();

  Counters counters() const;
  Router const& router() const;

 private:
  class Core;

  std::shared_ptr<Core> core_;
};

}  // namespace kith::http
