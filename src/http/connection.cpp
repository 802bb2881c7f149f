#include "http/connection.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace kith::http {

namespace {
using Progress = RequestReader::Progress;

// How much of a refused upload is read and thrown away before the connection is cut.
constexpr std::size_t most_lingered_bytes = 16 * 1024 * 1024;

std::string_view host_without_port(std::string_view host) {
  auto const bracket = host.rfind(']');
  auto const colon = host.rfind(':');
  if (colon == std::string_view::npos || (bracket != std::string_view::npos && colon < bracket)) return host;
  return host.substr(0, colon);
}

bool is_ours(std::vector<std::string> const& hosts, std::string_view host) {
  auto const name = host_without_port(host);
  return hosts.empty() ||
         std::any_of(hosts.begin(), hosts.end(), [&](auto const& one) { return same_name(one, name); });
}

// The last word on how the person's browser spoke to the proxy that spoke to us.
bool forwarded_securely(Request const& request) {
  auto const text = request.header("X-Forwarded-Proto");
  return same_name(trimmed(text.substr(text.rfind(',') + 1)), "https");  // npos + 1 is 0
}

std::string allow_list(std::vector<Method> const& methods) {
  std::string list;
  for (auto method : methods) list.append(list.empty() ? "" : ", ").append(wire(method));
  return list;
}
}  // namespace

Connection::Connection(std::uint64_t id, std::shared_ptr<Channel> channel, Address peer, Engine& engine)
    : id_(id), channel_(std::move(channel)), peer_(peer), engine_(engine) {}

TimePoint Connection::after(std::chrono::milliseconds time, std::uint64_t bytes) const {
  auto const slowest = engine_.options().timeouts.slowest_bytes_per_second;
  return std::chrono::steady_clock::now() + time +
         std::chrono::milliseconds{bytes * 1000 / std::max<std::size_t>(slowest, 1)};
}

void Connection::begin() {
  deadline_ = after(engine_.options().timeouts.head);
  channel_->open([self = shared_from_this()](bool ok) {
    if (self->state_ != State::opening) return;
    if (!ok) {
      self->engine_.tally().refuse(Reason::handshake);
      return self->close();
    }
    self->state_ = State::idle;
    self->advance();
  });
}

void Connection::receive() {
  if (receiving_) return;
  receiving_ = true;
  channel_->receive([self = shared_from_this()](std::string_view bytes) {
    self->receiving_ = false;
    self->take(bytes);
  });
}

void Connection::take(std::string_view bytes) {
  if (state_ == State::closed) return;
  if (bytes.empty()) return peer_ended();
  engine_.tally().bytes_in += bytes.size();
  if (state_ == State::lingering) {
    lingered_bytes_ += bytes.size();
    return lingered_bytes_ > most_lingered_bytes ? close() : receive();
  }
  // In any other state but these, an answer that closes is already on its way: what still comes is not a request.
  if (state_ != State::idle && state_ != State::head && state_ != State::body) return;
  input_.append(bytes);
  advance();
}

void Connection::peer_ended() {
  // While an answer is on its way the peer may have closed only its own half, and still be reading.
  if (state_ == State::writing) return;
  close();
}

void Connection::advance() {
  for (;;) {
    switch (state_) {
      case State::idle:
        if (input_.empty()) return receive();
        if (turn_ > 0) deadline_ = after(engine_.options().timeouts.head);
        reader_ = std::make_unique<RequestReader>(ReaderLimits{engine_.options().limits.header_bytes,
                                                               engine_.options().limits.target_bytes,
                                                               engine_.options().limits.header_fields});
        state_ = State::head;
        break;
      case State::head:
        if (!advance_head()) return;
        break;
      case State::body:
        if (!advance_body()) return;
        break;
      default:
        return;
    }
  }
}

Progress Connection::feed() {
  std::size_t used = 0;
  auto const progress = reader_->feed(input_, used);
  input_.erase(0, used);
  return progress;
}

// True when there is more to do at once.
bool Connection::advance_head() {
  switch (feed()) {
    case Progress::head_read:
      return admit() && start_body();
    case Progress::refused: {
      ++engine_.tally().requests;
      request_id_ = engine_.new_request_id();
      auto const refusal = reader_->refusal();
      refuse(refusal, true, refusal.status == 405 ? "GET, HEAD, POST" : "");
      return false;
    }
    default:
      receive();
      return false;
  }
}

bool Connection::advance_body() {
  switch (feed()) {
    case Progress::complete:
      hold_body();
      dispatch();
      return false;
    case Progress::refused:
      refuse(reader_->refusal(), true);
      return false;
    default:
      hold_body();
      if (engine_.bodies_bytes > engine_.options().limits.bodies_bytes)
        refuse({503, Reason::bodies_full}, true);
      else
        receive();
      return false;
  }
}

// The head is read: may this request in, and whose is it? False when it has been refused.
bool Connection::admit() {
  auto const& options = engine_.options();
  auto& request = reader_->request();
  ++engine_.tally().requests;
  since_ = std::chrono::steady_clock::now();
  request_id_ = request.request_id = engine_.new_request_id();
  keeps_alive_ = reader_->keeps_alive();
  wire_request_ = wanted_by(request);
  bool const by_proxy = engine_.proxies().trusts(peer_);
  remote_address_ = to_text(by_proxy ? engine_.proxies().asker(peer_, request.header("X-Forwarded-For")) : peer_);
  request.remote_address = remote_address_;
  request.secure = engine_.is_tls() || (by_proxy && forwarded_securely(request));

  bool const then_close = reader_->has_body();
  if (!engine_.is_tls() && !by_proxy && !is_loopback(peer_)) return refuse({403, Reason::insecure}, true), false;
  if (!is_ours(options.hosts, request.header("Host"))) return refuse({421, Reason::bad_host}, then_close), false;
  auto match = engine_.router().match(request.method, request.path);
  if (!match.route && match.allowed.empty()) return refuse({404, Reason::not_found}, then_close), false;
  if (!match.route) return refuse({405, Reason::method_not_allowed}, then_close, allow_list(match.allowed)), false;
  route_ = match.route;
  request.parameters = std::move(match.parameters);
  return true;
}

// False when nothing can be read on at once: refused, or waiting to say 100 Continue.
bool Connection::start_body() {
  auto const& options = engine_.options();
  auto const limit = reader_->request().method == Method::post ? route_->body_limit_bytes : 0;
  reader_->limit_body(limit);
  auto const expected = reader_->content_length().value_or(reader_->has_body() ? limit : 0);
  if (expected > limit) return refuse(reader_->refusal(), true), false;
  if (engine_.bodies_bytes + reader_->content_length().value_or(0) > options.limits.bodies_bytes)
    return refuse({503, Reason::bodies_full}, true), false;
  deadline_ = after(options.timeouts.body, expected);
  if (reader_->expects_continue() && input_.empty()) return say_continue(), false;
  state_ = State::body;
  return true;
}

void Connection::say_continue() {
  state_ = State::continuing;
  channel_->send("HTTP/1.1 100 Continue\r\n\r\n", {}, [self = shared_from_this()](bool ok) {
    if (self->state_ != State::continuing) return;
    if (!ok) return self->close();
    self->state_ = State::body;
    self->receive();
  });
}

void Connection::dispatch() {
  state_ = State::answering;
  deadline_ = after(engine_.options().timeouts.answer);
  auto request = std::make_shared<Request const>(std::move(reader_->request()));
  reader_.reset();
  ++turn_;
  ++engine_.tally().requests_in_flight;
  if (!engine_.dispatch({id_, turn_, route_, std::move(request), since_})) refuse({503, Reason::queue_full}, false);
}

void Connection::deliver(std::uint64_t turn, Wire wire) {
  if (state_ == State::answering && turn == turn_) write(std::move(wire));
}

void Connection::refuse(Refusal refusal, bool then_close, std::string_view allow) {
  engine_.tally().refuse(refusal.reason);
  if (then_close) keeps_alive_ = false;
  if (route_ != nullptr) refusal.pattern = route_->pattern;
  if (reader_) refusal.query_text = reader_->request().query_text;
  auto wire = engine_.error_wire(refusal, wire_request_, request_id_);
  if (!allow.empty()) wire.head.append("Allow: ").append(allow).append("\r\n");
  if (wire.status == 503) wire.head += "Retry-After: 2\r\n";
  if (auto const& told = engine_.options().on_exchange) {
    Exchange exchange;
    exchange.request_id = request_id_;
    if (wire_request_.head_only) exchange.method = Method::head;
    if (reader_) exchange.method = reader_->request().method;
    if (route_) exchange.route = route_->name;
    exchange.status = wire.status;
    exchange.response_body_bytes = wire.payload().size();
    exchange.remote_address = remote_address_.empty() ? to_text(peer_) : remote_address_;
    told(exchange);
  }
  write(std::move(wire));
}

void Connection::write(Wire wire) {
  bool const was_answering = state_ == State::answering;
  bool const too_much = !wire.asset && !wire.body.empty() &&
                        engine_.answers_bytes + wire.body.size() > engine_.options().limits.answers_bytes;
  if (too_much) {
    engine_.tally().refuse(Reason::queue_full);
    wire = engine_.error_wire({503, Reason::queue_full}, {.head_only = wire_request_.head_only}, request_id_);
    wire.head += "Retry-After: 2\r\n";
    keeps_alive_ = false;
  }
  release();
  if (was_answering) --engine_.tally().requests_in_flight;
  state_ = State::writing;
  auto& sent = wire_.emplace(std::move(wire));
  if (engine_.is_stopping()) keeps_alive_ = false;
  // Told to every client: HTTP/1.0 ones close unless they hear it.
  sent.head += keeps_alive_ ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  held_answer_bytes_ = sent.body.size();
  engine_.answers_bytes += held_answer_bytes_;
  auto const payload = sent.payload();
  ++engine_.tally().answers[static_cast<std::size_t>(sent.status)];
  engine_.tally().bytes_out += sent.head.size() + payload.size();
  deadline_ = after(engine_.options().timeouts.write, sent.head.size() + payload.size());
  channel_->send(sent.head, payload, [self = shared_from_this()](bool ok) { self->written(ok); });
}

void Connection::written(bool ok) {
  if (state_ != State::writing) return;
  release();
  wire_.reset();
  reader_.reset();
  route_ = nullptr;
  wire_request_ = {};
  request_id_.clear();
  remote_address_.clear();
  if (!ok) return close();
  if (!keeps_alive_) return linger();
  state_ = State::idle;
  deadline_ = after(engine_.options().timeouts.idle);
  if (input_.empty()) std::string{}.swap(input_);  // assigning an empty one would keep the memory
  ++turn_;
  advance();
}

void Connection::linger() {
  state_ = State::lingering;
  deadline_ = after(engine_.options().timeouts.linger);
  std::string{}.swap(input_);
  channel_->finish();
  receive();
}

void Connection::hold_body() {
  auto const bytes = reader_->request().body.size();
  engine_.bodies_bytes += bytes - held_body_bytes_;
  held_body_bytes_ = bytes;
}

void Connection::release() {
  engine_.bodies_bytes -= std::exchange(held_body_bytes_, 0);
  engine_.answers_bytes -= std::exchange(held_answer_bytes_, 0);
}

void Connection::check(TimePoint now) {
  if (now < deadline_) return;
  switch (state_) {
    case State::head:
      if (request_id_.empty()) request_id_ = engine_.new_request_id();
      return refuse({408, Reason::head_timeout}, true);
    case State::body:
      return refuse({408, Reason::body_timeout}, true);
    case State::answering:
      return refuse({503, Reason::answer_timeout}, true);
    case State::opening:
      engine_.tally().refuse(Reason::handshake);
      break;
    case State::continuing:
    case State::writing:
      engine_.tally().refuse(Reason::write_timeout);
      break;
    default:
      break;
  }
  close();
}

void Connection::close_when_idle() {
  if (state_ == State::opening || state_ == State::idle) close();
}

void Connection::close() {
  if (state_ == State::closed) return;
  if (state_ == State::answering) --engine_.tally().requests_in_flight;
  state_ = State::closed;
  release();
  reader_.reset();
  channel_->close();
  engine_.closed(id_);
}

}  // namespace kith::http
