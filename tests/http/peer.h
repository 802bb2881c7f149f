// The other end of a connection, by hand: what no browser would send, and deadlines on every read.
#pragma once

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "http/message.h"

namespace kith::http::test {

struct Reply {
  int status = 0;
  std::string head;
  std::string body;

  std::string header(std::string_view name) const {
    std::string_view rest{head};
    while (!rest.empty()) {
      auto const end = std::min(rest.find("\r\n"), rest.size());
      auto const line = rest.substr(0, end);
      auto const colon = line.find(": ");
      if (colon != std::string_view::npos && same_name(line.substr(0, colon), name))
        return std::string{line.substr(colon + 2)};
      rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return {};
  }
};

class Peer {
 public:
  // A small receive buffer makes a slow reader of this peer.
  explicit Peer(std::uint16_t port, int receive_buffer_bytes = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    REQUIRE(socket_ >= 0);
    if (receive_buffer_bytes > 0)
      setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof(receive_buffer_bytes));
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof(to)) == 0);
  }
  Peer(Peer&& other) noexcept : socket_(std::exchange(other.socket_, -1)), pending_(std::move(other.pending_)) {}
  Peer& operator=(Peer&&) = delete;
  ~Peer() {
    if (socket_ >= 0) ::close(socket_);
  }

  // False when the server has gone: some tests want just that.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void finish_sending() { ::shutdown(socket_, SHUT_WR); }

  // The next reply. Status 0 when the server closes, or says nothing for ten seconds.
  Reply reply(bool head_only = false) {
    Reply reply;
    auto blank = std::string::npos;
    while ((blank = pending_.find("\r\n\r\n")) == std::string::npos)
      if (!receive()) return reply;
    reply.head = pending_.substr(0, blank + 2);
    pending_.erase(0, blank + 4);
    reply.status = std::atoi(reply.head.c_str() + 9);
    auto const length = reply.header("Content-Length");
    auto const size = head_only || length.empty() ? 0 : std::stoul(length);
    while (pending_.size() < size)
      if (!receive()) return {};
    reply.body = pending_.substr(0, size);
    pending_.erase(0, size);
    return reply;
  }

  Reply ask(std::string_view bytes) {
    send(bytes);
    return reply();
  }

  // Whether the server closes without another byte, within ten seconds.
  bool is_closed_by_server() { return pending_.empty() && !receive() && ended_; }

 private:
  bool receive() {
    pollfd waits{socket_, POLLIN, 0};
    if (::poll(&waits, 1, 10'000) != 1) return false;
    char buffer[16 * 1024];
    auto const size = ::recv(socket_, buffer, sizeof(buffer), 0);
    ended_ = size <= 0;
    if (ended_) return false;
    pending_.append(buffer, static_cast<std::size_t>(size));
    return true;
  }

  int socket_;
  std::string pending_;
  bool ended_ = false;
};

inline std::string get(std::string_view path, std::string_view more_headers = {}) {
  return "GET " + std::string{path} + " HTTP/1.1\r\nHost: kith.example\r\n" + std::string{more_headers} + "\r\n";
}
inline std::string post(std::string_view path, std::string_view body, std::string_view more_headers = {}) {
  return "POST " + std::string{path} +
         " HTTP/1.1\r\nHost: kith.example\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string{more_headers} + "\r\n" + std::string{body};
}

}  // namespace kith::http::test
