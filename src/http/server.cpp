#include "http/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "base/id.h"
#include "base/random.h"
#include "base/time.h"
#include "http/compression.h"
#include "http/connection.h"
#include "http/engine.h"
#include "http/reactor.h"
#include "http/workers.h"

namespace kith::http {

namespace {
// Everybody in one IPv6 network of a household or office (/64) counts as one address.
Address counted_as(Address address) {
  bool const mapped = std::all_of(address.bytes.begin(), address.bytes.begin() + 10, [](auto b) { return b == 0; });
  if (!mapped) std::fill(address.bytes.begin() + 8, address.bytes.end(), std::uint8_t{0});
  return address;
}

// Each connection is a file descriptor, and the usual soft limit is 1,024.
void raise_descriptor_limit(std::size_t connections) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  rlim_t const wanted = connections + 256;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? wanted : std::min(wanted, limit.rlim_max);
  setrlimit(RLIMIT_NOFILE, &limit);
}

Lane lane_of(Route const& route) { return route.urgent ? Lane::urgent : Lane::ordinary; }

struct Asking;  // what request ids are ids of
}  // namespace

class Server::Core final : public Engine, public std::enable_shared_from_this<Core> {
 public:
  Core(ServerOptions options, Router router) : options_(std::move(options)), router_(std::move(router)) {}

  Result<Done> start();
  void stop();
  void run_until_signal();
  std::uint16_t port() const { return port_; }
  Counters counters() const;

  ServerOptions const& options() const override { return options_; }
  Router const& router() const override { return router_; }
  TrustedProxies const& proxies() const override { return proxies_; }
  bool is_tls() const override { return !options_.tls.certificate_chain.empty(); }
  bool is_stopping() const override { return stopping_; }
  Tally& tally() override { return tally_; }
  std::string new_request_id() override { return Id<Asking>::mint(clock_.now(), random_).text(); }
  bool dispatch(Admission admission) override;
  Wire error_wire(Refusal const& refusal, WireRequest const& request, std::string const& request_id) override;
  void closed(std::uint64_t connection) override;

 private:
  class Ticket;

  Result<Done> check_options();
  void welcome(std::shared_ptr<Channel> channel, Address peer);
  bool make_room();
  void look_at_deadlines();
  void begin_stop();
  void finish_if_empty();
  void handle(Admission const& admission);
  void complete(Admission const& admission, Response response);
  void fail(Admission const& admission, std::string const& what);
  void send_back(Admission const& admission, Wire wire);

  ServerOptions options_;
  Router router_;
  TrustedProxies proxies_;
  SystemClock clock_;
  SystemRandom random_;
  Tally tally_;
  std::uint16_t port_ = 0;

  // The reactor outlives the connections and the workers, which post to it; declared first, destroyed last.
  Reactor reactor_;
  struct Kept {
    std::shared_ptr<Connection> connection;
    Address counted;
    bool is_counted = false;
  };
  std::unordered_map<std::uint64_t, Kept> connections_;
  std::map<Address, std::size_t> per_address_;
  std::uint64_t last_connection_ = 0;
  bool stopping_ = false;  // the reactor's thread only
  TimePoint stop_deadline_;
  std::unique_ptr<Workers> workers_;

  std::mutex life_mutex_;
  std::condition_variable life_changed_;
  bool started_ = false;
  bool stop_wanted_ = false;
  bool signal_heard_ = false;
  bool stopped_ = false;
};

// The way back of an answer that comes later. Answers once, whoever holds copies of it, and 500 if nobody ever does.
class Server::Core::Ticket {
 public:
  Ticket(std::weak_ptr<Core> core, Admission admission) : core_(std::move(core)), admission_(std::move(admission)) {}
  Ticket(Ticket const&) = delete;
  Ticket& operator=(Ticket const&) = delete;

  ~Ticket() {
    if (used_.exchange(true)) return;
    try {
      if (auto core = core_.lock()) core->fail(admission_, "the handler let go of its answer without giving it");
    } catch (std::exception const&) {
      // Out of memory here leaves the request to its deadline.
    }
  }

  void resume(std::function<Response()> make) {
    if (used_.exchange(true)) return;
    auto core = core_.lock();
    if (!core) return;
    // The workers belong to the core, so a job of theirs may hold it plainly.
    core->workers_->resume(lane_of(*admission_.route),
                           [plain = core.get(), admission = admission_, make = std::move(make)] {
                             try {
                               plain->complete(admission, make());
                             } catch (std::exception const& problem) {
                               plain->fail(admission, problem.what());
                             } catch (...) {
                               plain->fail(admission, "an exception of an unknown kind");
                             }
                           });
  }

 private:
  std::weak_ptr<Core> core_;
  Admission admission_;
  std::atomic<bool> used_{false};
};

Result<Done> Server::Core::check_options() {
  std::vector<AddressRange> ranges;
  for (auto const& text : options_.trusted_proxies) {
    auto range = parse_range(text);
    if (!range)
      return invalid("bad_proxy", "The trusted proxy " + text + " is neither an IP address nor a range of them.");
    ranges.push_back(*range);
  }
  proxies_ = TrustedProxies{std::move(ranges)};
  for (auto const& header : options_.default_headers)
    if (!is_safe_header(header.name, header.value))
      return invalid("bad_header", "The default response header " + header.name + " cannot be sent as it stands.");
  auto const listen = parse_address(options_.listen_address);
  if (!listen)
    return invalid("bad_address",
                   "The server cannot listen on " + options_.listen_address + ": that is no IP address.");
  if (!is_tls() && !is_loopback(*listen) && proxies_.empty())
    return invalid("insecure_listen",
                   "Plain HTTP is only served to this machine. To listen on " + options_.listen_address +
                       ", give a TLS certificate and key, or name the proxy that encrypts in front of this server.");
  if (options_.tls.certificate_chain.empty() != options_.tls.private_key.empty())
    return invalid("tls_files", "A TLS certificate needs its private key, and a key its certificate: give both files.");
  return Done{};
}

Result<Done> Server::Core::start() {
  {
    std::lock_guard lock{life_mutex_};
    if (started_ || stop_wanted_) return internal_error("started_twice", "This server has been started before.");
  }
  TRY(check_options());
  raise_descriptor_limit(options_.limits.connections);
  port_ = TRY(reactor_.listen(
      options_.listen_address, options_.listen_port, options_.tls.certificate_chain, options_.tls.private_key,
      [this](std::shared_ptr<Channel> channel, Address peer) { welcome(std::move(channel), peer); },
      [this] { make_room(); }));
  workers_ = std::make_unique<Workers>(Workers::Size{.threads = options_.worker_threads,
                                                     .urgent_threads = options_.urgent_threads,
                                                     .queue_jobs = options_.limits.waiting_requests});
  reactor_.every(options_.timeouts.check, [this] { look_at_deadlines(); });
  reactor_.start();
  std::lock_guard lock{life_mutex_};
  started_ = true;
  return Done{};
}

void Server::Core::welcome(std::shared_ptr<Channel> channel, Address peer) {
  ++tally_.accepted_connections;
  bool const counts = !proxies_.trusts(peer);
  auto const counted = counted_as(peer);
  if (counts && per_address_[counted] >= options_.limits.connections_per_address) {
    tally_.refuse(Reason::address_full);
    return channel->close();
  }
  if (connections_.size() >= options_.limits.connections && !make_room()) {
    tally_.refuse(Reason::connections_full);
    return channel->close();
  }
  if (counts) ++per_address_[counted];
  auto const id = ++last_connection_;
  auto connection = std::make_shared<Connection>(id, std::move(channel), peer, *this);
  connections_[id] = {connection, counted, counts};
  ++tally_.open_connections;
  connection->begin();
}

// Closes the idle connection nearest its end, so that somebody new can come in. False when none is idle.
bool Server::Core::make_room() {
  std::shared_ptr<Connection> oldest;
  for (auto const& [id, kept] : connections_)
    if (kept.connection->is_idle() && (!oldest || kept.connection->deadline() < oldest->deadline()))
      oldest = kept.connection;
  if (!oldest) return false;
  tally_.refuse(Reason::connections_full);
  oldest->close();
  return true;
}

void Server::Core::closed(std::uint64_t connection) {
  auto const found = connections_.find(connection);
  if (found == connections_.end()) return;
  auto const kept = std::move(found->second);  // lives until the end of this call
  connections_.erase(found);
  --tally_.open_connections;
  if (kept.is_counted)
    if (auto count = per_address_.find(kept.counted); count != per_address_.end() && --count->second == 0)
      per_address_.erase(count);
  finish_if_empty();
}

void Server::Core::look_at_deadlines() {
  auto const now = std::chrono::steady_clock::now();
  bool const cut = stopping_ && now >= stop_deadline_;
  std::vector<std::shared_ptr<Connection>> due;  // acting on one may erase it from the table
  for (auto const& [id, kept] : connections_)
    if (cut || now >= kept.connection->deadline()) due.push_back(kept.connection);
  for (auto const& connection : due) {
    if (cut)
      connection->close();
    else
      connection->check(now);
  }
}

bool Server::Core::dispatch(Admission admission) {
  auto const lane = lane_of(*admission.route);
  return workers_->submit(lane, [this, admission = std::move(admission)] { handle(admission); });
}

void Server::Core::handle(Admission const& admission) {
  try {
    auto answer = admission.route->handler(*admission.request);
    if (auto* response = std::get_if<Response>(&answer)) return complete(admission, std::move(*response));
    auto ticket = std::make_shared<Ticket>(weak_from_this(), admission);
    std::get<Later>(answer)([ticket](std::function<Response()> make) { ticket->resume(std::move(make)); });
  } catch (std::exception const& problem) {
    fail(admission, problem.what());
  } catch (...) {
    fail(admission, "an exception of an unknown kind");
  }
}

void Server::Core::complete(Admission const& admission, Response response) {
  auto const& request = *admission.request;
  bool faulty = false;
  auto const wanted = wanted_by(request);
  auto wire = to_wire(std::move(response), wanted, options_.default_headers, clock_.now(), faulty);
  if (faulty) return fail(admission, "the handler's response has a header or status that cannot be sent");
  if (options_.on_exchange) {
    auto const took = std::chrono::steady_clock::now() - admission.since;
    options_.on_exchange({request.request_id, request.method, admission.route->name, wire.status, request.body.size(),
                          wire.payload().size(), std::chrono::duration_cast<std::chrono::microseconds>(took),
                          request.remote_address});
  }
  send_back(admission, std::move(wire));
}

void Server::Core::send_back(Admission const& admission, Wire wire) {
  reactor_.post([this, connection = admission.connection, turn = admission.turn, wire = std::move(wire)]() mutable {
    auto const found = connections_.find(connection);
    if (found == connections_.end()) return;
    auto const kept = found->second.connection;  // delivering may erase it from the table
    kept->deliver(turn, std::move(wire));
  });
}

void Server::Core::fail(Admission const& admission, std::string const& what) {
  tally_.refuse(Reason::handler_failed);
  if (options_.on_fault) options_.on_fault(admission.request->request_id, what);
  WireRequest const wanted{admission.request->method == Method::head, false};
  auto wire = error_wire({500, Reason::handler_failed}, wanted, admission.request->request_id);
  if (options_.on_exchange)
    options_.on_exchange({admission.request->request_id,
                          admission.request->method,
                          admission.route->name,
                          wire.status,
                          admission.request->body.size(),
                          wire.payload().size(),
                          {},
                          admission.request->remote_address});
  send_back(admission, std::move(wire));
}

Wire Server::Core::error_wire(Refusal const& refusal, WireRequest const& request, std::string const& request_id) {
  Response response;
  if (options_.error_page) {
    try {
      response = options_.error_page(refusal, request_id);
    } catch (std::exception const& problem) {
      if (options_.on_fault) options_.on_fault(request_id, problem.what());
    }
  }
  if (response.content_type.empty()) response = plain_text(std::string{label(refusal.reason)} + "\n");
  response.status = refusal.status;
  bool faulty = false;
  return to_wire(std::move(response), request, options_.default_headers, clock_.now(), faulty);
}

void Server::Core::begin_stop() {
  stopping_ = true;
  stop_deadline_ = std::chrono::steady_clock::now() + options_.timeouts.stop;
  reactor_.stop_listening();
  std::vector<std::shared_ptr<Connection>> open;
  for (auto const& [id, kept] : connections_) open.push_back(kept.connection);
  for (auto const& connection : open) connection->close_when_idle();
  finish_if_empty();
}

void Server::Core::finish_if_empty() {
  if (stopping_ && connections_.empty()) reactor_.finish();
}

void Server::Core::stop() {
  std::unique_lock lock{life_mutex_};
  bool const first = !std::exchange(stop_wanted_, true);
  life_changed_.notify_all();
  if (!started_) return;
  if (!first) return life_changed_.wait(lock, [this] { return stopped_; });
  lock.unlock();
  reactor_.post([this] { begin_stop(); });
  reactor_.join();
  workers_->stop();
  lock.lock();
  stopped_ = true;
  life_changed_.notify_all();
}

void Server::Core::run_until_signal() {
  reactor_.on_signal([this] {
    std::lock_guard lock{life_mutex_};
    signal_heard_ = true;
    life_changed_.notify_all();
  });
  {
    std::unique_lock lock{life_mutex_};
    if (!started_) return;
    life_changed_.wait(lock, [this] { return stop_wanted_ || signal_heard_; });
  }
  stop();
}

Counters Server::Core::counters() const {
  Counters counters;
  counters.open_connections = tally_.open_connections;
  counters.waiting_requests = workers_ ? workers_->waiting() : 0;
  counters.requests_in_flight = tally_.requests_in_flight;
  counters.accepted_connections = tally_.accepted_connections;
  counters.requests = tally_.requests;
  for (std::size_t status = 0; status < tally_.answers.size(); ++status)
    if (auto const count = tally_.answers[status].load()) counters.answers[static_cast<int>(status)] = count;
  for (auto const& member : members_of<Reason>)
    if (auto const count = tally_.refused[static_cast<std::size_t>(member.value)].load())
      counters.refused[member.value] = count;
  counters.bytes_in = tally_.bytes_in;
  counters.bytes_out = tally_.bytes_out;
  return counters;
}

Server::Server(ServerOptions options, Router router)
    : core_(std::make_shared<Core>(std::move(options), std::move(router))) {}
Server::Server(ServerOptions options, Handler handler)
    : Server(std::move(options), route_everything_to(std::move(handler))) {}
Server::~Server() { stop(); }

Result<Done> Server::start() { return core_->start(); }
std::uint16_t Server::port() const { return core_->port(); }
void Server::stop() { core_->stop(); }
void Server::run_until_signal() { core_->run_until_signal(); }
Counters Server::counters() const { return core_->counters(); }
Router const& Server::router() const { return core_->router(); }

}  // namespace kith::http
