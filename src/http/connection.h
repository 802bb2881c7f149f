// One peer's connection: requests in, answers out, one at a time and in order. A state machine on the reactor's thread
// that knows neither sockets nor clocks of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/addresses.h"
#include "http/channel.h"
#include "http/engine.h"
#include "http/request_reader.h"

namespace kith::http {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::uint64_t id, std::shared_ptr<Channel> channel, Address peer, Engine& engine);

  void begin();
  // The answer to the request of that turn. Too late, it is let go.
  void deliver(std::uint64_t turn, Wire wire);
  // Acts on a deadline that has passed.
  void check(TimePoint now);
  // The server is stopping: now if nothing is under way, else after the answer.
  void close_when_idle();
  void close();

  bool is_idle() const { return state_ == State::idle; }
  TimePoint deadline() const { return deadline_; }
  Address const& peer() const { return peer_; }

 private:
  enum class State {
    opening,     // shaking hands
    idle,        // nothing of a request has come
    head,        // reading one
    continuing,  // saying 100 Continue
    body,
    answering,  // a worker has it
    writing,
    lingering,  // said all; reading until the peer has closed, so that our last words are not lost in a reset
    closed,
  };

  void receive();
  void take(std::string_view bytes);
  void peer_ended();
  void advance();
  bool advance_head();
  bool advance_body();
  RequestReader::Progress feed();
  bool admit();
  bool start_body();
  void say_continue();
  void dispatch();
  void refuse(Refusal refusal, bool then_close, std::string_view allow = {});
  void write(Wire wire);
  void written(bool ok);
  void linger();
  void hold_body();
  void release();
  TimePoint after(std::chrono::milliseconds time, std::uint64_t bytes = 0) const;

  std::uint64_t id_;
  std::shared_ptr<Channel> channel_;
  Address peer_;
  Engine& engine_;
  State state_ = State::opening;
  TimePoint deadline_;
  bool receiving_ = false;
  bool keeps_alive_ = false;
  std::uint64_t turn_ = 0;
  std::string input_;                      // what has come and is not yet taken
  std::unique_ptr<RequestReader> reader_;  // only while a request is read: an idle connection should cost little
  Route const* route_ = nullptr;
  WireRequest wire_request_;
  std::string request_id_;
  std::string remote_address_;
  TimePoint since_;
  std::optional<Wire> wire_;  // while it is being sent
  std::size_t held_body_bytes_ = 0;
  std::size_t held_answer_bytes_ = 0;
  std::size_t lingered_bytes_ = 0;
};

}  // namespace kith::http
